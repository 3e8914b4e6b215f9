"""Which addresses a page may refer to unchanged."""

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
    """Tell whether a page may link to `target` and name it as it is spelled.

    Neither a script nor what a writer would spell in another way is; `alone` is true if no file
    is beside the page.
    """
    if is_web(target) or _MAIL.fullmatch(target):
        return True
    return not alone and bool(target) and _RELATIVE.fullmatch(target) is not None


_COMMON = re.compile(r"[*'~]|(?<![^\W_])_|_(?![^\W_])")
_OPENING = re.compile(r"\(\(|\$\$|(?<!\w)[#+](?!$)|\+(?!\w)", re.ASCII)


def plain(target: str) -> str | None:
    """Return a link's address in characters that no format of plain text takes for a sign.

    None if an address says something else without them.
    """
    if not is_link(target, alone=False) or _OPENING.search(target):
        return None
    return _COMMON.sub(lambda sign: f"%{ord(sign[0]):02X}", target)


def is_picture(src: str) -> bool:
    """Tell whether a page may show the picture at `src` and name it as it is spelled.

    What does not end like the name of a picture may be shown as something else.
    """
    if not (is_web(src) or (src and _RELATIVE.fullmatch(src))):
        return False
    path, _, rest = src.partition("?")
    name = path.partition("#")[0].rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return (not suffix or suffix in _PICTURES) and "." not in rest
