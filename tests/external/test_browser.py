"""Chromium on pages made of hostile text: no script, no request, no navigation.

Needs Chromium, which no Python package holds: `.ci/run` installs it and sets
REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reviewfmt.converter import write
from reviewfmt.model import Review
from tests.hostile import BY_KIND, TEXTS, gathered, placed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TYPES = {".html": "text/html", ".xhtml": "application/xhtml+xml", ".css": "text/css"}
SHIFTS = range(0, len(TEXTS), 9)


@pytest.fixture(autouse=True)
def _tools() -> None:
    if CHROMIUM is not None:
        return
    missing = "Chromium is not installed; .ci/run installs it"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


class Site:
    """A server on this machine: its files are in memory, and it notes what else it is asked for."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.served: set[str] = set()
        self.others: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # as http.server calls it
                found = site.files.get(self.path)
                if found is None:
                    if self.path != "/favicon.ico":
                        site.others.append(self.path)
                    self.send_error(404)
                    return
                site.served.add(self.path)
                self.send_response(200)
                kind = TYPES.get(Path(self.path).suffix, "application/octet-stream")
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.end_headers()
                self.wfile.write(found)

            def do_POST(self) -> None:  # as above
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def armed(self, text: str) -> str:
        """Return a hostile text whose addresses are here, and whose scripts come here."""
        return text.replace("127.0.0.1/", f"{self.host}/").replace("alert(1)", "location=1")


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.close()


def visit(site: Site, pages: Mapping[str, bytes], shown: list[str], profile: Path) -> None:
    """Let Chromium show the pages, each in a frame of one page."""
    frames = "".join(f'<iframe src="{name}"></iframe>' for name in shown)
    site.files = {**pages, "/": f"<!doctype html><title>all</title>{frames}".encode()}
    site.files["/index.html"] = site.files.pop("/")
    done = subprocess.run(
        [
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update"),
            *(f"--user-data-dir={profile}", "--virtual-time-budget=20000", "--dump-dom"),
            f"http://{site.host}/index.html",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "<title>all</title>" in done.stdout, done.stderr[-2000:]
    assert site.served >= {"/index.html", *shown}


def test_an_attack_that_works_is_seen(site: Site, tmp_path: Path) -> None:
    """What the tests below look for is seen where it happens."""
    pages, shown = {}, []
    for at, text in enumerate(BY_KIND["pages"]):
        armed = site.armed(text)
        pages[f"/{at}.html"] = f'<head></head><p title="{armed}">x</p>{armed}'.encode()
        shown.append(f"/{at}.html")
    visit(site, pages, shown, tmp_path)
    assert {"/1", "/x.css"} <= set(site.others)
    assert any(one.startswith("/x") for one in site.others)


def reviews(site: Site) -> Iterator[Review]:
    texts = [site.armed(text) for text in TEXTS]
    for shift in SHIFTS:
        yield placed(lambda number, shift=shift: texts[(number + shift) % len(texts)])[0]  # type: ignore[misc]
    yield gathered(texts)


def test_a_page_does_nothing(site: Site, tmp_path: Path) -> None:
    pages = {f"/{at}.html": write(review, "html") for at, review in enumerate(reviews(site))}
    pages = {name: _without_pictures(page) for name, page in pages.items()}
    visit(site, pages, list(pages), tmp_path)
    assert site.others == []


def _without_pictures(page: bytes) -> bytes:
    """Return a page without the picture that its review asks for, on a site of others."""
    return page.replace(b'src="https://example.org/c.png"', b"")


def test_a_book_does_nothing(site: Site, tmp_path: Path) -> None:
    pages: dict[str, bytes] = {}
    for at, review in enumerate(reviews(site)):
        with zipfile.ZipFile(io.BytesIO(write(review, "epub"))) as book:
            pages |= {f"/{at}/{name}": book.read(name) for name in book.namelist()}
    visit(site, pages, [name for name in pages if name.endswith(".xhtml")], tmp_path)
    assert site.others == []
