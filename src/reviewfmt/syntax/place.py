"""The kind of a line in its place (spec, "Parts").

`View` decides what a line alone cannot tell. It looks only at the lines around it, as far as the
spec allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewfmt.characters import closed, tidy
from reviewfmt.syntax.entries import may_be_entry, read_guide_entry, unwrapped
from reviewfmt.syntax.line_kinds import SIGNS, Entry, Item, Kind, Rating, Season
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.splits import BULLETS, read_bullet
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_ASIDE = (Kind.COMMENT, Kind.BOILERPLATE)
_FIRST = (Kind.ENTRY, Kind.RATING, Kind.PROSE, Kind.ITEM)
LONGEST_HEADING = 60
LONGEST_WRAPPED = 120
"""A longer line is a paragraph: nobody wraps lines at such a width."""
NOTE_INDENT = 2
"""How many columns deeper than its entry a note is indented, if no blank line separates them."""

# In CPython 3.11 the access to a member of an enumeration is ten times slower than to a name.
_PROSE = Kind.PROSE
_ITEM = Kind.ITEM
_ENTRY = Kind.ENTRY
_RATING = Kind.RATING
_SEASON = Kind.SEASON
_GUIDE_LINE = Kind.GUIDE
_VERDICT = Kind.VERDICT
_BOILERPLATE = Kind.BOILERPLATE
_READERS_COMMENTS = Kind.COMMENTS
_TITLE = Kind.TITLE
_HEADING = Kind.HEADING
_RATED = (Rating, Season)
_PLAIN = frozenset((Kind.ENTRY, Kind.ITEM, Kind.RATING))
PROSE = frozenset((Kind.PROSE, Kind.ESCAPED))
STOPS = frozenset((Kind.GUIDE, Kind.SEASON, Kind.HEADING, Kind.TITLE, Kind.VERDICT, Kind.COMMENTS))
"""The kinds that end a guide."""

_HEADINGS = frozenset((Kind.PROSE, Kind.RATING))
_HEADED = frozenset((Kind.ITEM, Kind.QUOTE, Kind.FIGURE, Kind.RATING, Kind.VERDICT))
_OPENS_GUIDE = frozenset((Kind.SEASON, Kind.GUIDE, Kind.ENTRY))


class View:
    """The lines of a text with their kinds outside of guides, and the functions that look ahead.

    `kinds` are the kinds of the lines from `start` on in the body, except natural headings.
    `titles` are the texts that repeat the title.
    """

    def __init__(
        self, lines: Sequence[Line], start: int, titles: frozenset[str], judged: bool, words: Words
    ) -> None:
        self.lines = lines
        self._start = start
        self.words = words
        self.end = len(lines)
        """The line that opens the comments of readers, or the number of lines."""
        self._read(start, titles, judged)

    def _read(self, start: int, titles: frozenset[str], judged: bool) -> None:
        lines = self.lines
        kinds: list[Kind] = [line.kind for line in lines]
        waiting: list[int] = []
        seasons: list[int] = []
        self.taken: dict[int, int] = {}
        """The SEASON line that belongs to a guide, by the line that opens the guide."""
        self._asides = asides = {at for at in range(start) if kinds[at] in _ASIDE}
        longest = max(map(len, titles), default=0)
        for at in range(start, len(lines)):
            kind = kinds[at]
            if kind is _PROSE:
                text = lines[at].text
                if (len(text) <= longest or "  " in text or "\t" in text) and tidy(text) in titles:
                    kinds[at] = _BOILERPLATE
                    asides.add(at)
            elif kind in _PLAIN:
                pass
            elif kind is _SEASON:
                seasons.append(at)
            elif kind is _VERDICT:
                judged = True
            elif kind is _READERS_COMMENTS or (
                kind is _BOILERPLATE and judged and lines[at].data == "counts"
            ):
                kinds[at] = _READERS_COMMENTS
                self.end = at
                break
            elif kind is _TITLE:
                kinds[at] = _HEADING
            elif kind in _ASIDE:
                asides.add(at)
        self.kinds = kinds
        if not seasons:
            return
        for at in seasons:
            if self._is_lone_season(at):
                kinds[at] = _PROSE
        for at in range(start, self.end):
            kind = kinds[at]
            if kind is _SEASON:
                waiting.append(at)
            elif waiting and (kind is _GUIDE_LINE or kind is _ENTRY):
                self._give_season_line(at, waiting)
                waiting = []
                if at > seasons[-1]:
                    break
        for at in waiting:
            self._release_season_line(at)

    def set_kind(self, at: int, kind: Kind) -> None:
        """Set the kind of a line that was spelled again; it is neither COMMENT nor BOILERPLATE."""
        self.kinds[at] = kind
        self._asides.discard(at)

    def _below(self, at: int) -> int:
        """Return the next line that is neither comment nor boilerplate, or the end."""
        at += 1
        while at in self._asides:
            at += 1
        return min(at, self.end)

    def _above(self, at: int) -> int:
        """Return the line above that is neither comment nor boilerplate, or -1."""
        at -= 1
        while at in self._asides:
            at -= 1
        return at

    def is_alone(self, at: int) -> bool:
        """Tell whether a line is alone in its block, apart from comments and boilerplate."""
        block = self.lines[at].block
        below, above = self._below(at), self._above(at)
        return (below >= self.end or self.lines[below].block != block) and (
            above < 0 or self.lines[above].block != block
        )

    def _is_lone_season(self, at: int) -> bool:
        """Tell whether a season name is alone in its block and above no guide: then it is prose."""
        data = self.lines[at].data
        if not isinstance(data, Season) or data.pipe or data.split is not None:
            return False
        if len(data.seasons) > 1 or not self.is_alone(at):
            return False
        below = self._below(at)
        return below >= self.end or self.lines[below].kind not in _OPENS_GUIDE

    def _give_season_line(self, guide: int, waiting: Sequence[int]) -> None:
        """Give a guide its season line, if there is exactly one; release the others."""
        named = getattr(self.lines[guide].data, "season", None)
        if self.kinds[guide] is not _GUIDE_LINE:
            named = None
        taken = -1
        if len(waiting) == 1:
            data = self.lines[waiting[0]].data
            lone = None
            if isinstance(data, Season) and not data.pipe and len(data.seasons) == 1:
                lone = data.seasons[0]
            if lone is not None and named in (None, lone):
                taken = waiting[0]
                self.taken[guide] = taken
        for at in waiting:
            if at != taken:
                self._release_season_line(at)

    def _release_season_line(self, at: int) -> None:
        """Make a season line without a guide a rating, if it has a score, or else a link."""
        data = self.lines[at].data
        rated = isinstance(data, Season) and data.split is not None
        self.kinds[at] = _RATING if rated else _BOILERPLATE

    # -- natural headings

    def is_short_prose(self, at: int) -> bool:
        """Tell whether a line looks like a heading: short prose, alone, not closed by a sign."""
        line = self.lines[at]
        return (
            self.kinds[at] is _PROSE
            and len(line.text) <= LONGEST_HEADING
            and not closed(line.text)
            and self.is_alone(at)
        )

    def _is_paragraph(self, at: int) -> bool:
        """Tell whether a line opens a paragraph that cannot be a heading itself."""
        return self.kinds[at] in PROSE and not self.is_short_prose(at)

    def is_heading(self, at: int) -> bool:
        """Tell whether a line of the body is a natural heading (spec, "Natural headings")."""
        kind, line = self.kinds[at], self.lines[at]
        if kind is _PROSE:
            if len(line.text) > LONGEST_HEADING:
                return False
            below = self._below(at)
            if below >= self.end:
                return False
            if self.is_short_prose(at):
                return self.kinds[below] in _HEADED or self._is_paragraph(below)
            return (
                line.text[-1] in ":："
                and self.kinds[below] is _ITEM
                and self._is_lone_paragraph(at)
            )
        data = line.data
        if kind is not _RATING or not isinstance(data, _RATED):
            return False
        below, above = self._below(at), self._above(at)
        return (
            not (isinstance(data, Rating) and data.bullet)
            and (data.split is None or data.split.note is None)
            and below < self.end
            and self.is_alone(at)
            and not (above >= 0 and self.kinds[above] is _RATING)
            and self._is_paragraph(below)
        )

    def _is_lone_paragraph(self, at: int) -> bool:
        """Tell whether a line has no prose directly above it in its block."""
        above = self._above(at)
        if above < self._start or self.kinds[above] not in PROSE:
            return True
        return self.lines[above].block != self.lines[at].block

    def kind_at(self, at: int, *, in_guide: bool = False) -> Kind:
        """Return what a line is in its place: in the body, or among the notes of a guide."""
        kind = self.kinds[at]
        if not in_guide:
            if kind is _PROSE and len(self.lines[at].text) > LONGEST_HEADING:
                return kind  # most lines
            if kind not in _HEADINGS:
                return kind
            return _HEADING if self.is_heading(at) else kind
        data = self.lines[at].data
        if kind is _PROSE and isinstance(data, Entry):
            return _ENTRY  # a label with a title: in a guide it is an entry
        if kind is _RATING and isinstance(data, Rating):
            return _ITEM if data.bullet else _PROSE
        return kind

    # -- guides

    def first_block(self, guide: int) -> Iterator[int]:
        """Yield the lines of the first block below a GUIDE line, lazily."""
        lines, end = self.lines, self.end
        at = self._below(guide)
        if at < end:
            block = lines[at].block
            while at < end and lines[at].block == block:
                yield at
                at += 1

    def guide_entries(self, opening: int) -> dict[int, Entry]:
        """Return the entries of the guide that a line opens, by their lines, in order.

        In the first block below GUIDE, more lines count as entries; further on, only lines that the
        table calls ENTRY. The guide ends with the last of them.
        """
        lines, kinds = self.lines, self.kinds
        found: dict[int, Entry] = {}
        at = opening
        if kinds[opening] is _GUIDE_LINE:
            found = self._first_entries(opening)
            at = (max(found) if found else opening) + 1
        pending: list[int] = []
        barred = False
        labelled: bool | None = None
        numeral = False
        if found:
            first = next(iter(found.values()))
            labelled, numeral = _has_label(first), first.numeral
        while at < self.end and (at == opening or not self.stops(at)):
            line = lines[at]
            if line.data is None and not numeral:
                apart = line.block != lines[at - 1].block or kinds[at - 1] in _ASIDE
                barred = barred or (apart and self._ends_guide(at, found))
                at = self._below_prose(at) if barred else at + 1
                continue
            entry = self._entry_at(at, found, numeral)
            weak = entry is not None and not entry.strong
            if entry is not None and weak and not self._is_right_below(at, found):
                if self.is_alone(at):
                    pending.append(at)
                    at += 1
                    continue
                entry = None
            if entry is None:
                barred = barred or self._ends_guide(at, found)
            elif labelled is None or not labelled or not barred or _has_label(entry):
                if labelled is None:
                    labelled, numeral = _has_label(entry), entry.numeral
                for one in pending:
                    data = self._entry_at(one, found, numeral)
                    if data is not None:
                        found[one] = data
                pending = []
                found[at] = entry
                barred = False
            else:
                pending.append(at)
            at += 1
        order = sorted(found)
        return found if order == list(found) else {at: found[at] for at in order}

    def _below_prose(self, at: int) -> int:
        """Return the next line that is more than prose, or the end."""
        lines, kinds, end = self.lines, self.kinds, self.end
        at += 1
        while at < end and kinds[at] is _PROSE and lines[at].data is None:
            at += 1
        return at

    def kind_in_guide(self, at: int) -> Kind:
        """Return the kind of a line in a guide that is no entry: a rating is an item or prose."""
        kind, data = self.kinds[at], self.lines[at].data
        if kind is _RATING:
            return _ITEM if isinstance(data, Rating) and data.bullet else _PROSE
        return kind

    def notes_end(self, last: int) -> int:
        """Return where the notes of the last entry of a guide, on line `last`, end below it.

        They are the indented lines below it, if the very next line is indented.
        """
        least = self.lines[last].indent + NOTE_INDENT
        at = last + 1
        if at >= self.end or self.lines[at].block != self.lines[last].block:
            return at
        while (
            at < self.end
            and self.lines[at].indent >= least
            and not self.stops(at)
            and self.kinds[at] is not _ENTRY
        ):
            at += 1
        return at

    def stops(self, at: int) -> bool:
        """Tell whether a line ends a guide; a season that became a link ends it too."""
        kind = self.kinds[at]
        return kind in STOPS or (kind is not _PROSE and self.lines[at].kind is _SEASON)

    def _is_right_below(self, at: int, found: dict[int, Entry]) -> bool:
        """Tell whether an entry is on the line above a line."""
        return (at - 1) in found and self.lines[at - 1].block == self.lines[at].block

    def _entry_at(self, at: int, found: dict[int, Entry], numeral: bool) -> Entry | None:
        """Return the entry at a line: a strong one, or a label with a title."""
        line = self.lines[at]
        kind = self.kinds[at]
        if isinstance(line.data, Entry) and (kind is _ENTRY or kind is _PROSE):
            opens = line.text[0].isdigit() or line.text[0] in BULLETS
            if line.data.label is None and opens:
                entry = read_guide_entry(line.text, self.words)
                if entry is not None:
                    return entry._replace(strong=line.data.strong)
            return line.data
        if numeral and kind in (_RATING, _ITEM, _PROSE) and line.text[0].isdigit():
            entry = read_guide_entry(line.text, self.words)
            return entry if entry is not None and entry.numeral else None
        return None

    def _ends_guide(self, at: int, found: dict[int, Entry]) -> bool:
        """Tell whether a block begins at a line and has neither an entry nor an indented note.

        An indented note is directly below its entry; its further blocks are indented too.
        """
        line = self.lines[at]
        if self.kinds[at] in _ASIDE or not found:
            return False
        above = self._above(at)
        if above >= 0 and self.lines[above].block == line.block:
            return False
        least = self._note_indent(found)
        below = next(reversed(found)) + 1
        if (
            line.indent >= least
            and self.lines[below].indent >= least
            and self.lines[below].block == self.lines[below - 1].block
        ):
            return False
        below = at
        while below < self.end and self.lines[below].block == line.block:
            if self.kinds[below] is _ENTRY:
                return False
            below += 1
        return True

    def _first_entries(self, guide: int) -> dict[int, Entry]:
        """Return the entries in the first block below GUIDE (spec, "Guides")."""
        found: dict[int, Entry] = {}
        bare: dict[int, Entry] | None = {}
        lines, kinds = self.lines, self.kinds
        for at in self.first_block(guide):
            kind, line = kinds[at], lines[at]
            said = line.data
            if kind is _ENTRY and isinstance(said, Entry) and said.label is not None:
                found[at] = said
                continue
            if self.stops(at):
                break
            if kind in _ASIDE:
                continue
            entry = self._first_entry(at, found) if kind in _FIRST else None
            if entry is not None:
                found[at] = entry
            elif not found and bare is not None:
                title = self._bare_title(at)
                if title:
                    bare[at] = Entry(None, None, None, None, title, None, False, False)
                else:
                    bare = None
        return found or bare or {}

    def _first_entry(self, at: int, found: dict[int, Entry]) -> Entry | None:
        """Return the entry that a line in the first block below GUIDE is, None if it is not one.

        `found` are the entries above it.
        """
        line = self.lines[at]
        text, said = line.text, line.data
        strong = self.kinds[at] is _ENTRY
        bulleted = text[0] in BULLETS
        if found and not strong:
            if line.indent >= self._note_indent(found):
                return None
            if bulleted and self._is_bulleted(at) and not self._is_bulleted(next(iter(found))):
                return None
        if isinstance(said, Entry):
            if said.label is not None or (strong and not bulleted and not text[0].isdigit()):
                return said
        elif said is None and not may_be_entry(text, self.words):
            return None
        return read_guide_entry(text, self.words)

    def _is_bulleted(self, at: int) -> bool:
        """Tell whether a line opens with a bullet."""
        return read_bullet(self.lines[at].text, self.words) > 0

    def _note_indent(self, found: dict[int, Entry]) -> int:
        """Return the least indentation of a note of the last entry."""
        return self.lines[next(reversed(found))].indent + NOTE_INDENT

    def _bare_title(self, at: int) -> str | None:
        """Return the bare title that a line below GUIDE is, or None."""
        line = self.lines[at]
        if self.kinds[at] is _ITEM and isinstance(line.data, Item):
            if line.data.number is not None or line.text[line.data.start - 1] == "\\":
                return None
            title = line.data.text
        elif self.kinds[at] is _PROSE:
            title = tidy(line.text)
        else:
            return None
        if closed(title) or title[0] in SIGNS:
            return None
        if ":" not in title and "：" not in title:
            return unwrapped(title)
        match = self.words.field_line.fullmatch(title)
        known = match is not None and fold(match["key"]) in self.words.fields
        return None if known else unwrapped(title)


def _has_label(entry: Entry) -> bool:
    return entry.label is not None
