"""The keywords of JSON Schema as the schema uses them: a function for each shape of value.

A `$comment` says what the keyword beside it requires, in the words of a message.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewfmt.characters import CONTROL

Schema = dict[str, Any]

TEXT: Schema = {"$ref": "#/$defs/text"}


def characters(signs: Iterable[str]) -> str:
    """Return the content of a character class, in escapes that every regex engine supports."""
    codes = sorted({ord(sign) for sign in signs})
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])

    def written(code: int) -> str:
        return f"\\u{code:04x}"

    return "".join(
        written(first) if first == last else f"{written(first)}-{written(last)}"
        for first, last in ranges
    )


def refused_everywhere() -> list[str]:
    """Return the characters that no text may have; patterns cannot match surrogates."""
    every = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    return [sign for sign in every if CONTROL.match(sign) or sign in "\t\n\r\u2028\u2029"]


def refused(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def text(description: str, *, or_null: bool = False) -> Schema:
    return {"description": description, "type": either("string", or_null), **TEXT}


def whole(description: str, most: int, *, or_null: bool = False) -> Schema:
    return {
        "description": description,
        "type": either("integer", or_null),
        "minimum": 0,
        "maximum": most,
    }


def number(description: str, *, or_null: bool = False) -> Schema:
    return {
        "description": description,
        "type": either("number", or_null),
        "minimum": 0,
        "exclusiveMaximum": 10**6,
    }


def part(name: str, description: str, *, or_null: bool = False) -> Schema:
    return {
        "description": description,
        "type": either("object", or_null),
        "$ref": f"#/$defs/{name}",
    }


def either(kind: str, or_null: bool) -> str | list[str]:
    return [kind, "null"] if or_null else kind


def array(description: str, items: Schema, least: int = 0) -> Schema:
    found: Schema = {"description": description, "type": "array"}
    if least:
        found["minItems"] = least
    return {**found, "items": items}


def texts(description: str, **more: Any) -> Schema:
    return array(description, {"type": "string", **TEXT, **more}, least=1)


def parts(name: str, description: str, least: int = 0) -> Schema:
    return array(description, {"type": "object", "$ref": f"#/$defs/{name}"}, least)


def closed(properties: Schema, required: Iterable[str] | None = None, **more: Any) -> Schema:
    """Return an object with these keys, and with the user's own keys, which begin with `x_`."""
    needed = list(properties if required is None else required)
    return {
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
        "patternProperties": {"^x_": True},
        "properties": properties,
        **more,
    }


def one_of(*alternatives: tuple[str, ...]) -> Schema:
    """Return keywords that require all keys of exactly one alternative."""
    together = {
        key: [other for other in keys if other != key]
        for keys in alternatives
        if len(keys) > 1
        for key in keys
    }
    return {
        "dependentRequired": together,
        "if": {"type": "object"},
        "then": {
            "oneOf": [{"anyOf": [{"required": [key]} for key in keys]} for keys in alternatives]
        },
    }


def when(key: str, value: Schema, **then: Schema) -> Schema:
    """Return keywords for the other keys of an object if one has a certain value."""
    return {
        "if": {"required": [key], "properties": {key: value}},
        "then": {"properties": then},
    }


NULL: Schema = {"type": "null"}


def named(kind: str, comment: str) -> Schema:
    return {"type": kind, "$comment": comment}
