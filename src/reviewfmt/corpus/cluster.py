"""Processes pieces on a Dask cluster, which runs already or is started on this machine.

Like the pool, a worker reads records in a separate process (`doer`). A record that kills this
process does not kill the worker, and the pieces of a killed worker go to others.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import time
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import Any
from uuid import uuid4

from reviewfmt.corpus.cutting import Cut
from reviewfmt.corpus.doer import Doer
from reviewfmt.corpus.pool import emptied
from reviewfmt.corpus.records import Asked, CorpusError, Limits, Piece, Result
from reviewfmt.corpus.workers import do_piece, made_by

PATIENCE = 15.0
"""A scheduler must answer within this many seconds."""

LONELY = 60.0
"""After this many seconds without any worker, the job is abandoned."""

_LENGTH = 8
"""A scheduler speaks first: these bytes are the length of its greeting, which is short."""

_AHEAD = 3
_TICK = 2.0

_THREADS = 2
"""The threads of a worker that is started here: one waits for its process, one unpacks data."""

_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""Settings of a cluster that is started here, which monitors itself less often than usual."""


def results(
    cuts: Iterable[Cut],
    asked: Asked,
    limits: Limits,
    *,
    scheduler: str | None = None,
    workers: int = 0,
    patience: float = PATIENCE,
    lonely: float = LONELY,
) -> Generator[tuple[Cut, Result], None, None]:
    """Process pieces on a cluster, and yield their results in order.

    `scheduler` is the address of a running scheduler; without one, a cluster with `workers` is
    started here. A returned piece has no records. Raises CorpusError if the scheduler does not
    answer, disappears or has no workers, and for a worker with another version of reviewfmt.
    """
    with (
        _client(scheduler, workers, patience) as client,
        _Work(client, asked, limits, patience, 1 if scheduler is None else None) as work,
    ):
        waiting: deque[tuple[Cut, Piece, Any]] = deque()
        try:
            for one in cuts:
                waiting.append((emptied(one), one.piece, work.begin(one.piece)))
                while len(waiting) >= _AHEAD * work.processes:
                    first, piece, future = waiting.popleft()
                    yield first, work.result(piece, future, lonely)
            while waiting:
                first, piece, future = waiting.popleft()
                yield first, work.result(piece, future, lonely)
        finally:
            with contextlib.suppress(Exception):  # the scheduler may have disappeared
                client.cancel([future for _, _, future in waiting], force=True)


def _config(said: dict[str, Any]) -> contextlib.AbstractContextManager[Any]:
    """Change Dask's configuration inside a `with` block."""
    import dask.config

    found: contextlib.AbstractContextManager[Any] = dask.config.set(said)
    return found


def _dask() -> Any:
    """Return the library, whose types are incomplete."""
    import distributed.comm

    return distributed


