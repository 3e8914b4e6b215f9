"""The server itself: messages of an editor in, answers of the pure functions out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
import traceback
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer

from reviewfmt.server.configured import Configured
from reviewfmt.server.documents import Change, Document
from reviewfmt.server.host import LARGE
from reviewfmt.server.links import path_of
from reviewfmt.server.protocol import Protocol
from reviewfmt.server.schedule import Schedule, pause
from reviewfmt.server.wire import Broken, Framer
from reviewfmt.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewfmt.server.analysis import Analysis
    from reviewfmt.server.positions import Encoding, Json

_READ = 65_536


class Server(LanguageServer):
    """The language server of reviews."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("reviewfmt", VERSION, protocol_cls=Protocol)
        self.encoding: Encoding = "utf-16"
        self.documents: dict[str, Document] = {}
        self.configured = Configured(self.warn)
        self.edition = 0
        """Counts what may have changed the findings of any file."""
        self.at_end: list[Callable[[], None]] = []
        self.pulls = False
        """Whether the editor asks for diagnostics, so that none are sent by themselves."""
        self._analyses: dict[str, tuple[int, int, Analysis]] = {}
        self._schedule = Schedule(self._check)
        self._cost: dict[str, float] = {}
        self._said: set[str] = set()
        self._large: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        from reviewfmt.server.features import register

        register(self)

    # -- what the editor says about itself ------------------------------------------------------

    def initialize(self, params: types.InitializeParams) -> None:
        """Take what the editor can do, before the answer is made."""
        chosen = ServerCapabilitiesBuilder.choose_position_encoding(params.capabilities)
        self.encoding = str(getattr(chosen, "value", chosen))  # type: ignore[assignment]  # one of three
        document = params.capabilities.text_document
        self.pulls = document is not None and document.diagnostic is not None

    def can(self, *names: str) -> Any:
        """Return a capability of the editor by its path; None if it says nothing of it."""
        found: Any = self.client_capabilities
        for name in names:
            found = getattr(found, name, None)
            if found is None:
                return None
        return found

    # -- documents ------------------------------------------------------------------------------

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document; one that was open already begins again."""
        one = params.text_document
        self.documents[one.uri] = Document(one.uri, one.text, one.version, self.encoding)
        self._analyses.pop(one.uri, None)
        self.edition += 1
        self._check_after(one.uri, 0.0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take changes; those of a document that is not open are reported and skipped."""
        one = params.text_document
        document = self.documents.get(one.uri)
        if document is None:
            self.warn(f"{one.uri}: was changed and is not open; open it again")
            return
        document.change([_change(each) for each in params.content_changes], one.version)
        self.edition += 1
        self._check_after(one.uri, pause(self._cost.get(one.uri, 0.0)))

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document, and remove its diagnostics."""
        uri = params.text_document.uri
        if self.documents.pop(uri, None) is None:
            return
        self.edition += 1
        self._analyses.pop(uri, None)
        self._cost.pop(uri, None)
        self._large.discard(uri)
        self._schedule.drop(uri)
        if not self.pulls:
            self._publish(uri, None, [])

    def path_of(self, uri: str) -> str:
        """Return the path that the configuration of a document is looked up by."""
        path = path_of(uri)
        if path is not None:
            return path
        folders = self.folders()
        return os.path.join(folders[0] if folders else os.curdir, "untitled.review")

    def folders(self) -> list[str]:
        """Return the folders of the workspace."""
        found = [path_of(uri) for uri in self.workspace.folders]
        if not found and self.workspace.root_uri:
            found = [path_of(self.workspace.root_uri)]
        return [one for one in found if one is not None and os.path.isdir(one)]

    async def analysis(self, uri: str) -> Analysis | None:
        """Return the analysis of a document as it is now; None for what is not open, or too large.

        A large text is read in a thread, and another edition of it may have come up meanwhile.
        """
        document = self.documents.get(uri)
        if document is None:
            return None
        path = self.path_of(uri)
        config = self.configured.of(path)
        if document.size > config.max_file_size:
            self._say_large(uri, config.max_file_size)
            return None
        self._large.discard(uri)
        known = self._analyses.get(uri)
        key = (document.edition, self.configured.generation)
        if known is not None and known[:2] == key:
            return known[2]
        from reviewfmt.server.analysis import Analysis

        found = Analysis(
            document.text,
            config.settings_for(path),
            self.encoding,
            lines=tuple(document.lines),
            line_ending=config.line_ending,
            keep=self.configured.keep(path),
        )
        self._analyses[uri] = (*key, found)
        if len(found.text) > LARGE:
            await asyncio.to_thread(lambda: (found.parsed, found.findings))
        return found

    def is_silent(self, uri: str) -> bool:
        """Tell whether the configuration excludes a file even if it is named."""
        path = self.path_of(uri)
        config = self.configured.of(path)
        return config.force_exclude and config.excludes(path)

    async def diagnostics(self, uri: str) -> list[Json]:
        """Return the diagnostics of a document as it is now."""
        from reviewfmt.server.diagnostics import diagnostics

        start = perf_counter()
        analysis = await self.analysis(uri)
        if analysis is None or self.is_silent(uri):
            return []
        found = diagnostics(analysis, uri)
        self._cost[uri] = perf_counter() - start
        return found

    # -- diagnostics that are sent ---------------------------------------------------------------

    def _check_after(self, uri: str, seconds: float) -> None:
        if not self.pulls:
            self._schedule.after(uri, seconds)

    def _check(self, uri: str) -> None:
        self.start(self._send(uri))

    def start(self, work: Any) -> None:
        """Start some work in the background; an exception in it is reported."""
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.failed(error)

    async def _send(self, uri: str) -> None:
        generation = self.configured.generation
        document = self.documents.get(uri)
        edition = None if document is None else document.edition
        found = await self.diagnostics(uri)
        document = self.documents.get(uri)
        if document is not None and document.edition == edition:
            self._publish(uri, document.version, found)
        if self.configured.generation != generation:
            self.refresh()

    def refresh(self) -> None:
        """Have what is open looked at again: a configuration has changed."""
        self.edition += 1
        if self.pulls:
            if self.can("workspace", "diagnostics", "refresh_support"):
                self.workspace_diagnostic_refresh(None)
            return
        for uri in list(self.documents):
            self._check_after(uri, 0.0)

    def _publish(self, uri: str, version: int | None, found: list[Json]) -> None:
        params: Json = {"uri": uri, "diagnostics": found}
        if version is not None:
            params["version"] = version
        self.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def tell(self, method: str, params: object) -> None:
        """Send a notification whose parameters are plain data."""
        self.protocol.tell(method, params)

    # -- messages to the user --------------------------------------------------------------------

    def warn(self, message: str) -> None:
        """Show a message to the user, each once."""
        if message not in self._said:
            if len(self._said) > _MOST_SAID:
                self._said.clear()
            self._said.add(message)
            self.tell(types.WINDOW_SHOW_MESSAGE, {"type": 2, "message": f"reviewfmt: {message}"})

    def log(self, message: str) -> None:
        """Write a message to the editor's log."""
        self.tell(types.WINDOW_LOG_MESSAGE, {"type": 3, "message": message})

    def failed(self, error: BaseException) -> None:
        """Report an error that is ours, and go on."""
        told = "".join(traceback.format_exception(error))
        self.tell(types.WINDOW_LOG_MESSAGE, {"type": 1, "message": told})
        name = type(error).__name__
        self.warn(f"an internal error ({name}), please report it; the log has the details")

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Report an error that pygls met; those of requests are answers already."""
        from pygls.exceptions import FeatureRequestError

        from reviewfmt.server.protocol import Refused

        # pygls wraps what a coroutine raises, and calls this while it handles the error itself.
        is_refused = isinstance(error, Refused) or isinstance(sys.exc_info()[1], Refused)
        if source is FeatureRequestError:
            if not is_refused:
                self.log(str(error))
        elif is_refused:  # a request that came as a notification has no answer
            self.log(str(error))
        else:
            self.failed(error)

    def _say_large(self, uri: str, limit: int) -> None:
        if uri not in self._large:
            self._large.add(uri)
            size = f"{limit // 1024 // 1024} MiB"
            self.warn(
                f"{os.path.basename(self.path_of(uri))}: it has more than {size}, the limit, and is"
                " not checked; max-file-size in the configuration raises the limit"
            )
            if not self.pulls:
                self._publish(uri, None, [])

    # -- the loop ------------------------------------------------------------------------------

    def serve(self, source: int, target: Any) -> int:
        """Serve an editor that writes to the descriptor `source` and reads from `target`.

        Returns the exit code: 0 if the editor has said goodbye.
        """
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
        self.protocol.set_writer(StdoutWriter(target))
        try:
            asyncio.run(self._loop(source))
        except (BrokenPipeError, KeyboardInterrupt):
            return 1
        except SystemExit as error:
            return int(error.code or 0)
        finally:
            for end in self.at_end:
                end()
        return 0 if self.protocol._shutdown else 1

    async def _loop(self, source: int) -> None:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        reader = threading.Thread(target=_read, args=(source, loop, queue), daemon=True)
        reader.start()
        framer = Framer()
        while data := await queue.get():
            for message in framer.feed(data):
                if isinstance(message, Broken):
                    self.warn(str(message))
                else:
                    self.protocol.receive(message)
                    await asyncio.sleep(0)  # what a message began goes on before the next one


_MOST_SAID = 100


def _read(source: int, loop: asyncio.AbstractEventLoop, queue: asyncio.Queue[bytes]) -> None:
    """Pass on what is read, until the end, which is an empty piece.

    The descriptor is read, and no buffered file: the process may end while this waits.
    """
    while True:
        try:
            data = os.read(source, _READ)
        except OSError:
            data = b""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(queue.put_nowait, data)
        if not data:
            return


def _change(
    one: types.TextDocumentContentChangePartial | types.TextDocumentContentChangeWholeDocument,
) -> Change:
    if isinstance(one, types.TextDocumentContentChangePartial):
        start, end = one.range.start, one.range.end
        return Change((start.line, start.character), (end.line, end.character), one.text)
    return Change(None, None, one.text)


def start() -> int:
    """Serve the editor at standard input and output; returns the exit code."""
    target = sys.stdout.buffer
    sys.stdout = sys.stderr  # a forgotten print is not a message
    return Server().serve(sys.stdin.fileno(), target)
