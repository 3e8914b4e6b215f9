"""Resolves what each line is in its place, in one pass over the lines (spec, "Parts").

The input is the lines with their kinds. The output is tokens for the grammar, findings, and the
leaves that are not in the tree.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reviewfmt.characters import WHITE_SPACE, tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.fields import UNFINISHED
from reviewfmt.findings import report
from reviewfmt.model import Boilerplate, Leaf, Metadata, SeasonLine, Title
from reviewfmt.parser import fields as head_reader
from reviewfmt.parser import prose, ratings
from reviewfmt.parser.guide import read_guide, read_season_line
from reviewfmt.parser.slips import slips
from reviewfmt.parser.title import read_title
from reviewfmt.parser.tokens import Reading, Token, comment_or_boilerplate
from reviewfmt.span import Span
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.classification import is_top_boilerplate
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.line_readers import read_field
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.parts import Part
from reviewfmt.syntax.place import PROSE, View
from reviewfmt.syntax.scores import completed
from reviewfmt.syntax.words import Words

_ASIDE = frozenset((Kind.COMMENT, Kind.BOILERPLATE))
_ENTRY = Kind.ENTRY
_RATING = Kind.RATING
_VERDICT = Kind.VERDICT
_FIELD = Kind.FIELD
_TITLE = Kind.TITLE
_PROSE = Kind.PROSE
_HEADING = Kind.HEADING
_COMMENTS = Kind.COMMENTS
_BOILERPLATE = Kind.BOILERPLATE
_SEASON = Kind.SEASON
_TEXTS = frozenset((Kind.PROSE, Kind.ITEM))
_LONGEST_SCORE = 24
"""How many characters of a line may hold the score that ends it."""
_IN_TOP = Part.TOP
_IN_FIELDS = Part.FIELDS
_IN_BODY = Part.BODY
_IN_GUIDE = Part.GUIDE
_READERS: Mapping[Kind, Callable[[View, int], Reading]] = {
    **dict.fromkeys(PROSE, prose.read_paragraphs),
    Kind.RATING: ratings.read_rating,
    Kind.HEADING: prose.read_heading,
    Kind.ITEM: prose.read_list,
    Kind.QUOTE: prose.read_quote,
    Kind.FIGURE: prose.read_figure,
}
"""The function that reads a line of the body and the lines that continue it, by its kind."""


class Resolved(NamedTuple):
    """The result of resolving: `kinds` and `parts` are those of the lines in their places."""

    tokens: list[Token]
    title: Title
    metadata: Metadata
    findings: list[Diagnostic]
    beside: list[Leaf]
    kinds: list[Kind]
    parts: list[Part]


@dataclass(slots=True)
class _Place:
    """What is remembered of the lines above; the spec has the list."""

    verdict: Line | None = None
    tokens: list[Token] = dataclasses.field(default_factory=list)
    findings: list[Diagnostic] = dataclasses.field(default_factory=list)
    beside: list[Leaf] = dataclasses.field(default_factory=list)

    def take(self, reading: Reading) -> int:
        """Keep what a reader returned; return the line at which it stopped."""
        tokens, end, findings, beside, _, _ = reading
        self.tokens += tokens
        if findings:
            self.findings += findings
        if beside:
            self.beside += beside
        return end


def resolve(lines: list[Line], words: Words) -> Resolved:
    """Resolve the lines of a text that has at least one."""
    place = _Place()
    kinds = [line.kind for line in lines]
    parts = [_IN_BODY] * len(lines)
    k = _top(lines, kinds, parts, words, place)
    if k == len(lines):
        place.findings.append(report("RF120", Span()))
        nothing = head_reader.NOTHING
        return Resolved([], nothing, Metadata(), place.findings, place.beside, kinds, parts)
    head, findings = head_reader.read_head(lines, k, words)
    place.findings += findings
    title = head_reader.NOTHING
    if head is not None:
        title = head.title
        place.tokens.append(("TITLE", [title]))
        kinds[k], parts[k] = _TITLE, _IN_TOP
        k += 1
    repeats = frozenset() if head is None else _repeats(title.text, head.named.tagline)
    start = k
    k = _fields(lines, k, words, repeats, place, kinds, parts)
    said = head_reader.read_values(
        [node for kind, nodes in place.tokens if kind == "FIELD" for node in nodes], title, words
    )
    place.findings += said.findings
    if head is not None and not head.explicit and not head.named.told:
        names = {one.name for one in said.metadata.fields}
        if "work" not in names:
            place.findings.append(report("RF123", title.span, work=title.work))
    view = View(lines, k, repeats, place.verdict is not None, words)
    _body(view, k, place, kinds, parts)
    if head is None:
        _drop_second_title(place.findings)
    _missing_verdict(view, lines, said.metadata, place, k)
    place.findings += _keys_in_prose(lines, k, kinds, words)
    reported = {one.span.offset for one in place.findings}
    place.findings += slips(lines, kinds, start, reported, view)
    return Resolved(
        place.tokens, said.title, said.metadata, place.findings, place.beside, kinds, parts
    )


def _drop_second_title(findings: list[Diagnostic]) -> None:
    """Drop the finding on a heading with `#` if RF101 names it as the likely title."""
    titles = {one.span.offset for one in findings if one.code == "RF101"}
    findings[:] = [one for one in findings if one.code != "RF124" or one.span.offset not in titles]


def _keys_in_prose(
    lines: list[Line], k: int, kinds: list[Kind], words: Words
) -> Iterator[Diagnostic]:
    """Report lines right below the title and the fields whose key looks like a known one."""
    at = k
    while at < len(lines) and lines[at].block == lines[k].block:
        line = lines[at]
        if line.kind is not _PROSE or (":" not in line.text and "：" not in line.text):
            return
        field = read_field(line.text, words)
        if field is None or field.name is not None or kinds[at] not in (_PROSE, _HEADING):
            return
        near = head_reader.nearest_key(field.key, words)
        if near is not None:
            yield report("RF114", line.span, key=field.key, near=near)
        at += 1


def repeated_titles(text: str, words: Words) -> frozenset[str]:
    """Return the texts that repeat a title line: the whole line, and all but its tagline."""
    if not text:
        return frozenset()
    return _repeats(text, read_title(text, words).tagline)


def _repeats(text: str, tagline: str | None) -> frozenset[str]:
    if tagline is None or not text.endswith(tagline):
        return frozenset((text,))
    return frozenset((text, text[: -len(tagline)].rstrip(WHITE_SPACE + "-–—－:：|｜")))


def _top(
    lines: list[Line], kinds: list[Kind], parts: list[Part], words: Words, place: _Place
) -> int:
    """Read the comments and the boilerplate above the title; return the title's line."""
    for at, line in enumerate(lines):
        if line.kind in _ASIDE:
            place.beside.append(comment_or_boilerplate(line))
        elif line.kind is not _COMMENTS and is_top_boilerplate(line.text, words):
            place.beside.append(
                comment_or_boilerplate(line._replace(kind=_BOILERPLATE, data="top"))
            )
            kinds[at] = _BOILERPLATE
        else:
            return at
        parts[at] = _IN_TOP
    return len(lines)


