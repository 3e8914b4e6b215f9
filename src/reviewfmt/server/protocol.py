"""The protocol of pygls, with our own documents, and with an answer to every message."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

if TYPE_CHECKING:
    from reviewfmt.server.host import Host

_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600
_INVALID_PARAMS = -32602
_NOT_INITIALIZED = -32002
_REQUEST_FAILED = -32803


class Refused(JsonRpcException):
    """A request that cannot be answered; the message is for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _REQUEST_FAILED)


class Protocol(LanguageServerProtocol):
    """Answers messages that pygls ignores: broken ones, and those that come out of order."""

    @property
    def host(self) -> Host:
        """The server, as we know it."""
        return cast("Host", self._server)

    def receive(self, content: bytes) -> None:
        """Handle the content of a message, valid or not; raises nothing except SystemExit."""
        try:
            message = json.loads(content)
        except (ValueError, RecursionError):
            self._refuse(None, _PARSE_ERROR, "the editor sent a message that is not JSON")
            return
        if not isinstance(message, dict) or message.get("jsonrpc") != self.VERSION:
            what = "the editor sent something that is not a JSON-RPC 2.0 message"
            self._refuse(_id_of(message), _INVALID_REQUEST, what)
            return
        if (why := self._out_of_order(message)) is not None:
            if "id" in message and "method" in message:
                self._refuse(_id_of(message), *why, shown=False)
            return
        if self.get_message_type(str(message.get("method"))) is None and "method" in message:
            message.setdefault("params", None)
        try:
            structured = self.structure_message(message)
            self.handle_message(structured)
        except JsonRpcException:
            name = str(message.get("method", "an answer"))[:100]
            what = f"the editor sent {name} with something that does not belong there"
            is_request = "method" in message and "id" in message
            self._refuse(_id_of(message) if is_request else None, _INVALID_PARAMS, what)
        except Exception as error:
            self.host.failed(error)

    def _out_of_order(self, message: dict[str, Any]) -> tuple[int, str] | None:
        """Return the code and the text of the error if a message is not allowed now; else None."""
        method = message.get("method")
        if method is None or method == types.EXIT:
            return None
        if self._shutdown:
            return _INVALID_REQUEST, "the server was shut down"
        if self._workspace is None:
            is_first = method == types.INITIALIZE
            return None if is_first else (_NOT_INITIALIZED, "the server is not initialized")
        if method == types.INITIALIZE:
            return _INVALID_REQUEST, "the server is initialized already"
        return None

    def _refuse(
        self, msg_id: str | int | None, code: int, message: str, *, shown: bool = True
    ) -> None:
        error = {"code": code, "message": message}
        if msg_id is not None or code == _PARSE_ERROR:
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "error": error})
        if shown:
            self.host.warn(message)

    def tell(self, method: str, params: object) -> None:
        """Send a notification whose parameters are plain data: no time goes into converting."""
        self._send_data({"jsonrpc": self.VERSION, "method": method, "params": params})

    def _handle_response(
        self,
        msg_id: str | int,
        result: Any | None = None,
        error: types.ResponseError | None = None,
    ) -> None:
        """Handle an answer of the editor; an error in it is not an error of the server."""
        future = self._request_futures.get(msg_id)
        if isinstance(future, Future) and future.cancelled():
            self._request_futures.pop(msg_id, None)
            return
        super()._handle_response(msg_id, result, error)

    # -- documents ----------------------------------------------------------------------------

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document that the editor has opened."""
        self.host.opened(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take changes of a document."""
        self.host.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        self.host.closed(params)


def _id_of(message: object) -> str | int | None:
    """Return the id of a message, as far as it can be read."""
    found = message.get("id") if isinstance(message, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None
