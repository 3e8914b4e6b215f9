"""A web address in the prose.

## What it checks

Paragraphs and lists contain no bare web addresses: every address is the target of a link.

## Why

A bare address is hard to read, a screen reader spells it out letter by letter, and it disrupts the
lines in print.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries, see https://example.org/harbour for more.

  • Verdict - 8/10
```

```text
3:33: RF408 a bare web address in the prose
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries; its makers keep [a diary](https://example.org/harbour).

  • Verdict - 8/10
```

## How to fix

Name the source in words, and link the words: `[a diary](https://example.org/harbour)`. To show the
address itself, write `<https://example.org/harbour>`.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning

# Compiled by the first text that needs it.
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"“”]+"


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each web address in a paragraph or a list."""
    text = context.text
    if "://" not in text and "www." not in text:
        return
    for match in re.finditer(_ADDRESS, text):
        if context.in_prose(match.start()) and not context.in_target(match.start()):
            span = context.span(match.start(), match.start() + len(match[0].rstrip(".,;:!?)")))
            message = "a bare web address in the prose"
            help_ = "name the source in words, and link it: [the diary](https://example.org)"
            yield warning("RF408", message, span, help_)
