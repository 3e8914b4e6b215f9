"""What the fields of a review hold, in words for hovers and completion."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reviewfmt.fields import STATUSES, TITLE_FIELDS, FieldSpec, FieldType
from reviewfmt.model import FIELDS

if TYPE_CHECKING:
    from reviewfmt.syntax.words import Words

SPECS: Mapping[str, FieldSpec] = MappingProxyType(
    {one.name: one for one in (*FIELDS, *TITLE_FIELDS)}
)
"""Every field that the format knows, by its name."""

_HOLDS: Mapping[FieldType, str] = MappingProxyType(
    {
        FieldType.TEXT: "a text",
        FieldType.LIST: "values, with commas between",
        FieldType.DATE: "a date, as year-month-day: `2024-04-11`",
        FieldType.LANGUAGE: "a language as a BCP 47 tag, such as `en`, `pt-BR` or `ja`",
        FieldType.STATUS: "one of " + ", ".join(f"`{one}`" for one in STATUSES),
        FieldType.NUMBER: "a whole number from 0",
    }
)


def holds(spec: FieldSpec) -> str:
    """Return what the value of a field is."""
    if spec.address is not None:
        site = spec.address
        return f"the work on {site.host}: its identifier, such as `{site.example}`, or its page"
    return _HOLDS[spec.type]


def field_help(spec: FieldSpec, words: Words) -> str:
    """Return what an editor says of a field, in Markdown."""
    lines = [f"**{spec.label}**: {holds(spec)}"]
    if spec in TITLE_FIELDS:
        lines.append("It overrules what the title line seems to say.")
    names = [
        f"{one.name}: {', '.join(found)}"
        for one in words.vocabularies
        if (found := one.words("fields", spec.name))
    ]
    lines.append("Its names:\n" + "\n".join(f"- {one}" for one in names))
    return "\n\n".join(lines)
