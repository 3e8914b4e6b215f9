"""`reviewfmt rule`: lists the rules, or explains one."""

from __future__ import annotations

import click

from reviewfmt.cli.console import emit


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from reviewfmt.rules import RULES

    return [code for code in RULES if code.startswith(begun.upper())]


@click.command(
    "rule",
    epilog="""\b
Examples:
  reviewfmt rule           every rule, one a line
  reviewfmt rule RF305     what it asks and why, a bad and a good example
  reviewfmt rule verdict-far-from-scores""",
)
@click.argument("code", required=False, shell_complete=_complete)
def command(code: str | None) -> None:
    """List the rules, or explain the one with this CODE or name."""
    from reviewfmt.rules import RULES

    if code is None:
        rows = (
            f"{one.code}  {one.severity.value:<7}  {one.name}: {one.summary}\n"
            for one in RULES.values()
        )
        emit("".join(rows))
        return
    by_name = {one.name: one for one in RULES.values()}
    rule = RULES.get(code.upper()) or by_name.get(code.lower())
    if rule is None:
        from reviewfmt.config import nearest

        known = [*RULES, *by_name]
        raise click.ClickException(f'unknown rule "{code}"{nearest(code, known)}')
    emit(f"{rule.code} {rule.name} ({rule.severity.value})\n\n{rule.doc.rstrip()}\n")
