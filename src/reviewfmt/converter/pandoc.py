"""Runs pandoc within limits; nothing of the machine or its user enters the output.

It runs the pandoc of pypandoc_binary, by its own path. Input and output are bytes in pipes.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewfmt.assets import asset
from reviewfmt.converter.bounds import Outcome, run_bounded, seconds_for, start_bounded
from reviewfmt.converter.compact import compact
from reviewfmt.converter.formats import FORMATS, Format, refused
from reviewfmt.files import MIB

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence

CHOICE = "REVIEWFMT_PANDOC"
"""The environment variable with the full path of another pandoc.

A key of the configuration file would let anyone who sends a change to a repository choose the
program.
"""

_OLDEST, _NEXT_MAJOR = (3, 6), (4, 0)
_VERSION = re.compile(rb"\Apandoc(?:\.exe)? (\d{1,4})\.(\d{1,4})[\d.]*+\s")
_MEMORY = 2048 * MIB
_LARGEST_TEXT = 8 * MIB


@cache
def pandoc_path() -> str:
    """Return the path of pandoc. Raises ReviewError (RF501) if it is missing."""
    return _chosen(os.environ[CHOICE]) if os.environ.get(CHOICE) else _bundled()


def other_pandoc() -> str | None:
    """Return a note about a pandoc that did not come with reviewfmt, or None if ours is used.

    Raises ReviewError (RF501) if it cannot be used.
    """
    if not os.environ.get(CHOICE):
        return None
    return f"pandoc at {pandoc_path()} is used, as {CHOICE} asks: outputs may differ"


def _bundled() -> str:
    from importlib.util import find_spec

    spec = find_spec("pypandoc")
    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    path = Path(spec.origin).parent / "files" / name if spec and spec.origin else None
    if path is None or not path.is_file():
        help_ = "install pypandoc_binary, which holds pandoc"
        raise refused("RF501", "pandoc could not be run: it was not found", help_)
    return str(path.resolve())


def _chosen(named: str) -> str:
    """Return the pandoc that the user names, if it can be used."""
    if not Path(named).is_absolute() or not Path(named).is_file():
        raise refused("RF501", f"{CHOICE} is {named!r}, expected the whole path of a pandoc")
    path = str(Path(named).resolve())
    found = _VERSION.match(_run([path, "--version"], b"", 0, 10.0).output)
    lowest = ".".join(map(str, _OLDEST))
    expected = f"expected version {lowest} or later, below {_NEXT_MAJOR[0]}"
    if found is None:
        raise refused("RF501", f"{CHOICE} names {path!r}, which is not pandoc; {expected}")
    version = (int(found[1]), int(found[2]))
    if not _OLDEST <= version < _NEXT_MAJOR:
        told = f"{CHOICE} names pandoc {version[0]}.{version[1]}; {expected}"
        raise refused("RF501", told)
    return path


# -- writing ----------------------------------------------------------------------------------


def write_document(row: Format, document: Mapping[str, Any], epoch: int) -> bytes:
    """Let pandoc write `document`; nothing of this machine or its user enters the output.

    Raises ReviewError: RF501 and RF502 if pandoc fails, RF500 if the document needs too much time
    or memory.
    """
    data = compact(document)
    if not row.shape.pictures and _PICTURE in data:
        raise refused("RF502", f"a picture would be fetched for {row.name}, which holds none")
    done = _run([pandoc_path(), *_arguments(row)], data, epoch, seconds_for(len(data)))
    _refuse_unfinished(done, row, "RF500", "write", "wrote")
    if done.code:
        raise refused("RF502", f"pandoc failed on {row.name}: {_reason(done.code)}")
    return done.output


def is_usable(version: str) -> bool:
    """Tell whether a pandoc of this version, such as `3.9`, writes the expected output."""
    major, _, minor = version.partition(".")
    minor = minor.partition(".")[0]
    if not (major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()):
        return False
    return _OLDEST <= (int(major), int(minor)) < _NEXT_MAJOR


def _arguments(row: Format) -> list[str]:
    """Return the options with which pandoc writes a format."""
    folder = templates()
    found = [
        "--from=json",
        f"--to={row.writer}",
        "--output=-",
        "--wrap=none",
        "--columns=10000",
        "--eol=lf",
        "--quiet",
        f"--data-dir={folder}",
        *(f"--variable={name}:{value}" for name, value in row.variables),
    ]
    if row.whole:
        found.append("--standalone")
    if row.sections:
        found.append("--section-divs")
    if row.reference:
        found.append(f"--reference-doc={folder / row.reference}")
    return found


def templates() -> Path:
    """Return the folder with this project's files for pandoc."""
    return asset("templates/worker.lua").parent


