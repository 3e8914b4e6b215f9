"""A word that is repeated by mistake.

## What it checks

English prose contains no repetition of a word that is never doubled on purpose, such as `the the`,
`and and` or `with with`.

## Why

Writers overlook a repeated word easily, but it makes readers and listeners stumble.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about the the ferries.

  • Verdict - 8/10
```

```text
3:20: RF414 "the" is repeated
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about the ferries.

  • Verdict - 8/10
```

## How to fix

Remove one of the two words. `check --fix --unsafe-fixes` does this.

## Since

1.0.0
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
                message = f'"{first}" is repeated'
                yield warning("RF414", message, context.span(start, end), "keep one of them", fix)
            at = text.find(pair, at + len(word) + 1)
