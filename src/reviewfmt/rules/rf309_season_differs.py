"""A season that differs from that of the title or the guide.

## What it checks

If the title names a season and the review has guides, at least one of them belongs to that season.
An entry that names its season, such as `S2E7`, is in the guide of that season.

## Why

The title names the season under review. If there are only guides for other seasons, the guides or
the title are wrong. An entry of another season is in the wrong guide, or its number is wrong.

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

Correct the season in the title, in the entry, or in the line above the guide.

## Since

1.0.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Guide
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first guide, if none is of the title's season, and at odd entries."""
    guides, season = context.review.guides, context.review.season
    seasons = [guide.season for guide in guides]
    if season is not None and seasons and None not in seasons and season not in seasons:
        distinct = [str(number) for number in dict.fromkeys(seasons)]
        if len(distinct) == 1:
            named = f"season {distinct[0]}"
        else:
            named = f"seasons {', '.join(distinct[:-1])} and {distinct[-1]}"
        verb = "guide is" if len(guides) == 1 else "guides are"
        message = f"the title names season {season}, but the {verb} of {named}"
        help_ = "correct the season in the title, or the season line above the guide"
        yield warning("RF309", message, guides[0].span, help_)
    for guide in guides:
        yield from _entries(guide)


def _entries(guide: Guide) -> Iterator[Diagnostic]:
    """Yield a finding at each entry that names another season than its guide's."""
    named = [one for one in guide.episodes if one.named_season is not None]
    if not named:
        return
    season, whose = guide.season, "the guide is of"
    if season is None:
        # The entries disagree, or theirs would be the guide's.
        season = Counter(one.named_season for one in named).most_common(1)[0][0]
        whose = "most entries of the guide name"
    for episode in named:
        if episode.named_season != season:
            message = f"the entry names season {episode.named_season}, but {whose} season {season}"
            help_ = "correct the season, or move the entry to the guide of its season"
            yield warning("RF309", message, episode.span, help_)
