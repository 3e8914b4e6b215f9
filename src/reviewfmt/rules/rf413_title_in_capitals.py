"""A title in capitals.

## What it asks

The title line is not in capitals throughout. The name of a work may be.

## Why

Capitals are slower to read, some screen readers spell them out, and search results treat them as
shouting.

## Bad example

```review
HARBOUR LIGHTS SEASON 1 REVIEW – CALM AT SEA

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF413 the title is in capitals throughout
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the title in small letters, with capitals where the language asks for them.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a title line without a small letter."""
    title = context.review.title
    if title.text.isupper():
        message = "the title is in capitals throughout"
        yield warning("RF413", message, title.span, "write it in small letters")
