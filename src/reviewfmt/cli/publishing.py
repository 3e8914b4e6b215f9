"""The options that the commands share which publish reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from reviewfmt.cli.completing import languages

_Function = TypeVar("_Function", bound=Callable[..., Any])


def language_option(function: _Function) -> _Function:
    """Add `--language` to a command."""
    return click.option(
        "--language",
        callback=_language,
        shell_complete=languages,
        metavar="TAG",
        help="The language of the words around the reviews; that of most reviews when not given.",
    )(function)


def drafts_option(function: _Function) -> _Function:
    """Add `--drafts` to a command."""
    return click.option(
        "--drafts", is_flag=True, help="Publish reviews whose status is draft, too."
    )(function)


def lenient_option(function: _Function) -> _Function:
    """Add `--lenient` to a command."""
    return click.option(
        "--lenient",
        is_flag=True,
        help="Publish reviews with errors, too: what does not read is shown as it was written.",
    )(function)


def _language(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    from reviewfmt.characters import LANGUAGE_TAG

    if given is None or LANGUAGE_TAG.fullmatch(given):
        return given
    raise click.BadParameter(f'found "{given}", expected a tag such as en or pt-BR')
