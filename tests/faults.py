"""A harness of faults: a command that writes fails at a random point; what is there then?

Run as a script it is a run that meets its fault: `faults.py SIGNAL COUNT ARGUMENT...` is the
command line, which gets the signal at the COUNT-th thing that it does to a file.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reviewfmt.batch.cache import NAME as CACHE
from reviewfmt.batch.journal import JOURNAL
from reviewfmt.batch.output import NAME as OUTPUTS

ROOT = Path(__file__).parents[1]
CLI = ROOT / "tests" / "data" / "cli"
GOOD = (CLI / "good.review").read_bytes()
UNFORMATTED = GOOD.replace(b"\n\n", b"\n\n\n\n")
FIXABLE = (CLI / "empty-field.review").read_bytes()
PAGE = (
    "<html><head><title>A Show Season 1 Review – Calm</title></head><body>"
    "<h1>A Show Season 1 Review – Calm</h1><p>Calm.</p><h2>Verdict</h2><p>7/10</p></body></html>"
).encode()


class Command(NamedTuple):
    """A command that writes, and the files that it finds.

    A file of `reports` says what was found or done, so another fault makes another one: it is a
    whole JSON document.
    """

    arguments: tuple[str, ...]
    files: dict[str, bytes]
    reports: frozenset[str] = frozenset()


def _in(data: bytes, *more: str) -> dict[str, bytes]:
    names = ("in/a.review", "in/b.review", "in/deep/c.review", *more)
    return dict.fromkeys(names, data)


COMMANDS = {
    "format": Command(("format", "in"), _in(UNFORMATTED)),
    "format, several": Command(("format", "in/a.review", "in/b.review"), _in(UNFORMATTED)),
    "check --fix": Command(("check", "in", "--fix"), _in(FIXABLE)),
    "check -o": Command(
        ("check", "in", "--output-format", "json", "-o", "r.json"),
        {**_in(FIXABLE), "r.json": b"[]\n"},
        frozenset(("r.json",)),
    ),
    "check --fix -o": Command(
        ("check", "in", "--fix", "--output-format", "sarif", "-o", "new/r.sarif"),
        _in(FIXABLE),
        frozenset(("new/r.sarif",)),
    ),
    "check --write-baseline": Command(
        ("check", "in", "--write-baseline", "known.json"),
        _in(FIXABLE),
        frozenset(("known.json",)),
    ),
    "convert to json": Command(
        ("convert", "in", "-t", "json", "-o", "out", "-j", "2", "--force"),
        {**_in(GOOD), "out/a.json": b"old"},
        frozenset(("out/.reviewfmt.json",)),
    ),
    "convert to html": Command(
        ("convert", "in", "-t", "html", "-o", "out", "-j", "2", "--force"),
        {**_in(GOOD), "out/b.html": b"old"},
        frozenset(("out/.reviewfmt.json",)),
    ),
    "convert to epub": Command(("convert", "in/a.review", "-o", "a.epub"), _in(GOOD)),
    "convert from html": Command(
        ("convert", "p.html", "-o", "p.review", "--force"), {"p.html": PAGE, "p.review": b"old"}
    ),
}

State = dict[str, bytes]


class Ended(NamedTuple):
    """How a run ended: its exit code, and what it said on standard error."""

    code: int
    said: bytes


def state_of(folder: Path) -> State:
    """Every file below `folder` and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and CACHE not in path.parts
    }


