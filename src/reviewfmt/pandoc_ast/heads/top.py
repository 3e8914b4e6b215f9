"""Reads the fields and the byline above the prose of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reviewfmt.characters import closed
from reviewfmt.model import Field
from reviewfmt.pandoc_ast.lines.bylines import (
    LONGEST,
    Byline,
    byline_of,
    is_name,
    named,
    with_addresses,
)
from reviewfmt.pandoc_ast.lines.fields import field_of, is_credit, names_of_lines
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Figure, Head, Picture, Piece, Prose, Terms
from reviewfmt.pandoc_ast.printed import known_fields
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Emphasis, Strong
from reviewfmt.syntax.line_kinds import Field as FieldLine
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_MOST_BYLINES = 3
_MOST_LINES = 6
_MOST_ABOVE = 4
"""At most this many pictures and lines below the title may precede the fields."""


@dataclass(slots=True)
class Top:
    """The pieces of a document without what is above its prose, and the values from there.

    `given` are the values of fields by their names, `extra` are fields that the format does not
    know, and `bylines` are the texts of lines with the author and the date.
    """

    run: list[Piece]
    given: dict[str, Sequence[str]] = field(default_factory=dict)
    extra: list[Field] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    signed: bool = False

    def takes(self, one: FieldLine) -> bool:
        """Tell whether a line is a known field that has no value yet."""
        if not one.name or not one.value or one.name in self.given:
            return False
        return not (self.signed and one.name == "author" and is_credit(one.key))


def own_top(run: list[Piece]) -> Top:
    """Return the top of a document that this project made, in which every term is a field."""
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


def other_top(run: list[Piece], *, signed: bool = False) -> Top:
    """Return the top of a document that other people made.

    Fields are terms, or lines and items such as `Author: Ana Lima`, except those with a score.
    `signed` is true if the author is known; then a second writer is the writer of the work.
    """
    run = [_as_byline(one) if at < _MOST_ABOVE else one for at, one in enumerate(run)]
    run = _signed_below(run)
    opening = int(_has_subtitle(run))
    top = Top(run[:opening], signed=signed)
    for place, piece in enumerate(run[opening:], opening):
        if isinstance(piece, Terms):
            top.run += _terms(piece, top)
        elif isinstance(piece, Prose) and piece.score is None:
            rest = _lines(piece.text.split("\n"), top)
            if rest:
                top.run.append(Prose("\n".join(rest)))
        elif isinstance(piece, Bullets) and piece.start is None:
            items = _lines(piece.items, top)
            if items:
                top.run.append(_without(piece, items))
        else:
            top.run.append(piece)
        above = [
            one for at, one in enumerate(top.run) if at >= opening and not _is_caption(top.run, at)
        ]
        if not all(map(_may_stand_above, above)) or len(above) > _MOST_ABOVE:
            top.run += _below_top(run[place + 1 :], top)
            break
    _part_author(top)
    return top


def _signed_below(run: list[Piece]) -> list[Piece]:
    """Return pieces in which a name and the day below it, both near the top, are one piece."""
    for at in range(min(_MOST_ABOVE, len(run) - 1)):
        name, day = run[at], run[at + 1]
        if not (isinstance(name, Prose) and isinstance(day, Prose)) or name.score or day.score:
            continue
        if not is_name(inline.plain(name.text)) or field_of(name.text) is not None:
            continue
        said = byline_of(inline.plain(day.text))
        if said is not None and said.date and not said.author:
            return [*run[:at], Prose(f"{name.text}\n{day.text}"), *run[at + 2 :]]
    return run


def _without(piece: Bullets, kept: Sequence[str]) -> Bullets:
    """Return a list with only the items in `kept`, in order."""
    if len(kept) == len(piece.items):
        return piece
    if len(piece.parts) != len(piece.items):
        return Bullets(tuple(kept))
    places, at = [], 0
    for item in kept:
        at = next((one for one in range(at, len(piece.items)) if piece.items[one] == item), -1)
        if at < 0:
            return Bullets(tuple(kept))
        places.append(at)
        at += 1
    return Bullets(tuple(kept), None, tuple(piece.parts[one] for one in places))


def _part_author(top: Top) -> None:
    """Separate an author from the date after the name: `Author: Ana Lima, 3 March 2024`."""
    said = " ".join(top.given.get("author", ()))
    found = named(inline.plain(said)) if said and "published" not in top.given else None
    if found is not None and found.author and found.date:
        top.given["author"] = (inline.escape(found.author),)
        top.given["published"] = (inline.escape(found.date),)


def _below_top(run: Sequence[Piece], top: Top) -> Iterator[Piece]:
    """Yield pieces without those whose lines all only repeat the value of a field."""
    for place, piece in enumerate(run):
        if _signs(run, place) and isinstance(piece, Prose) and _takes_byline(piece.text, top):
            continue
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
        if "tags" not in top.given and len(lines) == 1 and (said := _tags(lines[0])):
            top.given["tags"] = said
            continue
        lines = list(map(_with_plain_key, lines))
        if _is_box(piece, lines) and _all_fields(lines[1:], top):
            yield Prose(lines[0])
            lines = lines[1:]
        if not _all_fields(lines, top):
            yield piece
            continue
        for line in lines:
            one = field_of(line)
            assert one is not None
            if top.takes(one):
                top.given[str(one.name)] = (one.value,)
            elif one.name:
                yield Prose(line)
            else:
                top.extra.append(Field(one.key, inline.plain(one.value)))


_LEAST_IN_BOX = 2


def _is_box(piece: Piece, lines: Sequence[str]) -> bool:
    """Tell whether a short line, not a field, is above the other lines of a paragraph."""
    boxed = isinstance(piece, Prose) and len(lines) > _LEAST_IN_BOX
    return boxed and field_of(lines[0]) is None and _is_short(lines[0])


_NEAR_TOP = 8
_NEAR_END = 2


def _signs(run: Sequence[Piece], place: int) -> bool:
    """Tell whether a piece is a line near the top or the end with both author and date."""
    piece = run[place]
    if not isinstance(piece, Prose) or piece.score is not None or "\n" in piece.text:
        return False
    if _NEAR_TOP <= place < len(run) - _NEAR_END:
        return False
    if place < _NEAR_TOP and any(isinstance(one, Head) for one in run[:place]):
        return False
    said = byline_of(inline.plain(piece.text).lstrip("-–— "))
    return said is not None and bool(said.author and said.date)


def _with_plain_key(line: str) -> str:
    """Return a line without the marks of its key: `**Format:** 6 × 29 min`."""
    nodes = inline.inlines(line)
    if len(nodes) < 2 or not isinstance(nodes[0], Strong):
        return line
    key, rest = inline.plain_of(nodes[:1]), inline.render(nodes[1:])
    return f"{inline.escape(key)}{rest}" if key.endswith(":") or rest.startswith(":") else line


def _all_fields(lines: Sequence[str], top: Top) -> bool:
    """Tell whether all lines are different fields, of which at least one is known.

    A field cannot contain a link.
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
    """Tell whether a line is more than a field: a score, or an entry."""
    kind = classify(line, built_in()).kind
    return kind not in (Kind.PROSE, Kind.FIELD) or read_score(inline.plain(line)) is not None


