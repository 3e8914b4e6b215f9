"""What all requests about one document have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from reviewfmt.server.host import LARGE

if TYPE_CHECKING:
    from lsprotocol import types

    from reviewfmt.server.analysis import Analysis
    from reviewfmt.server.edits import TextEdit
    from reviewfmt.server.host import Host
    from reviewfmt.server.positions import Json

_Made = TypeVar("_Made")


class Asked:
    """Answers requests about one document."""

    def __init__(self, server: Host) -> None:
        self.server = server

    async def analysis(self, params: Any) -> Analysis | None:
        """Return the analysis of the document that a request is about."""
        return await self.server.analysis(params.text_document.uri)

    async def made(self, analysis: Analysis, make: Callable[[], _Made]) -> _Made:
        """Return the result of `make` for an analysis; a large text is processed in a thread."""
        return await asyncio.to_thread(make) if len(analysis.text) > LARGE else make()

    def edit(self, analysis: Analysis, uri: str, edits: Sequence[TextEdit]) -> Json:
        """Return edits of a document as the editor takes them."""
        from reviewfmt.server.edits import workspace_edit

        document = self.server.documents.get(uri)
        is_versioned = self.server.can("workspace", "workspace_edit", "document_changes")
        version = document.version if document is not None and is_versioned else None
        return workspace_edit(uri, version, analysis.places.edits(edits))


def offset_of(analysis: Analysis, position: types.Position) -> int:
    """Return the offset of a position."""
    return analysis.places.offset(position.line, position.character)


def offsets_of(analysis: Analysis, place: types.Range) -> tuple[int, int]:
    """Return the offsets of a range, the smaller one first."""
    start, end = offset_of(analysis, place.start), offset_of(analysis, place.end)
    return min(start, end), max(start, end)
