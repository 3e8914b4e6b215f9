"""A score that is read as part of an entry's title.

## What it checks

The title of an entry without a score does not end with a score.

## Why

A score is recognized only after a separator: `-|`, `|`, or a dash. In brackets, or after a space,
it is part of the title, and the episode has no score in any output.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide (4/5)
Episode 2: The Fog Horn -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
5:1: RF316 the title "Low Tide (4/5)" ends with a score, but the entry has none
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

Write `-|` between the title and the score: `Episode 1: Low Tide -| Review Score – 4/5`. If the
title really ends with the score, write brackets around the title: `Episode 1: [Low Tide (4/5)] -|`.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Episode
from reviewfmt.rules.context import Context, quoted, warning

_LAST = "0123456789)]%★⭐☆¼½¾"


@cache
def _score_at_end() -> re.Pattern[str]:
    return re.compile(r"(?:\d\s?/\s?\d{1,3}|\d\s?[%٪]|[★⭐½][★⭐☆½]*)\s?[)\]]?$")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each entry with no score whose title ends in one."""
    for episode in context.review.episodes:
        title = episode.title
        if title is None or episode.score is not None or title[-1] not in _LAST:
            continue
        if _score_at_end().search(title) is None or episode.span.line in context.lines_reported:
            continue
        if not _is_explicit(context, episode):
            message = f"the title {quoted(title)} ends with a score, but the entry has none"
            help_ = "write -| before the score; if it is the title, write [ ] around it"
            yield warning("RF316", message, episode.span, help_)


def _is_explicit(context: Context, episode: Episode) -> bool:
    """Tell whether something follows the title: it then ends where its author says."""
    return not context.source(episode).rstrip().endswith(str(episode.title)[-1])
