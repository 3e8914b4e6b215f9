"""The published page of a text while it is written, as `convert --lenient -t html` makes it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reviewfmt.converter import PandocWorker, language_of, prepare
from reviewfmt.converter.lenient import read_leniently
from reviewfmt.diagnostic import ReviewError
from reviewfmt.server.links import path_of
from reviewfmt.server.protocol import Refused
from reviewfmt.theme import ThemeError, load

if TYPE_CHECKING:
    from reviewfmt.config import Config
    from reviewfmt.converter import Prepared
    from reviewfmt.server.host import Host
    from reviewfmt.server.positions import Json

_UNTITLED = "Untitled"
"""The name of a page whose text has no title and no file yet."""


class Preview:
    """Makes pages in a separate thread, which keeps one pandoc process running."""

    def __init__(self, server: Host) -> None:
        self._server = server
        self._thread = ThreadPoolExecutor(1, "preview")
        self._worker = PandocWorker(depth=0)
        self._prepared: Prepared | None = None
        self._made: Iterator[tuple[None, bytes | ReviewError | None]] | None = None

        server.at_end.append(self._close)

    def _close(self) -> None:
        """End the thread, and the pandoc in it."""
        self._thread.submit(self._worker.close)
        self._thread.shutdown()

    async def preview(self, uri: str) -> Json:
        """Return the page of an open document, or why there is none: `html` or `message`.

        `version` is that of the document. Raises Refused for a document that is not open.
        """
        document = self._server.documents.get(uri)
        if document is None:
            raise Refused(f"{uri}: is not open, and has no preview")
        analysis = await self._server.analysis(uri)
        path = path_of(uri)
        made: Json = {"version": document.version, "html": None, "message": None}
        if analysis is None:
            return {**made, "message": "the review is larger than max-file-size"}
        config = self._server.configured.of(self._server.path_of(uri))
        loop = asyncio.get_running_loop()
        try:
            page = await loop.run_in_executor(self._thread, self._page, document.text, path, config)
        except ReviewError as error:
            return {**made, "message": "; ".join(map(str, error.diagnostics))}
        except ThemeError as error:
            return {**made, "message": str(error)}
        return {**made, "html": page}

    def _page(self, text: str, path: str | None, config: Config) -> str:
        return self._written(prepared(text, path, config)).decode()

    def _written(self, one: Prepared) -> bytes:
        self._prepared = one
        if self._made is None:
            self._made = self._worker.write_many(self._items())
        try:
            _, made = next(self._made)
        except BaseException:
            self._made = None  # it has ended, and the next page begins another
            raise
        if not isinstance(made, bytes):
            assert made is not None
            raise made
        return made

    def _items(self) -> Iterator[tuple[None, Prepared | None]]:
        """Yield each page to write, when it is requested; pandoc keeps running in between."""
        while True:
            yield None, self._prepared


def prepared(text: str, path: str | None, config: Config) -> Prepared:
    """Return the part of a page that is made without pandoc.

    `path` is that of its file, None for a text without one. Raises ReviewError if nothing can
    be published, and ThemeError for a look that cannot be used.
    """
    name, folder = _UNTITLED, None
    if path is not None:
        folder, base = os.path.split(path)
        name = os.path.splitext(base)[0]
    words = config.settings.words
    data = text.encode("utf-8", "replace")
    review = read_leniently(data, "review", name=name, words=words).reading.review
    language = None
    if not review.metadata.language:
        language = config.language or language_of(review, text, words)
    if path is not None and not review.metadata.canonical:
        address = config.canonical_of(path)
        review = replace(review, metadata=replace(review.metadata, canonical=address))
    template = None if config.template is None else config.path_of(config.template)
    look = load(config.theme, tuple(map(config.path_of, config.css)), template)
    return prepare(review, "html", language=language, folder=folder, look=look)


def uri_in(params: Any) -> str:
    """Return the address of the document in a preview request; raises Refused if there is none."""
    uri = getattr(getattr(params, "textDocument", None), "uri", None)
    if not isinstance(uri, str):
        raise Refused('expected {"textDocument": {"uri": …}}')
    return uri
