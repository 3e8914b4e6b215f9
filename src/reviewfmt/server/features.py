"""The requests of an editor and their handlers; each returns plain data of the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from reviewfmt.server.asked import Asked, offset_of, offsets_of
from reviewfmt.server.protocol import Refused

if TYPE_CHECKING:
    from reviewfmt.server.analysis import Analysis
    from reviewfmt.server.edits import TextEdit
    from reviewfmt.server.host import Host
    from reviewfmt.server.positions import Json
    from reviewfmt.server.preview import Preview

PREVIEW = "reviewfmt/preview"
"""A request of our own: the published page of a document as it is now."""


def register(server: Host) -> None:
    """Register every feature with a server."""
    from reviewfmt.server.actions import KINDS
    from reviewfmt.server.code_actions import CodeActions
    from reviewfmt.server.legend import TYPES
    from reviewfmt.server.workspace import Workspace

    features, offered = Features(server), CodeActions(server)
    workspace = Workspace(server)
    legend = types.SemanticTokensLegend(token_types=list(TYPES), token_modifiers=[])
    for method, handler, options in (
        (types.INITIALIZE, server.initialize, None),
        (types.INITIALIZED, workspace.initialized, None),
        (types.TEXT_DOCUMENT_DID_SAVE, workspace.saved, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, workspace.watched, None),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, workspace.settings_changed, None),
        (
            types.TEXT_DOCUMENT_DIAGNOSTIC,
            workspace.diagnostic,
            types.DiagnosticOptions(
                inter_file_dependencies=False, workspace_diagnostics=True, identifier="reviewfmt"
            ),
        ),
        (types.WORKSPACE_DIAGNOSTIC, workspace.diagnostics, None),
        (
            types.TEXT_DOCUMENT_CODE_ACTION,
            offered.code_action,
            types.CodeActionOptions(code_action_kinds=list(KINDS), resolve_provider=True),
        ),
        (types.CODE_ACTION_RESOLVE, offered.resolve, None),
        (types.TEXT_DOCUMENT_FORMATTING, features.formatting, None),
        (types.TEXT_DOCUMENT_RANGE_FORMATTING, features.range_formatting, None),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, features.symbols, None),
        (types.TEXT_DOCUMENT_FOLDING_RANGE, features.folding, None),
        (types.TEXT_DOCUMENT_HOVER, features.hover, None),
        (
            types.TEXT_DOCUMENT_COMPLETION,
            features.completion,
            types.CompletionOptions(trigger_characters=["%", ":", ",", " "]),
        ),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, features.prepare_rename, None),
        (types.TEXT_DOCUMENT_RENAME, features.rename, None),
        (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, features.tokens, legend),
        (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, features.tokens_of_range, legend),
        (types.TEXT_DOCUMENT_INLAY_HINT, features.hints, None),
        (types.TEXT_DOCUMENT_DOCUMENT_LINK, features.links, None),
        (PREVIEW, features.preview, None),
    ):
        server.feature(method, options)(_plain(handler))


def _plain(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a method as a function, which pygls can mark."""
    if asyncio.iscoroutinefunction(handler):

        async def answered(params: Any) -> Any:
            return await handler(params)

        return answered
    return lambda params: handler(params)


