"""Copies any data to plain data for the schema, and finds the faults that no schema can."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from reviewfmt.violation import Path, shown, text_fault

OWN = "x_"
"""The prefix of the user's own keys."""

_DEEPEST = 16
_DEEPEST_OF_OWN = 100
_LARGEST_EXPONENT = 308
_LARGEST = 10**18
_MOST_POINTS = 10**9


class Rank(IntEnum):
    """How basic a fault is: of the faults of one value, the lowest one is reported."""

    KEY = 0
    TYPE = 1
    NULL = 2
    TEXT = 3
    SIZE = 4
    VALUE = 5
    DIGITS = 6
    SENSE = 7


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, before consequential faults are removed.

    `missing` is the key that the object at `path` lacks; `nearest` is the known key that is most
    like the unknown one at the end of `path`. The inside of an `opaque` value is not examined.
    """

    path: Path
    rank: Rank
    message: str
    missing: str = ""
    at_key: bool = False
    opaque: bool = False
    nearest: str = ""


def is_own(key: str, path: Path) -> bool:
    """Tell whether a key of the object at `path` is the user's own: it begins with `x_`.

    In `metadata.extra` every key is a field of the review.
    """
    return key.startswith(OWN) and path != ("metadata", "extra")


def plain_copy(data: object) -> tuple[object, list[Fault]]:
    """Return `data` as plain JSON data, and the faults that JSON or the format cannot express.

    Numbers become int or float. A value of another type becomes null, and so does a value that is
    nested deeper than in any document: the schema has refused it already. The faults are values
    of no JSON type, lone surrogates, numbers that are not finite or have too many places, and
    scores above their maximum. Values of the user's own keys may be any JSON.
    """
    faults: list[Fault] = []
    return _copy(data, (), faults), faults


def _copy(value: object, path: Path, faults: list[Fault]) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path, faults)
    if isinstance(value, int):
        return max(-_LARGEST, min(value, _LARGEST))
    if isinstance(value, float | Decimal):
        return _number(value, path, faults)
    if len(path) >= _DEEPEST:
        return None
    if isinstance(value, list):
        return [_copy(item, (*path, index), faults) for index, item in enumerate(value)]
    if isinstance(value, dict):
        copy = {
            _key(key): (_own if is_own(str(key), path) else _copy)(item, (*path, str(key)), faults)
            for key, item in value.items()
        }
        if "out_of" in copy:
            _compare(copy, path, faults)
        return copy
    faults.append(_no_json(value, path))
    return None


def _no_json(value: object, path: Path) -> Fault:
    return Fault(path, Rank.KEY, f"found {shown(value)}, expected a value of JSON", opaque=True)


def _own(value: object, path: Path, faults: list[Fault]) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path, faults)
    if isinstance(value, int | float | Decimal):
        exact = Decimal(value)
        if not exact.is_finite() or exact.adjusted() > _LARGEST_EXPONENT:
            faults.append(_no_number(exact, path))
            return None
        if isinstance(value, Decimal):
            return int(exact) if exact == exact.to_integral_value() else float(exact)
        return value
    if len(path) > _DEEPEST_OF_OWN:
        message = f"nested deeper than {_DEEPEST_OF_OWN} levels"
        faults.append(Fault(path, Rank.KEY, message, opaque=True))
        return None
    if isinstance(value, list):
        return [_own(item, (*path, index), faults) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {_key(key): _own(item, (*path, str(key)), faults) for key, item in value.items()}
    faults.append(_no_json(value, path))
    return None


def _key(key: object) -> str:
    # No key of the format is anything but ASCII text: these stay the unknown keys they are.
    return str(key).encode("utf-8", "backslashreplace").decode() if type(key) is str else f"{key}*"


def _text(text: str, path: Path, faults: list[Fault]) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        message = f"found {text_fault(text)}, expected a text of one line with single spaces"
        faults.append(Fault(path, Rank.TEXT, message))
        return text.encode("utf-8", "replace").decode()
    return text


def _number(number: float | Decimal, path: Path, faults: list[Fault]) -> int | float | None:
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not exact.is_finite():
        faults.append(_no_number(exact, path))
        return None
    _, digits, exponent = exact.as_tuple()
    places = -int(exponent)
    for digit in reversed(digits):
        if digit:
            break
        places -= 1
    if not exact or places <= 0:
        return int(exact) if exact.adjusted() < 18 else _LARGEST * (-1 if exact < 0 else 1)
    most = 3 if path and path[-1] in ("number", "number_end") else 6
    if places > most:
        message = f"found {shown(number)}, expected at most {most} places after the point"
        faults.append(Fault(path, Rank.DIGITS, message))
    return float(exact) if exact.adjusted() < 18 else float(_LARGEST)


def _no_number(number: Decimal, path: Path) -> Fault:
    was = "NaN" if number.is_nan() else "a number out of range"
    return Fault(path, Rank.KEY, f"found {was}, expected a number", opaque=True)


def _compare(score: dict[str, object], path: Path, faults: list[Fault]) -> None:
    value, out_of = score.get("value"), score["out_of"]
    if isinstance(value, int | float) and isinstance(out_of, int | float):
        if isinstance(value, bool) or isinstance(out_of, bool):
            return
        if 0 < out_of < _MOST_POINTS and out_of < value:
            message = f"found {shown(value)}, expected at most {shown(out_of)}, its out_of"
            faults.append(Fault((*path, "value"), Rank.SENSE, message))
