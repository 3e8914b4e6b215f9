"""Tab in bash, zsh and fish: each shell completes a line with the script that we print.

Needs the three shells: `.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1, with which nothing
here may be skipped.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(reviewfmt --completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -Uz compinit && compinit -u -D && eval "$(reviewfmt --completion zsh)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "reviewfmt --completion fish | source"),
}
LINES = [
    ("reviewfmt sch", "schema"),
    ("reviewfmt check --output-format sar", "sarif"),
    ("reviewfmt convert fog.review -t epu", "epub"),
    ("reviewfmt check --select RF32,RF30", "RF32,RF30"),
    ("reviewfmt check --select RF602", "RF602"),
    ("reviewfmt site reviews --theme com", "compact"),
    ("reviewfmt format fo", "fog.review"),
    ("reviewfmt adopt fog.review -o rev", "reviews"),
    ("reviewfmt new Fog --language d", "de"),
    ("reviewfmt new Fog --metadata cano", "canonical="),
]
SIGNS = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])|\r"
)
WAIT = 40.0


class Terminal:
    """A shell in a terminal of its own."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        here = Path(sys.executable).parent
        path = f"{here}{os.pathsep}{os.environ['PATH']}"
        env = {"PATH": path, "HOME": str(folder), "TERM": "dumb", "PS1": "$ ", "LC_ALL": "C.UTF-8"}
        env |= {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "COLUMNS": "200"}
        self.pid, self.at = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, env)
        self.seen = ""

    def send(self, text: str) -> None:
        os.write(self.at, text.encode())

    def until(self, wanted: str) -> bool:
        """Read until the terminal shows a text; False where it does not come."""
        end = time.monotonic() + WAIT
        while wanted not in self.seen:
            if time.monotonic() > end:
                return False
            if select.select([self.at], [], [], 0.2)[0]:
                try:
                    told = os.read(self.at, 65536)
                except OSError:
                    return wanted in self.seen
                self.seen = SIGNS.sub("", self.seen + told.decode(errors="replace"))
        return True

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.at)


@pytest.fixture(scope="module", params=list(STARTS))
def terminal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Terminal]:
    name: str = request.param
    if shutil.which(name) is None:
        missing = f"{name} is not installed; .ci/run installs it"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp(name)
    (folder / "fog.review").write_text("Fog Review\n\nVerdict: 8/10\n", encoding="utf-8")
    (folder / "reviews").mkdir()
    arguments, switch_on = STARTS[name]
    made = Terminal(arguments, folder)
    try:
        made.send(f"{switch_on}\n")
        made.send("echo rea''dy\n")
        assert made.until("ready"), made.seen
        time.sleep(1)  # fish asks its terminal what it can do, and throws away what is typed then
        yield made
    finally:
        made.close()


@pytest.mark.parametrize(("typed", "last"), LINES, ids=[typed for typed, _ in LINES])
def test_tab_completes_the_line(terminal: Terminal, typed: str, last: str) -> None:
    """The line is completed and then printed, word by word, by a command in front of it."""
    terminal.seen = ""
    terminal.send(f"{typed}\t\x01printf '<%s>' do''ne \x05\n")
    assert terminal.until("<done>"), terminal.seen
    assert terminal.until(f"<{last}"), terminal.seen
    line = terminal.seen.replace("/>", ">")  # zsh takes the slash of a folder away again
    assert f"<{last}>" in line
