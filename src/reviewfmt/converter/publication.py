"""What a publication says beyond its review: an EPUB's package, and the date in an output."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter.formats import refused
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, Review
from reviewfmt.pandoc_ast import is_right_to_left


def package(review: Review) -> dict[str, Any]:
    """Return what an EPUB asks of its metadata beyond a page's.

    A language is required: `und`, undetermined, where the review names none. The identifier
    is made of what is published, so that one review is one publication.
    """
    import json
    import uuid

    from reviewfmt.document import to_data

    content = json.dumps(to_data(replace(review, boilerplate=())), sort_keys=True)
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, "reviewfmt")
    nodes: dict[str, Any] = {
        "accessModes": _strings(["textual"]),
        "accessModeSufficient": _strings(["textual"]),
        "accessibilityFeatures": _strings(
            ["readingOrder", "structuralNavigation", "tableOfContents"]
        ),
        "accessibilityHazards": _strings(["none"]),
        "accessibilitySummary": {"t": "MetaString", "c": _SUMMARY},
    }
    lists = (getattr(review.metadata, one.name) for one in FIELDS if one.type is FieldType.LIST)
    subjects = [value for values in lists for value in values]
    language = review.metadata.language
    if not LANGUAGE_TAG.fullmatch(language or ""):
        language = None
    meta = {"identifier": f"urn:uuid:{uuid.uuid5(namespace, content)}", "lang": language or "und"}
    if is_right_to_left(language):
        meta["page-progression-direction"] = "rtl"
    nodes |= {key: {"t": "MetaString", "c": value} for key, value in meta.items()}
    if subjects:
        nodes["subject"] = _strings(subjects)
    return nodes


_DATE = re.compile(rb"\s*<dc:date\b[^<>]*>[^<>]*</dc:date>")
_PACKAGE = "EPUB/content.opf"


def undated(book: bytes) -> bytes:
    """Return an EPUB without a day of publication: pandoc makes one up where there is none."""
    import io
    import zipfile

    anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(anew, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == _PACKAGE:
                content = _DATE.sub(b"", content)
            new.writestr(member, content)
    return anew.getvalue()


_SUMMARY = (
    "All of this publication is text, with headings, tables with header cells and a table of"
    " contents. It has no images, sound or video."
)


def _strings(values: Iterable[str]) -> dict[str, Any]:
    return {"t": "MetaList", "c": [{"t": "MetaString", "c": value} for value in values]}


_LAST_DAY = 4102444799
"""The end of 2099, before the years that a ZIP file cannot name."""


def epoch(published: date | None) -> int:
    """Return the seconds since 1970 of the date that goes into the output."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        if not (given.isascii() and given.isdigit()) or len(given) > 18:
            message = f"SOURCE_DATE_EPOCH is {given!r}, expected whole seconds since 1970"
            raise refused("RF500", message)
        return int(given)
    day = max(published or date.min, date(1980, 1, 1))
    return min(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()), _LAST_DAY)
