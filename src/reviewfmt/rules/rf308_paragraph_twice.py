"""A paragraph that appears twice.

## What it checks

Each paragraph of 40 or more characters appears only once.

## Why

The second copy is usually a mistake while pasting text.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries and the people who wait for them.

A quiet show about ferries and the people who wait for them.

  • Verdict - 8/10
```

```text
5:1: RF308 this paragraph is also on line 3
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries and the people who wait for them.

  • Verdict - 8/10
```

## How to fix

Remove the second copy. `check --fix --unsafe-fixes` does this.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.rules.context import Context, warning
from reviewfmt.span import Span

_SHORTEST = 40  # characters; a shorter one may be a refrain


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each paragraph that an earlier one equals, with its removal as fix."""
    paragraphs = context.paragraphs
    if len({paragraph.text for paragraph in paragraphs}) == len(paragraphs):
        return
    first: dict[str, Span] = {}
    for paragraph in paragraphs:
        span = first.setdefault(paragraph.text, paragraph.span)
        if span is not paragraph.span and len(paragraph.text) >= _SHORTEST:
            fix = Fix((context.removal(paragraph.span),), safe=False, message="remove the copy")
            message = f"this paragraph is also on line {span.line}"
            help_ = "remove the second copy"
            yield warning("RF308", message, paragraph.span, help_, fix, (span,))
