"""`python -m reviewfmt`, and the script `reviewfmt`: runs the command line, never a traceback."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

INTERRUPTED = 130
COULD_NOT_RUN = 2


def main() -> None:
    """Run the command line and leave with its exit code: 0 clean, 1 findings, 2 could not run.

    Ctrl-C leaves with 130, and a reader that closes the pipe is no error.
    """
    code = COULD_NOT_RUN
    if sys.stdout is None:  # closed by the caller, as by `>&-`
        if sys.stderr is not None:
            print("reviewfmt: standard output is closed", file=sys.stderr)
        sys.exit(code)
    try:
        if hasattr(signal, "SIGTERM"):
            signal.signal(signal.SIGTERM, _terminated)
        from reviewfmt.cli import run

        code = run(sys.argv[1:])
        sys.stdout.flush()
        _leave(code)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:  # standard output is full, or gone
        from reviewfmt.cli.console import forget_stdout

        forget_stdout()
        print(f"reviewfmt: standard output: {error.strerror or error}".lower(), file=sys.stderr)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        name = type(error).__name__
        print(
            f"reviewfmt: internal error: {name}: {error}\n"
            "please report it, with the input; python -X dev -m reviewfmt shows where it is",
            file=sys.stderr,
        )
    sys.exit(code)


def _leave(code: int) -> None:
    """Leave at once: all is written, and freeing what is held takes a seventh of a short run."""
    if sys.flags.dev_mode:
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)


def _terminated(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)  # as an exception, so that temporary files are removed


if __name__ == "__main__":
    main()
