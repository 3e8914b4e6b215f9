"""An episode number that appears twice in a guide.

## What it checks

Within a guide and a kind of entry (Episode, Chapter, OVA and so on), each number appears only once.
Both numbers of a double episode count.

## Why

One of the two numbers is a mistake, so a score is given to the wrong episode.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5
Episode 2: Slack Water -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
7:1: RF301 episode 2 appears twice in this guide, also on line 6
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

Correct the number, or remove the extra entry.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Episode
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.numbering import shown


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each entry whose number an earlier entry of its kind has."""
    for entries in context.kinds:
        before = entries[0]
        for entry in entries[1:]:
            if entry.start <= before.end:
                first, second = sorted((before.episode, entry.episode), key=_place)
                line = first.span.line
                message = f"{shown(entry)} appears twice in this guide, also on line {line}"
                help_ = "correct the number, or remove the extra entry"
                yield warning("RF301", message, second.span, help_, related=(first.span,))
            if entry.end > before.end:
                before = entry


def _place(episode: Episode) -> int:
    return episode.span.offset
