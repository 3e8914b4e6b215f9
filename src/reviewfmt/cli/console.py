"""What the commands share: reading inputs, colour or not, and saying things on standard error."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from reviewfmt.batch import STDIN, FileError, Found, discover, reason
from reviewfmt.diagnostic import Diagnostic, ReviewError

if TYPE_CHECKING:
    from reviewfmt.config import Config

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
    """Tell the user something that is no result."""
    click.echo(f"reviewfmt: {message}", err=True)


def configured() -> Config:
    """Return the nearest configuration; ClickException where it cannot be used."""
    from reviewfmt.config import ConfigError, load

    try:
        return load()
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


def find(paths: tuple[str, ...], suffixes: tuple[str, ...], config: Config) -> Found:
    """Find the files that `paths` name, and tell which are missing; usage error for two `-`."""
    if paths.count(STDIN) > 1:
        raise click.UsageError("standard input (-) is named twice")
    try:
        found = discover(paths, suffixes, config.exclude, config.folder)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    for path in found.missing:
        say(f"{shown(path)}: no such file or folder")
    return found


def read(path: str) -> bytes:
    """Read a file or, for "-", standard input; raises ReviewError (RF100) where it cannot."""
    try:
        if path == STDIN:
            if sys.stdin is None:  # closed by the caller, as by `<&-`
                raise OSError(errno.EBADF, "standard input is closed")
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        told = f"the file cannot be read: {reason(error)}"
        help_ = "let it be read, or leave it out"
        raise ReviewError([Diagnostic("RF100", told, help=help_, path=path)]) from error


def emit(text: str) -> None:
    """Write results to standard output; a reader that has closed the pipe is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()


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
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def shown(text: str) -> str:
    """`text` with nothing in it that a terminal would obey or a reader could not see."""
    if text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u200d" or (char.isspace() and char > "\x9f"):
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code < 0xE000 or char in _DIRECTIONS:
        return "\ufffd"
    return char
