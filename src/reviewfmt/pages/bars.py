"""Labels that the markup of a page rules out for a line, whatever the weights say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from reviewfmt.characters import closed
from reviewfmt.pages.labels import NAMES
from reviewfmt.pages.layout import SITES
from reviewfmt.pages.lines import Hint, PageLine
from reviewfmt.pages.looks import Look
from reviewfmt.pages.scores import around
from reviewfmt.pandoc_ast.entries.entry import headings
from reviewfmt.pandoc_ast.heads.title_words import reads_as_title
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_ALL = frozenset(NAMES)
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_HEADS = _ALL - {"prose", "more", "item", "last", "note", "spoiler"}

_ZONES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "around": frozenset({"site"}),
        "comments": frozenset({"site", "comment"}),
        "beside": frozenset(
            {"title", "byline", "verdict", "rating", "fact", "site", "name", "spoiler", "heading"}
        ),
    }
)
"""The labels that a line may have in a zone of the page, if not all."""

_TAGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "title": frozenset({"title"}),
        **dict.fromkeys(_HEADS, _OF_HEADS),
        "p": _ALL - {"item", "comment"},
        "li": _ALL - {"title", "prose", "heading", "last", "name", "comment"},
        "tr": _ALL - {"title", "prose", "heading", "more", "last", "item", "spoiler", "comment"},
        "th": frozenset({"site", "guide", "season", "fact", "heading"}),
        "dt": frozenset({"fact", "byline", "rating", "verdict", "entry", "site", "spoiler"}),
        "blockquote": frozenset({"prose", "more", "item", "note", "last", "site"}),
        "figcaption": frozenset({"prose", "note", "site"}),
        "footnote": frozenset({"item", "site"}),
        "figure": frozenset({"prose", "note", "site"}),
        "byline": frozenset({"byline", "site"}),
        "pre": _ALL,
        "b": _ALL - {"comment"},
        "div": _ALL - {"comment"},
        "": _ALL - {"comment"},
    }
)
"""The labels that a line may have in an element, if not all."""


_PICTURES = frozenset({"prose", "note"})
_BODY = frozenset({"heading", "prose", "item", "entry", "note", "guide", "more", "last"})
"""The labels that are possible only below a title."""

_ALONE = frozenset({"of-alone", "of-verdict", "of-name"})
_LONG = 60
_ENTRY = re.compile(r"\D{0,20}\d{1,4}(?:[.,]\d)?\S{0,2}\s?[:：|｜\"“«「(–—-]")
"""Matches a beginning that can only be an episode's if the line has a score."""


def bars(lines: Sequence[PageLine], looks: Sequence[Look]) -> Iterator[Collection[str]]:
    """Yield the labels that each line cannot have, because of the markup of the page.

    If the page has heading elements or strong lines, a heading must be one of these. The page's
    title is the one heading that reads as a title, or each of several.
    """
    if not any(line.hint for line in lines):
        yield from (() for _ in lines)
        return
    page = _Page(lines, looks)
    for at, line in enumerate(lines):
        yield () if line.hint is None else _ALL - (page.may_be(at, line.hint) or _ALL)


