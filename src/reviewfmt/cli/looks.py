"""The look of pages and books, from the command line and the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from reviewfmt.cli.options import grouped, path_option
from reviewfmt.theme import THEMES, Look, ThemeError, load, theme_of

if TYPE_CHECKING:
    from reviewfmt.config import Config
    from reviewfmt.converter.editions.edition import UpTo

_Function = TypeVar("_Function", bound=Callable[..., Any])

OF_LOOKS = (".css", ".jinja")
"""Suffixes of the files of looks."""


class LookChoice(NamedTuple):
    """What the command line says about the look of pages and books."""

    theme: str | None = None
    css: tuple[str, ...] = ()
    template: str | None = None


def look_options(function: _Function) -> _Function:
    """Add `--theme`, `--css` and `--template` to a command, as its `look`."""
    return grouped(
        "look",
        LookChoice,
        click.option(
            "--theme",
            metavar="NAME",
            callback=_theme,
            shell_complete=_complete,
            help=f"The look of pages and books: {', '.join(THEMES[:-1])} or {THEMES[-1]}.",
        ),
        path_option(
            "--css",
            multiple=True,
            what="path of a style sheet",
            help="Add your own style sheet after that of the theme; can be repeated.",
        ),
        path_option(
            "--template",
            what="path of a template",
            metavar="PATH",
            help="Use your own template for pages, or a folder of templates.",
        ),
    )(function)


def seen_option(function: _Function) -> _Function:
    """Add `--seen` to a command."""
    return click.option(
        "--seen",
        metavar="EPISODE",
        callback=_seen,
        help="Leave out what would spoil the episodes after this one: 5, or S2E5.",
    )(function)


def _seen(_ctx: click.Context, _param: click.Parameter, said: str | None) -> UpTo | None:
    if said is None:
        return None
    from reviewfmt.converter.editions.edition import up_to

    try:
        return up_to(said)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _theme(_ctx: click.Context, _param: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return theme_of(name)
    except ThemeError as error:
        raise click.BadParameter(str(error)) from error


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    return [name for name in THEMES if name.startswith(begun)]


class Looks:
    """The looks of a run: the command line takes precedence over configurations.

    `tried` checks that a look can be used, before anything is written with it.
    """

    def __init__(
        self, asked: LookChoice | None = None, tried: Callable[[Look], None] | None = None
    ) -> None:
        self._asked = asked or LookChoice()
        self._tried = tried
        self._known: dict[tuple[object, ...], Look] = {}

    def of(self, config: Config) -> Look:
        """Return the look for files with the configuration `config`; it is loaded once.

        Raises ClickException, with file and line, for what cannot be used.
        """
        key = (config.folder, config.theme, config.css, config.template)
        known = self._known.get(key)
        if known is None:
            try:
                known = load(*self._chosen(config))
                if self._tried is not None:
                    self._tried(known)
            except ThemeError as error:
                raise click.ClickException(str(error)) from error
            self._known[key] = known
        return known

    def files(self, configs: Iterable[Config]) -> list[str]:
        """Return the paths of the files that the looks are made of."""
        found: dict[str, None] = {}
        for config in configs:
            look = self.of(config)
            found |= dict.fromkeys(one.path for one in (*look.css, *look.templates))
        return list(found)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Looks):
            return NotImplemented
        return (self._asked, self._known) == (other._asked, other._known)

    __hash__ = None  # type: ignore[assignment]  # it is mutable

    def __reduce__(self) -> tuple[Callable[..., Looks], tuple[object, ...]]:
        """Pickle the looks as they were loaded."""
        return _again, (self._asked, self._known)

    def _chosen(self, config: Config) -> LookChoice:
        theme, css, template = self._asked
        if template is None and config.template is not None:
            template = config.path_of(config.template)
        css = css or tuple(map(config.path_of, config.css))
        return LookChoice(theme or config.theme, css, template)


def _again(asked: LookChoice, known: Mapping[tuple[object, ...], Look]) -> Looks:
    looks = Looks(asked)
    looks._known.update(known)
    return looks
