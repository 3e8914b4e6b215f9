"""Reads other people's tables: guides, ratings and fields, with or without heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from itertools import groupby

from reviewfmt.characters import closed, tidy
from reviewfmt.model import AnyScore, Episode, Field, Guide, Paragraph, Rating, Verdict
from reviewfmt.pandoc_ast.entries.entry import (
    column_of,
    maximum_in,
    names_entries,
)
from reviewfmt.pandoc_ast.lines.days import is_day
from reviewfmt.pandoc_ast.lines.fields import is_credit
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.pieces.piece import Grid
from reviewfmt.pandoc_ast.printed import names_guide, season_of_guide
from reviewfmt.pandoc_ast.scored import DASH, Illegible, read_score, split_note
from reviewfmt.pandoc_ast.tables.cells import (
    LEAST_NOTE_WORDS,
    Row,
    are_fields,
    cell_at,
    columns_of,
    field_name,
    holds_of_most,
    in_named_season,
    is_key,
    is_labelled,
    is_scored,
    is_short,
    is_titled,
    labelled,
    may_be_average,
    names_season,
    names_work,
)
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_MOST_HEAD_ROWS = 3
_LEAST_ROWS = 2


@dataclass(slots=True)
class Table:
    """The contents of a table: guides by season, ratings, a verdict, fields, and the rest.

    `names` are the names of the entries of each guide in the table, and `called` is its name of the
    verdict; `weak` is true if the verdict may be an average, which any other verdict replaces.
    `left` are the texts without a place, `credits` name the author of the work or the review, and
    `caption` is a caption that does not only name the table.
    """

    guides: list[Guide] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    verdict: Verdict | None = None
    called: str = ""
    weak: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    extra: list[Field] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    credits: list[tuple[str, str]] = field(default_factory=list)
    caption: str = ""


def table_of(
    grid: Grid, *, guided: bool, season: int | None, lenient: bool = False
) -> Table | None:
    """Return the contents of a table, or None if a review cannot have such a table.

    `guided` is true if a heading above it names a guide, and `season` is the season in that
    heading. With `lenient`, words in place of a score are kept.
    """
    said = inline.plain(grid.caption)
    named = season_of_guide(said) if said else None
    guided = guided or (bool(said) and names_guide(said)) or names_season(said)
    reader = _Reader(grid, guided, named if season is None else season, lenient)
    table = reader.table()
    if table is not None and said and not names_guide(said) and not names_season(said):
        table.caption = grid.caption
    return table


def _says_day(cell: str) -> bool:
    return is_day(inline.plain(cell))


class _Reader:
    """Reads one table: first what its columns contain, then row by row."""

    def __init__(self, grid: Grid, guided: bool, season: int | None, lenient: bool) -> None:
        self._rows: list[Row] = [tuple(map(undressed, row)) for row in grid.all]
        self._told = len(grid.above) + bool(grid.heads)
        self._guided = guided
        self._season = season
        self._lenient = lenient
        self._table = Table()
        self._heads: Row = ()
        self._columns: dict[str, int] = {}
        self._prose: set[int] = set()

    def table(self) -> Table | None:
        head = self._head()
        before: list[Row] = []
        rows = self._rows
        if head is not None:
            before, self._heads, rows = rows[:head], rows[head], rows[head + 1 :]
            self._columns = columns_of(self._heads)
        for row in before:
            self._spanning(row)
        if not rows:
            return None
        kind = self._kind(rows)
        if kind == "guide":
            self._guide(rows)
        elif kind == "ratings":
            self._ratings(rows)
        elif kind == "fields":
            self._fields(rows)
        return self._table if kind else None

    def _head(self) -> int | None:
        """Return the row with the names of the columns, or None."""
        for at, row in enumerate(self._rows[:_MOST_HEAD_ROWS]):
            cells = [inline.plain(cell) for cell in row if cell]
            named = sum(bool(column_of(cell)) for cell in cells)
            scored = any(read_score(cell) is not None and not column_of(cell) for cell in cells)
            told = at < self._told and named > 0
            if len(cells) > 1 and not scored and (told or named > 1 or named == len(cells)):
                return at
        return None

    def _kind(self, rows: Sequence[Row]) -> str:
        columns = self._columns
        two = all(len([cell for cell in row if cell]) <= 2 for row in rows)
        if "aspect" not in columns:
            self._guess(rows)
        if self._heads and "aspect" in columns:
            if "score" in columns:
                return "ratings"
            return "fields" if two and are_fields(rows) else ""
        if self._heads and "aspect" not in columns:
            scored = "score" in columns and ("label" in columns or "title" in columns)
            if scored or names_entries(map(inline.plain, self._heads)):
                return "guide"
        if two and not columns_of(self._heads) and are_fields(rows):
            return "fields"
        if "label" in columns and ("score" in columns or self._guided):
            return "guide"
        if "score" in columns and self._text_column(rows) is not None:
            if self._guided:
                columns["title"] = self._text_column(rows) or 0
                return "guide"
            if two:
                columns["aspect"] = self._text_column(rows) or 0
                return "ratings" if self._all_scored(rows) else ""
        return ""

    def _guess(self, rows: Sequence[Row]) -> None:
        """Find the meaning of columns without a head by what most of their cells contain."""
        columns, taken = self._columns, set(self._columns.values())
        rows = [row for row in rows if len([cell for cell in row if cell]) > 1] or rows
        width = max(map(len, rows))
        free = [at for at in range(width) if at not in taken]
        if "score" not in columns:
            scored = [place for place in free if holds_of_most(rows, place, is_scored)]
            if scored:
                columns["score"] = scored[-1]
        if "label" not in columns and "title" not in columns:
            at = next((at for at in free if at != columns.get("score")), None)
            if at is not None and holds_of_most(rows, at, is_labelled):
                columns["label"] = at
        if "label" in columns and "title" not in columns:
            if self._heads and not holds_of_most(rows, columns["label"], is_labelled):
                columns["title"] = columns.pop("label")
                return
            others = (at for at in free if at not in columns.values())
            other = next((at for at in others if not holds_of_most(rows, at, _says_day)), None)
            bare = other is not None and not holds_of_most(rows, columns["label"], is_titled)
            bare = bare and (not self._heads or holds_of_most(rows, other or 0, is_short))
            if other is not None and bare and holds_of_most(rows, other, bool):
                columns["title"] = other

    def _text_column(self, rows: Sequence[Row]) -> int | None:
        places = (at for at in range(max(map(len, rows))) if at != self._columns.get("score"))
        return next((at for at in places if holds_of_most(rows, at, bool)), None)

    def _all_scored(self, rows: Sequence[Row]) -> bool:
        score, name = self._columns["score"], self._columns["aspect"]
        return all(is_scored(cell_at(row, score)) and cell_at(row, name) for row in rows)

    # -- guides ---------------------------------------------------------------------------------

    def _guide(self, rows: Sequence[Row]) -> None:
        found: list[tuple[int | None, Episode, str]] = []
        season = self._season
        self._prose = {
            at
            for row in rows
            for at, cell in enumerate(row)
            if closed(plain := inline.plain(cell)) and len(plain.split()) >= LEAST_NOTE_WORDS
        }
        for row in rows:
            filled = [cell for cell in row if cell]
            if self._rated(row) or row == self._heads:
                continue
            if len(filled) == 1:
                plain = inline.plain(filled[0])
                if names_season(plain):
                    season = season_of_guide(plain)
                    continue
                if found and self._note(found, filled[0]):
                    continue
            read = self._entry(row)
            if read is None:
                continue
            if row is rows[-1] and found and self._sums_up(row, read[0], found):
                continue
            episode, name = read
            said = self._named_season(row)
            found.append((season if said is None else said, episode, name))
        if season is None or season == self._season:
            found = in_named_season(found, self._season)
        for number, group in groupby(found, key=lambda one: one[0]):
            entries = list(group)
            self._table.guides.append(Guide(number, tuple(one[1] for one in entries)))
            self._table.names.append(tuple(one[2] for one in entries))

    def _sums_up(
        self, row: Row, last: Episode, found: Sequence[tuple[int | None, Episode, str]]
    ) -> bool:
        """Take a last row without a number as a rating, if every other row has a number."""
        if last.label is not None or last.score is None or last.title is None:
            return False
        if len(found) < _LEAST_ROWS or any(one.number is None for _, one, _ in found):
            return False
        self._table.ratings.append(Rating(inline.plain(last.title).rstrip(" :"), last.score))
        self._table.left += map(inline.plain, self._besides(row))
        return True

    def _note(self, found: list[tuple[int | None, Episode, str]], cell: str) -> bool:
        """Take a row of prose as the note of the entry above it."""
        plain = inline.plain(cell)
        if len(plain.split()) < LEAST_NOTE_WORDS or is_labelled(cell):
            return False
        season, episode, name = found[-1]
        noted = changed(episode, notes=(*episode.notes, Paragraph(cell)))
        found[-1] = season, noted, name
        return True

    def _named_season(self, row: Row) -> int | None:
        if "season" not in self._columns:
            return None
        said = inline.plain(cell_at(row, self._columns["season"]))
        return int(said) if said.isdecimal() and len(said) <= 4 else season_of_guide(said)

    def _entry(self, row: Row) -> tuple[Episode, str] | None:
        columns = self._columns
        label = cell_at(row, columns.get("label"))
        title = cell_at(row, columns.get("title"))
        name = ": ".join(filter(None, map(inline.plain, (label, title))))
        score, note = self._score(row)
        read = labelled(label) if label else None
        if read is None and label:
            title = f"{label}: {title}" if title else label
        if read is not None and read.title:
            title = f"{read.title} {title}" if title else read.title
        if read is None and title and "label" not in columns:
            read = labelled(title)
            title = read.title or "" if read is not None else title
        notes = [Paragraph(note)] if note else []
        notes += map(Paragraph, self._besides(row))
        if read is None and not title:
            if score is not None:
                said = inline.plain(cell_at(row, columns.get("score")))
                self._table.left.append(f"score with no episode: {said}")
            return None
        base = read or Episode()
        return changed(base, title=title or None, score=score, notes=tuple(notes)), name

    def _read(self, cell: str) -> AnyScore | None:
        """Return the score in a cell; the maximum may be in the head of its column."""
        said = inline.plain(cell)
        most = maximum_in(inline.plain(cell_at(self._heads, self._columns.get("score"))))
        return read_score(said) or (read_score(f"{said}/{most}") if most else None)

    def _score(self, row: Row) -> tuple[AnyScore | None, str | None]:
        cell = cell_at(row, self._columns.get("score"))
        if not cell:
            return None, None
        score = self._read(cell)
        if score is not None:
            return score, None
        spelled, note = split_note(cell)
        score = self._read(spelled)
        if score is None and self._lenient:
            return Illegible(inline.plain(cell)), None
        if score is None:
            self._table.left.append(f"score: {inline.plain(cell)}")
            return None, None
        return score, note

    def _besides(self, row: Row) -> Iterator[str]:
        """Yield the prose of the columns that no guide has; other words are left out."""
        for at, cell in enumerate(row):
            if not cell or at in self._columns.values():
                continue
            plain = inline.plain(cell)
            if len(plain.split()) >= LEAST_NOTE_WORDS or at in self._prose:
                yield cell
            else:
                head = inline.plain(cell_at(self._heads, at)).lower() or "cell"
                self._table.left.append(f"{head}: {plain}")

    # -- ratings, the verdict, fields -----------------------------------------------------------

    def _rated(self, row: Row) -> bool:
        """Take a row that is a verdict, such as `Verdict | 6/10`; return whether it is one."""
        filled = [cell for cell in row if cell]
        if len(filled) != 2:
            return False
        name = inline.plain(filled[0]).rstrip(" :")
        if built_in().verdict_name.fullmatch(name) is None:
            return False
        spelled, note = split_note(filled[1])
        score = read_score(inline.plain(spelled))
        if score is None:
            return False
        table = self._table
        before = table.verdict
        if before is None or (table.weak and not may_be_average(name)):
            if before is not None:
                table.ratings.append(Rating(table.called, before.score, before.note))
            table.verdict = Verdict(score, note)
            table.called, table.weak = name, may_be_average(name)
        else:
            table.ratings.append(Rating(name, score, note))
        return True

    def _ratings(self, rows: Sequence[Row]) -> None:
        aspect, score = self._columns["aspect"], self._columns["score"]
        for row in rows:
            if self._rated(row) or row == self._heads:
                continue
            spelled, note = split_note(cell_at(row, score))
            value, name = self._read(spelled), cell_at(row, aspect)
            if value is None and self._lenient and spelled:
                value = Illegible(inline.plain(spelled))
            if value is None or not name:
                self._table.left.append(inline.plain(DASH.join(filter(None, row))))
                continue
            others = [cell for at, cell in enumerate(row) if cell and at not in (aspect, score)]
            note = DASH.join(filter(None, (note, *others))) or None
            self._table.ratings.append(Rating(inline.plain(name).rstrip(" :"), value, note))

    def _fields(self, rows: Sequence[Row]) -> None:
        table = self._table
        keys: set[str] = set()
        for row in rows:
            if self._rated(row):
                continue
            key, *values = (inline.plain(cell) for cell in row if cell)
            key, value = key.rstrip(" :"), ", ".join(values)
            name = field_name(key)
            if name == "author" and is_credit(key):
                table.credits.append((key, value))
                continue
            name = "work" if name is None and names_work(key) else name
            score = None if name else read_score(value)
            if name and value and name not in table.fields:
                table.fields[name] = value
            elif score is not None:
                table.ratings.append(Rating(key, score))
            elif value and not name and is_key(key) and fold(key) not in keys:
                keys.add(fold(key))
                table.extra.append(Field(key, value))
            else:
                table.left.append(": ".join(filter(None, (key, value))))

    def _spanning(self, row: Row) -> None:
        """Take a row above the heads: a season, or words without a place."""
        said = inline.plain(tidy(" ".join(dict.fromkeys(filter(None, row)))))
        if names_season(said):
            self._season = season_of_guide(said)
        elif names_guide(said):
            self._guided = True
            self._season = self._season if season_of_guide(said) is None else season_of_guide(said)
        else:
            self._table.left.append(said)
