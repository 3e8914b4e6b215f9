"""Two episodes with the same title.

## What it checks

Within a guide, each title appears only once. Upper and lower case are not distinguished.

## Why

A repeated title is usually a copied line that was not fully changed.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: Low Tide -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:1: RF310 the title "Low Tide" is also on line 5
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

Correct the title. If two episodes really have the same title, add a distinction such as `(Part 2)`.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning
from reviewfmt.span import Span

_UNNAMED = {"tba", "tbd", "untitled"}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each entry whose title an earlier entry of the guide has."""
    for guide in context.review.guides:
        titles = [episode.title.casefold() for episode in guide.episodes if episode.title]
        if len(set(titles)) == len(titles):
            continue
        first: dict[str, Span] = {}
        for episode in guide.episodes:
            title = (episode.title or "").casefold()
            if title and title not in _UNNAMED:
                if title in first:
                    line = first[title].line
                    message = f'the title "{episode.title}" is also on line {line}'
                    help_ = "correct one of the titles"
                    yield warning("RF310", message, episode.span, help_, related=(first[title],))
                else:
                    first[title] = episode.span
