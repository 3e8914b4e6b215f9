"""What an editor shows at a place: the rule of a finding, a score in numbers, help on a field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewfmt.model import Field, Score, mean_of
from reviewfmt.server.fields import SPECS, field_help, own_fields
from reviewfmt.server.hints import scores, share_of_ten
from reviewfmt.server.positions import Json, marked_up
from reviewfmt.syntax.vocabulary import fold

if TYPE_CHECKING:
    from reviewfmt.model import AnyScore
    from reviewfmt.server.analysis import Analysis

_MOST_PAGES = 3
_LINE = "\n\n---\n\n"


def hover(analysis: Analysis, offset: int, markup: str | None = "markdown") -> Json | None:
    """Return the hover for the character at an offset; None if there is nothing to show.

    `markup` is the kind of markup that the editor takes: Markdown is readable as plain text.
    """
    found = list(_said(analysis, offset))
    if not found:
        return None
    start = max(one[0] for one in found)
    end = min(one[1] for one in found)
    return {
        "contents": marked_up(_LINE.join(one[2] for one in found), markup),
        "range": analysis.places.range(start, max(start, end)),
    }


def _said(analysis: Analysis, offset: int) -> Iterator[tuple[int, int, str]]:
    """Yield the texts, each with the span that it describes."""
    yield from _of_score(analysis, offset)
    yield from _of_field(analysis, offset)
    yield from _of_ignore(analysis, offset)
    yield from _of_findings(analysis, offset)


def _of_score(analysis: Analysis, offset: int) -> Iterator[tuple[int, int, str]]:
    for score in scores(analysis):
        span = score.span
        if isinstance(score, Score) and span.offset <= offset < span.end_offset:
            lines = [_in_numbers(score), *_means(analysis, score)]
            yield span.offset, span.end_offset, "\n\n".join(lines)
            return


def _in_numbers(score: Score) -> str:
    said = [f"**{score}**"]
    if (share := share_of_ten(score)) is not None:
        said.append(share)
    if score.out_of > 0 and 0 <= score.value <= score.out_of:
        said.append(f"{float(score):.0%}")
    return " = ".join(said)


def _means(analysis: Analysis, score: AnyScore) -> Iterator[str]:
    """Yield the mean of the guide as far as an entry's score, and that of all."""
    for guide in analysis.review.guides:
        for at, entry in enumerate(guide.episodes):
            if entry.score is not score:
                continue
            so_far = mean_of(one.score for one in guide.episodes[: at + 1])
            whole = mean_of(one.score for one in guide.episodes)
            if so_far is not None:
                yield f"mean so far: {so_far}"
            if whole is not None and at + 1 < len(guide.episodes):
                yield f"mean of the guide: {whole}"
            return
    if analysis.review.verdict is not None and analysis.review.verdict.score is score:
        mean = analysis.review.mean
        if mean is not None:
            yield f"mean of the entries: {mean}"


def _of_field(analysis: Analysis, offset: int) -> Iterator[tuple[int, int, str]]:
    leaf = analysis.context.leaf_at(offset)
    if not isinstance(leaf, Field):
        return
    own = own_fields(analysis.settings)
    spec = SPECS.get(leaf.name or "") or own.get(fold(leaf.key))
    if spec is not None:
        at = leaf.span.offset
        end = analysis.text.find(leaf.key, at) + len(leaf.key)
        if offset <= end:
            yield at, end, field_help(spec, analysis.words)


def _of_ignore(analysis: Analysis, offset: int) -> Iterator[tuple[int, int, str]]:
    """Yield the page of a rule that a comment silences, by its code there."""
    if not analysis.review.comments:
        return
    from reviewfmt.rules.ignores import ignores

    for one in ignores(analysis.context):
        for named in one.codes:
            if named.start <= offset <= named.end and (page := rule_page(named.code)):
                yield named.start, named.end, page


def _of_findings(analysis: Analysis, offset: int) -> Iterator[tuple[int, int, str]]:
    """Yield the findings at a place; the page of the rule for the first few codes."""
    told: set[str] = set()
    for found in analysis.findings:
        span = found.span
        if not span.offset <= offset <= max(span.end_offset, span.offset):
            continue
        said = f"{found.code}: {found.message}"
        if found.help:
            said += f"\n\n{found.help}"
        if found.code not in told and len(told) < _MOST_PAGES and (page := rule_page(found.code)):
            said += f"\n\n{page}"
        told.add(found.code)
        yield span.offset, span.end_offset, said


def rule_page(code: str) -> str | None:
    """Return the page of a rule in Markdown; None if there is no such rule."""
    from reviewfmt.rules import rule_of

    rule = rule_of(code)
    if rule is None:
        return None
    return f"### {rule.code} {rule.name} ({rule.severity.value})\n\n{rule.doc}"
