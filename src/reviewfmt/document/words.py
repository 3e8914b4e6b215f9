"""How a message about a JSON document names what was found and what was expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reviewfmt.characters import WHITE_SPACE

KINDS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
"""The types of JSON Schema, in the format's words."""

_LONGEST = 40
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile(_CONTROL.pattern[:-1] + "\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def shown(value: object) -> str:
    """Return a value as a message shows it: on one line, texts in quotes, long ones cut."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        whole = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
        return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", f'"{whole}"')
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, dict):
        return "an object" if value else "an empty object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return f"a value of type {type(value).__name__}"


def either(words: Sequence[str]) -> str:
    """Return the words as a choice: `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def text_fault(text: str) -> str | None:
    """Return what keeps `text` from being a text of the format, or None (spec, "Paragraphs")."""
    if control := _CONTROL.search(text):
        code = ord(control[0])
        if code in (0x09, 0x0A, 0x0D):
            return "a tab" if code == 0x09 else "a line break"
        kind = "a lone surrogate" if 0xD800 <= code <= 0xDFFF else "a control character"
        return f"{kind} (U+{code:04X})"
    if text.strip(WHITE_SPACE) != text:
        side = "start" if text.lstrip(WHITE_SPACE) != text else "end"
        return f"white space at the {side}"
    return "two spaces in a row" if "  " in text else None


def _number(value: int | float | Decimal) -> str:
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "a number of more than 40 digits"
    written = str(value)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
