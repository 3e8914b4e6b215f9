"""A format -> review, with what of the source found no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reviewfmt.converter.formats import FORMATS, Format, refused, row_of
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Heading, ItemList, Paragraph, Review
from reviewfmt.text_form import no_text_form, text_form

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast import Draft


@dataclass(frozen=True, slots=True)
class Reading:
    """A review that was read, and a warning for each thing in its source that it lacks."""

    review: Review
    losses: tuple[Diagnostic, ...] = ()


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
    boilerplate: Sequence[str] = (),
) -> Reading:
    """Return the review that `data` holds in `format`, and what of it found no place.

    `path` names it in what is found; `limit` is how many bytes an archive may unpack to, 64 MiB
    by default; `boilerplate` are patterns of the site's lines in a review's text. The losses are
    RF506 for what is left out and RF507 for what is changed. Raises ReviewError: RF500 when
    `format` is not read, RF508 for a source that cannot be read safely, else with every error of
    the review that it holds.
    """
    try:
        row = row_of(format)
        if not row.reads:
            readable = ", ".join(each.name for each in FORMATS.values() if each.reads)
            raise refused("RF500", f"{format} is written only, expected one of {readable}")
        reading = _read(data, row, path, limit, boilerplate)
    except ReviewError as error:
        raise ReviewError(replace(one, path=path) for one in error.diagnostics) from None
    return replace(reading, losses=tuple(replace(one, path=path) for one in reading.losses))


def _read(
    data: bytes, row: Format, path: str | None, limit: int | None, boilerplate: Sequence[str]
) -> Reading:
    if row.reader is not None:
        return _document(data, row, limit)
    from reviewfmt.source import decode

    text = decode(data, path)
    if row.name == "json":
        return Reading(_json(text, path))
    from reviewfmt.parser import parse

    parsed = parse(text, boilerplate)
    _raise(parsed.diagnostics)
    return Reading(parsed.review)


def _raise(found: Sequence[Diagnostic]) -> None:
    if any(each.severity is Severity.ERROR for each in found):
        raise ReviewError(found)


# JSON


def _json(text: str, path: str | None) -> Review:
    from reviewfmt.document import locations, read_json

    review = read_json(text, path)
    _, differs = text_form(review)
    if differs:
        raise ReviewError(
            Diagnostic("RF204", no_text_form(place), span)
            for place, span in zip(differs, locations(text, differs), strict=True)
        )
    return review


# What pandoc reads


_HEAD = 65_536
_FRONT_MARK = re.compile(rb"^generator: reviewfmt", re.MULTILINE)
_MARK = re.compile(rb'<meta name="generator" content="reviewfmt"')


def _document(data: bytes, row: Format, limit: int | None) -> Reading:
    from reviewfmt.converter.pandoc import read_ast
    from reviewfmt.pandoc_ast import from_pandoc

    page = None
    front: dict[str, Any] = {}
    if row.binary:
        from reviewfmt.converter.archive import LIMIT, checked, language

        data = checked(data, row.name, LIMIT if limit is None else limit)
        if row.name == "docx" and (said := language(data)):
            front["lang"] = {"t": "MetaString", "c": said}
    else:
        from reviewfmt.source import decode

        text = decode(data)
        if row.name == "markdown":
            from reviewfmt.converter.front_matter import taken

            text, front = taken(text)
        data = text.encode()
        if row.name == "html":
            from reviewfmt.converter.page import read_page

            page = read_page(text)
    page_like = row.name in ("html", "epub")
    ours = page_like and _MARK.search(data) is not None
    try:
        document = read_ast(data, row)
        document["meta"] |= front
        draft = from_pandoc(document, page=page_like, ours=ours)
    except RecursionError:
        raise refused("RF508", f"{row.name} is nested too deep to be read") from None
    if page is not None:
        draft = page.complete(draft)
    made = ours or (row.name == "markdown" and _FRONT_MARK.search(data[:_HEAD]) is not None)
    return settle(draft, row.name, typed=not made)


def settle(draft: Draft, format: str, *, typed: bool = True) -> Reading:
    """Return the review that a draft reads as, once it is written as a review text.

    Where the draft has no verdict of its own, its paragraphs are read as the lines of a review:
    people type one so; `typed` lets them type a guide too. Raises ReviewError with what is wrong
    with it.
    """
    losses = list(_losses(draft, format))
    if not any(_holds(draft.review)):
        raise refused("RF508", f"no review was found in this {format}: it holds no text")
    review = draft.review
    if review.verdict is None:
        return Reading(_as_typed(review, losses), tuple(losses))
    if typed and not review.guides and _types_a_guide(review):
        # A guide that is typed is read as it is typed, the verdict known or not.
        try:
            told: list[Diagnostic] = []
            return Reading(_as_typed(review, told), (*losses, *told))
        except ReviewError:
            pass
    review = _map_text(review)
    parsed, _ = text_form(review)
    if not parsed.review.title.text and review.title.text:
        review = _named(review, losses)
        parsed, _ = text_form(review)
    title = parsed.review.title
    guides = (
        replace(each, season=title.season) if each.season is None else each
        for each in review.guides
    )
    said = replace(review, title=title, guides=tuple(guides))
    errors = [each for each in parsed.diagnostics if each.severity is Severity.ERROR]
    if errors:
        raise ReviewError([*map(_nowhere, errors), *losses])
    if parsed.review != said:
        _, differs = text_form(said)
        for place in differs:
            where = ".".join(map(str, place))
            losses.append(_loss("RF507", f"{where} of the {format} reads otherwise as a review"))
    return Reading(parsed.review, tuple(losses))


def _types_a_guide(review: Review) -> bool:
    """Tell whether a line of the prose is the heading of a guide, or an entry with a score."""
    from reviewfmt.shapes import shape_of, structure

    known = structure(())
    lines = (
        line
        for section in review.sections
        for text in (
            section.heading.text if section.heading else "",
            *(block.text for block in section.blocks if isinstance(block, Paragraph)),
        )
        for line in text.split("\n")
        if line
    )
    return any(shape_of(line, known)[0] in ("GUIDE", "ENTRY") for line in lines)


def _holds(review: Review) -> Iterable[bool]:
    yield bool(review.title.text)
    yield bool(review.sections)
    yield bool(review.guides)
    yield bool(review.ratings)


def _losses(draft: Draft, format: str) -> Iterable[Diagnostic]:
    from reviewfmt.pandoc_ast import GONE

    for name, count in sorted(draft.markup.items()):
        times = "once" if count == 1 else f"{count} times"
        what = "is left out" if name in GONE else "is not part of a review: its words stay as text"
        yield _loss("RF507", f"{name}, {times}, {what}")
    for text in draft.left:
        shown = text if len(text) <= 80 else f"{text[:79]}…"
        yield _loss("RF506", f"left out of what is read of the {format}: {shown}")


def _loss(code: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, severity=Severity.WARNING)


def _nowhere(found: Diagnostic) -> Diagnostic:
    """A finding in a text that nobody wrote has no place in the source."""
    return Diagnostic(found.code, found.message, severity=found.severity, help=found.help)


def _named(review: Review, losses: list[Diagnostic]) -> Review:
    """Return `review` with a title line that reads as one."""
    was = review.title.text
    title = replace(review.title, text=f"{was} Review")
    losses.append(_loss("RF507", f"title {was!r} is read as {title.text!r}"))
    return replace(review, title=title)


def _map_text(review: Review) -> Review:
    """Return `review` with every paragraph on one line."""
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                Paragraph(block.text.replace("\n", " ")) if isinstance(block, Paragraph) else block
                for block in section.blocks
            ),
        )
        for section in review.sections
    )
    return replace(review, sections=sections)


def _as_typed(review: Review, losses: list[Diagnostic]) -> Review:
    """Return the review that the lines of a draft read as when they are taken for one."""
    from reviewfmt.parser import parse

    parsed = parse(_typed(review))
    if not parsed.review.title.text and review.title.text:
        parsed = parse(_typed(_named(review, losses)))
    errors = [each for each in parsed.diagnostics if each.severity is Severity.ERROR]
    if errors:
        raise ReviewError([*map(_nowhere, errors), *losses])
    ratings = (*parsed.review.ratings, *review.ratings)
    return replace(parsed.review, ratings=ratings)


def _typed(review: Review) -> str:
    """Return the lines of a draft: what stands above its prose as written, the rest as it is."""
    from reviewfmt.printer import print_leaf, print_review

    parts = [print_review(replace(review, sections=(), ratings=(), verdict=None)).strip()]
    for section in review.sections:
        if isinstance(section.heading, Heading):
            parts.append(section.heading.text)
        for block in section.blocks:
            if isinstance(block, ItemList):
                parts.append("\n".join(f"• {item.text}" for item in block.items))
            else:
                parts.append("\n".join(map(_line, block.text.split("\n"))))
    if review.verdict is not None:
        parts.append(print_leaf(review.verdict))
    return "\n\n".join(filter(None, map(str.strip, parts))) + "\n"


def _line(text: str) -> str:
    return f"\\{text}" if text[:1] in ("%", "\\") else text