class Features(Asked):
    """The requests about one document, except code actions."""

    _preview: Preview | None = None

    # -- formatting ---------------------------------------------------------------------------

    async def formatting(self, params: types.DocumentFormattingParams) -> list[Json] | None:
        """Answer with the edits that make the canonical form."""
        from reviewfmt.server.formatting import formatting

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        return await self._formatted(analysis, lambda: formatting(analysis))

    async def range_formatting(
        self, params: types.DocumentRangeFormattingParams
    ) -> list[Json] | None:
        """Answer with the edits of the canonical form that touch a range."""
        from reviewfmt.server.formatting import range_formatting

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        start, end = offsets_of(analysis, params.range)
        return await self._formatted(analysis, lambda: range_formatting(analysis, start, end))

    async def _formatted(
        self, analysis: Analysis, edits: Callable[[], list[TextEdit]]
    ) -> list[Json]:
        """Return edits; a text with errors stays as it is, and the log says so."""
        from reviewfmt.diagnostic import ReviewError

        try:
            return analysis.places.edits(await self.made(analysis, edits))
        except ReviewError as error:
            self.server.log(f"not changed because of errors:\n{error}")
            return []

    # -- what a text is made of ---------------------------------------------------------------

    async def symbols(self, params: types.DocumentSymbolParams) -> list[Json] | None:
        """Answer with the outline."""
        from reviewfmt.server.outline import flat, symbols

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        found = await self.made(analysis, lambda: symbols(analysis))
        supports = ("text_document", "document_symbol", "hierarchical_document_symbol_support")
        return found if self.server.can(*supports) else flat(found, params.text_document.uri)

    async def folding(self, params: types.FoldingRangeParams) -> list[Json] | None:
        """Answer with the ranges that fold."""
        from reviewfmt.server.outline import folding

        analysis = await self.analysis(params)
        return None if analysis is None else folding(analysis)

    async def tokens(self, params: types.SemanticTokensParams) -> Json | None:
        """Answer with the semantic tokens."""
        from reviewfmt.server.tokens import tokens

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        return {"data": await self.made(analysis, lambda: tokens(analysis))}

    async def tokens_of_range(self, params: types.SemanticTokensRangeParams) -> Json | None:
        """Answer with the semantic tokens of a range."""
        from reviewfmt.server.tokens import tokens

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        return {"data": tokens(analysis, *offsets_of(analysis, params.range))}

    async def hints(self, params: types.InlayHintParams) -> list[Json] | None:
        """Answer with the hints of a range."""
        from reviewfmt.server.hints import hints

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        return hints(analysis, *offsets_of(analysis, params.range))

    async def links(self, params: types.DocumentLinkParams) -> list[Json] | None:
        """Answer with the links."""
        from reviewfmt.server.links import links

        analysis = await self.analysis(params)
        return None if analysis is None else links(analysis, params.text_document.uri)

    async def preview(self, params: Any) -> Json:
        """Answer with the published page."""
        from reviewfmt.server.preview import Preview, uri_in

        if self._preview is None:
            self._preview = Preview(self.server)
        return await self._preview.preview(uri_in(params))

    # -- a place ------------------------------------------------------------------------------

    async def hover(self, params: types.HoverParams) -> Json | None:
        """Answer with the hover for a place."""
        from reviewfmt.server.hovers import hover

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        markup = self._markup("text_document", "hover", "content_format")
        return hover(analysis, offset_of(analysis, params.position), markup)

    def _markup(self, *names: str) -> str | None:
        """Return the markup that an editor accepts by a capability; None if there is none."""
        taken = self.server.can(*names)
        if not taken:
            return None
        return "markdown" if types.MarkupKind.Markdown in taken else "plaintext"

    async def completion(self, params: types.CompletionParams) -> Json | None:
        """Answer with the completions for a place."""
        from reviewfmt.server.completion import completion

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        snippets = self.server.can(
            "text_document", "completion", "completion_item", "snippet_support"
        )
        items = completion(
            analysis,
            offset_of(analysis, params.position),
            snippets=bool(snippets),
            markup=self._markup(
                "text_document", "completion", "completion_item", "documentation_format"
            ),
        )
        return {"isIncomplete": False, "items": items}

    async def prepare_rename(self, params: types.PrepareRenameParams) -> Json | None:
        """Answer with the name of the work at a place; None if it is not there."""
        from reviewfmt.server.rename import name_at

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        place = name_at(analysis, offset_of(analysis, params.position))
        if place is None:
            return None
        return {
            "range": analysis.places.range(*place),
            "placeholder": analysis.text[slice(*place)],
        }

    async def rename(self, params: types.RenameParams) -> Json | None:
        """Answer with the edits that rename the work."""
        from reviewfmt.server.rename import RenameError, name_at, rename

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        if name_at(analysis, offset_of(analysis, params.position)) is None:
            raise Refused("only the name of the work can be renamed")
        try:
            edits = rename(analysis, params.new_name)
        except RenameError as error:
            raise Refused(str(error)) from error
        return self.edit(analysis, params.text_document.uri, edits)
