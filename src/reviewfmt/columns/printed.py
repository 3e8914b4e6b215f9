"""Types of a result that DuckDB prints itself, because Python cannot represent all their values.

Python has no date of the year 10000, no interval of months, no nanoseconds, and reads a `FLOAT` as
the `DOUBLE` next to it.
"""

from __future__ import annotations

from typing import Any

_KEPT = {
    *("boolean", "tinyint", "smallint", "integer", "bigint", "hugeint"),
    *("utinyint", "usmallint", "uinteger", "ubigint", "uhugeint", "double", "decimal"),
}
"""Types whose values are the same in Python."""

_TEXT = "VARCHAR"

DEEPEST = 30
"""The deepest nesting of lists, structs and maps: Arrow allows 64 levels, and a map takes two."""

_NESTED = {"list", "array", "map", "struct", "tuple", "union"}


def is_too_deep(type_: Any) -> bool:
    """Tell whether a DuckDB type has more than `DEEPEST` levels."""
    level = [type_]
    for _ in range(DEEPEST + 1):
        level = [inner for one in level if one.id in _NESTED for inner in _within(one)]
    return bool(level)


def _within(type_: Any) -> list[Any]:
    """Return the types in a nested type, without the size of an array."""
    return [one for name, one in type_.children if (type_.id, name) != ("array", "size")]


def printed(column: str, type_: Any) -> str:
    """Return the SQL of a column of a DuckDB type, with values as DuckDB prints them.

    Lists, structs and maps keep their types, and so do numbers and booleans in them. The result is
    the column itself if there is nothing to change.
    """
    wanted = _type(type_, "DOUBLE")
    first = _type(type_, _TEXT)  # the digits of a FLOAT are those of its text
    if wanted == str(type_):
        return column
    cast = f"CAST({column} AS {first})"
    return cast if first == wanted else f"CAST({cast} AS {wanted})"


def _type(type_: Any, of_float: str) -> str:
    """Return the type that a type is cast to; `of_float` is the one for FLOAT."""
    kind = type_.id
    if kind in _KEPT:
        return str(type_)
    if kind == "float":
        return of_float
    if kind in ("list", "array"):
        return f"{_type(type_.children[0][1], of_float)}[]"
    if kind == "map":
        return f"MAP({_TEXT}, {_type(type_.children[1][1], of_float)})"
    if kind in ("struct", "tuple"):
        parts = [
            f"{quoted(name)} {_type(one, of_float)}" if name else _type(one, of_float)
            for name, one in type_.children
        ]
        return f"{kind}({', '.join(parts)})"
    return _TEXT


def quoted(name: str) -> str:
    """Return an SQL name in quotes."""
    return '"' + name.replace('"', '""') + '"'
