"""A heading with nothing under it.

## What it asks

A short line alone, with no closing punctuation, is followed by a paragraph or a list.

## Why

A heading that the next heading or the verdict follows is read as a paragraph of one or two words,
and the section that it announces is missing.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Music

  • Verdict - 8/10
```

```text
5:1: RF307 "Music" looks like a heading, but no paragraph or list follows it
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Music

An accordion, and little else.

  • Verdict - 8/10
```

## How to fix

Write the section, or remove the line. If it is prose, close it with a full stop or open it with a
backslash.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reviewfmt.characters import closed
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Comment, Item, Paragraph
from reviewfmt.rules.context import Context, warning

_LONGEST = 60  # characters of a heading (spec, "Sections")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each paragraph with the form of a heading and no section below it."""
    leaves = [leaf for leaf in context.leaves if type(leaf) is not Comment]
    for leaf, following in pairwise([*leaves, None]):
        if (
            type(leaf) is Paragraph
            and len(leaf.text) <= _LONGEST
            and not isinstance(following, Paragraph | Item)
            and _is_heading(context, leaf)
            and not context.says_ratings(leaf)
            and leaf.span.line not in context.lines_at_fault
        ):
            message = f'"{leaf.text}" looks like a heading, but no paragraph or list follows it'
            help_ = "write the section, remove the line, or close it with a full stop"
            yield warning("RF307", message, leaf.span, help_)


def _is_heading(context: Context, leaf: Paragraph) -> bool:
    alone = leaf.span.line == leaf.span.end_line
    open_ended = leaf.text[:1].isalpha() and not closed(leaf.text)
    return alone and open_ended and not context.is_escaped(leaf)
