"""Writes docs/command-line.md: each command with its arguments, options and examples.

`--check` writes nothing, and fails if the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from reviewfmt.cli import main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"
_WIDTH = 100
_HEAD = """\
# The command line

This page lists every command with its options. It is generated from the program.
`reviewfmt COMMAND --help` prints the same.
"""


def page() -> str:
    """Return the page."""
    with click.Context(main, info_name="reviewfmt", **main.context_settings) as context:
        commands = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
        parts = [_HEAD, _listed([(name, one) for name, one in commands if one is not None])]
        for name, command in commands:
            if command is not None and not command.hidden:
                parts.append("\n".join(_lines(name, command, context)))
    return "\n".join(parts).rstrip("\n") + "\n"


def _listed(commands: list[tuple[str, click.Command]]) -> str:
    rows = [
        f"| [{name}](#{name}) | {one.get_short_help_str(200)} |"
        for name, one in commands
        if not one.hidden
    ]
    return "\n".join(("| Command | What it does |", "| --- | --- |", *rows, ""))


def _lines(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    with click.Context(command, info_name=name, parent=parent) as context:
        yield f"## {name}\n"
        usage = " ".join(command.collect_usage_pieces(context))
        yield f"{_cell(command.help or '')}\n"
        yield f"```text\n{context.command_path} {usage}\n```\n"
        yield "| Option | What it does |"
        yield "| --- | --- |"
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and isinstance(parameter, click.Option):
                signs, told = record
                yield f"| `{signs.replace('|', chr(92) + '|')}` | {_cell(told)} |"
        yield ""
        if command.epilog:
            formatter = click.HelpFormatter(width=_WIDTH, max_width=_WIDTH)
            formatter.write_text(command.epilog)
            yield f"```text\n{formatter.getvalue().strip()}\n```\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def run() -> int:
    """Write or check the page; return the exit code."""
    made = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    return int(PAGE.read_text(encoding="utf-8") != made)


if __name__ == "__main__":
    sys.exit(run())
