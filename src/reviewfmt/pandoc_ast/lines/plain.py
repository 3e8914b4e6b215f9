"""Removes marks that are only decoration: `**Verdict:** 6/10` means `Verdict: 6/10`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text
from reviewfmt.syntax.line_kinds import Entry, Kind, Rating, Verdict
from reviewfmt.syntax.words import built_in

_SAYING = frozenset((Kind.GUIDE, Kind.SEASON, Kind.VERDICT, Kind.ENTRY, Kind.RATING))
"""The kinds of lines that are more than prose."""

_OFF = (frozenset((Strong,)), frozenset((Strong, Emphasis)), frozenset((Strong, Emphasis, Link)))
"""The marks to remove from a line, the fewest first."""


def undressed(text: str) -> str:
    """Return a text without the marks that hide the meaning of its lines.

    A line whose meaning does not depend on its marks keeps them.
    """
    if not inline.has_marks(text):
        return text
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    nodes = inline.inlines(line)
    if all(isinstance(node, Text) for node in nodes):
        return line
    said = _said(line)
    wanted = _said(inline.escape(inline.plain_of(nodes)))
    if wanted is None:
        return line
    if said == wanted and not _is_split(nodes):
        return line
    for marks in _OFF:
        bare = inline.render(tuple(_without(nodes, marks)))
        if _said(bare) == wanted and not _is_split(inline.inlines(bare)):
            return bare
    return line


def _said(line: str) -> tuple[object, ...] | None:
    """Return the meaning of a line besides its words, or None for prose."""
    found = classify(line, built_in())
    data = found.data
    if isinstance(data, Entry) and data.label is not None and not data.numeral:
        return (Kind.ENTRY, data.label, data.number, data.number_end, data.split is not None)
    if isinstance(data, Verdict | Rating) and data.split is not None:
        return (found.kind, data.split.score is not None)
    if found.kind in _SAYING:
        return (found.kind,)
    field = field_of(line)
    return (Kind.FIELD, field.name) if field is not None and field.name is not None else None


def _is_split(nodes: Sequence[Inline]) -> bool:
    """Tell whether marks cover a whole line, or the words at its beginning."""
    return bool(nodes) and isinstance(nodes[0], Strong | Emphasis)


def _without(nodes: Iterable[Inline], marks: frozenset[type]) -> Iterable[Inline]:
    for node in nodes:
        if isinstance(node, Text):
            yield node
        elif type(node) in marks:
            yield from _without(node.children, marks)
        else:
            children = tuple(_without(node.children, marks))
            if isinstance(node, Link):
                yield Link(node.target, children)
            elif isinstance(node, Spoiler):
                yield Spoiler(children)
            else:
                yield type(node)(children)
