"""What a publication says beyond its review: its package, its dates, its cover."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter.cover import Picture
from reviewfmt.converter.formats import refused
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, Review
from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.syntax import inline

UNDATED = date(1980, 1, 1)
"""The day where a date must stand and nobody says one: the first that a ZIP file can have."""

_LAST_DAY = 4102444799
"""The end of 2099, before the years that a ZIP file cannot name."""


# -- the package ------------------------------------------------------------------------------


def package(review: Review, language: str | None = None) -> dict[str, Any]:
    """Return what an EPUB asks of its metadata beyond a page's.

    `language` is what stands where the review names none; English without it. The identifier is
    made of what is published, so that one review is one publication.
    """
    import uuid

    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, "reviewfmt")
    nodes: dict[str, Any] = {
        "accessModes": _strings(["textual"]),
        "accessModeSufficient": _strings(["textual"]),
        "accessibilityFeatures": _strings(
            ["readingOrder", "structuralNavigation", "tableOfContents"]
        ),
        "accessibilityHazards": _strings(["none"]),
        "accessibilitySummary": {"t": "MetaString", "c": f"{_SUMMARY} {_NO_PICTURE}"},
    }
    lists = (getattr(review.metadata, one.name) for one in FIELDS if one.type is FieldType.LIST)
    subjects = [value for values in lists for value in values]
    named = review.metadata.language
    language = named if LANGUAGE_TAG.fullmatch(named or "") else language
    meta = {
        "identifier": f"urn:uuid:{uuid.uuid5(namespace, _content(review))}",
        "lang": language or "en",
    }
    if is_right_to_left(language):
        meta["page-progression-direction"] = "rtl"
    nodes |= {key: {"t": "MetaString", "c": value} for key, value in meta.items()}
    if subjects:
        nodes["subject"] = _strings(subjects)
    return nodes


_SUMMARY = (
    "All of this publication is text, with headings, tables with header cells and a table of"
    " contents."
)
_NO_PICTURE = "It has no images, sound or video."
_A_COVER = "Its one image is the cover. It has no sound or video."


def _strings(values: Iterable[str]) -> dict[str, Any]:
    return {"t": "MetaList", "c": [{"t": "MetaString", "c": value} for value in values]}


def _content(review: Review) -> str:
    """Return all that is published of a review, as one text."""
    import json

    from reviewfmt.document import to_data

    return json.dumps(to_data(replace(review, boilerplate=())), sort_keys=True)


# -- dates ------------------------------------------------------------------------------------


def source_date() -> int | None:
    """Return SOURCE_DATE_EPOCH, seconds since 1970; ReviewError (RF500) where it is none."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not (given.isascii() and given.isdigit()) or len(given) > 18:
        message = f"SOURCE_DATE_EPOCH is {given!r}, expected whole seconds since 1970"
        raise refused("RF500", message)
    return int(given)


def epoch(published: date | None) -> int:
    """Return the seconds since 1970 that the files inside an output are dated with."""
    given = source_date()
    return _seconds(published or UNDATED) if given is None else min(given, _LAST_DAY)


def _seconds(day: date) -> int:
    day = max(day, UNDATED)
    return min(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()), _LAST_DAY)


def modified(review: Review) -> str:
    """Return when a review was last changed, in ISO's form, as far as anybody says it.

    That is the later one of the day of publication and SOURCE_DATE_EPOCH, and `UNDATED` without
    both. A day has no time: there the time is made of the text, so that another text of the same
    day has another one, and the same text the same.
    """
    import hashlib

    published = _seconds(review.metadata.published or UNDATED)
    given = source_date()
    if given is not None and given >= published:
        moment = min(given, _LAST_DAY)
    else:
        digest = hashlib.sha256(_content(review).encode()).digest()
        moment = published - published % 86_400 + int.from_bytes(digest[:8], "big") % 86_400
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_dated(review: Review) -> bool:
    """Tell whether anybody says when a review was published or changed."""
    return review.metadata.published is not None or source_date() is not None


# -- the finished archive ---------------------------------------------------------------------

_PACKAGE = "EPUB/content.opf"
_DATE = re.compile(r"\s*<dc:date\b[^<>]*>[^<>]*</dc:date>")
_MODIFIED = re.compile(r'(?<=<meta property="dcterms:modified">)[^<>]*')
_CHAPTER = re.compile(r"EPUB/text/ch\d+\.xhtml")
_TITLE = re.compile(r"(?<=<title>)[^<>]*(?=</title>)")


def finished(
    book: bytes, review: Review, cover: Picture | None = None, language: str | None = None
) -> bytes:
    """Return an EPUB with its own dates, with titles in its chapters, and with its cover.

    `language` is what stands where the review names none; English without it.

    pandoc makes up a day of publication where there is none, names a chapter by its file, and
    takes a cover from the file system alone.
    """
    title = escape(inline.plain(review.title.text))

    def changed(name: str, text: str) -> str:
        if name == _PACKAGE:
            if review.metadata.published is None:
                text = _DATE.sub("", text)
            text = _MODIFIED.sub(modified(review), text)
            return text if cover is None else _covered(text, cover)
        return _TITLE.sub(lambda _: title, text, count=1)

    added: dict[str, bytes] = {}
    if cover is not None:
        added = {
            f"EPUB/media/cover.{cover.suffix}": cover.data,
            "EPUB/text/cover.xhtml": _cover_page(review, cover, language).encode(),
        }
    return rewritten(
        book, lambda name: name == _PACKAGE or bool(_CHAPTER.match(name)), changed, added
    )


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


def _covered(text: str, cover: Picture) -> str:
    """Return a package with the items of a cover, its page the first."""
    features = ["alternativeText"] if cover.alt else []
    said = "".join(
        f'    <meta property="schema:{name}">{value}</meta>\n'
        for name, value in (
            ("accessMode", "visual"),
            *(("accessibilityFeature", one) for one in features),
        )
    )
    items = (
        f'    <item id="cover-image" href="media/cover.{cover.suffix}"'
        f' media-type="{cover.type}" properties="cover-image" />\n'
        '    <item id="cover" href="text/cover.xhtml" media-type="application/xhtml+xml" />\n'
    )
    for before, what in (
        ("  </metadata>", f'{said}    <meta name="cover" content="cover-image" />\n'),
        ("  </manifest>", items),
    ):
        text = text.replace(before, what + before, 1)
    text = re.sub(r"(<spine\b[^<>]*>\n)", r'\1    <itemref idref="cover" />' "\n", text, count=1)
    place = '    <reference type="cover" title="{}" href="text/cover.xhtml" />\n'
    text = text.replace("  </guide>", place.format("Cover") + "  </guide>", 1)
    return text.replace(_NO_PICTURE, _A_COVER, 1)


def _cover_page(review: Review, cover: Picture, language: str | None) -> str:
    """Return the page of a cover; without a text of its own, the title stands for the picture."""
    title = escape(inline.plain(review.title.text))
    alt = escape(cover.alt) if cover.alt else title
    spoken = review.metadata.language or language or "en"
    said = f' lang="{spoken}" xml:lang="{spoken}"'
    said += ' dir="rtl"' if is_right_to_left(spoken) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{said}>\n"
        f'<head>\n  <meta charset="utf-8" />\n  <title>{title}</title>\n'
        "  <style>body { margin: 0; text-align: center; } img { max-width: 100%; }</style>\n"
        '</head>\n<body epub:type="cover">\n'
        f'<img src="../media/cover.{cover.suffix}" alt="{alt}" role="doc-cover" />\n'
        "</body>\n</html>\n"
    )
