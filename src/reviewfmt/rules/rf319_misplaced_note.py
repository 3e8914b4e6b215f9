"""A note that looks misplaced.

## What it checks

In a guide of three or more entries, either no entry has notes, or at least two have. If all entries
except the last have notes, there is no prose directly below the last entry. The rule does not check
indented notes, because the author has marked them as notes.

## Why

Text between two entries is a note of the entry above it, and text below the last entry is prose. So
if a line far below the guide looks like an entry, all the prose before it becomes a note. And the
note of the last entry becomes prose.

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
14:1: RF319 every entry has a note except the last, and this line is not read as its note
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

Indent the lines of a note by two spaces, and begin it directly below its entry. Then it is always a
note of that entry. Move prose below the last entry, under a heading (`## Summary`). If a line of
prose is read as an entry, write a backslash before it.

## Since

1.0.0
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
    message = f"this text is a note of {name(episode)}, the only entry with a note"
    help_ = (
        "indent a note by two spaces; move prose below the last entry; write a backslash before a"
        " line below that is no entry"
    )
    yield warning("RF319", message, _below(episode)[0].span, help_, related=(episode.span,))


def _last(context: Context, episode: Episode) -> Iterator[Diagnostic]:
    leaf = context.below(episode.span.end_offset)
    if isinstance(leaf, Paragraph | Item | Figure):
        message = "every entry has a note except the last, and this line is not read as its note"
        help_ = "indent the note by two spaces, directly below the entry; give prose a heading"
        yield warning("RF319", message, leaf.span, help_, related=(episode.span,))
