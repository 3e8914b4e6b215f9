"""Episodes out of order.

## What it checks

Within a guide and a kind of entry, the numbers increase.

## Why

Readers look for an episode by its position. An entry out of order seems to be missing.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 3: Slack Water -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
7:1: RF303 episode 2 comes after episode 3
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

Put the entries in order. `check --fix --unsafe-fixes` does this.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.numbering import Entry, shown


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first entry of a kind that stands too late, with the order as fix."""
    for entries in context.kinds:
        placed = sorted(entries, key=lambda entry: entry.episode.span.offset)
        for before, entry in pairwise(placed):
            if entry.start < before.start:
                message = f"{shown(entry)} comes after {shown(before)}"
                help_ = "put the entries in the order of their numbers"
                fix = _reorder(context, placed, entries)
                yield warning("RF303", message, entry.episode.span, help_, fix)
                break


def _reorder(context: Context, placed: list[Entry], ordered: list[Entry]) -> Fix:
    edits = tuple(
        Edit(old.episode.span.offset, old.episode.span.end_offset, context.source(new.episode))
        for old, new in zip(placed, ordered, strict=True)
        if old is not new
    )
    return Fix(edits, safe=False, message="put the entries in order")
