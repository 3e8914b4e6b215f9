"""Lengthens underlines of headings in reStructuredText, which must be long enough."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"^(?P<over>(?P<sign>[=~^'\"-])(?P=sign)*+\n)?+(?P<title>\S[^\n]*+)\n"
    r"(?P<line>(?P<below>[=~^'\"-])(?P=below)*+)$",
    re.MULTILINE,
)


def lengthened(made: bytes) -> bytes:
    """Return a document in which all underlines of headings are long enough.

    pandoc counts characters of zero width as 0, but docutils does not: it would read a short
    underline as text.
    """
    return _HEADING.sub(_longer, made.decode()).encode()


def _longer(found: re.Match[str]) -> str:
    title = found["title"]
    line = found["below"] * max(len(title), len(found["line"]))
    over = f"{line}\n" if found["over"] else ""
    return f"{over}{title}\n{line}"
