"""Three dots and the ellipsis sign in one text.

## What it checks

The prose uses only `...` or only `…` for an ellipsis.

## Why

The two have different widths, and they can break across lines in different places.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

The ferry leaves... and comes back… and leaves… and that is all.

  • Verdict - 8/10
```

```text
3:17: RF412 "..." in a text that has "…"
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

The ferry leaves… and comes back… and leaves… and that is all.

  • Verdict - 8/10
```

## How to fix

Use `…`. `check --fix --unsafe-fixes` does this.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning

# Compiled by the first text that needs it.
_DOTS = r"(?<![.\\])\.\.\.(?!\.)"


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each three dots in the prose when the prose has the sign as well."""
    text = context.text
    if (
        "…" not in text
        or "..." not in text
        or not any("…" in paragraph.text for paragraph in context.paragraphs)
    ):
        return
    for match in re.finditer(_DOTS, text):
        start, end = match.span()
        if context.in_prose(start):
            fix = Fix((Edit(start, end, "…"),), safe=False, message="write the sign")
            message = '"..." in a text that has "…"'
            yield warning("RF412", message, context.span(start, end), "use one of them", fix)
