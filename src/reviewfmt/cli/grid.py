"""Tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewfmt.cli.console import shown

_UNBOUNDED = 10_000
"""The width without a terminal: nothing is cut."""


def width_of(stream: Any) -> int | None:
    """Return the width of a terminal; None if `stream` is not one."""
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def grid(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    *,
    width: int | None,
    color: bool,
) -> str:
    """Return a table as text; `right` tells which columns are aligned to the right.

    In a narrow terminal cells are wrapped. They contain no control sequences.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for name, is_right in zip(names, right, strict=True):
        table.add_column(
            Text(shown(name)), justify="right" if is_right else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    console = Console(
        width=width or _UNBOUNDED,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
