"""The review as typed, frozen nodes: the one type that flows through the project.

Every node knows where it stands in its source (`span`); two nodes are equal when what they
say is equal, wherever they stand. So "the printed text reads as the same review" is `==`.

The leaves (`Leaf`) are what the lines of a source become: every line that is not blank
belongs to one of them, or has an error on it (docs/spec.md, "Nothing is dropped").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

FORMAT_VERSION = "1.0"
"""The version of the review format and of its JSON document."""


class Span(NamedTuple):
    """Where a node stands: from its first character up to, not including, `end_*`.

    Lines and columns count from 1, columns and offsets in characters of the decoded text
    (a byte order mark is no character of it); offsets count from 0.
    """

    line: int = 1
    column: int = 1
    offset: int = 0
    end_line: int = 1
    end_column: int = 1
    end_offset: int = 0


NOWHERE = Span()
"""The span of a node that no source stands behind (made by hand, or missing)."""


@dataclass(frozen=True, slots=True)
class Score:
    """A number over a number, both exact: `3.5/5` is `Score(Decimal("3.5"), Decimal(5))`.

    In a valid review 0 <= value <= out_of and out_of > 0 (spec, "Scores").
    """

    value: Decimal
    out_of: Decimal
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Title:
    """The title line word for word, and what it names (spec, "Title").

    `text` is empty when the source has no title; `season` is a whole number from 0.
    """

    text: str
    work: str
    season: int | None = None
    tagline: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A `Key: value` line under the title, known or not (spec, "Fields").

    `key` is spelled as the source spells it; `value` is empty when nothing follows the colon.
    """

    key: str
    value: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the fields say. `language` is a BCP 47 tag; `fields` keeps the lines as they stand.

    `unknown` holds the fields whose key the format does not know: they stay in the text and
    are not part of the JSON document.
    """

    author: str | None = None
    published: date | None = None
    language: str | None = None
    network: str | None = None
    genre: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cover: str | None = None
    spoilers: str | None = None
    unknown: tuple[Field, ...] = ()
    fields: tuple[Field, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """A line of season names above a guide: `Season 1`, or links `Season 1 | Season 2`."""

    seasons: tuple[int, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class GuideHeading:
    """The line `Episode Guide`."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Episode:
    """One entry of a guide (spec, "Episode guide").

    `label` is the kind of entry ("Episode", "Chapter", "Special", "OVA" …) or None for a bare
    title; `number` counts within the kind (6.5 is a recap between 6 and 7); `number_end` is the
    last number of a double episode.
    """

    label: str | None = None
    number: Decimal | None = None
    number_end: Decimal | None = None
    title: str | None = None
    score: Score | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Guide:
    """The entries of one episode guide, in the order of the source; never empty when valid."""

    season: int | None
    episodes: tuple[Episode, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: one line of at most 60 characters, no closing punctuation."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as one line of text, white space at its ends gone (spec, "Sections")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, without its bullet."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: one item or more with no blank line between."""

    items: tuple[Item, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Block: TypeAlias = Paragraph | ItemList


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it; the first section may have no heading."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rating:
    """The score of one aspect: `• Story - 5/10`. `score` is None only where it is in error."""

    aspect: str
    score: Score | None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict line. `score` is None only where it is in error."""

    score: Score | None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A line of the site around the review; kept, and left out of published outputs."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Comment:
    """A line that opens with `%`; `text` is what follows the sign, ends stripped."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Leaf: TypeAlias = (
    Title
    | Field
    | SeasonLine
    | GuideHeading
    | Episode
    | Heading
    | Paragraph
    | Item
    | Rating
    | Verdict
    | Boilerplate
    | Comment
)


@dataclass(frozen=True, slots=True)
class Review:
    """A review: what a file, or a JSON document, says.

    `verdict` is None, and `title.text` empty, only in what was read of a source with errors.
    """

    title: Title
    metadata: Metadata = field(default_factory=Metadata)
    guides: tuple[Guide, ...] = ()
    sections: tuple[Section, ...] = ()
    ratings: tuple[Rating, ...] = ()
    verdict: Verdict | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    comments: tuple[Comment, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def work(self) -> str:
        """The name of the work reviewed, as the title gives it."""
        return self.title.work

    @property
    def season(self) -> int | None:
        """The season reviewed, as the title gives it."""
        return self.title.season

    @property
    def tagline(self) -> str | None:
        """The tagline of the title."""
        return self.title.tagline
