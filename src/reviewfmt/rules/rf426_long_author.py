"""An author whose name is too long.

## What it checks

The value of `Author` has fewer than 100 characters.

## Why

Search engines do not accept longer names. A longer value is usually more than a name.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima, who writes of ferries and the sea, with Bo Quill, the crew of the night boat, and many guests

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF426 the author has 103 characters, expected at most 99
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write only the name.

## Since

1.0.0
"""  # noqa: E501  a line of the example

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning

OPTIONS = {"characters": 99.0}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at an author whose name has too many characters."""
    author, line = context.review.metadata.author, context.field("author")
    most = context.options["RF426"]["characters"]
    if author is not None and line is not None and len(author) > most:
        message = f"the author has {len(author)} characters, expected at most {most:g}"
        yield warning("RF426", message, line.span, "write only the name")
