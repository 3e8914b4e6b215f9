"""`reviewfmt server`: the language server, for editors."""

from __future__ import annotations

import click


@click.command(
    "server",
    epilog="""\b
Examples:
  reviewfmt server         the command that an editor runs (language server protocol)

It reads standard input and writes standard output, and needs pip install "reviewfmt[server]".
docs/editors.md explains how to set up an editor.

Exit codes: 0 the editor ended the session; 1 the connection was lost; 2 the command could
not run.""",
)
@click.option(
    "--stdio", is_flag=True, help="Use standard input and output; this is always the case."
)
def command(stdio: bool) -> int:
    """Run the language server for an editor: findings as you write, fixes, completion and more."""
    import sys

    if sys.stdin is None or sys.stdout is None:
        raise click.UsageError("standard input and output are needed, and one is closed")
    try:
        from reviewfmt.server.shell import start
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol", "attrs", "cattrs"):
            raise
        told = 'the language server needs pygls: pip install "reviewfmt[server]"'
        raise click.ClickException(told) from error
    if sys.stdin.isatty():
        from reviewfmt.cli.console import say

        say("waiting for an editor on standard input; press Ctrl-C to stop")
    return start()
