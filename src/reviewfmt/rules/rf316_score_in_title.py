"""A score that is read as part of an entry's title.

## What it asks

An entry with no score has no title that ends in one.

## Why

A score is read behind a separator: `-|`, `|`, or a dash. In brackets, or behind a space alone, it
is part of the title, and the episode has no score in any output.

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
5:1: RF316 the title "Low Tide (4/5)" ends in a score, and the entry has none
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

Write `-|` between the title and the score: `Episode 1: Low Tide -| Review Score – 4/5`. If it is
the title that ends so, write brackets around it: `Episode 1: [Low Tide (4/5)] -|`.

## Since

0.1.0
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
            message = f"the title {quoted(title)} ends in a score, and the entry has none"
            help_ = "write -| before the score; if it is the title, write [ ] around it"
            yield warning("RF316", message, episode.span, help_)


def _is_explicit(context: Context, episode: Episode) -> bool:
    """Tell whether something stands behind the title: it then ends where its author says."""
    return not context.source(episode).rstrip().endswith(str(episode.title)[-1])
