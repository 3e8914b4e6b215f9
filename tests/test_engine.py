"""The engine: order, bounds, processes that are killed; and the faults of tests/data/engine."""

from __future__ import annotations

import os
import pickle
import re
import resource
import select
import signal
import subprocess
import sys
import time
import tomllib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.batch import discover, engine, same_files
from reviewfmt.batch.engine import Ready, Tasks, run
from reviewfmt.batch.output import NAME
from reviewfmt.cli import progress
from reviewfmt.cli import run as run_cli
from reviewfmt.cli.check import _adapted
from reviewfmt.cli.checking import Check
from reviewfmt.cli.converting import Convert
from reviewfmt.cli.differences import Look
from reviewfmt.cli.fixing import Mender
from reviewfmt.cli.format import Format
from reviewfmt.cli.inputs import configured
from reviewfmt.files import TEMPORARY, read_file
from tests.budget import IN_WHOLE

TESTS = Path(__file__).parent
CLI = TESTS / "data" / "cli"
GOOD = (CLI / "good.review").read_bytes()
NAMED = {
    "@good": GOOD,
    "@broken": (CLI / "broken.review").read_bytes(),
    "@warned": (CLI / "warned.review").read_bytes(),
    "@fixable": (CLI / "empty-field.review").read_bytes(),
    "@unformatted": GOOD.replace(b"\n\n", b"\n\n\n\n"),
}

LONGEST = 120
"""After this many seconds, a test that waits for a run fails: it would wait forever."""

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="POSIX signals and limits"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork, though what runs the tests may have a thread: spawning takes half a second."""
    monkeypatch.setattr(engine, "_method", lambda: "fork")


@pytest.fixture(autouse=True)
def _early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes for few tasks, where they do not pay yet."""
    monkeypatch.setattr(engine, "FEW", 32)


# -- what is done in the processes: functions of a module, for they may be pickled -------------


def doubled(tasks: Tasks[int]) -> Iterator[int]:
    for task in tasks:
        yield 2 * task


def read_ahead(tasks: Tasks[int]) -> Iterator[int]:
    """Take three tasks more than results are given, as far as they are at hand."""
    owed: deque[int] = deque()
    while True:
        while len(owed) < 4 and (not owed or tasks.at_hand()):
            task = next(tasks, None)
            if task is None:
                break
            owed.append(task)
        if not owed:
            return
        yield 2 * owed.popleft()


def who(tasks: Tasks[int]) -> Iterator[int]:
    for _ in tasks:
        yield os.getpid()


def refusing(tasks: Tasks[int]) -> Iterator[int]:
    for task in tasks:
        if task == 70:
            raise ValueError("seventy")
        yield task


def large(tasks: Tasks[bytes]) -> Iterator[bytes]:
    for task in tasks:
        yield task + b"."


class Killed:
    """Ends its process at some tasks: each time, or the first time that one is met."""

    def __init__(self, how: str, always: tuple[int, ...], once: tuple[int, ...], mark: Path):
        self.how = how
        self.always = always
        self.once = once
        self.mark = mark

    def __call__(self, tasks: Tasks[int]) -> Iterator[int]:
        for task in tasks:
            mark = self.mark / str(task)
            if task in self.always or (task in self.once and not mark.exists()):
                mark.touch()
                if self.how == "exit":
                    os._exit(7)
                os.kill(os.getpid(), signal.Signals[self.how])
            yield 2 * task


def no_loss(task: Any, why: str) -> Any:
    raise AssertionError(f"{task} {why}")


def told(task: int, why: str) -> Any:
    return (task, why)


# -- order ------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("work", [doubled, read_ahead])
@pytest.mark.parametrize("number", [0, 1, 31, 32, 1500])
def test_results_come_in_the_order_of_the_tasks(
    number: int, work: Callable[[Tasks[int]], Iterator[int]], jobs: int
) -> None:
    found = list(run(work, range(number), jobs, lost=no_loss))
    assert found == [2 * task for task in range(number)]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("known", [2, 3, 7, 400])
def test_what_is_known_comes_in_its_place(known: int, jobs: int) -> None:
    items = [Ready(-at) if at % known else at for at in range(1200)]
    found = list(run(read_ahead, items, jobs, lost=no_loss))
    assert found == [-at if at % known else 2 * at for at in range(1200)]


def test_few_tasks_start_no_process() -> None:
    assert set(run(who, range(engine.FEW - 1), 2, lost=no_loss)) == {os.getpid()}
    found = set(run(who, range(500), 2, lost=no_loss))
    assert len(found) == 2
    assert os.getpid() not in found


