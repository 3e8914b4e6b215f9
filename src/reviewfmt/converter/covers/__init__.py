"""Draws the cover of a book that has no cover picture, from what its reviews say.

One plan is drawn twice: as SVG, which reading systems show in any size and in their own fonts, and
as PNG, for the shelves of reading systems that do not know SVG. The PNG uses a bundled font, so it
is the same on every machine. Text that this font cannot write, such as Japanese, is only in the
SVG; the PNG then has the score and the chart.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.converter.covers.pictures import png_of, svg_of
from reviewfmt.converter.covers.plan import Figure, Plan, plan
from reviewfmt.converter.pictures.cover import Picture
from reviewfmt.converter.seen import seen
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.pandoc_ast.printed import printed, season_word
from reviewfmt.pandoc_ast.published.chart import share_of


def drawn_cover(review: Review, language: str) -> tuple[Picture, Picture]:
    """Return the cover of a review in a language: as SVG and as PNG, with one text for both."""
    plan = plan_of(review, language)
    said = alt_of(review, language)
    return (
        Picture(svg_of(plan, said).encode(), "svg", "image/svg+xml", said),
        Picture(png_of(plan), "png", "image/png", said),
    )


def drawn_shelf(
    title: str, years: str, authors: str, shares: Sequence[float], language: str
) -> tuple[Picture, Picture]:
    """Return the cover of a book of many reviews, as SVG and as PNG.

    `shares` are the heights of the columns.
    """
    drawn = plan(title, years, None, authors, shares, backwards=is_right_to_left(language))
    return (
        Picture(svg_of(drawn, title).encode(), "svg", "image/svg+xml", title),
        Picture(png_of(drawn), "png", "image/png", title),
    )


def alt_of(review: Review, language: str) -> str:
    """Return the alternative text of a drawn cover: the title, and the verdict."""
    title = seen(review.title.text)
    score = review.verdict.score if review.verdict else None
    return title if score is None else f"{title}. {printed(language, 'verdict')}: {score}"


def plan_of(review: Review, language: str) -> Plan:
    """Return the plan of the cover of a review."""
    work = seen(review.title.work) or seen(review.title.text)
    season = review.title.season
    score = review.verdict.score if review.verdict else None
    name = "" if season is None else season_word(language, season)
    author = review.metadata.author or ""
    shares = [share_of(one.score) for one in review.episodes]
    return plan(
        work,
        name,
        Figure(printed(language, "verdict"), score, share_of(score)),
        author,
        [one for one in shares if one is not None],
        backwards=is_right_to_left(language),
    )
