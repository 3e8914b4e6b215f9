"""The result of reading a page: drafts of reviews, and doubts about them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.model import GuideHeading, Review, SeasonLine
from reviewfmt.pages.lines import PageLine


class Doubt(NamedTuple):
    """A doubt about a line of a page.

    `why` is one of `WHY`; `chosen` is the label that was taken, with its probability, and `other`
    is the likeliest other label. The text of a line that is `left` is only here. `said` are two
    values that disagree, or are both possible.
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
    """A review as far as a page tells it, and the doubts about it.

    `beside` has the headings of guides and of their seasons, which are not part of the review.
    """

    review: Review
    doubts: tuple[Doubt, ...]
    beside: tuple[GuideHeading | SeasonLine, ...]
