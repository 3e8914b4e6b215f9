"""The files of a site in the list of outputs: those of earlier runs, and those of this run."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from reviewfmt.batch.fingerprint import Source, fingerprint, program
from reviewfmt.batch.manifest import Making, Manifest, Output
from reviewfmt.batch.output import write_output
from reviewfmt.batch.packed_findings import packed, unpacked
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.files import FileError
from reviewfmt.publish.reading import Input, Reader
from reviewfmt.publish.site import records
from reviewfmt.publish.site.asked import Asked
from reviewfmt.publish.site.catalogue import Placed
from reviewfmt.publish.site.frame import INDEX, file_of
from reviewfmt.publish.site.records import Record
from reviewfmt.publish.site.writing import Job, Made

FORMAT = "site"
"""The format of the files of a site in the list of outputs."""

PAGE_FORMAT = f"{FORMAT} page"
"""The format of the pages of reviews in the list of outputs."""


class Known(NamedTuple):
    """What an earlier run has stored about a review.

    It is its record, the digest of its source, the place of its page, the context of the page, the
    findings, and the names of the files beside the page.
    """

    record: Record
    sha256: str
    target: str
    around: str
    told: tuple[Diagnostic, ...]
    beside: tuple[str, ...]


class Outputs:
    """The outputs of one run.

    `planned` are the names of all files that the site has now, `faults` say why one was not
    written, and `written` counts those that have changed.
    """

    def __init__(self, manifest: Manifest, asked: Asked, reader: Reader) -> None:
        """Read what an earlier run has left."""
        self.planned: set[str] = set()
        self.faults: list[str] = []
        self.written = 0
        self.manifest = manifest
        self._asked = asked
        self._reader = reader
        self._keys: dict[int, tuple[object, str]] = {}
        options = (asked.look, reader.lenient, reader.encoding, reader.seen)
        self._same = fingerprint((_program(), options, os.environ.get("SOURCE_DATE_EPOCH")))
        self._places = self._left()
        self._listed: dict[str, dict[str, str | None]] = {}
        for name, output in manifest.outputs.items():
            parts = name.split("/", 2)
            if len(parts) > 2:  # where pages of reviews stand, with what is beside them
                folder = f"{parts[0]}/{parts[1]}/"
                self._listed.setdefault(folder, {})[parts[2]] = output.sha256

    def _left(self) -> dict[str, str]:
        """Return the place of each source's page in an earlier run."""
        folder = os.path.abspath(self.manifest.folder)
        return {
            os.path.normpath(os.path.join(folder, one.source)): name
            for name, one in self.manifest.outputs.items()
            if one.format == PAGE_FORMAT
        }

    def path_of(self, name: str) -> str:
        """Return the path of a file or a folder of the site."""
        return os.path.join(self.manifest.folder, *name.rstrip("/").split("/"))

    def listed(self, folder: str) -> dict[str, str | None]:
        """Return the digests of what the list has in the folder of a page, by the names there."""
        return self._listed.get(folder, {})

    # -- pages of reviews -----------------------------------------------------------------

    def _key(self, path: str) -> str:
        """Return a digest of everything that affects a page, except its source."""
        config = self._reader.configs.of(path)
        known = self._keys.get(id(config))
        if known is None:
            said = (self._same, config.settings, config.language, config.max_file_size)
            known = self._keys[id(config)] = (config, fingerprint(said))
        return known[1]

    def known(self, one: Input) -> Known | None:
        """Return what is stored about an unchanged review; None if it must be read."""
        name = None if self._asked.anew else self._places.get(os.path.abspath(one.path))
        if name is None:
            return None
        target = self.path_of(name)
        kept = self.manifest.kept(target, source=one.path, key=self._key(one.path))
        if kept is None:
            return None
        try:
            around, record, told, beside = kept.told
            return Known(
                records.unpacked(record),
                str(self.manifest.outputs[name].made[1]),
                target,
                around,
                unpacked(told, one.path),
                tuple(map(str, beside)),
            )
        except (ValueError, TypeError):
            return None

    def stays(self, known: Known, job: Job, one: Placed) -> bool:
        """Tell whether the page of a review is up to date; if so, add it to `planned`."""
        if known.target != os.path.join(job.target, INDEX):
            return False
        if known.around != digest_of(job.around):
            return False
        key = self._key(one.source)
        for name in known.beside:
            path = os.path.join(job.target, *name.split("/"))
            if self.manifest.kept(path, source=one.source, key=key) is None:
                return False
        self.planned.add(file_of(one.path))
        self.planned.update(one.path + name for name in known.beside)
        return True

    def note(self, made: Made, one: Placed, read: Source | None) -> None:
        """Record the page of a review, with what the next run has to know.

        `read` is the source of the record; if the page has another source, nothing is stored.
        """
        source, job = made.source, made.job
        is_same = source is not None and read is not None and source.sha256 == read.sha256
        names = [os.path.relpath(path, job.target).replace(os.sep, "/") for path, _ in made.written]
        for name, (path, written) in zip(names, made.written, strict=True):
            is_page = name == INDEX
            making = None
            if is_same and source is not None and not made.is_failed:
                beside = [other for other in names if other != INDEX]
                told = [digest_of(job.around), one.record, packed(made.found), beside]
                uses = list(made.uses) if is_page else []
                making = Making(self._key(one.source), source, uses, told if is_page else None)
            format = PAGE_FORMAT if is_page else FORMAT
            self.manifest.note(path, written, source=one.source, format=format, made=making)
            self.planned.add(one.path + name)

    # -- all other files ------------------------------------------------------------------

    def put(self, name: str, made: Callable[[], bytes], rests_on: object) -> None:
        """Write a file that is made from many others; it changes only if `rests_on` does.

        The list of outputs names the file itself as its source.
        """
        self.planned.add(name)
        key = fingerprint((self._same, rests_on))
        path = self.path_of(name)
        if not self._asked.anew and self.manifest.kept(path, source=path, key=key) is not None:
            return
        before = self.manifest.outputs.get(name)
        try:
            expected = self.manifest.expected(path, source=path, format=FORMAT)
            written = write_output(path, made(), expected, force=self._asked.force)
        except FileError as error:
            self.faults.append(f"{error}{'; --force replaces it' if error.exists else ''}")
            return
        self.written += before is None or before.sha256 != written.sha256
        making = Making(key, Source(written.sha256, None), [], None)
        self.manifest.note(path, written, source=path, format=FORMAT, made=making)

    def stale(self, failed: Collection[str]) -> list[str]:
        """Return the names of the files that no longer belong to the site.

        Deleted files are removed from the list. The pages of sources in `failed` stay. If there are
        any, pages made from many reviews stay too, since these pages may link to them.
        """
        paths = set(map(os.path.abspath, failed))
        stay = tuple(
            f"{name.rpartition('/')[0]}/" for at, name in self._places.items() if at in paths
        )
        found = []
        for name, one in sorted(self.manifest.outputs.items()):
            if name in self.planned or one.format not in (FORMAT, PAGE_FORMAT):
                continue
            if not os.path.lexists(self.path_of(name)):
                del self.manifest.outputs[name]
            elif not name.startswith(stay) and not (stay and self._is_of_many(name, one)):
                found.append(name)
        return found

    def _is_of_many(self, name: str, output: Output) -> bool:
        """Tell whether a file is made from many reviews: then it is listed as its own source."""
        source = os.path.join(self.manifest.folder, output.source)
        return os.path.normpath(source) == os.path.normpath(self.path_of(name))


def _program() -> str:
    """Return the digest of the program; a random value if its files are unreadable."""
    try:
        return program()
    except OSError:
        return os.urandom(16).hex()


def digest_of(values: Any) -> str:
    """Return a digest of plain values."""
    return fingerprint((values,))
