"""The base of the nodes whose text may hold inline marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewfmt.syntax import inline


class Marked:
    """A node whose text may hold inline marks (spec, "Inline marks")."""

    __slots__ = ()
    text: str

    @property
    def inlines(self) -> tuple[inline.Inline, ...]:
        """The text as typed inline nodes: emphasis, links, spoilers and plain text."""
        from reviewfmt.syntax import inline  # reading needs none

        return inline.inlines(self.text)

    @property
    def plain(self) -> str:
        """The text without its marks, as a reader sees it."""
        from reviewfmt.syntax import inline

        return inline.plain(self.text)
