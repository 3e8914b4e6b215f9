"""What was written into a folder: the list of its outputs, by which the next run knows its own.

Every command that writes into a folder keeps the same list there, `.reviewfmt.json`. An output is
replaced or removed only where its bytes are still those that the list remembers. Who holds a
folder is alone with it: another run waits.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import MIB, FileError, leads_out, read_file, reason, write_whole

if TYPE_CHECKING:
    from reviewfmt.document import Path

NAME = ".reviewfmt.json"
"""The name of the list, in the folder whose outputs it has."""

VERSION = 1
_LARGEST = 256 * MIB
_SAVED_EVERY = 1.0
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Output(NamedTuple):
    """What is known of an output.

    `source` is the path of what it was made of, as seen from the folder, with forward slashes;
    `sha256` is of the bytes that were written.
    """

    source: str
    format: str
    sha256: str


class Stale(NamedTuple):
    """An output whose source is gone: its path, that of the source, and whether it was changed."""

    path: str
    source: str
    changed: bool


class Manifest:
    """The outputs of a folder. `hold` gives one, and saves it."""

    def __init__(self, folder: str, outputs: dict[str, Output]) -> None:
        self.folder = folder
        self.outputs = outputs
        self._saved: dict[str, Output] | None = dict(outputs)
        self._at = 0.0

    def knows(self, path: str) -> bool:
        """Tell whether the list has the output at `path`."""
        return self._name(path) in self.outputs

    def write(
        self, path: str, data: bytes, *, source: str, format: str, force: bool = False
    ) -> None:
        """Write an output whole, and note it down.

        A file that stands there is replaced where it is the one that the list remembers, where it
        is empty or holds `data` already, and with `force`. Raises FileError where it is not
        replaced, or cannot be written; the list then stays as it is.
        """
        name = self._name(path)
        if os.path.normcase(name) == os.path.normcase(NAME):
            raise FileError(f"{path}: cannot be written: it is the list of the folder's outputs")
        known = self.outputs.get(name)

        def ours(standing: bytes) -> bool:
            if known is None:
                told = f"{path}: exists, and {NAME} does not list it as an output of reviewfmt"
                raise FileError(told, exists=True)
            if _digest(standing) != known.sha256:
                told = f"{path}: was changed since reviewfmt wrote it"
                raise FileError(told, exists=True)
            return True

        write_whole(path, data, ours=None if force else ours, within=self.folder)
        self.outputs[name] = Output(_seen_from(self.folder, source), format, _digest(data))
        self._save_soon()

    def stale(self) -> list[Stale]:
        """Return the outputs whose sources are gone, in the order of their names.

        One that is gone itself is no longer listed.
        """
        found = []
        for name, output in sorted(self.outputs.items()):
            if os.path.lexists(_beside(self.folder, output.source)):
                continue
            path = os.path.join(self.folder, *name.split("/"))
            if not os.path.lexists(path):
                del self.outputs[name]
                continue
            source = os.path.relpath(_beside(self.folder, output.source))
            found.append(Stale(path, source, not self._stands(path, output)))
        return found

    def remove(self, path: str) -> None:
        """Remove an output that nobody has changed, and the folders that it leaves empty.

        Raises FileError where it was changed, leads out of the folder, or cannot be removed.
        """
        name = self._name(path)
        if not self._stands(path, self.outputs[name]):
            raise FileError(f"{path}: was changed since reviewfmt wrote it", exists=True)
        try:
            os.unlink(path)
        except OSError as error:
            raise FileError(f"{path}: cannot be removed: {reason(error)}") from error
        del self.outputs[name]
        self._save_soon()
        above = os.path.dirname(name)
        with contextlib.suppress(OSError):  # one that still holds something
            while above:
                os.rmdir(os.path.join(self.folder, above))
                above = os.path.dirname(above)

    def save(self) -> None:
        """Write the list, where it has changed. Raises FileError where it cannot be written."""
        import json

        if self.outputs == self._saved:
            return
        listed = {name: output._asdict() for name, output in sorted(self.outputs.items())}
        text = json.dumps({"version": VERSION, "outputs": listed}, ensure_ascii=False, indent=1)
        path = os.path.join(self.folder, NAME)
        write_whole(path, f"{text}\n".encode("utf-8", "surrogateescape"), within=self.folder)
        self._saved = dict(self.outputs)

    def _save_soon(self) -> None:
        """Save from time to time, so that a run that is killed forgets little."""
        import time

        if time.monotonic() - self._at >= _SAVED_EVERY:
            self.save()
            self._at = time.monotonic()

    def _name(self, path: str) -> str:
        return _seen_from(self.folder, path)

    def _stands(self, path: str, output: Output) -> bool:
        """Tell whether a file is still the one that was written, within the folder."""
        if leads_out(path, self.folder):
            return False
        try:
            return _digest(read_file(path, _LARGEST)) == output.sha256
        except OSError:
            return False


@contextlib.contextmanager
def hold(
    folder: str, *, anew: bool = False, waiting: Callable[[], None] = lambda: None
) -> Iterator[Manifest]:
    """Hold the folder of outputs, which is made where it is missing, and give its list.

    While it is held, another run that asks for it waits; `waiting` is called before this one
    does. The list is saved at the end, whatever the end is. `anew` begins another one where the
    list cannot be read. Raises ReviewError (RF100) where it cannot, and FileError where the folder
    or the list cannot be written.
    """
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: cannot be written: {reason(error)}") from error
    with _alone(folder, waiting):
        try:
            manifest = Manifest(folder, _read(folder))
        except ReviewError:
            if not anew:
                raise
            manifest = Manifest(folder, {})
            manifest._saved = None
        try:
            yield manifest
        except BaseException:  # what stopped the run is what is reported
            with contextlib.suppress(FileError):
                manifest.save()
            raise
        manifest.save()


def owner_of(path: str) -> str | None:
    """Return the folder whose list has the output at `path`: the nearest with a list above it.

    None where there is no list, or the nearest does not have it. Raises ReviewError (RF100) where
    the list cannot be read.
    """
    here = os.path.dirname(os.path.abspath(path))
    while not os.path.lexists(os.path.join(here, NAME)):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here if _seen_from(here, path) in _read(here) else None


@contextlib.contextmanager
def _alone(folder: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Lock a folder; one that cannot be locked, as on Windows, is not."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise FileError(f"{folder}: cannot be read: {reason(error)}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:  # no locks in this file system
            pass
        yield
    finally:
        os.close(descriptor)


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _seen_from(folder: str, path: str) -> str:
    try:
        path = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        path = os.path.abspath(path)
    return path.replace(os.sep, "/")


def _beside(folder: str, source: str) -> str:
    return os.path.normpath(os.path.join(os.path.abspath(folder), source))


# -- reading the list -------------------------------------------------------------------------


def _read(folder: str) -> dict[str, Output]:
    """Return the outputs that the list of a folder has; ReviewError (RF100) where it is none."""
    import json

    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return {}
    if leads_out(path, folder):
        raise _fault(path, "a symbolic link leads out of the output folder")
    try:
        text = read_file(path, _LARGEST).decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise _fault(path, reason(error)) from error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        offset = error.pos if isinstance(error, json.JSONDecodeError) else 0
        raise _fault(path, "it is no JSON", text, offset) from error
    return _outputs(data, text, path)


def _outputs(data: object, text: str, path: str) -> dict[str, Output]:
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(data, dict) or version != VERSION or isinstance(version, bool):
        told = f"its version is {version!r}, expected {VERSION}"
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
        texts = [one for key in Output._fields if _is_text(one := values.get(key))]
        if len(texts) < len(Output._fields) or not _DIGEST.fullmatch(texts[-1]):
            told = f"{name!r} has no {', '.join(Output._fields)}"
            raise _fault(path, told, text, ("outputs", name))
        outputs[name] = Output(*texts)
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
