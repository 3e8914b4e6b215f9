"""A word that is repeated by a slip.

## What it asks

English prose does not double a word that never stands twice in a row: `the the`, `and and`, `with
with` and the like.

## Why

The eye passes over it while writing; readers, and those who listen, stumble.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about the the ferries.

  • Verdict - 8/10
```

```text
3:20: RF414 "the" stands twice in a row
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about the ferries.

  • Verdict - 8/10
```

## How to fix

Remove one of the two. `check --fix --unsafe-fixes` does.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning

_PAIRS = tuple((word, f"{word[1:]} {word} ") for word in ("the", "and", "of", "with"))
"""Each word, and the two of them without the first letter, which may be a capital."""


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each pair of a small word, on one line."""
    text = context.text
    for word, pair in _PAIRS:
        at = text.find(pair, 1)
        while at >= 0:
            start, end = at - 1, at + len(pair) - 1
            first = text[start : start + len(word)]
            begins = first.lower() == word and not text[start - 1 : start].isalnum()
            if begins and context.in_prose(start):
                fix = Fix((Edit(start, end, first),), safe=False, message="remove the second")
                message = f'"{first}" stands twice in a row'
                yield warning("RF414", message, context.span(start, end), "keep one of them", fix)
            at = text.find(pair, at + len(word) + 1)
