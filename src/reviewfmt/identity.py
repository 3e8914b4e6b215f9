"""The work that a review is about: its kind, and its addresses on other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from reviewfmt.addresses import host_of, is_web
from reviewfmt.fields import FieldSpec
from reviewfmt.model import FIELDS, LABELS, Review
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

SERIES, MOVIE, BOOK = "series", "movie", "book"
"""The kinds of works: the keys of `[works]` in the vocabularies."""

IDENTIFIERS: tuple[FieldSpec, ...] = tuple(one for one in FIELDS if one.address is not None)
"""The fields that name the work on a site."""

_CHAPTER, _MOVIE = LABELS[1], LABELS[-1]


class Named(NamedTuple):
    """An address of a work; `of_season` tells that it is the address of a season."""

    address: str
    of_season: bool


def kind_of(review: Review) -> str:
    """Return the kind of the work: from the field, or else from the labels of its entries.

    If neither tells, the work is a series.
    """
    said = review.metadata.kind
    if said and (kind := read_kind(said)):
        return kind
    labels = {episode.label for guide in review.guides for episode in guide.episodes}
    if labels == {_CHAPTER}:
        return BOOK
    return MOVIE if labels == {_MOVIE} and review.title.season is None else SERIES


def read_kind(text: str) -> str | None:
    """Return the kind of work that a word means in any language, or None."""
    return _kinds().get(fold(text))


@cache
def _kinds() -> Mapping[str, str]:
    return {
        fold(word): kind
        for one in built_in().vocabularies
        for kind in (SERIES, MOVIE, BOOK)
        for word in one.words("works", kind)
    }


def named(field: FieldSpec, value: str, kind: str) -> Named | None:
    """Return the address of the work that a field gives; None if the value is no identifier.

    `field` is one of `IDENTIFIERS`; `kind` is the kind of the work.
    """
    site = field.address
    assert site is not None
    host = host_of(value)
    if host is not None:
        if host != site.host and not host.endswith(f".{site.host}"):
            return None
        return Named(value, site.of_season or re.search(_SEASON, value) is not None)
    match = re.fullmatch(site.pattern, value, re.ASCII)
    if match is None:
        return None
    parts = match.groupdict()
    if "kind" in parts:
        parts["kind"] = parts["kind"] or site.kinds.get(kind)
        if parts["kind"] is None:  # the site has no such works
            return None
    return Named(site.url.format_map(parts), site.of_season)


# Patterns are strings: `re` compiles and caches them when a review has such a field.
_SEASON = r"/season/\d"


def names_of(review: Review, kind: str) -> Iterator[Named]:
    """Yield the addresses of the work that its fields give."""
    for field in IDENTIFIERS:
        value = getattr(review.metadata, field.name)
        if value and (found := named(field, value, kind)) is not None:
            yield found


_COMMONS = r"(?i)(?:CC[ -])?(?P<terms>BY(?:-NC)?(?:-SA|-ND)?)[ -](?P<version>\d\.\d)"
_ZERO = r"(?i)CC0(?:[ -]1\.0)?"
_SITE = "https://creativecommons.org"


def licence_address(text: str) -> str | None:
    """Return the address of a licence, given as an address or as a Creative Commons name."""
    if is_web(text):
        return text
    if (match := re.fullmatch(_COMMONS, text)) is not None:
        return f"{_SITE}/licenses/{match['terms'].lower()}/{match['version']}/"
    return f"{_SITE}/publicdomain/zero/1.0/" if re.fullmatch(_ZERO, text) else None
