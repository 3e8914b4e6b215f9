"""A gap in the numbers of a guide.

## What it checks

Within a guide and a kind of entry, the whole numbers are consecutive. A guide can begin with any
number, and a recap such as 6.5 can come between two episodes.

## Why

A missing episode is usually a line that was lost while copying, and its score is missing from the
mean.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 3: Slack Water -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:1: RF302 episode 2 is missing: episode 3 follows episode 1
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

Add the missing entries. They do not need a score.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.numbering import shown


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each entry before which a whole number is missing."""
    for entries in context.kinds:
        before = entries[0]
        for entry in entries[1:]:
            first, last = int(before.end) + 1, ceil(entry.start) - 1
            if first <= last:
                kind = entry.kind
                gap = f"{kind} {first} is" if first == last else f"{kind}s {first} to {last} are"
                message = f"{gap} missing: {shown(entry)} follows {kind} {before.end:f}"
                help_ = "add the missing entries to the guide"
                yield warning("RF302", message, entry.episode.span, help_)
            if entry.end > before.end:
                before = entry
