"""What a plug-in is made of: import it from here, and it stays where it is.

    from reviewfmt.plugin import Context, Diagnostic, OwnField, Rule, warning

docs/extending.md shows how to write one.
"""

from __future__ import annotations

from datetime import date

from reviewfmt.diagnostic import Diagnostic, Edit, Fix, Severity
from reviewfmt.fields import FieldType, OwnField
from reviewfmt.linter import Settings
from reviewfmt.rules.context import Context, quoted, warning
from reviewfmt.rules.rule import Rule
from reviewfmt.span import Span

__all__ = [
    "Context",
    "Diagnostic",
    "Edit",
    "FieldType",
    "Fix",
    "OwnField",
    "Rule",
    "Settings",
    "Severity",
    "Span",
    "day",
    "quoted",
    "warning",
]


def day(value: str) -> date | None:
    """Return the day that the value of a field says, None if it says none or several."""
    from reviewfmt.syntax import dates

    return dates.read(value).day
