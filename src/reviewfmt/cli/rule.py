"""`reviewfmt rule`: lists the rules, or explains one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from reviewfmt.cli.console import as_json, emit

if TYPE_CHECKING:
    from reviewfmt.rules import Rule


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    return [code for code in _catalogue(begun) if code.startswith(begun.upper())]


def _catalogue(code: str) -> Mapping[str, Rule]:
    """Return the rules, with those of the plug-in that a code names."""
    from reviewfmt.rules import catalogue
    from reviewfmt.rules.plugins import of_code

    name = of_code(code.upper())
    return catalogue((name,) if name else ())


@click.command(
    "rule",
    epilog="""\b
Examples:
  reviewfmt rule           every rule, one in each line
  reviewfmt rule RF3       the rules whose code begins with RF3
  reviewfmt rule RF305     what the rule checks and why, a bad and a good example
  reviewfmt rule verdict-far-from-scores
  reviewfmt rule --output-format json""",
)
@click.argument("code", required=False, shell_complete=_complete)
@click.option(
    "--output-format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="The format: text, or JSON with one object for each rule.",
)
def command(code: str | None, form: str) -> None:
    """List the rules, or those whose code begins with CODE, or explain one by its code or name.

    CODE may be that of a plug-in, or the name of one in capitals: STREAM.
    """
    rules = _catalogue(code or "")
    several = [one for one in rules.values() if one.code.startswith((code or "").upper())]
    if len(several) > 1:
        lines = (
            f"{one.code}  {one.severity.value:<7}  {one.name}: {one.summary}" for one in several
        )
        told = as_json([_object(one) for one in several])
        emit(told if form == "json" else "".join(f"{line}\n" for line in lines))
        return
    assert code is not None
    by_name = {one.name: one for one in rules.values()}
    rule = rules.get(code.upper()) or by_name.get(code.lower()) or next(iter(several), None)
    if rule is None:
        from reviewfmt.config import nearest

        if fault := _fault(code):
            raise click.ClickException(fault)
        known = [*rules, *by_name]
        raise click.ClickException(f'unknown rule "{code}"{nearest(code, known)}')
    if form == "json":
        emit(as_json(_object(rule)))
        return
    grave = f"{rule.severity.value}{', off unless selected' if rule.asked else ''}"
    emit(f"{rule.code} {rule.name} ({grave})\n\n{rule.doc.rstrip()}\n")


def _fault(code: str) -> str | None:
    """Return why the installed plug-in of a code cannot be used; None if it can."""
    from reviewfmt.rules.plugins import faults, installed, of_code

    name = of_code(code.upper())
    return next(faults([name]), None) if name in installed() else None


def _object(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "off": rule.asked,
        "summary": rule.summary,
        "options": dict(rule.options),
        "explanation": rule.doc,
    }
