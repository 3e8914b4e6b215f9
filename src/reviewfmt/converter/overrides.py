"""Sets fields from outside the review: `--metadata author=…` (spec, "Publishing")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reviewfmt.characters import CONTROL, LANGUAGE_TAG, tidy
from reviewfmt.converter.formats import refused
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.fields import STATUSES, FieldType
from reviewfmt.model import FIELDS, Review
from reviewfmt.nearest import suggestion


def with_metadata(review: Review, metadata: Mapping[str, str]) -> Review:
    """Return `review` with the fields in `metadata` set; an empty value removes a field.

    Keys are field names in any case; the values of a list are separated by commas. Raises
    ReviewError: RF113 control character, RF114 unknown field, RF115 bad date, RF116 bad language,
    RF122 unknown status.
    """
    changes: dict[str, Any] = {}
    found: list[Diagnostic] = []
    for key, given in metadata.items():
        name = key.strip().lower()
        try:
            changes[name] = _field(name, given)
        except ReviewError as error:
            found += error.diagnostics
    if found:
        raise ReviewError(found)
    unchanged = tuple(line for line in review.metadata.fields if line.name not in changes)
    return replace(review, metadata=replace(review.metadata, fields=unchanged, **changes))


_KEYS = {field.name: field for field in FIELDS}


def _field(name: str, given: str) -> str | date | tuple[str, ...] | None:
    """Return the value of one field, read from text."""
    value = tidy(given)
    if CONTROL.search(value):
        raise refused("RF113", f"control character in the metadata {name}")
    field = _KEYS.get(name)
    if field is None:
        near = suggestion(name, _KEYS)
        help_ = f'did you mean "{near}"?' if near else None
        known = "" if near else f", expected one of {', '.join(_KEYS)}"
        raise refused("RF114", f"unknown field {name!r}{known}", help_)
    if field.type is FieldType.LIST:
        return tuple(part for part in map(tidy, value.split(",")) if part)
    return _READERS[field.type](value) if value else None


def _date(value: str) -> date:
    from reviewfmt.syntax import dates

    read = dates.read(value)
    if read.day is not None:
        return read.day
    either = f"; it may be {' or '.join(map(str, read.readings))}" if read.readings else ""
    message = f"{value!r} is not a date, expected a day such as 2024-04-11{either}"
    raise refused("RF115", message)


def _language(value: str) -> str:
    if not LANGUAGE_TAG.fullmatch(value):
        raise refused("RF116", f"{value!r} is not a language, expected a tag such as en or pt-BR")
    return value


def _status(value: str) -> str:
    from reviewfmt.syntax.vocabulary import fold
    from reviewfmt.syntax.words import built_in

    status = built_in().statuses.get(fold(value))
    if status is None:
        expected = ", ".join(STATUSES)
        raise refused("RF122", f"{value!r} is not a status, expected one of {expected}")
    return status


_READERS: dict[FieldType, Callable[[str], str | date]] = {
    FieldType.TEXT: str,
    FieldType.DATE: _date,
    FieldType.LANGUAGE: _language,
    FieldType.STATUS: _status,
}
