"""A text with marks as events: words, the start of a mark, and its end.

Reading and writing both work on events, so neither recurses into marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from reviewfmt.syntax.inline.nodes import Emphasis, Inline, Link, Spoiler, Strong, Text


class Mark:
    """The start of a mark. `at` is its index in the events of `settled`."""

    __slots__ = ("at", "kind", "target")

    def __init__(self, kind: type[Emphasis | Strong | Link | Spoiler], target: str = "") -> None:
        self.kind = kind
        self.target = target
        self.at = -1


class End:
    """The end of a mark."""

    __slots__ = ("mark",)

    def __init__(self, mark: Mark) -> None:
        self.mark = mark


Event: TypeAlias = str | Mark | End


def flat(nodes: Sequence[Inline]) -> Iterator[Event]:
    """Yield the events of `nodes`, without recursion: a caller's tree may be deep."""
    open_marks: list[tuple[Iterator[Inline], Mark]] = []
    rest = iter(nodes)
    while True:
        for node in rest:
            if isinstance(node, Text):
                yield node.text
                continue
            mark = Mark(type(node), node.target if isinstance(node, Link) else "")
            yield mark
            open_marks.append((rest, mark))
            rest = iter(node.children)
            break
        else:
            if not open_marks:
                return
            rest, mark = open_marks.pop()
            yield End(mark)


def tree(events: Iterable[Event]) -> tuple[Inline, ...]:
    """Return settled events as nodes."""
    nodes: list[Inline] = []
    outer: list[list[Inline]] = []
    for event in events:
        if isinstance(event, str):
            nodes.append(Text(event))
        elif isinstance(event, Mark):
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


def settled(events: Iterable[Event]) -> list[Event]:
    """Return events in their normal form, except that marks which cannot be written stay."""
    while True:
        events, swapped = _settled_once(events)
        if not swapped:
            return events


def _settled_once(events: Iterable[Event]) -> tuple[list[Event], bool]:
    """Return events after one pass, and whether a swap may require another pass."""
    out: list[list[str] | Mark | End] = []  # a text is a list of its parts
    stays: list[bool] = []  # of each open mark of the source
    waiting: list[Mark] = []  # open, and no words in them yet
    inside: list[Mark] = []  # open, and in `out`
    swapped = False

    def append_text(text: str) -> None:
        if text:
            last = out[-1] if out else None
            if isinstance(last, list):
                last.append(text)
            else:
                out.append([text])

    for event in events:
        if isinstance(event, str):
            if not waiting:
                append_text(event)
                continue
            words = event.lstrip()
            append_text(event[: len(event) - len(words)])
            if not words:
                continue
            for mark in waiting:
                last = out[-1] if out else None
                if isinstance(last, End) and last.mark.kind is mark.kind is not Link:
                    out.pop()
                    inside.append(last.mark)
                else:
                    mark.at = len(out)
                    out.append(mark)
                    inside.append(mark)
            waiting.clear()
            append_text(words)
        elif isinstance(event, Mark):
            new = all(event.kind is not mark.kind for mark in (*inside, *waiting))
            stays.append(new)
            if new:
                waiting.append(event)
        elif stays.pop():
            if waiting:
                waiting.pop()
                continue
            mark = inside.pop()
            space = _pop_trailing_space(out)
            last = out[-1]
            if (
                mark.kind is Strong
                and isinstance(last, End)
                and last.mark.kind is Emphasis
                and last.mark.at == mark.at + 1
            ):
                inner = last.mark
                out[mark.at], out[inner.at] = inner, mark
                mark.at, inner.at = inner.at, mark.at
                out[-1] = End(mark)
                mark = inner
                swapped = True
            out.append(End(mark))
            append_text(space)
    return ["".join(one) if isinstance(one, list) else one for one in out], swapped


def _pop_trailing_space(out: list[list[str] | Mark | End]) -> str:
    """Remove the white space from the end of `out` and return it."""
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
