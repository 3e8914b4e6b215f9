"""Types of a result that DuckDB prints itself, because Python holds less of their values.

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
"""So many lists, structs and maps may be inside each other: Arrow takes 64, and a map is two."""

_NESTED = {"list", "array", "map", "struct", "tuple", "union"}


def is_too_deep(type_: Any) -> bool:
    """Tell whether a DuckDB type has more than DEEPEST levels."""
    level = [type_]
    for _ in range(DEEPEST + 1):
        level = [inner for one in level if one.id in _NESTED for inner in _within(one)]
    return bool(level)


def _within(type_: Any) -> list[Any]:
    """Return the types that a nested type holds; the size of an array is no type."""
    return [one for name, one in type_.children if (type_.id, name) != ("array", "size")]


def printed(column: str, type_: Any) -> str:
    """Return the SQL that gives a column of a DuckDB type with values as DuckDB prints them.

    Lists, structs and maps stay what they are; numbers and truth values in them, too. It is the
    column itself if there is nothing to change.
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
    """Return a name of SQL in quotes."""
    return '"' + name.replace('"', '""') + '"'
