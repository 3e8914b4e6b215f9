"""Makes the casts of docs/casts: SVG films of commands in a terminal, with their output.

`make pictures` runs it; `--check` exits with 1 if a cast is out of date. The commands run in a
pseudo-terminal, and pyte reads what the terminal shows. The lines appear once, one after the other.
Readers who have asked for less motion see the last frame at once. The bytes depend only on the
output of the commands, not on the time or on paths of the machine.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyte
from pyte.screens import Char

ROOT = Path(__file__).resolve().parent.parent
CASTS = ROOT / "docs" / "casts"
LARGEST = 60_000
"""The maximum size of a cast in bytes."""
LONGEST = 5.0
"""The maximum duration in seconds: anything that moves for longer needs a button to stop it."""

_COLUMNS = 88
_MOST_ROWS = 400
_CELL, _LINE, _MARGIN = 8.4, 19, 14
_BACKGROUND, _TEXT = "#14181f", "#dfe5ee"
_COLORS = {
    "red": "#ff8f86",
    "green": "#7fd48a",
    "brown": "#e3c567",
    "blue": "#8fb7e8",
    "magenta": "#dca6f2",
    "cyan": "#6fd3d6",
    "white": "#dfe5ee",
}
"""The colours of the terminal by their names in pyte; each is readable on the background."""

_WORD, _ANSWER, _ROW, _PAUSE = 0.12, 0.35, 0.03, 0.7
"""Seconds between the words of a command, before its output, between lines, and at the end."""

_SLIP = """\
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Published: 2 May 2024
Language: en

A quiet show about people who keep the ferries running.