def _fields(
    lines: list[Line],
    k: int,
    words: Words,
    repeats: frozenset[str],
    place: _Place,
    kinds: list[Kind],
    parts: list[Part],
) -> int:
    """Read the fields and what is among them; return the first line below them."""
    read = head_reader.read_fields(lines, k, words, repeats)
    place.tokens += read.tokens
    place.findings += read.findings
    place.verdict = read.verdict
    spans = {field.span.offset for field in read.fields}
    for at in range(k, read.end):
        parts[at] = _IN_FIELDS
        if lines[at].span.offset in spans:
            kinds[at] = _FIELD
        elif lines[at].kind in _ASIDE:
            place.beside.append(comment_or_boilerplate(lines[at]))
    return read.end


def _body(view: View, k: int, place: _Place, kinds: list[Kind], parts: list[Part]) -> None:
    """Read the body and its guides, up to the comments of readers."""
    lines = view.lines
    at = k
    pending: SeasonLine | None = None
    taken = set(view.taken.values())
    kinds[k:] = view.kinds[k:]
    while at < view.end:
        kind = kinds[at] = view.kind_at(at)
        start = at
        reader = _READERS.get(kind)
        if reader is not None:
            at = place.take(reader(view, at))
        elif kind in _ASIDE:
            line = lines[at]
            if kind is _BOILERPLATE and line.kind is not kind:
                line = line._replace(kind=kind, data=None)
            place.beside.append(comment_or_boilerplate(line))
            at += 1
        elif kind is _VERDICT:
            at = place.take(ratings.read_verdict(view, at, place.verdict))
            place.verdict = place.verdict or lines[start]
        elif kind is _SEASON:
            assert at in taken
            pending = read_season_line(lines[at], place.findings)
            place.beside.append(pending)
            at += 1
        else:
            reading = read_guide(view, at, pending if at in view.taken else None)
            at = place.take(reading)
            pending = None
            _mark_guide(view, start, reading, kinds, parts)
    for one in range(view.end, len(lines)):
        kinds[one], parts[one] = _BOILERPLATE, Part.COMMENTS
        place.beside.append(Boilerplate(tidy(lines[one].text), lines[one].span))
    if view.end < len(lines):
        kinds[view.end] = _COMMENTS


