"""A review that is older than the stream.

## What it checks

The day in `Streaming since` is at most `days` days later than the day in `Published`.

## Why

Nobody reviews a series long before it can be seen: one of the two days is wrong.

## Bad example

```review
Harbour Lights Season 1 Review

Published: 2024-01-01
Streaming since: 2024-06-01

Verdict: 8/10
```

```text
4:1: STREAM001 the stream begins 152 days after the review
```

## Good example

```review
Harbour Lights Season 1 Review

Published: 2024-06-02
Streaming since: 2024-06-01

Verdict: 8/10
```

## How to fix

Correct the day that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.plugin import Context, Diagnostic, day, warning
from reviewfmt_streaming import SINCE

OPTIONS = {"days": 14}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding where the stream begins long after the review."""
    line = context.own_field(SINCE)
    published = context.review.metadata.published
    since = day(line.value) if line is not None else None
    if line is None or since is None or published is None:
        return
    days = (since - published).days
    if days > context.options["STREAM001"]["days"]:
        message = f"the stream begins {days} days after the review"
        yield warning("STREAM001", message, line.span, "correct the day that is wrong")
