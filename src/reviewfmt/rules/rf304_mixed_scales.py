"""Two scales in one guide.

## What it checks

All scores in a guide have the same maximum. Letter grades are not compared.

## Why

A column with 4/5 above 7/10 is hard to read, and one of the two is often a mistake.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5
Episode 3: Slack Water -| Review Score – 8/10

A quiet show about ferries.

  • Verdict - 8/10
```

```text
7:42: RF304 a score over 10 in a guide of scores over 5
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5
Episode 3: Slack Water -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Convert the scores to one scale.

## Since

1.0.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Score
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each score that is not over the guide's most common maximum."""
    for guide in context.review.guides:
        scores = [one.score for one in guide.episodes if isinstance(one.score, Score)]
        if len({score.out_of for score in scores}) < 2:
            continue
        usual = Counter(score.out_of for score in scores).most_common(1)[0][0]
        for score in scores:
            if score.out_of != usual:
                message = f"a score over {score.out_of:f} in a guide of scores over {usual:f}"
                yield warning("RF304", message, score.span, "score all entries on one scale")
