"""One pandoc for many documents: the same bytes as one each, and what happens when it fails."""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from reviewfmt.converter import (
    FORMATS,
    PandocWorker,
    Prepared,
    compact,
    pandoc,
    prepare,
    worker,
    write,
)
from reviewfmt.converter.bounds import memory_of
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import MIB
from reviewfmt.model import Review
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.writer import dumps
from tests import growing
from tests.budget import CONVERTED, IN_WHOLE, IS_WHOLE
from tests.test_pandoc_ast import CASES, load

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
WRITTEN = [name for name, row in FORMATS.items() if row.writer]
HOSTILE = json.loads((DATA / "worker" / "hostile.json").read_text(encoding="utf-8"))
FOG = "Fog Season 1 Review\n\nIt is *calm*.\n\nVerdict: 6/10\n"

posix = pytest.mark.skipif(os.name == "nt", reason="pipes that can be polled")
linux = pytest.mark.skipif(sys.platform != "linux", reason="what /proc says")
pytestmark = posix


@pytest.fixture(scope="module")
def reviews() -> list[Review]:
    """The samples, and the cases of conversion: Arabic and Japanese among them."""
    samples = [parse(decode(path.read_bytes())).review for path in SAMPLES]
    return samples + [load(path) for path in CASES]


def ready(times: int = 1, format: str = "html") -> list[tuple[int, Prepared]]:
    """Return a small review, ready to be written, some times, each with its number."""
    prepared = prepare(parse(FOG).review, format)
    return [(number, prepared) for number in range(times)]


def document(*blocks: Any, meta: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"pandoc-api-version": [1, 23, 1], "meta": meta or {}, "blocks": list(blocks)}


def words(text: str) -> dict[str, Any]:
    return {"t": "Para", "c": [{"t": "Str", "c": text}]}


def raw(format: str, made: dict[str, Any]) -> Prepared:
    """Return a document that no review gives, ready to be written in a format."""
    return Prepared(FORMATS[format], None, made)


def told(found: object) -> tuple[str, str]:
    assert isinstance(found, ReviewError)
    (one,) = found.diagnostics
    return one.code, one.message


def process(running: PandocWorker) -> int:
    """Return the number of the process that a worker has."""
    assert running._pandoc is not None
    return running._pandoc._process.pid


