"""A format -> review, with what of the source found no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.converter.formats import FORMATS, Format, refused, row_of
from reviewfmt.converter.settling import Reading, left, losses_of, no_place, settle
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Paragraph, Review
from reviewfmt.span import NOWHERE

if TYPE_CHECKING:
    from reviewfmt.converter.places import Places
    from reviewfmt.converter.units import Unit
    from reviewfmt.pandoc_ast import Draft
    from reviewfmt.pandoc_ast.shape import Node
    from reviewfmt.syntax.words import Words


def read(data: bytes, format: str, path: str | None = None) -> Review:
    """Return the review that `data` holds in `format`; `path` names it in what is found.

    Raises ReviewError with every finding when it holds none, or when `format` is not read.
    """
    return read_document(data, format, path).review


def read_document(
    data: bytes,
    format: str,
    path: str | None = None,
    *,
    limit: int | None = None,
    words: Words | None = None,
) -> Reading:
    """Return the review that `data` holds in `format`, and what of it found no place.

    `path` names it in what is found; `limit` is how many bytes an archive may unpack to, 64 MiB
    by default; `words` are those to read a review's text with. The losses are
    RF506 for what is left out and RF507 for what is changed. Raises ReviewError: RF500 when
    `format` is not read, RF508 for a source that cannot be read safely, else with every error of
    the review that it holds.
    """
    try:
        row = row_of(format)
        if not row.reads:
            readable = ", ".join(each.name for each in FORMATS.values() if each.reads)
            raise refused("RF500", f"{format} is written only, expected one of {readable}")
        reading = _read(data, row, path, limit, words)
    except ReviewError as error:
        raise ReviewError(replace(one, path=path) for one in error.diagnostics) from None
    return replace(reading, losses=tuple(replace(one, path=path) for one in reading.losses))


def _read(
    data: bytes, row: Format, path: str | None, limit: int | None, words: Words | None
) -> Reading:
    if row.reader is not None:
        return _document(data, row, limit)
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


def _document(data: bytes, row: Format, limit: int | None) -> Reading:
    from reviewfmt.converter.opendocument import ast_of
    from reviewfmt.converter.pandoc import read_ast
    from reviewfmt.converter.signatures import refuse_mislabelled
    from reviewfmt.pandoc_ast import Marks, from_pandoc

    refuse_mislabelled(data, row)
    page = places = None
    front: dict[str, Any] = {}
    ours = False
    if row.binary:
        from reviewfmt.converter.archive import LIMIT, checked, language, made_here

        data = checked(data, row.name, LIMIT if limit is None else limit)
        if row.shape.marks is Marks.STYLES:
            ours = made_here(data)
            if said := language(data):
                front["lang"] = {"t": "MetaString", "c": said}
        else:
            ours = _MARK.search(data) is not None
    else:
        from reviewfmt.converter.places import Places
        from reviewfmt.source import decode

        encoding = None
        if row.name == "html":
            from reviewfmt.converter.charset import declared

            encoding = declared(data)
        text = decode(data, encoding=encoding)
        places = Places(text, row.name)
        if row.name == "markdown":
            from reviewfmt.converter.front_matter import taken
            from reviewfmt.converter.mixed import prepared

            text, front, ours = taken(text)
            text = text if ours else prepared(text)
        data = text.encode()
        if row.name == "html":
            from reviewfmt.converter.page import read_page

            ours = _MARK.search(data) is not None
            page = read_page(text, ours=ours)
            data = page.content.encode()
    try:
        document = ast_of(data) if row.name == "odt" else read_ast(data, row)
        document["meta"] |= front
        if row.name == "markdown":
            from reviewfmt.converter.mixed import draft_of

            draft = draft_of(document, row.source(ours=ours))
        else:
            draft = from_pandoc(document, row.source(ours=ours))
        if page is not None:
            draft = page.complete(draft)
        source = _Source(row.name, data, document["blocks"], front, places, ours)
        return source.settled(draft)
    except RecursionError:
        raise refused("RF508", f"{row.name} is nested too deep to be read") from None


class _Source(NamedTuple):
    """What a document was read from: its bytes without front matter, its blocks, its places."""

    format: str
    data: bytes
    blocks: Sequence[Node]
    front: Mapping[str, Node]
    places: Places | None
    ours: bool

    def settled(self, draft: Draft) -> Reading:
        """Return the review that a draft is, with all that it lacks, each at its place."""
        place = self.places.find if self.places else no_place
        try:
            reading = settle(draft, self.format, typed=not self.ours, place=place)
        except ReviewError as error:
            raise self._refused(draft, error) from None
        losses = (*self._placed(draft, reading.review), *self._overlooked(draft, reading.review))
        return replace(reading, losses=losses, places=self.places)

    def _refused(self, draft: Draft, error: ReviewError) -> ReviewError:
        """Return the error of a draft that is no review: what it holds, where it is none at all."""
        errors = [one for one in error.diagnostics if one.severity is Severity.ERROR]
        if {one.code for one in errors} <= _HOLDS_NONE and not _may_be_review(draft):
            from reviewfmt.converter.inventory import inventory

            held = inventory(self.blocks)
            title = "a title, but no score" if draft.review.title.text else "no title and no score"
            message = f"no review was found in this {self.format}: " + (
                f"{title}; {held}" if held else "it holds no text"
            )
            span = self.places.beginning if self.places else NOWHERE
            return ReviewError([Diagnostic("RF508", message, span, help=_NEEDED)])
        return ReviewError([*errors, *self._placed(draft, None)])

    def _placed(self, draft: Draft, review: Review | None) -> Iterable[Diagnostic]:
        """Yield what the reader of the draft left out or changed."""
        losses = list(losses_of(draft, self.format))
        if not losses or self.places is None:
            return losses
        if review is not None:
            self.places.prefer(review)
        names = [self.places.find_markup(name) for name in sorted(draft.markup)]
        texts = map(self.places.find, draft.left)
        return [replace(one, span=span) for one, span in zip(losses, [*names, *texts], strict=True)]

    def _overlooked(self, draft: Draft, review: Review) -> Iterable[Diagnostic]:
        """Yield what no reader of the draft has seen, and the review does not hold."""
        from reviewfmt.converter.accounting import Held, lost

        for one in lost(self._units(), Held(review, draft.left, ours=self.ours)):
            part = _part(one.unit.part)
            found = left(self.format + (f", in {part}" if part else ""), one.text)
            if self.places is not None:
                span = self.places.of(one.unit, one.start, one.end) or self.places.find(one.text)
                found = replace(found, span=span)
            yield found

    def _units(self) -> Iterable[Unit]:
        from reviewfmt.converter.units import of_archive, of_blocks, of_values

        if self.format == "markdown":
            return (*of_blocks(self.blocks), *of_values(self.front))
        if self.places is not None:
            # What a page of ours says for machines only repeats what it shows.
            return (one for one in self.places.units if not (self.ours and one.name))
        units = of_archive(self.data, self.format)
        # The language that a book of ours must have may be one that the review does not name.
        return (one for one in units if not (self.ours and one.name == "language"))


_HOLDS_NONE = frozenset(("RF101", "RF102", "RF508"))
_NEEDED = "a review has a title and a verdict, such as: Verdict: 8/10"
_PARTS = {
    "header": "a header",
    "footer": "a footer",
    "footnotes": "a footnote",
    "endnotes": "an endnote",
    "comments": "a comment",
    "core": "the properties",
    "styles": "a header or footer",
    "meta": "the properties",
}


def _part(name: str) -> str:
    """Return what people call a part of an archive; "" for its text."""
    stem = name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    if name.endswith((".xhtml", ".html", ".htm", ".opf")):
        return name
    return _PARTS.get(stem, "")


def _may_be_review(draft: Draft) -> bool:
    """Tell whether anything of a draft is what only a review has: a score, or such a title."""
    from reviewfmt.syntax.words import built_in

    review, words = draft.review, built_in()
    lines = [review.title.text]
    if not review.title.text:
        first = review.sections[0].blocks[:1] if review.sections else ()
        lines += (block.text.partition("\n")[0] for block in first if isinstance(block, Paragraph))
    return (
        bool(review.verdict or review.guides or review.ratings)
        or any(section.score for section in review.sections)
        or any(words.title_review.search(line) for line in lines)
    )
