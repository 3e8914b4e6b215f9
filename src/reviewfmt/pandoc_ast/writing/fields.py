"""Writes the fields of a review as nodes of pandoc."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import category

from reviewfmt.fields import TITLE_FIELDS, FieldSpec, FieldType
from reviewfmt.model import (
    FIELDS,
    Metadata,
)
from reviewfmt.pandoc_ast.addresses import is_web
from reviewfmt.pandoc_ast.addresses import plain as plain_address
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.marks import marked, unmarked
from reviewfmt.pandoc_ast.nodes import (
    attributes,
    div,
    mark,
    paragraph,
    plain,
    styled,
)
from reviewfmt.pandoc_ast.printed import (
    field_word,
    value_word,
)
from reviewfmt.pandoc_ast.shape import Inlines, Marks, Node, Shape

ROLES = frozenset(("author", "date", "lang"))
"""The keys of pandoc's metadata for which its writers have a place."""

_DAY = "\u200e"
"""Precedes a day in a line from right to left; otherwise its last number would come first."""

NO_VALUE = "\u00a0"
"""The placeholder for an empty value of a field that overrides the title."""

_NO_WIDTH = frozenset(("Cf", "Me", "Mn"))

Overrules = Mapping[str, str]
"""Return the title's values that only its fields give, by their names; "" for none."""


def fields_nodes(data: Metadata, overrules: Overrules, shape: Shape) -> list[Node]:
    """Return the fields of a review as a definition list, or as lines if a format has styles."""
    if shape.front_matter:
        return []
    language = data.language
    backwards = shape.marks is Marks.STYLES and is_right_to_left(language)
    terms: list[tuple[str, list[Inlines]]] = []
    for field in TITLE_FIELDS:
        if field.name in overrules:
            said = overrules[field.name] or NO_VALUE
            terms.append((field_word(language, field), [_line(said, marked(shape, said), shape)]))
    for field in FIELDS:
        if not (texts := _texts(field, data)):
            continue
        if field.published and (shape.title or field.role not in ROLES - shape.apart):
            values = [shown_value(one, shape) for one in texts]
            if field.type is FieldType.DATE and backwards:
                values = [[*shape.text(_DAY), *one] for one in values]
            if len(values) > 1 and shape.marks is not Marks.CLASSES:
                values = [unmarked(shape, ", ".join(texts))]
            terms.append((field_word(language, field), values))
    terms += [(one.key, [shown_value(one.value, shape)]) for one in data.extra]
    if shape.marks is Marks.STYLES:
        return [
            node for name, values in terms if values for node in _field_line(name, values[0], shape)
        ]
    listed = [
        [unmarked(shape, name), [[plain(one)] for one in values]]
        for name, values in terms
        if values
    ]
    if not listed:
        return []
    return div(shape, "", ["fields"], {}, [{"t": "DefinitionList", "c": listed}])


def _field_line(name: str, value: Inlines, shape: Shape) -> list[Node]:
    """Return a field as a line, as in a review: `Network: Harbour TV`."""
    named = mark(shape, "field-name", [*unmarked(shape, name), *shape.text(":")])
    return styled(shape, "field", [paragraph([*named, *shape.text(" "), *value])])


def _texts(field: FieldSpec, data: Metadata) -> tuple[str, ...]:
    """Return the values of a field in the language of the review."""
    said = getattr(data, field.name)
    if not said:
        return ()
    if field.type is FieldType.LIST:
        return tuple(said)
    if field.type is FieldType.STATUS:
        return (value_word(data.language, "status", said),)
    return (str(said),)


def shown_value(text: str, shape: Shape) -> Inlines:
    """Return the value of a field, as a link if it is an address."""
    inlines = unmarked(shape, text)
    target = plain_address(text) if shape.strict else text
    if not is_web(text) or target is None:
        return _line(text, inlines, shape)
    return [{"t": "Link", "c": [attributes(), inlines, [target, ""]]}]


def _line(text: str, inlines: Inlines, shape: Shape) -> Inlines:
    """Return the inlines of a text that begins a line of a page.

    Writers drop the space after a character of zero width at the beginning of a line.
    """
    if shape.marks is not Marks.CLASSES or category(text[0]) not in _NO_WIDTH:
        return inlines
    return [{"t": "Span", "c": [attributes(), inlines]}]
