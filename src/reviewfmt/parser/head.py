"""Reads the title line and the fields below it (spec, "Title" and "Fields")."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reviewfmt.characters import LANGUAGE_TAG, closed, tidy
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import Field, Metadata, Span, Title
from reviewfmt.parser.rows import Row
from reviewfmt.shapes import (
    FIELD,
    ITEM,
    KEYS,
    LONGEST,
    NAMED_SEASON,
    ORDINALS,
    SEASON_WORDS,
    TITLE,
    is_long,
    strict_field,
)

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

_WHOLE = re.compile(r"(?:^|\s)(?:the\s++)?(?:full|complete|entire|whole)$", re.IGNORECASE)
_WHOLE_ENDS = frozenset(("full", "lete", "tire", "hole"))
_TRAIL = "-–—:|, \t\u00a0"
_BREADCRUMB = re.compile(r"\s[»›>]\s|^[»›>]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

_STRUCTURE = frozenset(("GUIDE", "ENTRY", "VERDICT"))
_NO_TITLE = frozenset(("COMMENT", "BOILERPLATE", "COUNT", "EDGE", "ESCAPED"))
_BETWEEN_FIELDS = frozenset(("COMMENT", "BOILERPLATE", "REPLY", "COUNT"))
_LONGEST_UNKNOWN = 60
_PROSE = frozenset(("PROSE", "ESCAPED"))
_NO_FIELD = _STRUCTURE | {"WORDED", "UNSCORED", "RATING"}


def read_title(match: re.Match[str], span: Span) -> Title | None:
    """Return the title that a match of TITLE holds, or None when it names no work."""
    text = match.string
    if ("»" in text or "›" in text or ">" in text) and _BREADCRUMB.search(text):
        return None
    subject = match["subject"]
    work, season = subject, None
    seasons = (
        list(NAMED_SEASON.compiled.finditer(subject))
        if "eason" in subject or "EASON" in subject
        else ()
    )
    found = seasons[-1] if seasons else None
    if found is not None:
        work = subject[: found.start()].rstrip(_TRAIL + "([")
        if work[-4:].lower() in _WHOLE_ENDS and (whole := _WHOLE.search(work)):
            work = work[: whole.start()]
        cardinal, ordinal, word = found.group("cardinal", "ordinal", "word")
        if found["more"] is not None:
            season = None
        elif cardinal is not None:
            season = SEASON_WORDS.get(cardinal.lower())
            season = int(cardinal) if season is None else season
        else:
            season = int(ordinal) if ordinal else ORDINALS[word.lower()]
    elif match["review"] == "review":
        return None
    work = tidy(work.strip(_TRAIL))
    if not work:
        return None
    tagline = match["tagline"]
    return Title(tidy(text), work, season, tidy(tagline) if tagline else None, span)


def read(reader: Reader) -> int:
    """Read the title, what stands before it, and the fields; return the row after them."""
    at, title = _find_title(reader)
    if title is None:
        help_ = "write the title as: Metallic Rouge Season 1 Review – a tagline"
        reader.error("RF101", "no title, expected one that ends in “Review”", Span(), help_)
        return 0
    for row in reader.rows[:at]:
        reader.aside(row)
    reader.runs.append(("TITLE", title))
    return _read_fields(reader, at + 1)


def _find_title(reader: Reader) -> tuple[int, Title | None]:
    first: tuple[int, Title | None] = (0, None)
    for at, row in enumerate(reader.rows):
        text = row.text
        if first[1] is not None and row.shape in _PROSE and _is_paragraph(text):
            break
        named = ("eview" in text or "EVIEW" in text) and row.shape not in _NO_TITLE
        match = TITLE.match(text) if named and not ITEM.match(text) else None
        if match and (title := read_title(match, reader.span(row))):
            if title.season is not None or title.tagline is not None:
                return at, title
            if first[1] is None:
                first = (at, title)
            continue
        if row.shape in _STRUCTURE and (row.shape != "GUIDE" or first[1] is not None):
            break
        if row.shape == "REPLY" and any(_is_paragraph(above.text) for above in reader.rows[:at]):
            break
    return first


def _is_paragraph(text: str) -> bool:
    """Tell whether a line is a paragraph: no menu has one, so no better title stands below it."""
    return len(text) > LONGEST and is_long(text.removeprefix("\\"))


def _read_fields(reader: Reader, at: int) -> int:
    """Read the block of fields below the title; return the row after it."""
    rows, count = reader.rows, len(reader.rows)
    while at < count:
        if rows[at].shape in _BETWEEN_FIELDS:
            reader.aside(rows[at])
            at += 1
            continue
        end, known, strict = at, False, True
        found: list[tuple[Row, re.Match[str]]] = []
        while end < count and rows[end].block == rows[at].block:
            row = rows[end]
            if row.shape in _BETWEEN_FIELDS:
                end += 1
                continue
            match = FIELD.fullmatch(row.text)
            if match is None:
                break
            if match["key"].lower() in KEYS:
                known = True
            elif (
                (row.shape in _NO_FIELD and not (row.shape == "WORDED" and found))
                or len(row.text) > LONGEST
                or (len(row.text) > _LONGEST_UNKNOWN and closed(row.text))
            ):
                break
            strict = strict and strict_field(match)
            found.append((row, match))
            end += 1
        whole = end == count or rows[end].block != rows[at].block
        if not found or not (known or (whole and strict)):
            return at
        for row in rows[at:end]:
            if row.shape in _BETWEEN_FIELDS:
                reader.aside(row)
        for row, match in found:
            field = Field(match["key"], tidy(match["value"]), reader.span(row))
            reader.runs.append(("FIELD", field))
            reader.fields.add(field)
        at = end
        if not whole:
            return at
    return at


class FieldReader:
    """Gathers the fields of a review and what is wrong with them."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self._found: dict[str, Field] = {}
        self._fields: list[Field] = []
        self._unknown: list[Field] = []
        self._diagnostics = diagnostics

    def add(self, field: Field) -> None:
        """Take a field, in the order of the source."""
        key = field.key.lower()
        self._fields.append(field)
        if key not in KEYS:
            self._unknown.append(field)
            self._diagnostics.append(_unknown_field(field))
        elif key in self._found:
            first = self._found[key].span.line
            message = f"field {field.key!r} is given twice, first on line {first}"
            self._diagnostics.append(
                Diagnostic("RF117", message, field.span, help="keep one of them")
            )
        else:
            self._found[key] = field

    def metadata(self) -> Metadata:
        """Return what the fields say; a value that cannot be read has its error and is absent."""
        if not self._fields:
            return Metadata()

        def text(key: str) -> str | None:
            field = self._found.get(key)
            return field.value or None if field else None

        def several(key: str) -> tuple[str, ...]:
            parts = (tidy(part) for part in (text(key) or "").split(","))
            return tuple(part for part in parts if part)

        return Metadata(
            author=text("author"),
            published=self._date(),
            language=self._language(),
            network=text("network"),
            genre=several("genre"),
            tags=several("tags"),
            cover=text("cover"),
            spoilers=text("spoilers"),
            unknown=tuple(self._unknown),
            fields=tuple(self._fields),
        )

    def _date(self) -> date | None:
        field = self._found.get("published")
        if field is None or not field.value:
            return None
        try:
            if _DATE.fullmatch(field.value):
                return date.fromisoformat(field.value)
        except ValueError:
            pass
        message = f"unreadable date {field.value!r}, expected year-month-day"
        help_ = "write the date as 2024-04-11"
        self._diagnostics.append(Diagnostic("RF115", message, field.span, help=help_))
        return None

    def _language(self) -> str | None:
        field = self._found.get("language")
        if field is None or not field.value:
            return None
        if LANGUAGE_TAG.fullmatch(field.value):
            return field.value
        message = f"unreadable language {field.value!r}, expected a BCP 47 tag"
        help_ = "write the language as a tag such as en, pt-BR or ja"
        self._diagnostics.append(Diagnostic("RF116", message, field.span, help=help_))
        return None


def nearest_key(key: str) -> str | None:
    """Return the known key that `key` most looks like, spelled as the format spells it."""
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), KEYS, n=1, cutoff=0.7)
    return near[0].capitalize() if near else None


def _unknown_field(field: Field) -> Diagnostic:
    near = nearest_key(field.key)
    known = ", ".join(key.capitalize() for key in KEYS)
    message = f"unknown field {field.key!r}" + (f", nearest is {near!r}" if near else "")
    help_ = f"the fields are {known}; an unknown one is kept in the text and left out of JSON"
    return Diagnostic("RF114", message, field.span, Severity.WARNING, help_)