def _is_caption(run: Sequence[Piece], place: int) -> bool:
    """Tell whether a piece is the caption of the picture above it: an emphasized line."""
    piece = run[place]
    if not place or not isinstance(run[place - 1], Figure | Picture):
        return False
    nodes = inline.inlines(piece.text) if isinstance(piece, Prose) and piece.score is None else ()
    return len(nodes) == 1 and isinstance(nodes[0], Emphasis)


def _as_byline(piece: Piece) -> Piece:
    """Return a heading that is a byline as a line; any other piece is unchanged."""
    if not isinstance(piece, Head) or piece.level < _LEAST_LEVEL:
        return piece
    said = byline_of(inline.plain(piece.text))
    return Prose(piece.text) if said is not None and said.author and said.date else piece


_LEAST_LEVEL = 3


def _has_subtitle(run: Sequence[Piece]) -> bool:
    """Tell whether a document begins with a heading between its title and its byline."""
    if len(run) < 2 or not isinstance(run[0], Head) or not isinstance(run[1], Prose):
        return False
    return byline_of("\n".join(map(inline.plain, run[1].text.split("\n")))) is not None


def _may_stand_above(piece: Piece) -> bool:
    """Tell whether a piece may be above the fields: a picture, or a line below the title."""
    return isinstance(piece, Figure | Picture) or (
        isinstance(piece, Prose) and piece.score is None and _is_short(piece.text)
    )


