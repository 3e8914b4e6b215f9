"""Addresses on the web, and within a site."""

from __future__ import annotations

import re
from functools import cache

PLACE = r"(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*(?:#[\w.~!$&'()*+,;=:@/?-]*)?"
"""The pattern of a path with an optional fragment."""

_WEB = (
    r"https?://(?P<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})(?::[0-9]{1,4})?"
    rf"(?:/{PLACE}|#[\w.~-]*)?"
)


@cache
def _web() -> re.Pattern[str]:
    """Return the pattern of an address, compiled when it is first needed."""
    return re.compile(_WEB, re.ASCII)


def is_web(text: str) -> bool:
    """Tell whether `text` is exactly the address of a page or a picture on the web."""
    return _web().fullmatch(text) is not None


def host_of(text: str) -> str | None:
    """Return the host of an address on the web, in lower case; None if it is no address."""
    found = _web().fullmatch(text)
    return None if found is None else found["host"].lower()


def root_of(address: str) -> str | None:
    """Return an address of a folder on the web with a slash at its end; None for any other text."""
    found = _web().fullmatch(address)
    if found is None or set(address) & {"?", "#"}:
        return None
    name = address[found.end("host") :].rpartition("/")[2]
    if name.rpartition(".")[2].lower() in _PAGE and "." in name:
        return None
    return address if address.endswith("/") else f"{address}/"


_SIGN = r"[^/\s\\?#:*\"<>|\x00-\x1f\x7f]"
_ALIAS = re.compile(rf"/?(?:(?!\.){_SIGN}++(?:/|\Z))++")
_PAGE = ("html", "htm")
_MOST = 255


def page_of(alias: str) -> str | None:
    """Return the file for an address within a site; None if it is no such address.

    `old/place/` and `/old/place` stand for `old/place/index.html`, and `old.html` for itself.
    Hidden files, other sites, queries (`?p=1`) and `..` are not accepted.
    """
    from urllib.parse import unquote

    path = unquote(alias)
    if not _ALIAS.fullmatch(path):
        return None
    parts = path.strip("/").split("/")
    if any(len(one.encode()) > _MOST or one.endswith(".") for one in parts):
        return None
    if path.endswith("/") or parts[-1].rpartition(".")[2].lower() not in _PAGE:
        parts.append("index.html")
    return "/".join(parts)
