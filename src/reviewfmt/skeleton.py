"""Writes the skeleton of a review: what is known in advance, in the words of its language.

The text is canonical. The linter finds what is still missing: a field without a value (RF418), a
heading with nothing below it (RF307), and comments that begin with `todo` (RF323).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from reviewfmt.characters import CONTROL, strip, tidy
from reviewfmt.converter import with_metadata
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, Episode, Field, Guide, Heading, Metadata, Review, Score, Title
from reviewfmt.parser import parse
from reviewfmt.syntax.vocabulary import NUMBER_HERE
from reviewfmt.syntax.words import Words, built_in
from reviewfmt.writer import dumps
from reviewfmt.writer.spelling import Speller

MOST_EPISODES = 2000
"""The most entries of a skeleton: nobody fills in more by hand."""

_ANYTHING = "…"
_TODO = "% todo: "


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a review in advance.

    `titles` are the titles of the first entries; `episodes` is the number of all entries, if it is
    given, and `label` is their label, Episode or Chapter. `metadata` has the values of fields by
    name, as in `convert --metadata`; `extra` has those of other fields by the keys of their lines.
    `sections` are headings; None is the usual heading of a conclusion in the language. `maximum` is
    the maximum of the scores in examples.
    """

    work: str
    season: int | None = None
    episodes: int | None = None
    titles: Sequence[str] = ()
    language: str = "en"
    metadata: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    sections: Sequence[str] | None = None
    maximum: int = 10
    label: str = "Episode"


def skeleton(plan: Plan, words: Words | None = None) -> str:
    """Return the text of the skeleton, in the canonical form.

    Raises ValueError for values that no review can hold: an empty work, a line break in a title or
    in the value of a field, more titles than episodes. Raises ReviewError for a value that a field
    cannot have.
    """
    words = words or built_in()
    _refuse(plan)
    given = {"language": plan.language, "status": "draft", **plan.metadata}
    review = with_metadata(_review(plan, words), given)
    language = review.metadata.language
    speller = Speller(words, language)
    lines = [_with_empty_fields(review, words).rstrip("\n")]
    if review.guides:
        entry = replace(review.guides[0].episodes[0], title=_ANYTHING, score=_shown(plan))
        lines.append(f"{_TODO}{speller.entry(entry)}")
    sections = plan.sections
    if sections is None:
        sections = (words.word(language, "headings", "conclusion"),)
    for one in sections:
        lines.append(speller.heading(Heading(tidy(one)).text, None)[1])
    noun = words.word(language, "verdict", "nouns")
    lines.append(f"{_TODO}{noun} - {_shown(plan)}")
    return "\n\n".join(lines) + "\n"


def has_words(language: str, words: Words | None = None) -> bool:
    """Tell whether a skeleton in a language has words of that language, not the English ones."""
    words = words or built_in()
    tag = tidy(language).lower()
    return tag.partition("-")[0] == "en" or words.vocabulary(tag) is not words.vocabulary("en")


def _shown(plan: Plan) -> Score:
    return Score(Decimal(max(1, plan.maximum * 7 // 10)), Decimal(plan.maximum))


def _entries(plan: Plan) -> str:
    return f"{plan.label.lower()}s"


def _refuse(plan: Plan) -> None:
    named = [("the work", plan.work)]
    named += [("a title", one) for one in plan.titles]
    named += [("a heading", one) for one in plan.sections or ()]
    for what, text in named:
        if not tidy(text):
            raise ValueError(f"{what} is empty")
    values = {"language": plan.language, **plan.metadata, **plan.extra}
    for what, text in [*named, *((f"the value of {key}", one) for key, one in values.items())]:
        if CONTROL.search(text) or len(strip(text).splitlines()) > 1:
            raise ValueError(f"{what} holds a control character or a line break")
    count, titles = plan.episodes, len(plan.titles)
    if count is not None and count < titles:
        raise ValueError(f"there are more titles ({titles}) than {_entries(plan)} ({count})")
    if max(titles, count or 0) > MOST_EPISODES:
        raise ValueError(f"there are more than {MOST_EPISODES} {_entries(plan)}")


def _review(plan: Plan, words: Words) -> Review:
    work = tidy(plan.work)
    season = ""
    if plan.season is not None:
        pattern = words.word(plan.language, "season", "patterns")
        season = pattern.replace(NUMBER_HERE, str(plan.season))
    reviewed = words.word(plan.language, "title", "review")
    title = " ".join(part for part in (work, season, reviewed) if part)
    count = plan.episodes if plan.episodes is not None else len(plan.titles)
    titles = [tidy(one) for one in plan.titles]
    titles += [""] * (count - len(titles))
    entries = tuple(
        Episode(plan.label, Decimal(number), title=name or None)
        for number, name in enumerate(titles, 1)
    )
    return Review(
        Title(title, work, plan.season, None),
        Metadata(extra=tuple(Field(key, tidy(value), None) for key, value in plan.extra.items())),
        guides=(Guide(plan.season, entries),) if entries else (),
    )


def _with_empty_fields(review: Review, words: Words) -> str:
    """Return the text of a review, with an empty line for each field that every review has."""
    missing: dict[str, Any] = {
        one.name: date.min if one.type is FieldType.DATE else _ANYTHING
        for one in FIELDS
        if one.required and not getattr(review.metadata, one.name)
    }
    filled = replace(review, metadata=replace(review.metadata, **missing))
    text = dumps(filled, words)
    for line in reversed(parse(text, words).review.metadata.fields):
        if line.name in missing:
            empty = f"{line.key}:"
            text = text[: line.span.offset] + empty + text[line.span.end_offset :]
    return text
