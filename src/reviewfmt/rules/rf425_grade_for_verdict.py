"""A verdict that is a letter grade.

## What it checks

The verdict is a number with a maximum.

The rule is off by default. To turn it on, `select` its code, or `RF42`.

## Why

Search engines show stars only for numbers.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Published: 2024-04-11
Language: en

A quiet show about ferries.

  • Verdict - A-
```

```text
9:15: RF425 the verdict is "A-", expected a number
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the verdict as a number if you can. reviewfmt does not convert a letter grade into a number.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Grade
from reviewfmt.rules.context import Context, quoted, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a verdict that is a letter grade."""
    verdict = context.review.verdict
    if verdict is not None and isinstance(verdict.score, Grade):
        message = f"the verdict is {quoted(verdict.score.grade)}, expected a number"
        help_ = "write the verdict as a number over its maximum, such as 8/10"
        yield warning("RF425", message, verdict.score.span, help_)