@pytest.mark.parametrize(
    ("number", "jobs", "method", "times"),
    [(500, 2, "fork", 1), (10, 2, "fork", 0), (500, 1, "fork", 0), (40, 2, "spawn", 0)],
)
def test_what_processes_need_is_loaded_before_they_are_forked(
    number: int, jobs: int, method: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_method", lambda: method)
    warmed: list[int] = []
    results = run(doubled, range(number), jobs, lost=no_loss, warm=lambda: warmed.append(1))
    assert len(list(results)) == number
    assert len(warmed) == times


def test_a_text_of_signs_loads_what_reading_a_review_takes() -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from reviewfmt.cli.progress import SIGNS\n"
        "from reviewfmt.converter import prepare\n"
        "from reviewfmt.linter import check_data\n"
        "from reviewfmt.parser import parse\n"
        "check_data(SIGNS.encode(), '')\n"
        "prepare(parse(SIGNS).review, 'html')\n"
        "before = set(sys.modules)\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "prepare(parse(data.decode()).review, 'html')\n"
        "check_data(data, '')\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    sample = TESTS.parent / "samples" / "metallic-rouge.review"
    done = subprocess.run(
        [sys.executable, "-c", code, sample], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_what_is_to_be_done_here_is_done_here() -> None:
    found = list(run(who, range(200), 2, lost=no_loss, here=lambda task: task % 50 == 0))
    assert [at for at, pid in enumerate(found) if pid == os.getpid()] == [0, 50, 100, 150]


def test_a_process_that_is_spawned_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_method", lambda: "spawn")
    assert list(run(doubled, range(64), 2, lost=no_loss)) == [2 * task for task in range(64)]


def test_where_no_process_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine._Crew, "_start", lambda self: None)
    assert list(run(doubled, range(700), 2, lost=no_loss)) == [2 * task for task in range(700)]


def test_the_work_of_each_command_can_be_sent(tmp_path: Path) -> None:
    """Where processes are not forked, all that they need is pickled: configurations are read."""
    (tmp_path / "reviewfmt.toml").write_text('ignore = ["RF4"]\nexclude = ["x"]\n')
    path = str(tmp_path / "a.review")
    adapt = partial(_adapted, ("RF1",), ("RF3",), False, True)
    configs = configured(None, ("b",), True, adapt)
    works: list[Check | Format | Convert] = [
        Check(configs, "json", mender=Mender(True, True), look=Look(True, False)),
        Format(configs, dry=True, look=Look(False, False)),
        Convert({"author": "A"}, False, True, False, 1, False, True, configs, "cp1252", None),
    ]
    for work in works:
        sent = pickle.loads(pickle.dumps(work))
        assert sent.configs.of(path) == configs.of(path)
        assert sent.configs.of(path).strict
        assert replace(sent, configs=configs) == work


def test_a_command_whose_processes_are_spawned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _fill(tmp_path, 40, "@fixable")
    monkeypatch.setattr(engine, "_method", lambda: "spawn")
    assert run_cli(["check", "in", "--fix", "-j", "2"]) == 0
    assert capsys.readouterr().err == "40 files checked: clean; 40 findings fixed\n"


# -- bounds -----------------------------------------------------------------------------------


def test_no_more_tasks_are_taken_than_a_window_holds() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for task in range(100_000):
            taken.append(task)
            yield task

    with closing(run(doubled, tasks(), 2, lost=no_loss)) as results:
        assert next(results) == 0
        time.sleep(0.1)
        assert next(results) == 2
    assert len(taken) <= engine.WINDOW + 2


def test_work_that_reads_ahead_does_not_wait_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window is smaller than what two processes would read ahead."""
    monkeypatch.setattr(engine, "WINDOW", 5)
    found = list(run(read_ahead, range(300), 2, lost=no_loss, few=2))
    assert found == [2 * task for task in range(300)]


def test_large_tasks_and_large_results_do_not_wait_for_each_other() -> None:
    tasks = [b"x" * 300_000] * 60
    assert list(run(large, tasks, 2, lost=no_loss)) == [task + b"." for task in tasks]


# -- processes that end -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("SIGKILL", "was ended by SIGKILL"),
        ("SIGTERM", "ended with 143"),
        ("SIGUSR1", "was ended by SIGUSR1"),
        ("exit", "ended with 7"),
    ],
)
def test_a_process_that_ends_is_replaced(how: str, why: str, tmp_path: Path) -> None:
    work = Killed(how, (3, 77), (0, 40, 41, 199), tmp_path)
    found = list(run(work, range(200), 2, lost=told))
    assert found == [(task, why) if task in (3, 77) else 2 * task for task in range(200)]


@IN_WHOLE
def test_every_task_may_end_its_process(tmp_path: Path) -> None:
    work = Killed("exit", tuple(range(40)), (), tmp_path)
    found = list(run(work, range(40), 2, lost=told))
    assert found == [(task, "ended with 7") for task in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_in_its_place(jobs: int) -> None:
    results = run(refusing, range(200), jobs, lost=no_loss)
    assert [next(results) for _ in range(70)] == list(range(70))
    with pytest.raises(ValueError, match="seventy"):
        next(results)


def test_leaving_early_ends_the_processes_and_loses_no_result() -> None:
    late: list[int] = []
    begun = time.monotonic()
    with closing(run(who, range(10_000), 2, lost=no_loss, late=late.append)) as results:
        pids = {next(results) for _ in range(100)}
        time.sleep(0.1)
    assert time.monotonic() - begun < 20
    assert pids
    assert len(late) > 20
    for pid in pids | set(late):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# -- the command line, over many files --------------------------------------------------------


def _start(arguments: list[str], folder: Path, **options: Any) -> subprocess.Popen[bytes]:
    limit = options.pop("limit", None)

    def before() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, str(TESTS / "killing.py"), *arguments],
        cwd=folder,
        env={
            **{key: one for key, one in os.environ.items() if key not in ("CI", "NO_COLOR")},
            "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src"), *sys.path]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SOURCE_DATE_EPOCH": "1700000000",
            **options.pop("env", {}),
        },
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        preexec_fn=before,
        start_new_session=True,
        **options,
    )


def _make(folder: Path, name: str, value: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if value.startswith("link:"):
        path.symlink_to(value[5:])
    elif value.startswith("big:"):
        path.write_bytes(
            NAMED["@unformatted"].replace(b"\n\n", b"\n\nMore.\n\n\n" * int(value[4:]), 1)
        )
    else:
        path.write_bytes(NAMED.get(value, value.encode()))


def _fill(folder: Path, number: int, value: str = "@good") -> None:
    for at in range(number):
        _make(folder, f"in/m{at:03}.review", value)


def _left(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob(f"{TEMPORARY}*")]


def _cases() -> list[Any]:
    path = TESTS / "data" / "engine" / "cases.toml"
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    assert len(cases) > 12
    return [
        pytest.param(case, id=case["name"], marks=() if at % 3 == 0 else IN_WHOLE)
        for at, case in enumerate(cases)
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_fault_among_many_files(case: dict[str, Any], tmp_path: Path) -> None:
    for name, value in {**case.get("file", {}), **case.get("read_only", {})}.items():
        _make(tmp_path, name, value)
        if name in case.get("read_only", {}):
            (tmp_path / name).chmod(0o444)
    _fill(tmp_path, case.get("many", 0))
    before = {name: _bytes(tmp_path / name) for name in case.get("done", {})}
    process = _start(
        case["args"],
        tmp_path,
        limit=case.get("limit"),
        stdin=subprocess.PIPE if "stdin" in case else subprocess.DEVNULL,
    )
    given = NAMED.get(case.get("stdin", ""))
    out, err = (one.decode() for one in process.communicate(given, timeout=LONGEST))
    assert (process.returncode, err if process.returncode != case["exit"] else "") == (
        case["exit"],
        "",
    )
    for stream, text in (("stdout", out), ("stderr", err)):
        if stream in case:
            assert text == NAMED.get(case[stream], case[stream].encode()).decode()
        for part in case.get(f"{stream}_has", ()):
            assert part in text
        for part in case.get(f"{stream}_lacks", ()):
            assert part not in text
    for name, expected in case.get("done", {}).items():
        now = _bytes(tmp_path / name)
        if expected == "new":
            assert now not in (None, before[name]), name
        else:
            old = before[name] or b""
            assert now == {"": None, "old": old, "+": old + b"+"}[expected], name
    assert _left(tmp_path) == []


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "in", "--output-format", "full"],
        ["check", "in", "--output-format", "gitlab"],
        ["check", "in", "--diff", "--unsafe-fixes"],
        ["format", "in", "--diff"],
        ["convert", "in", "-t", "json", "-o", "out", "--verbose"],
        ["convert", "in", "-t", "json", "-o", "out", "--output-format", "json"],
    ],
)
@IN_WHOLE
def test_the_number_of_processes_changes_nothing(arguments: list[str], tmp_path: Path) -> None:
    ended = []
    for jobs in ("1", "4"):
        folder = tmp_path / jobs
        for at, value in enumerate((*NAMED, "big:3", "\ufffdx") * 5):
            _make(folder, f"in/m{at:03}.review", value)
        process = _start([*arguments, "-j", jobs], folder)
        ended.append((*process.communicate(timeout=LONGEST), process.returncode))
    assert ended[0] == ended[1]
    assert ended[0][0] or ended[0][1].count(b"\n") > 8


# -- ending before the end --------------------------------------------------------------------

STOPPED = {
    "format": (["format", "in"], "@unformatted"),
    "check --fix": (["check", "in", "--fix", "--no-cache"], "@fixable"),
    "convert": (["convert", "in", "-t", "json", "-o", "out"], "@good"),
    "convert by pandoc": (["convert", "in", "-t", "html", "-o", "out"], "@good"),
}


def _is_begun(folder: Path, value: str) -> bool:
    """Tell whether a file was written."""
    if any((folder / "out").glob("m*")):
        return True
    return (folder / "in" / "m000.review").read_bytes() != NAMED[value]


def _wait_until_begun(process: subprocess.Popen[bytes], folder: Path, value: str) -> None:
    until = time.monotonic() + LONGEST
    while not _is_begun(folder, value):
        assert process.poll() is None
        assert time.monotonic() < until, "nothing is written"
        time.sleep(0.005)


def _gone(group: int) -> bool:
    """Tell whether every process of a group has ended, when those have that were told to."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("command", STOPPED)
@pytest.mark.parametrize(
    ("number", "whole_group"), [(signal.SIGINT, True), (signal.SIGTERM, False)]
)
def test_a_run_that_is_stopped_leaves_whole_files_and_no_process(
    number: signal.Signals, whole_group: bool, command: str, tmp_path: Path
) -> None:
    arguments, value = STOPPED[command]
    _fill(tmp_path, 500, value)
    process = _start([*arguments, "-j", "2"], tmp_path)
    _wait_until_begun(process, tmp_path, value)
    sent = time.monotonic()
    (os.killpg if whole_group else os.kill)(process.pid, number)
    out, err = process.communicate(timeout=60)
    took = time.monotonic() - sent
    assert (process.returncode, out) == (128 + number, b"")
    assert b"Traceback" not in err
    assert took < 10  # a second, where nobody else wants the processors
    assert _gone(process.pid)
    files = [*(tmp_path / "in").glob("m*"), *(tmp_path / "out").glob("m*")]
    contents = {path.read_bytes() for path in files}
    assert len(contents) <= 3
    assert all(one.endswith((b"\n", NAMED[value])) for one in contents)
    assert _left(tmp_path) == []
    if "convert" in command:
        listed = (_bytes(tmp_path / "out" / NAME) or b"").decode()
        made = {path.name for path in (tmp_path / "out").glob("m*")}
        # One file of each process may be whole, and its process not have come to say so.
        assert len(made - set(re.findall(r"m\d+\.\w+(?=\": )", listed))) <= 2


@IN_WHOLE
@pytest.mark.parametrize("command", ["format", "convert by pandoc"])
def test_no_process_outlives_a_run_that_is_killed(command: str, tmp_path: Path) -> None:
    arguments, value = STOPPED[command]
    _fill(tmp_path, 500, value)
    process = _start([*arguments, "-j", "2"], tmp_path)
    _wait_until_begun(process, tmp_path, value)
    process.kill()
    process.communicate(timeout=60)
    assert _gone(process.pid)
    files = [*(tmp_path / "in").glob("m*"), *(tmp_path / "out").glob("m*")]
    assert len({path.read_bytes() for path in files}) <= 2


def test_who_reads_the_first_lines_alone_is_no_fault(tmp_path: Path) -> None:
    _fill(tmp_path, 300, "@broken")
    process = _start(["check", "in", "-j", "2", "--output-format", "concise"], tmp_path)
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], LONGEST)[0]
    assert process.stdout.readline().startswith(b"in/m000.review:9:15: RF105 ")
    process.stdout.close()
    process.stdout = None
    assert process.communicate(timeout=60)[1] == b"300 files checked: 300 errors\n"
    assert process.returncode == 1


