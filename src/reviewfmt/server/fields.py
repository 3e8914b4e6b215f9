"""Descriptions of the fields of a review, for hovers and completion."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reviewfmt.fields import STATUSES, TITLE_FIELDS, FieldSpec, FieldType, OwnField
from reviewfmt.model import FIELDS

if TYPE_CHECKING:
    from reviewfmt.linter import Settings
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


def own_fields(settings: Settings) -> Mapping[str, OwnField]:
    """Return the fields of the plug-ins that settings name, by each of their keys, folded."""
    if not settings.plugins:  # nothing of plug-ins is imported if there are none
        return {}
    from reviewfmt.rules import running

    return running.own_fields(settings.plugins)


def holds(spec: FieldSpec | OwnField) -> str:
    """Return a description of the value of a field."""
    if isinstance(spec, OwnField):
        values = ", ".join(f"`{one}`" for one in spec.values)
        several = "some of" if spec.type is FieldType.LIST else "one of"
        return f"{several} {values}" if values else _HOLDS[spec.type]
    if spec.address is not None:
        site = spec.address
        return f"the work on {site.host}: its identifier, such as `{site.example}`, or its page"
    return _HOLDS[spec.type]


def field_help(spec: FieldSpec | OwnField, words: Words) -> str:
    """Return the text that an editor shows about a field, in Markdown."""
    lines = [f"**{spec.label}**: {holds(spec)}"]
    languages = {one.language: one.name for one in words.vocabularies}
    if isinstance(spec, OwnField):
        lines += [spec.help] if spec.help else []
        keys = dict(spec.words)
    else:
        keys = {one.language: one.words("fields", spec.name) for one in words.vocabularies}
    if spec in TITLE_FIELDS:
        lines.append("It overrides the title line.")
    names = [
        f"{languages.get(language, language)}: {', '.join(found)}"
        for language, found in keys.items()
        if found
    ]
    lines.append("Its names:\n" + "\n".join(f"- {one}" for one in names))
    return "\n\n".join(lines)
