"""A heading without text below it.

## What it checks

A heading is followed by a paragraph, a list, a quote, a picture, a guide or scores. The same
applies to a short line in a separate block without closing punctuation.

## Why

If another heading follows a short line, the short line is read as a paragraph of one or two words,
and the section that it announces is missing.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Music

Story

A ferry, a lamp and a very long night.

  • Verdict - 8/10
```

```text
5:1: RF307 "Music" looks like a heading without text below it
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Music

An accordion, and little else.

Story

A ferry, a lamp and a very long night.

  • Verdict - 8/10
```

## How to fix

Write the section, or remove the line. If it is prose, end it with a full stop, or write a backslash
before it.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reviewfmt.characters import closed
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Boilerplate, Comment, Heading, Paragraph
from reviewfmt.rules.context import Context, quoted, warning
from reviewfmt.rules.rf317_entry_in_prose import entry_like
from reviewfmt.syntax.place import LONGEST_HEADING

_NOT_THERE = (Comment, Boilerplate)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each heading, and each paragraph like one, with no section below it."""
    sections = context.review.sections
    empty = {
        one.heading.span.offset
        for one in sections
        if one.heading is not None and not one.blocks and one.score is None
    }
    short = {
        block.span.offset
        for section in sections
        for block in section.blocks
        if type(block) is Paragraph
        and len(block.text) <= LONGEST_HEADING
        and _is_heading(context, block)
    }
    if not empty and not short:
        return
    leaves = [leaf for leaf in context.leaves if not isinstance(leaf, _NOT_THERE)]
    for leaf, below in pairwise([*leaves, None]):
        if leaf is None or leaf.span.line in context.lines_reported:
            continue
        named = empty if type(leaf) is Heading else short
        if not isinstance(leaf, Heading | Paragraph) or leaf.span.offset not in named:
            continue
        if (below is None or type(below) is Heading) and entry_like(context, leaf) is None:
            is_ = "is" if type(leaf) is Heading else "looks like"
            message = f"{quoted(leaf.text)} {is_} a heading without text below it"
            help_ = "write the section, remove the line, or end it with a full stop"
            yield warning("RF307", message, leaf.span, help_)


def _is_heading(context: Context, leaf: Paragraph) -> bool:
    alone = leaf.span.line == leaf.span.end_line
    open_ended = leaf.text[:1].isalpha() and not closed(leaf.text)
    return alone and open_ended and not context.is_escaped(leaf)
