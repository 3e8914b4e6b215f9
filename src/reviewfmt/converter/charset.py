"""Finds the encoding that a web page or XML declares.

See HTML, "Determining the character encoding".
"""

from __future__ import annotations

import codecs
import re

from reviewfmt.charsets import Charset, on_the_web

_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARED = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w.:-]{1,40})"
    rb"|\A\s*+<\?xml\b[^>]*?\bencoding\s*+=\s*+[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)


def declared(data: bytes) -> Charset | None:
    """Return the encoding that the beginning of a page declares; None if the web knows no such one.

    A page that declares UTF-16 in ASCII letters is in UTF-8.
    """
    found = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    if found is None:
        return None
    charset = on_the_web((found[1] or found[2]).decode("ascii", "replace"))
    if charset is not None and charset.name.startswith("utf-16"):
        return Charset(charset.label, "utf-8", "utf-8")
    return charset


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
    """Return XML converted to UTF-8, with a matching declaration.

    XML that declares no other encoding is unchanged.

    Raises LookupError, with the name, for an unknown encoding, and UnicodeError for bytes that are
    not valid in it.
    """
    wide = next((name for start, name in _WIDE if data.startswith(start)), None)
    told = _XML.search(data[:512].decode(wide or "latin-1", "replace"))
    if wide is None and told is None:
        return data
    charset = on_the_web(told[2] if told else "utf-8")
    if wide is None and charset is None:
        raise LookupError(repr(told[2] if told else ""))
    codec = wide or (charset.codec if charset else "utf-8")
    if codec == "utf-8" or (wide is None and codec.startswith("utf-16")):
        return data
    text = data.decode(codec).removeprefix("\ufeff")
    return _XML.sub(r"\g<1>utf-8", text, count=1).encode()
