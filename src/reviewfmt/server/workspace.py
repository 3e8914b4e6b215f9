"""Diagnostics that an editor requests: of a document, or of every review in a workspace."""

from __future__ import annotations

import asyncio
import os
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from reviewfmt.server.closed import Closed, gone, name_of
from reviewfmt.server.links import path_of, uri_of

if TYPE_CHECKING:
    from reviewfmt.server.host import Host
    from reviewfmt.server.positions import Json

_SLICE = 0.01
"""Seconds of work on closed files, after which other messages are answered."""
_LARGE = 200_000
_HOLD = 30.0
"""Seconds that a request of an editor that takes results in parts waits for something new."""
_LOOK = 0.25
_WATCHED = ("**/*.review", "**/*.toml", "**/.gitignore")


class Workspace:
    """The requests about more than one document."""

    def __init__(self, server: Host) -> None:
        self._server = server
        self._closed: Closed | None = None
        self._reported = -1

    @property
    def closed(self) -> Closed:
        """The results for closed files."""
        if self._closed is None:
            self._closed = Closed(self._server.configured, self._server.encoding)
        return self._closed

    # -- what changes -------------------------------------------------------------------------

    def initialized(self, _params: types.InitializedParams) -> None:
        """Ask the editor to report changed files."""
        names = ("workspace", "did_change_watched_files", "dynamic_registration")
        if not self._server.can(*names):
            return
        watchers = [types.FileSystemWatcher(glob_pattern=one) for one in _WATCHED]
        self._server.client_register_capability(
            types.RegistrationParams(
                registrations=[
                    types.Registration(
                        id="files",
                        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
                    )
                ]
            )
        )

    def saved(self, _params: types.DidSaveTextDocumentParams) -> None:
        """Note that a file has changed."""
        self._server.edition += 1

    def watched(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Note that files have changed; if one may be a configuration, check everything again."""
        self._server.edition += 1
        if any(not one.uri.lower().endswith(".review") for one in params.changes):
            self._server.configured.forget()
            self._server.refresh()

    def settings_changed(self, _params: types.DidChangeConfigurationParams) -> None:
        """Check everything again; the settings of the editor itself are not read."""
        self._server.configured.forget()
        self._server.refresh()

    # -- what is asked ------------------------------------------------------------------------

    async def diagnostic(self, params: types.DocumentDiagnosticParams) -> Json:
        """Answer with the diagnostics of a document, or report that they have not changed."""
        uri = params.text_document.uri
        generation = self._server.configured.generation
        items = await self._server.diagnostics(uri)
        if self._server.configured.generation != generation:
            self._server.refresh()
        result = name_of(items)
        if params.previous_result_id == result:
            return {"kind": "unchanged", "resultId": result}
        return {"kind": "full", "resultId": result, "items": items}

    async def diagnostics(self, params: types.WorkspaceDiagnosticParams) -> Json:
        """Answer with the diagnostics of all reviews of the workspace, in parts where asked."""
        token = params.partial_result_token
        previous = {one.uri: one.value for one in params.previous_result_ids}
        if token is not None and previous and self._reported == self._server.edition:
            await self._news()
        edition = self._server.edition
        parts = _Parts(self._server, token)
        paths = await asyncio.to_thread(self.closed.paths, self._server.folders())
        open_paths = {
            path: uri for uri in self._server.documents if (path := path_of(uri)) is not None
        }
        known = {path: uri for uri in previous if (path := path_of(uri)) is not None}
        start = perf_counter()
        for path in paths:
            uri = open_paths.get(path) or known.get(path) or uri_of(path)
            if path in open_paths:
                parts.add(await self._of_open(uri, previous.get(uri)))
            else:
                parts.add(await self._of_closed(path, uri, previous.get(uri)))
            if perf_counter() - start > _SLICE:
                parts.flush()
                await asyncio.sleep(0)
                start = perf_counter()
        lost = list(gone(known, (*paths, *open_paths)))
        self.closed.forget(lost)
        for path in lost:
            parts.add({"uri": known[path], "version": None, "kind": "full", "items": []})
        self._reported = edition
        return {"items": parts.rest()}

    async def _news(self) -> None:
        """Wait until something has changed, but not forever: not every change is reported."""
        until = perf_counter() + _HOLD
        while perf_counter() < until and self._reported == self._server.edition:
            await asyncio.sleep(_LOOK)

    async def _of_open(self, uri: str, previous: str | None) -> Json:
        items = await self._server.diagnostics(uri)
        document = self._server.documents.get(uri)
        version = None if document is None else document.version
        result = name_of(items)
        if result == previous:
            return {"uri": uri, "version": version, "kind": "unchanged", "resultId": result}
        return _full(uri, version, result, items)

    async def _of_closed(self, path: str, uri: str, previous: str | None) -> Json:
        if _size(path) > _LARGE:
            found = await asyncio.to_thread(self.closed.report, path, uri, previous)
        else:
            found = self.closed.report(path, uri, previous)
        if found.items is None:
            return {"uri": uri, "version": None, "kind": "unchanged", "resultId": found.result}
        return _full(uri, None, found.result, found.items)


def _full(uri: str, version: int | None, result: str, items: list[Json]) -> Json:
    return {"uri": uri, "version": version, "kind": "full", "resultId": result, "items": items}


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


class _Parts:
    """The parts of a long answer, sent one after the other if the editor supports this."""

    def __init__(self, server: Host, token: Any) -> None:
        self._server = server
        self._token = token
        self._items: list[Json] = []

    def add(self, item: Json) -> None:
        """Add a report."""
        self._items.append(item)

    def flush(self) -> None:
        """Send what has come together."""
        if self._token is None or not self._items:
            return
        value = {"items": self._items}
        self._server.tell(types.PROGRESS, {"token": self._token, "value": value})
        self._items = []

    def rest(self) -> list[Json]:
        """Return the content of the answer; empty if parts were requested."""
        self.flush()
        return self._items
