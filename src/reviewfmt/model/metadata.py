"""The title and the fields of a review."""

from __future__ import annotations

from dataclasses import field, fields
from datetime import date

from reviewfmt.fields import (
    ANILIST,
    IMDB,
    TITLE_FIELDS,
    TMDB,
    WIKIDATA,
    FieldSpec,
    FieldType,
    spec,
)
from reviewfmt.model.checks import (
    check_int_or_none,
    check_str,
    check_str_or_none,
    check_tuple,
    check_type,
)
from reviewfmt.model.marked import Marked
from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span

_LIST, _DATE = FieldType.LIST, FieldType.DATE


@node
class Title(Marked):
    """The title line word for word, and what it names (spec, "Title").

    `text` is empty when the source has no title; `season` is a whole number from 0.
    """

    text: str
    work: str
    season: int | None = None
    tagline: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str or type(self.work) is not str:
            check_str(self, "text")
            check_str(self, "work")
        if self.season is not None:
            check_int_or_none(self, "season")
        if self.tagline is not None:
            check_str_or_none(self, "tagline")


@node
class Field:
    """A `Key: value` line under the title, known or not (spec, "Fields").

    `key` is spelled as in the source; `value` is empty if nothing follows the colon. `name` is the
    name of a known field (`FieldSpec.name`), None for any other.
    """

    key: str
    value: str
    name: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.key) is not str or type(self.value) is not str:
            check_str(self, "key")
            check_str(self, "value")
        if self.name is not None:
            check_str_or_none(self, "name")


@node
class Metadata:
    """What the fields say (spec, "Fields").

    `extra` holds the fields whose key the format does not know, in the order of the source.
    `fields` are the lines, known or not; it takes no part in equality.
    """

    author: str | None = field(default=None, metadata=spec("author", required=True))
    published: date | None = field(
        default=None, metadata=spec("published", FieldType.DATE, required=True, pandoc="date")
    )
    language: str | None = field(
        default=None,
        metadata=spec(
            "language", FieldType.LANGUAGE, required=True, pandoc="lang", published=False
        ),
    )
    status: str | None = field(default=None, metadata=spec("status", FieldType.STATUS))
    network: str | None = field(default=None, metadata=spec("network"))
    genre: tuple[str, ...] = field(default=(), metadata=spec("genre", FieldType.LIST))
    tags: tuple[str, ...] = field(default=(), metadata=spec("tags", FieldType.LIST))
    cover: str | None = field(default=None, metadata=spec("cover"))
    cover_text: str | None = field(default=None, metadata=spec("cover_text"))
    spoilers: str | None = field(default=None, metadata=spec("spoilers"))
    updated: date | None = field(default=None, metadata=spec("updated", FieldType.DATE))
    # Hugo has a meaning of its own for a `kind`.
    kind: str | None = field(default=None, metadata=spec("kind", pandoc="work_kind"))
    tmdb: str | None = field(default=None, metadata=spec("tmdb", called="TMDB", address=TMDB))
    imdb: str | None = field(default=None, metadata=spec("imdb", called="IMDb", address=IMDB))
    anilist: str | None = field(
        default=None, metadata=spec("anilist", called="AniList", address=ANILIST)
    )
    wikidata: str | None = field(default=None, metadata=spec("wikidata", address=WIKIDATA))
    licence: str | None = field(default=None, metadata=spec("licence"))
    canonical: str | None = field(default=None, metadata=spec("canonical"))
    aliases: tuple[str, ...] = field(
        default=(), metadata=spec("aliases", FieldType.LIST, describes=False)
    )
    extra: tuple[Field, ...] = ()
    fields: tuple[Field, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        for one in FIELDS:
            value = getattr(self, one.name)
            if one.type is _LIST:
                if value != ():
                    check_tuple(self, one.name, str, "str")
            elif value is None:
                continue
            elif one.type is _DATE:
                check_type(self, one.name, date, "a date or None")
            elif type(value) is not str:
                check_str_or_none(self, one.name)
        if self.extra != ():
            check_tuple(self, "extra", Field, "Field")
        if self.fields != ():
            check_tuple(self, "fields", Field, "Field")


FIELDS: tuple[FieldSpec, ...] = tuple(
    one.metadata["spec"] for one in fields(Metadata) if "spec" in one.metadata
)
"""The known fields of `Metadata`, in the order that the canonical form writes them."""

TITLE_FIELD_NAMES = frozenset(one.name for one in TITLE_FIELDS)