def _is_short(text: str) -> bool:
    """Tell whether a text is a line below the title, such as a tagline."""
    return len(text) <= LONGEST and "\n" not in text and not closed(text)


def _names_fields(piece: Terms) -> bool:
    """Tell whether most terms of a list are known fields."""
    known = names_of_lines()
    fields = sum(fold(term.rstrip(" :：")) in known for term, _ in piece.terms)
    return 2 * fields >= len(piece.terms)


def _terms(piece: Terms, top: Top) -> list[Piece]:
    known = names_of_lines()
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
    """Remove fields and bylines from lines; return the other lines."""
    fields = [field_of(line) for line in lines]
    known = any(one is not None and one.name for one in fields)
    if known and len(lines) == 1 and (said := byline_of(inline.plain(lines[0]))) is not None:
        known = not (said.author and said.date)  # `文：戸田ひさえ　2021年8月22日`
    whole = "\n".join(map(inline.plain, lines))
    tagged = [_tags(line) for line in lines]
    if any(tagged):
        top.given.setdefault("tags", tuple(one for each in tagged for one in each))
        lines = [line for line, one in zip(lines, tagged, strict=True) if not one]
        return _lines(lines, top) if lines else []
    if not known and _takes_byline(whole, top):
        top.bylines[-1:] = map(_with_addresses, lines)
        return []
    if not known and 1 < len(lines) <= _MOST_LINES and all(map(_is_short, lines)):
        return [line for line in lines if not _takes_byline(line, top)]
    if not known:
        return list(lines)
    rest: list[str] = []
    ended = False
    lines = list(map(_with_plain_key, lines))
    for line in lines:
        one = field_of(line)
        if not rest and one is None and _takes_byline(line, top):
            continue
        kind = classify(line, built_in()).kind
        ended = ended or (one is None and kind not in _SCORED)
        if one is None or ended or kind is not Kind.PROSE:
            rest.append(line)
        elif top.takes(one):
            top.given[str(one.name)] = (one.value,)
        elif not one.name and one.value and read_score(inline.plain(one.value)) is None:
            top.extra.append(Field(one.key, inline.plain(one.value)))
        else:
            rest.append(line)
    return rest


_SCORED = frozenset((Kind.VERDICT, Kind.RATING))
"""The kinds of lines that may be among fields."""

_HASHTAG = re.compile(r"#([^\W\d_][\w/-]{0,60}|\d+[^\W\d_][\w/-]{0,60})")


def _tags(line: str) -> tuple[str, ...]:
    """Return the tags of a line that contains only hashtags: `#tv/reviews #anime`."""
    words = inline.plain(line).split() if "#" in line and len(line) <= _LONGEST_TAGS else []
    found = [_HASHTAG.fullmatch(word.rstrip(",")) for word in words]
    said = tuple(inline.escape(one[1]) for one in found if one is not None)
    return said if len(said) == len(found) else ()


_LONGEST_TAGS = 400


_SENTENCES = re.compile(r"(?<=[^\W\d_]{2}[.!])\s+")


def _byline_in(line: str) -> Byline | None:
    """Return the values of a byline, alone or in a row of short sentences."""
    plain = inline.plain(line)
    found = byline_of(plain)
    if found is not None or len(plain) > LONGEST:
        return found
    if not isinstance((inline.inlines(line) or (None,))[0], Emphasis):
        return None
    parts = map(byline_of, _SENTENCES.split(plain))
    return next((one for one in parts if one is not None and one.author and one.date), None)


def _takes_byline(line: str, top: Top) -> bool:
    """Take the author or the date from a line, if it is not known yet."""
    byline = _byline_in(line) if len(top.bylines) < _MOST_BYLINES else None
    if byline is None:
        return False
    said = {"author": byline.author, "published": byline.date}
    found = {name: (inline.escape(value),) for name, value in said.items() if value}
    found = {name: value for name, value in found.items() if top.given.get(name) != value}
    if not found or set(found) & set(top.given):
        return False
    top.given |= found
    top.bylines.append(_with_addresses(line))
    return True


def _with_addresses(line: str) -> str:
    nodes = inline.inlines(line)
    return with_addresses(inline.plain_of(nodes), (link.target for link in inline.links(nodes)))
