"""The language server: its start, the cost of an edit, and its memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import inputs
from benchmarks.measure import Row, compiled
from reviewfmt.server.analysis import Analysis
from reviewfmt.server.diagnostics import diagnostics
from reviewfmt.server.documents import Change, Document

EXAMPLE = """
from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("example-server", "v0.2")


@server.feature(
    types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["."])
)
def completions(params: types.CompletionParams):
    document = server.workspace.get_text_document(params.text_document.uri)
    current_line = document.lines[params.position.line].strip()
    if not current_line.endswith("hello."):
        return []
    return [types.CompletionItem(label="world"), types.CompletionItem(label="friend")]


if __name__ == "__main__":
    server.start_io()
"""
"""The first example server of the documentation of pygls."""

ROUNDS = 7
EDITS = 10_000
PAGE_LIMIT, LARGE_LIMIT = 0.010, 0.050
"""Limits in seconds of processor time: for an edit of the page, and of a text of 100 KB."""
URI = "file:///bench/a.review"


class Client:
    """A server process with pipes to its standard input and output."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=compiled()
        )
        self._number = 0

    def send(self, method: str, params: object, **more: object) -> None:
        """Send a message."""
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        content = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """Return the next message of the server."""
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        found: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return found

    def ask(self, method: str, params: object) -> Any:
        """Return the result of a request."""
        self._number += 1
        self.send(method, params, id=self._number)
        while (answer := self.read()).get("id") != self._number or "method" in answer:
            pass
        return answer["result"]

    def initialize(self) -> None:
        """Initialize the server."""
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self.send("initialized", {})

    def end(self) -> None:
        """Shut the server down, and wait for its end."""
        self.ask("shutdown", None)
        self.send("exit", None)
        self.process.communicate()

    @property
    def spent(self) -> float:
        """The processor time of the process, in seconds."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        times = stat.rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> int:
        """The current memory of the process, in bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(command: list[str]) -> Iterator[Client]:
    client = Client(command)
    try:
        yield client
    finally:
        client.process.kill()
        client.process.communicate()


OURS = [str(Path(sys.executable).parent / "reviewfmt"), "server"]


def starting() -> Iterator[Row]:
    """The processor time from the start to the answer to `initialize`."""
    spent: dict[str, list[float]] = {"ours": [], "theirs": []}
    commands = {"ours": OURS, "theirs": [sys.executable, "-c", EXAMPLE]}
    for _ in range(ROUNDS + 1):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            client = Client(command)
            client.initialize()
            client.end()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent[name].append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    ours, theirs = (min(times[1:]) for times in (spent["ours"], spent["theirs"]))
    yield Row("cold start: reviewfmt server / pygls's example", ours / theirs, 1.2)


def typing() -> Iterator[Row]:
    """An edit: change, parsing, checking and answers, as a share of the limit."""
    for name, text, limit in (
        ("the page, of 10 ms", inputs.page(), PAGE_LIMIT),
        ("100 KB, of 50 ms", inputs.grown(100_000), LARGE_LIMIT),
    ):
        yield Row(f"a key in {name}", _least(partial(_key, text)) / limit, 1.0)


def _key(text: str) -> Callable[[], object]:
    document = Document(URI, text, 1)
    line = len(document.lines) // 2

    def after() -> object:
        document.change([Change((line, 0), (line, 0), "x")], 2)
        document.change([Change((line, 0), (line, 1), "")], 3)
        analysis = Analysis(document.text, lines=tuple(document.lines))
        return json.dumps(diagnostics(analysis, URI))

    return after


def _least(make: Callable[[], Callable[[], object]]) -> float:
    """Return the processor seconds of the fastest run."""
    from time import process_time

    run = make()
    run()
    found = []
    for _ in range(ROUNDS * 3):
        start = process_time()
        run()
        found.append(process_time() - start)
    return min(found)


def holding() -> Iterator[Row]:
    """Memory over 10,000 edits of a text, each parsed and checked."""
    text = inputs.page()
    with serving(OURS) as client:
        client.initialize()
        document = {"uri": URI, "languageId": "review", "version": 0, "text": text}
        client.send("textDocument/didOpen", {"textDocument": document})
        begun, spent = 0, client.spent
        for number in range(1, EDITS + 1):
            place = {"line": 20, "character": 0}
            end = {"line": 20, "character": int(number > 1)}
            change = {"range": {"start": place, "end": end}, "text": chr(0x4E00 + number % 5000)}
            named = {"uri": URI, "version": number}
            client.send(
                "textDocument/didChange", {"textDocument": named, "contentChanges": [change]}
            )
            client.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}})
            if number == EDITS // 10:
                begun = client.memory
        share = (client.spent - spent) / EDITS / PAGE_LIMIT
        yield Row("a key in the page, the whole server, of 10 ms", share, 1.0)
        yield Row("memory: after 10,000 edits / after 1,000", client.memory / begun, 1.1)
        client.end()


def server() -> Iterator[Row]:
    """The language server: its start, an edit, and ten thousand edits."""
    yield from starting()
    yield from typing()
    yield from holding()


if __name__ == "__main__":
    for row in server():
        print(row, flush=True)
