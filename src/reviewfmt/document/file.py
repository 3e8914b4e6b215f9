"""JSON text <-> Review: reads strictly, writes only what is valid, reports faults by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from reviewfmt import constraints
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.document.data import Document, document_of, to_data
from reviewfmt.document.places import Places, places
from reviewfmt.document.schema import violations
from reviewfmt.model import FIELDS, TITLE_FIELD_NAMES, Field, ItemList, Quote, Review
from reviewfmt.source import Lines
from reviewfmt.span import NOWHERE, Span
from reviewfmt.violation import Path, Violation

_LONGEST_INTEGER = 18


def read_json(text: str, path: str | None = None) -> Review:
    """Return the review of a JSON text; parameters and exceptions as in `read_document`."""
    return read_document(text, path).review


def read_document(text: str, path: str | None = None) -> Document:
    """Return the review of a JSON text, and what else the document holds.

    `path` is the path of the file, for the diagnostics. Raises ReviewError with every fault at its
    line and column: RF201 if the text is not JSON (duplicate keys and NaN are not), RF202 for a
    document of another major version, RF203 for each violation of the schema or of the constraints.
    What a later minor version has added is a warning (RF205) of the document.
    """
    try:
        data = _loads(text)
    except (ValueError, RecursionError):
        raise ReviewError(_no_json(text, places(text), path)) from None
    if isinstance(data, list):  # not a document: however long it is, its items need no places
        data, text = (
            ([None], f"{text[: len(text) - len(text.lstrip())]}[null]") if data else ([], text)
        )
    document, found, left_out = document_of(data)
    if document is None:
        stands = places(text)
        if stands.faults:
            raise ReviewError(_no_json(text, stands, path))
        said = _diagnostics(text, stands, found, path)
        said += _diagnostics(text, stands, left_out, path, Severity.WARNING)
        raise ReviewError(sorted(said, key=_offset))
    if left_out:
        warnings = _diagnostics(text, places(text), left_out, path, Severity.WARNING)
        document = replace(document, diagnostics=tuple(warnings))
    return document


def write_json(
    review: Review, path: str | None = None, own: Mapping[Path, object] | None = None
) -> str:
    """Return the JSON text of `review`, indented by two, without escapes, ended by a line end.

    `path` is the file of the review; `own` are the values of the user's own keys (`Document.own`).
    Raises ReviewError (RF203) with the findings of `validate`.
    """
    import json

    found = validate(review, path)
    if found:
        raise ReviewError(found)
    return json.dumps(to_data(review, own), ensure_ascii=False, indent=2) + "\n"


def validate(
    review: Review,
    path: str | None = None,
    needs_brackets: constraints.NeedsBrackets | None = None,
) -> list[Diagnostic]:
    """Return what makes `review` invalid, sorted by place; an empty list if it is valid.

    The findings (RF203) are violations of the schema of the JSON document and of the constraints
    (spec, "JSON"). `path` is the file of the review; for `needs_brackets` see
    `constraints.violations`.
    """
    found = violations(to_data(review)) or constraints.violations(review, needs_brackets)
    said = (
        Diagnostic(one.code, one.text, span_of(review, one.path), help=one.help, path=path)
        for one in found
    )
    return sorted(said, key=_offset)


def locate(text: str, path: Path) -> Span:
    """Return the place of the value at `path` in a JSON text.

    `path` consists of keys and of indexes from 0: `("guides", 0, "season")`. If there is no such
    value, the place is that of the nearest value around it; if the text is not JSON, its beginning.
    """
    return locations(text, [path])[0]


def locations(text: str, paths: Iterable[Path]) -> list[Span]:
    """Return the place of the value at each of `paths` in a JSON text, as `locate` does."""
    lines, stands = Lines(text), places(text)
    return [_span(lines, stands, path, at_key=False) for path in paths]


def span_of(review: Review, path: Path) -> Span:
    """Return the place in the text of `review` of the value at `path` of its JSON document.

    It is the place of the innermost node on the path that has one; for a missing value, that of the
    node that lacks it. A field has the place of its line, even if it overrules the title.
    """
    # No single line is at fault in a whole review; people look at the title first.
    span = review.title.span
    if path and path[0] in (*TITLE_FIELD_NAMES, "title", "metadata"):
        said = _field_at(review, path)
        return said.span if said and said.span != NOWHERE else span
    node: object = review
    for step in path:
        node = _child(node, step)
        found = getattr(node, "span", NOWHERE)
        if found != NOWHERE:
            span = found
    return span


def _offset(finding: Diagnostic) -> int:
    return finding.span.offset


_SAME_NODE = frozenset(("paragraph", "figure"))
_HELD = {"list": "items", "numbered": "items", "quote": "paragraphs"}


def _child(node: object, step: str | int) -> object:
    if isinstance(step, int):
        return node[step] if isinstance(node, tuple) and step < len(node) else None
    if step in _SAME_NODE:
        return node
    if isinstance(node, ItemList | Quote):
        return getattr(node, _HELD.get(step, ""), node)
    return getattr(node, step, None)


def _field_at(review: Review, path: Path) -> Field | None:
    names = {one.name for one in FIELDS} | TITLE_FIELD_NAMES
    lines: Iterable[Field] = review.metadata.fields
    if path[:2] == ("metadata", "extra"):
        lines = review.metadata.extra
        return next((one for one in lines if path[2:3] == (one.key,)), None)
    name = path[-1:] if path[:1] != ("metadata",) else path[1:2]
    return next((one for one in lines if one.name in names and name == (one.name,)), None)


def _loads(text: str) -> object:
    import json

    return json.loads(
        text,
        object_pairs_hook=_unique,
        parse_constant=_refuse,
        parse_float=_decimal,
        parse_int=_integer,
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:  # an exponent that Decimal cannot hold
        return Decimal("Infinity")


def _integer(written: str) -> int | Decimal:
    return int(written) if len(written) <= _LONGEST_INTEGER else Decimal(written)


def _no_json(text: str, stands: Places, path: str | None) -> list[Diagnostic]:
    lines = Lines(text)
    return [
        Diagnostic("RF201", fault.message, lines.span(fault.start, fault.end), path=path)
        for fault in sorted(stands.faults, key=lambda one: one.start)
    ]


def _diagnostics(
    text: str,
    stands: Places,
    found: list[Violation],
    path: str | None,
    severity: Severity = Severity.ERROR,
) -> list[Diagnostic]:
    lines = Lines(text)
    said = [
        Diagnostic(
            one.code,
            one.text,
            _span(lines, stands, one.path, one.at_key),
            severity,
            help=one.help,
            path=path,
        )
        for one in found
    ]
    return sorted(said, key=_offset)


def _span(lines: Lines, stands: Places, path: Path, at_key: bool) -> Span:
    for length in range(len(path), -1, -1):
        place = stands.values.get(path[:length])
        if place is not None:
            if at_key and length == len(path):
                return lines.span(place.key_start, place.key_end)
            return lines.span(place.start, place.end)
    return NOWHERE
