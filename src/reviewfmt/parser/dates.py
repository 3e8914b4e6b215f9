"""Reads the day that a field says, and reports what is wrong with it (spec, "Dates")."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.findings import report
from reviewfmt.model import Field
from reviewfmt.syntax.words import Words

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_day(
    field: Field, language: Field | None, words: Words, found: list[Diagnostic]
) -> date | None:
    """Return the day that a field says; None if it says no day, or is ambiguous.

    A finding (RF115) is appended to `found`. `language` is the field that names the language of the
    review: if there are two readings, the fix uses the one that is likelier in this language.
    """
    if _ISO.fullmatch(field.value):
        try:
            return date.fromisoformat(field.value)
        except ValueError:
            found.append(report("RF115", field.span, variant="no-day", value=field.value))
            return None
    from reviewfmt.syntax import dates  # most dates have the form above

    read = dates.read(field.value, words)
    if read.fault is None:
        return read.day
    if len(read.readings) < 2:
        found.append(report("RF115", field.span, variant=read.fault, value=field.value))
        return None
    first, second = read.readings
    likelier = read.likelier(None if language is None else language.value)
    finding = report(
        "RF115",
        field.span,
        variant="ambiguous",
        value=field.value,
        first=first,
        second=second,
    )
    edit = Edit(field.span.offset, field.span.end_offset, f"{field.key}: {likelier}")
    fix = Fix((edit,), safe=False, message=f"write {likelier}")
    found.append(replace(finding, fix=fix))
    return None
