"""A field without a value.

## What it asks

What stands after the colon of a field is not empty.

## Why

An empty field is mostly a template that was not filled in.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Network:

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF418 the field "Network" has no value
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Network: Channel 9

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Fill the field in, or remove the line. `check --fix` removes it, but for Author, Published and
Language, which a review is asked to have.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.rules.context import Context, warning

_ASKED_FOR = ("author", "published", "language")  # without the line RF401 to RF403 ask for it


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each field with nothing after its colon."""
    metadata = context.review.metadata
    reported = {found.span.line for found in context.parsed.diagnostics}
    for field in metadata.fields:
        if not field.value and field.span.line not in reported:
            message = f'the field "{field.key}" has no value'
            safe = field not in metadata.unknown
            fix = Fix((context.removal(field.span),), safe=safe, message="remove the field")
            if field.key.lower() in _ASKED_FOR:
                yield warning("RF418", message, field.span, "fill it in")
                continue
            yield warning("RF418", message, field.span, "fill it in, or remove the line", fix)
