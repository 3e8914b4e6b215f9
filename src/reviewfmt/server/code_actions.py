"""Code actions: the offers for a range, and the edits of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reviewfmt.server.asked import Asked, offsets_of

if TYPE_CHECKING:
    from lsprotocol import types

    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.server.actions import Action
    from reviewfmt.server.analysis import Analysis
    from reviewfmt.server.positions import Json


class CodeActions(Asked):
    """The requests for code actions."""

    async def code_action(self, params: types.CodeActionParams) -> list[Json] | None:
        """Answer with the actions for a range."""
        from reviewfmt.server.actions import actions

        analysis = await self.analysis(params)
        if analysis is None:
            return None
        start, end = offsets_of(analysis, params.range)
        only = params.context.only
        asked = None if only is None else [str(getattr(one, "value", one)) for one in only]
        found = [
            one
            for one in analysis.findings
            if (one.span.offset <= end and start <= one.span.end_offset)
            or _is_named(analysis, one, params.context.diagnostics)
        ]
        uri = params.text_document.uri
        offered = await self.made(
            analysis, lambda: list(actions(analysis, found, start, end, asked))
        )
        made = [self._action(analysis, uri, one) for one in offered]
        return [*made, *self._fix_alls(analysis, uri, asked)]

    def _fix_alls(self, analysis: Analysis, uri: str, asked: list[str] | None) -> list[Json]:
        """Return the actions for the whole text; their slow edits are made when one is chosen.

        An editor that cannot request the edits later gets them if it requests source actions only.
        """
        from reviewfmt.server.actions import FIX_ALL, FIX_ALL_UNSAFE, fix_all, is_asked, may_fix

        made: list[Json] = []
        properties = self.server.can(
            "text_document", "code_action", "resolve_support", "properties"
        )
        is_later = "edit" in (properties or ())
        for kind, title, unsafe in (
            (FIX_ALL, "Fix all that is safe to fix", False),
            (FIX_ALL_UNSAFE, "Fix all that can be fixed (unsafe: the review may change)", True),
        ):
            if not is_asked(kind, asked) or not may_fix(analysis, unsafe=unsafe):
                continue
            if is_later:
                made.append({"title": title, "kind": kind, "data": {"uri": uri, "kind": kind}})
            elif asked is not None:
                action = fix_all(analysis, unsafe=unsafe)
                if action is not None:
                    made.append(self._action(analysis, uri, action))
        return made

    async def resolve(self, params: types.CodeAction) -> Json:
        """Answer with the edit of an action that was offered without one."""
        from reviewfmt.server.actions import FIX_ALL_UNSAFE, fix_all

        made: Json = {"title": params.title}
        if params.kind is not None:
            made["kind"] = str(getattr(params.kind, "value", params.kind))
        data = params.data if isinstance(params.data, dict) else {}
        uri = data.get("uri")
        analysis = await self.server.analysis(uri) if isinstance(uri, str) else None
        if analysis is not None:
            unsafe = data.get("kind") == FIX_ALL_UNSAFE
            action = await self.made(analysis, lambda: fix_all(analysis, unsafe=unsafe))
            edits = () if action is None else action.edits
            made["edit"] = self.edit(analysis, str(uri), edits)
        return made

    def _action(self, analysis: Analysis, uri: str, action: Action) -> Json:
        from reviewfmt.server.diagnostics import diagnostic

        made: Json = {
            "title": action.title,
            "kind": action.kind,
            "edit": self.edit(analysis, uri, action.edits),
        }
        if action.mends:
            made["diagnostics"] = [diagnostic(one, analysis.places, uri) for one in action.mends]
        if action.preferred:
            made["isPreferred"] = True
        return made


def _is_named(analysis: Analysis, found: Diagnostic, named: list[types.Diagnostic] | Any) -> bool:
    """Tell whether an editor names a finding by its code and the place where it begins."""
    if not named:
        return False
    place = analysis.places.position(found.span.offset)
    return any(
        one.code == found.code
        and (one.range.start.line, one.range.start.character) == tuple(place.values())
        for one in named
    )