Verdict: 12/10
"""


class Cast(NamedTuple):
    """A cast: its name, what it shows, the commands, and the files for them.

    `samples` are names of samples, which are in the folder `reviews`; `files` are texts by path.
    """

    name: str
    title: str
    commands: tuple[str, ...]
    samples: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


_SHELF = ("clockmakers-daughters", "harbour-watch", "kettle-mountain", "queens-gambit")

ROWS = (
    Cast(
        "check",
        "A review is checked, and its mistakes are corrected",
        (
            "reviewfmt check slip.review",
            "reviewfmt check slip.review --fix",
            "sed -i 's|12/10|8/10|' slip.review",
            "reviewfmt check slip.review",
        ),
        files=(("slip.review", _SLIP),),
    ),
    Cast(
        "publish",
        "Reviews become a page, a book and a web site",
        (
            "reviewfmt convert reviews/queens-gambit.review -o queens-gambit.html",
            'reviewfmt book reviews/ -o shelf.epub --title "A shelf of reviews"',
            "reviewfmt site reviews/ -o public --base-url https://example.org/",
            "ls",
        ),
        _SHELF,
    ),
    Cast(
        "stats",
        "The numbers of a folder of reviews, with small charts",
        ("reviewfmt stats reviews/ --top 2",),
        (*_SHELF, "fawlty-towers", "metallic-rouge", "night-ferry", "saltmarsh-line"),
    ),
)


class Row(NamedTuple):
    """A line of the terminal: its cells, and the second at which they appear.

    The words of a command appear one by one: each is a row of its own, `number` lines down.
    """

    number: int
    at: float
    cells: tuple[tuple[int, Char], ...]


def shown(cast: Cast) -> list[Row]:
    """Run the commands of a cast in a new folder, and return what the terminal shows.

    Raises OSError if a command cannot be started, and ValueError if the terminal is too small.
    """
    screen = pyte.Screen(_COLUMNS, _MOST_ROWS)
    stream = pyte.ByteStream(screen)
    rows: list[Row] = []
    at = 0.0
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name in cast.samples:
            (folder / "reviews").mkdir(exist_ok=True)
            shutil.copy(ROOT / "samples" / f"{name}.review", folder / "reviews")
        for path, text in cast.files:
            (folder / path).write_text(text, encoding="utf-8")
        for command in cast.commands:
            first = screen.cursor.y
            stream.feed(b"$ ")
            for word in (" " + one if n else one for n, one in enumerate(command.split(" "))):
                start = screen.cursor.x if screen.cursor.x > 2 else 0
                stream.feed(word.encode())
                rows.append(_row(screen, first, at, start))
                at += _WORD
            stream.feed(b"\r\n")
            at += _ANSWER
            above = screen.cursor.y
            stream.feed(_printed(command, folder))
            for number in range(above, screen.cursor.y):
                rows.append(_row(screen, number, at))
                at += _ROW
            at += _PAUSE
    if screen.cursor.y + 1 >= _MOST_ROWS:
        raise ValueError(f"{cast.name}: more than {_MOST_ROWS} lines")
    slower = max(1.0, at / LONGEST)
    return [one._replace(at=one.at / slower) for one in rows]


def _row(screen: pyte.Screen, number: int, at: float, start: int = 0) -> Row:
    line = screen.buffer[number]
    cells = ((column, line[column]) for column in range(start, _COLUMNS))
    return Row(number, at, tuple(cells))


def _printed(command: str, folder: Path) -> bytes:
    """Return what a command writes to a terminal."""
    words = shlex.split(command)
    if words[0] == "reviewfmt":
        words = [sys.executable, "-m", *words]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder / ".home"),
        "XDG_CACHE_HOME": str(folder / ".home"),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "SOURCE_DATE_EPOCH": "1714608000",
    }
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, _COLUMNS, 0, 0))
        with subprocess.Popen(
            words, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        ):
            os.close(theirs)
            return b"".join(_read(terminal.fileno()))


def _read(terminal: int) -> Iterator[bytes]:
    """Yield what is written, until the terminal is closed."""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux reports the end as an error
            return
        if not data:
            return
        yield data


def drawn(cast: Cast, rows: list[Row]) -> str:
    """Return a cast as SVG."""
    height = (max(one.number for one in rows) + 1) * _LINE + 2 * _MARGIN
    width = round(_COLUMNS * _CELL) + 2 * _MARGIN
    times = sorted({_seconds(one.at) for one in rows})
    classes = {at: f"t{number}" for number, at in enumerate(times)}
    delays = "".join(f".{name}{{animation-delay:{at}s}}" for at, name in classes.items())
    used = {char.fg.removeprefix("bright") for row in rows for _, char in row.cells}
    colors = "".join(f".{name}{{fill:{_COLORS[name]}}}" for name in sorted(used & {*_COLORS}))
    said = f"Commands: {'; '.join(cast.commands)}."
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="title-{cast.name} said-{cast.name}">',
        f'<title id="title-{cast.name}">{escape(cast.title)}</title>',
        f'<desc id="said-{cast.name}">{escape(said)}</desc>',
        "<style>"
        f"text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"
        f'"DejaVu Sans Mono",monospace;white-space:pre;fill:{_TEXT}}}'
        f".bold{{font-weight:700}}{colors}"
        "@media (prefers-reduced-motion:no-preference){"
        f"@keyframes appear{{from{{opacity:0}}}}text{{animation:appear 1ms both}}{delays}}}"
        "</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{_BACKGROUND}"/>',
    ]
    for row in rows:
        spans = "".join(_spans(row, cast))
        if spans:
            y = _MARGIN + row.number * _LINE + 14
            lines.append(f'<text class="{classes[_seconds(row.at)]}" y="{y}">{spans}</text>')
    return "\n".join((*lines, "</svg>")) + "\n"


def _seconds(at: float) -> str:
    return f"{at:.2f}"


def _spans(row: Row, cast: Cast) -> Iterator[str]:
    """Yield the runs of one style in a line, each at its column and as wide as its cells."""
    for style, run in groupby(row.cells, key=lambda one: _style(one[1], cast)):
        cells = list(run)
        while cells and cells[0][1].data == " ":
            cells.pop(0)
        while cells and cells[-1][1].data == " ":  # "" is the second half of a wide character
            cells.pop()
        text = "".join(char.data for _, char in cells)
        if not text:
            continue
        x = _MARGIN + cells[0][0] * _CELL
        named = f' class="{style}"' if style else ""
        wide = f'textLength="{len(cells) * _CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
        yield f'<tspan x="{x:.1f}" {wide}{named}>{escape(text, quote=False)}</tspan>'


def _style(char: Char, cast: Cast) -> str:
    color = char.fg.removeprefix("bright")
    if char.bg != "default" or char.reverse or color not in {"default", *_COLORS}:
        raise ValueError(f"{cast.name}: a colour that casts do not have: {char}")
    names = ["bold"] if char.bold else []
    return " ".join(names + ([] if color == "default" else [color]))


def main() -> int:
    """Write the casts, or compare them; return the exit code."""
    is_check = "--check" in sys.argv[1:]
    CASTS.mkdir(exist_ok=True)
    made = {CASTS / f"{row.name}.svg": drawn(row, shown(row)) for row in ROWS}
    stale = [
        path
        for path, text in made.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    known = {*made}
    gone = [path for path in sorted(CASTS.iterdir()) if path not in known]
    for path in [*stale, *gone]:
        if not is_check and path in made:
            path.write_text(made[path], encoding="utf-8")
        elif not is_check:
            path.unlink()
    large = [path for path, text in made.items() if len(text.encode()) > LARGEST]
    for path in large:
        print(f"casts: {path.name} has more than {LARGEST:,} bytes", file=sys.stderr)
    if is_check and (stale or gone):
        print("casts: run scripts/casts.py for", *(path.name for path in [*stale, *gone]))
    return 1 if large or (is_check and (stale or gone)) else 0


if __name__ == "__main__":
    sys.exit(main())
