"""An aspect that is rated twice.

## What it checks

Each aspect has only one rating. Upper and lower case are not distinguished.

## Why

If the story is rated twice, nobody can tell which rating is valid.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Story - 7/10
  • Story - 8/10
  • Verdict - 8/10
```

```text
6:3: RF312 "Story" is also rated on line 5
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Story - 7/10
  • Sound - 8/10
  • Verdict - 8/10
```

## How to fix

Rename one of the aspects, or remove the extra rating.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning
from reviewfmt.span import Span


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each rating whose aspect an earlier one has."""
    first: dict[str, Span] = {}
    for rating in context.review.ratings:
        aspect = rating.aspect.casefold()
        if aspect in first:
            message = f'"{rating.aspect}" is also rated on line {first[aspect].line}'
            help_ = "rename the aspect, or keep one rating"
            yield warning("RF312", message, rating.span, help_, related=(first[aspect],))
        else:
            first[aspect] = rating.span
