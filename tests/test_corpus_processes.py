"""The processes that read records: they die, hang and grow, and no other record pays for it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from reviewfmt.corpus import pool
from reviewfmt.corpus.child import do
from reviewfmt.corpus.cutting import Cut, cut
from reviewfmt.corpus.doer import Doer, Stopped
from reviewfmt.corpus.inputs import Place
from reviewfmt.corpus.records import Asked, CorpusError, Limits, Piece, Record
from tests.budget import IN_WHOLE
from tests.corpora import BROKEN, OBEDIENT, contents, done, json_lines, table, text

LIMITS = Limits(seconds=2.0, memory=420 * 1024**2)


@pytest.fixture(scope="module")
def doer() -> Iterator[Doer]:
    """A process that does what a record says; it finds the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[1]))
        one = Doer(Asked(), LIMITS, OBEDIENT)
        yield one
        one.close()


_HANGING = "import time; time.sleep(1000)"


def _piece(*texts: bytes) -> Piece:
    return Piece(0, tuple(Record("in", at, "text", one) for at, one in enumerate(texts)))


def test_a_record_that_kills_fails_alone(doer: Doer) -> None:
    pieces = _piece(text(1).encode(), b"KILL", b"PRINT", text(2).encode())
    why = {1: "the process that read it was ended by SIGKILL, twice"}
    assert doer.do(pieces) == do(pieces, Asked(), why)


@IN_WHOLE
def test_a_record_that_kills_hangs_grows_or_leaves_fails_alone(doer: Doer, tmp_path: Path) -> None:
    quiet = text(1).encode()
    begun = time.monotonic()
    result = doer.do(_piece(quiet, b"KILL", quiet, b"HANG", b"GROW", b"LEAVE", b"PRINT", quiet))
    assert time.monotonic() - begun < 120
    assert result.counts == {"review": 3, "none": 1, "failed": 4}
    plain = do(
        _piece(quiet, b"KILL", quiet, b"HANG", b"GROW", b"LEAVE", b"PRINT", quiet),
        Asked(),
        {
            1: "the process that read it was ended by SIGKILL, twice",
            3: "the process that read it took more than 2 seconds, twice",
            4: "the process that read it took more than 420 MiB of memory, twice",
            5: "the process that read it ended with 7, twice",
        },
    )
    assert result == plain


def test_a_process_that_is_killed_once_costs_nothing(doer: Doer) -> None:
    whole = _piece(*(text(at).encode() for at in range(400)))
    expected = do(whole, Asked(), {})
    doer.do(_piece(b"x"))
    assert doer._process is not None
    number = doer._process.pid
    threading.Timer(0.02, os.kill, (number, signal.SIGKILL)).start()
    assert doer.do(whole) == expected
    assert doer._process.pid != number


@IN_WHOLE
def test_a_process_that_dies_between_pieces_is_replaced(doer: Doer) -> None:
    doer.do(_piece(b"x"))
    assert doer._process is not None
    os.kill(doer._process.pid, signal.SIGKILL)
    doer._process.wait()
    assert doer.do(_piece(b"x")).counts == {"none": 1}


def test_a_process_that_cannot_start_is_an_error_with_what_it_said() -> None:
    one = Doer(Asked(), LIMITS, BROKEN)
    with pytest.raises(CorpusError, match=r"the process that reads ended with 1: no .* here"):
        one.do(_piece(b"x"))


def test_work_can_be_stopped_while_it_hangs() -> None:
    doer = Doer(Asked(), LIMITS, _HANGING)
    threading.Timer(0.3, doer.stop).start()
    with pytest.raises(Stopped):
        doer.do(_piece(b"x"))
    doer.close()


@IN_WHOLE
def test_no_process_stays_when_the_one_that_began_it_is_gone(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "from tests import test_corpus_processes as here\n"
        "one = here.Doer(here.Asked(), here.Limits(), here.OBEDIENT)\n"
        "one.do(here._piece(b'x'))\n"
        "print(one._process.pid, flush=True)\n"
        "one.do(here._piece(b'HANG'))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    with process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        time.sleep(0.2)
        process.kill()
    until = time.monotonic() + 20
    while _is_alive(number):
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


# -- several of them ----------------------------------------------------------------------------


def test_a_pool_gives_what_one_process_gives(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(60)])
    alone, two = tmp_path / "alone", tmp_path / "two"
    done([path], alone, 35)
    engine = partial(pool.results, asked=Asked(), limits=Limits(), jobs=2)
    assert done([path], two, 35, engine=engine).counts == {"review": 60}
    assert contents(alone) == contents(two)
    assert [row["row"] for row in table(two, "records")] == list(range(1, 61))


def _cuts(number: int, taken: list[int]) -> Iterator[Cut]:
    def items() -> Iterator[tuple[Place, Record]]:
        for at in range(number):
            taken.append(at)
            yield Place(0, at), Record("in", at, "text", b"x")

    yield from cut(items(), 0, 10_000_000)


@IN_WHOLE
def test_a_pool_takes_no_more_records_than_it_needs() -> None:
    taken: list[int] = []
    results = pool.results(_cuts(1_000_000, taken), Asked(), Limits(), 1)
    with closing(results):
        next(results)
        assert len(taken) <= 4 * 200 + 1


def test_a_pool_that_cannot_start_says_so_once() -> None:
    results = pool.results(_cuts(5000, []), Asked(), Limits(), 2, BROKEN)
    with pytest.raises(CorpusError, match="the process that reads ended with 1"), closing(results):
        list(results)
