"""A job: what was asked for, how it is recognised again, and which parts are done."""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reviewfmt.columns.batches import VERSION as WRITER
from reviewfmt.columns.batches import note_of
from reviewfmt.columns.schema import SCHEMA_VERSION
from reviewfmt.corpus.inputs import Input, Place
from reviewfmt.corpus.records import Asked, CorpusError
from reviewfmt.corpus.tables import RECORDS, TABLES
from reviewfmt.corpus.texts import storable
from reviewfmt.files import FileError, read_file, reason, write_whole
from reviewfmt.version import VERSION

FILE = "_reviewfmt.json"
"""The file in the folder of a corpus that identifies the job and its progress."""

_FORMAT = "reviewfmt corpus 1"
_SHOWN = 3
_PARTS = "part-*.parquet"


class Job(NamedTuple):
    """The settings of a job: its inputs, how they are read, and the number of records in a part.

    `limit` is the number of records to read in all, or None for all of them.
    """

    inputs: tuple[Input, ...]
    asked: Asked
    part: int
    limit: int | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The job as data; two jobs with equal data give the same corpus."""
        asked = self.asked._asdict()
        settings = asked.pop("settings")
        options = {
            **asked,
            "part": self.part,
            "records": self.limit,
            "settings": {name: _plain(one) for name, one in settings._asdict().items()},
        }
        inputs = [
            {
                "path": storable(one.path),
                "size": one.size,
                "modified": one.modified,
                "columns": list(one.columns),
            }
            for one in self.inputs
        ]
        made = {"reviewfmt": VERSION, "pyarrow": WRITER, "tables": SCHEMA_VERSION}
        return {"format": _FORMAT, "made by": made, "options": options, "inputs": inputs}

    @property
    def key(self) -> str:
        """A short identifier of the job."""
        import hashlib

        return hashlib.sha256(_json(self.said).encode()).hexdigest()[:32]


def _plain(value: object) -> object:
    """Return a value of the settings for JSON."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class Note(NamedTuple):
    """The note in a part: its job, its number, the beginning of the next part, and its counts."""

    job: str
    part: int
    then: Place | None
    counts: dict[str, int]
    others: dict[str, int]
    broken: int

    @property
    def text(self) -> str:
        """The note as it is in the file."""
        return json.dumps(self._asdict(), sort_keys=True)


class Done(NamedTuple):
    """The result of a job: records by outcome, records that were only counted, and parts."""

    counts: dict[str, int]
    others: dict[str, int]
    broken: int
    parts: int

    @property
    def records(self) -> int:
        """The number of records with a row."""
        return sum(self.counts.values())


def is_own(path: str, folder: str) -> bool:
    """Tell whether a file in the folder of a corpus is one that jobs write there."""
    below = Path(os.path.relpath(os.path.realpath(path), os.path.realpath(folder)))
    tables = {table.name for table in TABLES}
    return below == Path(FILE) or (str(below.parent) in tables and below.match(_PARTS))


