"""The command line: reads arguments, calls the library, renders what it says.

A command is one module of this package and one line in `COMMANDS`; it is imported when it is
called for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from reviewfmt.version import VERSION

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "new": "Write the skeleton of a review for you to fill in.",
    "check": "Report what is wrong in reviews, and where.",
    "format": "Rewrite reviews in their canonical form.",
    "convert": "Convert reviews to JSON, Markdown, HTML, EPUB and more, and back.",
    "book": "Bind many reviews into one book: EPUB, a long page, or PDF.",
    "site": "Make a web site of reviews.",
    "serve": "Preview the site while you write, with its findings.",
    "server": "Run the language server for an editor: findings, fixes, completion and more.",
    "adopt": "Write drafts of reviews from web pages.",
    "query": "Query reviews in SQL.",
    "stats": "Show statistics of reviews, with small charts.",
    "corpus": "Make tables of millions of records: files, JSON Lines, Parquet, web archives.",
    "diff": "Show what changed between two reviews.",
    "rule": "List the rules, or explain one.",
    "schema": "Print the JSON Schema of the JSON document.",
    "cache": "Show the path of the cache of `check`, or remove the cache.",
}

EXIT_CODES = (
    "Exit codes: 0 clean; 1 errors (with --strict warnings too), or a file that did not convert;\n"
    "2 the command could not run."
)


class _Commands(click.Group):
    """A group that imports a command when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"reviewfmt.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from reviewfmt.config import nearest

            ctx.fail(f'no such command "{args[0]}"{nearest(args[0], COMMANDS)}')
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=says)
            for name, says in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _completion(ctx: click.Context, _param: click.Parameter, shell: str | None) -> None:
    if shell is None or ctx.resilient_parsing:
        return
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(ctx.command, {}, "reviewfmt", "_REVIEWFMT_COMPLETE").source())
    ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog=f"""\b
Examples:
  reviewfmt new "A Show" --season 2     a review to fill in
  reviewfmt check review.txt            what is wrong, and where
  reviewfmt check reviews/ --strict     a whole folder; warnings fail too
  reviewfmt format reviews/             rewrite in canonical form
  reviewfmt convert a.review -t html    to standard output
  reviewfmt convert reviews/ -t epub -o out/
  reviewfmt rule RF305                  what a rule asks, and why

\b
Completion, in the start-up file of your shell:
  bash   eval "$(reviewfmt --completion bash)"
  zsh    eval "$(reviewfmt --completion zsh)"
  fish   reviewfmt --completion fish | source

{EXIT_CODES}""",
)
@click.version_option(VERSION, "--version", message="reviewfmt %(version)s")
@click.option(
    "--completion",
    type=click.Choice(["bash", "zsh", "fish"]),
    callback=_completion,
    expose_value=False,
    is_eager=True,
    help="Print the completion script for a shell.",
)
def main() -> None:
    """Check, format and convert reviews of series, written in plain text."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line with `arguments`; returns the exit code.

    Usage and configuration errors are reported on standard error and give 2. KeyboardInterrupt,
    BrokenPipeError and errors that are ours pass through.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = main.main(list(arguments), prog_name="reviewfmt", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        _say(_no_such_option(error) or _lower(error.format_message()))
        return 2
    except click.ClickException as error:
        _say(error.format_message())
        return 2
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


def _say(message: str) -> None:
    from reviewfmt.cli.console import say

    say(message)


def _no_such_option(error: click.UsageError) -> str | None:
    """Return the message about an unknown option; None for another error."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None:
        return None
    from reviewfmt.config import nearest

    known = [name for one in error.ctx.command.get_params(error.ctx) for name in one.opts]
    return f'no such option "{error.option_name}"{nearest(error.option_name, known)}'


def _lower(message: str) -> str:
    return (message[:1].lower() + message[1:]).rstrip(".")