@contextlib.contextmanager
def _client(scheduler: str | None, workers: int, patience: float) -> Iterator[Any]:
    """Connect to a scheduler, or start one. Raises CorpusError if there is none."""
    dask = _dask()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # errors are reported here
    with contextlib.ExitStack() as stack:
        if scheduler is None:
            stack.enter_context(_config(_QUIET))
            cluster = dask.LocalCluster(
                n_workers=workers,
                threads_per_worker=_THREADS,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
            cluster = stack.enter_context(cluster)
            client = dask.Client(cluster, set_as_default=False, direct_to_workers=True)
        else:
            _knock(scheduler, patience)  # its client waits forever for one that does not speak
            try:
                client = dask.Client(scheduler, timeout=patience, set_as_default=False)
            except (OSError, ValueError, TypeError) as error:
                raise CorpusError(f"the scheduler at {scheduler}: {error}") from error
        yield stack.enter_context(client)


def _knock(address: str, patience: float) -> None:
    """Check that a scheduler answers at a TCP address. Raises CorpusError if none does."""
    import socket

    scheme, _, rest = address.rpartition("://")
    if scheme not in ("", "tcp", "tls"):
        return
    try:
        host, port = _dask().comm.parse_host_port(rest)
        with socket.create_connection((host, port), timeout=patience) as there:
            said = b"" if scheme == "tls" else there.recv(_LENGTH)
    except (OSError, OverflowError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise CorpusError(f"no scheduler answers at {address}: {told.lower()}") from error
    except ValueError as error:
        told = f'"{address}" is not the address of a scheduler, such as tcp://host:8786'
        raise CorpusError(told) from error
    if scheme != "tls" and (len(said) < _LENGTH or any(said[_LENGTH // 2 :])):
        raise CorpusError(f"what answers at {address} is not a Dask scheduler")


class _Work:
    """The work on a cluster; its workers know the settings while this is open."""

    def __init__(
        self,
        client: Any,
        asked: Asked,
        limits: Limits,
        patience: float,
        each: int | None = None,
    ) -> None:
        self._client = client
        self._each = each  # processes of a worker, None for one a thread
        self._processes = 0
        self._counted = 0.0
        self._patience = patience
        self._asked = asked
        self._limits = limits
        self._name = f"reviewfmt-{uuid4().hex}"
        self._own: Doer | None = None

    def __enter__(self) -> _Work:
        from reviewfmt.corpus.workers import Processes

        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as error:
            raise CorpusError("the scheduler has no workers") from error
        self._compare()
        plugin = Processes(self._asked, self._limits, self._each)
        self._client.register_plugin(plugin, name=self._name)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._own is not None:
            self._own.close()
        with contextlib.suppress(Exception):
            self._client.unregister_worker_plugin(self._name)

    def _compare(self) -> None:
        """Raise CorpusError for a worker with another version than this process."""
        here = made_by()
        for address, there in self._client.run(made_by, on_error="return").items():
            if isinstance(there, Exception):
                raise CorpusError(f"the worker at {address} has no reviewfmt: {there}")
            if there != here:
                raise CorpusError(
                    f"the worker at {address} has {there}, and this process has {here}"
                )

    @property
    def processes(self) -> int:
        """How many pieces the cluster processes at a time, as it was at most some seconds ago."""
        now = time.monotonic()
        if not self._processes or now - self._counted > _TICK:
            with _reaching():
                threads = self._client.nthreads().values()
            number = sum(threads) if self._each is None else self._each * len(threads)
            self._processes, self._counted = max(number, 1), now
        return self._processes

    def begin(self, piece: Piece) -> Any:
        """Submit a piece."""
        data = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
        with _reaching(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a piece is large, since it contains its records
            return self._client.submit(do_piece, self._name, made_by(), data, pure=False)

    def result(self, piece: Piece, future: Any, lonely: float) -> Result:
        """Wait for the result of a piece; a piece that kills several workers is processed here."""
        dask = _dask()
        since: float | None = None
        while True:
            try:
                found: Result = pickle.loads(future.result(timeout=_TICK))
                return found
            except TimeoutError:
                with _reaching():
                    since = self._lonely_since(since)
                if since is not None and time.monotonic() - since > lonely:
                    told = f"the cluster has had no worker for {lonely:g} seconds"
                    raise CorpusError(told) from None
            except dask.KilledWorker:
                self._own = self._own or Doer(self._asked, self._limits)
                return self._own.do(piece)
            except (OSError, dask.CancelledError) as error:
                raise CorpusError("the scheduler is gone") from error

    def _lonely_since(self, since: float | None) -> float | None:
        return None if self._client.nthreads() else since or time.monotonic()


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Turn the errors of a client without a scheduler into a CorpusError."""
    dask = _dask()
    gone = (OSError, RuntimeError, dask.CancelledError, dask.client.ClosedClientError)
    try:
        yield
    except gone as error:
        raise CorpusError(f"the scheduler is gone: {error}") from error
