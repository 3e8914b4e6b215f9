"""The file with the list of outputs: JSON with one output per line, so that git can merge it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from reviewfmt.batch.fingerprint import state_of
from reviewfmt.batch.output import NAME
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import MIB, leads_out, read_file, reason

if TYPE_CHECKING:
    from reviewfmt.document import Path

VERSION = 2
_READ = (1, VERSION)
LARGEST = 256 * MIB
"""The largest list, or output, that is read again, in bytes."""

_NEEDED = ("source", "format", "sha256")
_KNOWN = ("state", "made")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Output(NamedTuple):
    """What the list knows of an output.

    `source` is the path of its source, relative to the folder, with forward slashes. `sha256` is
    the digest of the bytes that were written, and `state` the state of the file then. `made` is a
    `Making` as JSON. The last two are None if unknown, and are checked only when they are used.
    """

    source: str
    format: str
    sha256: str
    state: Any = None
    made: Any = None


class Outputs(MutableMapping[str, Output]):
    """The outputs of a folder by name, in the compact form of the list.

    `is_changed` tells that the file of the list is out of date.
    """

    def __init__(self) -> None:
        """Create an empty list."""
        self.is_changed = False
        self._packed: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> Output:
        return _unpacked(_json_of(self._packed[name]))

    def __setitem__(self, name: str, output: Output) -> None:
        self.put(name, _packed(output))

    def put(self, name: str, packed: bytes) -> None:
        """Set an output by what the list says about it."""
        if self._packed.get(name) != packed:
            self._packed[name] = packed
            self.is_changed = True

    def says(self, name: str, sha256: str) -> bool:
        """Tell whether an output with this digest is there, without reading what is said about it.

        False if that is not clear at a glance.
        """
        said = f'"sha256": "{sha256}"'.encode("utf-8", "surrogatepass")
        return said in self._packed.get(name, b"")

    def __delitem__(self, name: str) -> None:
        del self._packed[name]
        self.is_changed = True

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def dumped(self) -> Iterator[bytes]:
        """Yield the text of the list in pieces, in the order of the names of outputs.

        Paths have the bytes that the system uses; everything else is ASCII.
        """
        yield _BEGINS
        before = b""
        for name in sorted(self._packed):
            yield b"%b\n  %b: %b" % (before, _spelled(name), self._packed[name])
            before = b","
        yield _ENDS


_BEGINS = f'{{\n "version": {VERSION},\n "outputs": {{'.encode()
_ENDS = b"\n }\n}\n"
_LINE = re.compile(rb'  ("(?:[^"\\]|\\.)*+"): (\{.*\}),?')


def _json_of(data: bytes) -> Any:
    import json

    return json.loads(data.decode("utf-8", "surrogateescape"))


def _spelled(text: str) -> bytes:
    import json

    return json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogateescape")


def _packed(output: Output) -> bytes:
    """Return the entry of an output; unknown values are left out."""
    import json

    source, format, sha256, *known = output
    said = b'"source": %b, "format": %b, "sha256": %b' % (
        _spelled(source),
        json.dumps(format).encode(),
        json.dumps(sha256).encode(),
    )
    for key, value in zip(_KNOWN, known, strict=True):
        if value is not None:
            said += b', "%b": %b' % (key.encode(), json.dumps(value).encode())
    return b"{%b}" % said


def _unpacked(values: dict[str, Any]) -> Output:
    return Output(*[values[key] for key in _NEEDED], *map(values.get, _KNOWN))


def read(folder: str) -> tuple[Outputs, int | None]:
    """Return the outputs that the list of a folder has, and when it was written.

    Raises ReviewError (RF100) if it is no list.
    """
    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return Outputs(), None
    if leads_out(path, folder):
        raise _fault(path, "a symbolic link leads out of the output folder")
    state = state_of(path)
    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        raise _fault(path, reason(error)) from error
    outputs = _from_lines(data)
    if outputs is None:
        outputs = _from_text(data.decode("utf-8-sig", "surrogateescape"), path)
    outputs.is_changed = False
    return outputs, state and state.modified


def _from_lines(data: bytes) -> Outputs | None:
    """Return the outputs of a list with one output per line, as it was written; else None.

    The lines are parsed one by one: parsing the whole text would take several times the memory.
    """
    if not (data.startswith(_BEGINS) and data.endswith(_ENDS)):
        return None
    outputs = Outputs()
    at, end = len(_BEGINS) + 1, len(data) - len(_ENDS)
    while at < end:
        stop = data.find(b"\n", at)
        line = _LINE.fullmatch(data, at, stop)
        if line is None or (data[stop - 1 : stop] == b",") == (stop >= end):
            return None
        try:
            name, values = _json_of(line[1]), _json_of(line[2])
        except (ValueError, RecursionError):
            return None
        if wrong(name, values) is not None:
            return None
        outputs.put(name, line[2])
        at = stop + 1
    return outputs


def _from_text(text: str, path: str) -> Outputs:
    """Return the outputs of a list in any layout. Raises ReviewError (RF100)."""
    import json

    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        offset = error.pos if isinstance(error, json.JSONDecodeError) else 0
        raise _fault(path, "it is not JSON", text, offset) from error
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(data, dict) or version not in _READ or isinstance(version, bool):
        told = f"its version is {version!r}, expected {VERSION} at most"
        raise _fault(path, told if version else "it is not a list of outputs", text, ("version",))
    listed = data.get("outputs")
    if not isinstance(listed, dict):
        raise _fault(path, "it has no outputs", text, ("outputs",))
    outputs = Outputs()
    for name, values in listed.items():
        if (fault := wrong(name, values)) is not None:
            raise _fault(path, fault, text, ("outputs", name))
        outputs[name] = _unpacked(values)
    return outputs


def wrong(name: str, values: object) -> str | None:
    """Return what is wrong with an entry of a list, or None."""
    if _is_unsafe(name):
        return f"{name!r} is not the path of an output in this folder"
    known = values if isinstance(values, dict) else {}
    texts = [one for key in _NEEDED if _is_text(one := known.get(key))]
    if len(texts) < len(_NEEDED) or not _DIGEST.fullmatch(texts[-1]):
        return f"{name!r} has no {', '.join(_NEEDED)}"
    return None


def _is_text(value: object) -> TypeGuard[str]:
    """Tell whether a value is a text that can be encoded and be the name of a file."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _is_unsafe(name: str) -> bool:
    parts = name.split("/")
    return (
        not _is_text(name)
        or any(part in ("", ".", "..") for part in parts)
        or os.path.isabs(name)
        or bool(os.path.splitdrive(name)[0])
        or (os.sep != "/" and os.sep in name)
    )


def _fault(path: str, told: str, text: str = "", at: Path | int = 0) -> ReviewError:
    from reviewfmt.document import locate
    from reviewfmt.source import Lines

    span = Lines(text).span(at, at) if isinstance(at, int) else locate(text, at)
    message = f"the list of outputs cannot be read: {told}"
    help_ = "--force begins another one, and replaces the files in the folder"
    return ReviewError([Diagnostic("RF100", message, span, help=help_, path=path)])
