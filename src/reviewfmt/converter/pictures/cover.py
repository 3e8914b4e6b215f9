"""Reads a picture that a review names, only from the review's own folder."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from reviewfmt.files import MIB, leads_out, read_file, reason
from reviewfmt.model import Figure, Review

LARGEST = 10 * MIB
"""The largest size of a picture in bytes."""

_KINDS = (
    ("png", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n....IHDR", re.DOTALL), b"IEND\xaeB`\x82"),
    ("jpg", "image/jpeg", re.compile(rb"\xff\xd8\xff"), b"\xff\xd9"),
    ("gif", "image/gif", re.compile(rb"GIF8[79]a"), b";"),
    ("webp", "image/webp", re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL), b""),
)
"""The kinds of pictures that every reading system shows: the beginning and the end of their bytes.
"""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


_NAMES = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WebP"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for an output: its bytes, its suffix, its media type.

    `alt` is its alternative text, None if the review gives none.
    """

    data: bytes
    suffix: str
    type: str
    alt: str | None = None

    @property
    def name(self) -> str:
        """The usual name of its kind: `PNG`."""
        return _NAMES[self.suffix]

    @property
    def size(self) -> tuple[int, int]:
        """The width and the height in dots; both are 0 if the picture does not say them."""
        try:
            return _SIZES[self.suffix](self.data)
        except (struct.error, IndexError):
            return 0, 0


class CoverError(Exception):
    """A picture that cannot go into an output; the message says why."""


def cover_of(review: Review, folder: str | None) -> Picture | None:
    """Return the cover of a review in `folder`, or None if the review names no cover.

    The file is in that folder or below it, also after links are followed. The kind of picture is
    determined by its bytes, not by its name. Its alternative text is the field `Cover text`, or
    else that of a figure with the same address. Raises CoverError if the value is a web address or
    leads out of the folder, or if the file cannot be read, is too large, or is not a complete PNG,
    JPEG, GIF or WebP picture.
    """
    named = review.metadata.cover
    if named is None:
        return None
    return replace(read_picture(named, folder), alt=_alt(review, named))


def read_picture(named: str, folder: str | None) -> Picture:
    """Return the picture at a path in `folder`. Raises the same errors as `cover_of`."""
    data = _read(named, folder)
    for suffix, media, opening, ending in _KINDS:
        if opening.match(data):
            if not _is_whole(data, suffix, ending):
                raise CoverError(f"{named} is cut off")
            return Picture(data, suffix, media)
    raise CoverError(f"{named} is not a PNG, JPEG, GIF or WebP picture")


def _read(named: str, folder: str | None) -> bytes:
    drive = re.match("[A-Za-z]:[/\\\\]", named)
    if _ADDRESS.match(named) and not drive:
        raise CoverError(f"{named} is an address, and nothing is fetched")
    if folder is None:
        raise CoverError(f"the folder that {named} is in is not known")
    if drive or named.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", named):
        raise CoverError(f"{named} is not a path in the folder of the review")
    path = os.path.join(folder or ".", named)  # noqa: PTH118 - a path as the author spells it
    try:
        if leads_out(path, folder or "."):
            raise CoverError(f"{named} leads out of the folder of the review")
        return read_file(path, LARGEST)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not a path"
        raise CoverError(f"{named} cannot be read: {why}") from None


def _is_whole(data: bytes, suffix: str, ending: bytes) -> bool:
    if suffix == "webp":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return data.rstrip(b"\0\r\n").endswith(ending)


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of the segments of a JPEG that contain its size."""


def _jpg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while data[place] == 0xFF:
        sign = data[place + 1]
        if sign in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        place += 1 if sign == 0xFF else 2 + max(length, 2)
    return 0, 0


_SIZES = {"png": _png_size, "jpg": _jpg_size, "gif": _gif_size, "webp": _webp_size}


def _alt(review: Review, named: str) -> str | None:
    if review.metadata.cover_text is not None:
        return review.metadata.cover_text
    figures = (figure for figure in figures_of(review) if figure.src == named)
    return next((figure.alt for figure in figures if figure.alt), None)


def figures_of(review: Review) -> Iterator[Figure]:
    """Yield the figures of a review, which are in the notes of entries and in sections."""
    entries = (episode.notes for guide in review.guides for episode in guide.episodes)
    for blocks in chain(entries, (section.blocks for section in review.sections)):
        for block in blocks:
            if isinstance(block, Figure):
                yield block
