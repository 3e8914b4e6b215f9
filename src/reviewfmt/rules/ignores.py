"""The comments that silence findings: `% ignore: RF302` and `% ignore-file: RF4`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reviewfmt.model import Comment
from reviewfmt.rules.context import Context

_IGNORE = re.compile(r"[%％]\s*+(ignore(?:-file)?+)\s*+:", re.I)
_SIGN = re.compile(r"[%％]")
_REASON = re.compile(r"(?<!\s)\s++(?:--|[-–—－])\s")
"""The separator before the reason of an ignore; reasons are for people."""
# The beginning of a comment that looks like an ignore, up to the first code.
_BEGUN = re.compile(r"[%％]++\s*+ignor", re.I)
_SLIP = re.compile(r"\w*+(?:[- ]\w*+)?+\s*+[:=]?+\s*+")
_FIRST_CODE = re.compile(r"rf[0-9]", re.I)
_CODE = re.compile(r"[^,]+")


class Named(NamedTuple):
    """A code, or a prefix of codes, in a comment; `start` and `end` are offsets."""

    code: str
    start: int
    end: int


class Ignore(NamedTuple):
    """A comment that silences findings: in the whole file, or in the line or block below it.

    `codes` is empty if the comment is meant as an ignore but cannot be read.
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
        sign = _SIGN.search(source)
        if sign is None:
            continue
        begin = sign.start()
        match = _IGNORE.match(source, begin)
        if match is not None:
            reason = _REASON.search(source, match.end())
            codes = source[match.end() : reason.start() if reason else len(source)]
            offset = comment.span.offset + match.end()
            whole_file = match[1].lower() != "ignore"
            yield Ignore(comment, whole_file, tuple(_named(codes, offset)))
        elif _is_meant(source, begin):
            yield Ignore(comment, False, ())


def _is_meant(source: str, begin: int) -> bool:
    """Tell whether a comment is meant as an ignore, although it is not one."""
    begun = _BEGUN.match(source, begin)
    code = begun and _FIRST_CODE.search(source, begun.end())
    return bool(code and begun and _SLIP.fullmatch(source, begun.end(), code.start()))


def _named(text: str, offset: int) -> Iterator[Named]:
    for match in _CODE.finditer(text):
        code = match[0].strip()
        if code:
            start = offset + match.start() + match[0].index(code)
            yield Named(code.upper(), start, start + len(code))
