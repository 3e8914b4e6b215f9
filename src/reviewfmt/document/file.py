"""JSON text <-> Review: read strictly, written validated, every fault at its place."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document.data import build, to_data
from reviewfmt.document.places import Places, places
from reviewfmt.document.plain import Path
from reviewfmt.document.schema import Violation, checked, violations
from reviewfmt.model import NOWHERE, Field, Review, Span, Verdict
from reviewfmt.source import Lines

_LONGEST_INTEGER = 18


def read_json(text: str, path: str | None = None) -> Review:
    """Return the review that a JSON text says.

    `path` is the file's, for the diagnostics. Raises ReviewError with every fault at its line
    and column: RF201 where the text is no JSON (keys that stand twice and NaN are none), RF202
    for a document of another version, RF203 for each violation of the schema.
    """
    try:
        data = _loads(text)
    except (ValueError, RecursionError):
        raise ReviewError(_no_json(text, places(text), path)) from None
    plain, found = checked(data)
    if found:
        stands = places(text)
        raise ReviewError(
            _no_json(text, stands, path) if stands.faults else _against(text, stands, found, path)
        )
    return build(plain)


def write_json(review: Review, path: str | None = None) -> str:
    """Return the JSON text of `review`: indented by two, not escaped, a line end at its end.

    `path` is the file that the review was read from. Raises ReviewError (RF203) with every
    violation of the schema, at the place of its node in that file.
    """
    import json

    data = to_data(review)
    found = violations(data)
    if found:
        said = (
            Diagnostic(one.code, one.text, span_of(review, one.path), help=one.help, path=path)
            for one in found
        )
        raise ReviewError(sorted(said, key=lambda one: one.span.offset))
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


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

    The innermost node on the way that has a place: of a missing value it is what misses it.
    """
    if path and path[0] in ("title", "work", "season", "tagline"):
        return review.title.span
    if path[:1] == ("metadata",):
        return _field_span(review, path)
    node: object = review
    # A whole review has no one line at fault; its title is where a reader looks first.
    span = review.title.span
    for step in path:
        node = _child(node, step)
        found = getattr(node, "span", NOWHERE)
        if found != NOWHERE:
            span = found
    return span


def _child(node: object, step: str | int) -> object:
    if isinstance(step, int):
        return node[step] if isinstance(node, tuple) and step < len(node) else None
    if isinstance(node, Verdict):
        return getattr(node.score, step, None)
    if step == "paragraph":
        return node
    return getattr(node, "items" if step == "list" else step, None)


def _field_span(review: Review, path: Path) -> Span:
    fields: Iterable[Field] = review.metadata.fields
    for one in fields:
        if path[1:2] == (one.key.casefold(),):
            return one.span
    return review.title.span


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


def _against(
    text: str, stands: Places, found: list[Violation], path: str | None
) -> list[Diagnostic]:
    lines = Lines(text)
    said = [
        Diagnostic(
            one.code, one.text, _span(lines, stands, one.path, one.at_key), help=one.help, path=path
        )
        for one in found
    ]
    return sorted(said, key=lambda one: one.span.offset)


def _span(lines: Lines, stands: Places, path: Path, at_key: bool) -> Span:
    for length in range(len(path), -1, -1):
        place = stands.values.get(path[:length])
        if place is not None:
            if at_key and length == len(path):
                return lines.span(place.key_start, place.key_end)
            return lines.span(place.start, place.end)
    return NOWHERE
