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
"""What `Status:` may say, in the words of the JSON document."""

UNFINISHED = frozenset(("draft", "airing"))
"""The statuses under which a review may have no verdict."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a work on a site, as a field gives it: whole, or by the work's identifier.

    `host` is the host name of the site; `pattern` matches an identifier, with the group `id`,
    and `url` is the address around it; `example` is one. Where the site keeps works of several
    kinds apart, `kinds` gives its word for each kind of work (a key of the vocabulary's
    `[works]`), which stands in `url` as `{kind}` and may stand in front of the identifier, as
    the group `kind`. `of_season` tells that an identifier is that of one season, and not of the
    whole series.
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
    `required` tells whether the JSON document always has the key. `pandoc` is the key of
    pandoc's metadata that the value is published under (None: the field's own name).
    `published` tells whether pages and books show the field. `called` is the English name where
    it is not that of the attribute. `address` says how the value names the work on a site.
    `describes` tells whether the values of a list are keywords: what the review is about.
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
        """The key of pandoc's metadata that the value goes to."""
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
    """Return what the `metadata=` of an attribute of `Metadata` holds."""
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

    `words` are the keys by the tag of their language, the first of each the one to write; English
    ones are there always. `values` are all that the field may say, in any case; empty for
    anything of its type. `help` says in a sentence what the field is for.
    """

    name: str
    words: Mapping[str, tuple[str, ...]] = field(hash=False)
    type: FieldType = FieldType.TEXT
    values: tuple[str, ...] = ()
    help: str = ""

    @property
    def label(self) -> str:
        """The field's English key."""
        return self.words["en"][0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all languages."""
        return tuple(dict.fromkeys(word for words in self.words.values() for word in words))


TITLE_FIELDS = (
    FieldSpec("work"),
    FieldSpec("season", FieldType.NUMBER),
    FieldSpec("tagline"),
)
"""The fields that overrule what the title line seems to say; they are no metadata."""
