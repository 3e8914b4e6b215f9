"""Writes what a page says about its review for machines: linked data, and cards to share.

Both repeat what the page shows, by the names of schema.org. Hidden spoilers are left out. There is
no AggregateRating: that would be the rating of many people, and a review has those of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from reviewfmt.addresses import is_web
from reviewfmt.converter.compact import compact
from reviewfmt.converter.seen import body_of, said_by, seen
from reviewfmt.identity import BOOK, MOVIE, SERIES, kind_of, licence_address, names_of
from reviewfmt.model import (
    GRADES,
    LABELS,
    AnyScore,
    Episode,
    Grade,
    Guide,
    ItemList,
    Review,
    digits,
)
from reviewfmt.pandoc_ast import CONS, PROS, entry_label, praised
from reviewfmt.pandoc_ast.addresses import is_picture
from reviewfmt.syntax.vocabulary import NUMBER_HERE
from reviewfmt.syntax.words import built_in

Data: TypeAlias = dict[str, Any]

_TYPES = {MOVIE: "Movie", BOOK: "Book"}
_EPISODE, _CHAPTER, _FILM = LABELS[0], LABELS[1], LABELS[-1]
_PARTS = {
    SERIES: ("episode", "TVEpisode", "episodeNumber"),
    MOVIE: ("hasPart", "CreativeWork", ""),
    BOOK: ("hasPart", "Chapter", "position"),
}
"""The relation of an entry to a work, by the kind of the work: property, type, number."""
_FILMS = ("hasPart", "Movie", "")


def structured_data(review: Review, language: str | None = None) -> Data:
    """Return a review as linked data by schema.org, ready for `json.dumps`.

    `language` is used if the review names none. What the review does not say is absent.
    """
    data = review.metadata
    language = data.language or language
    author = {"@type": "Person", "name": data.author} if data.author else None
    kind = kind_of(review)
    item = _item(review, kind, language)
    _add_parts(item, review, kind, language, author)
    sides = _sides(review)
    licence = data.licence and (
        licence_address(data.licence) or {"@type": "CreativeWork", "name": data.licence}
    )
    address = data.canonical if data.canonical and is_web(data.canonical) else None
    verdict = review.verdict
    return _given(
        {
            "@context": "https://schema.org",
            "@type": "Review",
            "url": address,
            "mainEntityOfPage": address,
            "name": seen(review.title.text),
            "abstract": seen(review.title.tagline or ""),
            "inLanguage": language,
            "author": author,
            "datePublished": day_of(data.published),
            "dateModified": day_of(data.updated),
            "license": licence,
            "keywords": list(data.tags),
            "image": picture(review),
            "itemReviewed": item,
            "reviewRating": verdict and _rating(verdict.score, verdict.note),
            "associatedReview": _aspects(review, item, author),
            "positiveNotes": _list(sides[PROS]),
            "negativeNotes": _list(sides[CONS]),
            "reviewBody": body_of(review),
        }
    )


def script(review: Review, language: str | None = None) -> str:
    """Return the linked data as the content of a script in an HTML page."""
    said = compact(structured_data(review, language)).decode()
    return said.replace("<", "\\u003c")


def day_of(day: date | None) -> str | None:
    """Return a day in the form for machines."""
    return None if day is None else day.isoformat()


def _given(data: Data) -> Data:
    """Return the values of some data that are present."""
    return {key: value for key, value in data.items() if value or value == 0}


# -- the work ---------------------------------------------------------------------------------


def _item(review: Review, kind: str, language: str | None) -> Data:
    """Return the reviewed work, or its season, without its parts."""
    work, season = seen(review.title.work), review.title.season
    names = list(names_of(review, kind))
    every = [one.address for one in names]
    about = {"genre": list(review.metadata.genre), "image": picture(review)}
    if kind in _TYPES:
        films = [one for one in review.episodes if one.label == _FILM]
        type_ = _TYPES[kind] if len(films) < 2 else "MovieSeries"
        return _given({"@type": type_, "name": work, **about, "sameAs": every})
    if season is None:
        return _given({"@type": "TVSeries", "name": work, **about, "sameAs": every})
    series = [one.address for one in names if not one.of_season]
    return _given(
        {
            "@type": "TVSeason",
            "name": _season_name(work, season, language),
            "seasonNumber": season,
            **about,
            "sameAs": [one.address for one in names if one.of_season],
            "partOfSeries": _given({"@type": "TVSeries", "name": work, "sameAs": series}),
        }
    )


def _season_name(work: str, season: int, language: str | None) -> str:
    pattern = built_in().vocabulary(language).words("season", "patterns")[0]
    return f"{work} {pattern.replace(NUMBER_HERE, str(season))}"


def _add_parts(
    item: Data, review: Review, kind: str, language: str | None, author: Data | None
) -> None:
    """Add the parts of the work: its episodes, chapters or films, each with its rating.

    A guide of another season than that of the title is a part of the whole series.
    """
    for guide in review.guides:
        parts = _entries(guide, kind, language, author)
        if kind in _TYPES or guide.season in (None, review.title.season):
            for key, entries in parts.items():
                item.setdefault(key, []).extend(entries)
        else:
            name = _season_name(seen(review.title.work), guide.season, language)
            one = {"@type": "TVSeason", "name": name, "seasonNumber": guide.season, **parts}
            item.get("partOfSeries", item).setdefault("containsSeason", []).append(one)


def _entries(guide: Guide, kind: str, language: str | None, author: Data | None) -> Data:
    """Return the entries of a guide, with schema.org's names for this kind of work."""
    found: Data = {}
    signed: Data = {"@type": "Review"} | ({"author": author} if author else {})
    for entry in guide.episodes:
        key, type_, number = _FILMS if entry.label == _FILM and kind != BOOK else _PARTS[kind]
        one: Data = {"@type": type_}
        if name := _name(entry, language):
            one["name"] = name
        if number and entry.number is not None and entry.label in (_EPISODE, _CHAPTER):
            one[number] = _numbers(entry)
        if entry.score is not None or entry.notes:
            judged = dict(signed)
            if entry.score is not None:
                judged["reviewRating"] = _rating(entry.score)
            if body := said_by(entry.notes):
                judged["reviewBody"] = body
            one["review"] = judged
        found.setdefault(key, []).append(one)
    return found


