"""The lines under headings of reStructuredText, which must be as long as the headings are."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"^(?P<over>(?P<sign>[=~^'\"-])(?P=sign)*+\n)?+(?P<title>\S[^\n]*+)\n"
    r"(?P<line>(?P<below>[=~^'\"-])(?P=below)*+)$",
    re.MULTILINE,
)


def lengthened(made: bytes) -> bytes:
    """Return a document whose headings have lines that every reader finds long enough.

    pandoc gives characters with no width no room, and docutils gives them some: it then reads a
    short heading as text.
    """
    return _HEADING.sub(_longer, made.decode()).encode()


def _longer(found: re.Match[str]) -> str:
    title = found["title"]
    line = found["below"] * max(len(title), len(found["line"]))
    over = f"{line}\n" if found["over"] else ""
    return f"{over}{title}\n{line}"
