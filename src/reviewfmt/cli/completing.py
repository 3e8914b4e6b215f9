"""What a shell offers for the values of options: each function takes what click gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _begun(known: Iterable[str], begun: str) -> list[str]:
    return [one for one in known if one.lower().startswith(begun.lower())]


def encodings(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the names of encodings."""
    from encodings.aliases import aliases

    return _begun(sorted({one.replace("_", "-") for one in aliases.values()}), begun)


def languages(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the languages that the format has words in."""
    from reviewfmt.syntax.words import built_in

    return _begun((one.language for one in built_in().vocabularies), begun)


def sources(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the names of the formats that are read."""
    from reviewfmt.converter import SOURCES

    return _begun(SOURCES, begun)


def fields(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem | str]:
    """Return the names of fields with a `=`, and behind it the values that a field may have."""
    from reviewfmt.fields import STATUSES, FieldType
    from reviewfmt.model import FIELDS

    name, equals, value = begun.partition("=")
    if not equals:
        return list(_begun((f"{one.name}=" for one in FIELDS), begun))
    kinds = {one.name: one.type for one in FIELDS}
    kind = kinds.get(name.lower())
    known: list[str] = []
    if kind is FieldType.STATUS:
        known = _begun(STATUSES, value)
    elif kind is FieldType.LANGUAGE:
        known = languages(ctx, param, value)
    return [f"{name}={one}" for one in known]


def plugins(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the names of the plug-ins that are installed."""
    from reviewfmt.rules.plugins import installed

    return _begun(installed(), begun)


def paths(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell offer files and folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def folders(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell offer folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="dir")]
