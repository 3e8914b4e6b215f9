"""A verdict far from the mean of the scores.

## What it checks

The verdict differs by at most 1.5 points out of ten from the mean of the episode scores. If no
episode has a score, it is compared with the mean of the ratings. Letter grades do not count.

The option `points` sets the distance.

## Why

If all episodes get a four and the season gets a three, this is a mistake, or a judgement that the
prose should explain.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 3/10
```

```text
10:15: RF305 a verdict of 3/10, but the episode scores have a mean of 8.0/10
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Correct the verdict or the scores. If the difference is intended, ignore the rule for that file.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import AnyScore, Score
from reviewfmt.rules.context import Context, warning

OPTIONS = {"points": 1.5}
# Where a score or an entry could not be read, the mean of the others says nothing.
_AT_FAULT = frozenset(
    {"RF103", "RF105", "RF106", "RF107", "RF108", "RF110", "RF111", "RF119", "RF126"}
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a verdict that is more than `points` of ten away from the mean."""
    review = context.review
    verdict = review.verdict.score if review.verdict is not None else None
    if not isinstance(verdict, Score):
        return
    if any(one.code in _AT_FAULT for one in context.parsed.diagnostics):
        return
    source = "episode scores have"
    shares = _shares([episode.score for episode in review.episodes])
    if not shares:
        source = "ratings have"
        shares = _shares([rating.score for rating in review.ratings])
    if not shares:
        return
    mean = 10 * sum(shares, Decimal()) / len(shares)
    points = context.options["RF305"]["points"]
    if abs(float(10 * verdict.value / verdict.out_of - mean)) > points + 1e-9:
        message = f"a verdict of {verdict}, but the {source} a mean of "
        help_ = "correct the verdict or the scores, or give the reason in the prose"
        yield warning("RF305", f"{message}{float(mean):.1f}/10", verdict.span, help_)


def _shares(scores: list[AnyScore | None]) -> list[Decimal]:
    return [one.value / one.out_of for one in scores if isinstance(one, Score)]
