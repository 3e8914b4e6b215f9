"""Controls a process that reads pieces; it may die, hang or grow, and is then replaced."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from reviewfmt.corpus.records import Asked, CorpusError, Limits, Piece, Result
from reviewfmt.corpus.wire import AT, HEAD, send

_TICK = 0.25
_TRIES = 2
_FIRST_TRIES = 3
_SAID = 400
_SLOW_START = 60.0
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
RUN = "import sys; sys.path[:] = {path!r}; from reviewfmt.corpus.child import main; main()"


class Stopped(Exception):  # noqa: N818 - the user has asked for it
    """The work was abandoned."""


class _Died(Exception):  # noqa: N818 - it is seen to
    """The process has ended, or was ended; the message says how."""


class Doer:
    """One process, and its replacements; `code` is what it runs."""

    def __init__(self, asked: Asked, limits: Limits, code: str = RUN) -> None:
        self._code = code
        self._asked = asked.portable
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._files: list[Any] = []
        self._lock = threading.Lock()
        self._stopped = False

    def do(self, piece: Piece) -> Result:
        """Return the result of a piece.

        A record has failed if the process dies, hangs or grows at it twice. Raises CorpusError if
        no process can be started, and Stopped after `stop`.
        """
        bad: dict[int, str] = {}
        tries: dict[int, int] = {}
        unbegun = 0
        while True:
            try:
                return self._done(piece, bad)
            except _Died as error:
                at = self._at()
                said = self._end()
                if self._stopped:
                    raise Stopped from None
                if at < 0:
                    unbegun += 1
                    if unbegun >= _FIRST_TRIES:
                        told = f": {said}" if said else ""
                        raise CorpusError(f"the process that reads {error}{told}") from None
                    continue
                tries[at] = tries.get(at, 0) + 1
                if tries[at] >= _TRIES:
                    bad[at] = f"the process that read it {error}, twice"

    def stop(self) -> None:
        """End the process, whatever it is doing; any thread may call this."""
        self._stopped = True
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._stopped = True
        self._end()

    # -- the process --------------------------------------------------------------------------

    def _done(self, piece: Piece, bad: dict[int, str]) -> Result:
        process = self._process or self._start()
        assert process.stdin is not None
        try:
            send(process.stdin, (piece, bad))
        except OSError:
            raise _Died(self._ending()) from None
        return self._received(process)

    def _start(self) -> subprocess.Popen[bytes]:
        at, said = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115 - as long as it
        at.write(AT.pack(-1))
        at.flush()
        self._files = [at, said]
        number = at.fileno()
        code = self._code.format(path=[str(Path(one).absolute()) for one in sys.path])
        with self._lock:
            if self._stopped:
                at.close()
                said.close()
                raise Stopped
            self._process = subprocess.Popen(
                [sys.executable, "-c", code, str(number)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                pass_fds=(number,),
                process_group=0,  # this process handles Ctrl-C on the terminal
            )
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it is dead already, as the missing answer will show
            send(self._process.stdin, self._asked)
        return self._process

    def _received(self, process: subprocess.Popen[bytes]) -> Result:
        """Wait for the result of a piece. Raises _Died."""
        assert process.stdout is not None
        output = process.stdout
        since, last = time.monotonic(), -2
        while not select.select([output], [], [], _TICK)[0]:
            at, now = self._at(), time.monotonic()
            if at != last:
                since, last = now, at
            if now - since > (self._limits.seconds if at >= 0 else _SLOW_START):
                process.kill()
                raise _Died(f"took more than {self._limits.seconds:g} seconds")
            if _memory(process.pid) > self._limits.memory:
                process.kill()
                megabytes = self._limits.memory // 1024**2
                raise _Died(f"took more than {megabytes} MiB of memory")
        head = output.read(HEAD.size)
        data = output.read(HEAD.unpack(head)[0]) if len(head) == HEAD.size else b""
        if not data:
            raise _Died(self._ending())
        result: Result = pickle.loads(data)
        return result

    def _ending(self) -> str:
        assert self._process is not None
        code = self._process.wait()
        if code < 0:
            import signal

            with contextlib.suppress(ValueError):
                return f"was ended by {signal.Signals(-code).name}"
        return f"ended with {code}"

    def _at(self) -> int:
        """Return the index of the record that is being read, or -1 if there is none."""
        if not self._files:
            return -1
        found: int = AT.unpack(os.pread(self._files[0].fileno(), AT.size, 0))[0]
        return found

    def _end(self) -> str:
        """End the process, and return the last line that it wrote to standard error."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return ""
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()
        at, said = self._files
        self._files = []
        said.seek(max(said.seek(0, 2) - _SAID, 0))
        lines = said.read().decode("utf-8", "replace").split("\n")
        at.close()
        said.close()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _memory(number: int) -> int:
    """Return the bytes of memory that a process uses, or 0 if the system does not say."""
    try:
        return int(Path(f"/proc/{number}/statm").read_bytes().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
