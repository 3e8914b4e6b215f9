"""Collects the pictures of a review's text for the outputs that contain them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from reviewfmt.converter.pictures.cover import CoverError, Picture, figures_of, read_picture
from reviewfmt.files import MIB
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import PICTURE, Held

MOST = 32 * MIB
"""The largest total size, in bytes, of the pictures in one output."""

_MOST_DOTS = 100_000_000
_KINDS: Mapping[str, frozenset[str]] = {
    "epub": frozenset(("png", "jpg", "gif", "webp")),
    "docx": frozenset(("png", "jpg", "gif")),
    "odt": frozenset(("png", "jpg", "gif", "webp")),
}
"""The formats that contain pictures, and the kinds of pictures that their readers show."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a review in an output.

    `inside` has each picture by its name in the output, `named` has that name and the size by the
    address in the review; `refused` says why the picture at an address is not included.
    """

    inside: Mapping[str, Picture] = field(default_factory=dict)
    named: Mapping[str, Held] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def addresses_of(review: Review) -> Iterator[str]:
    """Yield the address of each picture of the text, as the review spells it."""
    seen = set()
    for figure in figures_of(review):
        if figure.src not in seen:
            seen.add(figure.src)
            yield figure.src


def pictures_of(review: Review, format: str, folder: str | None) -> Pictures | None:
    """Return the pictures in an output of a review; None if the format contains none.

    Like a cover, they are read only from `folder` or below it, never from a web address.
    """
    kinds = _KINDS.get(format)
    if kinds is None:
        return None
    inside: dict[str, Picture] = {}
    named: dict[str, Held] = {}
    refused: dict[str, str] = {}
    left = MOST
    for address in addresses_of(review):
        try:
            picture = _read(address, folder)
            if picture.suffix not in kinds:
                raise CoverError(f"{address} is a {picture.name} picture, which {format} lacks")
            width, height = _size(picture, address)
            left -= len(picture.data)
            if left < 0:
                left += len(picture.data)
                told = f"{address} would make the pictures larger than {MOST // MIB} MiB"
                raise CoverError(told)
        except CoverError as error:
            refused[address] = str(error)
            continue
        name = f"{PICTURE}{len(inside) + 1}.{picture.suffix}"
        inside[name] = picture
        named[address] = Held(name, width, height)
    return Pictures(inside, named, refused)


def _read(address: str, folder: str | None) -> Picture:
    """Return the picture at an address, which may be percent-encoded, as in `%20`."""
    try:
        return read_picture(address, folder)
    except CoverError as error:
        path = unquote(address, errors="strict") if "%" in address else address
        if path == address:
            raise
        try:
            return read_picture(path, folder)
        except CoverError:
            raise error from None


def _size(picture: Picture, address: str) -> tuple[int, int]:
    width, height = picture.size
    if not (width and height):
        raise CoverError(f"{address} does not say how large it is")
    if width * height > _MOST_DOTS:
        raise CoverError(f"{address} has more than {_MOST_DOTS // 1_000_000} million dots")
    return width, height
