"""Completions for a place: fields, values, the next entry, words, codes of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.characters import LIST_COMMAS
from reviewfmt.fields import FieldType, OwnField
from reviewfmt.model import LABELS
from reviewfmt.server.fields import SPECS, field_help, holds, own_fields
from reviewfmt.server.next_entry import next_entry
from reviewfmt.server.positions import Json, marked_up
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.parts import Part
from reviewfmt.syntax.vocabulary import fold

if TYPE_CHECKING:
    from reviewfmt.fields import FieldSpec
    from reviewfmt.server.analysis import Analysis

_IGNORE = re.compile(r"[%％]\s*+ignore(?:-file)?+\s*+:", re.I)
_COMMENT = re.compile(r"[%％]\s*+\w*+-?+\w*+")
_ASIDE = frozenset((Kind.COMMENT, Kind.BOILERPLATE))
_HEAD = frozenset((Kind.FIELD, Kind.RATING, Kind.VERDICT, *_ASIDE))

_LONGEST = 40
"""Nothing is offered after more characters than this, because the line is prose."""

# The kinds of items that the protocol numbers.
_METHOD, _FIELD, _VALUE, _KEYWORD, _SNIPPET = 2, 5, 12, 14, 15


class Offer(NamedTuple):
    """One offer: what is shown, what is written from `start` up to the cursor, and what it is."""

    label: str
    text: str
    kind: int
    start: int
    detail: str = ""
    documentation: str = ""
    snippet: bool = False


def completion(
    analysis: Analysis, offset: int, *, snippets: bool = False, markup: str | None = "markdown"
) -> list[Json]:
    """Return the items for the place at an offset, the likeliest first.

    `markup` is the kind of markup that the editor takes, None if it names none.
    """
    return [
        _item(analysis, one, offset, at, markup)
        for at, one in enumerate(_offers(analysis, offset, snippets=snippets))
    ]


def _item(analysis: Analysis, offer: Offer, offset: int, at: int, markup: str | None) -> Json:
    made: Json = {
        "label": offer.label,
        "kind": offer.kind,
        "sortText": f"{at:04}",
        "filterText": offer.label,
        "textEdit": {"range": analysis.places.range(offer.start, offset), "newText": offer.text},
        "insertTextFormat": 2 if offer.snippet else 1,
    }
    if offer.detail:
        made["detail"] = offer.detail
    if offer.documentation:
        made["documentation"] = marked_up(offer.documentation, markup)
    return made


def _offers(analysis: Analysis, offset: int, *, snippets: bool) -> Iterator[Offer]:
    line = analysis.places.line_of(offset)
    start = analysis.places.start_of(line)
    before = analysis.text[start:offset]
    begun = start + len(before) - len(before.lstrip())
    typed = analysis.text[begun:offset]
    if typed[:1] in ("%", "％"):
        yield from _comments(analysis, typed, begun)
        return
    if len(typed) > _LONGEST:
        return
    if _is_in_head(analysis, line):
        if any(sign in typed for sign in ":："):
            yield from _values(analysis, typed, begun)
            return
        yield from _keys(analysis, begun)
    if any(sign in typed for sign in ":：|"):
        return
    if _part_at(analysis, line) is Part.COMMENTS:
        return
    entry = next_entry(analysis, start, snippets=snippets)
    if entry is not None:
        yield Offer(entry.label, entry.text, _SNIPPET, begun, "the next entry", "", entry.snippet)
    yield from _openings(analysis, line, begun, is_in_guide=entry is not None)


def _part_at(analysis: Analysis, line: int) -> Part | None:
    """Return the part of the last line above a line that is not blank."""
    found = None
    for one, _, part in zip(*analysis.parsed.read, strict=True):
        if one.span.line > line:
            break
        found = part
    return found


# -- comments ---------------------------------------------------------------------------------


def _comments(analysis: Analysis, typed: str, begun: int) -> Iterator[Offer]:
    """Yield the codes that a comment may silence, or the openings of such comments."""
    match = _IGNORE.match(typed)
    if match is None:
        if _COMMENT.fullmatch(typed):
            for name, what in (("ignore", "the line or block below"), ("ignore-file", "the file")):
                text = f"% {name}: "
                yield Offer(text.strip(), text, _KEYWORD, begun, f"silence findings in {what}")
        return
    from reviewfmt.linter.settings import ALWAYS
    from reviewfmt.rules import catalogue

    named = typed[match.end() :]
    comma = named.rfind(",") + 1
    rest = named[comma:]
    start = begun + match.end() + comma + len(rest) - len(rest.lstrip())
    have = {one.strip().upper() for one in named[:comma].split(",")}
    lead = "" if rest[:1].isspace() or start > begun + match.end() + comma else " "
    for rule in catalogue(analysis.settings.plugins).values():
        if rule.code not in ALWAYS and rule.code not in have:
            yield Offer(rule.code, lead + rule.code, _VALUE, start, rule.name, rule.summary)


# -- the head ---------------------------------------------------------------------------------


def _is_in_head(analysis: Analysis, line: int) -> bool:
    """Tell whether a line, from 0, is below the title with nothing but fields between."""
    title = analysis.review.title
    if not title.text or line + 1 <= title.span.line:
        return False
    for one, kind, _ in zip(*analysis.parsed.read, strict=True):
        if title.span.end_line < one.span.line < line + 1 and kind not in _HEAD:
            return False
        if one.span.line > line:
            break
    return True


def _keys(analysis: Analysis, begun: int) -> Iterator[Offer]:
    """Yield the fields that the text does not have yet, in the language of the review."""
    have = {one.name for one in analysis.review.metadata.fields}
    words = analysis.words
    for spec in SPECS.values():
        if spec.name in have:
            continue
        key = words.word(analysis.language, "fields", spec.name)
        yield Offer(key, f"{key}: ", _FIELD, begun, holds(spec), field_help(spec, words))
    extra = {fold(one.key) for one in analysis.review.metadata.extra}
    for own in dict.fromkeys(own_fields(analysis.settings).values()):
        if extra.isdisjoint(map(fold, own.keys)):
            key = own.key(analysis.language)
            yield Offer(key, f"{key}: ", _FIELD, begun, holds(own), field_help(own, words))


def _values(analysis: Analysis, typed: str, begun: int) -> Iterator[Offer]:
    match = analysis.words.field_line.match(typed)
    if match is None:
        return
    key = fold(match["key"])
    own = own_fields(analysis.settings)
    spec = SPECS.get(analysis.words.fields.get(key, "")) or own.get(key)
    if spec is None:
        return
    colon = min(one for one in (typed.find(":"), typed.find("：")) if one >= 0)
    value = typed[colon + 1 :]
    if spec.type is FieldType.LIST:
        value = re.split(f"[{LIST_COMMAS}]", value)[-1]
    start = begun + len(typed) - len(value.lstrip())
    lead = "" if value[:1].isspace() else " "
    for one, detail in _values_of(analysis, spec):
        yield Offer(one, lead + one, _VALUE, start, detail)


def _values_of(analysis: Analysis, spec: FieldSpec | OwnField) -> Iterator[tuple[str, str]]:
    """Yield the values that a field may have, if they are few, with their meanings."""
    words = analysis.words
    vocabulary = words.vocabulary(analysis.language)
    if isinstance(spec, OwnField) and spec.values:
        for value in spec.values:
            yield value, spec.label
    elif spec.type is FieldType.STATUS:
        from reviewfmt.fields import STATUSES

        for status in STATUSES:
            yield words.word(analysis.language, "status", status), status
    elif spec.type is FieldType.LANGUAGE:
        for one in words.vocabularies:
            yield one.language, one.name
    elif spec.type is FieldType.DATE:
        from datetime import date

        yield date.today().isoformat(), "today"
    elif isinstance(spec, OwnField):
        return
    elif spec.name == "kind":
        for kind in vocabulary.tables.get("works", {}):
            for word in vocabulary.words("works", kind):
                yield word, kind
    elif spec.address is not None:
        yield spec.address.example, holds(spec)


# -- the body ---------------------------------------------------------------------------------


def _openings(analysis: Analysis, line: int, begun: int, *, is_in_guide: bool) -> Iterator[Offer]:
    """Yield what a line may open with, in the language of the review: guide, verdict, labels."""
    words, language, review = analysis.words, analysis.language, analysis.review
    if not review.title.text or line + 1 <= review.title.span.line:
        return
    if review.verdict is None:
        for noun in words.vocabulary(language).words("verdict", "nouns")[:_FEW]:
            yield Offer(noun, f"{noun}: ", _KEYWORD, begun, "the verdict")
    if not is_in_guide:
        names = words.vocabulary(language).words("guide", "names")
        for name in (names or words.vocabulary(None).words("guide", "names"))[:_FEW]:
            yield Offer(name, name, _KEYWORD, begun, "opens a guide")
    for label in LABELS:
        word = words.label_word(language, label)
        if "…" not in word:
            yield Offer(word, f"{word} ", _METHOD, begun, "a label of entries")


_FEW = 3
