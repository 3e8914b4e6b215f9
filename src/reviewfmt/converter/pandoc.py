"""Runs pandoc, with nothing of this machine or its user in what it gives."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewfmt.assets import asset
from reviewfmt.converter.formats import Format, refused

if TYPE_CHECKING:
    from subprocess import CompletedProcess


@cache
def pandoc_path() -> str:
    """Return where pandoc stands; raises ReviewError (RF501) where it is not."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        help_ = "install pypandoc_binary, which holds pandoc"
        raise refused("RF501", "pandoc could not be run: it was not found", help_) from None


def write_document(row: Format, document: dict[str, Any], epoch: int) -> bytes:
    """Let pandoc write `document`, with nothing of this machine or its user in the output."""
    import json

    templates = asset("templates/review.html").parent
    arguments = [
        "--from=json",
        f"--to={row.writer}",
        "--output=-",
        "--standalone",
        "--wrap=none",
        "--columns=10000",
        "--eol=lf",
        "--quiet",
        f"--data-dir={templates}",
        *(option.replace("{templates}", str(templates)) for option in row.options),
    ]
    done = _run(arguments, json.dumps(document).encode(), epoch, None)
    if done.returncode < 0:
        message = f"pandoc was ended by {_signal(-done.returncode)} while it wrote {row.name}"
        raise refused("RF502", message)
    if done.returncode:
        message = f"pandoc failed with exit code {done.returncode} on {row.name}{_reason(done)}"
        raise refused("RF502", message)
    return done.stdout


_MEMORY = "1g"
_SECONDS = 60
_NO_MEMORY = 251


def read_ast(data: bytes, row: Format) -> dict[str, Any]:
    """Return the AST of a document as pandoc reads it, in bounded time and memory, sandboxed.

    Raises ReviewError: RF508 for what pandoc cannot read, RF501 and RF502 where pandoc is at
    fault, and RecursionError for a document nested too deep.
    """
    import json
    import subprocess

    arguments = [f"--from={row.reader}", "--to=json", "--sandbox", "--quiet"]
    arguments += ["+RTS", f"-M{_MEMORY}", "-RTS"]
    try:
        done = _run(arguments, data, 0, _SECONDS)
    except subprocess.TimeoutExpired:
        message = f"{row.name} took more than {_SECONDS} seconds to read"
        raise refused("RF508", message) from None
    if done.returncode == _NO_MEMORY:
        raise refused("RF508", f"{row.name} takes more than {_MEMORY} of memory to read")
    if done.returncode < 0:
        message = f"pandoc was ended by {_signal(-done.returncode)} while it read {row.name}"
        raise refused("RF502", message)
    if done.returncode:
        raise refused("RF508", f"{row.name} cannot be read{_reason(done)}")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _run(
    arguments: list[str], data: bytes, epoch: int, seconds: int | None
) -> CompletedProcess[bytes]:
    import subprocess

    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": str(epoch),
    }
    try:
        return subprocess.run(
            [pandoc_path(), *arguments],
            input=data,
            capture_output=True,
            check=False,
            env=environment,
            timeout=seconds,
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise refused("RF501", f"pandoc could not be run: {reason}") from None


def _reason(done: CompletedProcess[bytes]) -> str:
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return f": {' '.join(map(str.strip, said[:3]))}" if said else ""


def _signal(number: int) -> str:
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
