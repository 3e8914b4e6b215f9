"""Inline marks: emphasis, strong, links, spoilers and escapes (spec, "Inline marks").

`inlines` reads them and `render` writes them. Both work on events: a text, the start of a mark,
or its end. The nodes that they give out have one normal form, which `normalized` describes, so
`inlines(render(nodes)) == normalized(nodes)` for all nodes. Everything here takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasized words: `*words*`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly emphasized words: `**words**`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to `target`: `[words](target)`, or `<target>` where both are the same."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Spoiler:
    """Words that a reader sees only on request: `||words||`."""

    children: tuple[Inline, ...]


Inline: TypeAlias = Text | Emphasis | Strong | Link | Spoiler
"""What a text with marks is made of."""


def inlines(text: str) -> tuple[Inline, ...]:
    """Return `text` as nodes; of an empty text there are none. Any text is valid.

    Texts are merged, marks are not empty and hold no mark of their own kind, and white space at
    their edges stands outside, all as `normalized` says.
    """
    if not may_mark(text):
        return (Text(text),) if text else ()
    return _kept(text) if len(text) <= _LONGEST_KEPT else _nodes(text)


def plain(text: str) -> str:
    """Return the words of `text` as a reader sees them, without its marks and escapes."""
    return plain_of(inlines(text)) if may_mark(text) else text


def may_mark(text: str) -> bool:
    """Tell whether a text may hold a mark or an escape; a pattern takes twenty times as long."""
    return "*" in text or "[" in text or "<" in text or "\\" in text or "||" in text


def _nodes(text: str) -> tuple[Inline, ...]:
    return _tree(_settled(_read(text)[0]))


_LONGEST_KEPT = 4096
_kept = lru_cache(maxsize=512)(_nodes)
"""A page shows a text, hides its spoilers, and says it to machines: it is read once."""


def plain_of(nodes: Sequence[Inline]) -> str:
    """Return the words of `nodes`."""
    return "".join(event for event in _flat(nodes) if isinstance(event, str))


def part(nodes: Sequence[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """Return the words of `nodes` from `start` up to `end`, with the marks that they have there."""
    found: list[_Event] = []
    at = 0
    for event in _flat(nodes):
        if isinstance(event, str):
            found.append(event[max(start - at, 0) : max(end - at, 0)])
            at += len(event)
        else:
            found.append(event)
    return _tree(_settled(found))


def has_marks(text: str) -> bool:
    """Return whether `text` holds a mark or an escape."""
    return may_mark(text) and inlines(text) != (Text(text),)


class MarkSpan(NamedTuple):
    """A mark and where its signs stand: those that open it, and those that close it.

    The signs that close a link are `](target)`. A link of an address alone has no closing signs.
    """

    kind: type[Emphasis | Strong | Link | Spoiler]
    opening: range
    closing: range


def mark_spans(text: str) -> list[MarkSpan]:
    """Return the marks of `text`, by where they begin."""
    if not may_mark(text):
        return []
    parentheses = _parentheses(text)
    found = []
    for opening, closing in _read(text)[1]:
        sign = text[opening.start]
        if sign == "[":
            target = _target(text, closing.stop, parentheses)
            end = closing.stop if target is None else target[1]
            found.append(MarkSpan(Link, opening, range(closing.start, end)))
        elif sign == "<":
            found.append(MarkSpan(Link, opening, closing))
        elif sign == "|":
            found.append(MarkSpan(Spoiler, opening, closing))
        else:
            found.append(MarkSpan(Strong if len(opening) == 2 else Emphasis, opening, closing))
    return sorted(found, key=lambda mark: mark.opening.start)


def links(nodes: Sequence[Inline]) -> Iterator[Link]:
    """Yield the links in `nodes`, in their order."""
    for node in nodes:
        if isinstance(node, Link):
            yield node
        if not isinstance(node, Text):
            yield from links(node.children)


def normalized(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return `nodes` as their text with marks would read.

    The words stay as they are. Neighbouring texts become one, and so do neighbouring marks of
    one kind, except links. White space at the edges of a mark moves out of it. Strong around
    nothing but emphasis becomes emphasis around strong. A mark goes, and its words stay, where
    it holds no words, stands in a mark of its own kind, or is a link whose target is empty or
    has a control character. So does an emphasis or strong whose `*` would not read back (spec,
    "Inline marks"), as inside a word.
    """
    return _tree(_writable(nodes))


