"""A note that looks misplaced.

## What it asks

In a guide of three entries or more, not one entry alone has notes below it. Where all entries but
the last have notes, no prose stands directly below the last one. Notes that are indented are what
their author says, and are not looked at.

## Why

What stands between two entries is the note of the entry above it, and what stands below the last
entry is prose. So a line that looks like an entry, far below the guide, makes notes of all the
prose between; and the note of the last entry is lost to the prose.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| 4/5

The lamp goes out.

Episode 2: The Fog Horn -| 4/5

The lamp is lit again.

Episode 3: Slack Water -| 4/5
Nobody sees the lamp.

  • Verdict - 8/10
```

```text
14:1: RF319 every entry but the last has a note, and this line is no note of it
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| 4/5

The lamp goes out.

Episode 2: The Fog Horn -| 4/5

The lamp is lit again.

Episode 3: Slack Water -| 4/5
  Nobody sees the lamp.

  • Verdict - 8/10
```

## How to fix

Indent the lines of a note by two spaces, the first of them right below its entry: they are then its
note wherever they stand. Move prose below the last entry, under a heading (`## Summary`). If a line
of prose is read as an entry, write a backslash before it.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Block, Episode, Figure, Item, Paragraph
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.numbering import name
from reviewfmt.syntax.place import NOTE_INDENT

_FEWEST = 3  # entries of a guide, for one of them to stand out


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the notes of one entry alone, and at prose like the last entry's note."""
    for guide in context.review.guides:
        if len(guide.episodes) < _FEWEST:
            continue
        noted = [one for one in guide.episodes if one.notes and _below(one)]
        if all(_is_deep(context, one) for one in noted):
            continue
        if len(noted) == 1:
            yield from _alone(noted[0])
        if len(noted) == len(guide.episodes) - 1 and noted[-1] is not guide.episodes[-1]:
            yield from _last(context, guide.episodes[-1])


def _below(episode: Episode) -> list[Block]:
    """Return the notes of an entry that stand on lines of their own."""
    return [note for note in episode.notes if note.span.line > episode.span.line]


def _is_deep(context: Context, episode: Episode) -> bool:
    """Tell whether the notes of an entry are indented: they are then what their author says."""
    deep = context.indent(episode.span) + NOTE_INDENT
    return all(context.indent(note.span) >= deep for note in _below(episode))


def _alone(episode: Episode) -> Iterator[Diagnostic]:
    message = f"what stands here is the note of {name(episode)}, the only entry with one"
    help_ = (
        "indent a note by two spaces; move prose below the last entry; write a backslash before a"
        " line below that is no entry"
    )
    yield warning("RF319", message, _below(episode)[0].span, help_, related=(episode.span,))


def _last(context: Context, episode: Episode) -> Iterator[Diagnostic]:
    leaf = context.below(episode.span.end_offset)
    if isinstance(leaf, Paragraph | Item | Figure):
        message = "every entry but the last has a note, and this line is no note of it"
        help_ = "indent the note by two spaces, right below the entry; give prose a heading"
        yield warning("RF319", message, leaf.span, help_, related=(episode.span,))
