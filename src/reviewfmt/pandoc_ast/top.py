"""The fields and the byline that stand above the prose of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reviewfmt.characters import closed
from reviewfmt.model import Field
from reviewfmt.pandoc_ast.bylines import LONGEST, byline_of, with_addresses
from reviewfmt.pandoc_ast.fields import field_of, names
from reviewfmt.pandoc_ast.pieces import Bullets, Figure, Picture, Piece, Prose, Terms
from reviewfmt.pandoc_ast.printed import known_fields
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Strong
from reviewfmt.syntax.kinds import classify
from reviewfmt.syntax.shapes import Kind
from reviewfmt.syntax.words import built_in, fold

_MOST_BYLINES = 3
_MOST_ABOVE = 2
"""So many pictures and lines below the title may stand above the fields."""


@dataclass(slots=True)
class Top:
    """The run of a document without what stands above its prose, and what that says.

    `given` are the values of fields by their names, `extra` the fields that the format does not
    know, and `bylines` the texts of lines that name the author and the date.
    """

    run: list[Piece]
    given: dict[str, Sequence[str]] = field(default_factory=dict)
    extra: list[Field] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)


def own_top(run: list[Piece]) -> Top:
    """Return the top of a document of this project's making: in it every term is a field."""
    known = known_fields()
    for place, piece in enumerate(run):
        if isinstance(piece, Terms):
            top = Top([*run[:place], *run[place + 1 :]])
            for term, said in piece.terms:
                name = known.get(fold(term))
                if name:
                    top.given[name] = said
                else:
                    top.extra.append(Field(term, inline.plain(", ".join(said))))
            return top
        break
    return Top(run)


def other_top(run: list[Piece]) -> Top:
    """Return the top of a document that other people made.

    Fields are terms, or lines and items such as `Author: Ana Lima`; those with a score are none.
    """
    top = Top([])
    for place, piece in enumerate(run):
        if isinstance(piece, Terms):
            top.run += _terms(piece, top)
        elif isinstance(piece, Prose) and piece.score is None:
            rest = _lines(piece.text.split("\n"), top)
            if rest:
                top.run.append(Prose("\n".join(rest)))
        elif isinstance(piece, Bullets) and piece.start is None:
            items = _lines(piece.items, top)
            if items:
                top.run.append(Bullets(tuple(items)))
        else:
            top.run.append(piece)
        if not all(map(_may_stand_above, top.run)) or len(top.run) > _MOST_ABOVE:
            top.run += _below_top(run[place + 1 :], top)
            break
    return top


def _below_top(run: Sequence[Piece], top: Top) -> Iterator[Piece]:
    """Yield pieces without those that say the value of a field, and nothing else, in each line."""
    for piece in run:
        if isinstance(piece, Terms) and _names_fields(piece):
            yield from _terms(piece, top)
            continue
        if isinstance(piece, Prose) and piece.score is None:
            lines: Sequence[str] = piece.text.split("\n")
        elif isinstance(piece, Bullets) and piece.start is None and not piece.nested:
            lines = piece.items
        else:
            yield piece
            continue
        lines = list(map(_with_plain_key, lines))
        if not _all_fields(lines, top):
            yield piece
            continue
        for line in lines:
            one = field_of(line)
            assert one is not None
            if one.name:
                top.given[one.name] = (one.value,)
            else:
                top.extra.append(Field(one.key, inline.plain(one.value)))


def _with_plain_key(line: str) -> str:
    """Return a line without the marks of the key that opens it: `**Format:** 6 × 29 min`."""
    nodes = inline.inlines(line)
    if len(nodes) < 2 or not isinstance(nodes[0], Strong):
        return line
    key, rest = inline.plain_of(nodes[:1]), inline.render(nodes[1:])
    return f"{inline.escape(key)}{rest}" if key.endswith(":") or rest.startswith(":") else line


def _all_fields(lines: Sequence[str], top: Top) -> bool:
    """Tell whether all lines are fields, one that is known among them, and none of them twice.

    No field holds the address of a link.
    """
    fields = [field_of(line) for line in lines]
    if any(one is None or not one.value or len(one.value) > LONGEST for one in fields):
        return False
    found = [one for one in fields if one is not None]
    known = [one.name for one in found if one.name]
    others = [fold(one.key) for one in found if not one.name]
    if not known or set(known) & set(top.given) or len(set(known)) < len(known):
        return False
    if set(others) & {fold(one.key) for one in top.extra} or len(set(others)) < len(others):
        return False
    if any(_is_said(line) or any(inline.links(inline.inlines(line))) for line in lines):
        return False
    return len(found) > 1 or not closed(found[0].value)


def _is_said(line: str) -> bool:
    """Tell whether a line says more than a field does: a score, or an entry."""
    kind = classify(line, built_in()).kind
    return kind not in (Kind.PROSE, Kind.FIELD) or read_score(inline.plain(line)) is not None


def _may_stand_above(piece: Piece) -> bool:
    """Tell whether a piece may stand above the fields: a picture, or a line below the title."""
    return isinstance(piece, Figure | Picture) or (
        isinstance(piece, Prose) and piece.score is None and _is_short(piece.text)
    )


def _is_short(text: str) -> bool:
    """Tell whether a text is a line below the title, such as a tagline."""
    return len(text) <= LONGEST and "\n" not in text and not closed(text)


def _names_fields(piece: Terms) -> bool:
    """Tell whether most terms of a list are fields that are known."""
    known = names(ours=False)
    fields = sum(fold(term.rstrip(" :：")) in known for term, _ in piece.terms)
    return 2 * fields >= len(piece.terms)


def _terms(piece: Terms, top: Top) -> list[Piece]:
    known = names(ours=False)
    terms = ((term.rstrip(" :："), said) for term, said in piece.terms)
    named = [(known.get(fold(term)), term, said) for term, said in terms]
    rest = []
    for name, term, said in named:
        if name and name not in top.given:
            top.given[name] = said
        else:
            rest.append((term, said))
    return [Terms(tuple(rest))] if rest else []


def _lines(lines: Sequence[str], top: Top) -> list[str]:
    """Take the fields and the bylines that lines are; return the other lines."""
    fields = [field_of(line) for line in lines]
    known = any(one is not None and one.name for one in fields)
    whole = "\n".join(map(inline.plain, lines))
    byline = None if known else byline_of(whole)
    if byline is not None and len(top.bylines) < _MOST_BYLINES:
        said = {"author": byline.author, "published": byline.date}
        found = {name: (inline.escape(value),) for name, value in said.items() if value}
        if not set(found) & set(top.given):
            top.given |= found
            top.bylines += map(_with_addresses, lines)
            return []
    if not known:
        return list(lines)
    rest: list[str] = []
    for line, one in zip(lines, fields, strict=True):
        if one is None or rest or classify(line, built_in()).kind is not Kind.PROSE:
            rest.append(line)
        elif one.name and one.name not in top.given and one.value:
            top.given[one.name] = (one.value,)
        elif not one.name and one.value and read_score(inline.plain(one.value)) is None:
            top.extra.append(Field(one.key, inline.plain(one.value)))
        else:
            rest.append(line)
    return rest


def _with_addresses(line: str) -> str:
    nodes = inline.inlines(line)
    return with_addresses(inline.plain_of(nodes), (link.target for link in inline.links(nodes)))
