"""Shrinks pictures for books of many reviews."""

from __future__ import annotations

import io
import warnings

from reviewfmt.converter.pictures.cover import CoverError, Picture

LARGEST = 512 * 1024
"""Smaller pictures, in bytes, stay as they are."""

_MOST_DOTS = 50_000_000
_QUALITY = 85


def is_sound(picture: Picture) -> bool:
    """Tell whether a picture can be decoded completely."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture.data)) as opened:
                opened.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def smaller(picture: Picture, width: int, height: int) -> Picture:
    """Return a picture within a width and a height, as JPEG or, with transparency, as PNG.

    A picture that fits is returned unchanged. Raises CoverError if it has too many pixels, or
    cannot be decoded.
    """
    wide, high = picture.size
    if 0 < wide <= width and 0 < high <= height and len(picture.data) <= LARGEST:
        return picture
    if wide * high > _MOST_DOTS:
        raise CoverError(f"it has more than {_MOST_DOTS // 1_000_000} million dots")
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture.data)) as opened:
                opened.draft("RGB", (width, height))
                opened.thumbnail((width, height))
                has_holes = "transparency" in opened.info or opened.mode in ("RGBA", "LA", "PA")
                made = io.BytesIO()
                if has_holes:
                    opened.convert("RGBA").save(made, "PNG")
                else:
                    opened.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CoverError("it cannot be opened") from error
    if has_holes:
        return Picture(made.getvalue(), "png", "image/png", picture.alt)
    return Picture(made.getvalue(), "jpg", "image/jpeg", picture.alt)
