"""Decides which addresses a page may use unchanged."""

from __future__ import annotations

import re

from reviewfmt.addresses import PLACE, is_web

__all__ = ["is_link", "is_picture", "is_web", "plain"]

_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_RELATIVE = re.compile(rf"(?!//|[^/?#]*:){PLACE}", re.ASCII)
_PICTURES = frozenset(
    ("apng", "avif", "bmp", "gif", "jfif", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp")
)


def is_link(target: str, *, alone: bool) -> bool:
    """Tell whether a page may link to `target` and show it as it is spelled.

    Scripts are excluded, and so are addresses that a writer would spell in another way. `alone` is
    true if there are no files beside the page.
    """
    if is_web(target) or _MAIL.fullmatch(target):
        return True
    return not alone and bool(target) and _RELATIVE.fullmatch(target) is not None


_COMMON = re.compile(r"[*'~]|(?<![^\W_])_|_(?![^\W_])")
_OPENING = re.compile(r"\(\(|\$\$|(?<!\w)[#+](?!$)|\+(?!\w)", re.ASCII)


def plain(target: str) -> str | None:
    """Return a link's address in characters that are not markup in any format of plain text.

    The result is None if the address would change its meaning without its other characters.
    """
    if not is_link(target, alone=False) or _OPENING.search(target):
        return None
    return _COMMON.sub(lambda sign: f"%{ord(sign[0]):02X}", target)


def is_picture(src: str) -> bool:
    """Tell whether a page may show the picture at `src` under the address as it is spelled.

    An address without the suffix of a picture may be shown as something else.
    """
    if not (is_web(src) or (src and _RELATIVE.fullmatch(src))):
        return False
    path, _, rest = src.partition("?")
    name = path.partition("#")[0].rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return (not suffix or suffix in _PICTURES) and "." not in rest
