"""The encoding that a web page names in itself (HTML, "Determining the character encoding")."""

from __future__ import annotations

import re

from reviewfmt.source import encoding_of

_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARED = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w.:-]{1,40})"
    rb"|\A\s*+<\?xml\b[^>]*?\bencoding\s*+=\s*+[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)


def declared(data: bytes) -> str | None:
    """Return the encoding that the beginning of a page names, None where it names none we know.

    A page that names UTF-16 and could be read to tell so is UTF-8.
    """
    found = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    if found is None:
        return None
    name = encoding_of((found[1] or found[2]).decode("ascii", "replace"))
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name
