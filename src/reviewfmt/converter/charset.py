"""The encoding that a web page names in itself (HTML, "Determining the character encoding").

That of XML too.
"""

from __future__ import annotations

import codecs
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
    """Return the encoding that the beginning of a page names, None if it names none we know.

    A page that names UTF-16 and could be read to tell so is UTF-8.
    """
    found = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    if found is None:
        return None
    name = encoding_of((found[1] or found[2]).decode("ascii", "replace"))
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name


_XML = re.compile(
    r"(\A\ufeff?<\?xml\b[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"'])([\w.:-]{1,40})(?=[\"'])"
)
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def as_utf8(data: bytes) -> bytes:
    """Return XML in UTF-8, and saying so; as it is where it says no other encoding.

    Raises LookupError, with the name, for an encoding that is not known, and UnicodeError for
    bytes that are not valid in it.
    """
    wide = next((name for start, name in _WIDE if data.startswith(start)), None)
    told = _XML.search(data[:512].decode(wide or "latin-1", "replace"))
    if wide is None and told is None:
        return data
    named = wide or encoding_of(told[2] if told else "utf-8")
    if named is None:
        raise LookupError(repr(told[2] if told else ""))
    if named == "utf-8" or (wide is None and named.startswith(("utf-16", "utf-32"))):
        return data
    text = data.decode(named).removeprefix("\ufeff")
    return _XML.sub(r"\g<1>utf-8", text, count=1).encode()
