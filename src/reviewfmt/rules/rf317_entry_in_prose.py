"""A line of prose that looks like an entry of a guide.

## What it asks

No line of prose is labelled or numbered as an episode and ends in a score.

## Why

Such a line is an entry that the guide does not hold: it stands apart from it, or is spelled in a
way that does not read. `format` joins it with its neighbours into one paragraph.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

1. The Fog Horn 4/5
2. Slack Water 3.5/5

  • Verdict - 8/10
```

```text
7:1: RF317 "1. The Fog Horn 4/5" and 1 line more look like entries of a guide, and are prose
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5
Episode 3: Slack Water -| Review Score – 3.5/5

  • Verdict - 8/10
```

## How to fix

Write the lines in the guide: `Episode 1: The Fog Horn -| Review Score – 4/5`. If they are prose,
open them with a backslash.

## Since

0.1.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Heading, Item, Paragraph
from reviewfmt.rules.context import Context, quoted, warning

_LONGEST = 160
_LAST = "0123456789!.)"


@cache
def _entry() -> re.Pattern[str]:
    label = "episodes?|ep\\.?|chapter|épisode|episodio|episódio|capítulo|folge|aflevering|avsnitt"
    return re.compile(
        rf"(?:(?:{label})\s*+#?\d{{1,4}}(?:\s*+[:.)|–—-]|(?=\s[^a-z\W]))|\d{{1,3}}[.)]\s"
        rf"|s\d{{1,2}}\s?e\d{{1,3}}\b|第\d{{1,4}}).{{0,120}}?[\d.]\s?/\s?\d{{1,3}}[!.)]{{0,3}}$",
        re.IGNORECASE,
    )


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first such line of each paragraph, heading or item."""
    for leaf in context.leaves:
        if not isinstance(leaf, Paragraph | Heading | Item) or "/" not in leaf.text:
            continue
        if context.is_escaped(leaf):
            continue
        text = context.source(leaf)
        found = [line for line in text.splitlines() if _looks_like_one(line.strip(" \t\u00a0•*-–"))]
        if found:
            start = leaf.span.offset + text.index(found[0])
            first = found[0].strip()
            start += found[0].index(first)
            more = len(found) - 1
            what = "looks like an entry of a guide, and is prose"
            if more:
                lines = "1 line more" if more == 1 else f"{more} lines more"
                what = f"and {lines} look like entries of a guide, and are prose"
            help_ = "write it in the guide: Episode 1: Pilot -| Review Score – 3/5"
            span = context.span(start, start + len(first))
            yield warning("RF317", f"{quoted(first)} {what}", span, help_)


def _looks_like_one(line: str) -> bool:
    return 0 < len(line) <= _LONGEST and line[-1] in _LAST and _entry().match(line) is not None
