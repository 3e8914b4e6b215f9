"""What the commands write with: results, messages, colour or not, and no sign that is obeyed."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO, TypeVar

import click

from reviewfmt.characters import CONTROL

_Function = TypeVar("_Function", bound=Callable[..., Any])


def color_option(function: _Function) -> _Function:
    """Add `--color auto|always|never` to a command."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour: on a terminal where NO_COLOR is not set, always, or never.",
    )(function)


def colored(choice: str, stream: TextIO) -> bool:
    """Tell whether to write colour to `stream` under a `--color` choice."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def say(message: str) -> None:
    """Tell the user something that is no result, on one line of standard error."""
    tell(f"reviewfmt: {message}")


def tell(message: str) -> None:
    """Write one line to standard error; nothing in it is a sign that a terminal obeys."""
    _to_stderr(f"{shown(message)}\n")


def tell_all(text: str) -> None:
    """Write lines to standard error that a report has made: it has seen to every sign in them."""
    _to_stderr(text)


def _to_stderr(text: str) -> None:
    """Write to standard error; the work goes on where its reader has closed the pipe."""
    try:
        click.echo(text, nl=False, err=True, color=True)
    except BrokenPipeError:
        _forget(sys.stderr)


def emit(text: str) -> None:
    """Write results to standard output; a reader that has closed the pipe is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()


def emit_all(pieces: Iterable[str]) -> None:
    """Write results to standard output as they come; all are taken, whoever reads them."""
    try:
        for piece in pieces:
            try:
                sys.stdout.write(piece)
            except BrokenPipeError:
                forget_stdout()
    finally:
        emit("")


def emit_bytes(data: bytes) -> None:
    """Write a result that is bytes to standard output, as `emit` writes text."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_stdout()


def forget_stdout() -> None:
    """Point standard output nowhere, so that the interpreter's last flush has nothing to say."""
    _forget(sys.stdout)


def _forget(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_UNSEEN = re.compile(
    f"{CONTROL.pattern[:-1]}\t\n\r\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_COMMAND = re.compile(r"\A\s*+:(?=:)|#(?=#[a-z]*+\[)")


def shown(text: str) -> str:
    """`text` as one line of a message, with nothing that a terminal or a CI log would obey.

    Control characters, line ends, the controls that turn the direction of text, and tag
    characters become visible signs, and so does what opens a command to a runner of CI: `::` at
    the beginning of a line, `##[` and its like anywhere.
    """
    if not text.isprintable():
        text = _UNSEEN.sub(_visible, text)
    return harmless(text)


def harmless(text: str) -> str:
    """`text` as one line with nothing that opens a command to a runner of CI, and as wide."""
    if "::" in text or "##" in text:
        return _COMMAND.sub(lambda match: match[0][:-1] + _HARMLESS[match[0][-1]], text)
    return text


def as_json(value: object) -> str:
    """Return a value as JSON in ASCII, with no sign in it that a terminal or a CI log obeys."""
    import json

    text = json.dumps(value, ensure_ascii=True, indent=2).replace("\x7f", "\\u007f")
    return text.replace("##", "#\\u0023") + "\n"


def json_item(value: object, indent: int = 2) -> str:
    """Return a value as `as_json` does, indented as an item of a list, without its line end."""
    margin = " " * indent
    return margin + as_json(value).rstrip("\n").replace("\n", f"\n{margin}")


def json_list(items: Iterable[str]) -> Iterator[str]:
    """Yield the list of items that `json_item` made, bit by bit, as `as_json` writes it."""
    before = "[\n"
    for item in items:
        yield before + item
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


_HARMLESS = {":": "\u2236", "#": "\u266f"}


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
