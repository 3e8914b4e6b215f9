"""The server of `serve`: the server of the standard library, for this machine only.

`http.server` is sufficient: it serves the files of one folder, and keeps a stream of events open.
It accepts only names of this machine, so that no page of another site can read its content through
DNS rebinding.
"""

from __future__ import annotations

import os
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from reviewfmt.assets import asset
from reviewfmt.files import leads_out, read_file
from reviewfmt.publish.site.frame import INDEX
from reviewfmt.publish.site.state import OWN, State, error_page, foot, source_page

HOST = "127.0.0.1"
NAMES = (HOST, "localhost", "[::1]")
"""The names of this machine for itself."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page may load. Style attributes are needed for the lengths of bars."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_HTML = _TYPES[".html"]
_ASSETS = {"serve.css": _TYPES[".css"], "serve.js": _TYPES[".js"]}


class Server(ThreadingHTTPServer):
    """A server of one state. Raises OSError if the port is taken."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"
    request_queue_size = 128  # the default, 5, drops connections of a page with many pictures

    def __init__(self, port: int, state: State) -> None:
        super().__init__((HOST, port), _Handler)
        self.state = state
        self.names = {f"{name}:{self.server_port}" for name in NAMES}
        if self.server_port == 80:
            self.names.update(NAMES)

    @property
    def address(self) -> str:
        """The address of the site."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a browser that has closed the connection."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def version_string(self) -> str:
        return "reviewfmt"

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal is for the findings of reviews."""

    def do_GET(self) -> None:
        """Answer a GET request."""
        self._answer(has_body=True)

    def do_HEAD(self) -> None:
        """Answer with what is above a page."""
        self._answer(has_body=False)

    def _answer(self, *, has_body: bool) -> None:
        if self.headers.get("Host", "").lower() not in self.server.names:
            told = f"this is {self.server.address}, and answers to no other name\n"
            self._send(HTTPStatus.FORBIDDEN, told.encode(), _TYPES[".txt"], has_body=has_body)
            return
        parts = parts_of(self.path)
        if parts is None:
            self._send(HTTPStatus.BAD_REQUEST, b"no path\n", _TYPES[".txt"], has_body=has_body)
        elif parts and parts[0] == OWN:
            self._own(parts[1:], has_body=has_body)
        else:
            self._site(parts, has_body=has_body)

    def _own(self, parts: list[str], *, has_body: bool) -> None:
        shown, version = self.server.state.get()
        name = "/".join(parts)
        if name == "events" and has_body:
            self._stream()
        elif name in _ASSETS:
            data = asset(f"templates/site/{name}").read_bytes()
            self._send(HTTPStatus.OK, data, _ASSETS[name], has_body=has_body)
        elif len(parts) == 2 and parts[0] == "source" and parts[1].isascii() and parts[1].isdigit():
            page = source_page(shown, version, int(parts[1][:9]))
            status = HTTPStatus.NOT_FOUND if page is None else HTTPStatus.OK
            self._send(
                status, (page or error_page(version, "no such source")).encode(), has_body=has_body
            )
        else:
            self._send(
                HTTPStatus.NOT_FOUND,
                error_page(version, "no such page").encode(),
                has_body=has_body,
            )

    def _site(self, parts: list[str], *, has_body: bool) -> None:
        shown, version = self.server.state.get()
        if shown.folder is None:
            page = error_page(version, shown.error or "").encode()
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, page, has_body=has_body)
            return
        path = os.path.join(shown.folder, *parts)
        if os.path.isdir(path) and not leads_out(path, shown.folder):
            if not urlsplit(self.path).path.endswith("/"):
                self._move("/" + quote("/".join(parts)) + "/")
                return
            path, parts = os.path.join(path, INDEX), [*parts, INDEX]
        status = HTTPStatus.OK
        data = _read(path, shown.folder)
        if data is None:
            status, path = HTTPStatus.NOT_FOUND, os.path.join(shown.folder, "404.html")
            data = (
                _read(path, shown.folder) or b"<!DOCTYPE html><title>404</title><p>404</p></body>"
            )
        kind = _TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")
        if kind == _HTML:
            above = "".join(f"{one}/" for one in parts[:-1])
            page_foot = foot(shown, version, above if parts[-1:] == [INDEX] else "").encode()
            before, end, after = data.rpartition(b"</body>")
            data = before + page_foot + end + after if end else data + page_foot
        self._send(status, data, kind, has_body=has_body)

    def _move(self, target: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", target)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, data: bytes, kind: str = _HTML, *, has_body: bool) -> None:
        self.send_response(status)
        self._head(kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if has_body:
            self.wfile.write(data)

    def _head(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")

    def _stream(self) -> None:
        """Send events to a page whenever the site has changed, until it is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._head("text/event-stream; charset=utf-8")
        self.end_headers()
        for event in self.server.state.events():
            self.wfile.write(event)
            self.wfile.flush()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(timestamp, usegmt=True)


def parts_of(target: str) -> list[str] | None:
    """Return the parts of the path of a request; None if it is not allowed.

    Hidden files, `..`, and names that are special on other systems are not allowed.
    """
    try:
        path = unquote(urlsplit(target).path, errors="strict")
    except ValueError:
        return None
    parts = [one for one in path.split("/") if one]
    for one in parts:
        if one.startswith(".") or "\\" in one or "\0" in one or ":" in one:
            return None
    return parts


def _read(path: str, folder: str) -> bytes | None:
    try:
        return None if leads_out(path, folder) else read_file(path)
    except (OSError, ValueError):
        return None
