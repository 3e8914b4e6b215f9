"""Reads the record in a line of JSON: its text, its address, its date."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from reviewfmt.corpus.records import (
    ADDRESS_FIELDS,
    DATE_FIELDS,
    TEXT_FIELDS,
    Asked,
    Record,
    too_long,
)
from reviewfmt.corpus.texts import storable

_NAMED = 12
_TYPES = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def of_line(record: Record, asked: Asked) -> Record:
    """Return the record in a line of JSON.

    Raises ValueError if the line is not a JSON object, or if the requested field has no text.
    """
    try:
        # json.loads would read some bytes as UTF-16, which has no lines of bytes.
        value = json.loads(record.data.decode("utf-8-sig", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise ValueError(f"byte 0x{error.object[error.start]:02X} is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg}, at character {error.pos + 1}") from error
    except ValueError as error:
        most = sys.get_int_max_str_digits()
        raise ValueError(f"a number in it has more than {most:,} digits") from error
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    names = [name for name, one in value.items() if isinstance(one, str)]
    field = chosen(names, asked.field, TEXT_FIELDS)
    if field is None:
        held = {name: _type(one) for name, one in value.items()}
        raise ValueError(lacks("field", asked.field, TEXT_FIELDS, held))
    data = value[field].encode("utf-8", "replace")
    if len(data) > asked.limit:
        raise ValueError(too_long(asked.limit))
    return record._replace(
        kind=asked.kind,
        data=data,
        address=_said(value, asked.address_field, ADDRESS_FIELDS),
        date=_said(value, asked.date_field, DATE_FIELDS),
        charset="utf-8",
        size=len(data),
    )


def _said(value: Mapping[str, object], asked: str | None, usual: Sequence[str]) -> str | None:
    found = chosen(list(value), asked, usual)
    said = None if found is None else value[found]
    return storable(str(said)) if isinstance(said, str | int | float) else None


def chosen(names: Sequence[str], asked: str | None, usual: Sequence[str]) -> str | None:
    """Return the name of the field to use: the requested one, or else the first usual one."""
    wanted = usual if asked is None else (asked,)
    return next((one for one in wanted if one in names), None)


def lacks(what: str, asked: str | None, usual: Sequence[str], held: Mapping[str, str]) -> str:
    """Return the message for a record or a file without a field, or column, of text.

    `what` is the word for the field, and `held` are the types of all fields by name, "" for text.
    """
    wrong = chosen([name for name, type_ in held.items() if type_], asked, usual)
    if wrong is not None:
        return f"the {what} {storable(wrong)} holds {held[wrong]}, expected text"
    *some, last = usual if asked is None else (f'"{storable(asked)}"',)
    wanted = f"{', '.join(some)} or {last}" if some else last
    names = ", ".join(storable(one) for one in list(held)[:_NAMED]) or "none"
    more = ", …" if len(held) > _NAMED else ""
    return f"no {what} {wanted}; there is {names}{more}"


def _type(value: object) -> str:
    """Return the type of a JSON value, "" for text."""
    return "" if isinstance(value, str) else _TYPES.get(type(value), "null")
