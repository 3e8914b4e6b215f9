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

_WORDS = ("the", "and", "of", "with")
_PAIRS = tuple(
    (first, f"{first} {word} ") for word in _WORDS for first in (word, word.capitalize())
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each pair of a small word, on one line."""
    text = context.text
    for word, pair in _PAIRS:
        at = text.find(pair)
        while at >= 0:
            if context.in_prose(at) and not text[at - 1 : at].isalnum():
                start, end = at, at + len(pair) - 1
                edit = Edit(start, end, word)
                fix = Fix((edit,), safe=False, message="remove the second")
                message = f'"{word}" stands twice in a row'
                yield warning("RF414", message, context.span(start, end), "keep one of them", fix)
            at = text.find(pair, at + len(word) + 1)