def is_running(number: int) -> bool:
    """Tell whether a process is there and no corpse."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# The same bytes


def test_every_format_of_every_sample_has_the_bytes_of_a_pandoc_of_its_own(
    reviews: list[Review],
) -> None:
    """A part of the pairs, with each review and each format; all of them in the whole run."""
    pairs = [
        (at, format)
        for at in range(len(reviews))
        for shift, format in enumerate(WRITTEN)
        if IS_WHOLE or (at + shift) % 9 == 0
    ]
    items = [(pair, prepare(reviews[pair[0]], pair[1])) for pair in pairs]
    with PandocWorker() as running:
        found = dict(running.write_many(items))
        assert running._pandoc is not None
        assert running._pandoc.served == len(pairs)
    for at, format in pairs:
        assert found[at, format] == write(reviews[at], format), (at, format)


def test_a_document_of_a_title_alone_has_the_bytes_of_a_pandoc_of_its_own() -> None:
    review = parse("Fog Review\n\nStatus: draft\n").review
    with PandocWorker() as running:
        found = dict(running.write_many((format, prepare(review, format)) for format in WRITTEN))
    assert found == {format: write(review, format) for format in WRITTEN}


@pytest.mark.parametrize("moment", [None, "1712836800"])
def test_the_moment_is_that_of_each_document(
    moment: str | None, reviews: list[Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    if moment is None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    else:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    formats = ("docx", "odt", "epub", "latex", "man")
    items = [
        ((at, format), prepare(reviews[at], format))
        for at, format in zip((0, 1, 2, 0, 3), formats, strict=True)
    ]
    items += [((9, format), prepare(parse(FOG).review, format)) for format in ("docx", "latex")]
    with PandocWorker() as running:
        found = dict(running.write_many(items))
    for (at, format), _ in items:
        review = reviews[at] if at < 9 else parse(FOG).review
        assert found[at, format] == write(review, format), (at, format)


@pytest.mark.parametrize("format", WRITTEN)
def test_a_format_is_dated_where_what_pandoc_writes_depends_on_the_moment(format: str) -> None:
    """Only for these the worker changes the environment of its process, which takes long."""
    row, made = FORMATS[format], prepare(parse(FOG).review, format).document
    assert made is not None
    one, other = (pandoc.write_document(row, made, moment) for moment in (315532800, 1712836800))
    assert row.dated == (one != other)


def test_what_is_asked_of_one_document_is_its_own(tmp_path: Path) -> None:
    """A profile, a cover, a language, metadata: none of it stays for the next."""
    dots = bytes.fromhex((DATA / "books" / "dot.jpg.hex").read_text())
    (tmp_path / "c.jpg").write_bytes(dots)
    review = parse(FOG).review
    covered = replace(review, metadata=replace(review.metadata, cover="c.jpg"))
    asked: list[tuple[Review, str, dict[str, Any]]] = [
        (review, "markdown", {"profile": "hugo"}),
        (review, "markdown", {}),
        (covered, "epub", {"folder": str(tmp_path)}),
        (review, "epub", {"language": "ar"}),
        (review, "html", {"language": "ar"}),
        (review, "html", {"metadata": {"author": "Ana <&> 'B'"}}),
        (review, "review", {}),
        (review, "json", {"own": {("x_a",): 1}}),
        (review, "html", {}),
    ]
    items = [(at, prepare(one, format, **more)) for at, (one, format, more) in enumerate(asked)]
    with PandocWorker() as running:
        found = [made for _, made in running.write_many(items)]
    assert found == [write(one, format, **more) for one, format, more in asked]


@IN_WHOLE
def test_a_grown_review_has_the_bytes_of_a_pandoc_of_its_own() -> None:
    """What differs is reported as its text: Hypothesis takes very long to print a review."""
    differs: list[str] = []
    todo: list[tuple[int, Prepared]] = []
    with PandocWorker(depth=0) as running:
        outputs = running.write_many(iter(todo.pop, None))

        @seed(10)
        @settings(
            max_examples=max(8, CONVERTED // 3),
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        )
        @given(growing.published(), st.sampled_from(WRITTEN))
        def law(review: Review, format: str) -> None:
            todo.append((0, prepare(review, format)))
            _, made = next(outputs)
            if made != write(review, format):
                differs.append(f"{format}\n{dumps(review)}")

        law()
        assert running._pandoc is not None
        assert running._pandoc.served >= 8
    assert not differs, "\n".join(differs)


def nested(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"t": "Str", "c": "fog é 船 <&>"}
    for _ in range(levels):
        inner = {"t": "Emph", "c": [inner]}
    return document({"t": "Para", "c": [inner]})


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    "made",
    [document(), nested(1), nested(400), document(words("\ud800"))],
    ids=["nothing", "marks", "marks in marks", "half a character"],
)
def test_what_pandoc_reads_is_the_same_json_with_orjson_and_without(
    made: dict[str, Any], fast: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fast:
        pytest.importorskip("orjson")
    else:
        monkeypatch.setattr(compact, "_orjson", lambda: None)
    data = compact.compact(made)
    assert json.loads(data) == made
    assert b"\n" not in data
    with pytest.raises(ReviewError, match="a picture would be fetched"):
        pandoc.write_document(FORMATS["docx"], document(*HOSTILE[0]["blocks"]), 0)


# The order


@pytest.mark.parametrize("depth", [0, 1, 4, 50])
def test_results_come_in_order_and_little_is_read_ahead(depth: int) -> None:
    taken = 0
    prepared = prepare(parse(FOG).review, "html")
    page = write(parse(FOG).review, "html")

    def items() -> Iterator[tuple[int, Prepared | None]]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield number, None if number % 7 == 3 else prepared

    with PandocWorker(depth) as running:
        for at, (key, made) in enumerate(running.write_many(items())):
            assert key == at
            assert made == (None if at % 7 == 3 else page)
            assert taken <= at + 1 + depth


def test_one_worker_serves_one_list_after_the_other() -> None:
    with PandocWorker() as running:
        first = list(running.write_many(ready(3)))
        number = process(running)
        second = list(running.write_many(ready(1, "markdown")))
        assert process(running) == number
        assert len(first) == 3
        assert second == [(0, write(parse(FOG).review, "markdown"))]


@pytest.mark.parametrize("times", [0, 1])
def test_none_starts_for_one_document(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "start_lua", None)
    with PandocWorker() as running:
        assert [type(made) for _, made in running.write_many(ready(times))] == [bytes] * times


def test_who_stops_early_gets_nothing_of_the_old_list_later() -> None:
    with PandocWorker() as running:
        started = running.write_many(ready(9))
        assert next(started)[0] == 0
        started.close()  # type: ignore[attr-defined] # a generator
        found = list(running.write_many(ready(2, "plain")))
    assert found == [(number, write(parse(FOG).review, "plain")) for number in range(2)]


def test_what_the_items_raise_is_raised() -> None:
    def items() -> Iterator[tuple[int, Prepared]]:
        yield from ready(3)
        raise KeyError("x")

    with PandocWorker() as running, pytest.raises(KeyError):
        list(running.write_many(items()))


@pytest.mark.parametrize("format", ["html", "docx"])
def test_large_documents_both_ways_do_not_lock_the_pipes(format: str) -> None:
    """Each is many times what a pipe holds, and is on its way while the one before comes back."""
    text = os.urandom(700_000).hex() if format == "docx" else "fog <&> " * 200_000
    prepared = raw(format, document(*(words(text) for _ in range(1))))
    small = ready(1)[0][1]
    with PandocWorker(6) as running:
        found = list(running.write_many(enumerate([prepared, small, prepared, prepared])))
    large = found[0][1]
    assert isinstance(large, bytes)
    assert len(large) > 300_000
    assert [made for _, made in found[2:]] == [large] * 2


# Faults


def hit(running: PandocWorker, number: signal.Signals) -> None:
    os.kill(process(running), number)


@pytest.mark.parametrize("at", [0, 3, 8])
def test_a_worker_that_is_killed_is_replaced_and_no_document_lost(at: int) -> None:
    page = write(parse(FOG).review, "html")
    with PandocWorker() as running:
        seen = []
        for key, made in running.write_many(ready(30)):
            assert made == page
            seen.append(key)
            if key == at:
                first = process(running)
                hit(running, signal.SIGKILL)
        assert seen == list(range(30))
        assert process(running) != first


def test_a_worker_that_is_killed_again_and_again_is_done_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[int] = []
    start = pandoc.start_lua

    def dying(script: Path) -> Any:
        made = start(script)
        made.kill()
        started.append(made.pid)
        return made

    monkeypatch.setattr(worker, "start_lua", dying)
    page = write(parse(FOG).review, "html")
    with PandocWorker() as running:
        assert [made for _, made in running.write_many(ready(8))] == [page] * 8
    assert 1 <= len(started) <= 3


def test_a_worker_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "seconds_for", lambda _: 0.5)
    page = write(parse(FOG).review, "html")
    with PandocWorker(2) as running:
        for key, made in running.write_many(ready(9)):
            assert made == page
            if key == 2:
                stopped = process(running)
                hit(running, signal.SIGSTOP)
        assert process(running) != stopped
    assert not is_running(stopped)


@IN_WHOLE
def test_a_document_that_takes_too_long_is_reported_and_the_next_ones_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """20,000 marks in each other: pandoc takes squared time for them, and more, in LaTeX."""
    text = '{"t": "Emph", "c": [' * 20_000 + '{"t": "Str", "c": "x"}' + "]}" * 20_000
    deep = json.dumps(document("-")).replace('"-"', f'{{"t": "Para", "c": [{text}]}}').encode()
    plain = compact.compact
    for module in (pandoc, worker):
        monkeypatch.setattr(module, "seconds_for", lambda _: 1.0)
        monkeypatch.setattr(
            module, "compact", lambda made: deep if made == {"deep": 1} else plain(made)
        )
    items = [*ready(1, "latex"), (1, raw("latex", {"deep": 1})), *ready(3, "latex")[2:]]
    with PandocWorker() as running:
        found = list(running.write_many(items))
    expected = write(parse(FOG).review, "latex")
    assert [made for _, made in found[::2]] == [expected] * 2
    assert told(found[1][1]) == ("RF500", "latex took more than 1 seconds to write")


@pytest.mark.parametrize(
    "made",
    [
        document({"t": "Nothing", "c": []}),
        document({"t": "Para", "c": "text"}),
        {"pandoc-api-version": [9, 9], "meta": {}, "blocks": []},
        {},
    ],
    ids=["no block", "no inlines", "no version", "nothing"],
)
def test_a_document_that_pandoc_refuses_is_reported_as_ever(made: dict[str, Any]) -> None:
    bad = raw("html", made)
    with pytest.raises(ReviewError) as caught:
        pandoc.write_document(bad.row, made, 0)
    items = [*ready(2), (2, bad), *ready(5)[3:]]
    with PandocWorker() as running:
        found = list(running.write_many(items))
        assert running._pandoc is not None
    assert [key for key, _ in found] == [0, 1, 2, 3, 4]
    assert told(found[2][1]) == told(caught.value)
    assert {type(one) for key, one in found if key != 2} == {bytes}


@linux
def test_a_document_that_takes_too_much_memory_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_MEMORY", 128 * MIB)
    large = raw("html", document(words("x" * 40_000_000)))
    items = [*ready(1), (1, large), *ready(3)[2:]]
    with PandocWorker() as running:
        found = list(running.write_many(items))
    assert told(found[1][1]) == ("RF500", "html takes more than 128 MiB of memory to write")
    assert found[0][1] == found[2][1] == write(parse(FOG).review, "html")


def script(folder: Path, text: str) -> str:
    path = folder / "pandoc"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


FAILING = {
    "no Lua": 'case $1 in lua) exit 1;; *) exec "{pandoc}" "$@";; esac',
    "words of another kind": 'case $1 in lua) yes;; *) exec "{pandoc}" "$@";; esac',
    "an old version": 'case $1 in lua) printf "ready 0 3\\n3.1"; exec cat >/dev/null;; '
    '*) exec "{pandoc}" "$@";; esac',
    "no number": 'case $1 in lua) printf "ready 0 3\\nabc"; exec cat >/dev/null;; '
    '*) exec "{pandoc}" "$@";; esac',
    "silence": 'case $1 in lua) exec sleep 60;; *) exec "{pandoc}" "$@";; esac',
    "answers too early": 'case $1 in lua) printf "ready 0 3\\n3.9ok 0 1\\nxok 0 1\\nx"; '
    'exec cat >/dev/null;; *) exec "{pandoc}" "$@";; esac',
}


@pytest.mark.parametrize("kind", FAILING)
def test_without_a_worker_each_document_has_a_pandoc_of_its_own(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = script(tmp_path, FAILING[kind].replace("{pandoc}", pandoc.pandoc_path()))
    page = write(parse(FOG).review, "html")
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: other)
    monkeypatch.setattr(worker, "seconds_for", lambda _: 0.5)
    with PandocWorker() as running:
        found = [made for _, made in running.write_many(ready(4))]
    if kind != "answers too early":  # this one says what it pleases
        assert found == [page] * 4
    assert len(found) == 4
    assert running._pandoc is None


def test_without_pandoc_each_document_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: "/nowhere/pandoc")
    with PandocWorker() as running:
        found = list(running.write_many(ready(3)))
    message = "pandoc could not be run: no such file or directory"
    assert [told(one) for _, one in found] == [("RF501", message)] * 3


# How long it stays


def test_a_worker_is_renewed_after_some_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SERVES", 4)
    page = write(parse(FOG).review, "html")
    numbers = set()
    with PandocWorker() as running:
        for _, made in running.write_many(ready(11)):
            assert made == page
            if running._pandoc is not None:
                numbers.add(process(running))
    assert len(numbers) == 3
    assert not any(map(is_running, numbers))


@linux
def test_a_worker_that_has_grown_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_LOOKS_EVERY", 2)
    with PandocWorker() as running:
        list(running.write_many(ready(6)))
        first = process(running)
        assert memory_of(first) > 10 * MIB
        monkeypatch.setattr(worker, "_LARGEST", 10 * MIB)
        found = list(running.write_many(ready(20)))
        assert [type(made) for _, made in found] == [bytes] * 20
        assert process(running) != first


@linux
def test_the_system_bounds_its_time_and_raises_the_bound_as_it_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who is alone, for we are gone, ends by itself, whatever it is at."""

    def bound() -> int:
        limits = Path(f"/proc/{process(running)}/limits").read_text()
        return int(next(line for line in limits.split("\n") if "cpu" in line).split()[3])

    monkeypatch.setattr(worker, "MOST_SECONDS", 0.49)
    with PandocWorker() as running:
        list(running.write_many(ready(2)))
        assert bound() == 1
        for _ in range(100):
            list(running.write_many(ready(10, "docx")))
            if bound() > 1:
                break
        assert bound() > 1