def render(nodes: Sequence[Inline]) -> str:
    """Return the text with marks that reads as `normalized(nodes)`.

    A backslash stands only where a sign of the words would be read as a mark; in a text that
    is tangled beyond a few tries, before every sign.
    """
    events = _writable(nodes)
    draft = _drafted(events)
    if not may_mark(draft.text):
        return draft.text
    meant = _tree(events)
    for _ in range(_ROUNDS):
        text, inserted = draft.spelled()
        read, pairs = _read(text)
        mistaken = draft.mistaken(pairs, inserted)
        if not mistaken:
            if _tree(_settled(read)) == meant:
                return text
            mistaken = draft.beside
        draft.escapes |= mistaken
    draft.escapes |= draft.signs
    return draft.spelled()[0]


def escape(text: str) -> str:
    """Return `text`, which means no marks, such that `inlines` sees none in it.

    Backslashes are those that `render` writes. A text in which no mark is read stays as it is.
    """
    return render((Text(text),))


# -- events -----------------------------------------------------------------------------------


class _Mark:
    """The start of a mark. `at` is its place in the events of `_settled`."""

    __slots__ = ("at", "kind", "target")

    def __init__(self, kind: type[Emphasis | Strong | Link | Spoiler], target: str = "") -> None:
        self.kind = kind
        self.target = target
        self.at = -1


class _End:
    """The end of a mark."""

    __slots__ = ("mark",)

    def __init__(self, mark: _Mark) -> None:
        self.mark = mark


_Event: TypeAlias = str | _Mark | _End


# The patterns of the slow path are strings: `re` compiles them where a text first needs them.
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_ESCAPED = rf"\\({_PUNCTUATION})"
_LINE_BREAKS = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_AUTOLINK = rf"<[A-Za-z][A-Za-z0-9+.\-]{{1,31}}:[^\s<>{_LINE_BREAKS}]*+>"
_ROUNDS = 4


def _flat(nodes: Sequence[Inline]) -> Iterator[_Event]:
    """Yield the events of `nodes`, without recursion: trees of other origin may be deep."""
    open_marks: list[tuple[Iterator[Inline], _Mark]] = []
    rest = iter(nodes)
    while True:
        for node in rest:
            if isinstance(node, Text):
                yield node.text
                continue
            mark = _Mark(type(node), node.target if isinstance(node, Link) else "")
            yield mark
            open_marks.append((rest, mark))
            rest = iter(node.children)
            break
        else:
            if not open_marks:
                return
            rest, mark = open_marks.pop()
            yield _End(mark)


def _tree(events: Iterable[_Event]) -> tuple[Inline, ...]:
    """Return settled events as nodes."""
    nodes: list[Inline] = []
    outer: list[list[Inline]] = []
    for event in events:
        if isinstance(event, str):
            nodes.append(Text(event))
        elif isinstance(event, _Mark):
            outer.append(nodes)
            nodes = []
        else:
            children = tuple(nodes)
            nodes = outer.pop()
            kind = event.mark.kind
            if issubclass(kind, Link):
                nodes.append(kind(event.mark.target, children))
            else:
                nodes.append(kind(children))
    return tuple(nodes)


def _settled(events: Iterable[_Event]) -> list[_Event]:
    """Return events in their normal form, but for marks that cannot be written."""
    while True:
        events, swapped = _settled_once(events)
        if not swapped:
            return events


def _settled_once(events: Iterable[_Event]) -> tuple[list[_Event], bool]:
    """Return settled events and whether a swap may have left more to settle."""
    out: list[list[str] | _Mark | _End] = []  # a text is a list of its parts
    stays: list[bool] = []  # of each open mark of the source
    waiting: list[_Mark] = []  # open, and no words in them yet
    inside: list[_Mark] = []  # open, and in `out`
    swapped = False

    def say(text: str) -> None:
        if text:
            last = out[-1] if out else None
            if isinstance(last, list):
                last.append(text)
            else:
                out.append([text])

    for event in events:
        if isinstance(event, str):
            if not waiting:
                say(event)
                continue
            words = event.lstrip()
            say(event[: len(event) - len(words)])
            if not words:
                continue
            for mark in waiting:
                last = out[-1] if out else None
                if isinstance(last, _End) and last.mark.kind is mark.kind is not Link:
                    out.pop()
                    inside.append(last.mark)
                else:
                    mark.at = len(out)
                    out.append(mark)
                    inside.append(mark)
            waiting.clear()
            say(words)
        elif isinstance(event, _Mark):
            new = all(event.kind is not mark.kind for mark in (*inside, *waiting))
            stays.append(new)
            if new:
                waiting.append(event)
        elif stays.pop():
            if waiting:
                waiting.pop()
                continue
            mark = inside.pop()
            space = _space_taken(out)
            last = out[-1]
            if (
                mark.kind is Strong
                and isinstance(last, _End)
                and last.mark.kind is Emphasis
                and last.mark.at == mark.at + 1
            ):
                inner = last.mark
                out[mark.at], out[inner.at] = inner, mark
                mark.at, inner.at = inner.at, mark.at
                out[-1] = _End(mark)
                mark = inner
                swapped = True
            out.append(_End(mark))
            say(space)
    return ["".join(one) if isinstance(one, list) else one for one in out], swapped


