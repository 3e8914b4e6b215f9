"""Writes results and messages; neither can control a terminal or a CI log."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

import click

from reviewfmt.characters import CONTROL

if TYPE_CHECKING:
    from reviewfmt.diagnostic import Diagnostic


def colored(choice: str, stream: TextIO) -> bool:
    """Tell whether to write colour to `stream` under a `--color` choice."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def say(message: str) -> None:
    """Write a message to the user, on one line of standard error."""
    tell(f"reviewfmt: {message}")


def tell(message: str) -> None:
    """Write one line to standard error, without control characters."""
    _to_stderr(f"{shown(message)}\n")


def tell_with_help(finding: Diagnostic) -> None:
    """Write a finding and its help, if it has one, on one line of standard error."""
    tell(f"{finding}; {finding.help}" if finding.help else str(finding))


def tell_all(text: str) -> None:
    """Write the lines of a report to standard error; the report has made them safe."""
    _to_stderr(text)


def _to_stderr(text: str) -> None:
    """Write to standard error; if its reader has closed the pipe, the work continues."""
    try:
        click.echo(text, nl=False, err=True, color=True)
    except BrokenPipeError:
        _forget(sys.stderr)


def emit(text: str) -> None:
    """Write results to standard output; a closed pipe is not an error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()


def emit_all(pieces: Iterable[str]) -> None:
    """Write results to standard output one by one; all are consumed, even with a closed pipe."""
    try:
        for piece in pieces:
            try:
                sys.stdout.write(piece)
            except BrokenPipeError:
                forget_stdout()
    finally:
        emit("")


def emit_bytes(data: bytes) -> None:
    """Write bytes to standard output, as `emit` writes text."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_stdout()


def forget_stdout() -> None:
    """Redirect standard output to nothing, so that the last flush of Python cannot fail."""
    _forget(sys.stdout)


def _forget(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_UNSEEN = re.compile(
    f"{CONTROL.pattern[:-1]}\t\n\r\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_COMMAND = re.compile(r"\A\s*+:(?=:)|#(?=#[a-z]*+\[)")


def shown(text: str) -> str:
    """Return `text` as one line that cannot control a terminal or a CI log.

    Control characters, line ends, direction controls and tag characters become visible signs. So do
    the beginnings of commands to CI runners: `::` at the beginning of a line, and `##[` anywhere.
    """
    if not text.isprintable():
        text = _UNSEEN.sub(_visible, text)
    return harmless(text)


def harmless(text: str) -> str:
    """Return `text`, one line, without commands to a CI runner and with the same width."""
    if "::" in text or "##" in text:
        return _COMMAND.sub(lambda match: match[0][:-1] + _HARMLESS[match[0][-1]], text)
    return text


def as_json(value: object) -> str:
    """Return a value as JSON in ASCII that cannot control a terminal or a CI log."""
    import json

    text = json.dumps(value, ensure_ascii=True, indent=2).replace("\x7f", "\\u007f")
    return text.replace("##", "#\\u0023") + "\n"


def json_item(value: object, indent: int = 2) -> str:
    """Return a value as `as_json` does, indented as an item of a list, without its line end."""
    margin = " " * indent
    return margin + as_json(value).rstrip("\n").replace("\n", f"\n{margin}")


def json_list(items: Iterable[str]) -> Iterator[str]:
    """Yield the JSON list of items of `json_item` piece by piece, as `as_json` writes it."""
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
