"""Checks one file of any format, and tells what its findings mean for the exit code."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.batch import STDIN
from reviewfmt.cli.differences import Look
from reviewfmt.cli.fixing import Mended, Mender
from reviewfmt.cli.inputs import UNREAD, configuration, lost_file, read
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Report, Row, report
from reviewfmt.config import Config, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.files import remove_left
from reviewfmt.linter import Checked, check_data, check_review
from reviewfmt.source import decode, recoded

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.batch.fingerprint import Source
    from reviewfmt.converter import Reading
    from reviewfmt.linter.baseline import Marked
    from reviewfmt.syntax.words import Words

_BROKEN = "RF701"
_AS_TEXT = ("", ".review", ".txt")
_SUFFIXES = {"review": ".review", "json": ".json"}
"""The suffixes of the formats that are checked directly."""


class Mark(NamedTuple):
    """What the summary counts of a finding; `safe` is that of its fix, None without a fix."""

    code: str
    is_error: bool
    safe: bool | None


@dataclass(frozen=True, slots=True)
class File:
    """A file to check; `found` are the cached findings, as JSON, of the content `sha256`."""

    path: str
    sha256: str | None = None
    found: Any = None


class Outcome(NamedTuple):
    """The outcome of a check, without the text of the file: it is sent between processes, and kept.

    `marks` and the pieces of `row` represent the findings, in order; `strict` tells that warnings
    fail. `marked` is what a baseline needs, None without a baseline. `mended` is how many findings
    were, or would be, fixed. `shown` is the difference to show, `output` the new content of
    standard input, and `refused` the reason why a file was not written. `seen` is what a cache
    keeps: the source, and its findings as JSON.
    """

    row: Row
    marks: tuple[Mark, ...] = ()
    strict: bool = False
    marked: Marked | None = None
    mended: int = 0
    shown: str | bytes | None = None
    output: bytes | None = None
    refused: str | None = None
    seen: tuple[Source, list[Any]] | None = None

    @property
    def fails(self) -> bool:
        """Whether the findings fail the check."""
        return bool(self.marks) and (self.strict or any(one.is_error for one in self.marks))

    @property
    def speaks(self) -> bool:
        """Whether there is something to write about it."""
        return bool(self.marks or self.shown or self.output or self.refused)

    def only(self, places: tuple[int, ...]) -> Outcome:
        """Return the outcome with only the findings at these indexes."""
        pieces = tuple(self.row.pieces[at] for at in places)
        marks = tuple(self.marks[at] for at in places)
        return self._replace(row=self.row._replace(pieces=pieces), marks=marks)


@dataclass(frozen=True)
class Check:
    """The work of `check`: takes files, and yields the outcome of each.

    `form` names the report; `statistics` requests counts instead. `keyed` requests what a baseline
    needs, even if the configuration of a file names no baseline. `look` is how differences are
    shown. `keeps` tells that the findings are cached. `source_format` is the format of the files,
    whatever their suffixes.
    """

    configs: Configs
    form: str
    statistics: bool = False
    by_file: bool = False
    color: bool = False
    stdin_filename: str | None = None
    encoding: str | None = None
    mender: Mender | None = None
    keyed: bool = False
    look: Look | None = None
    keeps: bool = False
    source_format: str | None = None

    def __call__(self, tasks: Tasks[File]) -> Iterator[Outcome]:
        """Check each file. Raises ClickException for a configuration that cannot be used."""
        made, where = self.report(), Where()
        for file in tasks:
            yield self._outcome(file, made, where)

    def needs_keys(self, config: Config) -> bool:
        """Tell whether the findings of a file need the keys of a baseline."""
        return self.keyed or config.baseline is not None

    def report(self) -> Report:
        """Return the requested report."""
        if not self.statistics:
            return report(self.form)
        from reviewfmt.cli.statistics import Statistics

        return Report(Statistics(as_json=self.form == "json"))

    def killed(self, file: File) -> None:
        """Clean up after a process that was killed while it worked on a file."""
        if self.mender is not None:
            remove_left(file.path)

    def lost(self, file: File, why: str) -> Outcome:
        """Return what to say about a file whose process was killed."""
        path = file.path
        return self.of(self._name(path), (lost_file(self._name(path), why),))

    def of(self, path: str, found: tuple[Diagnostic, ...]) -> Outcome:
        """Return the outcome of findings that are in no text."""
        return self._outcome_of(Mended(Checked(path, "", found)), self.report(), Where())

    def _name(self, path: str) -> str:
        return self.stdin_filename or path if path == STDIN else path

    def _outcome(self, file: File, made: Report, where: Where) -> Outcome:
        if self.keeps and file.path != STDIN:
            done, seen = _check_with_cache(file, self.configs, self.encoding)
            return self._outcome_of(done, made, where)._replace(seen=seen)
        name = self._name(file.path)
        done = checked_and_mended(
            file.path, name, self.configs, self.mender, self.encoding, self.source_format
        )
        return self._outcome_of(done, made, where)

    def _outcome_of(self, done: Mended, made: Report, where: Where) -> Outcome:
        checked = done.checked
        config = self.configs.of(checked.path)
        row = made.row(checked, color=self.color, where=where, by_file=self.by_file)
        keyed = None
        if self.needs_keys(config):
            from reviewfmt.linter.baseline import marked

            keyed = marked(checked)
        shown = None
        if done.difference is not None and self.look is not None:
            shown = self.look.of(done.difference)
        marks = tuple(
            Mark(one.code, one.severity is Severity.ERROR, one.fix.safe if one.fix else None)
            for one in checked.diagnostics
        )
        return Outcome(
            row, marks, config.strict, keyed, done.findings, shown, done.output, done.refused
        )


def check_file(
    path: str,
    stdin_filename: str | None,
    configs: Configs,
    mender: Mender | None = None,
    encoding: str | None = None,
) -> Checked:
    """Check a file, or standard input under its name, by its suffix; fix it with `mender`."""
    name = stdin_filename or path if path == STDIN else path
    return checked_and_mended(path, name, configs, mender, encoding).checked


def checked_and_mended(
    path: str,
    name: str,
    configs: Configs,
    mender: Mender | None,
    encoding: str | None,
    source_format: str | None = None,
) -> Mended:
    """Check the file at `path`, called `name`, by its suffix; fix it with `mender`.

    `source_format` is its format, instead of that of the suffix.
    """
    try:
        data = _bytes(path, name, configs)
    except ReviewError as error:
        return Mended(_unchecked(name, error))
    return _of_bytes(data, path, name, configs, mender, encoding, source_format)


def _check_with_cache(
    file: File, configs: Configs, encoding: str | None
) -> tuple[Mended, tuple[Source, list[Any]] | None]:
    """Check a file, or use its cached result; return also what the cache has to keep."""
    from reviewfmt.batch.fingerprint import source_of, state_of
    from reviewfmt.batch.packed_findings import packed, unpacked

    path = file.path
    before = state_of(path)
    try:
        data = _bytes(path, path, configs)
    except ReviewError as error:
        return Mended(_unchecked(path, error)), None
    source = source_of(data, before)
    if file.sha256 == source.sha256:
        with contextlib.suppress(ValueError):
            known = unpacked(file.found, path)
            text = _text(data, path, encoding) if known else ""
            return Mended(Checked(path, text, known)), (source, file.found)
    done = _of_bytes(data, path, path, configs, None, encoding)
    return done, (source, packed(done.checked.diagnostics))


def _bytes(path: str, name: str, configs: Configs) -> bytes:
    with configuration():
        limit = configs.of(name).max_file_size
    return read(path, limit)


def _unchecked(name: str, error: ReviewError) -> Checked:
    return Checked(name, "", tuple(replace(one, path=name) for one in error.diagnostics))


def _text(data: bytes, name: str, encoding: str | None) -> str:
    """Return the text that a check of the file would return, or ""."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in (*_AS_TEXT, ".json") and _format_of(suffix):
        return ""
    try:
        return decode(recoded(data, encoding, name) if encoding else data)
    except ReviewError:
        return ""


