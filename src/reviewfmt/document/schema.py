"""A JSON document against schemas/review.schema.json: every violation, in the format's words.

The one import of jsonschema, and of jsonschema_rs where it is installed (extra `fast`). That
one only ever accepts: what it refuses, jsonschema looks at, so the messages are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from reviewfmt.assets import asset
from reviewfmt.document.plain import Fault, Path, Rank, plain_copy
from reviewfmt.document.words import KINDS, either, shown, text_fault
from reviewfmt.model import FORMAT_VERSION

Schema: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of a JSON document.

    `path` leads from the document to the value at fault, key by key and index by index from 0;
    a missing key is a fault of the object that misses it. With `at_key` the fault is the key
    that `path` ends in. `message` says what was found and what was expected; `text` says it
    with the path. `code` is RF203, or RF202 for a document of another version.
    """

    path: Path
    message: str
    at_key: bool = False
    code: str = "RF203"
    help: str | None = None

    @property
    def text(self) -> str:
        """Return the message with the path before it: `guides[0].season: found …`."""
        return f"{pointer(self.path)}: {self.message}"


def violations(data: object) -> list[Violation]:
    """Return every violation of the schema, one for each fault; an empty list is a valid document.

    `data` is what a JSON reader returns; numbers may be Decimal. A document of another version
    has one violation, which says so. They come in the order of their paths. Raises nothing.
    """
    return checked(data)[1]


def checked(data: object) -> tuple[object, list[Violation]]:
    """Return `data` with its numbers as int or float, and its violations (see `violations`)."""
    version = data.get("reviewfmt") if isinstance(data, dict) else None
    if isinstance(version, str) and version != FORMAT_VERSION:
        message = f'found version {shown(version)}, expected "{FORMAT_VERSION}"'
        help_ = "convert the document with the version of reviewfmt that wrote it"
        return None, [Violation(("reviewfmt",), message, code="RF202", help=help_)]
    plain, faults = plain_copy(data)
    faults.extend(_of_date(plain))
    if not faults and any(accepts(plain) for accepts in _acceptors()):
        return plain, []
    faults.extend(_of_schema(plain, data))
    return plain, [_violation(fault) for fault in _one_for_each(faults)]


