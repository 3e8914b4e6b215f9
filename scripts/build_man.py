"""Writes a manual page for each command from its click definition: `make man`.

The pages go to out/man/man1, or to the given folder. `SOURCE_DATE_EPOCH` sets their date, for
reproducible builds.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from reviewfmt.cli import COMMANDS, main
from reviewfmt.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
NAME = "reviewfmt"
_MANUAL = "Reviews in plain text"
_RAW = "\b"
_EXIT = re.compile(r"Exit codes: (.*)", re.DOTALL)
_CODE = re.compile(r"(?:^|; )(\d+) ")


def escaped(text: str) -> str:
    """Return a text with roff escapes, so that nothing in it is a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in text.split("\n"))


def quoted(*words: str) -> str:
    return f'"{escaped(" ".join(words))}"'


def flowing(text: str) -> str:
    """Return a paragraph, with text in backticks in bold."""
    words = " ".join(text.split())
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", escaped(words))


def preformatted(lines: list[str]) -> str:
    return "\n".join((".EX", *(escaped(line) or "\\&" for line in lines), ".EE"))


def exit_status(said: str) -> Iterator[str]:
    """Yield the section of the exit codes: `0 clean; 1 errors`."""
    yield ".SH EXIT STATUS"
    pieces = _CODE.split(" ".join(said.split()))
    for code, meaning in zip(pieces[1::2], pieces[2::2], strict=True):
        yield f".TP\n.B {code}\n{flowing(meaning.rstrip('.;'))}."


def epilogue(text: str) -> Iterator[str]:
    """Yield the sections of an epilogue: examples, notes, exit codes."""
    noted = False
    last: list[str] = []
    for block in inspect.cleandoc(text).split("\n\n"):
        raw = block.startswith(_RAW)
        block = block.removeprefix(_RAW).strip("\n")
        if found := _EXIT.fullmatch(block):
            last = list(exit_status(found[1]))
        elif raw:
            heading, *lines = block.split("\n")
            yield f".SH {escaped(heading.rstrip(':').upper())}"
            yield preformatted(inspect.cleandoc("\n".join(lines)).split("\n"))
            noted = False
        else:
            yield flowing(block) if noted else f".SH NOTES\n{flowing(block)}"
            yield ".PP"
            noted = True
    yield from last


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    every = (one for one in command.get_params(context) if isinstance(one, click.Option))
    records = [one.get_help_record(context) for one in every]
    shown = [one for one in records if one is not None]
    if shown:
        yield ".SH OPTIONS"
    for names, says in shown:
        bold = re.sub(r"(?<![\w-])(--?[\w-]+)", lambda found: f"\x00{found[1]}\x01", names)
        marked = escaped(bold).replace("\x00", "\\fB").replace("\x01", "\\fR")
        yield f".TP\n{marked}\n{flowing(says)}"


def page(command: click.Command, names: tuple[str, ...], summary: str) -> str:
    """Return the page of a command; `names` are those of the program and of the command."""
    parent = click.Context(main, info_name=NAME, **main.context_settings)
    context = click.Context(command, info_name=names[-1], parent=parent) if names[1:] else parent
    title = "-".join(names)
    stamp = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    day = time.strftime("%Y-%m-%d", stamp)
    usage = " ".join(command.collect_usage_pieces(context))
    others = [NAME, *(f"{NAME}-{one}" for one in COMMANDS)]
    lines = [
        f".TH {escaped(title.upper())} 1 {day} {quoted(NAME, VERSION)} {quoted(_MANUAL)}",
        f".SH NAME\n{escaped(title)} \\- {flowing(summary.rstrip('.'))}",
        f".SH SYNOPSIS\n.B {' '.join(names)}\n{escaped(usage)}",
        ".SH DESCRIPTION",
        "\n.PP\n".join(flowing(one) for one in inspect.cleandoc(command.help or "").split("\n\n")),
        *options(command, context),
    ]
    if not names[1:]:
        lines += [".SH COMMANDS"]
        lines += [f".TP\n.BR {NAME}\\-{one} (1)\n{flowing(says)}" for one, says in COMMANDS.items()]
    lines += epilogue(command.epilog or "")
    related = [f".BR {escaped(one)} (1)" for one in others if one != title]
    lines += [".SH SEE ALSO", ",\n".join(related)]
    return "\n".join(lines).replace(".PP\n.SH", ".SH").removesuffix("\n.PP") + "\n"


def pages() -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    found = {f"{NAME}.1": page(main, (NAME,), main.help or "")}
    context = click.Context(main, info_name=NAME)
    for name, says in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None
        found[f"{NAME}-{name}.1"] = page(command, (NAME, name), says)
    return found


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "out" / "man" / "man1"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(pages())} pages in {folder}")
