"""Shell completion for the values of options: the functions have the parameters of click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _matching(known: Iterable[str], begun: str) -> list[str]:
    return [one for one in known if one.lower().startswith(begun.lower())]


def encodings(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the names of encodings."""
    from encodings.aliases import aliases

    return _matching(sorted({one.replace("_", "-") for one in aliases.values()}), begun)


def languages(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the languages that the format has words in."""
    from reviewfmt.syntax.words import built_in

    return _matching((one.language for one in built_in().vocabularies), begun)


def sources(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the names of the formats that are read."""
    from reviewfmt.converter import SOURCES

    return _matching(SOURCES, begun)


def fields(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem | str]:
    """Return the names of fields with a `=`; behind the `=`, the values of the field."""
    from reviewfmt.fields import STATUSES, FieldType
    from reviewfmt.model import FIELDS

    name, equals, value = begun.partition("=")
    if not equals:
        return list(_matching((f"{one.name}=" for one in FIELDS), begun))
    kinds = {one.name: one.type for one in FIELDS}
    kind = kinds.get(name.lower())
    known: list[str] = []
    if kind is FieldType.STATUS:
        known = _matching(STATUSES, value)
    elif kind is FieldType.LANGUAGE:
        known = languages(ctx, param, value)
    return [f"{name}={one}" for one in known]


def plugins(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the names of the plug-ins that are installed."""
    from reviewfmt.rules.plugins import installed

    return _matching(installed(), begun)


def paths(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell offer files and folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def folders(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell offer folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="dir")]
