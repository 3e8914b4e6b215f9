"""The bytes of a record -> its text, whatever encoding it is in."""

from __future__ import annotations

from reviewfmt.corpus.records import TEXT, Record
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.pages import declared_in
from reviewfmt.source import decode, encoding_of

_ON_THE_WEB = "cp1252"
_TELLING = 4
"""So many characters outside of ASCII tell UTF-8 from other encodings."""


def text_of(record: Record) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a record, and what had to be changed for it.

    What reads as UTF-8 is that, whatever it says: other encodings do not read so by chance. Else
    the encodings are tried that its source names, and that it names itself; of a page that names
    none, the one that browsers take. Raises ReviewError (RF118) where none of them fits.
    """
    named = encoding_of(record.charset) if record.charset else None
    declared = declared_in(record.data)
    first: ReviewError | None = None
    other = next((one for one in (named, declared) if one), "utf-8")
    if other != "utf-8" and (text := _as_utf8(record.data)) is not None:
        return text, (_changed(f"it is said to be {other}, and reads as UTF-8"),)
    for encoding in dict.fromkeys([*filter(None, (named, declared)), None]):
        try:
            text = decode(record.data, None, encoding)
        except ReviewError as error:
            first = first or error
        else:
            losses = () if first is None else (_changed(_other(first, encoding)),)
            return text, losses
    assert first is not None
    if record.kind == TEXT or named or declared or b"\0" in record.data:
        raise first
    try:
        text = record.data.decode(_ON_THE_WEB)
    except UnicodeError:
        raise first from None
    return text, (_changed("it names no encoding and is no UTF-8: read as windows-1252"),)


def _as_utf8(data: bytes) -> str | None:
    """Return the text of bytes that are UTF-8, None for others and those that could be anything."""
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return None
    return text.removeprefix("\ufeff") if len(data) - len(text) >= _TELLING else None


def _other(error: ReviewError, encoding: str | None) -> str:
    return f"{error.diagnostics[0].message}: read as {(encoding or 'utf-8').upper()}"


def _changed(message: str) -> Diagnostic:
    return Diagnostic("RF507", message, severity=Severity.WARNING)


def storable(text: str) -> str:
    """Return a text that any file can hold: halves of characters become signs for what is unknown.

    JSON may hold such a half, and so may the name of a file.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
