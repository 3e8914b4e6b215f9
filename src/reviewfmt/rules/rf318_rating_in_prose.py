"""A line beside the verdict that looks like a rating, and is prose.

## What it asks

The ratings by aspect stand in one block with the verdict, with no blank line between.

## Why

Apart from the verdict such a line is prose or an item of a list: it is in no table of ratings, and
no comparison counts it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Story: 7/10
Sound: 9/10

Verdict: 8/10
```

```text
5:1: RF318 "Story: 7/10" looks like a rating, and is prose: a blank line parts it from the verdict
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Story: 7/10
Sound: 9/10
Verdict: 8/10
```

## How to fix

Remove the blank lines between the ratings and the verdict. If the line is prose, open it with a
backslash.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Boilerplate, Comment, Heading, Item, Leaf, Paragraph, Rating, Verdict
from reviewfmt.rules.context import Context, quoted, warning

_ASIDE = (Comment, Boilerplate)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first rating-like line of each run beside the verdict's block."""
    leaves = [leaf for leaf in context.leaves if not isinstance(leaf, _ASIDE)]
    closing = [at for at, leaf in enumerate(leaves) if isinstance(leaf, Rating | Verdict)]
    if not closing or not any(isinstance(leaves[at], Verdict) for at in closing):
        return
    above = _run(context, leaves[: closing[0]][::-1])[::-1]
    below = _run(context, leaves[closing[-1] + 1 :])
    for run in (above, below):
        if run:
            first = run[0]
            line = context.source(first).splitlines()[0].strip()
            message = f"{quoted(line)} looks like a rating, and is prose"
            span = context.span(first.span.offset, first.span.offset + len(line))
            yield warning(
                "RF318",
                f"{message}: a blank line parts it from the verdict",
                span,
                "remove the blank lines between the ratings and the verdict",
            )


def _run(context: Context, leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves from the first on that say ratings and nothing else."""
    run: list[Leaf] = []
    for leaf in leaves:
        if not isinstance(leaf, Paragraph | Heading | Item) or not context.says_ratings(leaf):
            break
        run.append(leaf)
    return run
