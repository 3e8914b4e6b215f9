"""The places of the values of a JSON text, and of its syntax errors (RFC 8259, read strictly).

This reader runs only when a place is needed. The one of the standard library keeps no places,
words its errors differently in each version, and recurses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviewfmt.violation import Path, shown, text_fault

DEEPEST = 100
"""How many levels of nesting are read; a review has eight."""

_KEPT = 16
_SPACE = re.compile(r"[ \t\n\r]*+")
_INSIDE = re.compile(r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?(?![\w.+-])")
_LITERAL = re.compile(r"(?:true|false|null)(?!\w)")
_WORD = re.compile(r"[\w.+-]++|.", re.DOTALL)

_VALUE = "a value"
_FIRST_ITEM = 'a value or "]"'
_FIRST_KEY = 'a key in double quotes or "}"'
_KEY = "a key in double quotes"
_COLON = '":"'
_END = "the end of the document"


@dataclass(frozen=True, slots=True)
class Place:
    """The offsets of a value, and of the key before it; without a key, those of the value again."""

    start: int
    end: int
    key_start: int
    key_end: int


@dataclass(frozen=True, slots=True)
class TextFault:
    """A syntax error of a JSON text, from offset `start` up to `end`."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places of values by their paths, and the errors of the text.

    Reading stops at the first syntax error. Every duplicate key is an error.
    """

    values: dict[Path, Place]
    faults: list[TextFault]


@dataclass(slots=True)
class _Open:
    path: Path
    start: int
    is_list: bool
    key_place: tuple[int, int]
    index: int = -1
    key: str = ""
    keys: set[str] = field(default_factory=set)

    @property
    def after(self) -> str:
        return '"," or "]"' if self.is_list else '"," or "}"'


class _NoJsonError(Exception):
    def __init__(self, start: int, end: int, message: str) -> None:
        super().__init__(message)
        self.fault = TextFault(start, end, message)


def places(text: str) -> Places:
    """Read a JSON text, in time and memory linear in its length. Raises nothing."""
    found = Places({}, [])
    try:
        _read(text, found)
    except _NoJsonError as error:
        found.faults.append(error.fault)
    return found


def _read(text: str, found: Places) -> None:
    opened: list[_Open] = []
    expected, at, key_place = _VALUE, 0, (-1, -1)
    while True:
        at = _skip(text, at)
        if expected == _END:
            if at < len(text):
                raise _unexpected(text, at, expected)
            return
        sign = text[at : at + 1]
        top = opened[-1] if opened else None
        if expected == _COLON:
            if sign != ":":
                raise _unexpected(text, at, expected)
            expected, at = _VALUE, at + 1
            continue
        if top and expected == top.after and sign == ",":
            expected, at = (_VALUE if top.is_list else _KEY), at + 1
            continue
        if top and expected in (_FIRST_ITEM, _FIRST_KEY, top.after) and sign in ("]", "}"):
            if sign != ("]" if top.is_list else "}"):
                raise _unexpected(text, at, expected)
            at += 1
            _record(found, top.path, top.start, at, top.key_place)
            opened.pop()
            expected = opened[-1].after if opened else _END
            continue
        if top and expected in (_FIRST_KEY, _KEY):
            if sign != '"':
                raise _unexpected(text, at, expected)
            end = _string(text, at)
            _name(text, at, end, top, found)
            key_place, expected, at = (at, end), _COLON, end
            continue
        if expected not in (_VALUE, _FIRST_ITEM):
            raise _unexpected(text, at, expected)
        path: Path = ()
        if top and top.is_list:
            top.index += 1
            path, key_place = (*top.path, top.index), (-1, -1)
        elif top:
            path = (*top.path, top.key)
        if sign and sign in "[{":
            if len(opened) == DEEPEST:
                raise _NoJsonError(
                    at, at + 1, f"nested deeper than {DEEPEST} levels, expected at most 8"
                )
            opened.append(_Open(path, at, sign == "[", key_place))
            expected, at = (_FIRST_ITEM if sign == "[" else _FIRST_KEY), at + 1
            continue
        end = _scalar(text, at, expected)
        _record(found, path, at, end, key_place)
        at, expected = end, top.after if top else _END


def _record(found: Places, path: Path, start: int, end: int, key_place: tuple[int, int]) -> None:
    if len(path) <= _KEPT:
        key_start, key_end = key_place if key_place[0] >= 0 else (start, end)
        found.values[path] = Place(start, end, key_start, key_end)


def _name(text: str, start: int, end: int, top: _Open, found: Places) -> None:
    import json

    top.key = str(json.loads(text[start:end]))
    if top.key in top.keys:
        message = f"found the key {shown(top.key)} twice in one object, expected it once"
        found.faults.append(TextFault(start, end, message))
    top.keys.add(top.key)


def _scalar(text: str, at: int, expected: str) -> int:
    if text[at : at + 1] == '"':
        return _string(text, at)
    match = _NUMBER.match(text, at) or _LITERAL.match(text, at)
    if match is None:
        raise _unexpected(text, at, expected)
    return match.end()


def _string(text: str, start: int) -> int:
    inside = _INSIDE.match(text, start + 1)
    end = inside.end() if inside else start + 1
    sign = text[end : end + 1]
    if sign == '"':
        return end + 1
    if not sign:
        message = "found the end of the file inside a text, expected a quotation mark"
        raise _NoJsonError(start, end, message)
    if sign == "\\":
        message = 'found a "\\" that begins no escape, expected one of JSON such as "\\n"'
        raise _NoJsonError(end, min(end + 2, len(text)), message)
    message = f"found {text_fault(sign)} inside a text, expected it as an escape"
    raise _NoJsonError(end, end + 1, message)


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _unexpected(text: str, at: int, expected: str) -> _NoJsonError:
    word = _WORD.match(text, at)
    if word is None:
        return _NoJsonError(at, at, f"found the end of the file, expected {expected}")
    was = "a quotation mark" if word[0] == '"' else shown(word[0])
    return _NoJsonError(at, word.end(), f"found {was}, expected {expected}")
