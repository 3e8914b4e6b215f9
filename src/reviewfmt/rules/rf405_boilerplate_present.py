"""Boilerplate in the text.

## What it checks

The text contains only the review: no menus, share buttons, related posts or comments of readers.

## Why

Published outputs leave these lines out. But they remain in the text and in the JSON document, and
comments of readers may be private.

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

Remove the lines. A line that belongs to the review stays with a backslash before it. `format
--strip-boilerplate` or `check --fix --unsafe-fixes` removes all of them if the review has a
verdict. The fix keeps the lines above a title that does not name the work (RF123),
because one of them may be the title.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.model import Boilerplate
from reviewfmt.rules.context import Context, warning

# Any line above a title with one of these may be the real one.
_DOUBTFUL = frozenset(("RF101", "RF123"))


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield one finding at the first line of boilerplate, with the removal of all as fix.

    What is above a doubtful title is a finding of its own, without a fix.
    """
    review = context.review
    doubtful: tuple[Boilerplate, ...] = ()
    lines = review.boilerplate
    if any(one.code in _DOUBTFUL for one in context.parsed.diagnostics):
        doubtful = tuple(one for one in lines if one.span.offset < review.title.span.offset)
        lines = lines[len(doubtful) :]
    # Without a verdict, all that is boilerplate may be the review.
    sure = review.verdict is not None and review.title.text != ""
    for found, is_fixed in ((doubtful, False), (lines, sure)):
        if found:
            message = f"{len(found)} line{'s' * (len(found) > 1)} of boilerplate"
            fix = None
            if is_fixed:
                edits = tuple(context.removal(line.span) for line in found)
                fix = Fix(edits, safe=False, message="remove the boilerplate")
            help_ = "remove what is not part of the review; a backslash before a line keeps it"
            yield warning("RF405", message, found[0].span, help_, fix)
