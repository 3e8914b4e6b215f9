"""Reads reviews that are typed into a document of another format, as lines of a review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

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
    digits,
    walk,
)
from reviewfmt.span import Span


def as_typed(
    review: Review, place: Callable[[str], Span], faults: list[Diagnostic] | None = None
) -> Review:
    """Return the review of the lines of a draft, read as lines of the review format.

    The lines below each guide, and those above the first, are read separately: what they contain
    goes where they are. `place` finds words in the source. Errors are added to `faults`, and the
    faulty parts are shown as they were written; without `faults`, they raise ReviewError.
    """
    from reviewfmt.converter.faulty import published
    from reviewfmt.findings import report
    from reviewfmt.pandoc_ast.entries.plain_titles import plainly_titled
    from reviewfmt.parser import parse

    guides: list[Guide] = []
    sections: list[Section] = []
    ratings, verdict = list(review.ratings), review.verdict
    title, data = review.title, review.metadata
    missing: list[Diagnostic] = []
    tables = on_one_line(replace(review, sections=())).guides
    for guide in (None, *range(len(tables))):
        if guide is not None:
            guides.append(tables[guide])
        parts = [section for section in review.sections if section.guide == guide]
        if not parts and guide is not None:
            continue
        lines = "\n\n".join(filter(None, map(_typed_section, parts)))
        text = f"# {title.text}\n\n{lines}\n" if title.text else f"{lines}\n"
        parsed = parse(text)
        if any(each.code == "RF103" for each in parsed.diagnostics):
            text = _with_one_verdict(text)
            parsed = parse(text)
        codes = _ASTRAY if faults is None else _ASTRAY - {"RF117"}  # both lines are shown
        for _ in range(_MOST_ROUNDS):
            astray = {one.span.line for one in parsed.diagnostics if one.code in codes}
            if not astray:
                break
            text = _as_prose(text, astray)
            parsed = parse(text)
        errors = [
            replace(each, span=place(_said_at(text, each.span)), fix=None, related=())
            for each in parsed.diagnostics
            if each.severity is Severity.ERROR
        ]
        missing = [each for each in errors if each.code == "RF102"]
        found = parsed.review
        if len(missing) < len(errors):
            if faults is None:
                raise ReviewError(errors)
            faults += (one for one in errors if one.code not in _ASKED_OF_ALL)
            found = published(parsed)
        title = title if title.text else found.title
        before = len(guides) - 1 if guides else None
        sections += (_moved(section, before) for section in found.sections)
        guides += map(plainly_titled, found.guides)
        ratings += found.ratings
        verdict = verdict or found.verdict
        data = _completed(data, found.metadata)
    typed = replace(
        review,
        title=title,
        metadata=data,
        guides=tuple(guides),
        sections=tuple(_without_bare_heads(sections, review)),
        ratings=tuple(ratings),
        verdict=verdict,
    )
    if verdict is None and data.status not in UNFINISHED:
        if faults is None:
            raise ReviewError(missing)
        faults += missing
    if faults is not None and not title.text:
        faults.append(report("RF101", place(""), variant="none"))
    return sound(with_seasons(typed), place, faults)


def _without_bare_heads(sections: Sequence[Section], before: Review) -> Iterator[Section]:
    """Yield sections without those whose lines have become entries, ratings or the verdict.

    Their headings say no more than these parts. `before` is the review with its lines.
    """
    from reviewfmt.pandoc_ast.reading.body import is_printed

    said = {one.heading.text for one in before.sections if one.heading and one.blocks}
    for section in sections:
        head = section.heading
        bare = head is not None and not section.blocks and section.score is None
        if bare and head is not None and head.text in said and is_printed(head.plain.rstrip(" :")):
            continue
        yield section


_ASTRAY = frozenset(("RF110", "RF117"))
"""Kinds of lines that are prose here, since such a part cannot be in this place."""

_MOST_ROUNDS = 4


def _as_prose(text: str, numbers: set[int]) -> str:
    """Return lines in which the lines with these numbers are prose."""
    lines = text.split("\n")
    for number in numbers:
        line = lines[number - 1]
        if line.strip() and not line.startswith("\\"):
            lines[number - 1] = f"\n\\{line.strip()}\n"
    return "\n".join(lines)


_ASKED_OF_ALL = frozenset(("RF101", "RF102", "RF120"))
"""Rules about a whole document, which do not apply to its parts."""


def _with_one_verdict(text: str) -> str:
    """Return lines with one verdict, the last one with a name; other verdicts are prose."""
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.line_kinds import Verdict
    from reviewfmt.syntax.words import built_in

    parts = [part for line in text.split("\n") for part in _parts_of(line)]
    lines = [part for part, _ in parts]
    found = [(at, classify(line, built_in()).data) for at, line in enumerate(lines)]
    verdicts = [(at, data) for at, data in found if isinstance(data, Verdict)]
    named = [at for at, data in verdicts if data.name]
    kept = named[-1] if named else verdicts[-1][0] if verdicts else -1
    for at, data in verdicts:
        if at == kept:
            continue
        if parts[at][1] and data.split is not None and data.name:  # one of a row of ratings
            said = lines[at][data.split.name_end :].lstrip(" \t-–—:=|")
            lines[at] = f"[{data.name}] – {said}"
            continue
        sign, _, said = lines[at].partition(" ") if data.bullet else ("", "", lines[at])
        lines[at] = f"{sign} \\{said}".lstrip()
    return "\n".join(lines)


def _parts_of(line: str) -> list[tuple[str, bool]]:
    """Return a line, or the verdicts and ratings in it, and whether it was a row of them."""
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.lines import cut
    from reviewfmt.syntax.words import built_in

    pieces = cut(line, classify(line, built_in()), built_in()) if line else None
    if not pieces or len(pieces) < _LEAST_PARTS:
        return [(line, False)]
    return [(line[one.start : one.end].rstrip(), True) for one in pieces]


_LEAST_PARTS = 2


def _said_at(text: str, span: Span) -> str:
    """Return the words at a place in a text, or those of its line if it has none."""
    said = text[span.offset : span.end_offset]
    return said if said.strip() else text.split("\n")[span.line - 1]


def _moved(section: Section, before: int | None) -> Section:
    """Return a section of lines that are below the guide `before`."""
    if before is None:
        return section
    return replace(section, guide=before if section.guide is None else before + 1 + section.guide)


def _completed(data: Metadata, other: Metadata) -> Metadata:
    """Return fields completed with those of `other`."""
    missing = {
        field.name: getattr(other, field.name) for field in FIELDS if not getattr(data, field.name)
    }
    known = {each.key.casefold() for each in data.extra}
    extra = (each for each in other.extra if each.key.casefold() not in known)
    return replace(data, extra=(*data.extra, *extra), **missing)


def _typed_section(section: Section) -> str:
    """Return the lines of a section as a person would have typed them."""
    head = _typed_heading(section)
    below = map(_kept_paragraph if "#" in head else _typed, section.blocks)
    return "\n\n".join(filter(None, (head, *below)))


def _kept_paragraph(block: Block) -> str:
    """Return the lines of a block below a heading; a short paragraph there is not a heading."""
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.line_kinds import Kind
    from reviewfmt.syntax.words import built_in

    said = _typed(block)
    if not isinstance(block, Paragraph) or "\n" in said:
        return said
    found = classify(said, built_in())
    return f"\\{said}" if found.kind is Kind.PROSE and found.data is None else said


def _typed_heading(section: Section) -> str:
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.line_kinds import Kind
    from reviewfmt.syntax.words import built_in

    if section.heading is None:
        return ""
    text = section.heading.text
    if section.score is not None:
        text += f" – {section.score}"
    kind = classify(text, built_in()).kind
    if kind is Kind.VERDICT and section.score is not None and section.blocks:
        return f"{text}\n\n## {section.heading.text}"  # what is below it is about it
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
    from reviewfmt.syntax.line_kinds import SIGNS

    return f"\\{text}" if text[:1] in SIGNS else text


def _typed_figure(figure: Figure) -> str:
    caption = f' "{figure.caption}"' if figure.caption else ""
    return f"![{figure.alt or ''}]({figure.src}{caption})"


def types_more(review: Review) -> bool:
    """Tell whether a line of the prose is the heading of a guide, an entry, or a rating."""
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.line_kinds import Kind
    from reviewfmt.syntax.words import built_in

    lines = (
        line
        for section in review.sections
        for text in (
            section.heading.text if section.heading else "",
            *(block.text for block in section.blocks if isinstance(block, Paragraph)),
            *(
                item.text
                for block in section.blocks
                if isinstance(block, ItemList)
                for item in block.items
            ),
        )
        for line in text.split("\n")
        if line
    )
    more = (Kind.GUIDE, Kind.ENTRY, Kind.RATING)
    return any(classify(line, built_in()).kind in more for line in lines)


def sound(
    review: Review, place: Callable[[str], Span], faults: list[Diagnostic] | None = None
) -> Review:
    """Return `review` if it is valid; otherwise raise ReviewError with its errors.

    With `faults`, the errors are added to it, and words replace the unreadable scores.
    """
    from reviewfmt.converter.faulty import with_words_for_scores, without_words_for_scores
    from reviewfmt.document import validate
    from reviewfmt.findings import report

    found = [
        report(
            "RF105" if score.out_of else "RF106",
            place(f"{digits(score.value)}/{digits(score.out_of)}"),
            value=digits(score.value),
            out_of=digits(score.out_of),
        )
        for score in walk(review)
        if isinstance(score, Score) and (not score.out_of or score.value > score.out_of)
    ]
    if not found and not faults:  # what breaks the other lines is reported
        asked = review if faults is None else without_words_for_scores(review)
        found = [replace(one, span=place("")) for one in validate(asked)]
    if not found:
        return review
    if faults is None:
        raise ReviewError(found)
    faults += found
    return with_words_for_scores(review)


def on_one_line(review: Review) -> Review:
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


def with_seasons(review: Review) -> Review:
    """Return `review` with its season in each guide that names no season."""
    guides = (
        replace(guide, season=review.season) if guide.season is None else guide
        for guide in review.guides
    )
    return replace(review, guides=tuple(guides))
