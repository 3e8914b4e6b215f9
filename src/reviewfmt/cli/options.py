"""The options that commands share. Options that are set together reach a command as one value."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

import click

from reviewfmt.batch import STDIN
from reviewfmt.batch.engine import processors
from reviewfmt.cli import completing

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Decorator = Callable[[_Function], _Function]


def naming(what: str) -> Callable[..., Any]:
    """Make the callback of an option or argument for a path, which may not be empty."""

    def given(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        if "" in (value if isinstance(value, tuple) else (value,)):
            raise click.BadParameter(f"the {what} must not be empty", ctx, param)
        return value

    return given


# -- inputs and outputs -----------------------------------------------------------------------


def paths_argument(metavar: str) -> Callable[[_Function], _Function]:
    """Return a decorator that adds one or more paths to a command, shown as `metavar`."""
    return click.argument(
        "paths",
        nargs=-1,
        required=True,
        metavar=metavar,
        type=click.Path(readable=False),
        callback=naming("path"),
    )


def path_option(
    *names: str, what: str, help: str, metavar: str = "FILE", **settings: Any
) -> Callable[[_Function], _Function]:
    """Return a decorator that adds an option for a path; `what` says what an empty one is not.

    `settings` are those of `click.option`.
    """
    return click.option(
        *names,
        **{"type": click.Path(readable=False), "callback": naming(what), **settings},
        metavar=metavar,
        help=help,
    )


def output_option(
    help: str, metavar: str = "FILE", what: str = "path of an output", **settings: Any
) -> Callable[[_Function], _Function]:
    """Return a decorator that adds `--output` to a command; `settings` are as in `path_option`."""
    return path_option("-o", "--output", what=what, help=help, metavar=metavar, **settings)


def folder_option(help: str, **settings: Any) -> Callable[[_Function], _Function]:
    """Return a decorator that adds a required `--output FOLDER`; `settings` are as above."""
    return output_option(
        help,
        "FOLDER",
        required=True,
        shell_complete=completing.folders,
        callback=_folder,
        **{"type": str, **settings},
    )


def _folder(ctx: click.Context, param: click.Parameter, value: str) -> Any:
    if value == STDIN:
        raise click.BadParameter("standard output (-) is not a folder", ctx, param)
    return naming("folder")(ctx, param, value)


def stdin_filename_option(purpose: str) -> Callable[[_Function], _Function]:
    """Return a decorator that adds `--stdin-filename PATH` to a command, with its purpose."""
    return click.option(
        "--stdin-filename",
        callback=naming("path"),
        shell_complete=completing.paths,
        metavar="PATH",
        help=f"The path of standard input, for {purpose} and the configuration.",
    )


def encoding_option(function: _Function) -> _Function:
    """Add `--encoding NAME` to a command."""
    return click.option(
        "--encoding",
        callback=_encoding,
        shell_complete=completing.encodings,
        metavar="NAME",
        help="The encoding of inputs without a byte order mark; UTF-8 by default.",
    )(function)


def _encoding(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    from reviewfmt.source import encoding_of

    if given is None:
        return None
    found = encoding_of(given)
    if found is None:
        raise click.BadParameter(f'no such encoding: "{given}"; one is windows-1252')
    return found


# -- messages ---------------------------------------------------------------------------------


def quiet_option(function: _Function) -> _Function:
    """Add `--quiet` to a command."""
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help="Print only findings and failures.",
    )(function)


def color_option(function: _Function) -> _Function:
    """Add `--color auto|always|never` to a command."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="When to use colour: on a terminal if NO_COLOR is not set (auto), always, or never.",
    )(function)


# -- the configuration, and which files -------------------------------------------------------


def config_option(function: _Function) -> _Function:
    """Add `--config FILE` to a command."""
    return path_option(
        "--config",
        "config_path",
        what="path of a configuration",
        help="Use this configuration for every file.",
    )(function)


class Choice(NamedTuple):
    """Which configuration and which files the command line chooses: see `inputs.configured`."""

    config_path: str | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None


class Running(NamedTuple):
    """How a command runs that reads many files, as the command line says."""

    jobs: int
    fail_fast: bool
    encoding: str | None
    choice: Choice
    quiet: bool
    color: str


def grouped(name: str, group: Any, *options: _Decorator[Any]) -> Callable[[_Function], _Function]:
    """Return a decorator that adds options to a command.

    The command gets the values of these options as its parameter `name`. `group` is a named tuple
    with a field for each option.
    """

    def add(function: Any) -> Any:
        @wraps(function)
        def command(**values: Any) -> Any:
            given = group(*[values.pop(field) for field in group._fields])
            return function(**values, **{name: given})

        for option in reversed(options):
            command = option(command)
        return command

    return add


def choosing_options(function: _Function) -> _Function:
    """Add `--config`, `--exclude` and `--force-exclude` to a command, as its `choice`."""
    return grouped(
        "choice",
        Choice,
        config_option,
        click.option(
            "--exclude",
            multiple=True,
            metavar="PATTERNS",
            help="Exclude these files too: patterns as in .gitignore, separated by commas.",
        ),
        click.option(
            "--force-exclude/--no-force-exclude",
            default=None,
            help="Exclude files even if they are named on the command line.",
        ),
    )(function)


def many_options(function: _Function) -> _Function:
    """Add `--jobs` and `--fail-fast` to a command."""
    for option in (
        click.option("--fail-fast", is_flag=True, help="Stop after the first file that fails."),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=1),
            callback=_jobs,
            metavar="N",
            help="The number of files processed at a time; by default that of the processors.",
        ),
    ):
        function = option(function)
    return function


def _jobs(_ctx: click.Context, _param: click.Parameter, given: int | None) -> int:
    return given or processors()


def running_options(function: _Function) -> _Function:
    """Add the options of a command that reads many files, as its `running`."""
    return grouped(
        "running",
        Running,
        many_options,
        encoding_option,
        choosing_options,
        quiet_option,
        color_option,
    )(function)


# -- publishing -------------------------------------------------------------------------------


def language_option(function: _Function) -> _Function:
    """Add `--language` to a command."""
    return click.option(
        "--language",
        callback=_language,
        shell_complete=completing.languages,
        metavar="TAG",
        help="The language of the fixed words around the reviews; by default that of most reviews.",
    )(function)


def _language(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    from reviewfmt.characters import LANGUAGE_TAG

    if given is None or LANGUAGE_TAG.fullmatch(given):
        return given
    raise click.BadParameter(f'found "{given}", expected a tag such as en or pt-BR')


def drafts_option(function: _Function) -> _Function:
    """Add `--drafts` to a command."""
    return click.option(
        "--drafts", is_flag=True, help="Publish also reviews whose status is draft."
    )(function)


def lenient_option(function: _Function) -> _Function:
    """Add `--lenient` to a command."""
    return click.option(
        "--lenient",
        is_flag=True,
        help="Publish also reviews with errors: what cannot be read is shown as it was written.",
    )(function)
