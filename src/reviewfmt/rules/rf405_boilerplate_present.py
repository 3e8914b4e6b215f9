"""Lines of the site that are no part of the review.

## What it asks

The text holds the review alone: no menus, share rows, related posts or comments.

## Why

Published outputs leave these lines out, but they stay in the text and in the JSON document, and
readers' comments may be private.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10

Leave a comment
```

```text
7:1: RF405 1 line of boilerplate
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Remove the lines: `format --strip-boilerplate` or `check --unsafe-fixes` does, where the review has
a verdict.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield one finding at the first line of boilerplate, with the removal of all as fix."""
    lines = context.review.boilerplate
    if lines:
        edits = tuple(context.removal(line.span) for line in lines)
        fix = Fix(edits, safe=False, message="remove the boilerplate")
        message = f"{len(lines)} line{'s' * (len(lines) > 1)} of boilerplate"
        # Without a verdict, all that is the site's may be the review.
        sure = fix if context.review.verdict is not None else None
        yield warning("RF405", message, lines[0].span, "remove what belongs to the site", sure)
