"""A line outside the guide that looks like an entry.

## What it checks

No line of prose, heading, list item or rating begins with the label and number of an episode and
ends with a score.

## Why

Such a line is not part of a guide. Either it is apart from the guide, or it does not show where its
title begins or ends. Its score does not count in the mean, and if it is prose, `format` joins it
with the lines around it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

A quiet show about ferries.

1. The Fog Horn 4/5
2. Slack Water 3.5/5

  • Verdict - 8/10
```

```text
9:1: RF317 "1. The Fog Horn 4/5" looks like an entry of a guide, but is an item of a list
10:1: RF317 "2. Slack Water 3.5/5" looks like an entry of a guide, but is an item of a list
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5
Episode 3: Slack Water -| Review Score – 3.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the line in the guide: `Episode 2: The Fog Horn -| Review Score – 4/5`. If it is prose, write
a backslash before it; in a list item, write it after the bullet or the number. If it is a rating,
write brackets around its name: `[Episode 3] - 4/5`.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import KINDS
from reviewfmt.model import Heading, Item, Leaf, Paragraph, Rating
from reviewfmt.rules.context import Context, quoted, warning
from reviewfmt.syntax.entries import BRACKETS
from reviewfmt.syntax.scores import score_at
from reviewfmt.syntax.words import Words, built_in

_LONGEST = 160  # characters of a line that may be an entry
_LONGEST_SCORE = 24
_LAST = frozenset("0123456789¼½¾%％★⭐☆.!)")
_AROUND = " \t\u00a0"
_CLOSING = ".!)"
_KINDS = {Heading: "HEADING", Paragraph: "PROSE", Item: "ITEM", Rating: "RATING"}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first such line of each paragraph, item or rating."""
    reported = context.lines_reported
    for leaf in context.leaves:
        kind = _KINDS.get(type(leaf))
        if kind is None or leaf.span.line in reported:
            continue
        found = entry_like(context, leaf)
        if found is not None:
            start, line = found
            message = f"{quoted(line)} looks like an entry of a guide, but is {KINDS[kind]}"
            help_ = "write it in the guide, as Episode 1: Pilot -| 3/5; if not, write \\ before it"
            yield warning("RF317", message, context.span(start, start + len(line)), help_)


def entry_like(context: Context, leaf: Leaf) -> tuple[int, str] | None:
    """Return the first line of a leaf that looks like an entry, and its offset."""
    first, _, start, last, _, end = leaf.span
    if first == last and (context.text[end - 1] not in _LAST or end - start > 2 * _LONGEST):
        return None
    for whole in context.source(leaf).splitlines(keepends=True):
        line = whole.strip(_AROUND + "\r\n")
        if 0 < len(line) <= _LONGEST and line[-1] in _LAST and _looks_like_one(line, built_in()):
            return start + whole.index(line), line
        start += len(whole)
    return None


def _looks_like_one(line: str, words: Words) -> bool:
    end = len(line.rstrip(_CLOSING))
    if words.number_mark.search(line, max(0, end - _LONGEST_SCORE), end) is None:
        return False  # no score ends the line, as in most prose
    bullet = words.bullet.match(line)
    at = bullet.end() if bullet is not None else 0
    if line.startswith(("\\", *BRACKETS), at):
        return False
    numeral = words.numeral.match(line, at)
    if numeral is None:
        label = words.label.match(line, at)
        if label is None or not any(one.isdigit() for one in label[0]):
            return False
        if words.label_end.match(line, label.end()) is None:
            after = line[label.end() :].lstrip()[:1]
            if after.islower():
                return False
    elif line[numeral.end() :].lstrip().startswith("\\"):
        return False
    return _ends_in_score(line[:end], words)


def _ends_in_score(line: str, words: Words) -> bool:
    for at in range(max(1, len(line) - _LONGEST_SCORE), len(line)):
        if not line[at - 1].isalnum() and not line[at].isspace():
            found = score_at(line, at, words)
            if found is not None and found.end == len(line) and not isinstance(found.value, str):
                return True
    return False
