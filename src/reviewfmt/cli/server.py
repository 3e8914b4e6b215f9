"""`reviewfmt server`: the language server, for editors."""

from __future__ import annotations

import click


@click.command(
    "server",
    epilog="""\b
Examples:
  reviewfmt server         what an editor runs; it speaks the language server protocol

It reads standard input and writes standard output, and needs pip install "reviewfmt[server]".
docs/editors.md says how to set an editor up.

Exit codes: 0 the editor has said goodbye; 1 it was gone; 2 it could not run.""",
)
@click.option("--stdio", is_flag=True, help="By standard input and output, as it does anyway.")
def command(stdio: bool) -> int:
    """Serve an editor: findings while you write, fixes, completion, the outline and more."""
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

        say("waiting for an editor, which speaks here instead of you; Ctrl-C ends it")
    return start()
