"""`reviewfmt serve`: what it answers, to whom, and what it shows when something is wrong."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from reviewfmt.cli import run, serve
from reviewfmt.cli.looks import LookChoice
from reviewfmt.cli.options import Choice
from reviewfmt.cli.serve import Maker, served
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.publish.site.server import Server, parts_of
from reviewfmt.publish.site.state import Shown, State
from tests.test_site import REVIEWS


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: str


def ask(server: Server, path: str, host: str | None = None, method: str = "GET") -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
    connection.endheaders()
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
    connection.close()
    return found


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "in"
    shutil.copytree(REVIEWS, folder)
    broken = (folder / "diner.review").read_text("utf-8").replace("9/10", "11/10")
    (folder / "diner.review").write_text(broken, "utf-8")
    return folder


def maker_of(reviews: Path, folder: Path, template: str | None = None) -> Maker:
    look = LookChoice(template=template)
    return Maker((str(reviews),), str(folder), Choice(), None, None, look, None)


@pytest.fixture(scope="module")
def server(reviews: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    state = State()
    with Server(0, state) as found:
        maker_of(reviews, tmp_path_factory.mktemp("site")).show(state, quiet=True)
        with served(found):
            yield found


# -- what is shown ----------------------------------------------------------------------------


def test_a_page_is_shown_with_what_is_wrong(server: Server) -> None:
    page = ask(server, "/harbour-lights/season-1/")
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    foot = page.text.partition('<aside id="serve"')[2]
    assert "lights-1.review" in foot
    assert '<script src="/-/serve.js" data-version="1" defer></script>' in foot


def test_a_finding_leads_to_its_line(server: Server) -> None:
    page = ask(server, "/%E6%BD%AE%E5%BE%85%E3%81%A1%E9%A3%9F%E5%A0%82/season-1/")
    assert page.status == 200  # with its error, the review is shown all the same
    found = re.search(r'<li class="serve-error"><a href="(/-/source/\d+)#line-10">', page.text)
    assert found is not None
    source = ask(server, found[1])
    assert source.status == 200
    assert '<li id="line-10" class="serve-here">' in source.text
    assert "11/10" in source.text


def test_other_pages_show_the_findings_of_all(server: Server) -> None:
    foot = ask(server, "/").text.partition('<aside id="serve"')[2]
    assert "diner.review:10:" in foot
    assert "RF512" in foot


def test_drafts_are_shown(server: Server) -> None:
    assert ask(server, "/night-post/season-1/").status == 200


def test_what_is_not_there_is_404(server: Server) -> None:
    for path in ("/nothing", "/harbour-lights/season-9/", "/-/nothing", "/-/source/999"):
        assert ask(server, path).status == 404, path
    assert "Page not found" in ask(server, "/nothing").text


def test_a_folder_has_a_slash_at_its_end(server: Server) -> None:
    answer = ask(server, "/harbour-lights")
    assert (answer.status, answer.headers["Location"]) == (301, "/harbour-lights/")


def test_other_files_are_served_as_they_are(server: Server) -> None:
    for path, kind in (
        ("/style.css", "text/css"),
        ("/assets/search.js", "text/javascript"),
        ("/search/index.json", "application/json"),
        ("/harbour-lights/season-1/pictures/pier.gif", "image/gif"),
    ):
        answer = ask(server, path)
        assert answer.status == 200, path
        assert answer.headers["Content-Type"].startswith(kind)
        assert "serve.js" not in answer.text.partition("</body>")[0][-200:]


def test_no_page_may_load_from_elsewhere(server: Server) -> None:
    headers = ask(server, "/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_head_has_no_body(server: Server) -> None:
    answer = ask(server, "/", method="HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert int(answer.headers["Content-Length"]) > 1000
    assert ask(server, "/", method="POST").status == 501


# -- to whom ----------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil:80"])
def test_no_other_name_is_answered_to(host: str, server: Server) -> None:
    answer = ask(server, "/", host)
    assert answer.status == 403
    assert "<html" not in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_names_of_this_machine_are(name: str, server: Server) -> None:
    assert ask(server, "/", f"{name}:{server.server_port}").status == 200


def test_only_this_machine_can_connect(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/harbour-lights/..%5c..%5cx",
        "/.reviewfmt.json",
        "/C:/x",
        "/a%00b",
        "/%ff%fe",
    ],
)
def test_no_path_leads_out_of_the_site(path: str, server: Server) -> None:
    assert parts_of(path) is None or parts_of(path) == ["..\x00"]
    assert ask(server, path).status == 400


def test_no_link_leads_out_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (tmp_path / "site" / "link.html").symlink_to(tmp_path / "secret.html")
    state = State()
    state.put(Shown(str(tmp_path / "site")))
    with Server(0, state) as server, served(server):
        answer = ask(server, "/link.html")
    assert (answer.status, "secret" in answer.text) == (404, False)


# -- again ------------------------------------------------------------------------------------


def test_whoever_waits_is_told_of_a_change() -> None:
    state = State()
    events = state.events()
    assert next(events) == b"data: 0\n\n"
    threading.Timer(0.05, lambda: state.put(Shown("x"))).start()
    assert next(events) == b"data: 1\n\n"
    threading.Timer(0.05, state.end).start()
    assert list(events) == []


def test_the_last_good_state_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reviews, templates = tmp_path / "in", tmp_path / "templates"
    shutil.copytree(REVIEWS, reviews)
    (templates / "site").mkdir(parents=True)
    template = templates / "site/not_found.html.jinja"
    template.write_text("<p>nothing here</p></body>", "utf-8")
    state = State()
    maker = maker_of(reviews, tmp_path / "out", str(templates))
    with Server(0, state) as server, served(server):
        assert ask(server, "/").status == 503  # nothing is made yet
        maker.show(state, quiet=True)
        assert "nothing here" in ask(server, "/nothing").text
        template.write_text("<p>\n{{ oops }}</p></body>", "utf-8")
        maker.show(state, quiet=True)
        page = ask(server, "/")
        assert page.status == 200
        assert 'class="row"' in page.text
        assert "not_found.html.jinja:2: " in page.text.partition('class="serve-error"')[2]
        template.write_text("<p>mended</p></body>", "utf-8")
        shutil.move(reviews, tmp_path / "gone")
        maker.show(state, quiet=True)
        assert f"{reviews}: no such file or folder" in ask(server, "/").text
        shutil.move(tmp_path / "gone", reviews)
        maker.show(state, quiet=True)
        assert "mended" in ask(server, "/nothing").text
        assert 'class="serve-error"' not in ask(server, "/harbour-lights/").text
    assert "no such file or folder" in capsys.readouterr().err


def test_a_finding_that_stops_the_site_is_reported_in_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_maker: Maker) -> None:
        raise ReviewError([Diagnostic("RF501", "pandoc cannot be run", help="install it")])

    monkeypatch.setattr(Maker, "_shown", refuse)
    state = State()
    maker_of(tmp_path, tmp_path / "out").show(state, quiet=True)
    assert state.get()[0].error
    assert "RF501 pandoc cannot be run; install it" in capsys.readouterr().err


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    reviews = tmp_path / "in"
    shutil.copytree(REVIEWS, reviews)
    state = State()
    maker = maker_of(reviews, tmp_path / "out")
    maker.show(state, quiet=True)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")}
    (reviews / "draft.review").unlink()
    text = (reviews / "lights-1.review").read_text("utf-8").replace("Calm", "Calmer")
    (reviews / "lights-1.review").write_text(text, "utf-8")
    maker.show(state, quiet=True)
    out = tmp_path / "out"
    assert "Calmer" in (out / "harbour-lights/season-1/index.html").read_text("utf-8")
    assert not (out / "night-post").exists()
    same = out / "tags/x/index.html"
    assert same.stat().st_mtime_ns == before[same]


# -- the command ------------------------------------------------------------------------------


def test_a_hundred_connections_wait_for_their_answers() -> None:
    """A page with many pictures opens many connections at once."""
    with Server(0, State()) as server, contextlib.ExitStack() as opened:
        address = ("127.0.0.1", server.server_port)
        every = [
            opened.enter_context(socket.create_connection(address, timeout=10)) for _ in range(100)
        ]
        request = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % server.server_port
        for one in every:
            one.sendall(request)
        with served(server):
            assert {one.recv(12) for one in every} == {b"HTTP/1.1 503"}


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", str(REVIEWS), "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert f"port {port} cannot be used: address already in use" in told
    assert "--port 0" in told


def test_standard_input_is_no_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "-"]) == 2
    assert "a site is made from files" in capsys.readouterr().err


def _as_in_a_terminal() -> None:
    """Let Ctrl-C count in a process: what runs in the background of a shell ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a process whose test has failed, so that nothing waits for it."""
    try:
        yield
    finally:
        process.kill()


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_and_leaves_nothing(number: int, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    shutil.copytree(REVIEWS, tmp_path / "in")
    command = [sys.executable, "-m", "reviewfmt", "serve", str(tmp_path / "in"), "--port", "0"]
    with (
        subprocess.Popen(
            command,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_as_in_a_terminal,
        ) as process,
        _ended(process),
    ):
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                break
        else:
            pytest.fail("it has not begun")
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
        connection.request("GET", "/-/events")
        stream = connection.getresponse()
        assert stream.readline().startswith(b"data: ")
        began = time.monotonic()
        process.send_signal(number)
        assert process.wait(timeout=10) in (0, 128 + number)
        assert time.monotonic() - began < 5
        assert "Traceback" not in process.stderr.read()
        connection.close()
    assert list((tmp_path / "tmp").glob("reviewfmt-*")) == []
    assert not (tmp_path / "in" / ".reviewfmt.json").exists()


def test_without_watchfiles_it_says_what_is_missing(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def gone(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "watchfiles", None)
    monkeypatch.setattr("time.sleep", gone)
    with pytest.raises(KeyboardInterrupt):
        serve._watch(server, maker_of(REVIEWS, tmp_path), opens=False, quiet=True)
    told = capsys.readouterr().err
    assert server.address in told
    assert 'that needs the package watchfiles: pip install "reviewfmt[watch]"' in told


def test_what_is_not_there_cannot_be_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(tmp_path / "nowhere"), "--port", "0"]) == 2
    assert capsys.readouterr().err == f"reviewfmt: {tmp_path}/nowhere: no such file or folder\n"
