"""The review as typed, frozen nodes: the one type that all parts of the project exchange.

Every node knows its place in its source (`span`). Two nodes are equal if they say the same,
whatever their places. So `==` tells whether a printed text reads as the same review.

Nodes accept lists for tuples, and raise a TypeError that names the field for a value of a wrong
type. `validate` (library) tells whether a review also meets the constraints of the format.

The leaves (`Leaf`) are what the lines of a source become: every line that is not blank belongs to
a leaf, or has an error (spec, "Nothing is dropped").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, fields, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, total_ordering
from typing import TYPE_CHECKING, Any, TypeAlias

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
from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax import scores as notation

if TYPE_CHECKING:
    from fractions import Fraction

    from reviewfmt.syntax import inline

FORMAT_VERSION = "1.0"
"""The version of the review format and of its JSON document."""

GRADES = tuple(letter + sign for letter in "ABCDEF" for sign in ("+", "", "-"))[:-1]
"""The letter grades, the best first: from `A+` to `F`."""


# -- types of fields --------------------------------------------------------------------------


def _wrong(node: object, name: str, expected: str) -> TypeError:
    found = type(getattr(node, name)).__name__
    return TypeError(f"{type(node).__name__}.{name} is {expected}, found {found}")


def _text(node: object, name: str) -> None:
    if not isinstance(getattr(node, name), str):
        raise _wrong(node, name, "a str")


def _text_or_none(node: object, name: str) -> None:
    value = getattr(node, name)
    if value is not None and not isinstance(value, str):
        raise _wrong(node, name, "a str or None")


def _whole_or_none(node: object, name: str) -> None:
    value = getattr(node, name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise _wrong(node, name, "an int or None")


def _number(node: object, name: str, *, optional: bool = False) -> None:
    """Turn an int or a float into the Decimal of its shortest digits."""
    value = getattr(node, name)
    if isinstance(value, Decimal) or (optional and value is None):
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        object.__setattr__(node, name, Decimal(repr(value)))
        return
    raise _wrong(node, name, "a Decimal, an int or a float" + (", or None" if optional else ""))


def _tuple(node: object, name: str, types: type | tuple[type, ...], expected: str) -> None:
    value = getattr(node, name)
    if type(value) is tuple:
        exact = types if type(types) is tuple else (types,)
        for one in value:
            if type(one) not in exact:
                break
        else:
            return
    if isinstance(value, list):
        value = tuple(value)
        object.__setattr__(node, name, value)
    if not isinstance(value, tuple) or not all(isinstance(one, types) for one in value):
        raise _wrong(node, name, f"a sequence of {expected}")


def _of(node: object, name: str, types: type | tuple[type, ...], expected: str) -> None:
    if not isinstance(getattr(node, name), types):
        raise _wrong(node, name, expected)


class _Marked:
    """A node whose text may hold inline marks (spec, "Inline marks")."""

    __slots__ = ()
    text: str

    @property
    def inlines(self) -> tuple[inline.Inline, ...]:
        """The text as typed inline nodes: emphasis, links, spoilers and plain text."""
        from reviewfmt.syntax import inline  # reading needs none

        return inline.inlines(self.text)

    @property
    def plain(self) -> str:
        """The text without its marks, as a reader sees it."""
        from reviewfmt.syntax import inline

        return inline.plain(self.text)


# -- scores -----------------------------------------------------------------------------------


@total_ordering
@node
class Score:
    """A number over a number, both exact: `3.5/5` is `Score(Decimal("3.5"), Decimal(5))`.

    In a valid review 0 <= value <= out_of and out_of > 0 (spec, "Scores"). Scores are ordered
    by their share, `float(score)`; they are equal only when both numbers are.
    """

    value: Decimal
    out_of: Decimal
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.value) is not Decimal or type(self.out_of) is not Decimal:
            _number(self, "value")
            _number(self, "out_of")

    @staticmethod
    def of(text: str) -> AnyScore:
        """Return the score or the grade that `text` spells in any notation of the format.

        Raises ValueError if `text` is no score (spec, "Scores").
        """
        read = notation.read(text)
        if read is None:
            raise ValueError(f"{text!r} is not a score; write it like 3.5/5, 85%, ★★★ or A-")
        return score_from(read)

    @property
    def share(self) -> Fraction:
        """The value as a share of the maximum: from 0 to 1 in a valid review."""
        from fractions import Fraction  # reading needs none

        return Fraction(self.value) / Fraction(self.out_of)

    def __str__(self) -> str:
        return f"{digits(self.value)}/{digits(self.out_of)}"

    def __float__(self) -> float:
        # The same as float(self.share), but faster: a corpus needs millions of them.
        value, parts = self.value.as_integer_ratio()
        out_of, of_parts = self.out_of.as_integer_ratio()
        return (value * of_parts) / (parts * out_of)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Score):
            return NotImplemented
        return self.share < other.share


@total_ordering
@node
class Grade:
    """A letter grade, from `A+`, the highest, to `F`. Grades are ordered among themselves."""

    grade: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.grade not in GRADES:
            _text(self, "grade")
            raise ValueError(f"Grade.grade is one of {', '.join(GRADES)}, found {self.grade!r}")

    def __str__(self) -> str:
        return self.grade

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Grade):
            return NotImplemented
        return GRADES.index(self.grade) > GRADES.index(other.grade)


AnyScore: TypeAlias = Score | Grade
_SCORES = (Score, Grade, type(None))


def score_from(read: notation.Value, span: Span = NOWHERE) -> AnyScore:
    """Return the node of a score as the syntax reads it."""
    if isinstance(read, str):
        return Grade(read, span)
    return Score(*read, span)


def digits(number: Decimal) -> str:
    """Return an exact number in plain digits, without an exponent and trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_LIST, _DATE = FieldType.LIST, FieldType.DATE

