"""The lines under headings of reStructuredText, which must be as long as the headings are."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"^(?P<title>\S[^\n]*+)\n(?P<line>(?P<sign>[=~^'\"-])(?P=sign)*+)$", re.MULTILINE
)


def lengthened(made: bytes) -> bytes:
    """Return a document whose headings have lines that every reader finds long enough.

    pandoc gives characters with no width no room, and docutils gives them some: it then reads a
    short heading as text.
    """
    return _HEADING.sub(_longer, made.decode()).encode()


def _longer(found: re.Match[str]) -> str:
    title = found["title"]
    return f"{title}\n{found['sign'] * max(len(title), len(found['line']))}"
