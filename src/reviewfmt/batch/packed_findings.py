"""Packs findings as compact JSON, so that a later run can report them again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewfmt.diagnostic import Diagnostic, Edit, Fix, Severity
from reviewfmt.span import NOWHERE, Span

_VALUES = 8


def packed(found: Iterable[Diagnostic]) -> list[list[Any]]:
    """Return the findings of a file as lists that JSON can hold, without the path of the file."""
    return [_packed(one) for one in found]


def _packed(one: Diagnostic) -> list[Any]:
    fix = None
    if one.fix is not None:
        edits = ([edit.start, edit.end, edit.replacement] for edit in one.fix.edits)
        fix = [one.fix.safe, one.fix.message, list(edits)]
    values = [
        one.code,
        one.message,
        None if one.span == NOWHERE else list(one.span),
        None if one.severity is Severity.ERROR else one.severity.value,
        one.help,
        fix,
        [list(span) for span in one.related] or None,
        one.part,
    ]
    while values[-1] is None:
        values.pop()
    return values


def unpacked(values: object, path: str) -> tuple[Diagnostic, ...]:
    """Return the findings that were packed, as those of the file at `path`.

    Raises ValueError if `values` are not valid: whoever kept them may have lost or changed some.
    """
    try:
        return tuple(_unpacked(one, path) for one in _list(values))
    except TypeError as error:
        raise ValueError(f"no findings: {error}") from error


def _unpacked(value: object, path: str) -> Diagnostic:
    from reviewfmt.rules import rule_of

    given = _list(value)
    missing: list[Any] = [None] * (_VALUES - len(given))
    code, message, span, severity, help_, fix, related, part = [*given, *missing]
    if not isinstance(code, str) or rule_of(code) is None:
        raise ValueError(f"no code: {code!r}")
    return Diagnostic(
        code,
        _text(message),
        NOWHERE if span is None else _span(span),
        Severity.ERROR if severity is None else Severity(severity),
        None if help_ is None else _text(help_),
        None if fix is None else _fix(fix),
        path,
        () if related is None else tuple(_span(one) for one in _list(related)),
        None if part is None else _text(part),
    )


def _fix(value: object) -> Fix:
    safe, message, edits = _list(value)
    made = []
    for edit in _list(edits):
        start, end, replacement = _list(edit)
        made.append(Edit(_whole(start), _whole(end), _text(replacement)))
    return Fix(tuple(made), safe is True, _text(message))


def _span(value: object) -> Span:
    return Span(*(_whole(one) for one in _list(value)))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"no list: {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"no text: {value!r}")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"no number: {value!r}")
    return value
