"""Removes emoji that are only decoration: `🏆 Verdict: 8/10` means `Verdict: 8/10`."""

from __future__ import annotations

import re

_ONE = (
    "[\u231a-\u23ff\u25aa-\u25ff\u2600-\u2604\u2607-\u27bf\u2b05-\u2b4f\u2b51-\u2b5f"
    "\U0001f000-\U0001f31e\U0001f320-\U0001faff]"
)
"""One pictograph; the stars of scores are excluded."""

_JOINED = "[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_RUN = rf"(?:{_ONE}{_JOINED}*+[ \t\u00a0]*+)++"
_LEADING = re.compile(rf"(?P<marks>[*]{{0,3}}){_RUN}(?=\S)")
_KEYCAPS = re.compile(r"(?P<marks>[*]{0,3})(?P<number>(?:\d\ufe0f?\u20e3){1,3}+|🔟)[ \t.):–—-]*+")
_STAR = re.compile(
    r"(?<![★⭐☆½🌟\d])[★⭐🌟]\ufe0f?+[ \t\u00a0]?(?=\d{1,3}(?:[.,]\d{1,3})?[ \t]?/[ \t]?\d)"
)
"""A star in place of the word Score: `⭐ 8/10`."""


def unadorned(line: str) -> str:
    """Return a line without the emoji at its ends, and with keycaps as numbers.

    A line of only emoji is unchanged.
    """
    if line.isascii():
        return line
    line = _STAR.sub("", line)
    numbered = _KEYCAPS.match(line)
    if numbered is not None and line[numbered.end() :].strip():
        digits = re.sub(r"\D", "", numbered["number"]) or "10"
        return f"{numbered['marks']}{digits}. {_without_last(line[numbered.end() :])}"
    opening = _LEADING.match(line)
    if opening is not None:
        line = opening["marks"] + line[opening.end() :]
    return _without_last(line)


def without_star(text: str) -> str:
    """Return a text without the star before a score in digits."""
    return text if text.isascii() else _STAR.sub("", text)


def _without_last(line: str) -> str:
    """Return a line without the emoji at its end."""
    end = len(line)
    while end and _ENDING.match(line[end - 1]):
        end -= 1
    return line[:end].rstrip() or line if end < len(line) and line[end:].strip() else line


_ENDING = re.compile(rf"{_ONE}|{_JOINED}|[ \t\u00a0]")
