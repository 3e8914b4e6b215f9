"""Finds when a publication was made and changed, and packs archives with other content."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from reviewfmt.converter.formats import refused
from reviewfmt.model import Review

UNDATED = date(1980, 1, 1)
"""The day for a date that is required but unknown: the first day that a ZIP file can express."""

_LAST_DAY = 4102444799
"""The end of 2099, which a ZIP file can still express."""


def content_of(review: Review) -> str:
    """Return everything that is published of a review, as one text."""
    import json

    from reviewfmt.document import to_data

    return json.dumps(to_data(replace(review, boilerplate=())), sort_keys=True)


# -- dates ------------------------------------------------------------------------------------


def source_date() -> int | None:
    """Return SOURCE_DATE_EPOCH, in seconds since 1970. Raises ReviewError (RF500) if invalid."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not (given.isascii() and given.isdigit()) or len(given) > 18:
        message = f"SOURCE_DATE_EPOCH is {given!r}, expected whole seconds since 1970"
        raise refused("RF500", message)
    return int(given)


def epoch(published: date | None) -> int:
    """Return the date of the files inside an output, in seconds since 1970."""
    given = source_date()
    return _seconds(published or UNDATED) if given is None else min(given, _LAST_DAY)


def _seconds(day: date) -> int:
    day = max(day, UNDATED)
    return min(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()), _LAST_DAY)


def modified(review: Review, content: str | None = None) -> str:
    """Return when a review was last changed, in ISO format, as far as it is known.

    `content` is the result of `content_of`, if it is available.
    """
    import hashlib

    said = content_of(review) if content is None else content
    return changed(review.metadata.published, hashlib.sha256(said.encode()).digest())


def changed(published: date | None, digest: bytes) -> str:
    """Return when a text was last changed, in ISO format; `digest` stands for the text.

    This is the later one of the day of publication and SOURCE_DATE_EPOCH, or `UNDATED` without
    both. A day has no time, so the time is derived from the text: the same text always has the same
    time, and another text of the same day has another one.
    """
    start = _seconds(published or UNDATED)
    given = source_date()
    if given is not None and given >= start:
        moment = min(given, _LAST_DAY)
    else:
        moment = start - start % 86_400 + int.from_bytes(digest[:8], "big") % 86_400
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_dated(review: Review) -> bool:
    """Tell whether a date of publication or of change is known for a review."""
    return review.metadata.published is not None or source_date() is not None


# -- the finished archive ---------------------------------------------------------------------


def rewritten(
    archive: bytes,
    chosen: Callable[[str], bool],
    changed: Callable[[str, str], str],
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return an archive with the text of its `chosen` members `changed`, and members `added`."""
    import io
    import zipfile

    anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(anew, "w") as new:
        members = old.infolist()
        newest = max(member.date_time for member in members)
        for member in members:
            member.date_time = newest  # those of a reference document are older
            content = old.read(member)
            if chosen(member.filename):
                content = changed(member.filename, content.decode()).encode()
            new.writestr(member, content)
        for name, content in (added or {}).items():
            member = zipfile.ZipInfo(name, newest)
            member.external_attr = members[-1].external_attr
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return anew.getvalue()