# -- the title and the fields -----------------------------------------------------------------


@node
class Title(_Marked):
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
            _text(self, "text")
            _text(self, "work")
        if self.season is not None:
            _whole_or_none(self, "season")
        if self.tagline is not None:
            _text_or_none(self, "tagline")


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
            _text(self, "key")
            _text(self, "value")
        if self.name is not None:
            _text_or_none(self, "name")


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
                    _tuple(self, one.name, str, "str")
            elif value is None:
                continue
            elif one.type is _DATE:
                _of(self, one.name, date, "a date or None")
            elif type(value) is not str:
                _text_or_none(self, one.name)
        if self.extra != ():
            _tuple(self, "extra", Field, "Field")
        if self.fields != ():
            _tuple(self, "fields", Field, "Field")


FIELDS: tuple[FieldSpec, ...] = tuple(
    one.metadata["spec"] for one in fields(Metadata) if "spec" in one.metadata
)
"""The known fields of `Metadata`, in the order that the canonical form writes them."""

TITLE_FIELD_NAMES = frozenset(one.name for one in TITLE_FIELDS)


# -- prose ------------------------------------------------------------------------------------


@node
class Heading(_Marked):
    """The heading of a section (spec, "Headings")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            _text(self, "text")


@node
class Paragraph(_Marked):
    """A paragraph as one line of text, without white space at its ends (spec, "Paragraphs")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            _text(self, "text")