def fill(folder: Path, command: Command) -> None:
    """Make the files that a command finds."""
    for name, data in command.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def start(
    arguments: tuple[str, ...],
    folder: Path,
    *,
    limit: int | None = None,
    meeting: tuple[int, int] | None = None,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start the command line in `folder`.

    `limit` is how large a file it may write; `meeting` a signal and at how many things that it
    does to a file it meets it.
    """

    def before() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        if limit is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    program = ["-m", "reviewfmt"]
    if meeting is not None:
        program = [str(Path(__file__)), *map(str, meeting)]
    return subprocess.Popen(
        [sys.executable, *program, *arguments],
        cwd=folder,
        env={
            **{key: value for key, value in os.environ.items() if key != "CI"},
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SOURCE_DATE_EPOCH": "1700000000",
        },
        stdin=subprocess.DEVNULL,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        preexec_fn=before,
        **options,
    )


def finish(process: subprocess.Popen[bytes]) -> Ended:
    """Wait for a run to end."""
    said = process.communicate(timeout=120)[1] or b""
    return Ended(process.returncode, said)


class Whole(NamedTuple):
    """What a run without a fault makes: its exit code, all files after it, and its seconds."""

    code: int
    state: State
    seconds: float


@cache
def whole(name: str, base: Path) -> Whole:
    """Run a command without a fault, in a folder of its own below `base`."""
    folder = base / name.replace(" ", "-")
    folder.mkdir(parents=True)
    fill(folder, COMMANDS[name])
    begun = time.monotonic()
    ended = finish(start(COMMANDS[name].arguments, folder))
    assert ended.code in (0, 1), ended.said
    return Whole(ended.code, state_of(folder), time.monotonic() - begun)


# -- the faults -------------------------------------------------------------------------------


class Fault(NamedTuple):
    """A fault: runs a command in a folder with it, and undoes it; the exit codes that it gives."""

    run: Callable[[Command, Path, Whole, random.Random], Ended]
    codes: frozenset[int]


def _killed(number: signal.Signals) -> Callable[[Command, Path, Whole, random.Random], Ended]:
    def run(command: Command, folder: Path, expected: Whole, chance: random.Random) -> Ended:
        if chance.random() < 0.6:
            count = chance.randint(1, 6 * len(command.files))
            return finish(start(command.arguments, folder, meeting=(number, count)))
        process = start(command.arguments, folder)
        time.sleep(chance.uniform(0, expected.seconds))
        process.send_signal(number)
        return finish(process)

    return run


def _no_space(command: Command, folder: Path, expected: Whole, chance: random.Random) -> Ended:
    largest = max(map(len, expected.state.values()))
    limit = chance.randint(0, largest)
    return finish(start(command.arguments, folder, limit=limit))


def _no_rights(command: Command, folder: Path, _: Whole, chance: random.Random) -> Ended:
    """Take rights from some files, and from some folders where that means anything: not to root."""
    paths = sorted(path for path in folder.rglob("*") if not path.is_dir() or os.geteuid())
    left = {path: chance.choice((0o555, 0o333, 0o000)) for path in paths if chance.random() < 0.4}
    if os.geteuid() and chance.random() < 0.5:
        left = {folder: 0o555, **left}
    modes = {path: path.stat().st_mode & 0o777 for path in left}
    for path in reversed(left):
        path.chmod(modes[path] & left[path])
    try:
        return finish(start(command.arguments, folder))
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _closed(stream: str) -> Callable[[Command, Path, Whole, random.Random], Ended]:
    def run(command: Command, folder: Path, expected: Whole, chance: random.Random) -> Ended:
        process = start(command.arguments, folder)
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, expected.seconds))
        closing = process.stdout if stream == "stdout" else process.stderr
        assert closing is not None
        closing.close()
        setattr(process, stream, None)
        return finish(process)

    return run


SIGNALLED = {number: frozenset((128 + number, -number)) for number in signal.Signals}

FAULTS = {
    "SIGKILL": Fault(_killed(signal.SIGKILL), SIGNALLED[signal.SIGKILL]),
    "SIGTERM": Fault(_killed(signal.SIGTERM), SIGNALLED[signal.SIGTERM]),
    "Ctrl-C": Fault(_killed(signal.SIGINT), SIGNALLED[signal.SIGINT]),
    "no space": Fault(_no_space, frozenset((2,))),
    "no rights": Fault(_no_rights, frozenset((2,))),
    "standard output closed": Fault(_closed("stdout"), frozenset()),
    "standard error closed": Fault(_closed("stderr"), frozenset()),
}
"""The faults by their names. A run that ends before its fault has the exit code of a whole one."""


def _remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def _full_disk(command: Command, folder: Path, _: Whole, chance: random.Random) -> Ended:
    used = sum(-(-len(data) // 4096) * 4 for data in command.files.values())
    _remount(folder, f"size={used + 4 * chance.randint(0, 5)}k")
    try:
        return finish(start(command.arguments, folder))
    finally:
        _remount(folder, "size=64m")


def _read_only_disk(command: Command, folder: Path, _: Whole, __: random.Random) -> Ended:
    _remount(folder, "ro")
    try:
        return finish(start(command.arguments, folder))
    finally:
        _remount(folder, "rw")


DISK_FAULTS = {
    "full disk": Fault(_full_disk, frozenset((2,))),
    "read-only disk": Fault(_read_only_disk, frozenset((2,))),
}
"""The faults of a file system of its own, which only root can mount."""


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """Mount a file system in memory at `folder`; OSError where that is not allowed."""
    mount = [str(shutil.which("mount")), "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if mount[0] == "None" or os.geteuid() != 0:
        raise PermissionError("only root mounts")
    done = subprocess.run(mount, capture_output=True, check=False)
    if done.returncode:
        raise PermissionError(done.stderr.decode(errors="replace"))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


# -- what must hold ---------------------------------------------------------------------------


def faults_of(name: str, fault: str, seed: int, folder: Path, base: Path) -> list[str]:
    """Run a command with a fault, and again without; return what is wrong, nothing if it holds.

    Every target is the old file or the whole new one; there is no traceback; the exit code is the
    fault's; after the second run all is as if there had been no fault, with no file left over.
    `folder` is empty; `base` is where the runs without a fault are made, once each.
    """
    command, chance = COMMANDS[name], random.Random(f"{name} {fault} {seed}")
    expected = whole(name, base)
    fill(folder, command)
    met = {**FAULTS, **DISK_FAULTS}[fault]
    ended = met.run(command, folder, expected, chance)
    return [
        *_wrong_after(ended, met, expected),
        *_wrong_files(command, folder, expected),
        *_wrong_again(command, folder, expected),
    ]


def _wrong_after(ended: Ended, fault: Fault, expected: Whole) -> Iterator[str]:
    # Before the first line of the script runs, what Python says about Ctrl-C is its own.
    pythons_own = b"__main__.py" not in ended.said and b"KeyboardInterrupt" in ended.said
    if b"Traceback" in ended.said and not pythons_own:
        yield f"a traceback: {ended.said.decode(errors='replace')}"
    if b"internal error" in ended.said:
        yield ended.said.decode(errors="replace")
    if ended.code not in {expected.code, *fault.codes} and not pythons_own:
        yield f"the exit code is {ended.code}: {ended.said.decode(errors='replace')}"


def _wrong_files(command: Command, folder: Path, expected: Whole) -> Iterator[str]:
    from reviewfmt.files import TEMPORARY

    for path, data in state_of(folder).items():
        if path.rpartition("/")[2] in (TEMPORARY, JOURNAL):
            continue
        if path in command.reports and _is_json(data):
            continue
        if data not in (command.files.get(path), expected.state.get(path)):
            yield f"{path} is neither the old file nor the new one: {data[:60]!r}"
    for path in command.files:
        if not (folder / path).is_file():
            yield f"{path} is gone"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _wrong_again(command: Command, folder: Path, expected: Whole) -> Iterator[str]:
    ended = finish(start(command.arguments, folder))
    if ended.code not in (0, 1):
        yield f"the next run ends with {ended.code}: {ended.said.decode(errors='replace')}"
    left = state_of(folder)
    if left.keys() != expected.state.keys():
        yield f"the next run leaves {sorted(left)}"
    for path in sorted(left.keys() & expected.state.keys()):
        if _lasting(path, left[path]) != _lasting(path, expected.state[path]):
            yield f"the next run leaves {path} as {left[path][:60]!r}"


def _lasting(path: str, data: bytes) -> object:
    """Return what each run makes the same: of a list of outputs, all but times and inodes."""
    if path.rpartition("/")[2] != OUTPUTS:
        return data
    listed = json.loads(data)["outputs"]
    return {
        name: [one[key] for key in ("source", "format", "sha256")] for name, one in listed.items()
    }


# -- a run that meets its fault ---------------------------------------------------------------

_TOUCHING = frozenset(
    ("os.rename", "os.chmod", "os.chown", "os.remove", "os.mkdir", "os.setxattr", "fcntl.flock")
)


def _meet(number: int, count: int) -> None:
    left = count

    def heed(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        opens = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if event in _TOUCHING or opens:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), number)

    sys.addaudithook(heed)


if __name__ == "__main__":
    _meet(int(sys.argv[1]), int(sys.argv[2]))
    sys.argv[1:3] = []
    from reviewfmt.__main__ import main

    main()