# What is left behind


def test_nothing_is_left_when_it_is_closed() -> None:
    with PandocWorker() as running:
        list(running.write_many(ready(3)))
        number = process(running)
        assert os.getpgid(number) != os.getpgid(0)
    assert not is_running(number)
    assert running._pandoc is None
    running.close()


def test_what_is_raised_between_two_documents_leaves_nothing() -> None:
    numbers = []

    def interrupted() -> None:
        with PandocWorker() as running:
            for key, _ in running.write_many(ready(9)):
                numbers.append(process(running))
                if key == 2:
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not is_running(numbers[-1])


@linux
def test_it_ends_when_the_one_that_started_it_is_killed() -> None:
    code = (
        "import sys, time\n"
        "from reviewfmt.converter import PandocWorker, prepare\n"
        "from reviewfmt.parser import parse\n"
        f"prepared = prepare(parse({FOG!r}).review, 'html')\n"
        "running = PandocWorker()\n"
        "list(running.write_many([(0, prepared), (1, prepared)]))\n"
        "print(running._pandoc._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert is_running(number)
        parent.kill()
    for _ in range(100):
        if not is_running(number):
            return
        time.sleep(0.05)
    raise AssertionError("pandoc goes on")


# What it must not read

SECRET = "kestrel-" * 40


class _Web(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and what was asked of it."""
    _Web.asked = []
    server = http.server.HTTPServer(("127.0.0.1", 0), _Web)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", _Web.asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PandocWorker, Path]]:
    """A worker that runs in a folder, and a file beside that folder."""
    folder = tmp_path_factory.mktemp("worker")
    secret = folder / "secret.png"
    secret.write_text(SECRET, encoding="utf-8")
    (folder / "inside").mkdir()
    with PandocWorker() as running, contextlib.chdir(folder / "inside"):
        list(running.write_many(ready(2)))
        yield running, secret


def content(made: bytes) -> bytes:
    if not made.startswith(b"PK"):
        return made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("case", HOSTILE, ids=[case["name"] for case in HOSTILE])
def test_no_file_and_no_address_is_read(
    case: dict[str, Any],
    web: tuple[str, list[str]],
    inside: tuple[PandocWorker, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker refuses by itself: what runs before a pandoc of its own is not asked here."""
    running, secret = inside
    text = json.dumps(case).replace("{file}", str(secret)).replace("{address}", web[0])
    made = json.loads(text.replace("{name}", secret.name))
    hostile = document(*made["blocks"], meta=made.get("meta"))
    alone: list[str] = []

    def write_alone(row: Any, *_: object) -> bytes:
        alone.append(row.name)
        return b""

    monkeypatch.setattr(worker, "write_document", write_alone)
    found = dict(running.write_many((format, raw(format, hostile)) for format in WRITTEN))
    for format, output in found.items():
        assert isinstance(output, bytes), format
        assert SECRET.encode() not in content(output), format
        assert SECRET.encode().hex() not in content(output).decode(errors="replace"), format
    assert web[1] == []
    refused = [name for name in WRITTEN if not FORMATS[name].shape.pictures]
    assert alone == (refused if '"Image"' in text else [])


def test_a_picture_is_refused_as_by_a_pandoc_of_its_own() -> None:
    picture = document(*HOSTILE[0]["blocks"])
    items = [*ready(2), *((format, raw(format, picture)) for format in ("docx", "odt", "rtf"))]
    with PandocWorker() as running:
        found = dict(running.write_many(items))
    for format in ("docx", "odt", "rtf"):
        message = f"a picture would be fetched for {format}, which holds none"
        assert told(found[format]) == ("RF502", message)


def test_no_file_of_the_user_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates and terms in the folders that pandoc looks into change nothing."""
    for folder in (".local/share/pandoc", ".pandoc", "pandoc"):
        templates = tmp_path / folder / "templates"
        templates.mkdir(parents=True)
        for name in ("latex", "commonmark", "rst", "plain"):
            (templates / f"default.{name}").write_text("HOSTILE", encoding="utf-8")
    expected = {name: write(parse(FOG).review, name) for name in ("latex", "markdown", "rst")}
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    items = [(name, prepare(parse(FOG).review, name)) for name in expected]
    with PandocWorker() as running:
        assert dict(running.write_many(items)) == expected
        assert running._pandoc is not None
