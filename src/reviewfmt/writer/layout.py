"""Lays out pieces as text, with the spelling of each line that reads back as itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewfmt.model import Episode, Title
from reviewfmt.parser import fields as head_reader
from reviewfmt.parser.resolve import repeated_titles
from reviewfmt.syntax.classification import is_top_boilerplate
from reviewfmt.syntax.line_kinds import Entry, Kind
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import NOTE_INDENT, View
from reviewfmt.syntax.words import Words
from reviewfmt.writer.escape import needs_escape
from reviewfmt.writer.piece import BOILERPLATE, NO_GUIDE, SEASONS, Piece
from reviewfmt.writer.spelling import Speller

_ROUNDS = 4
_ASIDE = frozenset((Kind.COMMENT, Kind.BOILERPLATE))


def layouts(pieces: Sequence[Piece], title: Title, speller: Speller) -> Iterator[str]:
    """Yield texts of the pieces, for the caller to check whether they read back.

    The first text has natural spellings only. Later texts have explicit spellings for the pieces
    whose natural spelling would be read as something else.
    """
    layout = _Layout(pieces, title, speller)
    yield layout.text()
    for _ in range(_ROUNDS):
        if not layout.settle():
            break
    yield layout.text()


class _Layout:
    def __init__(self, pieces: Sequence[Piece], title: Title, speller: Speller) -> None:
        self._pieces = list(pieces)
        self._title = title
        self._speller = speller
        self._words: Words = speller.words
        self._texts = [piece.text for piece in pieces]
        self._gaps = _gaps(pieces)

    def text(self) -> str:
        """Return the text with its current spellings."""
        parts: list[str] = []
        for piece, text, gap in zip(self._pieces, self._texts, self._gaps, strict=True):
            if gap and parts:
                parts.append("")
            parts.append(" " * piece.indent + text)
        return "\n".join(parts) + "\n" if parts else ""

    def settle(self) -> bool:
        """Use explicit spellings where they are needed; tell whether any spelling has changed."""
        lines = self._speller.reader.lines(self.text())
        at = self._lines_of_pieces(lines)
        changed = False
        for index, piece in enumerate(self._pieces):
            found = at[index]
            if len(found) != 1 and not piece.tail:
                changed |= self._spell_out(index, lines, found)
        changed |= self._top(lines, at)
        start = self._start(lines, at)
        if start is None or changed:
            return changed
        begin, first = start
        judged = any(piece.kind is Kind.VERDICT for piece in self._pieces[:first])
        texts = repeated_titles(self._title.text, self._words)
        view = View(lines, begin, texts, judged, self._words)
        for index in range(len(self._pieces) - 1, first - 1, -1):
            piece = self._pieces[index]
            if piece.tail or piece.kind in (Kind.COMMENT, Kind.COMMENTS):
                continue
            place = at[index][0]
            if place > view.end:
                continue  # the next round decides, when no line above opens the comments
            if place == view.end or needs_escape(view, place, piece):
                changed |= self._spell_out(index, lines, [place])
                if place == view.end:
                    continue
                view.set_kind(place, _EXPLICIT_KINDS.get(piece.kind, piece.kind))
        if not changed:
            changed = self._guides(view, at)
        return changed

    def _spell_out(self, index: int, lines: Sequence[Line], found: Sequence[int]) -> bool:
        piece = self._pieces[index]
        if self._texts[index] == piece.explicit:
            return False
        self._texts[index] = piece.explicit
        if piece.group == SEASONS:
            group = BOILERPLATE if piece.kind is Kind.BOILERPLATE else None
            self._pieces[index] = piece._replace(group=group)
            self._gaps = _gaps(self._pieces)
        if len(found) == 1:
            place = found[0]
            kind, data = self._speller.reader.classify(piece.explicit)
            assert isinstance(lines, list)
            lines[place] = lines[place]._replace(text=piece.explicit, kind=kind, data=data)
        return True

    def _lines_of_pieces(self, lines: Sequence[Line]) -> list[list[int]]:
        """Return the lines of each piece, as they are read."""
        numbers: dict[int, int] = {}
        number = 0
        for index, gap in enumerate(self._gaps):
            number += 2 if gap and index else 1
            numbers[number] = index
        found: list[list[int]] = [[] for _ in self._pieces]
        for at, line in enumerate(lines):
            found[numbers[line.span.line]].append(at)
        return found

    def _top(self, lines: list[Line], at: Sequence[Sequence[int]]) -> bool:
        """Use the explicit spelling of the title if it would not be read as the title."""
        for index, piece in enumerate(self._pieces):
            if piece.kind is Kind.TITLE:
                place = at[index][0]
                line = lines[place]
                head, _ = head_reader.read_head(lines, place, self._words)
                missed = (
                    head is None
                    or head.title.text != self._title.text
                    or line.kind in _ASIDE
                    or line.kind is Kind.COMMENTS
                    or (line.kind is not Kind.TITLE and is_top_boilerplate(line.text, self._words))
                )
                return missed and self._spell_out(index, lines, at[index])
        return False

    def _start(self, lines: list[Line], at: Sequence[Sequence[int]]) -> tuple[int, int] | None:
        """Return the first line and piece of the body; None if the fields are misread."""
        title = next(
            (index for index, piece in enumerate(self._pieces) if piece.kind is Kind.TITLE), None
        )
        if title is None:
            return 0, 0
        head = at[title][0] + 1
        repeats = repeated_titles(self._title.text, self._words)
        read = head_reader.read_fields(lines, head, self._words, repeats)
        fields = [index for index, piece in enumerate(self._pieces) if piece.kind is Kind.FIELD]
        wanted = at[fields[-1]][0] + 1 if fields else head
        known = sum(kind == "FIELD" for kind, _ in read.tokens)
        if read.end < wanted or known < len(fields):  # a line that repeats the title is no field
            for index in fields:
                if self._spell_out(index, lines, at[index]):
                    return self._start(lines, at)
            return wanted, _piece_of(at, wanted)
        if read.end > wanted and any(kind == "FIELD" for kind, _ in read.tokens):
            for index, piece in enumerate(self._pieces):
                place = at[index][0]
                is_field = piece.kind is Kind.FIELD or lines[place].kind in _ASIDE
                wrong = wanted <= place < read.end and not is_field
                if wrong and self._spell_out(index, lines, at[index]):
                    return self._start(lines, at)
        return wanted, _piece_of(at, wanted)

    def _guides(self, view: View, at: Sequence[Sequence[int]]) -> bool:
        """Spell out entries that a guide would miss, and prose that it would take for entries."""
        changed = False
        pieces = {found[0]: index for index, found in enumerate(at) if found}
        opening = -1
        entries: dict[int, Entry] = {}
        for index, piece in enumerate(self._pieces):
            is_entry = isinstance(piece.leaf, Episode) and piece.guide != NO_GUIDE
            if piece.kind is Kind.GUIDE or (is_entry and opening < 0):
                opening = at[index][0]
                entries = view.guide_entries(opening)
                for place in entries:
                    other = pieces.get(place)
                    if other is not None and self._pieces[other].kind is not Kind.ENTRY:
                        changed |= self._spell_out(other, view.lines, [place])
            if isinstance(piece.leaf, Episode) and is_entry:
                place = at[index][0]
                data = entries.get(place)
                if data is None or not self._speller.says(data, piece.leaf):
                    changed |= self._spell_out(index, view.lines, [place])
            elif piece.guide == NO_GUIDE and piece.kind not in _ASIDE and piece.kind != Kind.GUIDE:
                opening = -1
        return changed


def _piece_of(at: Sequence[Sequence[int]], line: int) -> int:
    """Return the first piece at or below a line."""
    for index, found in enumerate(at):
        if found and found[0] >= line:
            return index
    return len(at)


_EXPLICIT_KINDS = {Kind.PROSE: Kind.ESCAPED}


_SITE = frozenset((Kind.COMMENT, Kind.BOILERPLATE, Kind.COMMENTS))
_BULLETED = frozenset((Kind.ITEM, Kind.RATING, Kind.VERDICT))


def _gaps(pieces: Sequence[Piece]) -> list[bool]:
    """Tell for each piece whether a blank line precedes it.

    Below a comment, among boilerplate, and between lines with bullets, blank lines stay as in the
    source. A comment inside a group of lines has no blank lines around it.
    """
    gaps: list[bool] = []
    above: Piece | None = None  # the last piece that is not a comment
    last: Piece | None = None
    following: list[Piece | None] = [None] * len(pieces)  # the next piece that is not a comment
    for index in range(len(pieces) - 2, -1, -1):
        below = pieces[index + 1]
        following[index] = following[index + 1] if below.kind is Kind.COMMENT else below
    for index, piece in enumerate(pieces):
        if piece.kind is Kind.COMMENT:
            gaps.append(_comment_gap(above, last, piece, following[index]))
        else:
            gaps.append(_gap(above, last, piece))
            above = piece
        last = piece
    return gaps


def _comment_gap(
    above: Piece | None, last: Piece | None, piece: Piece, following: Piece | None
) -> bool:
    if last is None:
        return True
    if above is not None and (
        above.group == SEASONS or (isinstance(above.leaf, Episode) and piece.indent)
    ):
        return False
    inside = (
        above is not None
        and following is not None
        and above.group is not None
        and above.group == following.group
    )
    if inside:
        return False
    if last.kind in _SITE and piece.parted is not None:
        return piece.parted
    return last.kind is not Kind.COMMENT


def _gap(above: Piece | None, last: Piece | None, piece: Piece) -> bool:
    if last is None:
        return True
    if piece.group == SEASONS or (above is not None and above.group == SEASONS):
        return False
    if above is not None and above.group is not None and above.group == piece.group:
        if piece.kind in _SITE and piece.parted is not None:
            return piece.parted
        return isinstance(above.leaf, Episode) != isinstance(piece.leaf, Episode)
    if (
        above is not None
        and isinstance(above.leaf, Episode)
        and piece.guide == above.guide
        and piece.indent
        and not isinstance(piece.leaf, Episode)
    ):
        return piece.indent < NOTE_INDENT
    kept = (
        last.kind is Kind.COMMENT
        or (piece.kind in _SITE and last.kind in _SITE)
        or (piece.kind in _BULLETED and last.kind in _BULLETED)
    )
    return piece.parted if kept and piece.parted is not None else True