def _space_taken(out: list[list[str] | _Mark | _End]) -> str:
    """Take the white space off the end of `out` and return it."""
    taken: list[str] = []
    while isinstance(last := out[-1], list):
        if not last:
            out.pop()
            continue
        words = last[-1].rstrip()
        taken.append(last[-1][len(words) :])
        if words:
            last[-1] = words
            break
        last.pop()
    return "".join(reversed(taken))


# -- reading ----------------------------------------------------------------------------------


class _Run:
    """Signs that may open or close marks: a run of `*` or a `||`.

    Openers lose signs from the right and closers from the left: of the run's signs the `left`
    ones from the `first` on stay text.
    """

    __slots__ = ("begun", "closes", "ended", "first", "left", "length", "opens", "sign", "start")

    def __init__(self, start: int, sign: str, length: int, opens: bool, closes: bool) -> None:
        self.start = start
        self.sign = sign
        self.length = self.left = length
        self.first = 0
        self.opens = opens
        self.closes = closes
        self.ended: list[_Mark] = []
        self.begun: list[_Mark] = []

    def events(self) -> Iterator[_Event]:
        for mark in self.ended:
            yield _End(mark)
        yield self.sign * self.left
        yield from reversed(self.begun)


_Pair: TypeAlias = tuple[range, range]
"""The places of the signs that open a mark, and of those that close it."""

