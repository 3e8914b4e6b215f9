"""Writes nodes as a text with marks, with the backslashes that the words need."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from reviewfmt.syntax.inline.events import End, Event, Mark, flat, settled, tree
from reviewfmt.syntax.inline.nodes import Emphasis, Inline, Link, Spoiler, Strong
from reviewfmt.syntax.inline.reading import (
    AUTOLINK,
    ESCAPED,
    LINE_BREAKS,
    PUNCTUATION,
    Pair,
    may_mark,
    read_marks,
    star_sides,
)

_ROUNDS = 4
"""How often a text is spelled with more escapes before each of its signs gets one."""


def spelled(nodes: Sequence[Inline]) -> str:
    """Return the text of `nodes`: see `render`."""
    events = writable(nodes)
    draft = drafted(events)
    if not may_mark(draft.text):
        return draft.text
    meant = tree(events)
    for _ in range(_ROUNDS):
        text, inserted = draft.spelled()
        read, pairs = read_marks(text)
        mistaken = draft.mistaken(pairs, inserted)
        if not mistaken:
            if tree(settled(read)) == meant:
                return text
            mistaken = draft.beside
        draft.escapes |= mistaken
    draft.escapes |= draft.signs
    return draft.spelled()[0]


class _Draft:
    """A text with marks, before its words are escaped.

    `signs` are the offsets of the signs in the words that may need an escape; `beside` are those
    next to an equal sign of a mark. `escapes` are the offsets that get a backslash.
    """

    __slots__ = ("beside", "escapes", "signs", "text")

    def __init__(self, text: str, signs: set[int], beside: set[int], escapes: set[int]) -> None:
        self.text = text
        self.signs = signs
        self.beside = beside
        self.escapes = escapes

    def spelled(self) -> tuple[str, list[int]]:
        """Return the text with its escapes, and the offsets of the backslashes in it."""
        parts: list[str] = []
        inserted: list[int] = []
        done = 0
        for place in sorted(self.escapes):
            inserted.append(place + len(inserted))
            parts += (self.text[done:place], "\\")
            done = place
        parts.append(self.text[done:])
        return "".join(parts), inserted

    def mistaken(self, pairs: Iterable[Pair], inserted: list[int]) -> set[int]:
        """Return the signs of the words that were read as marks: those in `pairs`.

        It is enough to escape the opening sign, if that belongs to the words. In a run of `*` every
        sign needs an escape, since the rest of the run could still open a mark.
        """
        places: set[int] = set()
        for opening, closing in pairs:
            for read in (*opening, *closing):
                place = read - bisect_left(inserted, read)
                if place in places:
                    break
                if place in self.signs:
                    places.add(place)
                    if self.text[place] == "*":
                        for step in (-1, 1):
                            near = place + step
                            while near in self.signs and self.text[near] == "*":
                                places.add(near)
                                near += step
                    break
        return places


def writable(nodes: Sequence[Inline]) -> list[Event]:
    """Return the events of `nodes` in their normal form."""
    events = settled(
        event
        for event in flat(nodes)
        if isinstance(event, str) or _is_writable(event if isinstance(event, Mark) else event.mark)
    )
    while True:
        glued, unsure = _unpaired_marks(events)
        if not glued and unsure:
            draft = drafted(events)
            draft.escapes |= draft.signs
            if tree(settled(read_marks(draft.spelled()[0])[0])) != tree(events):
                glued = unsure
        if not glued:
            return events
        events = settled(
            event
            for event in events
            if isinstance(event, str)
            or (event if isinstance(event, Mark) else event.mark) not in glued
        )


def _is_writable(mark: Mark) -> bool:
    return mark.kind is not Link or bool(
        mark.target and not re.search(f"[{LINE_BREAKS}]", mark.target)
    )


def _unpaired_marks(events: Sequence[Event]) -> tuple[set[Mark], set[Mark]]:
    """Return the marks whose `*` cannot open or close a mark there, and the unsure ones.

    A mark is unsure if its signs could both open and close: then the runs around them decide.
    """
    glued: set[Mark] = set()
    unsure: set[Mark] = set()
    at = 0
    while at < len(events):
        start = at
        while at < len(events) and _is_starred(events[at]):
            at += 1
        if at == start:
            at += 1
            continue
        before = _edge(events[start - 1], -1) if start else ""
        after = _edge(events[at], 0) if at < len(events) else ""
        opens, closes = star_sides(before, after)
        for event in events[start:at]:
            if isinstance(event, Mark) and not opens:
                glued.add(event)
            elif isinstance(event, End) and not closes:
                glued.add(event.mark)
            elif opens and closes and not isinstance(event, str):
                unsure.add(event if isinstance(event, Mark) else event.mark)
    return glued, unsure


def _is_starred(event: Event) -> bool:
    if isinstance(event, str):
        return False
    kind = event.kind if isinstance(event, Mark) else event.mark.kind
    return kind is Emphasis or kind is Strong


def _edge(event: Event, at: int) -> str:
    """Return the outermost character of an event; for a mark, any punctuation will do."""
    return event[at] if isinstance(event, str) else "|"


def drafted(events: Sequence[Event]) -> _Draft:
    """Return settled events as a text, with the escapes that are needed in any case."""
    parts: list[str] = []
    signs: set[int] = set()
    backslashes: list[int] = []
    escapes: set[int] = set()
    length = 0
    open_brackets: list[int] | None = None  # in the words of a link
    auto: Mark | None = None
    for at, event in enumerate(events):
        part = ""
        if isinstance(event, str):
            part = event
            for sign in () if auto else re.finditer(r"[*\[\]<|\\]", event):
                place = length + sign.start()
                if sign[0] == "\\":
                    backslashes.append(place)
                    continue
                signs.add(place)
                if open_brackets is None:
                    continue
                if sign[0] == "[":
                    open_brackets.append(place)
                elif sign[0] == "]":
                    if open_brackets:
                        open_brackets.pop()
                    else:
                        escapes.add(place)
        else:
            mark = event if isinstance(event, Mark) else event.mark
            begins = mark is event
            if mark.kind is not Link:
                part = {Emphasis: "*", Strong: "**", Spoiler: "||"}[mark.kind]
            elif begins and _is_auto(mark, events, at):
                auto = mark
                part = "<"
            elif begins:
                open_brackets = []
                part = "["
            elif auto:
                auto = None
                part = ">"
            else:
                escapes.update(open_brackets or ())
                open_brackets = None
                part = f"]({_spelled_target(mark.target)})"
        parts.append(part)
        length += len(part)
    text = "".join(parts)
    escapes.update(at for at in backslashes if re.match(ESCAPED, text[at : at + 2]))
    beside = {
        at
        for at in signs
        for near in (at - 1, at + 1)
        if text[at] in "*|" and text[near : near + 1] == text[at] and near not in signs
    }
    return _Draft(text, signs, beside, escapes)


def _is_auto(mark: Mark, events: Sequence[Event], at: int) -> bool:
    """Return whether the link that begins at `at` has the shape of an autolink."""
    end = events[at + 2]
    return (
        events[at + 1] == mark.target
        and isinstance(end, End)
        and end.mark is mark
        and bool(re.fullmatch(AUTOLINK, f"<{mark.target}>"))
    )


def _spelled_target(target: str) -> str:
    """Return the target of a link as it is written between its parentheses."""
    spelled = re.sub(rf"\\(?={PUNCTUATION}|\Z)", r"\\\\", target)
    if any(map(str.isspace, target)):
        return "<" + spelled.replace("<", r"\<").replace(">", r"\>") + ">"
    depth = 0
    for sign in target:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    if depth:
        spelled = spelled.replace("(", r"\(").replace(")", r"\)")
    return "\\" + spelled if spelled.startswith("<") else spelled
