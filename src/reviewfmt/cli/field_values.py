"""The values of fields that are given on the command line: `--metadata author=Ada`."""

from __future__ import annotations

import click

from reviewfmt.diagnostic import ReviewError


def pairs(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return the values by the names of their fields; BadParameter for one that a field refuses."""
    found = {name.lower(): value for name, value in any_pairs(ctx, param, given).items()}
    if found:
        from reviewfmt.converter import with_metadata
        from reviewfmt.model import Review, Title

        try:
            with_metadata(Review(Title("", "")), found)
        except ReviewError as error:
            raise click.BadParameter(told(error)) from error
    return found


def told(error: ReviewError) -> str:
    """Return what is wrong with the values of fields, and the help, on one line."""
    parts = ((one.message, one.help) for one in error.diagnostics)
    return "; ".join(part for both in parts for part in both if part)


def any_pairs(
    _ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    """Return the values by their names, whether a field has the name or not."""
    found = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f'found "{one}", expected KEY=VALUE')
        found[key.strip()] = value.strip()
    return found
