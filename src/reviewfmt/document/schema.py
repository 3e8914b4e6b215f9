"""Checks a JSON document against schemas/review.schema.json, with messages of this project.

The only module that imports jsonschema, and jsonschema_rs if it is installed (extra `fast`). A
document that jsonschema_rs refuses is checked by jsonschema, so the messages are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from reviewfmt.assets import asset
from reviewfmt.document.plain import Fault, Rank, is_own, plain_copy
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, FORMAT_VERSION
from reviewfmt.nearest import nearest_of
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in
from reviewfmt.violation import Path, Violation, either, shown, text_fault

Schema: TypeAlias = Mapping[str, Any]

_TYPES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")
_KNOWN_MAJOR, _KNOWN_MINOR = map(int, FORMAT_VERSION.split("."))
_EXTRA: Path = ("metadata", "extra")


@dataclass(slots=True)
class Checked:
    """The result of checking a document.

    `data` is the document with its numbers as int or float, and without what a later version
    added: `left_out` says what that was (RF205). `violations` are empty for a valid document.
    `own` holds the values of the user's own keys, by their paths in `data`.
    """

    data: Any
    violations: list[Violation]
    left_out: list[Violation] = field(default_factory=list)
    own: dict[Path, object] = field(default_factory=dict)
    _dropped: list[Path] = field(default_factory=list)
    _moved: dict[Path, Path] = field(default_factory=dict)

    def original(self, path: Path) -> Path:
        """Return the path in the original document of the value at `path` of `data`."""
        for moved, stood in self._moved.items():
            if _is_in(path, moved):
                return stood
        for *parent, index in self._dropped:
            depth = len(parent)
            if path[:depth] == tuple(parent) and len(path) > depth:
                step = path[depth]
                if isinstance(step, int) and isinstance(index, int) and step >= index:
                    path = (*path[:depth], step + 1, *path[depth + 1 :])
        return path


def violations(data: object) -> list[Violation]:
    """Return every violation of the schema, one for each fault; an empty list is a valid document.

    `data` is what a JSON reader returns; numbers may be Decimal. A document of another major
    version has one violation, which says so. They come in the order of their paths. Raises
    nothing.
    """
    return checked(data).violations


def checked(data: object) -> Checked:
    """Check a document, and find what a later version has added to it.

    A document of a later minor version is taken as one of this version, without the keys that
    it adds; what it says in `metadata.extra` under a key that this version knows is taken as
    that field. Raises nothing.
    """
    version = data.get("reviewfmt") if isinstance(data, dict) else None
    known = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if isinstance(version, str) and (known is None or int(known[1]) != _KNOWN_MAJOR):
        message = f'found version {shown(version)}, expected "{FORMAT_VERSION}"'
        help_ = "convert the document with the version of reviewfmt that wrote it"
        return Checked(None, [Violation(("reviewfmt",), message, code="RF202", help=help_)])
    plain, faults = plain_copy(data)
    found = Checked(plain, [])
    if known is not None and isinstance(plain, dict) and version != FORMAT_VERSION:
        plain["reviewfmt"] = FORMAT_VERSION
        if int(known[2]) > _KNOWN_MINOR:
            _leave_out_additions(found)
            gone = [one.path for one in found.left_out]
            faults = [one for one in faults if not any(_is_in(one.path, path) for path in gone)]
        _move_known_fields(found)
    faults.extend(_of_date(found))
    if faults or not any(accepts(plain) for accepts in _acceptors()):
        faults.extend(_of_schema(found, data))
        found.violations = [_violation(fault) for fault in _one_for_each(faults)]
    if not found.violations:
        found.own = dict(_own_values(plain, ()))
    return found


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


# -- documents of another version -------------------------------------------------------------


def _leave_out_additions(found: Checked) -> None:
    """Remove keys that the schema does not know from the data, and report them."""
    unknown = [
        (*path, key)
        for path, keyword, value, at in _errors(found.data)
        if keyword == "additionalProperties" and value is False
        for key in _unknown_keys(path, _at(found.data, path), at)
    ]
    emptied = set()
    for path in sorted(unknown, key=_order):
        message = "unknown key, from a later version of the format; it is left out"
        found.left_out.append(
            Violation(path, message, True, "RF205", "update reviewfmt to read it too")
        )
        holder = _at(found.data, path[:-1])
        del holder[path[-1]]
        if isinstance(path[-2:-1] and path[-2], int) and all(
            is_own(key, path[:-1]) for key in holder
        ):
            emptied.add(path[:-1])
    # The last one first, so that each index is still that of the original document.
    for path in sorted(emptied, key=_order, reverse=True):
        del _at(found.data, path[:-1])[path[-1]]
        found._dropped.insert(0, path)


def _move_known_fields(found: Checked) -> None:
    """Move values in `extra` whose keys this version knows to their fields."""
    metadata, extra = _at(found.data, _EXTRA[:1]), _at(found.data, _EXTRA)
    if not isinstance(extra, dict):
        return
    words = built_in()
    specs = {spec.name: spec for spec in FIELDS}
    for key, value in list(extra.items()):
        spec = specs.get(words.fields.get(fold(key), ""))
        if spec is None or not isinstance(value, str) or metadata.get(spec.name):
            continue
        said: object = value
        if spec.type is FieldType.LIST:
            said = [one.strip() for one in value.split(",")]
        elif spec.type is FieldType.STATUS:
            said = words.statuses.get(fold(value), value)
        elif spec.type is FieldType.NUMBER and value.isdecimal() and len(value) < 9:
            said = int(value)
        metadata[spec.name] = said
        del extra[key]
        found._moved["metadata", spec.name] = (*_EXTRA, key)


def _own_values(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _own_values(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if is_own(key, path):
                yield (*path, key), item
            else:
                yield from _own_values(item, (*path, key))


# -- from the errors of jsonschema to faults --------------------------------------------------


def _errors(plain: object) -> Iterator[tuple[Path, str, Any, Schema]]:
    for error in _validator().iter_errors(plain):
        yield tuple(error.absolute_path), error.validator, error.validator_value, error.schema


def _of_schema(found: Checked, data: object) -> Iterator[Fault]:
    for path, keyword, value, at in _errors(found.data):
        stood = found.original(path)
        # A removed key is no longer a fault, so it explains no other fault.
        said = _at(found.data, path) if found.left_out else _at(data, stood)
        yield from _faults(stood, keyword, value, at, said)


def _faults(path: Path, keyword: str, value: Any, at: Schema, found: Any) -> Iterator[Fault]:
    if keyword in ("required", "dependentRequired", "oneOf", "additionalProperties"):
        if isinstance(found, dict):
            yield from _of_keys(path, keyword, value, at, found)
        return
    rank, expected = _MISMATCHES[keyword](value, at)
    was = shown(found)
    if keyword == "not" and isinstance(found, str):
        was = text_fault(found) or was
    yield Fault(path, rank, f"found {was}, expected {expected}", opaque=rank is Rank.TYPE)


def _of_keys(
    path: Path, keyword: str, value: Any, at: Schema, found: dict[str, object]
) -> Iterator[Fault]:
    if keyword == "required":
        for key in value:
            if key not in found:
                yield _missing(path, key, at)
    elif keyword == "dependentRequired":
        if _started(at["then"]["oneOf"], found)[1:]:
            return
        for key, others in value.items():
            for other in others:
                if key in found and other not in found:
                    yield _missing(path, other, at)
    elif keyword == "oneOf":
        yield from _of_alternatives(path, value, found)
    else:
        known = [key for key in at["properties"] if not key.startswith("$")]
        for key in _unknown_keys(path, found, at):
            yield _unknown_key(path, key, known)


def _alternatives(value: Any) -> list[list[str]]:
    return [[one["required"][0] for one in alternative["anyOf"]] for alternative in value]


def _started(value: Any, found: dict[str, object]) -> list[str]:
    return [
        " with ".join(key for key in keys if key in found)
        for keys in _alternatives(value)
        if any(key in found for key in keys)
    ]


def _of_alternatives(path: Path, value: Any, found: dict[str, object]) -> Iterator[Fault]:
    keys = [" with ".join(keys) for keys in _alternatives(value)]
    flat = {key for keys in _alternatives(value) for key in keys}
    started = _started(value, found)
    if started:
        message = f"found {either(started, 'and')}, expected exactly one of {either(keys, 'and')}"
        yield Fault(path, Rank.SIZE, message)
    elif all(key in flat or is_own(str(key), path) for key in found):
        yield Fault(path, Rank.SIZE, f"found none of {either(keys, 'and')}, expected one")


def _missing(path: Path, key: str, at: Schema) -> Fault:
    expected = _expected(at["properties"][key])
    return Fault(path, Rank.KEY, f"missing, expected {expected}", missing=key)


def _unknown_keys(path: Path, found: dict[str, object], at: Schema) -> list[str]:
    return [
        str(key)
        for key in found
        if key not in at["properties"] and not (type(key) is str and is_own(key, path))
    ]


def _of_type(value: str | list[str], at: Schema) -> tuple[Rank, str]:
    # If two types are expected of a value, the type that the key has everywhere comes first.
    if "$comment" in at and "$ref" not in at:
        return Rank.NULL, at["$comment"]
    return Rank.TYPE, _named(value)


def _choice(value: list[object], at: Schema) -> str:
    if "$comment" in at:
        return _comment(at)
    return either([one if isinstance(one, str) else shown(one) for one in value])


def _comment(at: Schema) -> str:
    found: str = at["$comment"]
    return found


_MISMATCHES: dict[str, Callable[[Any, Schema], tuple[Rank, str]]] = {
    "type": _of_type,
    "const": lambda value, _: (Rank.VALUE, shown(value)),
    "enum": lambda value, at: (Rank.VALUE, _choice(value, at)),
    "not": lambda _, at: (Rank.TEXT, _comment(at)),
    "pattern": lambda _, at: (Rank.VALUE, _comment(at)),
    "minLength": lambda _, __: (Rank.SIZE, "at least 1 character"),
    "minItems": lambda _, __: (Rank.SIZE, "at least 1 item"),
    "minimum": lambda value, _: (Rank.VALUE, f"{value} or more"),
    "maximum": lambda value, _: (Rank.VALUE, f"at most {value}"),
    "exclusiveMinimum": lambda value, _: (Rank.VALUE, f"a number above {value}"),
    "exclusiveMaximum": lambda value, _: (Rank.VALUE, f"a number below {value}"),
}


def _unknown_key(path: Path, key: str, known: list[str]) -> Fault:
    close = nearest_of(tuple(known), 0.7).of(key[:80].casefold())
    message = "unknown key, expected "
    message += f"{close} or another key of the format" if close else either(known)
    return Fault((*path, key), Rank.KEY, message, at_key=True, opaque=True, nearest=close or "")


def _of_date(found: Checked) -> Iterator[Fault]:
    for spec in FIELDS:
        if spec.type is not FieldType.DATE:
            continue
        path: Path = ("metadata", spec.name)
        said = _at(found.data, path)
        if isinstance(said, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
            try:
                date.fromisoformat(said)
            except ValueError:
                message = f"found {shown(said)}, expected a date of the calendar"
                yield Fault(found.original(path), Rank.SENSE, message)


def _one_for_each(faults: list[Fault]) -> list[Fault]:
    """Return the faults without consequential ones, in the order of their paths."""
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


def _is_in(path: Path, around: Path) -> bool:
    return path[: len(around)] == around


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
    if "enum" in at:
        return _choice(at["enum"], at)
    return _named(at["type"])


def _named(kind: str | list[str]) -> str:
    return either([_TYPES[one] for one in ([kind] if isinstance(kind, str) else kind)])
