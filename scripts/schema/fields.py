"""The schema of the metadata, from `model.FIELDS`."""

from __future__ import annotations

import re

from reviewfmt.characters import LANGUAGE_TAG, LIST_COMMAS
from reviewfmt.fields import STATUSES, FieldSpec, FieldType
from reviewfmt.model import FIELDS
from scripts.schema.keywords import (
    TEXT,
    Schema,
    array,
    closed,
    refused,
    text,
    whole,
)

LARGEST_SEASON = 9999
LANGUAGE = "^(?:" + re.sub(r"\((?!\?)", "(?:", LANGUAGE_TAG.pattern) + ")$"
LISTED = {"not": refused(f"[{LIST_COMMAS}]"), "$comment": "a text without a comma"}


def field(spec: FieldSpec) -> Schema:
    """Return the property of `metadata` for a field."""
    or_null = spec.required
    tail = (
        "; null when it is not given." if or_null else "; the key is there only when it is given."
    )

    def of(what: str) -> str:
        return f"The field {spec.label}: {what}{tail}"

    match spec.type:
        case FieldType.TEXT:
            return text(of("a text"), or_null=or_null)
        case FieldType.LIST:
            items = {"type": "string", **TEXT, **LISTED}
            return array(
                f"The field {spec.label}: texts without a comma" + ("." if spec.required else tail),
                items,
                least=0 if spec.required else 1,
            )
        case FieldType.DATE:
            return {
                **text(of("a day of the calendar, YYYY-MM-DD (ISO 8601)"), or_null=or_null),
                "format": "date",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                "$comment": "a date as YYYY-MM-DD",
            }
        case FieldType.LANGUAGE:
            return {
                **text(
                    of("a well-formed BCP 47 tag (RFC 5646, section 2.1), like en or pt-BR"),
                    or_null=or_null,
                ),
                "pattern": LANGUAGE,
                "$comment": "a language tag such as en or pt-BR",
            }
        case FieldType.STATUS:
            found: Schema = {"description": of(f"one of {', '.join(STATUSES)}")}
            if or_null:
                return {**found, "enum": [*STATUSES, None]}
            return {**found, "type": "string", "enum": list(STATUSES)}
        case FieldType.NUMBER:
            return whole(of("a whole number from 0"), LARGEST_SEASON, or_null=or_null)


def metadata() -> Schema:
    properties = {spec.name: field(spec) for spec in FIELDS}
    properties["extra"] = {
        "description": (
            "The fields that the format does not know, by their keys, in the order of the "
            "review. A key is one to three words without a colon, a letter first; it is no key "
            "that the format knows in any language; no two differ in case alone."
        ),
        "type": "object",
        "additionalProperties": {"type": "string", **TEXT},
    }
    required = [spec.name for spec in FIELDS if spec.required] + ["extra"]
    return {
        "title": "Metadata",
        "description": "What the fields below the title say.",
        **closed(properties, required),
    }
