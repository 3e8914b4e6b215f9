"""The guides of episodes: their headings, their lines of seasons, and their entries."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from reviewfmt.model.blocks import Block, check_blocks
from reviewfmt.model.checks import (
    check_decimal,
    check_int_or_none,
    check_str,
    check_str_or_none,
    check_tuple,
)
from reviewfmt.model.scores import AnyScore, Score, check_score
from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span


@node
class SeasonLine:
    """A line of season names: `Season 1`, links `Season 1 | Season 2`, or `Season 2 – 8/10`."""

    seasons: tuple[int, ...]
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


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
            check_str(self, "label")
            raise ValueError(f"Episode.label is one of {', '.join(LABELS)}, found {self.label!r}")
        if type(self.number) is not Decimal:
            check_decimal(self, "number", optional=True)
        if self.number_end is not None:
            check_decimal(self, "number_end", optional=True)
        if type(self.title) is not str:
            check_str_or_none(self, "title")
        if type(self.score) is not Score:
            check_score(self)
        if self.notes != ():
            check_blocks(self, "notes")


@node
class Guide:
    """The entries of an episode guide, in the order of the source; a valid guide has some."""

    season: int | None
    episodes: tuple[Episode, ...]
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.season is not None:
            check_int_or_none(self, "season")
        check_tuple(self, "episodes", Episode, "Episode")
        if self.score is not None:
            check_score(self)