@node
class Item(_Marked):
    """One item of a list, without its bullet or number."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            _text(self, "text")


@node
class ItemList:
    """A list (spec, "Lists"): bullets where `start` is None, else numbers that begin with it."""

    items: tuple[Item, ...]
    start: int | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        _tuple(self, "items", Item, "Item")
        _whole_or_none(self, "start")


@node
class Quote:
    """A quotation of one paragraph or more (spec, "Quotes")."""

    paragraphs: tuple[Paragraph, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        _tuple(self, "paragraphs", Paragraph, "Paragraph")


@node
class Figure:
    """A picture: its address, the text that stands for it, and its caption (spec, "Figures")."""

    src: str
    alt: str | None = None
    caption: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        _text(self, "src")
        _text_or_none(self, "alt")
        _text_or_none(self, "caption")


Block: TypeAlias = Paragraph | ItemList | Quote | Figure
BLOCKS = (Paragraph, ItemList, Quote, Figure)


@node
class Section:
    """A heading and the blocks below it (spec, "Sections").

    `heading` is None only in the first section of its guide. `guide` is the index of the guide
    above the section, None above the first guide. `score` is the score of the section.
    """

    heading: Heading | None
    blocks: tuple[Block, ...]
    guide: int | None = None
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.heading) is not Heading:
            _of(self, "heading", (Heading, type(None)), "a Heading or None")
        _tuple(self, "blocks", BLOCKS, "Paragraph, ItemList, Quote and Figure")
        if self.guide is not None:
            _whole_or_none(self, "guide")
        if self.score is not None:
            _of(self, "score", _SCORES, "a Score, a Grade or None")


# -- the guide --------------------------------------------------------------------------------


@node
class SeasonLine:
    """A line of season names: `Season 1`, links `Season 1 | Season 2`, or `Season 2 – 8/10`."""

    seasons: tuple[int, ...]
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


def mean_of(scores: Iterable[AnyScore | None]) -> Score | None:
    """Return the mean of scores, or None if no score is a number; grades are skipped.

    The mean is over the maximum that all scores share, or else over 10. Its value is rounded to
    two decimals.
    """
    scored = [one for one in scores if isinstance(one, Score)]
    if not scored:
        return None
    maxima = {score.out_of for score in scored}
    if len(maxima) == 1:
        out_of = maxima.pop()
        value = sum((score.value for score in scored), Decimal(0)) / len(scored)
    else:
        from fractions import Fraction

        out_of = Decimal(10)
        share = sum((score.share for score in scored), Fraction(0)) / len(scored)
        exact = share * Fraction(out_of)
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Score(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0, out_of)


@node
class GuideHeading:
    """The line `Episode Guide`, `Season 1 Episode Guide` or `Episode Guide – 7/10`."""

    season: int | None = None
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


LABELS = ("Episode", "Chapter", "Special", "OVA", "ONA", "OAD", "Movie")
"""The labels of entries, as the model and the JSON document spell them."""


@node
class Episode:
    """One entry of a guide (spec, "Entries").

    `label` is one of `LABELS`, or None for a bare title. `number` counts within the label; 6.5 is
    between 6 and 7. `number_end` is the last number of a double episode. `notes` are the blocks
    below the entry; a remark behind its score is the first of them. `named_season` is the season in
    a number such as `S2E7`; it is not compared.
    """

    label: str | None = None
    number: Decimal | None = None
    number_end: Decimal | None = None
    title: str | None = None
    score: AnyScore | None = None
    notes: tuple[Block, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    named_season: int | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.label is not None and self.label not in LABELS:
            _text(self, "label")
            raise ValueError(f"Episode.label is one of {', '.join(LABELS)}, found {self.label!r}")
        if type(self.number) is not Decimal:
            _number(self, "number", optional=True)
        if self.number_end is not None:
            _number(self, "number_end", optional=True)
        if type(self.title) is not str:
            _text_or_none(self, "title")
        if type(self.score) is not Score:
            _of(self, "score", _SCORES, "a Score, a Grade or None")
        if self.notes != ():
            _tuple(self, "notes", BLOCKS, "Paragraph, ItemList, Quote and Figure")


@node
class Guide:
    """The entries of an episode guide, in the order of the source; a valid guide has some."""

    season: int | None
    episodes: tuple[Episode, ...]
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.season is not None:
            _whole_or_none(self, "season")
        _tuple(self, "episodes", Episode, "Episode")
        if self.score is not None:
            _of(self, "score", _SCORES, "a Score, a Grade or None")


# -- ratings, the verdict, and what is beside the review ----------------------------------


@node
class Rating:
    """The score of one aspect: `• Story - 5/10`. `score` is None only if it has an error."""

    aspect: str
    score: AnyScore | None
    note: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.aspect) is not str:
            _text(self, "aspect")
        if type(self.score) is not Score:
            _of(self, "score", _SCORES, "a Score, a Grade or None")
        if self.note is not None:
            _text_or_none(self, "note")


@node
class Verdict:
    """The verdict. `score` is None only if it has an error."""

    score: AnyScore | None
    note: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.score) is not Score:
            _of(self, "score", _SCORES, "a Score, a Grade or None")
        if self.note is not None:
            _text_or_none(self, "note")


@node
class Boilerplate:
    """A line of the web page around the review. It is kept, but not published."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            _text(self, "text")