_WORD = re.compile(r"\S")
# Each alternative begins with a literal sign, so that `re` skips words quickly.
_TOKEN = rf"\\{_PUNCTUATION}|\*\**+|\|\|*+|\[|\]|{_AUTOLINK}"
_TARGET_TOKEN = rf"\\{_PUNCTUATION}|[()]|[\s{_LINE_BREAKS}]"
_POINTED_TARGET = rf"<((?:[^<>\\{_LINE_BREAKS}]|\\[^{_LINE_BREAKS}])++)>\)"


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _star_sides(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of `*` between two characters can open a mark, and close one.

    The characters are empty at the ends of the text. These are the rules that CommonMark has for
    `_`, so a run inside a word does neither.
    """
    space_before = not before or before.isspace()
    space_after = not after or after.isspace()
    sign_before = not space_before and _is_punctuation(before)
    sign_after = not space_after and _is_punctuation(after)
    flanks_left = not space_after and (not sign_after or space_before or sign_before)
    flanks_right = not space_before and (not sign_before or space_after or sign_after)
    return (
        flanks_left and (not flanks_right or sign_before),
        flanks_right and (not flanks_left or sign_after),
    )


def _read(text: str) -> tuple[list[_Event], list[_Pair]]:
    """Return the events of `text` and the pairs of runs that make its marks."""
    pieces: list[_Event | _Run] = []
    pairs: list[_Pair] = []
    runs: list[_Run] = []  # those that no pair of brackets around them has settled
    brackets: list[tuple[int, int, int]] = []  # each `[`, its piece, the number of runs before it
    parentheses: dict[int, int] | None = None
    read = 0
    next_token = re.compile(_TOKEN).search
    while token := next_token(text, read):
        start, end = token.span()
        pieces.append(text[read:start])
        read = end
        sign = text[start]
        if sign == "\\":
            pieces.append(text[start + 1])
        elif sign == "<":
            target = text[start + 1 : end - 1]
            mark = _Mark(Link, target)
            pieces += (mark, target, _End(mark))
            pairs.append((range(start, start + 1), range(0)))
            brackets.clear()  # no link holds another
        elif sign == "[":
            brackets.append((start, len(pieces), len(runs)))
            pieces.append(sign)
        elif sign == "]":
            pieces.append(sign)
            if not brackets:
                continue
            opening, piece_at, first = brackets.pop()
            if text[end : end + 1] != "(" or _WORD.search(text, opening + 1, start) is None:
                continue
            if parentheses is None:
                parentheses = _parentheses(text)
            found = _target(text, end, parentheses)
            if found is None:
                continue
            target, read = found
            _pair(runs[first:], pairs)
            del runs[first:]
            brackets.clear()
            mark = _Mark(Link, target)
            pieces[piece_at] = mark
            pieces[-1] = _End(mark)
            pairs.append((range(opening, opening + 1), range(start, start + 1)))
        else:
            before, after = text[start - 1 : start], text[end : end + 1]
            if sign == "*":
                opens, closes = _star_sides(before, after)
            elif end - start == 2:
                opens = bool(after) and not after.isspace()
                closes = bool(before) and not before.isspace()
            else:
                opens = closes = False
            if opens or closes:
                run = _Run(start, sign, end - start, opens, closes)
                pieces.append(run)
                runs.append(run)
            else:
                pieces.append(text[start:end])
    pieces.append(text[read:])
    _pair(runs, pairs)
    events: list[_Event] = []
    for piece in pieces:
        if isinstance(piece, _Run):
            events += piece.events()
        else:
            events.append(piece)
    return events, pairs


def _parentheses(text: str) -> dict[int, int]:
    """Return the place of the `)` for each `(` that closes before white space."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for token in re.finditer(_TARGET_TOKEN, text):
        sign = token[0]
        if sign == "(":
            waiting.append(token.start())
        elif sign != ")":
            if len(sign) == 1:
                waiting.clear()
        elif waiting:
            closed[waiting.pop()] = token.start()
    return closed


def _target(text: str, start: int, parentheses: dict[int, int]) -> tuple[str, int] | None:
    """Return the target in the parenthesis at `start` and where its link ends, if it is one."""
    if text.startswith("<", start + 1):
        pointed = re.compile(_POINTED_TARGET).match(text, start + 1)
        return (_unescaped(pointed[1]), pointed.end()) if pointed else None
    end = parentheses.get(start)
    if end is None or end == start + 1:
        return None
    return _unescaped(text[start + 1 : end]), end + 1


def _unescaped(target: str) -> str:
    return re.sub(_ESCAPED, r"\1", target)


def _pair(runs: Sequence[_Run], pairs: list[_Pair]) -> None:
    """Pair openers with closers as CommonMark's algorithm does, and note them in both."""
    waiting: list[_Run] = []
    floors: dict[tuple[str, bool, int], int] = {}  # below it no opener fits such a closer
    for run in runs:
        while run.closes and run.left:
            key = run.sign, run.opens, run.length % 3
            floor = floors.get(key, 0)
            at = len(waiting) - 1
            while at >= floor and not _fits(waiting[at], run):
                at -= 1
            if at < floor:
                floors[key] = len(waiting)
                break
            opener = waiting[at]
            used = 2 if opener.left >= 2 and run.left >= 2 else 1
            kind: type[Emphasis | Strong | Spoiler]
            kind = Spoiler if run.sign == "|" else Strong if used == 2 else Emphasis
            mark = _Mark(kind)
            opener.begun.append(mark)
            run.ended.append(mark)
            opener.left -= used
            opening = opener.start + opener.first + opener.left
            closing = run.start + run.first
            pairs.append((range(opening, opening + used), range(closing, closing + used)))
            run.first += used
            run.left -= used
            del waiting[at + (opener.left > 0) :]
            for known in floors:
                floors[known] = min(floors[known], len(waiting))
        if run.opens and run.left:
            waiting.append(run)


def _fits(opener: _Run, closer: _Run) -> bool:
    """Return whether the runs make a mark; for `*` CommonMark's rule of three has a say."""
    if opener.sign != closer.sign:
        return False
    if closer.sign == "|" or not (opener.closes or closer.opens):
        return True
    return (opener.length + closer.length) % 3 != 0 or (
        opener.length % 3 == 0 and closer.length % 3 == 0
    )


# -- writing ----------------------------------------------------------------------------------


class _Draft:
    """A text with marks, before its words are escaped.

    `signs` are the places of the signs in the words that an escape may stand before, `beside`
    those next to an equal sign of a mark. An escape stands at each place in `escapes`.
    """

    __slots__ = ("beside", "escapes", "signs", "text")

    def __init__(self, text: str, signs: set[int], beside: set[int], escapes: set[int]) -> None:
        self.text = text
        self.signs = signs
        self.beside = beside
        self.escapes = escapes

    def spelled(self) -> tuple[str, list[int]]:
        """Return the text with its escapes, and the places of their backslashes in it."""
        parts: list[str] = []
        inserted: list[int] = []
        done = 0
        for place in sorted(self.escapes):
            inserted.append(place + len(inserted))
            parts += (self.text[done:place], "\\")
            done = place
        parts.append(self.text[done:])
        return "".join(parts), inserted

    def mistaken(self, pairs: Iterable[_Pair], inserted: list[int]) -> set[int]:
        """Return the signs of the words that `pairs`, read from the spelled text, use in marks.

        An escape before what opens a mark is enough, where that is one of the words. In a run of
        `*` each sign needs its own, for what is left of the run would open a mark still.
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


def _writable(nodes: Sequence[Inline]) -> list[_Event]:
    """Return the events of `nodes` in their normal form."""
    events = _settled(
        event
        for event in _flat(nodes)
        if isinstance(event, str) or _has_place(event if isinstance(event, _Mark) else event.mark)
    )
    while True:
        glued, unsure = _judged(events)
        if not glued and unsure:
            draft = _drafted(events)
            draft.escapes |= draft.signs
            if _tree(_settled(_read(draft.spelled()[0])[0])) != _tree(events):
                glued = unsure
        if not glued:
            return events
        events = _settled(
            event
            for event in events
            if isinstance(event, str)
            or (event if isinstance(event, _Mark) else event.mark) not in glued
        )


def _has_place(mark: _Mark) -> bool:
    return mark.kind is not Link or bool(
        mark.target and not re.search(f"[{_LINE_BREAKS}]", mark.target)
    )


def _judged(events: Sequence[_Event]) -> tuple[set[_Mark], set[_Mark]]:
    """Return the marks whose `*` do not open or close where they stand, and the unsure ones.

    A mark is unsure where its signs could both open and close: the runs around them decide.
    """
    glued: set[_Mark] = set()
    unsure: set[_Mark] = set()
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
        opens, closes = _star_sides(before, after)
        for event in events[start:at]:
            if isinstance(event, _Mark) and not opens:
                glued.add(event)
            elif isinstance(event, _End) and not closes:
                glued.add(event.mark)
            elif opens and closes and not isinstance(event, str):
                unsure.add(event if isinstance(event, _Mark) else event.mark)
    return glued, unsure


def _is_starred(event: _Event) -> bool:
    if isinstance(event, str):
        return False
    kind = event.kind if isinstance(event, _Mark) else event.mark.kind
    return kind is Emphasis or kind is Strong


def _edge(event: _Event, at: int) -> str:
    """Return the outermost character of an event; the signs of marks are all punctuation."""
    return event[at] if isinstance(event, str) else "|"


def _drafted(events: Sequence[_Event]) -> _Draft:
    """Return settled events as a text, with those escapes that are needed whatever follows."""
    parts: list[str] = []
    signs: set[int] = set()
    backslashes: list[int] = []
    escapes: set[int] = set()
    length = 0
    open_brackets: list[int] | None = None  # in the words of a link
    auto: _Mark | None = None
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
            mark = event if isinstance(event, _Mark) else event.mark
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
    escapes.update(at for at in backslashes if re.match(_ESCAPED, text[at : at + 2]))
    beside = {
        at
        for at in signs
        for near in (at - 1, at + 1)
        if text[at] in "*|" and text[near : near + 1] == text[at] and near not in signs
    }
    return _Draft(text, signs, beside, escapes)


def _is_auto(mark: _Mark, events: Sequence[_Event], at: int) -> bool:
    """Return whether the link that begins at `at` has the shape of an autolink."""
    end = events[at + 2]
    return (
        events[at + 1] == mark.target
        and isinstance(end, _End)
        and end.mark is mark
        and bool(re.fullmatch(_AUTOLINK, f"<{mark.target}>"))
    )


def _spelled_target(target: str) -> str:
    """Return the target of a link as it is written between its parentheses."""
    spelled = re.sub(rf"\\(?={_PUNCTUATION}|\Z)", r"\\\\", target)
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
