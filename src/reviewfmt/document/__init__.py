"""Review <-> JSON document: its data, its schema, its text, and the places of values in it."""

from reviewfmt.document.data import Document, from_data, read_data, to_data
from reviewfmt.document.file import (
    locate,
    locations,
    read_document,
    read_json,
    span_of,
    validate,
    write_json,
)
from reviewfmt.document.schema import violations
from reviewfmt.violation import Path, Violation

__all__ = [
    "Document",
    "Path",
    "Violation",
    "from_data",
    "locate",
    "locations",
    "read_data",
    "read_document",
    "read_json",
    "span_of",
    "to_data",
    "validate",
    "violations",
    "write_json",
]
