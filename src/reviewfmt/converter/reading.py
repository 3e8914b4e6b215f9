"""Reads a review from a document, and finds what of the document is not in the review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.converter.formats import FORMATS, Format, refused, row_of
from reviewfmt.converter.settling import Reading, changed, left, losses_of, other_verdict, settle
from reviewfmt.converter.typed import types_more
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Paragraph, Review
from reviewfmt.span import NOWHERE
from reviewfmt.syntax import inline

if TYPE_CHECKING:
    from reviewfmt.converter.chapters import Book
    from reviewfmt.converter.page import Page
    from reviewfmt.converter.places import Places
    from reviewfmt.converter.units import Unit
    from reviewfmt.pandoc_ast import Draft
    from reviewfmt.pandoc_ast.shape import Node
    from reviewfmt.syntax.words import Words


def read(data: bytes, format: str, path: str | None = None) -> Review:
    """Return the review in `data`, a document in `format`; `path` is its path in findings.

    Raises ReviewError with every finding if there is no review, or if `format` cannot be read.
    """
    return read_document(data, format, path).review


def read_document(
    data: bytes,
    format: str,
    path: str | None = None,
    *,
    limit: int | None = None,
    words: Words | None = None,
    faults: list[Diagnostic] | None = None,
) -> Reading:
    """Return the review in `data`, a document in `format`, and what of it has no place in a review.

    `path` is its path in findings; `limit` is the largest number of bytes that an archive may
    unpack to, 64 MiB by default; `words` are for reading the text of a review. The losses are RF506
    for what is left out and RF507 for what is changed. If `faults` is given, and pandoc reads the
    format, errors of the review are added to it, and the faulty parts are shown as they were
    written. Raises ReviewError: RF500 if `format` cannot be read, RF508 if the source cannot be
    read safely, and otherwise with every error of the review.
    """
    try:
        row = row_of(format)
        if not row.reads:
            readable = ", ".join(each.name for each in FORMATS.values() if each.reads)
            raise refused("RF500", f"{format} can only be written, expected one of {readable}")
        reading = _read(data, row, path, limit, words, faults)
    except ReviewError as error:
        raise ReviewError(replace(one, path=path) for one in error.diagnostics) from None
    return replace(reading, losses=tuple(replace(one, path=path) for one in reading.losses))


def _read(
    data: bytes,
    row: Format,
    path: str | None,
    limit: int | None,
    words: Words | None,
    faults: list[Diagnostic] | None,
) -> Reading:
    if row.reader is not None:
        return _document(data, row, limit, faults)
    from reviewfmt.source import decode

    text = decode(data, path)
    if row.name == "json":
        from reviewfmt.document import read_document as read_json

        document = read_json(text, path)
        return Reading(document.review, document.diagnostics, document.own)
    from reviewfmt.parser import parse

    parsed = parse(text, words)
    _raise(parsed.diagnostics)
    return Reading(parsed.review)


def _raise(found: Sequence[Diagnostic]) -> None:
    if any(each.severity is Severity.ERROR for each in found):
        raise ReviewError(found)


# What pandoc reads


_MARK = re.compile(rb'<meta name="generator" content="reviewfmt"')
_SHELF = re.compile(rb'<div class="title-page">')


def _refuse_shelf(data: bytes, row: Format) -> None:
    """Reject a book with many reviews that this project made. Raises ReviewError (RF508)."""
    if _SHELF.search(data) is not None:
        told = f"the {row.name} is a book of many reviews, expected one review"
        raise refused("RF508", told, "convert the reviews that it was made from")


def _document(
    data: bytes, row: Format, limit: int | None, faults: list[Diagnostic] | None
) -> Reading:
    from reviewfmt.converter.signatures import refuse_mislabelled
    from reviewfmt.pandoc_ast import from_pandoc

    refuse_mislabelled(data, row)
    opened = _archive(data, row, limit) if row.binary else _text(data, row)
    data, page, book = opened.data, opened.page, opened.book
    if row.name == "markdown" and not opened.ours:
        from reviewfmt.converter.markdown.mixed import EXTENSIONS

        row = replace(row, reader=f"{row.reader}{EXTENSIONS}")
    try:
        document = _ast(data, row)
        document["meta"] |= opened.front
        signed = page is not None and bool(page.said.get("author"))
        kind = row.source(ours=opened.ours)
        kind = replace(kind, signed=signed, lenient=faults is not None)
        if row.name == "markdown":
            from reviewfmt.converter.markdown.mixed import draft_of

            draft = draft_of(document, kind)
        else:
            draft = from_pandoc(document, kind)
        apart: Sequence[str] = ()
        if page is not None:
            draft, apart = page.complete(draft), page.addresses
        if book is not None:
            draft = replace(draft, left=(*draft.left, *book.furniture))
            apart = book.addresses
        source = _Source(
            row.name, document["blocks"], opened.front, opened.places, opened.ours, apart
        )
        return source.settled(draft, faults)
    except RecursionError:
        raise refused("RF508", f"{row.name} is nested too deep to be read") from None


def _ast(data: bytes, row: Format) -> Node:
    """Return the AST of a document. Raises ReviewError and RecursionError, as `read_ast` does."""
    if row.name == "odt":
        from reviewfmt.converter.office.opendocument import ast_of

        return ast_of(data)
    from reviewfmt.converter.pandoc import read_ast

    try:
        document = read_ast(data, row)
    except ReviewError:
        from reviewfmt.converter.archive import malformed

        if row.binary and (found := malformed(data)) is not None:
            raise refused("RF508", f"{row.name} cannot be read: {found}") from None
        raise
    if row.name == "docx":
        from reviewfmt.converter.office.looks import with_marks

        document["blocks"] = with_marks(document["blocks"], data)
    return document


class _Opened(NamedTuple):
    """A document as pandoc gets it, what was removed before, and its places."""

    data: bytes
    places: Places
    front: Mapping[str, Node]
    ours: bool
    page: Page | None = None
    book: Book | None = None


def _archive(data: bytes, row: Format, limit: int | None) -> _Opened:
    from reviewfmt.converter.archive import LIMIT, checked, language, made_here
    from reviewfmt.converter.parts import ArchivePlaces
    from reviewfmt.pandoc_ast import Marks

    data = checked(data, row.name, LIMIT if limit is None else limit)
    if row.shape.marks is Marks.CLASSES and _MARK.search(data) is not None:
        return _own_book(data, row)
    places = ArchivePlaces(data, row.name)
    if row.shape.marks is Marks.STYLES:
        said = language(data)
        front = {"lang": {"t": "MetaString", "c": said}} if said else {}
        return _Opened(data, places, front, made_here(data))
    from reviewfmt.converter.chapters import cleaned

    book = cleaned(data)
    return _Opened(book.data, places, {}, ours=False, book=book)


def _own_book(data: bytes, row: Format) -> _Opened:
    from reviewfmt.converter.made import unmade_book
    from reviewfmt.converter.parts import ArchivePlaces

    _refuse_shelf(data, row)
    book = unmade_book(data)
    return _Opened(book.text, ArchivePlaces(book.places, row.name), {}, ours=True)


def _text(data: bytes, row: Format) -> _Opened:
    from reviewfmt.converter.places import Places
    from reviewfmt.source import decode

    if row.name == "html":
        from reviewfmt.converter.charset import declared
        from reviewfmt.converter.page import read_page
        from reviewfmt.converter.units import without_embedded

        text = decode(data, encoding=declared(data))
        ours = _MARK.search(text.encode()) is not None
        placed = text
        if ours:
            from reviewfmt.converter.made import unmade

            _refuse_shelf(text.encode(), row)
            text, placed = unmade(text)
        page = read_page(text, ours=ours)
        content = page.content if ours else without_embedded(page.content)
        return _Opened(content.encode(), Places(placed, row.name), {}, ours, page)
    from reviewfmt.converter.markdown.front_matter import taken
    from reviewfmt.converter.markdown.mixed import prepared
    from reviewfmt.converter.units import circular_footnote

    whole = _LONE_RETURN.sub("\n", decode(data))  # pandoc does not know this line end
    text, front, ours = taken(whole)
    places = Places(whole, row.name)
    if "[^" in text and (loop := circular_footnote(whole)) is not None:
        message = f"the footnote {loop.text} is used in its own text"
        span = places.of(loop, 0, len(loop.text)) or NOWHERE
        raise ReviewError([Diagnostic("RF508", message, span, help=_IN_PROSE)])
    text = text if ours else prepared(text)
    return _Opened(text.encode(), places, front, ours)


_LONE_RETURN = re.compile(r"\r(?!\n)")
_IN_PROSE = "refer to it where the text is that it is about"


class _Source(NamedTuple):
    """The source of a document: its blocks, its front matter, its places.

    `apart` are the addresses in what surrounds the content of a page.
    """

    format: str
    blocks: Sequence[Node]
    front: Mapping[str, Node]
    places: Places
    ours: bool
    apart: Sequence[str] = ()

    def settled(self, draft: Draft, faults: list[Diagnostic] | None = None) -> Reading:
        """Return the review of a draft, with all its losses, each at its place."""
        place, located = self.places.find, self.places.located
        lines: tuple[str, ...] = ()
        unfinished = None
        if faults is not None:
            from reviewfmt.converter.faulty_fields import (
                faults_of,
                illegible,
                unread_fields,
                with_lines,
            )

            draft, lines = unread_fields(draft)
        try:
            reading = settle(draft, self.format, typed=not self.ours, place=place, faults=faults)
        except ReviewError as error:
            unfinished = None if faults is not None else self._unfinished(draft, error)
            if unfinished is None:
                found = self._refused(draft, error).diagnostics
                raise ReviewError(map(located, found)) from None
            draft, reading = unfinished
        if faults is not None:
            reading = with_lines(reading, lines)
            found = (*faults, *faults_of(lines, place), *illegible(draft.review, place))
            faults[:] = map(located, found)
        reading = replace(reading, review=self._completed(reading.review))
        review = reading.review
        losses = (
            *self._placed(draft, review),
            *self._overlooked(draft, review),
            *self._rivals(review),
            *self._seasons(review),
        )
        if unfinished is not None:
            losses = (*losses, replace(changed(_NO_VERDICT), span=self.places.beginning))
        return replace(reading, losses=tuple(map(located, losses)), places=self.places)

    def _unfinished(self, draft: Draft, error: ReviewError) -> tuple[Draft, Reading] | None:
        """Return a draft that lacks only a verdict with a status that says so, and its reading."""
        errors = {one.code for one in error.diagnostics if one.severity is Severity.ERROR}
        held = draft.review.sections or draft.review.guides or draft.review.ratings
        if errors != {"RF102"} or self.ours or not held or not _may_be_review(draft):
            return None
        data = draft.review.metadata
        review = replace(draft.review, metadata=replace(data, status="draft"))
        said = (f"status: {data.status}",) if data.status else ()
        draft = replace(draft, review=review, left=(*draft.left, *said))
        try:
            reading = settle(draft, self.format, place=self.places.find)
        except ReviewError:
            return None
        return draft, reading

    def _completed(self, review: Review) -> Review:
        """Return a review completed with the properties of a word processor's document."""
        if self.ours or self.format not in ("docx", "odt"):
            return review
        from reviewfmt.converter.accounting import PROGRAMS
        from reviewfmt.pandoc_ast.lines.fields import metadata_of

        said: dict[str, list[str]] = {}
        for unit in self.places.units:
            if unit.name in _PROPERTIES and unit.text.strip() not in PROGRAMS:
                said.setdefault(_PROPERTIES[unit.name], []).append(inline.escape(unit.text))
        given = {
            name: values for name, values in said.items() if not getattr(review.metadata, name)
        }
        found = metadata_of(given, [])
        changes: dict[str, Any] = {name: getattr(found, name) for name in given}
        return replace(review, metadata=replace(review.metadata, **changes)) if changes else review

    def _refused(self, draft: Draft, error: ReviewError) -> ReviewError:
        """Return the error for a draft that is not a review: what the draft contains instead."""
        errors = [one for one in error.diagnostics if one.severity is Severity.ERROR]
        if {one.code for one in errors} <= _HOLDS_NONE and not _may_be_review(draft):
            from reviewfmt.converter.inventory import inventory

            held = inventory(self.blocks)
            title = "a title, but no score" if draft.review.title.text else "no title and no score"
            message = f"no review was found in this {self.format}: " + (
                f"{title}; {held}" if held else "it holds no text"
            )
            return ReviewError([Diagnostic("RF508", message, self.places.beginning, help=_NEEDED)])
        return ReviewError([*errors, *self._placed(draft, None)])

    def _placed(self, draft: Draft, review: Review | None) -> Iterable[Diagnostic]:
        """Yield what the reader of the draft left out or changed."""
        losses = list(losses_of(draft, self.format))
        if losses and review is not None:
            self.places.prefer(review)
        names = [self.places.find_markup(name) for name in sorted(draft.markup)]
        texts = map(self.places.find, draft.left)
        return [replace(one, span=span) for one, span in zip(losses, [*names, *texts], strict=True)]

    def _overlooked(self, draft: Draft, review: Review) -> Iterable[Diagnostic]:
        """Yield what no reader of the draft has seen and the review does not contain."""
        from reviewfmt.converter.accounting import Held, lost
        from reviewfmt.converter.parts import called

        held = Held(review, draft.left, ours=self.ours, apart=self.apart)
        for one in lost(self._units(), held):
            part = called(one.unit.part)
            found = left(self.format + (f", in {part}" if part else ""), one.text)
            span = self.places.of(one.unit, one.start, one.end)
            span = span or self.places.find_value(one.unit) or self.places.find(one.text)
            yield replace(found, span=span)

    def _rivals(self, review: Review) -> Iterable[Diagnostic]:
        """Yield the scores that differ from the verdict and stay as text."""
        from reviewfmt.converter.rivals import rivals

        for one in () if self.ours else rivals(review):
            found = other_verdict(str(one.score), review)
            yield replace(found, span=self.places.find_line(one.line, one.before))

    def _seasons(self, review: Review) -> Iterable[Diagnostic]:
        """Yield the seasons that entries name if their guide is of another season."""
        for guide in () if self.ours else review.guides:
            for one in guide.episodes:
                if one.named_season in (None, guide.season) or one.number is None:
                    continue
                code = f"S{one.named_season}E{one.number}"
                season = f"season {guide.season}" if guide.season else "no season"
                found = changed(f"the season of {code}, in a guide of {season}, is left out")
                yield replace(found, span=self.places.find(f"{code} {one.title or ''}"))

    def _units(self) -> Iterable[Unit]:
        from reviewfmt.converter.units import addresses_of, of_blocks, of_values

        if self.format == "markdown":
            said = (*of_blocks(self.blocks), *of_values(self.front))
            return (*said, *self.places.unused(set(addresses_of(self.blocks))))
        if self.format == "html":
            # What a page of ours says for machines only repeats what it shows.
            return (one for one in self.places.units if not (self.ours and one.name))
        return (one for one in self.places.units if not (self.ours and _is_packed(one)))


