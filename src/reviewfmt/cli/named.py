"""The options that name formats: what the inputs are, and what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from reviewfmt.config import nearest

_Function = TypeVar("_Function", bound=Callable[..., Any])


def from_option(*names: str) -> Callable[[_Function], _Function]:
    """Return a decorator that adds `--from FORMAT`, and other names of it, such as `-f`."""
    return click.option(
        *names,
        "--from",
        "from_",
        metavar="FORMAT",
        callback=_format,
        shell_complete=_complete,
        help="The format of the inputs; by default their suffix selects it.",
    )


def to_option(function: _Function) -> _Function:
    """Add `--to FORMAT` to a command."""
    return click.option(
        "-t",
        "--to",
        "to",
        metavar="FORMAT",
        callback=_format,
        shell_complete=_complete,
        help="The format of the output; by default its suffix selects it.",
    )(function)


def _written() -> Mapping[str, Any]:
    from reviewfmt.columns.formats import TABULAR
    from reviewfmt.converter import FORMATS

    return {**FORMATS, **TABULAR}


def _format(_ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    from reviewfmt.converter import SOURCES

    table = {**_written(), **SOURCES} if param.name == "from_" else _written()
    row = table.get(name.lower())
    if row is None:
        rows = table.values()
        named = next((each.name for each in rows if f".{name}" in each.suffixes), None)
        hint = f'; did you mean "{named}"?' if named else nearest(name, table)
        known = f"; known are {', '.join(table)}"
        raise click.BadParameter(f'unknown format "{name}"{hint or known}')
    if param.name == "from_" and row.name not in SOURCES:
        raise click.BadParameter(f"{row.name} can only be written")
    return str(row.name)


def _complete(_ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    from reviewfmt.converter import SOURCES

    table = SOURCES if param.name == "from_" else _written()
    return [name for name in table if name.startswith(begun)]
