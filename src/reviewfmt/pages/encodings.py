"""Decodes the bytes of a page as a browser would."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace
from itertools import pairwise

from reviewfmt.charsets import Charset
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.pages.found import declared_in, is_html
from reviewfmt.source import decode

_MARKS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)
_UNNAMED = "windows-1252"
_TELLING = 4
"""This many characters outside ASCII are enough to recognize UTF-8."""

_PAIRED = 0.2
"""Accented letters have ASCII around them; a larger share of pairs means another script."""


def page_text(
    data: bytes, path: str | None = None, *, server: Charset | None = None, is_page: bool = False
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a page without a byte order mark, and what was changed for it (RF507).

    A byte order mark comes first. Bytes that are valid UTF-8 are UTF-8, whatever is declared, since
    other encodings are not valid UTF-8 by chance. Next are the encoding that the `server` declared,
    the one that the page declares, and UTF-8. HTML that declares none and is not UTF-8 is read as
    windows-1252; `is_page` tells that it is HTML, whatever its beginning. Raises ReviewError
    (RF118), at the line and the column of the first invalid byte, if none of them fits.
    """
    if data.startswith(_MARKS):
        return decode(data, path), ()
    declared = declared_in(data)
    named = [one for one in (server, declared) if one is not None]
    if named and named[0].name != "utf-8" and (text := _as_utf8(data)) is not None:
        return text, (_changed(f"{_who(server)} names {named[0].label}, and it is UTF-8"),)
    first: ReviewError | None = None
    for encoding in dict.fromkeys([*named, None]):
        try:
            text = decode(data, path, encoding)
        except ReviewError as error:
            first = first or error
        else:
            if first is None:
                return text, ()
            why = first.diagnostics[0].message
            return text, (_changed(f"{why}: read as {_shown(encoding)}"),)
    assert first is not None
    if b"\0" in data:
        raise first
    is_page = is_page or is_html(data[:2000].decode("latin-1"))
    if is_page and not named and (text := _decoded(data, _UNNAMED)) is not None:
        told = f"it names no encoding and is not UTF-8: read as {_UNNAMED}"
        return text, (_changed(told),)
    raise _with_hint(first, data, _naming(_who(server), named[0]) if named else "") from None


def _who(server: Charset | None) -> str:
    return "the page" if server is None else "the server"


def _shown(charset: Charset | None) -> str:
    return "UTF-8" if charset is None or charset.name == "utf-8" else charset.name


def _naming(who: str, charset: Charset) -> str:
    """Return who declares an encoding, and what its label means if that is another name."""
    if charset.label in (charset.name, "utf8"):
        return f", which {who} names"
    return f"; {who} names {charset.label}, which is read as {_shown(charset)}"


def _as_utf8(data: bytes) -> str | None:
    """Return the text of bytes in UTF-8, or None for other or ambiguous bytes."""
    text = _decoded(data, "utf-8")
    if text is None or len(data) - len(text) < _TELLING:
        return None
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _with_hint(error: ReviewError, data: bytes, said: str) -> ReviewError:
    """Return an error that says who declares the encoding, and which one is likely."""
    help_ = "read it with `--encoding NAME`, the name of the encoding that it is in"
    if _is_western(data):
        said += f"; it may be {_UNNAMED}"
        help_ = f"read it with `--encoding {_UNNAMED}`"
    return ReviewError(
        replace(one, message=f"{one.message}{said}", help=help_) for one in error.diagnostics
    )


def _is_western(data: bytes) -> bool:
    """Tell whether bytes may be windows-1252: single accents and signs among ASCII letters."""
    if _decoded(data, _UNNAMED) is None:
        return False
    high = [at for at, byte in enumerate(data) if byte > 0x7F]
    paired = sum(after - at == 1 for at, after in pairwise(high))
    return paired <= _PAIRED * len(high)


def _changed(message: str) -> Diagnostic:
    return Diagnostic("RF507", message, severity=Severity.WARNING)
