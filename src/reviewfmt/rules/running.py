"""Runs the rules and checks the fields of plug-ins; a plug-in that fails is a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from reviewfmt.characters import LANGUAGE_TAG, LIST_COMMAS
from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.fields import FieldType, OwnField
from reviewfmt.model import Field
from reviewfmt.nearest import nearest_of
from reviewfmt.parser import Parsed
from reviewfmt.rules.context import Context, Options, quoted, warning
from reviewfmt.rules.plugins import Plugin, faults, loaded, raised
from reviewfmt.rules.rule import Rule
from reviewfmt.syntax.vocabulary import fold

BROKEN = "RF701"
UNREADABLE = "RF702"


def of_plugins(
    parsed: Parsed, names: tuple[str, ...], codes: Collection[str] | None, options: Options
) -> Iterator[Diagnostic]:
    """Yield the findings of the plug-ins, and RF701 for each plug-in that fails."""
    for fault in faults(names):
        yield _broken(fault, parsed)
    for plugin in loaded(names):
        if codes is None or UNREADABLE in codes:
            yield from _fields(plugin, parsed)
        for code, rule in plugin.rules.items():
            if code in codes if codes is not None else not rule.asked:
                yield from _of_rule(rule, plugin, parsed, options)


def own_fields(names: tuple[str, ...]) -> dict[str, OwnField]:
    """Return the fields of plug-ins by their folded keys."""
    fields = (field for plugin in loaded(names) for field in plugin.fields)
    return {fold(key): field for field in fields for key in field.keys}


def _broken(message: str, parsed: Parsed) -> Diagnostic:
    help_ = "correct the plug-in, or remove its name from plugins in the configuration"
    return Diagnostic(BROKEN, message, parsed.review.title.span, help=help_)


def _of_rule(rule: Rule, plugin: Plugin, parsed: Parsed, options: Options) -> Iterator[Diagnostic]:
    said = {**rule.options, **options.get(rule.code, {})}
    context = Context(parsed, {rule.code: said}, (plugin.name,))
    try:
        every: list[object] = list(rule.check(context)) if rule.check is not None else []
        found = []
        for one in every:
            if not isinstance(one, Diagnostic) or one.code != rule.code:
                raise TypeError(f"it found {one!r}, expected a Diagnostic {rule.code}")
            found.append(one)
    except BaseException as error:
        message = f'the rule {rule.code} of the plug-in "{plugin.name}" failed: {raised(error)}'
        yield _broken(message, parsed)
    else:
        yield from found


def _fields(plugin: Plugin, parsed: Parsed) -> Iterator[Diagnostic]:
    lines = {fold(line.key): line for line in parsed.review.metadata.extra}
    for field in plugin.fields:
        for key in map(fold, field.keys):
            if (line := lines.get(key)) is not None and line.value:
                yield from _of_field(field, line, parsed.text)


def _of_field(field: OwnField, line: Field, text: str) -> Iterator[Diagnostic]:
    said = [line.value]
    if field.type is FieldType.LIST:
        said = [one.strip() for one in re.split(f"[{LIST_COMMAS}]", line.value) if one.strip()]
    known = {fold(one): one for one in field.values}
    for one in said:
        if known and fold(one) not in known:
            near = nearest_of(tuple(known), _LIKE).of(fold(one))
            help_, fix = f"expected one of {', '.join(field.values)}", None
            if near is not None:
                help_, fix = (
                    f"did you mean {known[near]}?",
                    _replacing(one, known[near], line, text),
                )
            message = f"the {line.key} field is {quoted(one)}, which is not one of its values"
            yield warning(UNREADABLE, message, line.span, help_, fix)
        elif not reads(field.type, one):
            message = f"the {line.key} field is {quoted(one)}, expected {_EXPECTED[field.type]}"
            help_ = field.help or "correct the value"
            yield warning(UNREADABLE, message, line.span, help_)


def _replacing(said: str, meant: str, line: Field, text: str) -> Fix | None:
    """Return the fix that replaces a value of a line; None if the text spells it otherwise."""
    start = text.find(said, line.span.offset + len(line.key), line.span.end_offset)
    if start < 0:
        return None
    edit = Edit(start, start + len(said), meant)
    return Fix((edit,), safe=False, message=f"write {meant}")


_LIKE = 0.6
_EXPECTED = {
    FieldType.DATE: "a date such as 2024-04-11",
    FieldType.LANGUAGE: "a tag such as en or pt-BR",
    FieldType.NUMBER: "a whole number",
}
_WHOLE = re.compile(r"[0-9]{1,9}")


def reads(kind: FieldType, value: str) -> bool:
    """Tell whether a text is a value of a type."""
    if kind is FieldType.DATE:
        from reviewfmt.syntax import dates

        return dates.read(value).day is not None
    if kind is FieldType.LANGUAGE:
        return LANGUAGE_TAG.fullmatch(value) is not None
    return kind is not FieldType.NUMBER or _WHOLE.fullmatch(value) is not None
