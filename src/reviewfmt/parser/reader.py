"""Makes runs of a text: like lines that stand together, each a terminal of the grammar.

What a line is follows from its shape (rows.py), its neighbours and its part of the document.
Here the last two are asked, and each line that cannot stand where it does gets its error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reviewfmt import scores
from reviewfmt.characters import WHITE_SPACE, closed, tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import (
    Boilerplate,
    Comment,
    Item,
    ItemList,
    Leaf,
    Paragraph,
    Score,
    SeasonLine,
    Span,
)
from reviewfmt.parser import head, site
from reviewfmt.parser.closing import ClosingReader
from reviewfmt.parser.guide import GuideReader, seasons_of
from reviewfmt.parser.rows import Row, gather
from reviewfmt.shapes import ITEM, leads_to_guide, structure

Run = tuple[str, Any]
_new = tuple.__new__  # NamedTuple's own is three times slower
_PROSE = frozenset(("PROSE", "ESCAPED", "REST"))
_ASIDE = frozenset(("COMMENT", "BOILERPLATE"))


class Reader:
    """Reads one text; `runs`, `beside`, `boilerplate` and `comments` hold what was found."""

    def __init__(
        self,
        lines: Sequence[str],
        starts: Sequence[int] | None,
        extra: tuple[str, ...],
        trim: Callable[[str], str],
    ) -> None:
        self.lines = lines
        self.runs: list[Run] = []
        self.beside: list[Leaf] = []
        self.boilerplate: list[Boilerplate] = []
        self.comments: list[Comment] = []
        self.diagnostics: list[Diagnostic] = []
        self.fields = head.FieldReader(self.diagnostics)
        self.rows = gather(lines, starts, structure(extra), trim)
        self.tight = bool(self.rows) and self.rows[-1].block == self.rows[0].block
        self.guide = GuideReader(self)
        self.closing = ClosingReader(self)
        self.body = False
        if self.tight:
            self._untie()

    # -- places -------------------------------------------------------------------------------

    def span(self, row: Row, start: int = 0, end: int | None = None) -> Span:
        """Return the span of characters `start` up to `end` of a row's text."""
        line, column, offset, text = row[:4]
        last = len(text) if end is None else end
        line += 1
        column += 1
        return _new(
            Span, (line, column + start, offset + start, line, column + last, offset + last)
        )

    def span_of(self, first: Row, last: Row) -> Span:
        """Return the span from the start of a row up to the end of a later one."""
        return Span(*self.span(first)[:3], *self.span(last)[3:])

    def error(self, code: str, message: str, span: Span, help_: str | None = None) -> None:
        """Report an error at `span`."""
        self.diagnostics.append(Diagnostic(code, message, span, help=help_))

    # -- the document -------------------------------------------------------------------------

    def read(self) -> None:
        """Read all rows."""
        rows = self.rows
        if not rows:
            self.error("RF120", "empty: no review in it", Span(), "write a title and a verdict")
            return
        k = head.read(self)
        site.settle(self, k)
        count = len(rows)
        runs = self.runs
        while k < count:
            row = rows[k]
            line, column, offset, text, block, shape, _, is_tidy = row
            if shape not in _PROSE:
                k = self._structured(k, row)
            elif (
                (length := len(text)) > 60
                and shape == "PROSE"
                and not self.guide.open
                and (k + 1 == count or rows[k + 1].block != block)
            ):
                # What `_prose` does for any paragraph, for those that most reviews hold.
                line += 1
                column += 1
                place = (line, column, offset, line, column + length, offset + length)
                if not is_tidy:
                    text = tidy(text)
                if not runs or runs[-1][0] != "PROSE":
                    self.body = True
                    runs.append(("PROSE", []))
                runs[-1][1].append(Paragraph(text, _new(Span, place)))
                k += 1
            else:
                k = self._prose(k)
        self.guide.close()
        self.closing.close()
        # These hold the reader that holds them: let go, what was read of the lines goes at once.
        del self.guide, self.closing, self.rows

    def _untie(self) -> None:
        """Give each prose line of a text with no blank line a block of its own."""
        block = 0
        before = ""
        rows = []
        for row in self.rows:
            kind = _TIGHT.get(row.shape, "")
            if kind != before or kind == "":
                block += 1
            before = kind
            rows.append(row._replace(block=block))
        self.rows = rows

    # -- lines beside the review --------------------------------------------------------------

    def aside(self, row: Row) -> None:
        """Keep a comment, or a line of the site."""
        if row.shape == "COMMENT":
            self.comments.append(Comment(tidy(row.text[1:]), self.span(row)))
        else:
            self.boilerplate.append(Boilerplate(tidy(row.text), self.span(row)))

    def is_aside(self, row: Row) -> bool:
        """Tell whether a row is a comment or the site's where it stands."""
        return row.shape in _ASIDE or (row.shape == "EDGE" and self.closing.judged)

    def next_row(self, k: int) -> Row | None:
        """Return the next row from `k` on that is no comment and not the site's."""
        rows, count = self.rows, len(self.rows)
        while k < count and self.is_aside(rows[k]):
            k += 1
        return rows[k] if k < count else None

    def _alone(self, k: int, end: int) -> bool:
        """Tell whether rows `k` up to `end` are a whole block, comments and the site's aside."""
        rows, block = self.rows, self.rows[k].block
        before, after = k - 1, end
        while before >= 0 and rows[before].block == block and self.is_aside(rows[before]):
            before -= 1
        while after < len(rows) and rows[after].block == block and self.is_aside(rows[after]):
            after += 1
        return (before < 0 or rows[before].block != block) and (
            after == len(rows) or rows[after].block != block
        )

    # -- prose --------------------------------------------------------------------------------

    def _prose(self, k: int) -> int:
        """Read a run of prose lines; return the row after it."""
        rows = self.rows
        end = k + 1
        block = rows[k].block
        while end < len(rows) and rows[end].block == block and self.plain(end):
            end += 1
        if self.guide.takes_titles(k, end):
            return end
        self.emit_prose(rows[k:end], self._alone(k, end))
        return end

    def plain(self, k: int) -> bool:
        """Tell whether a row in the middle of a block is prose where it stands."""
        row = self.rows[k]
        if row.shape in _PROSE:
            return True
        if row.shape == "RATING":
            return not self.closing.holds(row) and not self.guide.takes(k)
        if row.shape == "UNSCORED":
            return not self.guide.takes(k)
        if row.shape == "SEASON":
            return not self._links(k)
        return row.shape == "EDGE" and not self.closing.judged

    def emit_prose(self, rows: Sequence[Row], alone: bool) -> None:
        """Add the paragraph, or the line that may be a heading, that `rows` are."""
        first = rows[0]
        escaped = first.shape == "ESCAPED"
        if len(rows) == 1:
            text = unescaped(first.text) if escaped else tidy(first.text)
            span = self.span(first)
            if (
                alone
                and not escaped
                and first.shape != "REST"
                and len(text) <= 60
                and not closed(text)
            ):
                self._emit("SHORT", Paragraph(text, span), rows)
                return
        else:
            text = self._joined(rows, 0)
            span = self.span_of(first, rows[-1])
        self._emit("PROSE", Paragraph(text, span), rows)

    def _joined(self, rows: Sequence[Row], start: int) -> str:
        """Return the text of rows as one line, the first from `start` of its text on.

        The lines are taken as they stand, since no-break spaces at their ends stay.
        """
        parts = []
        for row in rows:
            part = self.lines[row.line][row.column :] if row is rows[0] else self.lines[row.line]
            part = part[start:]
            start = 0
            if row.shape == "ESCAPED" and len(row.text) > 1:
                part = part.replace("\\", "", 1)
            parts.append(part)
        return tidy("\n".join(parts))

    def _emit(self, kind: str, node: Any, rows: Sequence[Row]) -> None:
        """Add a run of the body, or hold it back while entries may yet follow it."""
        self.body = True
        if not self.guide.holds(kind, node, rows):
            self.add(kind, node)

    def add(self, kind: str, node: Any) -> None:
        """Add a run of the body; paragraphs that follow one another are one run."""
        if kind != "PROSE":
            self.runs.append((kind, node))
        elif self.runs and self.runs[-1][0] == "PROSE":
            self.runs[-1][1].append(node)
        else:
            self.runs.append((kind, [node]))

    # -- the other lines ----------------------------------------------------------------------

    def _structured(self, k: int, row: Row) -> int:
        shape = row.shape
        if shape in _ASIDE:
            self.aside(row)
        elif shape == "REPLY":
            for site in self.rows[k:]:
                self.boilerplate.append(Boilerplate(tidy(site.text), self.span(site)))
            return len(self.rows)
        elif shape == "VERDICT" or shape == "WORDED":
            self.closing.verdict(row)
        elif shape == "ENTRY":
            return self.guide.entry(k)
        elif shape == "GUIDE":
            return self.guide.heading(k)
        elif shape == "SEASON":
            return self.season(k)
        elif shape == "ITEM":
            return self.guide.strays(k) or self._list(k)
        elif shape == "EDGE" and self.closing.judged:
            self.aside(row)
        elif shape in ("RATING", "ITEM_RATING") and self.closing.holds(row):
            self.closing.rating(row)
        elif self.guide.takes(k):
            return self.guide.entry(k)
        elif shape == "ITEM_RATING":
            return self._list(k)
        else:
            return self._prose(k)
        return k + 1

    def season(self, k: int) -> int:
        """Read what looks like a season line; return the row after it."""
        if self.body and not self._links(k):
            return self._prose(k)
        self.season_line(self.rows[k])
        return k + 1

    def season_line(self, row: Row) -> None:
        """Keep a season line."""
        line = SeasonLine(seasons_of(row.text), self.span(row))
        self.beside.append(line)
        if self.guide.open and self.runs and self.runs[-1][0] == "GUIDE":
            self.runs.insert(-1, ("SEASON", line))
            return
        self.guide.close()
        self.runs.append(("SEASON", line))

    def _links(self, k: int) -> bool:
        """Tell whether a season line is one below prose too: by its bar, or by what follows it."""
        if "|" in self.rows[k].text:
            return True
        after = self.next_row(k + 1)
        return after is not None and leads_to_guide(after.text, after.shape)

    def _list(self, k: int) -> int:
        """Read the items of a list and the lines that go on with them."""
        rows = self.rows
        block = rows[k].block
        self.guide.close()
        items: list[Item] = []
        first = rows[k]
        group: list[Row] = []

        def flush() -> None:
            if group:
                items.append(self._item(group))
                group.clear()

        while k < len(rows) and rows[k].block == block:
            row = rows[k]
            if row.shape == "ITEM" or (row.shape == "ITEM_RATING" and not self.closing.holds(row)):
                flush()
                group.append(row)
            elif group and row.column > group[0].column and self.plain(k) and not self.tight:
                group.append(row)
            elif row.shape == "COMMENT" and k + 1 < len(rows) and rows[k + 1].block == block:
                self.aside(row)
            else:
                break
            last = row
            k += 1
        flush()
        self._emit("ITEM", ItemList(tuple(items), self.span_of(first, last)), ())
        return k

    def _item(self, rows: Sequence[Row]) -> Item:
        first = rows[0]
        match = ITEM.match(first.text)
        assert match is not None
        text = self._joined(rows, match.start("text"))
        if text[0] == "\\":
            text = unescaped(text)
        return Item(text, self.span_of(first, rows[-1]))

    # -- ratings and the verdict --------------------------------------------------------------

    def score(self, row: Row, match: Any, cut: int | None = None) -> Score | None:
        """Return the score that `match` holds; None, and an error, when it cannot stand.

        With `cut` the maximum ends there.
        """
        value, out_of = scores.score_of(match)
        start, end = scores.score_span(match)
        if cut is not None and cut < end:
            end = cut
            out_of = scores.number(match.string[match.start("out_of") : cut])
        span = self.span(row, start, end)
        fault = scores.range_fault(value, out_of)
        if fault is None:
            return Score(value, out_of, span)
        self.error(fault[0], fault[1], span, fault[2])
        return None

    def unreadable(self, row: Row, start: int, end: int) -> None:
        """Report the words from `start` up to `end`, which stand where a score is expected."""
        code, message, help_ = scores.unreadable(row.text[start:end].strip(WHITE_SPACE))
        self.error(code, message, self.span(row, start, end), help_)


_TIGHT = {
    "ITEM": "list",
    "ITEM_RATING": "list",
    "RATING": "list",
    "VERDICT": "list",
    "WORDED": "list",
    "GUIDE": "guide",
    "ENTRY": "guide",
    "UNSCORED": "guide",
}


def unescaped(text: str) -> str:
    """Return what a text behind a backslash says; a lone backslash says itself."""
    return tidy(text[1:]) or text
