"""A title that is too long to show.

## What it checks

The title has at most 110 characters.

The option `characters` sets the number.

## Why

Search results, feeds and link previews cut off a longer title, often in the middle of the tagline.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea, with a tagline that goes on and on until long after every reader has stopped reading it

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:111: RF404 a title of 133 characters, expected at most 110
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Shorten the tagline.

## Since

1.0.0
"""  # noqa: E501  (the bad example is a title of that length)

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning

OPTIONS = {"characters": 110}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at what the title has above `characters`."""
    title, most = context.review.title, int(context.options["RF404"]["characters"])
    if len(title.text) > most:
        start = min(title.span.offset + most, title.span.end_offset)
        message = f"a title of {len(title.text)} characters, expected at most {most}"
        yield warning("RF404", message, context.span(start, title.span.end_offset), "shorten it")
