"""The table of the grammars in editors/: the kind of a line, by the state that precedes it.

The grammar of an editor has a state, and tries an ordered list of patterns for each line. If the
lines below decide, a rule names what it looks for there. Lezer and Vim look at those lines. A
TextMate grammar sees one line only: the rule tells whether it applies there without looking.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reviewfmt.syntax.line_kinds import Kind


class Rule(NamedTuple):
    """A line that `pattern` matches at its beginning is of `kind`, and `state` is below it.

    `state` is None if the state stays. `below_blank` is True for a rule that applies only
    directly below a blank line, not counting comments and boilerplate, and False for one that does
    not apply there. `ahead` names what the lines below must contain. `blind` tells whether the
    rule applies if the grammar cannot look at them.
    """

    pattern: str
    kind: Kind
    state: str | None = None
    below_blank: bool | None = None
    ahead: str | None = None
    blind: bool = True

    @property
    def is_aside(self) -> bool:
        """Whether the line is ignored by the rules."""
        return self.kind in (Kind.COMMENT, Kind.BOILERPLATE) and self.state is None


class Step(NamedTuple):
    """A line below that `pattern` matches decides whether a rule applies.

    None skips the line. `alone` requires that nothing is directly below that line.
    """

    pattern: str
    decides: bool | None
    alone: bool = False


class Ahead(NamedTuple):
    """What a rule looks for in the lines below, without comments and boilerplate.

    The first line that a step decides on counts. `apart` requires that the line directly below is
    blank. `blank` is the decision of any other blank line; None skips it. `end` is the decision
    at the end of the text and after `FARTHEST` lines.
    """

    steps: tuple[Step, ...]
    apart: bool = False
    blank: bool | None = None
    end: bool = False


FARTHEST = 40
"""The maximum number of lines that a rule looks ahead."""

ASIDES = ("comment", "signed", "anywhere", "counts")
"""The patterns of the lines that the rules ignore."""

REPEATED = "repeated title"
"""The pattern of a line that repeats the title: for grammars that remember a line."""

GUESS = "a guess"
"""A condition that is never met: the rule is for grammars that cannot look at lines below."""


# -- ahead ------------------------------------------------------------------------------------


def _steps(decides: bool | None, *patterns: str) -> tuple[Step, ...]:
    return tuple(Step(pattern, decides) for pattern in patterns)


_SECTIONS = ("heading", "numbered", "comments")
_OPENS = ("guide line", "season line", "entry line")
_STOPS = ("heading", "numbered", "guide line", "season line", "verdict line")
_BLOCKS = ("quote", "figure", "item")
_PARAGRAPH = (Step("short", False, alone=True), Step("any", True))

AHEAD: Mapping[str, Ahead] = {
    "what a heading heads": Ahead(
        (
            *_steps(False, *_SECTIONS, *_OPENS),
            *_steps(True, *_BLOCKS, "score line"),
            *_PARAGRAPH,
        ),
        apart=True,
    ),
    "a paragraph": Ahead(
        (
            *_steps(False, *_SECTIONS, *_OPENS, *_BLOCKS, "score line"),
            *_PARAGRAPH,
        ),
        apart=True,
    ),
    "a list": Ahead((*_steps(True, "item"), *_steps(False, "any"))),
    "no guide": Ahead((*_steps(False, *_OPENS), Step("any", True)), apart=True, end=True),
    "a guide": Ahead(
        (*_steps(False, "season line", "comments"), *_steps(True, "guide line", "entry line")),
    ),
    "an entry": Ahead((*_steps(False, *_STOPS), *_steps(True, "entry line"))),
    "an entry apart": Ahead((*_steps(False, *_STOPS), *_steps(True, "entry line")), apart=True),
    "titles": Ahead(
        (
            *_steps(True, "heading", "numbered"),
            *_steps(False, "known field"),
            *_steps(None, "bare title"),
            *_steps(False, "any"),
        ),
        blank=True,
        end=True,
    ),
    "a known field": Ahead(
        (*_steps(True, "known field"), *_steps(None, "field"), *_steps(False, "any")), blank=False
    ),
    "a field": Ahead(
        (*_steps(True, "known field", "open field"), *_steps(False, "any")), blank=False
    ),
    GUESS: Ahead(()),
}
"""What rules look for below."""


# -- states -----------------------------------------------------------------------------------


def _above(state: str | None, note: str | None = None, *, judged: bool = False) -> tuple[Rule, ...]:
    """Return the rules that every part of the text asks first.

    `state` is below a heading and `note` below a quote. `judged` tells that a verdict is above:
    then a count of comments begins the comments.
    """
    counts = (Kind.COMMENTS, "comments") if judged else (Kind.BOILERPLATE, None)
    return (
        Rule("comment", Kind.COMMENT),
        Rule("escaped", Kind.ESCAPED),
        Rule("signed", Kind.BOILERPLATE),
        Rule("heading", Kind.HEADING, state),
        Rule("numbered", Kind.HEADING, state),
        Rule("quote", Kind.QUOTE, note),
        Rule("figure", Kind.FIGURE, note),
        Rule("comments", Kind.COMMENTS, "comments"),
        Rule("anywhere", Kind.BOILERPLATE),
        Rule("counts", *counts),
    )


def _entries(state: str | None = "guide") -> tuple[Rule, ...]:
    return (Rule("entry", Kind.ENTRY, state), Rule("dashed", Kind.ENTRY, state))


def _seasons(*, waits: bool = False, heads: bool = True) -> tuple[Rule, ...]:
    """Return the rules of lines that name seasons.

    `waits` tells that there is already one above: then no guide uses either of them. `heads` tells
    that the name of a season alone is more often a heading than the season of a guide.
    """
    taken = () if waits else (Rule("season", Kind.SEASON, "waiting", None, "a guide"),)
    paragraph = "a paragraph"
    return (
        Rule("links", Kind.BOILERPLATE, "waiting"),
        Rule("plain season", Kind.HEADING, "body", True, "what a heading heads", blind=heads),
        Rule("lone season", Kind.PROSE, "body", True, "no guide", blind=False),
        *taken,
        Rule("scored season", Kind.HEADING, "body", True, paragraph, blind=False),
        Rule("scored season", Kind.RATING, "waiting"),
        Rule("season", Kind.BOILERPLATE, "waiting"),
    )


def _named(
    *,
    waits: bool = False,
    heads: bool = True,
    entries: str | None = "guide",
) -> tuple[Rule, ...]:
    """Return the rules of lines that a word identifies, and of entries."""
    return (
        Rule("guide cut", Kind.GUIDE, "first"),
        Rule("season cut", Kind.SEASON, "guide"),
        Rule("links cut", Kind.BOILERPLATE, "guide"),
        Rule("guide", Kind.GUIDE, "opening"),
        *_seasons(waits=waits, heads=heads),
        Rule("verdict", Kind.VERDICT, "closing"),
        Rule("worded verdict", Kind.VERDICT, "closing"),
        *_entries(entries),
        Rule(REPEATED, Kind.BOILERPLATE, None if entries == "guide" else entries),
    )


def _texts(state: str | None, *, heads: bool = True) -> tuple[Rule, ...]:
    """Return the rules of ratings, lists, headings and paragraphs outside of guides.

    `heads` tells that a short line alone is more often a heading than a paragraph.
    """
    paragraph = "a paragraph"
    guess = (Rule("brief", Kind.HEADING, state, True, GUESS),) if heads else ()
    return (
        Rule("bare rating", Kind.HEADING, state, True, paragraph, blind=False),
        Rule("bare spaced rating", Kind.HEADING, state, True, paragraph, blind=False),
        Rule("rating", Kind.RATING, state),
        Rule("spaced rating", Kind.RATING, state),
        Rule("item", Kind.ITEM, state),
        Rule("colon", Kind.HEADING, state, True, "a list"),
        Rule("short", Kind.HEADING, state, True, "what a heading heads", blind=False),
        *guess,
        Rule("any", Kind.PROSE, state),
    )


def _notes(ahead: str | None) -> tuple[Rule, ...]:
    """Return the rules of what is between two entries; `ahead` finds the next one."""
    is_sure = ahead is None
    return (
        Rule("bulleted", Kind.ITEM, "notes", None, ahead, is_sure),
        Rule("rating", Kind.PROSE, "notes", None, ahead, is_sure),
        Rule("spaced rating", Kind.PROSE, "notes", None, ahead, is_sure),
        Rule("item", Kind.ITEM, "notes", None, ahead, is_sure),
        Rule("any", Kind.PROSE, "notes", None, ahead, is_sure),
    )


def _known(*, judged: bool) -> tuple[Rule, ...]:
    """Return the rules of the fields below a known one; `judged` tells that a verdict is above."""
    return (
        *_above("body", "body", judged=judged),
        Rule("known field", Kind.FIELD),
        Rule("guide", Kind.GUIDE, "opening"),
        *_seasons(heads=False),
        Rule("verdict", Kind.VERDICT, "judged", False),
        Rule("verdict", Kind.VERDICT, "closing", True),
        Rule("worded verdict", Kind.VERDICT, "closing", True),
        *_entries(),
        Rule(REPEATED, Kind.BOILERPLATE, "body"),
        Rule("unscaled field", Kind.FIELD, None, False),
        Rule("rating", Kind.RATING, None, False),
        Rule("bare key", Kind.PROSE, "body", False),
        Rule("field", Kind.FIELD, None, False),
        *_texts("body"),
    )


_WEAK = Rule("labelled", Kind.ENTRY, "guide", True, "an entry apart")

STATES: dict[str, tuple[Rule, ...]] = {
    "head": (
        Rule("comment", Kind.COMMENT),
        Rule("signed", Kind.BOILERPLATE),
        Rule("comments", Kind.COMMENTS, "comments"),
        Rule("anywhere", Kind.BOILERPLATE),
        Rule("counts", Kind.BOILERPLATE),
        Rule("top", Kind.BOILERPLATE),
        Rule("guide", Kind.GUIDE, "opening"),
        Rule("season", Kind.SEASON, "body"),
        Rule("verdict", Kind.VERDICT, "closing"),
        *_entries(),
        Rule("any", Kind.TITLE, "fields"),
    ),
    "fields": (
        *_above("body", "body"),
        Rule(REPEATED, Kind.BOILERPLATE, "body"),
        Rule("known field", Kind.FIELD, "known"),
        *_named(),
        Rule("unscaled field", Kind.FIELD, "known", None, "a known field", blind=False),
        Rule("bare key", Kind.PROSE, "body", False),
        Rule("rating", Kind.RATING, "known", None, "a known field"),
        Rule("labelled", Kind.PROSE, "body", False),
        Rule("open field", Kind.FIELD, "known", None, "a field", blind=False),
        Rule("field", Kind.FIELD, "known", None, "a known field", blind=False),
        *_texts("body"),
    ),
    "known": _known(judged=False),
    "judged": _known(judged=True),
    "body": (*_above(None), *_named(), *_texts(None)),
    "waiting": (*_above(None), *_named(waits=True, heads=False), *_texts(None)),
    "closing": (*_above(None, judged=True), *_named(), *_texts(None, heads=False)),
    "opening": (
        *_above("body"),
        Rule("numeral", Kind.ENTRY, "numbers"),
        *_named(entries="first"),
        Rule("labelled", Kind.ENTRY, "first"),
        Rule("scored", Kind.ENTRY, "first"),
        Rule("piped", Kind.ENTRY, "first"),
        Rule("bare title", Kind.ENTRY, "titles", None, "titles"),
        Rule("item", Kind.ITEM, "body"),
        Rule("any", Kind.PROSE, "body"),
    ),
    "titles": (
        *_above("body"),
        *_named(heads=False),
        Rule("labelled", Kind.ENTRY, "guide", False),
        Rule("bare title", Kind.ENTRY, None, False),
        *_notes("an entry"),
        *_texts("body", heads=False),
    ),
    "numbers": (
        *_above("body"),
        Rule("numeral", Kind.ENTRY),
        *_named(heads=False, entries="numbers"),
        Rule("labelled", Kind.ENTRY, None, False),
        Rule("scored", Kind.ENTRY, None, False),
        *_texts("body"),
    ),
    "first": (
        *_above("body"),
        *_named(heads=False, entries="first"),
        Rule("labelled", Kind.ENTRY, None, False),
        _WEAK,
        Rule("piped", Kind.ENTRY, None, False),
        Rule("scored", Kind.ENTRY, None, False),
        *_notes("an entry"),
        *_texts("body"),
    ),
    "guide": (
        *_above("body"),
        *_named(heads=False),
        Rule("labelled", Kind.ENTRY, None, False),
        _WEAK,
        *_notes("an entry"),
        *_texts("body"),
    ),
    "notes": (*_above("body"), *_named(heads=False), _WEAK, *_notes(None)),
    "comments": (Rule("any", Kind.BOILERPLATE),),
}
"""The rules of each state; the first that fits applies. `START` is the state at the top."""

START = "head"
