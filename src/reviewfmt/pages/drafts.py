"""What reading a page gives: drafts of reviews, and what is in doubt about them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.model import GuideHeading, Review, SeasonLine
from reviewfmt.pages.lines import PageLine


class Doubt(NamedTuple):
    """What is in doubt about a line of a page.

    `why` is one of `WHY`; `chosen` the label that was taken, `other` the likeliest other one,
    with the probability of the first. A line that is `left` is in no review: its text is here.
    `said` are two values: they do not agree, or either is possible.
    """

    line: PageLine
    why: str
    chosen: str
    other: str | None = None
    probability: float | None = None
    left: bool = False
    said: str = ""


WHY: Mapping[str, str] = MappingProxyType(
    {
        "unsure": "the line may be something else",
        "no-title": "no line of the page is a title",
        "no-work": "no word of the title tells the work apart from the rest",
        "no-maximum": "a number without a maximum is not a score",
        "no-score": "no score can be read in the line",
        "no-verdict": "the review has no verdict, and this score may be the verdict",
        "unused-score": "the score in the line is taken for part of its text",
        "worded-verdict": "the line may be a verdict in words",
        "other-verdict": "another score of the page may be the verdict",
        "verdict-name": "the score is taken for the verdict, but its name is not a verdict's",
        "second-verdict": "the review has a verdict already",
        "second-score": "the episode has a score already",
        "short-row": "the row has fewer fields than the grid has columns",
        "not-found": "no line of the page is a verdict",
        "other-title": "another line of the page may be the title",
        "same-number": "another episode of the season has this number",
        "second-title": "the review has a title already",
        "lone-name": "a name alone may be that of the author, or another one",
        "two-dates": "the date has two meanings: the day comes first, or the month does",
        "no-date": "the date names no day",
        "witness": "what the page says for machines is another value",
        "unseen": "only what the page says for machines holds it",
        "no-json": "the JSON-LD of the page is broken, and nothing of it is read",
        "field": "the review has such a field already, or the value does not fit it",
    }
)


class Draft(NamedTuple):
    """A review as far as a page tells it, and what is in doubt about it.

    `beside` holds the headings of guides and of their seasons, which are no part of the review.
    """

    review: Review
    doubts: tuple[Doubt, ...]
    beside: tuple[GuideHeading | SeasonLine, ...]
