"""A date that is not in the form year-month-day.

## What it checks

The date in `Published` has the form `2024-04-11`, in every language.

## Why

A date in words or with points (`11 April 2024`, `11.04.2024`) is understood, but by fewer programs.
In a single form, dates can be sorted and compared as text, and nobody confuses the day with the
month.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Published: April 11, 2024

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:12: RF419 the date "April 11, 2024", expected 2024-04-11
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the date as the message shows it. `check --fix` and `format` do this.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, quoted, warning

_COLON = re.compile(r"[:：]\s*+\\?+")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a date that is read and not in the ISO form."""
    day = context.review.metadata.published
    if day is None:
        return
    field = context.field("published")
    if field is None or field.value == (iso := day.isoformat()):
        return
    end = field.span.end_offset
    colon = _COLON.search(context.text, field.span.offset, end)
    if colon is None:
        return
    start = colon.end()
    fix = Fix((Edit(start, end, iso),), safe=True, message=f"write {iso}")
    message = f"the date {quoted(field.value)}, expected {iso}"
    span = context.span(start, end)
    yield warning("RF419", message, span, f"write `{field.key}: {iso}`", fix)
