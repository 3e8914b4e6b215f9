"""JSON text <-> Review: read strictly, written validated, every fault at its place."""

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
    """Return the review that a JSON text says; takes and raises what `read_document` does."""
    return read_document(text, path).review


def read_document(text: str, path: str | None = None) -> Document:
    """Return the review that a JSON text says, and what else stands in it.

    `path` is the file's, for the diagnostics. Raises ReviewError with every fault at its line
    and column: RF201 where the text is no JSON (keys that stand twice and NaN are none), RF202
    for a document of another major version, RF203 for each violation of the schema or of the
    constraints. What a later minor version added is a warning (RF205) of the document returned.
    """
    try:
        data = _loads(text)
    except (ValueError, RecursionError):
        raise ReviewError(_no_json(text, places(text), path)) from None
    if isinstance(data, list):  # no document, however long: its items need no places
        data, text = (
            ([None], f"{text[: len(text) - len(text.lstrip())]}[null]") if data else ([], text)
        )
    document, found, left_out = document_of(data)
    if document is None:
        stands = places(text)
        if stands.faults:
            raise ReviewError(_no_json(text, stands, path))
        said = _told(text, stands, found, path)
        said += _told(text, stands, left_out, path, Severity.WARNING)
        raise ReviewError(sorted(said, key=_offset))
    if left_out:
        warnings = _told(text, places(text), left_out, path, Severity.WARNING)
        document = replace(document, diagnostics=tuple(warnings))
    return document


def write_json(
    review: Review, path: str | None = None, own: Mapping[Path, object] | None = None
) -> str:
    """Return the JSON text of `review`: indented by two, not escaped, a line end at its end.

    `path` is the file that the review was read from; `own` are the values of the user's own
    keys (`Document.own`). Raises ReviewError (RF203) with what `validate` finds.
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
    """Return what keeps `review` from being a valid one, by its place; nothing if it is valid.

    It is what the schema asks of its JSON document, and what the constraints ask (RF203, spec,
    "JSON"). `path` is the file that the review was read from; for `needs_brackets` see
    `constraints.violations`.
    """
    found = violations(to_data(review)) or constraints.violations(review, needs_brackets)
    said = (
        Diagnostic(one.code, one.text, span_of(review, one.path), help=one.help, path=path)
        for one in found
    )
    return sorted(said, key=_offset)


def locate(text: str, path: Path) -> Span:
    """Return where the value at `path` stands in a JSON text.

    `path` is keys and indexes from 0: `("guides", 0, "season")`. Where there is no such value
    it is the nearest one around it; in a text that is no JSON, its beginning.
    """
    return locations(text, [path])[0]


def locations(text: str, paths: Iterable[Path]) -> list[Span]:
    """Return where the value at each of `paths` stands in a JSON text, as `locate` does."""
    lines, stands = Lines(text), places(text)
    return [_span(lines, stands, path, at_key=False) for path in paths]


def span_of(review: Review, path: Path) -> Span:
    """Return where the text of `review` says the value at `path` of its JSON document.

    The innermost node on the way that has a place: of a missing value it is what misses it. A
    field has the place of its line, and so has what a field says of the title.
    """
    # A whole review has no one line at fault; its title is where a reader looks first.
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
    except InvalidOperation:  # an exponent beyond what Decimal holds
        return Decimal("Infinity")


def _integer(written: str) -> int | Decimal:
    return int(written) if len(written) <= _LONGEST_INTEGER else Decimal(written)


def _no_json(text: str, stands: Places, path: str | None) -> list[Diagnostic]:
    lines = Lines(text)
    return [
        Diagnostic("RF201", fault.message, lines.span(fault.start, fault.end), path=path)
        for fault in sorted(stands.faults, key=lambda one: one.start)
    ]


def _told(
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
