"""What the features of the server ask of the server itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from lsprotocol import types

    from reviewfmt.server.analysis import Analysis
    from reviewfmt.server.configured import Configured
    from reviewfmt.server.documents import Document
    from reviewfmt.server.positions import Encoding, Json

LARGE = 300_000
"""A text of more characters is worked on in a thread: other requests are answered meanwhile."""


class Host(Protocol):
    """The server, as its features and its protocol know it.

    `edition` counts what may have changed the findings of any file.
    """

    encoding: Encoding
    documents: dict[str, Document]
    configured: Configured
    edition: int
    at_end: list[Callable[[], None]]
    """What is done when the editor has gone."""

    def feature(self, feature_name: str, options: Any | None = None) -> Callable[[Any], Any]:
        """Return what registers a function as a feature."""

    def can(self, *names: str) -> Any:
        """Return a capability of the editor by its path; None if it says nothing of it."""

    def initialize(self, params: types.InitializeParams) -> None:
        """Take what the editor can do, before the answer is made."""

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document; one that was open already begins again."""

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take changes; those of a document that is not open are reported and skipped."""

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document, and remove its diagnostics."""

    def path_of(self, uri: str) -> str:
        """Return the path that the configuration of a document is looked up by."""

    def folders(self) -> list[str]:
        """Return the folders of the workspace."""

    async def analysis(self, uri: str) -> Analysis | None:
        """Return the analysis of a document as it is now; None if there is none."""

    async def diagnostics(self, uri: str) -> list[Json]:
        """Return the diagnostics of a document as it is now."""

    def refresh(self) -> None:
        """Have what is open looked at again: a configuration has changed."""

    def tell(self, method: str, params: object) -> None:
        """Send a notification whose parameters are plain data."""

    def client_register_capability(self, params: types.RegistrationParams) -> Any:
        """Ask the editor for what it does not do by itself."""

    def warn(self, message: str) -> None:
        """Show a message to the user, each once."""

    def log(self, message: str) -> None:
        """Write a message to the editor's log."""

    def failed(self, error: BaseException) -> None:
        """Report an error that is ours, and go on."""
