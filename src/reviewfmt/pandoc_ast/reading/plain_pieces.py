"""Removes the marks, boxes and emoji that hide the meaning of pieces."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from reviewfmt.pandoc_ast.entries.entry import headings
from reviewfmt.pandoc_ast.entries.lines import is_noted_entry
from reviewfmt.pandoc_ast.entries.lists import entry_in, labelled_entry
from reviewfmt.pandoc_ast.lines.bylines import byline_of
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.lines.loose import loosened, without_points
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned, without_star
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Grid, Head, Piece, Prose, Quotation, Terms
from reviewfmt.pandoc_ast.reading.body import is_conclusion, is_guide_name, is_printed
from reviewfmt.pandoc_ast.scored import split_score
from reviewfmt.pandoc_ast.tables.cells import names_season
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Emphasis, Strong
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.line_kinds import Verdict as VerdictLine
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in


def bare(piece: Piece) -> Piece:
    """Return a piece without the marks that hide the meaning of its lines."""
    if isinstance(piece, Prose) and piece.score is None:
        lines = (part for line in piece.text.split("\n") for part in _fields_of_marked(line))
        return replace(piece, text="\n".join(map(_line, lines)))
    if isinstance(piece, Bullets):
        return _bare_list(piece)
    if isinstance(piece, Grid) and len(piece.all) == 1 and len(piece.all[0]) == 1:
        return bare(Prose(piece.all[0][0]))  # a box around a text
    if isinstance(piece, Grid):
        return _bare_table(piece)
    if isinstance(piece, Terms):
        return Terms(tuple((_plain_term(term), said) for term, said in piece.terms))
    if isinstance(piece, Quotation) and (items := _typed_items(piece)):
        return bare(Bullets(items, None, tuple((Prose(item),) for item in items)))
    if isinstance(piece, Quotation) and len(piece.paragraphs) == 1:
        return _bare_quotation(piece)
    if isinstance(piece, Head):
        nodes = inline.inlines(piece.text)
        if len(nodes) == 1 and isinstance(nodes[0], Strong):
            piece = replace(piece, text=inline.render(nodes[0].children))
        plain = unadorned(piece.text)
        return replace(piece, text=plain) if names_part(plain) else piece
    return piece


def _line(line: str) -> str:
    """Return a line without its marks, and without emoji that hide its meaning."""
    if is_noted_entry(line):
        return line
    plain = unadorned(line)
    if plain != line:
        said = loosened(undressed(plain))
        if _says(said):
            return said
    pointless = without_points(line)
    if pointless != line and inline.has_marks(line):
        said = loosened(undressed(pointless))
        if said != pointless and _says(said):
            return said
    starless = loosened(undressed(_STAR_FIRST.sub("", line)))
    if starless != line and classify(starless, built_in()).kind is Kind.VERDICT:
        return starless
    return loosened(undressed(without_star(line)))


_STAR_FIRST = re.compile(r"\A[★⭐]\ufe0f?[ \t]+(?=[^\W\d_])")
"""One star that is only decoration; before the title of an entry it is a score."""

_PROSE = (Kind.PROSE, Kind.ITEM, Kind.FIELD)


def _says(line: str) -> bool:
    """Tell whether a line is a part of a review, a field or a byline."""
    if classify(line, built_in()).kind not in _PROSE:
        return True
    field = field_of(line)
    if field is not None and field.name is not None:
        return True
    plain = inline.plain(line)
    entry = entry_in(line) if len(line) <= _LONGEST else None
    scored = entry is not None and entry.score is not None
    return scored or byline_of(plain) is not None or is_guide_name(plain.rstrip(" :!"))


_LONGEST = 160


def names_guide(line: str) -> bool:
    """Tell whether a line is only the name of a guide."""
    return is_guide_name(inline.plain(undressed(line)).strip(" :!*_"))


def names_part(text: str) -> bool:
    """Tell whether the text of a heading names a part of a review, or an entry."""
    said = split_score(inline.plain(text))[0].rstrip(" :!")
    named = is_printed(said) or is_conclusion(said) or names_season(said)
    return named or labelled_entry(text) is not None or fold(said) in headings("ratings")


_SIGN = re.compile(r"[•‣▪◦·・][ \t\u00a0]*+(?=\S)")


def _typed_items(piece: Quotation) -> tuple[str, ...]:
    """Return the items of a typed, indented list, or () for any other quotation."""
    found = [_SIGN.match(text) for text in piece.paragraphs]
    if len(found) < _LEAST_ITEMS or None in found:
        return ()
    pairs = zip(piece.paragraphs, found, strict=True)
    return tuple(text[sign.end() :] for text, sign in pairs if sign is not None)


_LEAST_ITEMS = 2


def _bare_list(piece: Bullets) -> Bullets:
    items = tuple(
        item if is_noted_entry(item) else undressed(_unadorned_item(item)) for item in piece.items
    )
    parts = tuple(
        tuple(
            replace(one, text=_unadorned_item(one.text)) if isinstance(one, Prose) else one
            for one in each
        )
        for each in piece.parts
    )
    return replace(piece, items=items, parts=parts)


def _unadorned_item(item: str) -> str:
    plain = unadorned(item)
    if plain == item or not _says(loosened(undressed(plain.partition("\n")[0]))):
        return without_star(item)
    return plain


def _bare_table(piece: Grid) -> Grid:
    """Return a table without emoji in its heads, and around the names and scores in its cells."""
    heads = tuple(unadorned(head) for head in piece.heads)
    rows = tuple(tuple(map(_cell, row)) for row in piece.rows)
    if heads == piece.heads and rows == piece.rows:
        return piece
    columns = tuple(inline.plain(head).lower() for head in heads) if piece.columns else ()
    return replace(piece, columns=columns, rows=rows, heads=heads)


def _cell(cell: str) -> str:
    return without_star(cell) if "\n" in cell else unadorned(cell)


def _plain_term(term: str) -> str:
    plain = unadorned(term)
    field = field_of(f"{plain.rstrip(' :：')}: x") if plain != term else None
    return plain if field is not None and field.name is not None else term


def _bare_quotation(piece: Quotation) -> Piece:
    lines = piece.paragraphs[0].split("\n")
    if len(lines) > 1 and all(map(_says, map(undressed, lines))):
        return Prose("\n".join(map(undressed, lines)))
    line = undressed(without_star(piece.paragraphs[0]))
    if (parts := _parts(piece.paragraphs[0])) is not None:
        return Prose("\n".join(parts))
    kind, said = classify(line, built_in())
    if kind is Kind.VERDICT and isinstance(said, VerdictLine) and said.split and said.name:
        return Prose(line)  # it is indented like a quote, but is not one
    if byline_of(inline.plain(line)) is not None:
        return Prose(line)
    return piece


_BETWEEN = re.compile(r"[ \t]+[·•|][ \t]+")


def _fields_of_marked(line: str) -> list[str]:
    """Return the fields in a line, which may be in emphasis or strong text as a whole."""
    nodes = inline.inlines(line) if line.startswith("*") and len(line) <= _LONGEST_LINE else ()
    if len(nodes) == 1 and isinstance(nodes[0], Strong | Emphasis):
        parts = _fields_in(inline.render(nodes[0].children))
        if len(parts) > 1:
            return parts
    return _fields_in(line)


def _fields_in(line: str) -> list[str]:
    """Return the fields that signs separate in a line: `Network: Harbour TV · Genre: Drama`."""
    if len(line) > _LONGEST_LINE:
        return [line]
    for between, least in ((_BETWEEN, 1), (_COMMA, 2)):
        parts = between.split(line)
        fields = [field_of(inline.plain(part)) for part in parts] if len(parts) > 1 else []
        named = [part for part, one in zip(parts, fields, strict=False) if one and one.name]
        others = " | ".join(part for part in parts if part not in named)
        if named and others and between is _BETWEEN and byline_of(inline.plain(others)):
            return [others, *named]
        if not fields or any(one is None or not one.value for one in fields):
            continue
        if sum(bool(one and one.name) for one in fields) >= least:
            return parts
    return _known_fields(line)


_KEY = re.compile(r"[ \t](?=[*]{0,2}[^\W\d_][\w]{1,20}(?:[ \t]\w{2,12})?:[*]{0,2}[ \t]\S)")


def _known_fields(line: str) -> list[str]:
    """Return the fields of a line that only spaces separate, if all of them are known."""
    first = field_of(_plain_key(line)) if ":" in line else None
    if first is None or not first.name:
        return [line]
    starts = [match.end() for match in _KEY.finditer(line)]
    parts = [line[start:end].strip() for start, end in pairwise((0, *starts, len(line)))]
    fields = [field_of(_plain_key(part)) for part in parts]
    return (
        parts
        if len(parts) > 1 and all(one and one.name and one.value for one in fields)
        else [line]
    )


def _plain_key(line: str) -> str:
    return inline.escape(inline.plain(line)) if "*" in line else line


_COMMA = re.compile(r"[,;][ \t]+(?=[*]{0,2}[^\W\d_][\w ]{1,24}:[*]{0,2}[ \t])")


_LONGEST_LINE = 400


def _parts(line: str) -> list[str] | None:
    """Return the parts of a line with signs between them, if one is the verdict."""
    parts = [undressed(part) for part in _BETWEEN.split(line)]
    for part in parts if len(parts) > 1 else ():
        kind, said = classify(part, built_in())
        if kind is Kind.VERDICT and isinstance(said, VerdictLine) and said.split and said.name:
            return parts
    return None
