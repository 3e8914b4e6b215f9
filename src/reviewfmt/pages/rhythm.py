"""How the lines of a page follow each other: short lines in a row, headings, wrapped lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from reviewfmt.characters import closed
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.looks import SHORT, Look

_BRIEF = 70
"""A heading, or a line of a menu, is not longer."""

_SENTENCE = 25
_ROOM = 2
"""Columns that may be empty at the end of a wrapped line."""

_FREE = 8
"""A line has much room if more than this share of the width is free."""

_NUMBER = re.compile(r"\D{0,12}?(?P<number>\d{1,4})(?!\d)")
_COUNTED = frozenset(("label", "number", "part"))
_FIRST_WIDE = "\u1100"
_LONGEST_RUN = 6
_CALLING = frozenset("?？؟!！")
_MOST = 3
_LONG_BLOCK = 40
_SIZES = ((4, "1"), (10, "2"), (40, "3"))


def rhythm(
    lines: Sequence[PageLine],
    looks: Sequence[Look],
    blocks: Sequence[tuple[int, int]],
    decided: Collection[int] = (),
) -> list[list[str]]:
    """Return the features of each line among those around it.

    `blocks` has the beginning and the end of the block of each line.
    """
    brief = [_is_brief(line, look) for line, look in zip(lines, looks, strict=True)]
    told = [_is_told(line.text) for line in lines]
    heads = _heads(brief, told)
    runs = _runs(brief)
    fits = _fits(lines, blocks)
    counts = _counts(lines, looks)
    twins = _twins(lines, looks, brief, told)
    size = next((name for most, name in _SIZES if len(lines) <= most), "4")
    many = str(min(sum(heads), _MOST))
    share = f"{size}{min(sum(told), _MOST)}"
    found: list[list[str]] = []
    for at, look in enumerate(looks):
        if at in decided:
            found.append([])
            continue
        run = f"run={min(runs[at], _LONGEST_RUN)}"
        has = [
            f"page={share}&{look.seen[1]}&{look.seen[-1]}",
            f"{run}&told={told[at - 1] if at else 'top'}",
            f"{run}&{look.kind}",
        ]
        if heads[at]:
            has.append(f"head={many}")
            has.append(f"head={many}&{look.opens}&gap={lines[at].gap}")
            has.append(f"head={many}&{'first' if not any(told[:at]) else 'later'}")
        elif at and heads[at - 1]:
            has.append(f"below-head={many}")
        if runs[at] == 2 and at and brief[at - 1] and at + 1 < len(lines) and told[at + 1]:
            has.append(f"head-below-head&{told[at - 2] if at > 1 else 'top'}")
        if brief[at]:
            below = at + 1 < len(lines) and told[at + 1]
            has.append(f"twins={min(twins[at], _MOST)}&{below}")
            has.append(f"twins={min(twins[at], _MOST)}&{below}&{'season' in look.own}&{not at}")
        if fits[at]:
            start, end = blocks[at]
            free = sum(one not in ("", "no") for one in fits[start : min(end, start + _LONG_BLOCK)])
            ragged = "no" if not free else "all" if 3 * free > end - start else "some"
            has.append(f"fits={fits[at]}")
            has.append(f"fits={fits[at]}&{look.seen[-1]}&above={closed(lines[at - 1].text)}")
            has.append(f"ragged={ragged}&{fits[at]}&{closed(lines[at - 1].text)}")
        if counts[at]:
            has += (counts[at], f"{counts[at]}&{look.opens}&{look.seen[1]}")
        found.append(has)
    return found


def _is_brief(line: PageLine, look: Look) -> bool:
    """Tell whether a line may be a heading or in a menu: few words, no statement, no score."""
    is_statement = closed(line.text) and line.text[-1] not in _CALLING
    return len(line.text) <= _BRIEF and look.score == "none" and not is_statement


def _is_told(text: str) -> bool:
    """Tell whether a line is a paragraph or a sentence of one."""
    return len(text) > SHORT or (closed(text) and (len(text) > _SENTENCE or not text.isascii()))


def _heads(brief: Sequence[bool], told: Sequence[bool]) -> list[bool]:
    """Return for each line whether it is short, alone, and followed by a paragraph."""
    last = len(brief) - 1
    return [
        is_brief and at < last and told[at + 1] and not (at and brief[at - 1])
        for at, is_brief in enumerate(brief)
    ]


def _runs(brief: Sequence[bool]) -> list[int]:
    """Return for each line the number of short lines in its row, 0 for others."""
    found = [0] * len(brief)
    start = 0
    for at in range(len(brief) + 1):
        if at < len(brief) and brief[at]:
            continue
        found[start:at] = [at - start] * (at - start)
        start = at + 1
    return found


def _fits(lines: Sequence[PageLine], blocks: Sequence[tuple[int, int]]) -> list[str]:
    """Return for each line of a block how much room the line above had for its first word.

    Without room, the line above may have been wrapped to the width of the block. Nothing is known
    about the first line of a block or of a paragraph.
    """
    found = [""] * len(lines)
    widths = [_width(line.text) if len(line.text) <= SHORT else 0 for line in lines]
    widest: dict[int, int] = {}
    for width, (start, _) in zip(widths, blocks, strict=True):
        widest[start] = max(widest.get(start, 0), width)
    for at in range(1, len(lines)):
        if not lines[at].gap and widths[at] and widths[at - 1]:
            most = widest[blocks[at][0]]
            room = most - widths[at - 1] - _width(_first(lines[at].text))
            found[at] = "no" if room < _ROOM else "some" if _FREE * room < most else "much"
    return found


def _twins(
    lines: Sequence[PageLine], looks: Sequence[Look], brief: Sequence[bool], told: Sequence[bool]
) -> list[int]:
    """Return for each short line how many others have the same beginning, end and successor."""
    shapes = [
        (
            _kind(line.text[0]),
            _kind(line.text[-1]),
            look.opens,
            line.gap,
            at + 1 < len(told) and told[at + 1],
        )
        if is_brief
        else None
        for at, (line, look, is_brief) in enumerate(zip(lines, looks, brief, strict=True))
    ]
    counts = Counter(shapes)
    return [counts[shape] - 1 for shape in shapes]


def _kind(character: str) -> str:
    """Return the kind of a character: a letter, a digit, or the sign itself."""
    if character.isalpha():
        return "small" if character.islower() else "letter"
    return "digit" if character.isdecimal() else character


def _counts(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[str]:
    """Return for each line with a number at its beginning how it continues the one above it."""
    found = [""] * len(lines)
    last: int | None = None
    for at, (line, look) in enumerate(zip(lines, looks, strict=True)):
        opens = _NUMBER.match(line.text) if look.opens in _COUNTED else None
        if opens is None:
            continue
        number = int(opens["number"])
        if last is None:
            found[at] = f"count=first{min(number, 2)}"
        else:
            step = number - last
            found[at] = f"count={'next' if step == 1 else 'falls' if step < 0 else 'jumps'}"
        last = number
    return found


def _first(text: str) -> str:
    """Return the part of a text that cannot be wrapped: its first word or wide character."""
    return text[0] if text[0] >= _FIRST_WIDE else text.split(None, 1)[0]


def _width(text: str) -> int:
    """Return the number of columns of a text; a wide character takes two."""
    return len(text) if text.isascii() else len(text) + sum(map(_FIRST_WIDE.__le__, text))
