"""Detects the format of a file by its first bytes, whatever its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from reviewfmt.converter.formats import Format, refused

_OPEN_IT = "open it in a word processor, with its password if it has one, and save it as docx"
_UNPACK_IT = "unpack it, and convert what is in it"
_STARTS: tuple[tuple[bytes, str, str | None], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a locked Office file", _OPEN_IT),
    (b"%PDF-", "a PDF", _OPEN_IT),
    (b"{\\rtf", "an RTF file", _OPEN_IT),
    (b"PK\x03\x04", "an archive", _OPEN_IT),
    (b"\x1f\x8b", "a gzip archive", _UNPACK_IT),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK_IT),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK_IT),
    (b"\x89PNG\r\n", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"GIF8", "a picture", None),
)
_SAVED = re.compile(
    rb"(?:[A-Za-z-]{1,40}+:[^\n]{0,998}+\n(?:[ \t][^\n]{0,998}+\n)*+){0,20}?"
    rb"Content-Type:\s{0,9}multipart/related\b",
    re.IGNORECASE,
)
"""The beginnings of pages that browsers save as one file (MHTML)."""
_HTML = re.compile(rb"\s*+(?:<!--[^>]*+>\s*+)?(?:<!doctype html|<html)\b", re.IGNORECASE)
_ARCHIVES = {
    "word/document.xml": "docx",
    "META-INF/container.xml": "epub",
    "content.xml": "odt",
}
_SPACES = b"\xef\xbb\xbf \t\r\n"
_ARTICLES = {"html": "an HTML page", "docx": "a docx", "epub": "an EPUB", "odt": "an odt"}


def refuse_mislabelled(data: bytes, row: Format) -> None:
    """Raise ReviewError (RF508) if bytes are clearly of another format than `row`."""
    found = _format(data) if row.binary or data.startswith(b"PK\x03\x04") else None
    if found == row.name:
        return
    if found is not None:
        help_ = f"name it with the suffix .{found}, or read it with `-f {found}`"
        raise refused("RF508", f"no {row.name}: it is {_ARTICLES[found]}", help_)
    start = data[:1024].lstrip(_SPACES)
    for sign, name, mended in _STARTS:
        if start.startswith(sign) and not (row.binary and name == "an archive"):
            raise refused("RF508", f"no {row.name}: it is {name}", mended)
    if row.name == "html" and _SAVED.match(data[:4096].lstrip(_SPACES)):
        help_ = "save the page as HTML, without the files that it shows"
        raise refused("RF508", "no html: it is a page in an archive (MHTML)", help_)


def _format(data: bytes) -> str | None:
    if _HTML.match(data[:1024].lstrip(_SPACES)):
        return "html"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return None
    kinds = [kind for name, kind in _ARCHIVES.items() if name in names]
    return kinds[0] if len(kinds) == 1 else None
