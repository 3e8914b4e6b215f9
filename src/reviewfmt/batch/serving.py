"""What a process of the engine does: it gets tasks through a pipe, and gives results."""

from __future__ import annotations

import contextlib
import sys
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_FLUSHED = 0.02
"""After so many seconds a result is sent, though others are to come soon."""


class Failure(NamedTuple):
    """What `work` raised."""

    error: Exception


class _Stream:
    """The tasks that a process is handed, and the results that it gives."""

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
        """Send a result, with others of the tasks that were handed over with its own."""
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
        """Send what is done before the process ends, unless half a message is in the pipe."""
        if not self._is_sending:
            self.flush()


def serve(
    pipe: Connection, work: Callable[[Any], Iterator[Any]], inherited: list[Connection]
) -> None:
    """Do the tasks that come through the pipe; the end of the pipe is the end of the work."""
    import gc

    _heed()
    for one in inherited:
        one.close()
    gc.freeze()  # what is there already stays: it need not be looked through again and again
    stream = _Stream(pipe)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # nobody waits for more
        try:
            for result in work(stream):
                stream.give(result)
        except (BrokenPipeError, ConnectionResetError):
            raise
        except SystemExit:  # told to end
            stream.leave()
            raise
        except Exception as error:
            stream.give(Failure(_portable(error)))
        stream.flush()


def _portable(error: Exception) -> Exception:
    """Return an error that can cross, with its traceback as a note."""
    import pickle
    import traceback

    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _heed() -> None:
    """Leave Ctrl-C to the process that began this one, and leave when it says so."""
    import signal

    def leave(number: int, _frame: object) -> None:
        sys.unraisablehook = lambda _: None
        sys.exit(128 + number)  # as an exception, so that temporary files are removed

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