@node
class Comment:
    """A line that opens with `%`; `text` is the rest of it, without white space at its ends."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            _text(self, "text")


Leaf: TypeAlias = (
    Title
    | Field
    | SeasonLine
    | GuideHeading
    | Episode
    | Heading
    | Paragraph
    | Item
    | Figure
    | Rating
    | Verdict
    | Boilerplate
    | Comment
)
"""The nodes that lines become. The leaves of a quote are its paragraphs."""


@node
class Review:
    """A review: the content of a file or of a JSON document.

    `verdict` may be None if the status is draft or airing, or if the source has errors.
    `title.text` is empty only if the source has errors.
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

    def __post_init__(self) -> None:
        if type(self.title) is not Title:
            _of(self, "title", Title, "a Title")
        if type(self.metadata) is not Metadata:
            _of(self, "metadata", Metadata, "a Metadata")
        if type(self.verdict) is not Verdict:
            _of(self, "verdict", (Verdict, type(None)), "a Verdict or None")
        for name, kind in _PARTS:
            if getattr(self, name) != ():
                _tuple(self, name, kind, kind.__name__)

    @property
    def work(self) -> str:
        """The name of the work reviewed."""
        return self.title.work

    @property
    def season(self) -> int | None:
        """The season reviewed."""
        return self.title.season

    @property
    def tagline(self) -> str | None:
        """The tagline of the title."""
        return self.title.tagline

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """The entries of all guides, in the order of the source."""
        return tuple(episode for guide in self.guides for episode in guide.episodes)

    @property
    def mean(self) -> Score | None:
        """The mean of the episodes' scores, or None if no episode has a number.

        Grades are skipped. The mean is over the maximum that all scores share, or else over 10. Its
        value is rounded to two decimals.
        """
        return mean_of(one.score for one in self.episodes)

    def replace_episode(
        self, number: Decimal | int | float | str, season: int | None = None, **changes: Any
    ) -> Review:
        """Return this review with one episode changed: `replace_episode(3, score=Score.of("4/5"))`.

        `number` is the number of the episode; `season` selects the guide if several have this
        number. The changes are fields of `Episode`; a score may be given as its text. Raises
        KeyError if no episode, or more than one, has the number.
        """
        wanted = Decimal(str(number))
        if isinstance(changes.get("score"), str):
            changes["score"] = Score.of(changes["score"])
        found = [
            (guide, at)
            for guide in self.guides
            if season is None or guide.season == season
            for at, one in enumerate(guide.episodes)
            if one.number == wanted and one.label in ("Episode", "Chapter")
        ]
        if len(found) != 1:
            raise KeyError(f"{len(found) or 'no'} episodes with the number {number}")
        ((guide, at),) = found
        episodes = list(guide.episodes)
        episodes[at] = replace(episodes[at], **changes)
        changed = replace(guide, episodes=tuple(episodes))
        return replace(self, guides=tuple(changed if one is guide else one for one in self.guides))

    def replace_section(self, heading: str | None, **changes: Any) -> Review:
        """Return this review with one section changed, the one with this heading.

        The changes are fields of `Section`. Raises KeyError if no section, or more than one,
        has the heading.
        """
        found = [
            at
            for at, one in enumerate(self.sections)
            if (one.heading.text if one.heading else None) == heading
        ]
        if len(found) != 1:
            raise KeyError(f"{len(found) or 'no'} sections with the heading {heading!r}")
        sections = list(self.sections)
        sections[found[0]] = replace(sections[found[0]], **changes)
        return replace(self, sections=tuple(sections))


_PARTS: tuple[tuple[str, type], ...] = (
    ("guides", Guide),
    ("sections", Section),
    ("ratings", Rating),
    ("boilerplate", Boilerplate),
    ("comments", Comment),
)
"""The fields of a review that hold several nodes, and the types of these."""


Node: TypeAlias = Leaf | Review | Metadata | Guide | Section | ItemList | Quote | Score | Grade
"""Every type of node."""


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it; a node comes before its children."""
    yield node
    kind: Any = type(node)
    for name in _attributes(kind):
        value = getattr(node, name)
        for child in value if isinstance(value, tuple) else (value,):
            if hasattr(child, "__dataclass_fields__"):
                yield from walk(child)


@cache
def _attributes(type_: type[Node]) -> tuple[str, ...]:
    """Return the attributes of a type of node that may hold nodes."""
    return tuple(one.name for one in fields(type_) if one.name not in ("fields", "span"))
