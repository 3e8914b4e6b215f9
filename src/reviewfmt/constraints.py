"""The constraints of a review that JSON Schema cannot express (spec, "JSON", "Constraints").

The schema defines the structure of a document and the constraints on single values. This module
has the constraints between values, and on the keys of unknown fields. A review that meets all of
them has a text that reads as the same review.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from reviewfmt.characters import CONTROL, strip
from reviewfmt.model import (
    Block,
    Episode,
    Guide,
    ItemList,
    Rating,
    Review,
    Section,
)
from reviewfmt.syntax.line_readers import read_field
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in
from reviewfmt.violation import Path, Violation, shown, text_fault
from reviewfmt.writer.spelling import Speller

LARGEST_ITEM = 999
"""The highest number of an item of a list."""

NeedsBrackets: TypeAlias = Callable[[Episode | Rating], bool]
"""Tells whether the name of an entry or a rating needs brackets to be read."""


def violations(review: Review, needs_brackets: NeedsBrackets | None = None) -> list[Violation]:
    """Return where a review breaks a constraint, in the order of its JSON document.

    The document of the review must be valid against the schema. `needs_brackets` is called for
    entries and ratings with unbalanced square brackets in their names; by default, a name needs
    brackets if its line in natural spelling does not read as the same entry or rating.
    """
    needs = needs_brackets or _reads_as_another
    return [
        *_of_extra(review),
        *_of_guides(review, needs),
        *_of_sections(review),
        *_of_ratings(review, needs),
        *_of_comments(review),
    ]


# -- fields -----------------------------------------------------------------------------------


def _of_extra(review: Review) -> Iterator[Violation]:
    known = built_in().fields
    seen: dict[str, str] = {}
    for one in review.metadata.extra:
        path: Path = ("metadata", "extra", one.key)
        folded = fold(one.key)
        fault = _key_fault(one.key)
        help_ = None
        if fault is None and folded in known:
            fault = (
                f"found the key of a known field, {known[folded]}, expected one that is not known"
            )
            help_ = f"write it as the {known[folded]} of the document, or change the key"
        elif fault is None and folded in seen:
            fault = (
                f"found {shown(one.key)}, which differs from {shown(seen[folded])} in case alone"
            )
            fault += ", expected a key once"
        elif fault is None and one.name is not None:
            fault = f"found the name {shown(one.name)}, expected a field of extra without a name"
        seen.setdefault(folded, one.key)
        if fault is not None:
            yield Violation(path, fault, at_key=True, help=help_)


def _key_fault(key: str) -> str | None:
    fault = text_fault(key)
    if fault is not None:
        return f"found {fault}, expected a key of one line with single spaces"
    line = read_field(f"{key}: \\a", built_in())
    if line is None or (line.key, line.value) != (key, "a"):
        return f"found {shown(key)}, expected one to three words without a colon, a letter first"
    return None


# -- guides -----------------------------------------------------------------------------------


def _of_guides(review: Review, needs: NeedsBrackets) -> Iterator[Violation]:
    for at, guide in enumerate(review.guides):
        yield from _of_episodes(guide, ("guides", at, "episodes"), needs)


def _of_episodes(guide: Guide, around: Path, needs: NeedsBrackets) -> Iterator[Violation]:
    for at, episode in enumerate(guide.episodes):
        path = (*around, at)
        first, last = episode.number, episode.number_end
        if first is not None and last is not None and last <= first:
            message = f"found {last:f}, expected a number above {first:f}, the first of the two"
            yield Violation((*path, "number_end"), message)
        if episode.title is not None:
            yield from _of_brackets(episode, episode.title, (*path, "title"), needs)
        yield from _of_blocks(episode.notes, (*path, "notes"))


def _of_brackets(
    node: Episode | Rating, name: str, path: Path, needs: NeedsBrackets
) -> Iterator[Violation]:
    if not balanced(name) and needs(node):
        message = f"found {shown(name)}, expected a text with balanced brackets"
        help_ = "the line has to write it in brackets: balance its own, or use round ones"
        yield Violation(path, message, help=help_)


def balanced(text: str) -> bool:
    """Tell whether the square brackets of `text` are balanced."""
    depth = 0
    for sign in re.findall(r"[\[\]]", text):
        depth += 1 if sign == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def _reads_as_another(node: Episode | Rating) -> bool:
    """Tell whether no line that the writer can make reads as an entry or a rating."""
    speller = Speller(built_in(), None)
    if isinstance(node, Episode):
        try:
            speller.entry(node)
        except ValueError:
            return True
        return False
    return not any(speller.says_rating(line, node) for line in speller.rating(node))


# -- prose ------------------------------------------------------------------------------------


def _of_sections(review: Review) -> Iterator[Violation]:
    before = -1
    opened = False
    for at, section in enumerate(review.sections):
        path: Path = ("sections", at)
        guide = -1 if section.guide is None else section.guide
        if guide >= len(review.guides):
            yield Violation((*path, "guide"), _no_guide(guide, len(review.guides)))
        elif guide < before:
            fallen = "null" if section.guide is None else str(guide)
            message = (
                f"found {fallen}, expected {before} or more, as the section above has {before}"
            )
            yield Violation((*path, "guide"), message)
        elif section.heading is None and opened and guide == before:
            yield Violation((*path, "heading"), _no_heading(section))
        opened = True
        before = max(before, guide)
        yield from _of_blocks(section.blocks, (*path, "blocks"))


def _no_guide(guide: int, count: int) -> str:
    if not count:
        return f"found {guide}, expected null, as there is no guide"
    return f"found {guide}, expected null or the index of a guide, at most {count - 1}"


def _no_heading(section: Section) -> str:
    where = "above the guides" if section.guide is None else f"below the guide {section.guide}"
    return f"found null, expected a text, as only the first section {where} may have no heading"


def _of_blocks(blocks: Sequence[Block], around: Path) -> Iterator[Violation]:
    for at, block in enumerate(blocks):
        if isinstance(block, ItemList) and block.start is not None:
            most = LARGEST_ITEM + 1 - len(block.items)
            if block.start > most:
                items = f"{len(block.items)} item{'s' * (len(block.items) > 1)}"
                message = f"found {block.start}, expected at most {most}, as the list has {items}"
                help_ = f"no item has a number above {LARGEST_ITEM}"
                if most < 0:
                    message = f"found {items}, expected at most {LARGEST_ITEM + 1}"
                yield Violation(
                    (*around, at, "start" if most >= 0 else "numbered"), message, help=help_
                )


# -- ratings and comments ---------------------------------------------------------------------


def _of_ratings(review: Review, needs: NeedsBrackets) -> Iterator[Violation]:
    for at, rating in enumerate(review.ratings):
        yield from _of_brackets(rating, rating.aspect, ("ratings", at, "aspect"), needs)


_LINE_END = re.compile(f"{CONTROL.pattern[:-1]}\n\r\u2028\u2029]")


def _of_comments(review: Review) -> Iterator[Violation]:
    for at, comment in enumerate(review.comments):
        if _LINE_END.search(comment.text) or strip(comment.text) != comment.text:
            message = f"found {shown(comment.text)}, expected one line without white space around"
            yield Violation(("comments", at), message)