def _name(entry: Episode, language: str | None) -> str:
    """Return the title of an entry, or else its label with its number."""
    if entry.title:
        return seen(entry.title)
    if entry.label is None:
        return ""
    return entry_label(language, entry.label, entry.number, entry.number_end)


def _numbers(entry: Episode) -> int | str:
    """Return the number of an entry; a text if it is not whole, or if there are two."""
    first = _number(entry.number or Decimal(0))
    if entry.number_end is not None:
        return f"{first}-{digits(entry.number_end)}"
    return first if isinstance(first, int) else str(first)


# -- aspects ----------------------------------------------------------------------------------


def _aspects(review: Review, item: Data, author: Data | None) -> list[Data]:
    """Return the scores of aspects, such as Story, each as a review of that aspect of the work.

    They come from sections and ratings. Each names its author and the work, so that it can be read
    alone.
    """
    scored = [
        (seen(one.heading.text), one.score, None)
        for one in review.sections
        if one.heading is not None
    ]
    rated = [(one.aspect, one.score, one.note) for one in review.ratings]
    return [
        _given(
            {
                "@type": "Review",
                "reviewAspect": aspect,
                "author": author,
                "itemReviewed": {"@type": item["@type"], "name": item["name"]},
                "reviewRating": _rating(score, note),
            }
        )
        for aspect, score, note in (*scored, *rated)
        if score is not None
    ]


# -- scores -----------------------------------------------------------------------------------


def _rating(score: AnyScore | None, note: str | None = None) -> Data | None:
    if score is None:
        return None
    said: Data = {"@type": "Rating"}
    if isinstance(score, Grade):
        said |= {"ratingValue": score.grade, "bestRating": GRADES[0], "worstRating": GRADES[-1]}
    else:
        value, best = _number(score.value), _number(score.out_of)
        said |= {"ratingValue": value, "bestRating": best, "worstRating": 0}
    return {**said, "ratingExplanation": seen(note)} if note else said


def _number(number: Decimal) -> int | float | str:
    """Return a number for JSON; as a text if it would need an exponent."""
    whole = int(number)
    if whole == number:
        return whole
    said = float(number)
    return digits(number) if "e" in repr(said) else said


# -- lists and pictures ----------------------------------------------------------------------


def _sides(review: Review) -> dict[str, list[str]]:
    """Return what the review lists as good, and as bad."""
    found: dict[str, list[str]] = {PROS: [], CONS: []}
    for section in review.sections:
        if (side := praised(section)) is not None:
            for block in section.blocks:
                if isinstance(block, ItemList):
                    found[side] += [seen(item.text) for item in block.items]
    return found


def _list(items: Sequence[str]) -> Data | None:
    if not items:
        return None
    listed = [
        {"@type": "ListItem", "position": at, "name": item} for at, item in enumerate(items, 1)
    ]
    return {"@type": "ItemList", "itemListElement": listed}


def picture(review: Review) -> str | None:
    """Return the web address of the cover, or None if it is unknown.

    A cover that is a file is in the folder of the page.
    """
    cover, page = review.metadata.cover, review.metadata.canonical
    if not cover or is_web(cover):
        return cover
    if not page or not is_web(page) or not is_picture(cover):
        return None
    from urllib.parse import urljoin

    return urljoin(page, cover)
