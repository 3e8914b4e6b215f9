"""Short lines below a guide that look like titles of its entries.

## What it checks

If a guide consists of titles only, there is no block of short lines directly below it. In the block
of the last entry, there is no short line below that entry.

## Why

If the first block below the name of a guide consists of titles only, every line in it is an entry.
In later blocks, and beside entries with scores, a title needs a separator. Without it, the lines
are a paragraph, and entries are missing from the guide.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Low Tide
The Fog Horn

Slack Water
A Lamp in the Rain

A quiet show about ferries.

  • Verdict - 8/10
```

```text
8:1: RF320 2 short lines below the guide are not entries: they are read as a paragraph
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Low Tide
The Fog Horn

Slack Water -|
A Lamp in the Rain -|

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write `-|` after each title: `Slack Water -|`. If the lines are prose, end them with a full stop or
put a blank line above them.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.characters import closed
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Guide, Paragraph
from reviewfmt.rules.context import Context, warning
from reviewfmt.syntax.place import LONGEST_HEADING


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each paragraph right below a guide that looks like titles."""
    for paragraph in title_blocks(context):
        count = len(context.source(paragraph).splitlines())
        lines, are = (
            ("lines", "are not entries: they are")
            if count > 1
            else ("line", "is not an entry: it is")
        )
        message = f"{count} short {lines} below the guide {are} read as a paragraph"
        help_ = "write -| after each title: Slack Water -|"
        yield warning("RF320", message, paragraph.span, help_)


def title_blocks(context: Context) -> Iterator[Paragraph]:
    """Yield each paragraph right below a guide whose lines all look like titles of entries.

    They are two lines or more below a guide of titles alone, or stand in the block of the last
    entry of any guide.
    """
    for guide in context.review.guides:
        last = guide.episodes[-1]
        leaf = context.below(last.span.end_offset)
        if type(leaf) is not Paragraph or leaf.span.line in context.lines_reported:
            continue
        if leaf in last.notes:
            continue  # it is indented, so it is meant for a note
        if leaf.span.line == last.span.end_line + 1 or (
            leaf.span.line < leaf.span.end_line and _is_bare(guide)
        ):
            lines = [line.strip() for line in context.source(leaf).splitlines()]
            if all(0 < len(line) <= LONGEST_HEADING and not closed(line) for line in lines):
                yield leaf


def _is_bare(guide: Guide) -> bool:
    return all(one.label is None and one.score is None for one in guide.episodes)
