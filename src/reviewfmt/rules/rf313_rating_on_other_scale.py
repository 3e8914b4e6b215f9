"""A rating with another maximum than the verdict.

## What it checks

The ratings have the same maximum as the verdict. Episode scores can have a different maximum, and
letter grades have none.

## Why

Readers see the ratings beside the verdict as its parts. Beside a verdict of 8/10, a rating of 4/5
looks like half of it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Story - 4/5
  • Verdict - 8/10
```

```text
5:13: RF313 a rating over 5 beside a verdict over 10
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Story - 8/10
  • Verdict - 8/10
```

## How to fix

Convert the rating to the scale of the verdict.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Score
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.rf317_entry_in_prose import entry_like


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each rating that is not over the verdict's maximum."""
    review = context.review
    verdict = review.verdict.score if review.verdict is not None else None
    if not isinstance(verdict, Score):
        return
    for rating in review.ratings:
        score = rating.score
        if not isinstance(score, Score) or score.out_of == verdict.out_of:
            continue
        if entry_like(context, rating) is None:
            message = f"a rating over {score.out_of:f} beside a verdict over {verdict.out_of:f}"
            yield warning("RF313", message, score.span, "use the scale of the verdict")
