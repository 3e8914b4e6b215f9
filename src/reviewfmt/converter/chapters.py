"""Cleans up the chapters of other people's books, like web pages."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from reviewfmt.converter.units import chapters_of
from reviewfmt.converter.web import clean_chapter, sheet_of


class Book(NamedTuple):
    """A book whose chapters have meaningful elements.

    `furniture` are the removed texts around the chapters, and `addresses` the links in them.
    """

    data: bytes
    furniture: tuple[str, ...]
    addresses: tuple[str, ...]


def cleaned(data: bytes) -> Book:
    """Return a checked EPUB with clean chapters. Never raises.

    A chapter with tags that are too broken to be parsed in bounded time stays as it is.
    """
    furniture: list[str] = []
    addresses: list[str] = []
    anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(anew, "w") as written:
        chapters = set(chapters_of(archive))
        styles = [archive.read(one) for one in archive.namelist() if one.endswith(".css")]
        sheet = sheet_of("\n".join(one.decode("utf-8", "replace") for one in styles))
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename in chapters:
                chapter = clean_chapter(content.decode("utf-8-sig", "replace"), sheet)
                if chapter is not None:
                    content = chapter.content.encode()
                    furniture += chapter.furniture
                    addresses += chapter.addresses
            written.writestr(zipfile.ZipInfo(info.filename), content)
    return Book(anew.getvalue(), tuple(furniture), tuple(addresses))
