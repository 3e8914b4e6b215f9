"""A format -> review, with what of the source found no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reviewfmt.converter.formats import FORMATS, Format, refused, row_of
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.fields import UNFINISHED
from reviewfmt.model import (
    FIELDS,
    Block,
    Figure,
    Guide,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Review,
    Score,
    Section,
    Title,
    digits,
    walk,
)
from reviewfmt.violation import Path

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast import Draft
    from reviewfmt.syntax.words import Words


@dataclass(frozen=True, slots=True)
class Reading:
    """A review that was read, and a warning for each thing in its source that it lacks.

    `own` holds the `x_` keys of a JSON document by their paths: no review has a place for them.
    """

    review: Review
    losses: tuple[Diagnostic, ...] = ()
    own: Mapping[Path, object] = field(default_factory=dict)


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
    from reviewfmt.converter.pandoc import read_ast
    from reviewfmt.pandoc_ast import from_pandoc

    page = None
    front: dict[str, Any] = {}
    ours = False
    if row.binary:
        from reviewfmt.converter.archive import LIMIT, checked, language, made_here

        data = checked(data, row.name, LIMIT if limit is None else limit)
        if row.name == "docx":
            ours = made_here(data)
            if said := language(data):
                front["lang"] = {"t": "MetaString", "c": said}
        else:
            ours = _MARK.search(data) is not None
    else:
        from reviewfmt.source import decode

        encoding = None
        if row.name == "html":
            from reviewfmt.converter.charset import declared

            encoding = declared(data)
        text = decode(data, encoding=encoding)
        if row.name == "markdown":
            from reviewfmt.converter.front_matter import taken

            text, front, ours = taken(text)
        data = text.encode()
        if row.name == "html":
            from reviewfmt.converter.page import read_page

            page = read_page(text)
            ours = _MARK.search(data) is not None
    try:
        document = read_ast(data, row)
        document["meta"] |= front
        draft = from_pandoc(document, row.source(ours=ours))
    except RecursionError:
        raise refused("RF508", f"{row.name} is nested too deep to be read") from None
    if page is not None:
        draft = page.complete(draft)
    return settle(draft, row.name, typed=not ours)


def settle(draft: Draft, format: str, *, typed: bool = True) -> Reading:
    """Return the review that a draft is, with what its title names.

    Where the draft has no title, or no verdict of its own and is not unfinished, its paragraphs
    are read as the lines of a review: people type one so; `typed` lets them type a guide too.
    Raises ReviewError with what is wrong with it.
    """
    losses = list(_losses(draft, format))
    if not any(_holds(draft.review)):
        raise refused("RF508", f"no review was found in this {format}: it holds no text")
    review = _titled(draft)
    unfinished = not typed and review.metadata.status in UNFINISHED
    if not review.title.text or (review.verdict is None and not unfinished):
        return Reading(_as_typed(review, losses), tuple(losses))
    if typed and not review.guides and _types_a_guide(review):
        # A guide that is typed is read as it is typed, the verdict known or not.
        try:
            return Reading(_as_typed(review, []), tuple(losses))
        except ReviewError:
            pass
    return Reading(_sound(_on_one_line(review), losses), tuple(losses))


def _titled(draft: Draft) -> Review:
    """Return the review of a draft with what its title line and its fields name."""
    from reviewfmt.parser.title import read_title
    from reviewfmt.syntax.words import built_in

    review = draft.review
    named = read_title(review.title.text, built_in())
    said = draft.overrules
    season = said.get("season")
    title = Title(
        review.title.text,
        said.get("work") or named.work,
        named.season if season is None else (int(season) if season else None),
        (said["tagline"] or None) if "tagline" in said else named.tagline,
    )
    return _with_seasons(replace(review, title=title))


def _sound(review: Review, losses: Sequence[Diagnostic]) -> Review:
    """Return `review` if it is valid; raises ReviewError with what is wrong with it."""
    from reviewfmt.document import validate
    from reviewfmt.findings import report

    faults = [
        report(
            "RF105" if score.out_of else "RF106",
            score.span,
            value=digits(score.value),
            out_of=digits(score.out_of),
        )
        for score in walk(review)
        if isinstance(score, Score) and (not score.out_of or score.value > score.out_of)
    ] or validate(review)
    if faults:
        raise ReviewError([*map(_nowhere, faults), *losses])
    return review


def _types_a_guide(review: Review) -> bool:
    """Tell whether a line of the prose is the heading of a guide, or an entry with a score."""
    from reviewfmt.syntax.kinds import classify
    from reviewfmt.syntax.shapes import Kind
    from reviewfmt.syntax.words import built_in

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
    return any(classify(line, built_in()).kind in (Kind.GUIDE, Kind.ENTRY) for line in lines)


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


def _on_one_line(review: Review) -> Review:
    """Return `review` with every paragraph on one line."""

    def whole(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, text=block.text.replace("\n", " "))
        return block

    def all_of(blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(map(whole, blocks))

    sections = (replace(section, blocks=all_of(section.blocks)) for section in review.sections)
    guides = (
        replace(
            guide,
            episodes=tuple(
                replace(episode, notes=all_of(episode.notes)) for episode in guide.episodes
            ),
        )
        for guide in review.guides
    )
    return replace(review, sections=tuple(sections), guides=tuple(guides))


# Reviews that are typed into a document of another format


def _as_typed(review: Review, losses: Sequence[Diagnostic]) -> Review:
    """Return the review that the lines of a draft read as when they are taken for one.

    The lines below each guide, and those above the first, are read by themselves: what they
    hold goes where they stand.
    """
    from reviewfmt.parser import parse

    guides: list[Guide] = []
    sections: list[Section] = []
    ratings, verdict = list(review.ratings), review.verdict
    title, data = review.title, review.metadata
    missing: list[Diagnostic] = []
    tables = _on_one_line(replace(review, sections=())).guides
    for place in (None, *range(len(tables))):
        if place is not None:
            guides.append(tables[place])
        parts = [section for section in review.sections if section.guide == place]
        if not parts and place is not None:
            continue
        lines = "\n\n".join(filter(None, map(_typed_section, parts)))
        parsed = parse(f"# {title.text}\n\n{lines}\n" if title.text else f"{lines}\n")
        errors = [each for each in parsed.diagnostics if each.severity is Severity.ERROR]
        missing = [each for each in errors if each.code == "RF102"]
        if len(missing) < len(errors):
            raise ReviewError([*map(_nowhere, errors), *losses])
        found = parsed.review
        title = title if title.text else found.title
        before = len(guides) - 1 if guides else None
        sections += (_moved(section, before) for section in found.sections)
        guides += found.guides
        ratings += found.ratings
        verdict = verdict or found.verdict
        data = _completed(data, found.metadata)
    typed = replace(
        review,
        title=title,
        metadata=data,
        guides=tuple(guides),
        sections=tuple(sections),
        ratings=tuple(ratings),
        verdict=verdict,
    )
    if verdict is None and data.status not in UNFINISHED:
        raise ReviewError([*map(_nowhere, missing), *losses])
    return _sound(_with_seasons(typed), losses)


def _moved(section: Section, before: int | None) -> Section:
    """Return a section of lines that stand below the guide `before`."""
    if before is None:
        return section
    return replace(section, guide=before if section.guide is None else before + 1 + section.guide)


def _completed(data: Metadata, other: Metadata) -> Metadata:
    """Return fields with those of another where they have none."""
    missing = {
        field.name: getattr(other, field.name) for field in FIELDS if not getattr(data, field.name)
    }
    known = {each.key.casefold() for each in data.extra}
    extra = (each for each in other.extra if each.key.casefold() not in known)
    return replace(data, extra=(*data.extra, *extra), **missing)


def _with_seasons(review: Review) -> Review:
    guides = (
        replace(guide, season=review.season) if guide.season is None else guide
        for guide in review.guides
    )
    return replace(review, guides=tuple(guides))


def _typed_section(section: Section) -> str:
    """Return the lines of a section as a person would have typed them."""
    return "\n\n".join(filter(None, (_typed_heading(section), *map(_typed, section.blocks))))


def _typed_heading(section: Section) -> str:
    from reviewfmt.syntax.kinds import classify
    from reviewfmt.syntax.shapes import Kind
    from reviewfmt.syntax.words import built_in

    if section.heading is None:
        return ""
    text = section.heading.text
    if section.score is not None:
        text += f" – {section.score}"
    kind = classify(text, built_in()).kind
    return text if kind in (Kind.GUIDE, Kind.SEASON, Kind.VERDICT) else f"## {text}"


def _typed(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "\n".join(map(_typed_line, block.text.split("\n")))
    if isinstance(block, ItemList):
        start = block.start
        signs = ("•" if start is None else f"{start + at}." for at in range(len(block.items)))
        return "\n".join(
            f"{sign} {item.text}" for sign, item in zip(signs, block.items, strict=True)
        )
    if isinstance(block, Quote):
        return "\n>\n".join(f"> {paragraph.text}" for paragraph in block.paragraphs)
    return _typed_figure(block)


def _typed_line(text: str) -> str:
    from reviewfmt.syntax.shapes import SIGNS

    return f"\\{text}" if text[:1] in SIGNS else text


def _typed_figure(figure: Figure) -> str:
    caption = f' "{figure.caption}"' if figure.caption else ""
    return f"![{figure.alt or ''}]({figure.src}{caption})"
