"""Converts text with inline marks to pandoc's inlines and back (spec, "Inline marks")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from reviewfmt import commonmark
from reviewfmt.pandoc_ast.addresses import is_link, plain
from reviewfmt.pandoc_ast.nodes import ORDER, attributes, mark, style, styled_text
from reviewfmt.pandoc_ast.runs import HELD, JOINER, Run, held, runs, target_inside
from reviewfmt.pandoc_ast.shape import Inlines, Marks, Node, Shape, verbatim
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text

Said = Callable[[str], Inlines]


def marked(shape: Shape, text: str, *, cell: bool = False) -> Inlines:
    """Return a text with marks as inlines; `cell` is true for a cell of a table."""
    if inline.may_mark(text):
        return inlines_of(shape, inline.inlines(text), cell=cell)
    return unmarked(shape, text, cell=cell)


def unmarked(shape: Shape, text: str, *, cell: bool = False) -> Inlines:
    """Return a text without marks as inlines."""
    if shape.marks is not Marks.STYLES and not shape.front_matter:
        return shape.text(text)
    return inlines_of(shape, (Text(text),) if text else (), cell=cell)


def inlines_of(shape: Shape, nodes: Sequence[Inline], *, cell: bool = False) -> Inlines:
    """Return inline nodes as pandoc's."""
    if shape.front_matter:
        return _raw(commonmark.marked(nodes, cell=cell))
    if shape.marks is Marks.STYLES:
        return _runs(runs(nodes))
    return _inlines(shape, nodes, shape.text, shape.rest)


def _raw(text: str) -> Inlines:
    return [{"t": "RawInline", "c": ["markdown", text]}] if text else []


def _runs(found: Sequence[Run]) -> Inlines:
    """Return the runs of a word processor; a style must be inside a link, not around it."""
    inlines: Inlines = []
    before: Link | None = None
    pairs = zip(found, held(found), strict=True)
    for _, group in groupby(pairs, lambda pair: id(pair[0].link)):
        together = list(group)
        link = together[0][0].link
        inner = [node for run, hold in together for node in _run(run, hold=hold)]
        if link is not None:
            if before is not None and before.target == link.target:
                inlines += styled_text(ORDER + HELD, verbatim(JOINER))
            inner = [{"t": "Link", "c": [attributes(), inner, [target_inside(link.target), ""]]}]
        inlines += inner
        before = link
    return inlines


def _run(run: Run, *, hold: bool) -> Inlines:
    inner = verbatim(f"{JOINER}{run.text}{JOINER}" if hold else run.text)
    for kind, name in ((Strong, "Strong"), (Emphasis, "Emph")):
        if kind in run.marks:
            inner = [{"t": name, "c": inner}]
    order = run.order
    if hold:
        hidden = "H" if Spoiler in run.marks and not order else ""
        return styled_text(ORDER + order + HELD + hidden, inner)
    if order:
        return styled_text(ORDER + order, inner)
    return styled_text(style("spoiler"), inner) if Spoiler in run.marks else inner


def _inlines(
    shape: Shape, nodes: Sequence[Inline], first: Said, rest: Said, *, linked: bool = False
) -> Inlines:
    """Return nodes as inlines.

    `first` converts the text at the beginning, and `rest` all other text. `linked` is true inside a
    link.
    """
    found: Inlines = []
    for node in nodes:
        if isinstance(node, Text):
            found += first(node.text)
        else:
            inside, within = rest, linked
            if isinstance(node, Link):
                inside, within = shape.linked or rest, linked or _leads(shape, node)
            inner = _inlines(shape, node.children, inside, inside, linked=within)
            found += _mark(shape, node, inner, linked=linked)
        first = rest
    return found


def _leads(shape: Shape, link: Link) -> bool:
    """Tell whether a link is published as an active link."""
    return shape.marks is not Marks.CLASSES or is_link(link.target, alone=not shape.pictures)


def _mark(shape: Shape, node: Inline, inner: Inlines, *, linked: bool) -> list[Node]:
    if isinstance(node, Emphasis):
        return [{"t": "Emph", "c": inner}]
    if isinstance(node, Strong):
        return [{"t": "Strong", "c": inner}]
    if isinstance(node, Link):
        if not _leads(shape, node):
            return mark(shape, "link", inner, {"data-target": node.target})
        target = plain(node.target) if shape.strict else node.target
        if target is None:
            return [*inner, *shape.rest(f" ({node.target})")]
        return [{"t": "Link", "c": [attributes(), inner, [target, ""]]}]
    # What a pointer can reveal must be reachable by keyboard; a link already is.
    return mark(shape, "spoiler", inner, {} if linked else {"tabindex": "0"})
