"""The picture that `Cover` names: read from the review's own folder, and from nowhere else."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from reviewfmt.files import MIB, leads_out, read_file, reason
from reviewfmt.model import Figure, Review, walk

LARGEST = 10 * MIB
"""How many bytes a cover may have."""

_KINDS = (
    ("png", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n....IHDR", re.DOTALL), b"IEND\xaeB`\x82"),
    ("jpg", "image/jpeg", re.compile(rb"\xff\xd8\xff"), b"\xff\xd9"),
    ("gif", "image/gif", re.compile(rb"GIF8[79]a"), b";"),
    ("webp", "image/webp", re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL), b""),
)
"""The kinds of pictures that every reading system shows: how their bytes begin and end."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes into a book: its bytes, its suffix, its media type.

    `alt` is the text that stands for it, None where the review gives none.
    """

    data: bytes
    suffix: str
    type: str
    alt: str | None = None


class CoverError(Exception):
    """A cover that does not go into a book; the message says why."""


def cover_of(review: Review, folder: str | None) -> Picture | None:
    """Return the cover of a review that stands in `folder`, None where it names no cover.

    The file is in that folder or below it, whatever its links lead to. Its bytes say what kind of
    picture it is, not its name. Its alternative text is that of a figure with the same address.
    Raises CoverError for what is an address of the web, leads out of the folder, cannot be read,
    is too large, or is no whole PNG, JPEG, GIF or WebP picture.
    """
    named = review.metadata.cover
    if named is None:
        return None
    data = _read(named, folder)
    for suffix, media, opening, ending in _KINDS:
        if opening.match(data):
            if not _is_whole(data, suffix, ending):
                raise CoverError(f"{named} is cut off")
            return Picture(data, suffix, media, _alt(review, named))
    raise CoverError(f"{named} is no PNG, JPEG, GIF or WebP picture")


def _read(named: str, folder: str | None) -> bytes:
    drive = re.match("[A-Za-z]:[/\\\\]", named)
    if _ADDRESS.match(named) and not drive:
        raise CoverError(f"{named} is an address, and nothing is fetched")
    if folder is None:
        raise CoverError(f"the folder that {named} is in is not known")
    if drive or named.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", named):
        raise CoverError(f"{named} is no path in the folder of the review")
    path = os.path.join(folder or ".", named)  # noqa: PTH118 - a path as the author spells it
    try:
        if leads_out(path, folder or "."):
            raise CoverError(f"{named} leads out of the folder of the review")
        return read_file(path, LARGEST)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is no path"
        raise CoverError(f"{named} cannot be read: {why}") from None


def _is_whole(data: bytes, suffix: str, ending: bytes) -> bool:
    if suffix == "webp":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return data.rstrip(b"\0\r\n").endswith(ending)


def _alt(review: Review, named: str) -> str | None:
    figures = (node for node in walk(review) if isinstance(node, Figure) and node.src == named)
    return next((figure.alt for figure in figures if figure.alt), None)
