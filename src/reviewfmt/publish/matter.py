"""What is around the reviews of a book: its title page, its contents, its index, its charts.

All of it is made here as plain values, for the templates in `templates/book/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from reviewfmt.assets import asset
from reviewfmt.converter.epub.contents import Entry
from reviewfmt.converter.heads import spoken
from reviewfmt.pandoc_ast.printed import printed
from reviewfmt.pandoc_ast.published.chart import length
from reviewfmt.publish.shelf import WORK, Shelf
from reviewfmt.publish.verdict_charts import charts
from reviewfmt.syntax.vocabulary import NUMBER_HERE
from reviewfmt.syntax.words import built_in
from reviewfmt.theme import Look, check, html, styles

SHEET = "templates/themes/book.css"
"""The asset with the rules for what is around reviews; the theme's own follow it."""

VARIABLES = {
    "title": "the title of the book",
    "authors": "up to eight authors of the reviews, those with the most reviews first",
    "more_authors": "true if there are more authors",
    "years": "the years of the reviews, such as 2019–2024; empty if no review has a date",
    "count": "the number of reviews, in words",
    "language": "the language of the book",
    "direction": "ltr or rtl",
    "works": "the works by name, each with `name` and `reviews`; a review has `label`, `title`,"
    " `author`, `date`, `verdict`, `share` (a style), `mean` and `href`",
    "words": "words in the language of the book: `contents`, `works_index`, `comparison`,"
    " `verdict`, `mean` and `title`",
    "heading": "the heading element: h1 in an EPUB, h2 on a long page",
    "charts": "the charts of the verdicts as HTML; empty if there are fewer than two verdicts",
}
"""The variables of the templates in `templates/book/`, and their content."""

ON_A_PAGE = {
    "generator": "the name of this program",
    "description": "the title, the authors and the years on one line",
    "contents": "the table of contents as HTML",
    "reviews": "the reviews as HTML, one article each",
    "json_ld": "the linked data",
    "css": "the style sheet",
}
"""The additional variables of `long.html.jinja`."""

TEMPLATES = ("book/title.html.jinja", "book/compared.html.jinja", "book/index.html.jinja")
LONG = "long.html.jinja"

_MOST_AUTHORS = 8
_WORDS = ("contents", "works_index", "comparison", "verdict", "mean", "title")


def check_look(look: Look) -> None:
    """Check that the templates of a look can be used for a book. Raises ThemeError."""
    if look.templates:
        check(look, dict.fromkeys(TEMPLATES, VARIABLES) | {LONG: {**VARIABLES, **ON_A_PAGE}})


def variables(shelf: Shelf, hrefs: Sequence[str], heading: str) -> dict[str, Any]:
    """Return the variables of the templates of a book.

    `hrefs` lead to the reviews, in the order of the book; `heading` is the element of headings.
    """
    language = shelf.language
    number = str(len(shelf.chapters))
    drawn = charts(
        [(one.name, [shelf.records[at] for at in one.places]) for one in shelf.works],
        language,
        rtl=shelf.is_backwards,
    )
    return {
        "title": shelf.title,
        "language": language,
        "direction": "rtl" if shelf.is_backwards else "ltr",
        "authors": list(shelf.authors[:_MOST_AUTHORS]),
        "more_authors": len(shelf.authors) > _MOST_AUTHORS,
        "years": shelf.years,
        "count": built_in().printed(language, "site")["count"].replace(NUMBER_HERE, number),
        "works": _works(shelf, hrefs),
        "words": {key: printed(language, key) for key in _WORDS},
        "heading": heading,
        "charts": html(drawn),
    }


def _works(shelf: Shelf, hrefs: Sequence[str]) -> list[dict[str, Any]]:
    several = len({one.author for one in shelf.records}) > 1
    found = []
    for work in shelf.works:
        reviews = []
        for at in work.places:
            one = shelf.records[at]
            reviews.append(
                {
                    "label": html(_name_of(shelf, at, short=len(work.places) > 1)),
                    "title": one.title,
                    "author": one.author if several else None,
                    "date": one.published,
                    "verdict": one.verdict and one.verdict.text,
                    "share": one.verdict and length(one.verdict.share),
                    "mean": one.mean and one.mean.text,
                    "href": hrefs[at],
                }
            )
        name = _in_language(work.name, work.language, shelf.language)
        found.append({"name": html(name), "reviews": reviews})
    return found


def _name_of(shelf: Shelf, at: int, *, short: bool = False) -> str:
    """Return the name of a review as XHTML; with `short` only the season."""
    name, season = shelf.labels[at]
    if short and season:
        return escape(season)
    said = _in_language(name, shelf.records[at].language, shelf.language)
    return f"{said} – {escape(season)}" if season else said


def _in_language(name: str, language: str, around: str) -> str:
    """Return a name as XHTML, with its language if it differs from the language around it."""
    text = escape(name)
    if language == around:
        return text
    said = spoken(language, xml=True)
    direction = "" if " dir=" in said else ' dir="ltr"'
    return f"<span{said}{direction}>{text}</span>"


def contents_of(shelf: Shelf, hrefs: Sequence[str]) -> tuple[Entry, ...]:
    """Return the table of contents: works with their seasons, or the reviews in order."""
    if shelf.asked.order != WORK:
        return tuple(
            Entry(_in_language(one.title, one.language, shelf.language), href)
            for one, href in zip(shelf.records, hrefs, strict=True)
        )
    found = []
    for work in shelf.works:
        first = work.places[0]
        if len(work.places) == 1:
            found.append(Entry(_name_of(shelf, first), hrefs[first]))
            continue
        below = tuple(Entry(_name_of(shelf, at, short=True), hrefs[at]) for at in work.places)
        name = _in_language(work.name, work.language, shelf.language)
        found.append(Entry(name, hrefs[first], below))
    return tuple(found)


def sheet_of(look: Look) -> str:
    """Return the style sheet of a book in a look."""
    return f"{asset(SHEET).read_text(encoding='utf-8')}\n{styles(look)}\n"
