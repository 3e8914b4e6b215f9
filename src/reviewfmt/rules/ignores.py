"""The comments that silence findings: `% ignore: RF302` and `% ignore-file: RF4`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reviewfmt.model import Comment
from reviewfmt.rules.context import Context

# The reason, behind a dash, is for people. A comment that only begins like one is meant as one.
_IGNORE = re.compile(r"%\s*(ignore(?:-file)?)\s*:\s*(.*?)(?:\s+(?:--|[-–—])\s.*)?\Z", re.I | re.S)
_MEANT = re.compile(r"%+\s*ignor\w*(?:[-_ ]\w+)?\s*[:=]?\s*rf[0-9]", re.I)
_CODE = re.compile(r"[^,]+")


class Named(NamedTuple):
    """A code, or the beginning of one, that a comment names; `start` and `end` are offsets."""

    code: str
    start: int
    end: int


class Ignore(NamedTuple):
    """A comment that silences: the whole file, or the line or block below it.

    `codes` is empty where the comment is meant as one but does not read.
    """

    comment: Comment
    whole_file: bool
    codes: tuple[Named, ...]


def ignores(context: Context) -> Iterator[Ignore]:
    """Yield each comment that silences findings, or is meant to, in the order of the source."""
    for comment in context.review.comments:
        source = context.source(comment)
        if "gnor" not in source.lower():
            continue
        begin = source.find("%")
        match = _IGNORE.match(source, begin) if begin >= 0 else None
        if match is not None:
            offset = comment.span.offset + match.start(2)
            yield Ignore(comment, match[1].lower() != "ignore", tuple(_named(match[2], offset)))
        elif begin >= 0 and _MEANT.match(source, begin):
            yield Ignore(comment, False, ())


def _named(text: str, offset: int) -> Iterator[Named]:
    for match in _CODE.finditer(text):
        code = match[0].strip()
        if code:
            start = offset + match.start() + match[0].index(code)
            yield Named(code.upper(), start, start + len(code))
