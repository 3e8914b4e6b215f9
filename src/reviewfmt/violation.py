"""A fault of a document, and the wording of its message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from reviewfmt.characters import CONTROL, WHITE_SPACE

Path: TypeAlias = tuple[str | int, ...]
"""The keys, and the indexes from 0, that lead from a JSON document to a value in it."""

_LONGEST = 40
_BREAKS = {"\t": "a tab", "\n": "a line break", "\r": "a line break"}
_LINE_ENDS = "\u2028\u2029"
_REFUSED = re.compile(f"{CONTROL.pattern[:-1]}{''.join(_BREAKS)}{_LINE_ENDS}]")
_UNSEEN = re.compile(f"{_REFUSED.pattern[:-1]}\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with one value of a document.

    `path` leads to the value; a missing key is a fault of the object that lacks it. With `at_key`
    the fault is the key at the end of `path`. `message` says what was found and what was expected,
    `help` what to do about it; `text` is the message with the path in front.
    """

    path: Path
    message: str
    at_key: bool = False
    code: str = "RF203"
    help: str | None = None

    @property
    def text(self) -> str:
        """Return the message with the path in front: `guides[0].season: found …`."""
        return f"{pointer(self.path)}: {self.message}"


def pointer(path: Path) -> str:
    """Return `path` as a message writes it: `guides[0].score`, `document` for the whole."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        elif re.fullmatch(r"[A-Za-z_$][0-9A-Za-z_]{0,39}", step):
            written += f".{step}" if written else step
        else:
            written += f"[{shown(step)}]"
    return written or "document"


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


def either(words: Sequence[str], joint: str = "or") -> str:
    """Return the words as a choice: `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def text_fault(text: str) -> str | None:
    """Return why `text` is no valid text of the format, or None (spec, "JSON")."""
    if refused := _REFUSED.search(text):
        code = ord(refused[0])
        if refused[0] in _BREAKS:
            return _BREAKS[refused[0]]
        if refused[0] in _LINE_ENDS:
            return f"a line end (U+{code:04X})"
        kind = "a lone surrogate" if 0xD800 <= code <= 0xDFFF else "a control character"
        return f"{kind} (U+{code:04X})"
    if text.strip(WHITE_SPACE) != text:
        side = "start" if text.lstrip(WHITE_SPACE) != text else "end"
        return f"white space at the {side}"
    if "  " in text:
        return "two spaces in a row"
    return None if text else "an empty text"


def _number(value: int | float | Decimal) -> str:
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "a number of more than 40 digits"
    written = str(value)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
