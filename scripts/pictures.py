"""Takes the pictures of docs/pictures: pages, a book and a site of the samples, in Chromium.

`make pictures` runs it. It needs Chromium, Node and puppeteer-core, which `.ci/run` installs, and
Debian's fonts-noto-core and fonts-noto-cjk: other fonts give other pictures.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from scripts import build_playground  # noqa: E402  # the path to it is set above

PICTURES = ROOT / "docs" / "pictures"
MODULES = ROOT / "node_modules"
LARGEST = 60_000
"""The maximum size of a picture in bytes."""


class Screen(NamedTuple):
    """A screen: its width and height in CSS pixels, and the number of dots in each pixel."""

    width: int
    height: int
    scale: float


DESKTOP = Screen(1280, 800, 1)
LOW = Screen(1024, 600, 1)
PHONE = Screen(390, 780, 1.5)

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("convert", "samples", "-t", "html", "-o", "pages"),
    ("book", "samples", "-o", "shelf.html", "--title", "A shelf of reviews"),
    ("site", "samples", "-o", "site", "--name", "A shelf of reviews"),
)
"""The commands that make the pages, in a folder with the samples."""


class Picture(NamedTuple):
    """A picture: its name, the page that it shows, on which screen, and in which colours.

    `wait` is the selector of an element that shows that the page is ready, or empty.
    """

    name: str
    page: str
    screen: Screen
    scheme: str = "light"
    wait: str = ""


ROWS = (
    Picture("page", "pages/clockmakers-daughters.html", DESKTOP),
    Picture("page-phone", "pages/thimble-and-thorn.html", PHONE, "dark"),
    Picture("page-arabic", "pages/last-stop-cafe.html", PHONE),
    Picture("page-japanese", "pages/shiomachi-diner.html", PHONE, "dark"),
    Picture("book", "shelf.html", DESKTOP),
    Picture("site", "site/index.html", DESKTOP),
    Picture("site-phone", "site/index.html", PHONE, "dark"),
    Picture("grid", "site/dustbowl-radio/index.html", DESKTOP),
    Picture("playground", "playground/index.html", LOW, wait="html[data-shown]"),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Do not log requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine only; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def take(rows: Sequence[Picture], folder: Path) -> None:
    """Take the pictures of pages in `folder`; raises CalledProcessError if one fails."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
    PICTURES.mkdir(exist_ok=True)
    with served(folder) as address:
        wanted = [
            {
                "address": f"{address}/{row.page}",
                "file": str(PICTURES / f"{row.name}.webp"),
                "scheme": row.scheme,
                "wait": row.wait,
                **row.screen._asdict(),
            }
            for row in rows
        ]
        command = ["node", str(ROOT / "scripts" / "pictures.mjs"), str(MODULES), chromium]
        subprocess.run(command, input=json.dumps(wanted), text=True, check=True)


def main() -> int:
    """Make the pages, take the pictures, and report those that are too large."""
    if not (MODULES / "puppeteer-core").is_dir() or shutil.which("node") is None:
        print("pictures: node or puppeteer-core is not here; .ci/run installs both")
        return 2
    with TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(ROOT / "samples", folder / "samples")
        for arguments in COMMANDS:
            command = [sys.executable, "-m", "reviewfmt", *arguments, "--quiet"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if done.returncode:
                print(done.stderr, end="", file=sys.stderr)
                return 1
        build_playground.build(folder / "playground", check=False)
        take(ROWS, folder)
    known = {f"{row.name}.webp" for row in ROWS}
    for path in PICTURES.iterdir():
        if path.name not in known:
            path.unlink()
    large = [row.name for row in ROWS if (PICTURES / f"{row.name}.webp").stat().st_size > LARGEST]
    for name in large:
        print(f"pictures: {name}.webp has more than {LARGEST:,} bytes")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
