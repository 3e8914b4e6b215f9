"""A cover that is no picture.

## What it asks

`Cover` holds a web address, or the path of a picture (`.jpg`, `.png`, `.webp`, `.gif`, `.svg`,
`.avif`).

## Why

A title or a description in its place leaves the e-book without a cover.

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

0.1.0
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
            help_ += " alone, and the text for it in a line of its own, Cover text: …"
        yield warning("RF410", message, field.span, help_)
