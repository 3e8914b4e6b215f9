"""A date that is not written as year, month, day.

## What it asks

The date under `Published` is written as `2024-04-11`, whatever the language of the review.

## Why

A date in words or with points is read (`11 April 2024`, `11.04.2024`), but by fewer programs: in
one form, dates sort and compare as text, and no reader takes the day for the month.

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

Write the date as the message shows it. `check --fix` does, and so does `format`.

## Since

0.1.0
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
