"""A corpus on a cluster of Dask: a scheduler and workers that are processes, and may be killed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from reviewfmt.corpus import cluster, pool
from reviewfmt.corpus.cutting import Cut
from reviewfmt.corpus.inputs import inputs_of
from reviewfmt.corpus.job import Done, Job
from reviewfmt.corpus.records import Asked, CorpusError, Limits, Result
from reviewfmt.corpus.run import run
from reviewfmt.corpus.workers import made_by
from tests.budget import IN_WHOLE
from tests.corpora import contents, done, json_lines, text

ROOT = Path(__file__).parents[1]


class _Cluster:
    """A scheduler, and the workers that join it, each a process."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._folder = folder
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.workers: list[subprocess.Popen[bytes]] = []

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard"]
        return subprocess.Popen(
            [*command, "--scheduler-file", str(self._file), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )

    @property
    def address(self) -> str:
        """The address of the scheduler, as soon as it has one."""
        until = time.monotonic() + 60
        while True:
            try:
                return str(json.loads(self._file.read_text())["address"])
            except (OSError, ValueError):
                assert self.scheduler.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)

    def add(self) -> None:
        """Start a worker."""
        local = str(self._folder / "local")
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", local)
        self.workers.append(self._start("worker", *options))

    def end(self) -> None:
        """End what was started."""
        for one in (*self.workers, self.scheduler):
            one.kill()
            one.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[_Cluster]:
    """A scheduler without workers."""
    one = _Cluster(tmp_path)
    yield one
    one.end()


def _joined(
    path: Path, output: Path, address: str, patience: float, seen: Callable[[], None]
) -> Done:
    asked = Asked()
    engine = partial(
        cluster.results, asked=asked, limits=Limits(), scheduler=address, patience=patience
    )

    def told(_cut: Cut, _result: Result) -> None:
        seen()

    job = Job(inputs_of([str(path)], asked), asked, 500)
    return run(job, str(output), engine, seen=told)


@IN_WHOLE
def test_a_worker_that_is_killed_changes_nothing_and_a_scheduler_ends_the_run(
    tmp_path: Path, dask: _Cluster
) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(2100)])
    alone, joined, left = (tmp_path / name for name in ("alone", "joined", "left"))
    done([path], alone, 500)

    with pytest.raises(CorpusError, match="the scheduler has no workers"):
        _joined(path, joined, dask.address, 1.0, lambda: None)
    dask.add()
    dask.add()

    def kill_one() -> None:
        dask.workers[0].kill()

    assert _joined(path, joined, dask.address, 60.0, kill_one).counts == {"review": 2100}
    assert dask.workers[0].wait() < 0
    assert contents(joined) == contents(alone)

    def kill_scheduler() -> None:
        dask.scheduler.kill()

    begun = time.monotonic()
    with pytest.raises(CorpusError, match="the scheduler is gone"):
        _joined(path, left, dask.address, 3.0, kill_scheduler)
    assert time.monotonic() - begun < 120
    engine = partial(pool.results, asked=Asked(), limits=Limits(), jobs=1)
    done([path], left, 500, engine=engine)
    assert contents(left) == contents(alone)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1: connection refused"),
        ("127.0.0.1:1", "no scheduler answers at 127.0.0.1:1: connection refused"),
        ("tcp://no-such-host.invalid:8786", "no scheduler answers at tcp://no-such-host.invalid"),
        ("tcp://127.0.0.1:99999", "127.0.0.1:99999"),
        ("somewhere", '"somewhere" is not the address of a scheduler, such as tcp://host:8786'),
        ("tcp://host:port", "is not the address of a scheduler"),
        ("odd://127.0.0.1:1", "odd://127.0.0.1:1"),
    ],
)
def test_a_scheduler_that_is_not_there_is_reported_soon(address: str, said: str) -> None:
    begun = time.monotonic()
    results = cluster.results(iter(()), Asked(), Limits(), scheduler=address, patience=2.0)
    with pytest.raises(CorpusError) as raised, closing(results):
        list(results)
    assert said in str(raised.value)
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (None, "no scheduler answers"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "is not a Dask scheduler"),
        (b"", "is not a Dask scheduler"),
    ],
)
def test_a_port_where_something_else_listens_is_reported(says: bytes | None, said: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            there, _ = server.accept()
            with there:
                there.sendall(says or b"")

        if says is not None:
            threading.Thread(target=answer).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        results = cluster.results(iter(()), Asked(), Limits(), scheduler=address, patience=1.0)
        with pytest.raises(CorpusError, match=said), closing(results):
            list(results)


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (
            "reviewfmt 0.0.1 on Python 3.11",
            "has reviewfmt 0.0.1 on Python 3.11, and this process has",
        ),
        (ModuleNotFoundError("No module named 'reviewfmt'"), "has no reviewfmt: No module"),
    ],
)
def test_a_worker_with_another_version_is_refused(there: object, said: str) -> None:
    class Client:
        def wait_for_workers(self, number: int, timeout: float) -> None:
            assert number == 1

        def run(self, function: object, on_error: str) -> dict[str, object]:
            assert function is made_by
            return {"tcp://10.0.0.7:1": there}

    work = cluster._Work(Client(), Asked(), Limits(), 1.0)
    with pytest.raises(CorpusError) as raised:
        work.__enter__()
    assert str(raised.value).startswith("the worker at tcp://10.0.0.7:1 ")
    assert said in str(raised.value)
