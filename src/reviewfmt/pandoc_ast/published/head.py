"""Makes the head of a page and a book: byline, scores, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from reviewfmt.model import FIELDS, AnyScore, Review, Score, Title, digits, mean_of
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.marks import inlines_of
from reviewfmt.pandoc_ast.nodes import attributes
from reviewfmt.pandoc_ast.printed import day, field_word, printed, season_word
from reviewfmt.pandoc_ast.published.chart import LONG, Scored, length, share_of
from reviewfmt.pandoc_ast.published.made import MADE, raw
from reviewfmt.pandoc_ast.published.stars import has_stars, stars
from reviewfmt.pandoc_ast.shape import Inlines, Node, Shape
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Spoiler

_UPDATED = next(one for one in FIELDS if one.name == "updated")

_FEWEST_PARTS = 3
"""A page with fewer parts needs no table of contents."""


COVER = "cover:"
"""The placeholder address of a cover until it is embedded."""


class Cover(NamedTuple):
    """The cover on a page: its width and height in dots, and its alternative text."""

    width: int
    height: int
    alt: str


_SEPARATORS = ":|–—-"


def _parted(text: str) -> tuple[str, str]:
    """Return a text without the separator at its end, and the separator with its spaces."""
    said = text.rstrip()
    if said and said[-1] in _SEPARATORS:
        said = said[:-1].rstrip()
    return said, text[len(said) :]


def _signed(text: str) -> tuple[str, str]:
    """Return the separator at the beginning of a text with its spaces, and the rest."""
    said = text.lstrip()
    if said[:1] not in _SEPARATORS or not said[1:2].isspace():
        return "", text
    rest = said[1:].lstrip()
    return text[: len(text) - len(rest)], rest


def _place_of(work: str, title: str) -> int:
    """Return the place of the work, as a whole word, in a title; -1 if it is not there."""
    first = at = title.find(work) if work else -1
    while at >= 0:
        end = at + len(work)
        if not (title[at - 1 : at].isalnum() or title[end : end + 1].isalnum()):
            return at
        at = title.find(work, at + 1)
    return first


def title_of(title: Title, shape: Shape) -> Inlines | None:
    """Return the title split into the work, the words about it, and the tagline.

    The result is None if its line cannot be split without changing its meaning.
    """
    text, work, tagline = title.text, title.work, title.tagline or ""
    rest = text.removesuffix(tagline) if tagline else text
    at = _place_of(work, rest)
    if at < 0 or (tagline and rest == text):
        return None
    lead, sign = _parted(rest[:at])
    colon, said = _signed(rest[at + len(work) :])
    about, dash = _parted(said)
    parts = (
        (["lead"], lead),
        (["sign"], sign),
        (["work", "p-item", "h-item"], work),
        (["sign"], colon),
        (["about"], about),
        (["sign"], dash),
        (["tagline", "p-summary"], tagline),
    )
    nodes = [(names, inline.inlines(said)) for names, said in parts if said]
    together = [one for _, each in nodes for one in each]
    if inline.may_mark(text) and inline.normalized(together) != inline.inlines(text):
        return None
    return [
        {"t": "Span", "c": [attributes("", names), inlines_of(shape, each)]}
        for names, each in nodes
    ]


def head_of(
    review: Review,
    guides: Sequence[Scored],
    shape: Shape,
    language: str | None,
    cover: Cover | None,
) -> list[Node]:
    """Return what is below the title: cover, author and date, scores, contents."""
    found = [
        '<div class="facts">',
        _byline(review, language),
        _scores(review, guides, language),
        "</div>",
    ]
    if cover is not None:
        size = f' width="{cover.width}" height="{cover.height}"' if cover.width else ""
        alt = escape(cover.alt)
        found.insert(0, f'<img class="cover" src="{COVER}" alt="{alt}"{size} />')
    head = [raw(f'<div class="{MADE} head">\n' + "\n".join(filter(None, found)) + "\n</div>")]
    contents = _contents(review, language) if shape.pictures else ""
    return [*head, *([raw(contents)] if contents else [])]


def _byline(review: Review, language: str | None) -> str:
    """Return the line of facts: author, date, place and genre."""
    data = review.metadata
    updated = _time("dt-updated", language, data.updated)
    if data.updated == data.published:
        updated = ""
    said = [
        f'<span class="p-author h-card">{escape(data.author)}</span>' if data.author else "",
        _time("dt-published", language, data.published),
        f"{escape(field_word(language, _UPDATED))} {updated}" if updated else "",
        escape(data.network or ""),
        ", ".join(f'<span class="p-category">{escape(one)}</span>' for one in data.genre),
    ]
    line = '\u00a0<span class="dot" aria-hidden="true">·</span> '.join(filter(None, said))
    return f'<p class="byline">{line}</p>' if line else ""


def _time(name: str, language: str | None, said: date | None) -> str:
    if said is None:
        return ""
    return f'<time class="{name}" datetime="{said}">{escape(day(language, said))}</time>'


def _scores(review: Review, guides: Sequence[Scored], language: str | None) -> str:
    """Return the verdict and the means as figures, with stars if all of them can have stars."""
    found = list(_named_scores(review, guides, language))
    numbers = [score for _, _, score in found if isinstance(score, Score)]
    starred = all(map(has_stars, numbers))
    backwards = is_right_to_left(language)
    figures = [_score(*one, starred=starred, backwards=backwards) for one in found]
    return f'<div class="scores">{"".join(figures)}</div>' if figures else ""


def _named_scores(
    review: Review, guides: Sequence[Scored], language: str | None
) -> Iterator[tuple[str, str, AnyScore]]:
    """Yield the verdict and the mean of each season: class, name and score."""
    if review.verdict is not None and review.verdict.score is not None:
        yield "verdict", printed(language, "verdict"), review.verdict.score
    seasons: dict[int | None, list[Scored]] = {}
    for one in guides:
        seasons.setdefault(one.guide.season, []).append(one)
    for season, those in seasons.items():
        name = printed(language, "mean")
        if len(seasons) > 1 and season is not None:
            name = season_word(language, season)
        mean = those[0].mean
        if len(those) > 1:
            mean = mean_of(episode.score for one in those for episode in one.guide.episodes)
        if mean is not None and sum(len(one.shares) for one in those) > 1:
            yield "mean", name, mean


def _score(name: str, label: str, score: AnyScore, *, starred: bool, backwards: bool) -> str:
    """Return a score as a figure with stars or a bar below it."""
    share = share_of(score)
    shown = ""
    if isinstance(score, Score) and share is not None:
        bar = f'<span class="bar" style="{length(share)}"></span>'
        shown = stars(score, share, backwards=backwards) if starred else bar
    names = f"score {name}" + (" long" if len(str(score)) > LONG else "")
    return (
        f'<p class="{names}"><span class="name">{escape(label)}</span>'
        f" <b>{_figure(name, score, backwards=backwards)}</b>{shown}</p>"
    )


def _figure(name: str, score: AnyScore, *, backwards: bool) -> str:
    """Return a score as data; the verdict has the names of an h-review.

    Its parts are elements, which a page from right to left would otherwise reorder.
    """
    if not isinstance(score, Score):
        return f'<span class="p-rating">{escape(str(score))}</span>'
    rating, best = (' class="p-rating"', ' class="p-best"') if name == "verdict" else ("", "")
    value, most = digits(score.value), digits(score.out_of)
    said = (
        f'<data{rating} value="{value}">{value}</data>'
        f'<small>/<data{best} value="{most}">{most}</data></small>'
    )
    return f'<span dir="ltr">{said}</span>' if backwards else said


def _contents(review: Review, language: str | None) -> str:
    """Return the table of contents: a link to each part with a heading."""
    links = [
        f'<li><a href="#{target}">{escape(said)}</a></li>'
        for target, said in _parts(review, language)
    ]
    if len(links) < _FEWEST_PARTS:
        return ""
    name = escape(printed(language, "contents"))
    items = "\n".join(links)
    return f'<nav class="{MADE} contents" aria-label="{name}">\n<ol>\n{items}\n</ol>\n</nav>'


def _parts(review: Review, language: str | None) -> Iterator[tuple[str, str]]:
    """Yield the parts with a heading: the id and the words of each."""
    for place in (None, *range(len(review.guides))):
        if place is not None:
            season = review.guides[place].season
            key = "guide" if season is None else "season_guide"
            yield f"guide-{place + 1}", printed(language, key, season)
        for number, section in enumerate(review.sections, 1):
            if section.guide == place and section.heading is not None:
                yield f"section-{number}", _open_words(section.heading.text)
    if review.ratings:
        yield "ratings", printed(language, "ratings")
    if review.verdict is not None and review.verdict.score is not None:
        yield "verdict", printed(language, "verdict")


def _open_words(text: str) -> str:
    """Return a text without marks, and without the words in its spoilers."""
    nodes = inline.inlines(text)
    return "".join("…" if isinstance(one, Spoiler) else inline.plain_of((one,)) for one in nodes)
