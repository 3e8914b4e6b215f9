"""The review: its ratings, its verdict, the lines beside it, and the whole."""

from __future__ import annotations

from dataclasses import field, replace
from decimal import Decimal
from typing import Any

from reviewfmt.model.blocks import Section
from reviewfmt.model.checks import check_str, check_str_or_none, check_tuple, check_type
from reviewfmt.model.guides import Episode, Guide
from reviewfmt.model.metadata import Metadata, Title
from reviewfmt.model.scores import AnyScore, Score, check_score, mean_of
from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span

FORMAT_VERSION = "1.0"
"""The version of the review format and of its JSON document."""


@node
class Rating:
    """The score of one aspect: `• Story - 5/10`. `score` is None only if it has an error."""

    aspect: str
    score: AnyScore | None
    note: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.aspect) is not str:
            check_str(self, "aspect")
        if type(self.score) is not Score:
            check_score(self)
        if self.note is not None:
            check_str_or_none(self, "note")


@node
class Verdict:
    """The verdict. `score` is None only if it has an error."""

    score: AnyScore | None
    note: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.score) is not Score:
            check_score(self)
        if self.note is not None:
            check_str_or_none(self, "note")


@node
class Boilerplate:
    """A line of the web page around the review. It is kept, but not published."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            check_str(self, "text")


@node
class Comment:
    """A line that opens with `%`; `text` is the rest of it, without white space at its ends."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            check_str(self, "text")


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
            check_type(self, "title", Title, "a Title")
        if type(self.metadata) is not Metadata:
            check_type(self, "metadata", Metadata, "a Metadata")
        if type(self.verdict) is not Verdict:
            check_type(self, "verdict", (Verdict, type(None)), "a Verdict or None")
        for name, kind in _PARTS:
            if getattr(self, name) != ():
                check_tuple(self, name, kind, kind.__name__)

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
