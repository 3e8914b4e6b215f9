"""What the rules and the fields of plug-ins find in a text; a plug-in that fails is a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from reviewfmt.characters import LANGUAGE_TAG, LIST_COMMAS
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.fields import FieldType, OwnField
from reviewfmt.model import Field
from reviewfmt.nearest import nearest_of
from reviewfmt.parser import Parsed
from reviewfmt.rules.context import Context, Options, quoted, warning
from reviewfmt.rules.plugins import Plugin, faults, loaded, raised
from reviewfmt.rules.rule import Rule
from reviewfmt.syntax.words import fold

BROKEN = "RF701"
UNREADABLE = "RF702"


def of_plugins(
    parsed: Parsed, names: tuple[str, ...], codes: Collection[str] | None, options: Options
) -> Iterator[Diagnostic]:
    """Yield what the plug-ins of these names find, and RF701 for each one that cannot."""
    for fault in faults(names):
        yield _broken(fault, parsed)
    for plugin in loaded(names):
        if codes is None or UNREADABLE in codes:
            yield from _fields(plugin, parsed)
        for code, rule in plugin.rules.items():
            if code in codes if codes is not None else not rule.asked:
                yield from _of_rule(rule, plugin, parsed, options)


def own_keys(names: tuple[str, ...]) -> frozenset[str]:
    """Return the folded keys of the fields of plug-ins."""
    return frozenset(
        fold(key) for plugin in loaded(names) for field in plugin.fields for key in field.keys
    )


def _broken(message: str, parsed: Parsed) -> Diagnostic:
    help_ = "mend the plug-in, or remove its name from plugins in the configuration"
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
                yield from _of_field(field, line)


def _of_field(field: OwnField, line: Field) -> Iterator[Diagnostic]:
    said = [line.value]
    if field.type is FieldType.LIST:
        said = [one.strip() for one in re.split(f"[{LIST_COMMAS}]", line.value) if one.strip()]
    known = {fold(one): one for one in field.values}
    for one in said:
        if known and fold(one) not in known:
            near = nearest_of(tuple(known), _LIKE).of(fold(one))
            meant = f"did you mean {known[near]}?" if near else None
            help_ = meant or f"known are {', '.join(field.values)}"
            message = f"the {line.key} field is {quoted(one)}, which is not one of its values"
            yield warning(UNREADABLE, message, line.span, help_)
        elif not reads(field.type, one):
            message = f"the {line.key} field is {quoted(one)}, expected {_EXPECTED[field.type]}"
            help_ = field.help or "correct the value"
            yield warning(UNREADABLE, message, line.span, help_)


_LIKE = 0.6
_EXPECTED = {
    FieldType.DATE: "a day such as 2024-04-11",
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
