"""A field without a value.

## What it checks

Every field has a value, except `Season:` and `Tagline:`. If these are empty, the review has no
season or no tagline.

## Why

An empty field is usually a template that was not filled in.

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

Fill in the field, or remove the line. `check --fix` removes it, except for Author, Published and
Language, which a review should have.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.model import FIELDS, TITLE_FIELD_NAMES
from reviewfmt.rules.context import Context, warning

# Without the line RF401 to RF403 ask for it.
_ASKED_FOR = frozenset(one.name for one in FIELDS if one.required)
# The title has no season, or no tagline, whatever it seems to say (spec, "Title").
_SAYS_NONE = TITLE_FIELD_NAMES - {"work"}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each field with nothing after its colon."""
    metadata = context.review.metadata
    for field in metadata.fields:
        if (
            not field.value
            and field.name not in _SAYS_NONE
            and field.span.line not in context.lines_reported
        ):
            message = f'the field "{field.key}" has no value'
            removal = context.removal(field.span)
            fix = Fix((removal,), safe=field.name is not None, message="remove the field")
            if field.name in _ASKED_FOR:
                yield warning("RF418", message, field.span, "fill it in")
                continue
            yield warning("RF418", message, field.span, "fill it in, or remove the line", fix)