def pointer(path: Path) -> str:
    """Return `path` as it is written: `guides[0].episodes[2].score`, `document` for the whole."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        elif re.fullmatch(r"[A-Za-z_][0-9A-Za-z_]{0,39}", step):
            written += f".{step}" if written else step
        else:
            written += f"[{shown(step)}]"
    return written or "document"


@cache
def schema() -> dict[str, Any]:
    """Return the schema as data. Raises FileNotFoundError when it is not installed."""
    import json

    loaded: dict[str, Any] = json.loads(asset("schemas/review.schema.json").read_bytes())
    return loaded


@cache
def _acceptors() -> tuple[Callable[[object], bool], ...]:
    try:
        fast = import_module("jsonschema_rs")
    except ImportError:
        return ()
    accepts: Callable[[object], bool] = fast.Draft202012Validator(schema()).is_valid
    return (accepts,)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def _of_schema(plain: object, data: object) -> Iterator[Fault]:
    for error in _validator().iter_errors(plain):
        path: Path = tuple(error.absolute_path)
        yield from _faults(path, error.validator, error.validator_value, error.schema, data)


def _faults(path: Path, keyword: str, value: Any, at: Schema, data: object) -> Iterator[Fault]:
    found = _at(data, path)
    if keyword == "required":
        for key in value:
            if key not in found:
                expected = _expected(at["properties"][key])
                yield Fault(path, Rank.KEY, f"missing, expected {expected}", missing=key)
    elif keyword == "additionalProperties":
        for key in found:
            if key not in at["properties"]:
                yield _unknown_key(path, str(key), list(at["properties"]))
    elif keyword in ("minProperties", "maxProperties"):
        keys = list(at["properties"])
        if found.keys() <= set(keys):
            holds = "neither" if keyword == "minProperties" else "both"
            message = f"found {holds} of {' and '.join(keys)}, expected exactly one"
            yield Fault(path, Rank.SIZE, message)
    else:
        rank, expected = _MISMATCHES[keyword](value)
        was = shown(found)
        if keyword == "not":
            was = text_fault(found) or f"{was}, closed by punctuation"
        elif keyword == "maxLength":
            was = f"{len(found)} characters"
        yield Fault(path, rank, f"found {was}, expected {expected}", opaque=rank is Rank.TYPE)


_TEXTS = ("a text of one line with single spaces", "a heading with no closing punctuation")
_PATTERNS = ("a language tag such as en or pt-BR", "a date as YYYY-MM-DD")


def _of_type(value: str | list[str]) -> tuple[Rank, str]:
    # Of a value that two types are asked of, the one that the key has everywhere comes first.
    if value == "null":
        return Rank.NULL, "null, as its label is null"
    return Rank.TYPE, _named(value)


_MISMATCHES: dict[str, Callable[[Any], tuple[Rank, str]]] = {
    "type": _of_type,
    "const": lambda value: (Rank.VALUE, shown(value)),
    "not": lambda value: (Rank.TEXT, _TEXTS[value["pattern"].startswith("(")]),
    "pattern": lambda value: (Rank.VALUE, _PATTERNS[value.startswith("^[0-9]")]),
    "minLength": lambda _: (Rank.SIZE, "at least 1 character"),
    "maxLength": lambda value: (Rank.SIZE, f"at most {value}"),
    "minItems": lambda _: (Rank.SIZE, "at least 1 item"),
    "minimum": lambda value: (Rank.VALUE, f"{value} or more"),
    "maximum": lambda value: (Rank.VALUE, f"at most {value}"),
    "exclusiveMinimum": lambda value: (Rank.VALUE, f"a number above {value}"),
    "exclusiveMaximum": lambda value: (Rank.VALUE, f"a number below {value}"),
}


def _unknown_key(path: Path, key: str, known: list[str]) -> Fault:
    from difflib import get_close_matches

    close = get_close_matches(key[:80].casefold(), known, n=1, cutoff=0.7)
    message = "unknown key, expected "
    message += f"{close[0]} or another key of the format" if close else either(known)
    return Fault(
        (*path, key), Rank.KEY, message, at_key=True, opaque=True, nearest=close[0] if close else ""
    )


def _of_date(plain: object) -> Iterator[Fault]:
    path = ("metadata", "published")
    published = _at(plain, path)
    if isinstance(published, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", published):
        try:
            date.fromisoformat(published)
        except ValueError:
            yield Fault(
                path, Rank.SENSE, f"found {shown(published)}, expected a date of the calendar"
            )


def _one_for_each(faults: list[Fault]) -> list[Fault]:
    """Return the faults with no follow-on among them, in the order of their paths."""
    opaque = {fault.path for fault in faults if fault.opaque}
    mistyped = {(fault.path[:-1], fault.nearest) for fault in faults if fault.nearest}
    first: dict[tuple[Path, str], Fault] = {}
    for fault in sorted(faults, key=lambda one: one.rank):
        if any(fault.path[:length] in opaque for length in range(len(fault.path))):
            continue
        if (fault.path, fault.missing) not in mistyped:
            first.setdefault((fault.path, fault.missing), fault)
    return sorted(first.values(), key=lambda one: _order(one.path))


def _order(path: Path) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _violation(fault: Fault) -> Violation:
    if not fault.missing:
        return Violation(fault.path, fault.message, fault.at_key)
    return Violation(fault.path, f"key {fault.missing} is {fault.message}")


def _at(data: object, path: Path) -> Any:
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
        else:
            return None
    return data


def _expected(at: Schema) -> str:
    while "type" not in at:
        at = schema()["$defs"][at["$ref"].rpartition("/")[2]]
    return _named(at["type"])


def _named(kind: str | list[str]) -> str:
    return either([KINDS[one] for one in ([kind] if isinstance(kind, str) else kind)])
