"""The structure of a text: the symbols of its outline, and the ranges that fold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewfmt.model import Boilerplate, Comment, Field, GuideHeading
from reviewfmt.server.positions import Json

if TYPE_CHECKING:
    from reviewfmt.model import Episode, Guide, Section
    from reviewfmt.server.analysis import Analysis
    from reviewfmt.span import Span

# The kinds of symbols that the protocol numbers.
_FILE, _MODULE, _METHOD, _PROPERTY, _STRING, _NUMBER, _EVENT = 1, 2, 6, 7, 15, 16, 24


def symbols(analysis: Analysis) -> list[Json]:
    """Return the outline: the title, and in it the fields, guides with their entries, sections."""
    review = analysis.review
    children = [*_fields(analysis)]
    for at, guide in enumerate(review.guides):
        children.append(_guide(analysis, guide, at))
    children += [_section(analysis, one) for one in review.sections if one.heading is not None]
    children += [
        _symbol(analysis, one.aspect, _NUMBER, _ends(one.span), detail=one.score)
        for one in review.ratings
    ]
    if review.verdict is not None:
        name = analysis.words.word(analysis.language, "verdict", "nouns")
        span = _ends(review.verdict.span)
        children.append(_symbol(analysis, name, _EVENT, span, detail=review.verdict.score))
    children.sort(key=lambda one: _key(one["range"]))
    if not review.title.text:
        return children
    whole = (0, analysis.places.end)
    title = _symbol(analysis, review.title.plain, _FILE, whole, _ends(review.title.span))
    return [{**title, "children": children}]


def flat(found: list[Json], uri: str, container: str | None = None) -> list[Json]:
    """Return an outline as a list, for editors that do not support a tree."""
    made = []
    for one in found:
        symbol = {"name": one["name"], "kind": one["kind"]}
        symbol["location"] = {"uri": uri, "range": one["range"]}
        if container is not None:
            symbol["containerName"] = container
        made += [symbol, *flat(one.get("children", []), uri, one["name"])]
    return made


def _key(found: Json) -> tuple[int, int]:
    return found["start"]["line"], found["start"]["character"]


def _ends(span: Span) -> tuple[int, int]:
    return span.offset, span.end_offset


def _symbol(
    analysis: Analysis,
    name: str,
    kind: int,
    span: tuple[int, int],
    selected: tuple[int, int] | None = None,
    *,
    detail: object = None,
) -> Json:
    made: Json = {
        "name": name.strip() or "…",  # the protocol asks for a name
        "kind": kind,
        "range": analysis.places.range(*span),
        "selectionRange": analysis.places.range(*(selected or span)),
    }
    if detail is not None:
        made["detail"] = str(detail)
    return made


def _fields(analysis: Analysis) -> Iterator[Json]:
    for one in analysis.review.metadata.fields:
        yield _symbol(analysis, one.key, _PROPERTY, _ends(one.span), detail=one.value)


def _guide(analysis: Analysis, guide: Guide, at: int) -> Json:
    """Return the symbol of a guide, which reaches from its name to its last note."""
    name = name_of(analysis, guide, at)
    start, end = _ends(guide.span)
    selected = (start, end)
    title = analysis.words.printed(analysis.language)["guide"]
    if name is not None:
        selected = _ends(name.span)
        title = analysis.text[slice(*selected)]
        start = min(start, selected[0])
    elif guide.episodes:
        selected = _ends(guide.episodes[0].span)
    made = _symbol(analysis, title, _MODULE, (start, end), selected, detail=guide.score)
    children = [_entry(analysis, one, end) for one in guide.episodes]
    return {**made, "children": children}


def name_of(analysis: Analysis, guide: Guide, at: int) -> GuideHeading | None:
    """Return the line that names a guide: the last one above its first entry, and below others."""
    above = analysis.review.guides[at - 1].span.end_offset if at else 0
    found = None
    for one in analysis.parsed.beside:
        if isinstance(one, GuideHeading) and above <= one.span.offset <= guide.span.offset:
            found = one
    return found


def _entry(analysis: Analysis, entry: Episode, end: int) -> Json:
    start, last = _ends(entry.span)
    reach = max([last, *(note.span.end_offset for note in entry.notes)])
    name = analysis.text[start : entry.score.span.offset if entry.score else last]
    said = " ".join(part for part in (_label(entry), entry.title or "") if part)
    whole = (start, min(max(reach, last), max(end, last)))
    return _symbol(analysis, said or name, _METHOD, whole, (start, last), detail=entry.score)


def _label(entry: Episode) -> str:
    from reviewfmt.model import digits

    if entry.label is None or entry.number is None:
        return entry.label or ""
    number = digits(entry.number)
    if entry.number_end is not None:
        number = f"{number}–{digits(entry.number_end)}"
    return f"{entry.label} {number}"


def _section(analysis: Analysis, section: Section) -> Json:
    heading = section.heading
    assert heading is not None
    span = _ends(section.span)
    selected = _ends(heading.span)
    whole = (min(span[0], selected[0]), max(span[1], selected[1]))
    return _symbol(analysis, heading.plain, _STRING, whole, selected, detail=section.score)


# -- folding ----------------------------------------------------------------------------------


def folding(analysis: Analysis) -> list[Json]:
    """Return the ranges that fold: fields, guides, entries, sections, comments, boilerplate."""
    found: dict[tuple[int, int], Json] = {}

    def fold(start: int, end: int, kind: str = "region") -> None:
        first, last = analysis.places.line_of(start), analysis.places.line_of(end)
        if first < last:
            made = {"startLine": first, "endLine": last, "kind": kind}
            found.setdefault((first, last), made)

    review = analysis.review
    fields = review.metadata.fields
    if fields:
        fold(fields[0].span.offset, fields[-1].span.end_offset)
    for at, guide in enumerate(review.guides):
        name = name_of(analysis, guide, at)
        start = guide.span.offset if name is None else min(name.span.offset, guide.span.offset)
        fold(start, guide.span.end_offset)
        for entry in guide.episodes:
            ends = [note.span.end_offset for note in entry.notes]
            fold(entry.span.offset, max([entry.span.end_offset, *ends]))
    for section in review.sections:
        if section.heading is not None:
            fold(section.heading.span.offset, max(_ends(section.span)))
    for run in _runs(analysis):
        fold(run[0], run[1], "comment")
    return [found[key] for key in sorted(found)]


def _runs(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield where comments stand, or boilerplate, with nothing between; the comments of readers."""
    run: list[Comment | Boilerplate] = []
    for leaf in (*analysis.leaves, Field("", "")):
        if isinstance(leaf, Comment | Boilerplate) and (not run or type(leaf) is type(run[0])):
            run.append(leaf)
            continue
        if run:
            yield run[0].span.offset, run[-1].span.end_offset
        run = [leaf] if isinstance(leaf, Comment | Boilerplate) else []
