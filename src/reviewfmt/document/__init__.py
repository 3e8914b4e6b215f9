"""Review <-> JSON document: the data, its schema, its text, and where each thing stands in it."""

from reviewfmt.document.data import from_data, to_data
from reviewfmt.document.file import locate, locations, read_json, span_of, write_json
from reviewfmt.document.schema import Violation, violations

__all__ = [
    "Violation",
    "from_data",
    "locate",
    "locations",
    "read_json",
    "span_of",
    "to_data",
    "violations",
    "write_json",
]