class _Page:
    """The lines of a page, and properties of its markup that affect all of them."""

    def __init__(self, lines: Sequence[PageLine], looks: Sequence[Look]) -> None:
        self._lines = lines
        self._looks = looks
        hints = [line.hint for line in lines if line.hint is not None]
        self._has_heads = any(
            one.zone == "content" and (one.tag in _HEADS or one.tag == "b") for one in hints
        )
        self._reading = {at for at, line in enumerate(lines) if _reads(line)}
        self._title = next(
            (at for at, line in enumerate(lines) if line.hint and line.hint.tag == "title"), None
        )
        self._name = "" if self._title is None else fold(lines[self._title].text)
        self._episodes = self._headed()
        self._listed = frozenset(self._in_lists())

    def _in_lists(self) -> Iterator[int]:
        """Yield the items of numbered lists that are not episodes.

        They are in a list of ratings, or in a list with neither a score nor the heading of a guide.
        Of several lists with scores, the first one may have episodes, and so may those below such a
        heading.
        """
        has_guide = False
        for start, end in self._lists():
            above = fold(self._lines[start - 1].text.strip(" :：")) if start else ""
            is_guide = above in headings("guide")
            is_scored = any(one.said for one in self._looks[start:end])
            if not is_guide and (above in headings("ratings") or not is_scored or has_guide):
                yield from range(start, end)
            else:
                has_guide = True

    def _lists(self) -> Iterator[tuple[int, int]]:
        """Yield the beginning and the end of each numbered list."""
        start: int | None = None
        for at, line in enumerate(self._lines):
            bullet = "" if line.hint is None else line.hint.bullet
            is_first, is_item = bullet == "1. ", bullet[:1].isdigit()
            if start is not None and (is_first or not is_item):
                yield start, at
                start = None
            if start is None and is_item:
                start = at
        if start is not None:
            yield start, len(self._lines)

    def _headed(self) -> frozenset[int]:
        """Return the headings that name episodes by number, each with a score below it."""
        found = [
            at
            for at, line in enumerate(self._lines[:-1])
            if line.hint is not None
            and line.hint.tag in (*_HEADS, "b")
            and self._looks[at].opens in ("number", "label")
            and self._looks[at].said is None
            and self._looks[at + 1].score in _ALONE
            and len(self._lines[at + 1].text) < _LONG
        ]
        return frozenset(found) if len(found) > 1 else frozenset()

    def may_be(self, at: int, hint: Hint) -> frozenset[str]:
        """Return the labels that a line can have."""
        tag, line = hint.tag, self._lines[at]
        if tag == "title" and self._reading and at not in self._reading:
            tag = "h1"
        may = _TAGS.get(tag, _ALL)
        if tag == "title":
            return may
        if tag == "figure" and self._title is not None:
            may = _PICTURES if at > self._title else may & {"site"}
        may &= _ZONES.get(hint.zone, _ALL)
        if hint.opens:
            may -= {"more"}
        if at and self._looks[at - 1].said and self._looks[at - 1].opens in ("label", "number"):
            may -= {"escore"}  # the episode above has its own score
        if at in self._listed:
            may -= {"entry"}
        if "||" in hint.marked:
            may -= {"spoiler", "fact"}
        if self._title is not None and at < self._title:
            may -= _BODY
        if at in self._episodes and "entry" in may:
            return frozenset({"entry"})
        if at - 1 in self._episodes and "escore" in may:
            return frozenset({"escore"})
        if at - 2 in self._episodes and tag == "p" and "note" in may:
            return frozenset({"note"})
        if tag == "tr" and self._is_entry(at) and "entry" in may:
            return frozenset({"entry"})
        if self._is_verdict(at) and "verdict" in may:
            return frozenset({"verdict"})
        if self._has_heads and tag == "p":
            may -= {"heading"}
        if self._title is not None and (at not in self._reading or fold(line.text) == self._name):
            may -= {"title"}
        if len(line.cells) == 2 and self._is_counted(at, tag):
            may -= {"entry"}
        if self._looks[at].opens == "label" and self._looks[at].said and _ENTRY.match(line.text):
            may &= {"entry"} if "entry" in may else may
        if hint.zone == "content" and self._is_text(at, hint, tag):
            may -= {"site"}
        return may

    def _is_text(self, at: int, hint: Hint, tag: str) -> bool:
        """Tell by its kind and the lines after it that a line of the content is not boilerplate."""
        line, look = self._lines[at], self._looks[at]
        if look.kind in SITES or hint.linked > 0.5 or self._title is None or at < self._title:
            return False
        if fold(line.text) in self._name:
            return False
        if "key=known" in look.own:
            return True
        if tag in ("p", "blockquote"):
            return hint.quoted or (len(line.text) > _LONG and closed(line.text))
        below = self._lines[at + 1].hint if at + 1 < len(self._lines) else None
        return (
            tag in _HEADS
            and below is not None
            and below.zone == "content"
            and (below.tag in ("p", "li", "tr", "dt", "blockquote"))
        )

    def _is_entry(self, at: int) -> bool:
        """Tell whether a row is an episode: first a number, and a score after a title."""
        number, *rest = self._lines[at].cells or ("",)
        said = self._looks[at].said
        return number.rstrip(".").isdecimal() and len(rest) > 1 and bool(said and said.value)

    def _is_verdict(self, at: int) -> bool:
        """Tell whether the only text after a score is the name of a verdict."""
        said, text = self._looks[at].said, self._lines[at].text
        if said is None or said.value is None or len(text) > _LONG:
            return False
        before, behind = around(text, said)
        return not before and bool(behind) and built_in().verdict_end(behind) == len(behind)

    def _is_counted(self, at: int, tag: str) -> bool:
        """Tell whether a row gives the number of episodes, among other facts."""
        name, number = self._lines[at].cells
        if not number.isdecimal() or any(map(str.isdigit, name)):
            return False
        near = (one for one in (at - 1, at + 1) if 0 <= one < len(self._lines))
        return tag == "dt" or any("key=known" in self._looks[one].own for one in near)


def _reads(line: PageLine) -> bool:
    """Tell whether a line is a heading that reads as the title of a review."""
    hint = line.hint
    return (
        hint is not None
        and hint.zone in ("content", "beside")
        and hint.tag in ("title", *_HEADS)
        and reads_as_title(line.text)
    )
