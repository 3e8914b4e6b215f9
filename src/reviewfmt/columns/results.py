"""The result of a query as text: CSV, JSON, JSON Lines, or a table of Markdown."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewfmt.columns.delimited import guarded

Lines = Callable[[Sequence[str], Iterable[tuple[Any, ...]]], Iterator[str]]
"""A format of text: the names of the columns and the rows become pieces of text."""


def in_json(value: Any) -> str:
    """Return a value of a result as JSON; NaN and the infinities are null."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        pairs = (f"{in_json(str(key))}: {in_json(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(in_json, value))}]"
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "null"
    return in_text(value)


def in_text(value: Any) -> str:
    """Return a value of a result as text: "" if it is missing, JSON if it has several parts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | Mapping):
        return in_json(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def for_people(value: Any) -> str:
    """Return a value of a result for people.

    A list has no brackets, and commas between its items; a whole number has no point.
    """
    if isinstance(value, list | tuple) and not any(
        isinstance(one, list | tuple | Mapping) for one in value
    ):
        return ", ".join(map(for_people, value))
    return in_text(value).removesuffix(".0") if isinstance(value, float) else in_text(value)


def csv_lines(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Yield a result as CSV; a text that a spreadsheet would run gets a leading apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(one) for one in names])
    for row in rows:
        writer.writerow([_cell(one) for one in row])
        if text.tell() > _PIECE:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


_PIECE = 65_536


def _cell(value: Any) -> str:
    text = in_text(value)
    return text if isinstance(value, int | float | Decimal) else guarded(text)


def json_lines(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Yield a result as JSON Lines: an object on each line."""
    for row in rows:
        yield _object(names, row) + "\n"


def json_array(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Yield a result as one list of objects, with one on each line."""
    before = "[\n"
    for row in rows:
        yield before + _object(names, row)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _object(keys: Sequence[str], row: Sequence[Any]) -> str:
    return in_json(dict(zip(keys, row, strict=True)))


def distinct(names: Sequence[str]) -> list[str]:
    """Return unique names: the second `a` becomes `a_2`."""
    found: dict[str, None] = {}
    for name in names:
        number, one = 1, name
        while one in found:
            number += 1
            one = f"{name}_{number}"
        found[one] = None
    return list(found)


def markdown(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Yield a result as a Markdown table, with numbers aligned to the right."""
    held = list(rows)
    cells = [[_in_markdown(for_people(one)) for one in row] for row in (names, *held)]
    widths = [max(3, *(len(row[at]) for row in cells)) for at in range(len(names))]
    right = [is_number([row[at] for row in held]) for at in range(len(names))]
    for number, row in enumerate(cells):
        yield _line(
            one.rjust(width) if is_right else one.ljust(width)
            for one, width, is_right in zip(row, widths, right, strict=True)
        )
        if number == 0:
            yield _line(
                "-" * (width - 1) + (":" if is_right else "-")
                for width, is_right in zip(widths, right, strict=True)
            )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _in_markdown(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


# An underscore between letters is not a mark.
_MARKS = re.compile(r"[\\`*\[<|~]|(?<!\w)_|_(?!\w)")


def is_number(values: Sequence[Any]) -> bool:
    """Tell whether all values of a column are numbers, apart from missing ones."""
    found = [one for one in values if one is not None]
    return bool(found) and all(
        isinstance(one, int | float | Decimal) and not isinstance(one, bool) for one in found
    )


TEXTS: dict[str, Lines] = {
    "csv": csv_lines,
    "json": json_array,
    "jsonl": json_lines,
    "markdown": markdown,
}
"""Every format of text by its name."""