def _of_bytes(
    data: bytes,
    path: str,
    name: str,
    configs: Configs,
    mender: Mender | None,
    encoding: str | None,
    source_format: str | None = None,
) -> Mended:
    with configuration():
        settings = configs.of(name).settings_for(name)
    suffix = os.path.splitext(name)[1].lower()
    if source_format is not None:
        suffix = _SUFFIXES.get(source_format, f".{source_format}")
    try:
        if encoding and not _is_archive(suffix):
            data = recoded(data, encoding, name)
        if suffix == ".json":
            checked = check_data(data, name, settings, json=True)
        elif suffix not in _AS_TEXT and (
            reading := _document(data, name, source_format or _format_of(suffix), settings.words)
        ):
            found = [one for one in reading.losses if settings.wants(one.code)]
            place = reading.places.find if reading.places else None
            found += map(reading.located, check_review(reading.review, name, settings, place))
            checked = Checked(name, "", tuple(sorted(found, key=lambda one: one.span)))
        else:
            checked = check_data(data, name, settings)
            return mender.mend(path, data, checked, settings) if mender else Mended(checked)
    except ReviewError as error:
        checked = _unchecked(name, error)
    passed_on = path == STDIN and mender is not None and not mender.diff
    return Mended(checked, output=data if passed_on else None)


def is_unread(outcome: Outcome) -> bool:
    """Tell whether the file could not be read, or a plug-in failed to check it."""
    return any(one.code in (UNREAD, _BROKEN) for one in outcome.marks)


def _is_archive(suffix: str) -> bool:
    from reviewfmt.converter import FORMATS

    return any(row.binary for row in FORMATS.values() if suffix in row.suffixes)


def _document(data: bytes, name: str, format: str | None, words: Words | None) -> Reading | None:
    """Read a file of another format than the text of a review; None without a format."""
    from reviewfmt.reading import read_source

    return None if format is None else read_source(data, format, name, words=words)


def _format_of(suffix: str) -> str | None:
    from reviewfmt.converter import FORMATS

    rows = (row for row in FORMATS.values() if suffix in row.suffixes and row.reads)
    return next((row.name for row in rows if row.name != "review"), None)
