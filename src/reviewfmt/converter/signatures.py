"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from reviewfmt.converter.formats import Format, refused

_STARTS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a locked Office file"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "an archive"),
)
_OPEN_IT = "open it in a word processor, with its password if it has one, and save it as docx"
_HTML = re.compile(rb"\s*+(?:<!--[^>]*+>\s*+)?(?:<!doctype html|<html)\b", re.IGNORECASE)
_ARCHIVES = {
    "word/document.xml": "docx",
    "META-INF/container.xml": "epub",
    "content.xml": "odt",
}
_SPACES = b"\xef\xbb\xbf \t\r\n"
_ARTICLES = {"html": "an HTML page", "docx": "a docx", "epub": "an EPUB", "odt": "an odt"}


def refuse_mislabelled(data: bytes, row: Format) -> None:
    """Raise ReviewError (RF508) for bytes that are plainly of another format than `row`."""
    found = _format(data) if row.binary or data.startswith(b"PK\x03\x04") else None
    if found == row.name:
        return
    if found is not None:
        help_ = f"name it with the suffix .{found}, or read it with `-f {found}`"
        raise refused("RF508", f"no {row.name}: it is {_ARTICLES[found]}", help_)
    start = data[:1024].lstrip(_SPACES)
    for sign, name in _STARTS:
        if start.startswith(sign) and not (row.binary and name == "an archive"):
            raise refused("RF508", f"no {row.name}: it is {name}", _OPEN_IT)


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
