"""The code of a process of the engine: it gets tasks through a pipe, and sends results."""

from __future__ import annotations

import contextlib
import sys
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_FLUSHED = 0.02
"""After this many seconds a result is sent, though others are to come soon."""


class Failure(NamedTuple):
    """An exception of `work`."""

    error: Exception


class _Stream:
    """The tasks that a process receives, and the results that it sends."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._tasks: deque[Any] = deque()
        self._results: list[Any] = []
        self._at = 0.0
        self._is_sending = False

    def __iter__(self) -> _Stream:
        return self

    def __next__(self) -> Any:
        if not self._tasks:
            if not self._pipe.poll():
                self.flush()
            try:
                self._tasks.extend(self._pipe.recv())
            except EOFError:
                raise StopIteration from None
        return self._tasks.popleft()

    def at_hand(self) -> bool:
        if self._tasks or self._pipe.poll():
            return True
        self.flush()
        return False

    def give(self, result: Any) -> None:
        """Send a result, together with those of other tasks from the same message."""
        import time

        self._results.append(result)
        now = time.monotonic()
        if not self._tasks or now - self._at > _FLUSHED:
            self._at = now
            self.flush()

    def flush(self) -> None:
        """Send the results that were kept back."""
        if self._results:
            results, self._results = self._results, []
            self._is_sending = True
            self._pipe.send(results)
            self._is_sending = False

    def leave(self) -> None:
        """Send finished results before the process ends, unless a message is half written."""
        if not self._is_sending:
            self.flush()


def serve(
    pipe: Connection, work: Callable[[Any], Iterator[Any]], inherited: list[Connection]
) -> None:
    """Do the tasks that come through the pipe, until the pipe is closed."""
    import gc

    _handle_signals()
    for one in inherited:
        one.close()
    gc.freeze()  # existing objects stay, so that the collector need not visit them again
    stream = _Stream(pipe)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # nobody waits for results
        try:
            for result in work(stream):
                stream.give(result)
        except (BrokenPipeError, ConnectionResetError):
            raise
        except SystemExit:  # asked to end
            stream.leave()
            raise
        except Exception as error:
            stream.give(Failure(_portable(error)))
        stream.flush()


def _portable(error: Exception) -> Exception:
    """Return an error that can be pickled, with its traceback as a note."""
    import pickle
    import traceback

    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _handle_signals() -> None:
    """Leave Ctrl-C to the parent process, and end when that says so."""
    import signal

    def leave(number: int, _frame: object) -> None:
        sys.unraisablehook = lambda _: None
        sys.exit(128 + number)  # as an exception, so that temporary files are removed

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
