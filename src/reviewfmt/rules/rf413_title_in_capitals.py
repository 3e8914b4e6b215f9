"""A title in capitals.

## What it checks

The title line is not written entirely in capitals. The name of the work can be.

## Why

Capitals are slower to read, some screen readers spell them out, and they look like shouting in
search results.

## Bad example

```review
HARBOUR LIGHTS SEASON 1 REVIEW – CALM AT SEA

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF413 the whole title is in capitals
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the title in lower case, with capitals where the language requires them.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a title line without a small letter."""
    title = context.review.title
    if title.text.isupper():
        message = "the whole title is in capitals"
        yield warning("RF413", message, title.span, "write it in lower case")
