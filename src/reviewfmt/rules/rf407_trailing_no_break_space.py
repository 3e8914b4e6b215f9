r"""A no-break space at the end of a line.

## What it checks

No line ends with a no-break space.

## Why

Web editors leave these spaces behind. They are invisible, but they show up as changes in every
diff.

## Bad example

```review escaped
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.\xa0

  • Verdict - 8/10
```

```text
3:28: RF407 a no-break space at the end of the line
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Remove the space (written `\xa0` above). `check --fix` or `format` does this.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning

_SPACES = " \t\u00a0\u202f"
# One pattern for each, for each then begins with a character that is quick to find.
_AT_END = {sign: f"{sign}[ \\t]*(?:[\\r\\n]|\\Z)" for sign in "\u00a0\u202f"}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first line that ends so, with the removal of all as fix.

    Inside a paragraph of several lines the space is read as part of the words: such lines
    are a finding of their own, whose fix is not safe.
    """
    text = context.text
    matches = [
        match
        for sign, at_end in _AT_END.items()
        if sign in text
        for match in re.finditer(at_end, text)
    ]
    found: dict[bool, list[Edit]] = {}
    for start in sorted(match.start() + 1 for match in matches):
        end = start
        while end < len(text) and text[end] in _SPACES:
            end += 1
        while start and text[start - 1] in _SPACES:
            start -= 1
        leaf = context.leaf_at(end)
        found.setdefault(leaf is None, []).append(Edit(start, end, ""))
    for safe, edits in found.items():
        fix = Fix(tuple(edits), safe=safe, message="remove the spaces")
        lines = "the line" if len(edits) == 1 else f"{len(edits)} lines"
        message = f"a no-break space at the end of {lines}"
        span = context.span(edits[0].start, edits[0].end)
        yield warning("RF407", message, span, "remove it", fix)
