"""The variables of page templates, in one table, as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from reviewfmt.addresses import is_web
from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter import heads
from reviewfmt.converter.seen import description, seen
from reviewfmt.converter.structured import picture, script
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, GRADES, AnyScore, Episode, ItemList, Review, Score, mean_of
from reviewfmt.pandoc_ast import CONS, PROS, entry_label, is_right_to_left, praised
from reviewfmt.pandoc_ast.printed import day, field_word
from reviewfmt.theme import DEFAULT, PAGE, Look, html, needed, render, sheet

GENERATOR = "reviewfmt"


class Page(NamedTuple):
    """The data for the variables: a review, its text as HTML, and the look of its page.

    `language` is used if the review names none.
    """

    review: Review
    body: str
    language: str | None
    look: Look

    @property
    def spoken(self) -> str | None:
        """The language of the page."""
        return self.review.metadata.language or self.language


class Variable(NamedTuple):
    """A variable: its name, its description in the documentation, and its function."""

    name: str
    what: str
    value: Callable[[Page], Any]


def variables(page: Page, names: Collection[str]) -> dict[str, Any]:
    """Return the variables of a page whose names are in `names`."""
    return {name: _VALUES[name](page) for name in names if name in _VALUES}


# -- values -----------------------------------------------------------------------------------


def _language(page: Page) -> str | None:
    named = page.spoken
    return named if named and LANGUAGE_TAG.fullmatch(named) else None


def _day(said: date | None) -> str | None:
    return None if said is None else said.isoformat()


def _words(page: Page, said: date | None) -> str | None:
    return None if said is None else day(page.spoken, said)


def _number(number: Decimal) -> int | float:
    whole = int(number)
    return whole if whole == number else float(number)


def _score(score: AnyScore | None, note: str | None = None) -> dict[str, Any] | None:
    """Return a score for templates; `share` is from 0 to 1, or None for a grade."""
    if score is None:
        return None
    if isinstance(score, Score):
        value: object = _number(score.value)
        best: object = _number(score.out_of)
        share = float(score) if score.out_of else 0.0
    else:
        value, best, share = score.grade, GRADES[0], None
    said = seen(note) if note else None
    return {"text": str(score), "value": value, "best": best, "share": share, "note": said}


def _entry(page: Page, entry: Episode, season: int | None) -> dict[str, Any]:
    label = None
    if entry.label is not None:
        label = entry_label(page.spoken, entry.label, entry.number, entry.number_end)
    return {
        "label": label,
        "number": None if entry.number is None else _number(entry.number),
        "season": season,
        "title": seen(entry.title) if entry.title else None,
        "score": _score(entry.score),
        "has_notes": bool(entry.notes),
    }


def _episodes(page: Page) -> list[dict[str, Any]]:
    return [
        _entry(page, one, guide.season) for guide in page.review.guides for one in guide.episodes
    ]


def _guides(page: Page) -> list[dict[str, Any]]:
    return [
        {
            "season": one.season,
            "score": _score(one.score),
            "mean": _score(mean_of(each.score for each in one.episodes)),
            "episodes": [_entry(page, each, one.season) for each in one.episodes],
        }
        for one in page.review.guides
    ]


def _ratings(page: Page) -> list[dict[str, Any]]:
    return [
        {"name": seen(one.aspect), "score": _score(one.score, one.note)}
        for one in page.review.ratings
    ]


def _side(page: Page, side: str) -> list[str]:
    return [
        seen(item.text)
        for section in page.review.sections
        if praised(section) == side
        for block in section.blocks
        if isinstance(block, ItemList)
        for item in block.items
    ]


def _fields(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in FIELDS:
        value = getattr(page.review.metadata, one.name)
        if one.type is FieldType.LIST:
            value = list(value)
        elif one.type is FieldType.DATE:
            value = _day(value)
        found[one.name] = value
    return found


def _labels(page: Page) -> dict[str, str]:
    return {one.name: field_word(page.spoken, one) for one in FIELDS}


_TAG = re.compile(r"<(?P<end>/?)(?:section|div)\b(?P<rest>[^<>]*+)>")
_ID = re.compile(r'\bid="(section-(\d{1,6}))"')


def _sections(page: Page) -> list[dict[str, Any]]:
    """Return the sections of prose, each with its HTML in the body."""
    found: list[dict[str, Any]] = []
    begun: list[tuple[int, re.Match[str] | None]] = []
    for tag in _TAG.finditer(page.body):
        if not tag["end"]:
            begun.append((tag.start(), _ID.search(tag["rest"])))
            continue
        at, named = begun.pop() if begun else (0, None)
        if named is not None:
            section = page.review.sections[int(named[2]) - 1]
            heading = section.heading
            found.append(
                {
                    "id": named[1],
                    "heading": None if heading is None else seen(heading.text),
                    "score": _score(section.score),
                    "html": html(page.body[at : tag.end()]),
                }
            )
    return found


def _canonical(page: Page) -> str | None:
    address = page.review.metadata.canonical
    return address if address and is_web(address) else None


# -- the table --------------------------------------------------------------------------------

VARIABLES = (
    Variable("title", "The title line, without marks.", lambda it: heads.plain_title(it.review)),
    Variable("work", "The name of the work.", lambda it: seen(it.review.title.work)),
    Variable("season", "The number of the season, or `none`.", lambda it: it.review.title.season),
    Variable(
        "tagline",
        "The tagline, or `none`.",
        lambda it: seen(it.review.title.tagline) if it.review.title.tagline else None,
    ),
    Variable("author", "The author, or `none`.", lambda it: it.review.metadata.author),
    Variable(
        "published",
        "The date of publication, such as `2024-04-11`, or `none`.",
        lambda it: _day(it.review.metadata.published),
    ),
    Variable(
        "published_words",
        "The same date in words, in the language of the page.",
        lambda it: _words(it, it.review.metadata.published),
    ),
    Variable(
        "updated",
        "The date of the last update, or `none`.",
        lambda it: _day(it.review.metadata.updated),
    ),
    Variable(
        "updated_words",
        "The same date in words, in the language of the page.",
        lambda it: _words(it, it.review.metadata.updated),
    ),
    Variable("language", "The language tag of the page, or `none`.", _language),
    Variable(
        "direction",
        "`rtl` for a language that is written from right to left, otherwise `ltr`.",
        lambda it: "rtl" if is_right_to_left(it.spoken) else "ltr",
    ),
    Variable(
        "verdict",
        "The verdict as a score, or `none`.",
        lambda it: it.review.verdict and _score(it.review.verdict.score, it.review.verdict.note),
    ),
    Variable(
        "mean",
        "The mean of all episodes as a score, or `none`.",
        lambda it: _score(mean_of(one.score for one in it.review.episodes)),
    ),
    Variable("episodes", "A list of all entries of the guides.", _episodes),
    Variable(
        "guides",
        "A list of the guides: `season`, `score`, `mean` and `episodes` of each.",
        _guides,
    ),
    Variable("ratings", "A list of the ratings: `name` and `score` of each.", _ratings),
    Variable("pros", "A list of the strengths that the review lists.", lambda it: _side(it, PROS)),
    Variable("cons", "A list of the weaknesses that the review lists.", lambda it: _side(it, CONS)),
    Variable(
        "sections",
        "A list of the sections of prose: `id`, `heading`, `score` and `html` of each.",
        _sections,
    ),
    Variable(
        "fields",
        "All fields by name, such as `fields.network`; `none` if the field is missing.",
        _fields,
    ),
    Variable(
        "labels",
        "The names of the fields in the language of the page, such as `labels.network`.",
        _labels,
    ),
    Variable(
        "extra",
        'All other fields, by their keys: `extra["Studio"]`.',
        lambda it: {one.key: one.value for one in it.review.metadata.extra},
    ),
    Variable(
        "cover", "The address of the cover on the web, or `none`.", lambda it: picture(it.review)
    ),
    Variable(
        "description",
        "The review in a sentence: its tagline, or the beginning of its prose.",
        lambda it: description(it.review),
    ),
    Variable("keywords", "A list of the genres and tags.", lambda it: heads.keywords(it.review)),
    Variable("canonical", "The address of the page on the web, or `none`.", _canonical),
    Variable("generator", "The name of the program, `reviewfmt`.", lambda _: GENERATOR),
    Variable(
        "body",
        "HTML: the content of the built-in page. `convert` needs it to read a page back.",
        lambda it: html(it.body),
    ),
    Variable(
        "metas",
        "HTML: the `meta` elements of author, date, description and cards.",
        lambda it: html(heads.metas(it.review, it.language)),
    ),
    Variable(
        "links",
        "HTML: the `link` elements of the canonical address and the licence.",
        lambda it: html(heads.links(it.review)),
    ),
    Variable(
        "json_ld",
        "HTML: the linked data, for a `script` element of the type `application/ld+json`.",
        lambda it: html(script(it.review, it.language)),
    ),
    Variable(
        "css",
        "HTML: the style sheet of the theme, followed by yours, for a `style` element.",
        lambda it: sheet(it.look),
    ),
)
"""The variables of a page, in the order of the documentation. docs/themes.md has the table."""

_VALUES: Mapping[str, Callable[[Page], Any]] = {one.name: one.value for one in VARIABLES}
NAMES = frozenset(_VALUES)
"""The names of the variables of a page."""


def page_of(body: str, review: Review, language: str | None, look: Look = DEFAULT) -> str:
    """Return a page of HTML around `body`; `language` is used if the review names none.

    Raises ThemeError if the user's template cannot be used.
    """
    page = Page(review, body, language, look)
    return render(PAGE, variables(page, needed(PAGE, look)), look)
