"""Characters garbled by a wrong encoding.

## What it asks

The text holds no replacement character, and no run such as `â€™`, which is UTF-8 read as
Windows-1252.

## Why

What was an apostrophe or an accent once is now three signs of rubbish in the midst of a word.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Itâ€™s a quiet show about ferries.

  • Verdict - 8/10
```

```text
3:3: RF415 garbled characters "â€™", probably "’"
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

It’s a quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the character that was meant. `check --fix --unsafe-fixes` does it where that is certain.

## Since

0.1.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning

_SIGNS = "\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
_SIGNS += "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
# Compiled by the first text that needs it.
_GARBLED = f"\u00e2[{_SIGNS}][{_SIGNS}\u00a1-\u00bf]|[\u00c2\u00c3][\u00a1-\u00bf]|\ufffd+"
_MARKS = ("\u00e2", "\u00c3", "\u00c2", "\ufffd")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each run of characters that a wrong encoding left."""
    text = context.text
    if not any(mark in text for mark in _MARKS):
        return
    for match in re.finditer(_GARBLED, text):
        start, end = match.span()
        if context.leaf_at(start) is None:
            continue
        try:
            meant = match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            message, fix = f'garbled characters "{match[0]}"', None
        else:
            message = f'garbled characters "{match[0]}", probably "{meant}"'
            edit = Edit(start, end, meant)
            fix = Fix((edit,), safe=False, message=f'write "{meant}"')
        help_ = "write the character that was meant"
        yield warning("RF415", message, context.span(start, end), help_, fix)