_PICTURE = b'{"t":"Image"'


# -- reading ----------------------------------------------------------------------------------


def read_ast(data: bytes, row: Format) -> dict[str, Any]:
    """Return the AST of a document as pandoc reads it, sandboxed and with bounded time and memory.

    A deeply nested document has less time, since pandoc takes twice as long for each level in some
    formats. Raises ReviewError: RF508 if pandoc cannot read the document, RF501 and RF502 if pandoc
    fails; and RecursionError if the document is nested too deeply.
    """
    import json

    from reviewfmt.converter.nesting import depth_of

    if not row.binary and len(data) > _LARGEST_TEXT:
        told = f"{row.name} has more than {_LARGEST_TEXT // MIB} MiB, the limit for reading it"
        raise refused("RF508", told)
    depth = depth_of(data, row.name)
    if depth.too_deep:
        raise RecursionError
    seconds = seconds_for(0 if depth.is_slow else len(data))
    arguments = [f"--from={row.reader}", "--to=json", "--sandbox", "--quiet"]
    done = _run([pandoc_path(), *arguments], data, 0, seconds)
    _refuse_unfinished(done, row, "RF508", "read", "read")
    if done.code:
        raise refused("RF508", f"{row.name} cannot be read: {_reason(done.code)}")
    document: dict[str, Any] = json.loads(done.output)
    return document


def html_of(document: bytes) -> bytes:
    """Return a document, given as the JSON of its AST, as HTML.

    Raises ReviewError: RF508 if the document is too much for pandoc, RF501 and RF502 if pandoc
    fails.
    """
    row = FORMATS["markdown"]
    arguments = ["--from=json", "--to=html5", "--wrap=preserve", "--eol=lf", "--sandbox", "--quiet"]
    done = _run([pandoc_path(), *arguments], document, 0, seconds_for(len(document)))
    _refuse_unfinished(done, row, "RF508", "read", "read")
    if done.code:
        raise refused("RF502", f"pandoc failed on {row.name}: {_reason(done.code)}")
    return done.output


# -- both -------------------------------------------------------------------------------------

_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def _refuse_unfinished(done: Outcome, row: Format, code: str, verb: str, past: str) -> None:
    """Raise ReviewError for a run that exceeded a limit (`code`) or was killed (RF502)."""
    if done.too_long:
        raise refused(code, f"{row.name} took more than {done.seconds:.3g} seconds to {verb}")
    if done.too_large:
        raise refused(code, f"{row.name} takes more than {_memory()} of memory to {verb}")
    if done.code < 0:
        message = f"pandoc was ended by {_signal(-done.code)} while it {past} {row.name}"
        raise refused("RF502", message)


def _run(command: Sequence[str], data: bytes, epoch: int, seconds: float) -> Outcome:
    """Run pandoc. Raises ReviewError (RF501) if it cannot be started."""
    environment = _environment() | {"SOURCE_DATE_EPOCH": str(epoch)}
    try:
        return run_bounded([*command, *_heap()], data, environment, seconds, _MEMORY)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise refused("RF501", f"pandoc could not be run: {reason}") from None


def start_lua(script: Path) -> subprocess.Popen[bytes]:
    """Start a pandoc that runs a Lua script.

    It finds no files of the user, since its data folder is that of the templates. Raises
    ReviewError (RF501) if there is no pandoc, and OSError if it cannot be started.
    """
    folder = str(script.parent)
    environment = _environment() | {"HOME": folder, "XDG_DATA_HOME": folder}
    command = [pandoc_path(), "lua", str(script), *_heap()]
    return start_bounded(command, environment, _MEMORY)


def _environment() -> dict[str, str]:
    """Return the environment for pandoc, in which nothing can affect the output."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}


def _heap() -> list[str]:
    return ["+RTS", f"-M{_MEMORY // MIB}m", "-RTS"]


_REASONS = {
    1: "it could not read or write a file",
    5: "a template is at fault",
    6: "an option is at fault",
    23: "an extension is not known",
    44: "its XML is not well-formed",
    64: "its markup cannot be followed",
    92: "it is not encoded as it says",
    94: "its character set is not known",
    97: "a file of pandoc's own is missing",
    99: "it asks for a file that it does not hold",
}
"""The meanings of pandoc's exit codes.

pandoc's own messages are not passed on, since a document may control them.
"""


def _reason(code: int) -> str:
    return f"{_REASONS.get(code, 'pandoc gave up')} (exit code {code})"


def _memory() -> str:
    return f"{_MEMORY // MIB} MiB"


def _signal(number: int) -> str:
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
