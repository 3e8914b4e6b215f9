"""The JSON Schema of the document with the fields of plug-ins."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.fields import FieldType, OwnField

_EXPECTED = {
    FieldType.TEXT: "a text",
    FieldType.LIST: "texts, with commas between",
    FieldType.DATE: "a day",
    FieldType.LANGUAGE: "a language tag",
    FieldType.NUMBER: "a whole number",
}
_PATTERNS = {
    FieldType.LANGUAGE: f"^(?:{LANGUAGE_TAG.pattern})$",
    FieldType.NUMBER: "^[0-9]{1,9}$",
}


def with_own_fields(schema: dict[str, Any], fields: Iterable[OwnField]) -> dict[str, Any]:
    """Return the schema of the document with a property of `metadata.extra` for each key.

    A document has the same keys as its text, so each language has its own property.
    """
    found = copy.deepcopy(schema)
    extra = found["$defs"]["metadata"]["properties"]["extra"]
    known = extra.setdefault("properties", {})
    for field in fields:
        for key in field.keys:
            known[key] = _property(field, extra.get("additionalProperties"))
    return found


def _property(field: OwnField, text: Any) -> dict[str, Any]:
    description = f"The field {field.label}: {_EXPECTED[field.type]}."
    found: dict[str, Any] = {"description": f"{description} {field.help}".strip(), "type": "string"}
    if isinstance(text, dict):
        found = {**text, **found}
    if field.values and field.type is not FieldType.LIST:
        found["examples"] = list(field.values)
    elif field.type in _PATTERNS:
        found["pattern"] = _PATTERNS[field.type]
    return found