def _mark_guide(
    view: View, start: int, reading: Reading, kinds: list[Kind], parts: list[Part]
) -> None:
    """Record what the lines of a guide are; prose that was read with it belongs to the body."""
    entries = reading.entries
    end = reading.end if reading.guide_end is None else reading.guide_end
    parts[start:end] = [_IN_GUIDE] * (end - start)
    for at in range(start, end):
        if at in entries:
            kinds[at] = _ENTRY
        elif kinds[at] is _RATING:
            kinds[at] = view.kind_in_guide(at)


def _missing_verdict(
    view: View, lines: list[Line], metadata: Metadata, place: _Place, start: int
) -> None:
    """Report a missing verdict, at the line that comes closest to one, or at the end."""
    if place.verdict is not None or metadata.status in UNFINISHED:
        return
    near = _near_verdict(view, start) or _verdict_in_words(metadata, view.words)
    if near is not None:
        place.findings.append(near)
        return
    if view.end < len(lines):
        for line in lines[view.end + 1 :]:
            if line.kind is _VERDICT:
                finding = report(
                    "RF102", lines[view.end].span, variant="comments", line=line.span.line
                )
                place.findings.append(finding)
                return
    untitled = any(found.code == "RF101" for found in place.findings)
    if place.tokens or not untitled:
        scored = None if untitled else _score_in_prose(view, start)
        place.findings.append(scored or report("RF102", lines[-1].span))


def _score_in_prose(view: View, start: int) -> Diagnostic | None:
    """Report the last score that ends a line of prose or an item, as on pages of other sites."""
    words = view.words
    for at in range(view.end - 1, start - 1, -1):
        line = view.lines[at]
        if view.kinds[at] not in _TEXTS:
            continue
        text = line.text
        for match in words.score.finditer(text, max(0, len(text) - _LONGEST_SCORE)):
            if match.end() == len(text.rstrip(".")) and not isinstance(
                completed(text, match, words).value, str
            ):
                spelling = f"{words.word(None, 'verdict', 'nouns')}: {match[0]}"
                return report(
                    "RF102",
                    view.lines[-1].span,
                    variant="scored",
                    line=line.span.line,
                    score=match[0],
                    spelling=spelling,
                    related=(line.span,),
                )
    return None


def _near_verdict(view: View, start: int) -> Diagnostic | None:
    """Report the last rating, or heading with a score, whose name is a verdict's."""
    for at in range(view.end - 1, start - 1, -1):
        line = view.lines[at]
        data = line.data
        if not isinstance(data, line_kinds.Rating | line_kinds.Heading) or data.split is None:
            continue
        name = data.name if isinstance(data, line_kinds.Rating) else data.text
        if view.words.verdict_name.fullmatch(name) is not None:
            score = data.split.score
            shown = "8/10" if score is None else line.text[score.start : score.end]
            return _near(line.span, line.text, view.kinds[at], shown, view.words)
    return None


def _verdict_in_words(metadata: Metadata, words: Words) -> Diagnostic | None:
    """Report the last field that has the name of a verdict, and words."""
    for field in reversed(metadata.extra):
        if words.verdict_name.fullmatch(field.key) is not None:
            return _near(field.span, f"{field.key}: {field.value}", _FIELD, "8/10", words)
    return None


def _near(span: Span, line: str, kind: Kind, score: str, words: Words) -> Diagnostic:
    spelling = f"• {words.word(None, 'verdict', 'nouns')} - {score}"
    return report("RF102", span, variant="near", line=line, kind=kind, spelling=spelling)
