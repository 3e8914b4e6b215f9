"""The check of one file, whatever it holds, and what its findings mean for the exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.inputs import UNREAD, configuration, read
from reviewfmt.cli.mending import Mender
from reviewfmt.config import Configs
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.linter import Checked, check_data, check_review
from reviewfmt.source import recoded

if TYPE_CHECKING:
    from reviewfmt.converter import Reading

_AS_TEXT = ("", ".review", ".txt")


def is_unread(checked: Sequence[Checked]) -> bool:
    """Tell whether something could not be read."""
    return any(one.code == UNREAD for each in checked for one in each.diagnostics)


def fails(checked: Sequence[Checked], found: Found, configs: Configs) -> bool:
    """Tell whether what was found fails the check: an error, or what is one under `strict`."""
    for each in checked:
        if each.diagnostics and (
            configs.of(each.path).strict
            or any(one.severity is Severity.ERROR for one in each.diagnostics)
        ):
            return True
    return any(configs.of_folder(folder).strict for folder in found.empty)


def check_file(
    path: str,
    stdin_filename: str | None,
    configs: Configs,
    mender: Mender | None,
    encoding: str | None = None,
) -> Checked:
    """Check a file, or standard input under its name, as its suffix asks; mend it where asked."""
    name = stdin_filename or path if path == STDIN else path
    with configuration():
        settings = configs.of(name).settings_for(name)
    suffix = os.path.splitext(name)[1].lower()
    try:
        data = read(path, configs.of(name).max_file_size)
        if mender:
            mender.took(path, data)
        if encoding and not _is_archive(suffix):
            data = recoded(data, encoding, name)
        if suffix == ".json":
            return check_data(data, name, settings, json=True)
        if suffix not in _AS_TEXT and (reading := _document(data, name, suffix)):
            found = [one for one in reading.losses if settings.wants(one.code)]
            place = reading.places.find if reading.places else None
            found += check_review(reading.review, name, settings, place)
            return Checked(name, "", tuple(sorted(found, key=lambda one: one.span)))
    except ReviewError as error:
        placed = tuple(replace(one, path=name) for one in error.diagnostics)
        return Checked(name, "", placed)
    checked = check_data(data, name, settings)
    return mender.mend(path, data, checked, settings) if mender else checked


def _is_archive(suffix: str) -> bool:
    from reviewfmt.converter import FORMATS

    return any(row.binary for row in FORMATS.values() if suffix in row.suffixes)


def _document(data: bytes, name: str, suffix: str) -> Reading | None:
    """Read a file of another format that its suffix tells; None where no format reads it."""
    from reviewfmt.converter import FORMATS, read_document

    for row in FORMATS.values():
        if suffix in row.suffixes and row.reads and row.name != "review":
            return read_document(data, row.name, name)
    return None