# -- many files -------------------------------------------------------------------------------


def _peak(number: int, arguments: list[str], folder: Path) -> int:
    """Return the largest memory that a process of a run over this many files had, in KiB."""
    folder.mkdir()
    _fill(folder, number, "@broken")
    nowhere = subprocess.DEVNULL
    process = _start([*arguments, "-j", "2"], folder, stdout=nowhere, stderr=nowhere)
    until = time.monotonic() + LONGEST
    ended = status = 0
    while not ended:
        assert time.monotonic() < until, "the run does not end"
        time.sleep(0.01)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    return usage.ru_maxrss


@IN_WHOLE
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "in", "--no-cache", "--output-format", "json"],
        ["format", "in"],
        ["convert", "in", "-t", "json", "-o", "out"],
    ],
    ids=lambda arguments: " ".join(arguments[:1] + arguments[-2:]),
)
def test_memory_does_not_grow_with_the_files(arguments: list[str], tmp_path: Path) -> None:
    few = _peak(100, arguments, tmp_path / "few")
    many_ = _peak(1000, arguments, tmp_path / "many")
    assert many_ < 1.12 * few


@IN_WHOLE
def test_a_folder_of_very_many_files(tmp_path: Path) -> None:
    """Twenty thousand names are found in order, and a name is all that is kept of a file."""
    import tracemalloc

    for at in range(20_000):
        os.close(os.open(tmp_path / f"{at * 7919 % 20_000:05}.review", os.O_CREAT))
    tracemalloc.start()
    found = discover([str(tmp_path)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [Path(path).name for path in found.files] == [f"{at:05}.review" for at in range(20_000)]
    assert peak < 20_000 * 500


def test_the_same_file_by_a_link(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).touch()
    (tmp_path / "l").symlink_to("b")
    (tmp_path / "m").symlink_to("nowhere")
    paths = [str(tmp_path / name) for name in "abclm"]
    assert same_files(paths) == {str(tmp_path / name) for name in "blm"}
    assert same_files(paths[:3]) == set()


# -- how far it is ----------------------------------------------------------------------------


@IN_WHOLE
def test_a_terminal_shows_the_rate_and_the_time_left(tmp_path: Path) -> None:
    import pty

    for at in range(100):
        _make(tmp_path, f"in/waits-{at}.review", "@good")
    said = {}
    for quiet in ((), ("-q",)):
        ours, theirs = pty.openpty()
        arguments = ["check", "in", "-j", "2", "--no-cache", *quiet]
        process = _start(arguments, tmp_path, stderr=theirs, env={"TERM": "xterm"})
        os.close(theirs)
        text = b""
        try:
            while select.select([ours], [], [], LONGEST)[0] and (data := os.read(ours, 65_536)):
                text += data
        except OSError:  # the other side has closed it
            pass
        os.close(ours)
        assert process.communicate(timeout=60)[0] == b""
        said[quiet] = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.decode())
    assert re.search(r"checked .* \d+/100 \d+/s \d:\d\d:\d\d", said[()])
    assert said[()].endswith("100 files checked: clean\r\n")
    assert said[("-q",)] == ""


def test_a_log_of_ci_has_a_line_from_time_to_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _fill(tmp_path, 25)
    monkeypatch.setattr(progress, "_LOGGED_EVERY", 0.0)
    arguments = ["check", "in", "-j", "1", "--no-cache"]
    for ci, quiet, lines in (("", (), 1), ("1", ("-q",), 0), ("1", (), 26)):
        monkeypatch.setenv("CI", ci)
        assert run_cli([*arguments, *quiet]) == 0
        told = capsys.readouterr().err.splitlines()
        assert len(told) == lines
    assert re.fullmatch(r"reviewfmt: 5 of 25 checked, \d+ a second, 0:\d\d left", told[4])
    monkeypatch.setattr(progress, "_LOGGED_EVERY", 3600.0)
    assert run_cli(arguments) == 0
    assert capsys.readouterr().err == "25 files checked: clean\n"


def test_a_file_that_changes_each_time_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewfmt import files

    path = tmp_path / "a"
    path.write_bytes(b"1")
    read = files.read_stream
    times: list[int] = []

    def growing(*given: Any) -> bytes:
        data = read(*given)
        times.append(1)
        if len(times) < until:
            with path.open("ab") as file:
                file.write(b"1")
        return data

    monkeypatch.setattr(files, "read_stream", growing)
    until = 3
    assert read_file(str(path)) == b"111"
    until = 100
    with pytest.raises(OSError, match="it changes while it is read"):
        read_file(str(path))
