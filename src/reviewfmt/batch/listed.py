"""The list of a folder's outputs as a file: JSON with a line for each, so that git can merge it."""

from __future__ import annotations

import os
import re
from sys import intern
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
"""How many bytes a list, or an output, may have that is read again."""

_NEEDED = ("source", "format", "sha256")
_KNOWN = ("state", "made")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Output(NamedTuple):
    """What is known of an output.

    `source` is the path of what it was made of, as seen from the folder, with forward slashes;
    `sha256` is of the bytes that were written, `state` that of the file then. `made` is a `Making`
    as JSON. Both are None where nothing is known, and looked at only where they are used.
    """

    source: str
    format: str
    sha256: str
    state: Any = None
    made: Any = None


def dumped(outputs: dict[str, Output]) -> bytes:
    """Return the list of these outputs, in the order of their names.

    Paths stand in it as the system has them, whatever their bytes are; the rest is ASCII.
    """
    import json

    spelled = json.JSONEncoder(ensure_ascii=False).encode
    encode = json.JSONEncoder().encode
    lines = []
    for name, (source, format, sha256, *known) in sorted(outputs.items()):
        said = [f'"source": {spelled(source)}, "format": {encode(format)}, "sha256": "{sha256}"']
        for key, value in zip(_KNOWN, known, strict=True):
            if value is not None:  # what is not known is left out
                said.append(f'"{key}": {encode(value)}')
        lines.append(f"\n  {spelled(name)}: {{{', '.join(said)}}}")
    text = f'{{\n "version": {VERSION},\n "outputs": {{{",".join(lines)}\n }}\n}}\n'
    return text.encode("utf-8", "surrogateescape")


def read(folder: str) -> tuple[dict[str, Output], int | None]:
    """Return the outputs that the list of a folder has, and when it was written.

    Raises ReviewError (RF100) where it is no list.
    """
    import json

    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return {}, None
    if leads_out(path, folder):
        raise _fault(path, "a symbolic link leads out of the output folder")
    state = state_of(path)
    try:
        text = read_file(path, LARGEST).decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise _fault(path, reason(error)) from error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        offset = error.pos if isinstance(error, json.JSONDecodeError) else 0
        raise _fault(path, "it is no JSON", text, offset) from error
    return _outputs(data, text, path), state and state.modified


def _outputs(data: object, text: str, path: str) -> dict[str, Output]:
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(data, dict) or version not in _READ or isinstance(version, bool):
        told = f"its version is {version!r}, expected {VERSION} at most"
        raise _fault(path, told if version else "it is no list of outputs", text, ("version",))
    listed = data.get("outputs")
    if not isinstance(listed, dict):
        raise _fault(path, "it has no outputs", text, ("outputs",))
    outputs = {}
    for name, said in listed.items():
        if _is_unsafe(name):
            told = f"{name!r} is no path of an output in this folder"
            raise _fault(path, told, text, ("outputs", name))
        values = said if isinstance(said, dict) else {}
        texts = [one for key in _NEEDED if _is_text(one := values.get(key))]
        if len(texts) < len(_NEEDED) or not _DIGEST.fullmatch(texts[-1]):
            told = f"{name!r} has no {', '.join(_NEEDED)}"
            raise _fault(path, told, text, ("outputs", name))
        source, format, sha256 = texts
        made = values.get("made")
        if isinstance(made, list) and made and isinstance(made[0], str):
            made[0] = intern(made[0])  # one for all outputs, mostly
        outputs[name] = Output(source, intern(format), sha256, values.get("state"), made)
    return outputs


def _is_text(value: object) -> TypeGuard[str]:
    """Tell whether a value is a text that can be written, and be the name of a file."""
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
    help_ = "--force begins another one, and replaces what stands in the folder"
    return ReviewError([Diagnostic("RF100", message, span, help=help_, path=path)])