class Folder:
    """The folder of a corpus."""

    def __init__(self, path: str, job: Job) -> None:
        self.path = path
        self.job = job
        self.key = job.key
        self._made = self._begun = self._is_other = False

    def name(self, table: str, part: int) -> str:
        """Return the path of a part of a table."""
        return str(Path(self.path, table, f"part-{part:05}.parquet"))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder. Raises CorpusError if another run is using it."""
        try:
            self._made = not Path(self.path).exists()
            Path(self.path).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CorpusError(f"{self.path}: cannot be made: {reason(error)}") from error
        try:
            import fcntl
        except ImportError:
            yield
            return
        number = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise CorpusError(f"{self.path}: another run is writing in this folder") from error
        finally:
            os.close(number)

    def prepare(self, *, force: bool) -> None:
        """Check that the folder belongs to the job, or is empty, or that `force` is given.

        Nothing is written before `begin`. Raises CorpusError for the folder of another job, and for
        a folder with other files.
        """
        if (old := self._said()) is not None:
            told = _differing(old, self.job.said)
            if told is None:
                self._begun = True
                return
            if not force and (old.get("format") != _FORMAT or self._has_parts()):
                raise CorpusError(
                    f"{self.path}: contains another job: {told}; --force replaces its parts"
                )
            self._is_other = True
        elif any(Path(self.path).iterdir()) and not force:
            raise CorpusError(f"{self.path}: is not empty and has no corpus; --force adds one")

    def begin(self) -> None:
        """Claim the folder for the job, before its first part. Raises CorpusError."""
        if self._begun:
            return
        self._begun = True
        if self._is_other:
            self._clear()
        self._write({**self.job.said, "done": False})

    def _said(self) -> dict[str, Any] | None:
        """Return what the folder says about its job, or None."""
        path = str(Path(self.path, FILE))
        try:
            found = json.loads(read_file(path, limit=256 * 1024**2))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _has_parts(self) -> bool:
        paths = (Path(self.path, table.name).glob(_PARTS) for table in TABLES)
        return any(True for many in paths for _ in many)

    def leave(self) -> None:
        """Remove all files of the job if no part is done."""
        if self._has_parts():
            return
        here = Path(self.path)
        if self._begun:
            with contextlib.suppress(OSError):
                (here / FILE).unlink()
        for folder in (*(here / table.name for table in TABLES), here if self._made else None):
            with contextlib.suppress(OSError):  # it is not empty
                if folder is not None:
                    folder.rmdir()

    def _clear(self) -> None:
        for table in TABLES:
            for path in sorted(Path(self.path, table.name).glob(_PARTS)):
                path.unlink()

    def _write(self, value: dict[str, Any]) -> None:
        try:
            write_whole(str(Path(self.path, FILE)), _json(value).encode())
        except FileError as error:
            raise CorpusError(str(error)) from error

    def note(self, part: int) -> Note | None:
        """Return the note of a finished part of this job; None for any other part."""
        if not all(Path(self.name(table.name, part)).is_file() for table in TABLES):
            return None
        text = note_of(self.name(RECORDS.name, part))
        try:
            found = Note(**json.loads(text or "{}"))
        except (TypeError, ValueError):
            return None
        if found.job != self.key or found.part != part:
            return None
        for table in TABLES:
            if note_of(self.name(table.name, part)) is None:
                return None
        return found._replace(then=None if found.then is None else Place(*found.then))

    def next_done(self, part: int) -> int | None:
        """Return the number of the next part after `part` that is done, or None."""
        paths = Path(self.path, RECORDS.name).glob(_PARTS)
        numbers = sorted(int(one.stem[5:]) for one in paths if one.stem[5:].isdecimal())
        return next((one for one in numbers if one > part and self.note(one) is not None), None)

    def seal(self, notes: list[Note]) -> Done:
        """Record that the job is done, with the counts of its parts; remove surplus parts."""
        for table in TABLES:
            for path in Path(self.path, table.name).glob(_PARTS):
                if path.stem[5:].isdecimal() and int(path.stem[5:]) >= len(notes):
                    path.unlink()
        counts: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for note in notes:
            counts.update(note.counts)
            others.update(note.others)
        done = Done(dict(counts), dict(others), sum(note.broken for note in notes), len(notes))
        told = {
            "records": done.counts,
            "others": done.others,
            "broken": done.broken,
            "parts": done.parts,
        }
        self._write({**self.job.said, "done": told})
        return done


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    """Return how two jobs differ, or None if they do not."""
    if old.get("format") != new["format"]:
        return f"its {FILE} is of another kind, or broken"
    for name in ("made by", "options"):
        before, now = old.get(name), new[name]
        if not isinstance(before, Mapping):
            return f"its {FILE} is broken"
        for key, value in now.items():
            if before.get(key) != value:
                if isinstance(value, str | int | None):
                    return f"{key} was {_shown(before.get(key))}, now it is {_shown(value)}"
                return f"{key} differ"
    said = old.get("inputs")
    before, now = said if isinstance(said, list) else [], new["inputs"]
    if before == now:
        return None
    paths = [one.get("path") for one in before]
    asked = [one["path"] for one in now]
    if paths != asked:
        here, there = set(asked), set(map(str, paths))
        return f"it has other inputs{_listed(sorted(here ^ there))}"
    changed = [one["path"] for one, was in zip(now, before, strict=True) if one != was]
    return f"inputs have changed since{_listed(changed)}"


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > _SHOWN else ""
    return f" ({', '.join(names[:_SHOWN])}{more})" if names else ""


def _shown(value: object) -> str:
    return "not given" if value is None else f'"{value}"' if isinstance(value, str) else str(value)
