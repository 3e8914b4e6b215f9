"""`reviewfmt schema`: prints the contract of the JSON document."""

from __future__ import annotations

import click

from reviewfmt.cli.console import emit_bytes


@click.command(
    "schema",
    epilog="""\b
Example:
  reviewfmt schema > review.schema.json""",
)
def command() -> None:
    """Print the JSON Schema (2020-12) of the JSON document."""
    from reviewfmt.assets import asset

    try:
        data = asset("schemas/review.schema.json").read_bytes()
    except OSError as error:
        raise click.ClickException(str(error)) from error
    emit_bytes(data)
