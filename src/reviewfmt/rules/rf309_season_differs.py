"""A guide of another season than the title names.

## What it asks

Where a review of one season holds several guides, one of them is the guide of that season.

## Why

The season in the title is the one under review; guides of other seasons alone are the wrong
guides, or the title is wrong.

## Bad example

```review
Harbour Lights Season 3 Review – Calm at sea

Season 1

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

Season 2

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
7:1: RF309 the title names season 3, but the guides are of seasons 1 and 2
```

## Good example

```review
Harbour Lights Season 2 Review – Calm at sea

Season 1

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

Season 2

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Correct the season in the title, or the season line above the guide.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first guide when no guide is of the season in the title."""
    guides, season = context.review.guides, context.review.season
    seasons = [guide.season for guide in guides]
    if season is None or not seasons or None in seasons or season in seasons:
        return
    distinct = [str(number) for number in dict.fromkeys(seasons)]
    if len(distinct) == 1:
        named = f"season {distinct[0]}"
    else:
        named = f"seasons {', '.join(distinct[:-1])} and {distinct[-1]}"
    verb = "guide is" if len(guides) == 1 else "guides are"
    message = f"the title names season {season}, but the {verb} of {named}"
    help_ = "correct the season in the title, or the season line above the guide"
    yield warning("RF309", message, guides[0].span, help_)