_PROPERTIES = {
    "initial-creator": "author",
    "creator": "author",
    "keywords": "tags",
    "keyword": "tags",
}
"""The fields that are properties of a document."""


def _is_packed(unit: Unit) -> bool:
    """Tell whether a unit is required in a book, though its review may not contain it.

    Such a unit is the language of the package, or the page of the cover.
    """
    return unit.name == "language" or unit.part.endswith("/cover.xhtml")


_NO_VERDICT = "the document has no verdict: its review has the status of a draft"
_HOLDS_NONE = frozenset(("RF101", "RF102", "RF508"))
_NEEDED = (
    "a review has a title and a verdict, such as: Verdict: 8/10; `reviewfmt adopt` makes drafts of"
    " the pages of other sites"
)


def _may_be_review(draft: Draft) -> bool:
    """Tell whether a draft has what only a review has: a score, or a title of a review."""
    from reviewfmt.pandoc_ast.heads.title_words import reads_as_review
    from reviewfmt.pandoc_ast.scores.verdicts import typed_score

    review = draft.review
    lines = [review.title.text]
    if not review.title.text:
        first = review.sections[0].blocks[:1] if review.sections else ()
        lines += (block.text.partition("\n")[0] for block in first if isinstance(block, Paragraph))
    return (
        bool(review.verdict or review.guides or review.ratings or draft.overrules.get("season"))
        or any(section.score for section in review.sections)
        or any(map(reads_as_review, lines))
        or types_more(review)
        or typed_score(review.sections) is not None
    )
