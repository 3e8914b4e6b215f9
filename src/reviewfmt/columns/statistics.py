"""Statistics of reviews: pure functions over rows of the table of reviews.

Verdicts are compared by their shares of the maximum. Grades have no share: they are counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import fmean, linear_regression, median
from typing import Any, NamedTuple, cast

from reviewfmt.columns.rows import Row
from reviewfmt.identity import IDENTIFIERS, named
from reviewfmt.model import GRADES
from reviewfmt.publish.works import About, grouped

BINS = 10
"""The number of equal parts in the histogram of the shares."""

COLUMNS = (
    *("source", "work", "work_kind", "season", "author", "published", "language", "entries"),
    *("verdict", "verdict_maximum", "verdict_share", "mean_share"),
    *(one.name for one in IDENTIFIERS),
)
"""The columns of the table of reviews that the statistics need."""

_DAYS_A_YEAR = 365.25
_TO_DRIFT = 3
"""The smallest number of dated reviews for which a drift is computed."""


class Seen(NamedTuple):
    """The values of a review that the statistics need."""

    source: str
    about: About
    author: str | None
    published: date | None
    entries: int
    verdict: str | None
    maximum: float | None
    share: float | None
    mean: float | None


class Count(NamedTuple):
    """The number of verdicts with one maximum, or with one grade."""

    of: float | str
    verdicts: int


class Year(NamedTuple):
    """The reviews of a year: their number, the mean share of their verdicts, and their maxima.

    `scales` counts the maxima, the most frequent first.
    """

    year: int
    reviews: int
    mean: float | None
    scales: tuple[Count, ...]


class Work(NamedTuple):
    """A work: its name, its reviews, and the mean share of their verdicts."""

    work: str
    reviews: int
    mean: float


class Verdict(NamedTuple):
    """A verdict of one review."""

    work: str
    season: int | None
    author: str | None
    verdict: str
    share: float
    source: str


class Author(NamedTuple):
    """An author, and how strict the verdicts are: each number is a mean difference of shares.

    `episodes` is against the mean of the entries in the same review, `others` against the other
    authors' verdicts on the same season of the same work; `drift` is the change a year. None if
    there is nothing to compare.
    """

    author: str
    reviews: int
    mean: float | None
    episodes: float | None
    others: float | None
    drift: float | None


class Statistics(NamedTuple):
    """All statistics. `shares` is the histogram; `works` and `verdicts` begin with the best.

    `works` has the works that have a share; `reviewed_works` counts all works.
    """

    reviews: int
    entries: int
    undated: int
    unscored: int
    mean: float | None
    median: float | None
    drift: float | None
    grades: tuple[Count, ...]
    years: tuple[Year, ...]
    shares: tuple[int, ...]
    works: tuple[Work, ...]
    verdicts: tuple[Verdict, ...]
    authors: tuple[Author, ...]
    reviewed_works: int


def seen(row: Row) -> Seen:
    """Return the needed values of a row of the table of reviews, which has at least `COLUMNS`."""
    value = cast("dict[str, Any]", row)
    kind = value["work_kind"]
    names = []
    for field in IDENTIFIERS:
        given = value[field.name]
        found = named(field, given, kind) if given else None
        if found is not None and not found.of_season:
            names.append((field.name, found.address))
    about = About(value["work"], kind, value["season"], value["language"], tuple(names))
    return Seen(
        value["source"],
        about,
        value["author"],
        value["published"],
        value["entries"],
        value["verdict"],
        value["verdict_maximum"],
        value["verdict_share"],
        value["mean_share"],
    )


def statistics(reviews: Sequence[Seen]) -> Statistics:
    """Return the statistics of reviews. Their order affects only the order of equal results."""
    shares = [one.share for one in reviews if one.share is not None]
    works = grouped([one.about for one in reviews])
    grades = Counter(one.verdict for one in reviews if one.verdict and one.share is None)
    return Statistics(
        reviews=len(reviews),
        entries=sum(one.entries for one in reviews),
        undated=sum(one.published is None for one in reviews),
        unscored=sum(one.verdict is None for one in reviews),
        mean=fmean(shares) if shares else None,
        median=median(shares) if shares else None,
        drift=_drift(reviews),
        grades=tuple(Count(str(name), grades[name]) for name in sorted(grades, key=_rank)),
        years=_years(reviews),
        shares=_histogram(shares),
        works=_works(reviews, works),
        verdicts=_verdicts(reviews),
        authors=_authors(reviews, works),
        reviewed_works=len(works),
    )


def _rank(grade: str) -> tuple[int, str]:
    return GRADES.index(grade) if grade in GRADES else len(GRADES), grade


def _histogram(shares: Iterable[float]) -> tuple[int, ...]:
    """Count the shares in equal parts; a share on a border belongs to the upper part."""
    found = [0] * BINS
    for share in shares:
        place = int(share * BINS + 1e-9)  # 0.3 * 10 is a little less than 3 for some shares
        found[min(max(place, 0), BINS - 1)] += 1
    return tuple(found)


def _years(reviews: Sequence[Seen]) -> tuple[Year, ...]:
    by_year: defaultdict[int, list[Seen]] = defaultdict(list)
    for one in reviews:
        if one.published is not None:
            by_year[one.published.year].append(one)
    found = []
    for year, some in sorted(by_year.items()):
        shares = [one.share for one in some if one.share is not None]
        scales = Counter(one.maximum for one in some if one.maximum is not None)
        ordered = [
            Count(maximum, number)
            for maximum, number in sorted(scales.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        found.append(Year(year, len(some), fmean(shares) if shares else None, tuple(ordered)))
    return tuple(found)


def _works(reviews: Sequence[Seen], works: Sequence[Sequence[int]]) -> tuple[Work, ...]:
    found = []
    for places in works:
        shares = [share for at in places if (share := reviews[at].share) is not None]
        if shares:
            found.append(Work(reviews[places[0]].about.work, len(places), fmean(shares)))
    return tuple(sorted(found, key=lambda one: (-one.mean, -one.reviews)))


def _verdicts(reviews: Sequence[Seen]) -> tuple[Verdict, ...]:
    found = [
        Verdict(
            one.about.work, one.about.season, one.author, str(one.verdict), one.share, one.source
        )
        for one in reviews
        if one.share is not None
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def _authors(reviews: Sequence[Seen], works: Sequence[Sequence[int]]) -> tuple[Author, ...]:
    by_author: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in reviews:
        if one.author is not None:
            by_author[one.author].append(one)
    against = _against_others(reviews, works)
    found = []
    for author, some in by_author.items():
        shares = [one.share for one in some if one.share is not None]
        bias = [
            one.share - one.mean for one in some if one.share is not None and one.mean is not None
        ]
        others = against.get(author)
        found.append(
            Author(
                author,
                len(some),
                fmean(shares) if shares else None,
                fmean(bias) if bias else None,
                fmean(others) if others else None,
                _drift(some),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.reviews, one.author)))


def _against_others(
    reviews: Sequence[Seen], works: Sequence[Sequence[int]]
) -> dict[str, list[float]]:
    """Return the differences of each author's verdicts from the others' on the same season."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for places in works:
        seasons: defaultdict[int | None, list[Seen]] = defaultdict(list)
        for at in places:
            if reviews[at].share is not None:
                seasons[reviews[at].about.season].append(reviews[at])
        for some in seasons.values():
            sums: defaultdict[str | None, list[float]] = defaultdict(list)
            for one in some:
                sums[one.author].append(cast("float", one.share))
            total, number = sum(map(sum, sums.values())), len(some)
            for author, shares in sums.items():
                if author is not None and len(shares) < number:
                    others = (total - sum(shares)) / (number - len(shares))
                    found[author] += [share - others for share in shares]
    return found


def _drift(reviews: Iterable[Seen]) -> float | None:
    """Return the change of the shares in a year, by linear regression."""
    dated = [
        (one.published.toordinal() / _DAYS_A_YEAR, one.share)
        for one in reviews
        if one.published is not None and one.share is not None
    ]
    days = [day for day, _share in dated]
    if len(dated) < _TO_DRIFT or max(days) - min(days) < 1:
        return None
    return linear_regression(days, [share for _day, share in dated]).slope


def as_data(found: Statistics) -> dict[str, Any]:
    """Return the statistics as JSON: an object with the names of the fields as keys."""
    return {name: _plain(value) for name, value in found._asdict().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(one) for name, one in value._asdict().items()}
        return [_plain(one) for one in value]
    return round(value, 6) if isinstance(value, float) else value
