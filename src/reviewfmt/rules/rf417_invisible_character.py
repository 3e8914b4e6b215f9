r"""A character that nobody can see.

## What it asks

The text holds no zero-width space, word joiner, soft hyphen or misplaced byte order mark. The
joiners that Persian, Indic scripts and emoji need are left alone.

## Why

A search does not find a word with an invisible character in it, and two titles that look the same
are not.

## Bad example

```review escaped
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferr\u200bies.

  • Verdict - 8/10
```

```text
3:24: RF417 an invisible character: zero-width space
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Remove the character (written `\u200b` above). `check --fix --unsafe-fixes` does.

## Since

0.1.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning

_NAMES = {
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\u00ad": "soft hyphen",
    "\ufeff": "byte order mark",
}
# Compiled by the first text that needs it.
_INVISIBLE = "[\u200b\u2060\u00ad\ufeff]"


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each character without a shape that no script needs."""
    text = context.text
    if text.isascii() or not any(character in text for character in _NAMES):
        return
    for match in re.finditer(_INVISIBLE, text):
        start, end = match.span()
        fix = Fix((Edit(start, end, ""),), safe=False, message="remove the character")
        message = f"an invisible character: {_NAMES[match[0]]}"
        yield warning("RF417", message, context.span(start, end), "remove it", fix)
