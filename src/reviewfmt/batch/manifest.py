"""The list of the outputs in a folder, by which the next run recognizes its own files.

All commands that write into a folder keep the same list there, `.reviewfmt.json`. An output is
replaced or removed only if its bytes are still those that the list has. One run at a time holds a
folder, and another run waits. The list also has the sources of outputs, so that unchanged outputs
are not made again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from reviewfmt.batch.fingerprint import Source, State, digest, state_of
from reviewfmt.batch.journal import JOURNAL, name_in, noted, remove
from reviewfmt.batch.output import NAME, Expected, Written
from reviewfmt.batch.output_list import LARGEST, Output, Outputs, read, wrong
from reviewfmt.batch.used_files import same, same_uses
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError, leads_out, read_file, reason, write_pieces

__all__ = ["NAME", "Kept", "Making", "Manifest", "Output", "Stale", "hold", "owner_of"]

_OWN = frozenset(map(os.path.normcase, (NAME, JOURNAL)))
_SAVED_EVERY = 1.0
_SAVING_SHARE = 20
"""Saving between two outputs takes no more than one part in this many of the time."""


class Making(NamedTuple):
    """How an output was made, so that it need not be made again.

    `key` is a digest of the program, its options and its configuration; `source` identifies the
    content. `uses` are the other files in it, as `uses_of` returns them. `told` are the findings
    that were reported, as JSON.
    """

    key: str
    source: Source
    uses: list[list[Any]]
    told: Any = None


_MAKING = 5
"""How many values a `Making` has in the list; its `Source` has two."""


class Kept(NamedTuple):
    """An output that is not made again, with the findings that were reported."""

    told: Any


class Stale(NamedTuple):
    """An output whose source is gone: both paths, and whether the output was changed."""

    path: str
    source: str
    changed: bool


class Manifest:
    """The outputs of a folder. `hold` returns it, and saves it at the end."""

    def __init__(self, folder: str, outputs: Outputs, saved: int | None = None) -> None:
        self.folder = folder
        self.outputs = outputs
        self._time = saved  # when the list was written
        self._next = 0.0
        self._seen: dict[str, str] = {}

    def knows(self, path: str) -> bool:
        """Tell whether the list has the output at `path`."""
        return self._name(path) in self.outputs

    def expected(self, path: str, *, source: str | None = None, format: str = "") -> Expected:
        """Return what the list says about the file at `path`, which `write_output` asks for.

        `source` and `format` are those of the output that is to be written there. Raises FileError
        for the path of the list itself.
        """
        name = self._name(path)
        if os.path.normcase(name) in _OWN:
            raise FileError(f"{path}: cannot be written: it is the list of the folder's outputs")
        known = self.outputs.get(name)
        sha256 = None if known is None else known.sha256
        made_of = "" if source is None else self._source(source)
        return Expected(self.folder, sha256, made_of, format)

    def note(
        self, path: str, written: Written, *, source: str, format: str, made: Making | None = None
    ) -> None:
        """Record a written output, and how it was made. Raises FileError as `save` does."""
        values = None
        if made is not None:
            sha256, before = made.source
            values = [made.key, sha256, before and before.text, made.uses, made.told]
        state = written.state and written.state.text
        self.outputs[self._name(path)] = Output(
            self._source(source), format, written.sha256, state, values
        )
        self._save_soon()

    def kept(self, path: str, *, source: str, key: str) -> Kept | None:
        """Return the output at `path` if it need not be made again, or else None.

        This is so if `key`, the source and the files that were used are the same, and the output is
        unchanged. Files are compared by their state if that is reliable, or else by content.
        """
        name = self._name(path)
        output = self.outputs.get(name)
        made = None if output is None else output.made
        if output is None or not isinstance(made, list) or len(made) != _MAKING:
            return None
        made_with, sha256, listed, uses, told = made
        if made_with != key or output.source != self._source(source):
            return None
        found = same(source, sha256, listed)
        uses_now = same_uses(os.path.dirname(source), uses)
        state = state_of(path)
        if found is None or uses_now is None or state is None:
            return None
        if not self._is_known(state, output.state):
            if not self._is_unchanged(path, output):
                return None
            self.outputs.is_changed = True  # the list was saved after the output was written
        if found[0] != listed or uses_now != uses or state.text != output.state:
            values = [key, sha256, *found, uses_now, told]
            self.outputs[name] = output._replace(state=state.text, made=values)
        return Kept(told)

    def _is_known(self, state: State, listed: object) -> bool:
        """Tell whether a file has the state in the list, which was saved later."""
        return state.text == listed and self._time is not None and state.is_settled(self._time)

    def stale(self) -> list[Stale]:
        """Return the outputs whose sources are gone, in the order of their names.

        Outputs that are gone themselves are removed from the list.
        """
        found = []
        for name in sorted(self.outputs):
            output = self.outputs[name]
            if os.path.lexists(_source_path(self.folder, output.source)):
                continue
            path = os.path.join(self.folder, *name.split("/"))
            if not os.path.lexists(path):
                del self.outputs[name]
                continue
            source = os.path.relpath(_source_path(self.folder, output.source))
            found.append(Stale(path, source, not self._is_unchanged(path, output)))
        return found

    def remove(self, path: str) -> None:
        """Remove an unchanged output, and the folders that become empty.

        Raises FileError if it was changed, leads out of the folder, or cannot be removed.
        """
        name = self._name(path)
        if not self._is_unchanged(path, self.outputs[name]):
            raise FileError(f"{path}: was changed since reviewfmt wrote it", exists=True)
        try:
            os.unlink(path)
        except OSError as error:
            raise FileError(f"{path}: cannot be removed: {reason(error)}") from error
        del self.outputs[name]
        self._save_soon()
        above = os.path.dirname(name)
        with contextlib.suppress(OSError):  # it is not empty
            while above:
                os.rmdir(os.path.join(self.folder, above))
                above = os.path.dirname(above)

    def save(self) -> None:
        """Write the list if it has changed. Raises FileError if it cannot be written."""
        if not self.outputs.is_changed:
            return
        path = os.path.join(self.folder, NAME)
        try:
            write_pieces(path, self.outputs.dumped(), within=self.folder)
        except OSError as error:
            raise FileError(f"{path}: cannot be written: {reason(error)}") from error
        self.outputs.is_changed = False

    def _save_soon(self) -> None:
        """Save from time to time, so that a killed run loses little."""
        import time

        begun = time.monotonic()
        if begun >= self._next:
            self.save()
            ended = time.monotonic()
            self._next = ended + max(_SAVED_EVERY, _SAVING_SHARE * (ended - begun))

    def recover(self) -> None:
        """Take over the journal of a run that was killed before it saved the list."""
        done = set()
        for name, source, format, sha256 in noted(self.folder):
            if name in done or self.outputs.says(name, sha256):
                done.add(name)
                continue
            values = {"source": source, "format": format, "sha256": sha256}
            if wrong(name, values) is None:
                output = Output(source, format, sha256)
                if self._is_unchanged(os.path.join(self.folder, *name.split("/")), output):
                    self.outputs[name] = output
                    done.add(name)

    def _name(self, path: str) -> str:
        return name_in(self.folder, path)

    def _source(self, path: str) -> str:
        """Return the path of a source relative to the folder; its folder is resolved once."""
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir):
            return name_in(self.folder, path)
        seen = self._seen.get(folder)
        if seen is None:
            seen = self._seen[folder] = name_in(self.folder, folder or os.curdir)
        return name if seen == os.curdir else f"{seen}/{name}"

    def _is_unchanged(self, path: str, output: Output) -> bool:
        """Tell whether a file is still the one that was written, and within the folder."""
        if leads_out(path, self.folder):
            return False
        try:
            return digest(read_file(path, LARGEST)) == output.sha256
        except OSError:
            return False


@contextlib.contextmanager
def hold(
    folder: str, *, anew: bool = False, waiting: Callable[[], None] = lambda: None
) -> Iterator[Manifest]:
    """Hold the folder of outputs, which is created if it is missing, and return its list.

    While it is held, another run that needs it waits; `waiting` is called before this run waits.
    The list is always saved at the end. `anew` starts a new list if the old one cannot be read.
    Raises ReviewError (RF100) if it cannot be read, and FileError if the folder or the list cannot
    be written.
    """
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: cannot be written: {reason(error)}") from error
    with _alone(folder, waiting):
        try:
            manifest = Manifest(folder, *read(folder))
        except ReviewError:
            if not anew:
                raise
            manifest = Manifest(folder, Outputs())
            manifest.outputs.is_changed = True
        manifest.recover()
        try:
            yield manifest
        except BaseException:  # the error that stopped the run is reported
            with contextlib.suppress(FileError):
                manifest.recover()
                manifest.save()
                remove(folder)
            raise
        manifest.save()
        remove(folder)


def owner_of(path: str) -> str | None:
    """Return the folder whose list has the output at `path`: the nearest one above with a list.

    None if there is no list, or if the nearest list does not have the output. Raises ReviewError
    (RF100) if the list cannot be read.
    """
    here = os.path.dirname(os.path.abspath(path))
    while not os.path.lexists(os.path.join(here, NAME)):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here if name_in(here, path) in read(here)[0] else None


@contextlib.contextmanager
def _alone(folder: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Lock a folder, if the system can lock folders; Windows cannot."""
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


def _source_path(folder: str, source: str) -> str:
    return os.path.normpath(os.path.join(os.path.abspath(folder), source))
