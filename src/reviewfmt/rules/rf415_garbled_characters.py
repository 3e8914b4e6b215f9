"""Characters garbled by a wrong encoding.

## What it checks

The text contains no replacement character, and no sequence such as `â€™`, which is UTF-8 text
decoded as Windows-1252.

## Why

An apostrophe or an accented letter has become three meaningless characters in the middle of a word.

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

Write the intended character. `check --fix --unsafe-fixes` does this if there is only one
possibility.

## Since

1.0.0
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
        help_ = "write the intended character"
        yield warning("RF415", message, context.span(start, end), help_, fix)
