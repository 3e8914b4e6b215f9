"""A comment that marks a missing part.

## What it checks

No comment begins with the word `todo`. `reviewfmt new` writes such a comment for each part that it
cannot fill in: the score of an entry, the verdict.

## Why

Comments are not published, so readers cannot see that something is missing. `check` reminds you.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Status: draft

A quiet show about ferries.

% todo: Verdict - 8/10
```

```text
7:1: RF323 still to be written: Verdict - 8/10
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

% the ferries are those of 1950

  • Verdict - 8/10
```

## How to fix

Write the missing part, and remove the comment.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning

_TODO = re.compile(r"todo(?!\w)\s*+[:：]?+\s*+", re.IGNORECASE)
_LONGEST = 80


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each comment that opens with `todo`."""
    for comment in context.review.comments:
        match = _TODO.match(comment.text)
        if match is None:
            continue
        said = comment.text[match.end() :]
        shown = said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"
        message = f"still to be written: {shown}" if said else "something is still to be written"
        yield warning("RF323", message, comment.span, "write it, and remove the comment")
