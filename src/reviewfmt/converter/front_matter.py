"""The front matter of a Markdown text: what pandoc should not meet is refused, or read here."""

from __future__ import annotations

import re
from typing import Any

from reviewfmt.converter.formats import refused


def taken(text: str) -> tuple[str, dict[str, Any]]:
    """Return a Markdown text as pandoc may read it, and the metadata that is taken out of it.

    Front matter in TOML is taken out; that in YAML stays, for pandoc reads it. Raises ReviewError
    (RF508) where it is no TOML, or YAML whose aliases could unfold to more than a machine holds.
    """
    text, values = _toml(text)
    _refuse_growth(text)
    return text, values


_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ANCHOR = re.compile(r"(?<![^\s,\[{])&([\w-]+)")
_ALIAS = re.compile(r"(?<![^\s,\[{])\*([\w-]+)")
_MOST_ALIASES = 20


def _refuse_growth(text: str) -> None:
    """Refuse a front matter whose aliases could unfold to more than a machine holds."""
    front = _FRONT.match(text.replace("\r\n", "\n"))
    if front is None:
        return
    anchors = set(_ANCHOR.findall(front[1]))
    aliases = sum(name in anchors for name in _ALIAS.findall(front[1]))
    if aliases > _MOST_ALIASES:
        message = f"front matter has {aliases} aliases, expected {_MOST_ALIASES} at most"
        raise refused("RF508", message)


_TOML_FRONT = re.compile(r"\s*\+\+\+[ \t]*\r?\n(.*?)\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def _toml(text: str) -> tuple[str, dict[str, Any]]:
    """Return a Markdown text without its TOML front matter, and that as pandoc's metadata."""
    match = _TOML_FRONT.match(text)
    if match is None:
        return text, {}
    import tomllib

    try:
        values = tomllib.loads(match[1].replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refused("RF508", f"front matter is not TOML: {error}".lower()) from None
    return text[match.end() :], {key: _meta(value, 0) for key, value in values.items()}


def _meta(value: object, depth: int) -> dict[str, Any]:
    if isinstance(value, dict) and depth < _DEEPEST:
        return {"t": "MetaMap", "c": {key: _meta(one, depth + 1) for key, one in value.items()}}
    if isinstance(value, list) and depth < _DEEPEST:
        return {"t": "MetaList", "c": [_meta(one, depth + 1) for one in value]}
    return {"t": "MetaString", "c": str(value)}


_DEEPEST = 20
