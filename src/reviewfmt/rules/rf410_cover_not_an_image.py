"""A cover that is not a picture.

## What it checks

`Cover` contains a web address, or the path of a picture (`.jpg`, `.png`, `.webp`, `.gif`, `.svg`,
`.avif`).

## Why

If the field contains a title or a description instead, the e-book has no cover.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Cover: the poster with the lighthouse

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF410 the cover is neither a web address nor the path of a picture
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Cover: covers/harbour-lights.jpg

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the address or the path of the picture.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a cover that is neither a web address nor the path of a picture."""
    cover = context.review.metadata.cover
    if cover is None or "://" in cover or cover.lower().endswith(_SUFFIXES):
        return
    field = context.field("cover")
    if field is not None:
        message = "the cover is neither a web address nor the path of a picture"
        help_ = "write the address or path of the picture"
        if cover.startswith("!["):
            help_ += " without other words, and its description on a separate line, Cover text: …"
        yield warning("RF410", message, field.span, help_)
