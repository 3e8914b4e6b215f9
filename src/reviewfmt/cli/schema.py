"""`reviewfmt schema`: prints the contract of the JSON document, or of the configuration."""

from __future__ import annotations

from typing import Any

import click

from reviewfmt.cli.completing import plugins as plugins_installed
from reviewfmt.cli.console import as_json, emit, emit_bytes

_FILES = {
    "review": "schemas/review.schema.json",
    "config": "schemas/config.schema.json",
    "pyproject": "schemas/config.schema.json",
}


@click.command(
    "schema",
    epilog="""\b
Examples:
  reviewfmt schema > review.schema.json
  reviewfmt schema config > reviewfmt.schema.json
  reviewfmt schema pyproject               for [tool.reviewfmt] in pyproject.toml
  reviewfmt schema --plugin stream         with the fields of a plug-in""",
)
@click.argument("of", type=click.Choice(list(_FILES)), default="review")
@click.option(
    "--plugin",
    "plugins",
    multiple=True,
    shell_complete=plugins_installed,
    metavar="NAME",
    help="Include the fields of this plug-in; can be repeated.",
)
def command(of: str, plugins: tuple[str, ...]) -> None:
    """Print the JSON Schema of the JSON document (2020-12), or of the configuration (draft 7)."""
    from reviewfmt.assets import asset

    try:
        data = asset(_FILES[of]).read_bytes()
    except OSError as error:
        raise click.ClickException(str(error)) from error
    if plugins and of != "review":
        raise click.UsageError("--plugin describes fields, and the configuration has none")
    if not plugins and of != "pyproject":
        emit_bytes(data)
        return
    import json

    if of == "pyproject":
        emit(as_json(_in_pyproject(json.loads(data))))
        return

    from reviewfmt.document.own_fields import with_own_fields
    from reviewfmt.rules.plugins import PluginError, load

    try:
        fields = [field for name in plugins for field in load(name).fields]
    except PluginError as error:
        raise click.ClickException(str(error)) from error
    emit(as_json(with_own_fields(json.loads(data), fields)))


def _in_pyproject(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a pyproject.toml that says nothing but what [tool.reviewfmt] holds."""
    top = ("$schema", "definitions")
    table = {key: value for key, value in schema.items() if key not in (*top, "$id")}
    tool = {"type": "object", "properties": {"reviewfmt": table}}
    return {
        **{key: schema[key] for key in top},
        "title": "The table of reviewfmt in pyproject.toml",
        "type": "object",
        "properties": {"tool": tool},
    }
