"""The fields of a review: what each one holds, and where it goes (spec, "Fields").

A field is declared once: by the `FieldSpec` in the `metadata=` of its attribute in
`model.Metadata`. Reader, writer, JSON document, schema, converters and diff iterate
`model.FIELDS`. The words that name a field in each language are in `grammar/vocabulary/`,
under the field's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class FieldType(StrEnum):
    """What the value of a field is.

    `TEXT` is a str; `LIST` a tuple of str, written with commas between; `DATE` a
    `datetime.date`; `LANGUAGE` a BCP 47 tag; `STATUS` one of `STATUSES`; `NUMBER` a whole
    number from 0.
    """

    TEXT = "text"
    LIST = "list"
    DATE = "date"
    LANGUAGE = "language"
    STATUS = "status"
    NUMBER = "number"


STATUSES = ("draft", "airing", "dropped", "complete")
"""The values of `Status:`, in the words of the JSON document."""

UNFINISHED = frozenset(("draft", "airing"))
"""The statuses under which a review may have no verdict."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a work on a site, as a field gives it: whole, or by the work's identifier.

    `host` is the host name of the site. `pattern` matches an identifier, with the group `id`;
    `url` is the address around it, and `example` is an identifier. If the site has separate
    addresses for several kinds of works, `kinds` has its word for each kind (a key of the
    vocabulary's `[works]`). The word replaces `{kind}` in `url`, and may precede the identifier, as
    the group `kind`. `of_season` tells that an identifier names a season and not the whole series.
    """

    host: str
    pattern: str
    url: str
    example: str
    kinds: Mapping[str, str] = field(default_factory=dict, hash=False)
    of_season: bool = False


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field.

    `name` is the attribute of `Metadata`, the key of the JSON document and the key of the
    vocabulary's `[fields]`; `label` the English word that the text and published outputs use.
    `required` tells whether the JSON document always has the key. `pandoc` is the key of the value
    in pandoc's metadata; None means the name of the field. `published` tells whether pages and
    books show the field. `called` is the English name, if it differs from the attribute. `address`
    tells how the value names the work on a site. `describes` tells whether the values of a list
    are keywords for the topic of the review.
    """

    name: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    pandoc: str | None = None
    published: bool = True
    called: str | None = None
    address: Address | None = None
    describes: bool = True

    @property
    def label(self) -> str:
        """The field's English name as a text spells it: `Author`."""
        return self.called or self.name.replace("_", " ").capitalize()

    @property
    def has_keywords(self) -> bool:
        """Whether the field is a list of keywords."""
        return self.describes and self.type is FieldType.LIST

    @property
    def role(self) -> str:
        """The key of the value in pandoc's metadata."""
        return self.pandoc or self.name


def spec(
    name: str,
    type_: FieldType = FieldType.TEXT,
    *,
    required: bool = False,
    pandoc: str | None = None,
    published: bool = True,
    called: str | None = None,
    address: Address | None = None,
    describes: bool = True,
) -> dict[str, Any]:
    """Return the `metadata=` of an attribute of `Metadata`."""
    one = FieldSpec(name, type_, required, pandoc, published, called, address, describes)
    return {"spec": one}


TMDB = Address(
    host="themoviedb.org",
    pattern=r"(?:(?P<kind>tv|movie)/)?(?P<id>\d{1,10})",
    url="https://www.themoviedb.org/{kind}/{id}",
    example="tv/1396",
    kinds={"series": "tv", "movie": "movie"},
)
IMDB = Address(
    host="imdb.com",
    pattern=r"(?P<id>tt\d{5,10})",
    url="https://www.imdb.com/title/{id}/",
    example="tt0903747",
)
ANILIST = Address(
    host="anilist.co",
    pattern=r"(?:(?P<kind>anime|manga)/)?(?P<id>\d{1,10})",
    url="https://anilist.co/{kind}/{id}",
    example="anime/1",
    kinds={"series": "anime", "movie": "anime", "book": "manga"},
    of_season=True,
)
WIKIDATA = Address(
    host="wikidata.org",
    pattern=r"(?P<id>Q\d{1,12})",
    url="https://www.wikidata.org/wiki/{id}",
    example="Q1079",
)
"""The sites on which a field may name the work."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of a plug-in: a review keeps it in `Metadata.extra`, under the key of its line.

    `words` are the keys by language tag; the first key of each language is the one to write, and
    there are always English keys. `values` are the allowed values, in any case; an empty tuple
    allows every value of the type. `help` describes the field in a sentence.
    """

    name: str
    words: Mapping[str, tuple[str, ...]] = field(hash=False)
    type: FieldType = FieldType.TEXT
    values: tuple[str, ...] = ()
    help: str = ""

    @property
    def label(self) -> str:
        """The field's English key."""
        return self.key("en")

    def key(self, language: str | None) -> str:
        """Return the key to write in a review of a language; the English one if it has none."""
        tag = language or ""
        return next(
            self.words[one][0] for one in (tag, tag.partition("-")[0], "en") if self.words.get(one)
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all languages."""
        return tuple(dict.fromkeys(word for words in self.words.values() for word in words))


TITLE_FIELDS = (
    FieldSpec("work"),
    FieldSpec("season", FieldType.NUMBER),
    FieldSpec("tagline"),
)
"""The fields that overrule the title line; they are not metadata."""
