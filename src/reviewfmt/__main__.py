"""`python -m reviewfmt`, and the script `reviewfmt`: runs the command line, never a traceback."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType

INTERRUPTED = 130
COULD_NOT_RUN = 2


def _exit_quietly(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Exit quietly if Ctrl-C comes before `main` can catch it."""
    if issubclass(kind, KeyboardInterrupt):
        _leave(INTERRUPTED)
    sys.__excepthook__(kind, error, trace)


# What is imported before and after this line takes a while, and Ctrl-C may come then.
sys.excepthook = _exit_quietly


def main() -> None:
    """Run the command line and leave with its exit code: 0 clean, 1 findings, 2 could not run.

    Ctrl-C leaves with 130, SIGTERM with 143, and a reader that closes the pipe is no error.
    """
    code = COULD_NOT_RUN
    if sys.stdout is None:  # closed by the caller, as by `>&-`
        _say("standard output is closed")
        sys.exit(code)
    try:
        _handle_termination()
        from reviewfmt.cli import run

        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else COULD_NOT_RUN
    except OSError as error:  # standard output is full, or gone
        from reviewfmt.cli.console import forget_stdout

        forget_stdout()
        _say(f"standard output: {error.strerror or error}".lower())
    except Exception as error:
        cause = error.__cause__  # of a signal that comes while Python makes a class
        if isinstance(cause, KeyboardInterrupt):
            code = INTERRUPTED
        elif isinstance(cause, SystemExit) and isinstance(cause.code, int):
            code = cause.code
        elif sys.flags.dev_mode:
            raise
        else:
            _report(error)
    if not sys.flags.dev_mode:
        _leave(code)
    sys.exit(code)


def _report(error: Exception) -> None:
    from reviewfmt.cli.console import shown

    _say(
        f"internal error: {shown(f'{type(error).__name__}: {error}')}\n"
        "please report it, with the input; python -X dev -m reviewfmt shows where it is"
    )


def _say(message: str) -> None:
    try:
        if sys.stderr is not None:
            print(f"reviewfmt: {message}", file=sys.stderr)
    except OSError:  # standard error is full, or gone: nothing can be reported
        pass


def _leave(code: int) -> None:
    """Leave at once: freeing what is held takes a seventh of a short run.

    After an interrupt, a thread may still wait for its pandoc; nobody waits for what it gives.
    """
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    finally:
        os._exit(code)


def _handle_termination() -> None:
    import signal

    def terminated(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)  # as an exception, so that temporary files are removed

    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, terminated)


if __name__ == "__main__":
    main()
