"""The server as an editor has it: a process, driven over its standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

from reviewfmt.diagnostic import ReviewError
from reviewfmt.linter.fixing import fix
from reviewfmt.writer import format_text
from tests.server_client import Json, applied, lines_of
from tests.test_server_parity import TEXTS, as_row, of_row, rows

COMMAND = [sys.executable, "-m", "reviewfmt", "server"]
TITLE = "Harbour Lights Season 1 Review\n\n"
GOOD = f"{TITLE}Author: Ana\nPublished: 2024-04-11\nLanguage: en\n\nVerdict: 8/10\n"
BROKEN = f"{TITLE}Story: N/5\n\nVerdict: 18/10\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}


def capabilities(encoding: str = "utf-16", **more: Any) -> types.ClientCapabilities:
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(encoding)]
        ),
        **more,
    )


def pulling() -> types.ClientCapabilities:
    return capabilities(
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities(),
            code_action=types.CodeActionClientCapabilities(
                resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"])
            ),
            document_symbol=types.DocumentSymbolClientCapabilities(
                hierarchical_document_symbol_support=True
            ),
        ),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
        ),
    )


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND, server_env=ENVIRONMENT))  # type: ignore[untyped-decorator]  # it has no types
async def client(lsp_client: LanguageClient) -> Any:
    yield
    await lsp_client.shutdown_session()


async def begin(
    client: LanguageClient,
    able: types.ClientCapabilities | None = None,
    folder: Path | None = None,
) -> types.InitializeResult:
    folders = [] if folder is None else [types.WorkspaceFolder(folder.as_uri(), folder.name)]
    return await client.initialize_session(
        types.InitializeParams(
            capabilities=able or capabilities(), workspace_folders=folders, process_id=os.getpid()
        )
    )


def open_text(client: LanguageClient, uri: str, text: str, version: int = 1) -> None:
    document = types.TextDocumentItem(uri, "review", version, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))


async def sent(client: LanguageClient, uri: str) -> list[types.Diagnostic]:
    """Return the diagnostics that are sent next for a document."""
    while True:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        if uri in client.diagnostics:
            return list(client.diagnostics.pop(uri))


async def pulled(client: LanguageClient, uri: str) -> list[types.Diagnostic]:
    report = await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
    )
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    return list(report.items)


def as_json(client: LanguageClient, item: Any) -> Any:
    return client.protocol._converter.unstructure(item)


@pytest.mark.asyncio
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_fixtures_over_the_wire(client: LanguageClient, encoding: str) -> None:
    """Findings, safe fixes and the canonical form of some dozen fixtures are the command line's."""
    result = await begin(client, pulling_in(encoding))
    assert result.capabilities.position_encoding == encoding
    for at, text in enumerate(TEXTS[: 60 * 17 : 60]):
        uri = f"file:///t/{at}.review"
        document = types.TextDocumentIdentifier(uri)
        open_text(client, uri, text)
        lines = lines_of(text)
        items = [as_json(client, one) for one in await pulled(client, uri)]
        told = [as_row(one, lines, encoding) for one in items]  # type: ignore[arg-type]  # one of three
        assert told == [of_row(one) for one in rows(text)]
        edits = await client.text_document_formatting_async(
            types.DocumentFormattingParams(document, types.FormattingOptions(4, True))
        )
        made = applied(text, as_json(client, list(edits or ())), encoding)
        assert made == formatted(text)
        context = types.CodeActionContext([], only=[types.CodeActionKind("source.fixAll")])
        place = types.Range(types.Position(0, 0), types.Position(0, 0))
        offered = await client.text_document_code_action_async(
            types.CodeActionParams(document, place, context)
        )
        for action in offered or ():
            assert isinstance(action, types.CodeAction)
            whole = await client.code_action_resolve_async(action)
            (change,) = as_json(client, whole.edit)["documentChanges"]
            assert change["textDocument"] == {"uri": uri, "version": 1}
            assert applied(text, change["edits"], encoding) == fix(text).text
        client.text_document_did_close(types.DidCloseTextDocumentParams(document))


def pulling_in(encoding: str) -> types.ClientCapabilities:
    able = pulling()
    able.general = capabilities(encoding).general
    return able


def formatted(text: str) -> str:
    try:
        return format_text(text)
    except ReviewError:
        return text


@pytest.mark.asyncio
async def test_findings_come_while_one_writes(client: LanguageClient) -> None:
    await begin(client)
    uri = "file:///t/a.review"
    open_text(client, uri, GOOD)
    assert await sent(client, uri) == []
    for version, (line, text) in enumerate(((6, "Story: N/5\n"), (0, "\ufeff")), 2):
        place = types.Position(line, 0)
        change = types.TextDocumentContentChangePartial(types.Range(place, place), text)
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri), [change]
            )
        )
    assert [one.code for one in await sent(client, uri)] == ["RF107"]
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    assert await sent(client, uri) == []


@pytest.mark.asyncio
async def test_requests_of_every_kind(client: LanguageClient) -> None:
    await begin(client, pulling())
    uri = "file:///t/a.review"
    document = types.TextDocumentIdentifier(uri)
    open_text(
        client, uri, GOOD.replace("Verdict", "Episode Guide\n\nEpisode 1: Fog -| 4/5\n\nVerdict")
    )
    top, end = types.Position(0, 3), types.Position(30, 0)
    whole = types.Range(types.Position(0, 0), end)
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert symbols
    assert symbols[0].name == "Harbour Lights Season 1 Review"
    assert await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    tokens = await client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(document)
    )
    assert tokens
    some = await client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(document, whole)
    )
    assert some
    assert some.data == tokens.data
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
    assert hints
    assert hints[0].label == "= 8/10"
    hover = await client.text_document_hover_async(
        types.HoverParams(document, types.Position(8, 19))
    )
    assert hover
    offers = await client.text_document_completion_async(
        types.CompletionParams(document, types.Position(5, 0))
    )
    assert isinstance(offers, types.CompletionList)
    assert offers.items[0].label == "Status"
    where = await client.text_document_prepare_rename_async(
        types.PrepareRenameParams(document, top)
    )
    assert isinstance(where, types.PrepareRenamePlaceholder)
    assert where.placeholder == "Harbour Lights"
    renamed = await client.text_document_rename_async(
        types.RenameParams(document, top, "Night Ferry")
    )
    assert renamed
    assert renamed.document_changes
    with pytest.raises(Exception, match="only the name of the work"):
        await client.text_document_rename_async(
            types.RenameParams(document, types.Position(2, 0), "Night Ferry")
        )
    part = await client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(document, whole, types.FormattingOptions(4, True))
    )
    assert part
    links = await client.text_document_document_link_async(types.DocumentLinkParams(document))
    assert links == ()


# -- the workspace ------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_a_workspace_is_reported_in_parts_and_once(
    client: LanguageClient, tmp_path: Path
) -> None:
    for number in range(40):
        text = GOOD if number % 2 else BROKEN
        (tmp_path / f"{number:02}.review").write_text(text, encoding="utf-8")
    (tmp_path / "link.review").symlink_to(tmp_path / "gone.review")
    await begin(client, pulling(), tmp_path)
    open_text(client, (tmp_path / "01.review").as_uri(), BROKEN)
    reports = await of_workspace(client, {})
    assert len(reports) == 41
    assert [one.code for one in reports[(tmp_path / "link.review").as_uri()].items] == ["RF100"]
    assert len(reports[(tmp_path / "01.review").as_uri()].items) == 5
    assert reports[(tmp_path / "03.review").as_uri()].items == ()
    known = {uri: one.result_id for uri, one in reports.items()}
    again = await of_workspace(client, known)
    assert {one.kind for one in again.values()} == {"unchanged"}
    (tmp_path / "02.review").write_text(GOOD, encoding="utf-8")
    (tmp_path / "04.review").unlink()
    changed = {
        Path(uri).name: one
        for uri, one in (await of_workspace(client, known)).items()
        if one.kind == "full"
    }
    assert sorted(changed) == ["02.review", "04.review"]
    assert all(one.items == () for one in changed.values())


async def of_workspace(client: LanguageClient, known: dict[str, Any]) -> dict[str, Any]:
    previous = [types.PreviousResultId(uri, result) for uri, result in known.items()]
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous))
    return {one.uri: one for one in report.items}


@pytest.mark.asyncio
async def test_a_long_answer_can_be_cancelled_and_blocks_nothing(
    client: LanguageClient, tmp_path: Path
) -> None:
    for number in range(400):
        (tmp_path / f"{number}.review").write_text(BROKEN * 5, encoding="utf-8")
    await begin(client, pulling(), tmp_path)
    uri = (tmp_path / "1.review").as_uri()
    open_text(client, uri, GOOD)
    future = client.protocol.send_request(
        types.WORKSPACE_DIAGNOSTIC, types.WorkspaceDiagnosticParams([]), msg_id="long"
    )
    await asyncio.sleep(0.05)
    assert await pulled(client, uri) == []
    assert not future.done()
    client.cancel_request(types.CancelParams("long"))
    with pytest.raises(Exception, match="cancel"):
        await asyncio.wrap_future(future)


# -- what is no message -------------------------------------------------------------------------


class Raw:
    """A process that is spoken to in bytes."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))

    def read(self) -> Json:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        found: Json = json.loads(self.process.stdout.read(length))
        return found

    def answer(self, msg_id: object) -> Json:
        """Return the answer to a request; what comes before it goes to `shown`."""
        while True:
            message = self.read()
            if "method" not in message and message.get("id") == msg_id:
                return message
            self.shown = [*getattr(self, "shown", []), message]

    def initialize(self) -> None:
        self.send(
            id=0,
            method="initialize",
            params={"processId": None, "rootUri": None, "capabilities": {}},
        )
        assert "result" in self.answer(0)
        self.send(method="initialized", params={})

    def end(self) -> tuple[int, bytes]:
        self.send(id="end", method="shutdown")
        assert self.answer("end")["result"] is None
        self.send(method="exit")
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


def test_whatever_is_sent_the_server_lives() -> None:
    raw = Raw("--stdio")
    raw.send(id=1, method="textDocument/hover", params={})
    assert raw.answer(1)["error"]["code"] == -32002
    raw.send(method="textDocument/didOpen", params={"nothing": 1})
    raw.initialize()
    raw.send(id=2, method="initialize", params={"capabilities": {}})
    assert raw.answer(2)["error"]["code"] == -32600
    raw.write(b"content-length: 3\r\n\r\n{]}")
    assert raw.answer(None)["error"]["code"] == -32700
    raw.write(b"rubbish\r\n\r\nContent-Length: no\r\n\r\n")
    raw.write(b"Content-Length: 0\r\n\r\n")
    for content in (b"[]", b"7", b'{"id": 3}', b"\xff\xfe", b"[" * 50_000):
        raw.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
    raw.send(id=4, method="textDocument/hover", params={"textDocument": 5})
    assert raw.answer(4)["error"]["code"] == -32602
    raw.send(id=5, method="no/such", params=None)
    assert raw.answer(5)["error"]["code"] == -32601
    raw.send(id=6, method="no/such")
    assert raw.answer(6)["error"]["code"] == -32601
    raw.send(id=99, result={"never": "asked"})
    raw.send(method="$/cancelRequest", params={"id": 1234})
    uri = "file:///t/a.review"
    place = {"line": 0, "character": 1}
    change = {"range": {"start": place, "end": place}, "text": "x"}
    document = {"uri": uri, "version": 2}
    raw.send(
        method="textDocument/didChange",
        params={"textDocument": document, "contentChanges": [change]},
    )
    raw.send(method="textDocument/didClose", params={"textDocument": {"uri": uri}})
    raw.send(
        method="textDocument/didOpen",
        params={
            "textDocument": {
                "uri": uri,
                "languageId": "review",
                "version": 1,
                "text": "🚢 Review\n\nVerdict: 8/10",
            }
        },
    )
    raw.send(
        method="textDocument/didChange",
        params={"textDocument": document, "contentChanges": [change]},
    )
    raw.send(id=7, method="textDocument/diagnostic", params={"textDocument": {"uri": uri}})
    found = raw.answer(7)["result"]["items"]
    assert found[0]["code"] == "RF113"
    assert found[0]["range"]["start"] == {"line": 0, "character": 0}
    raw.send(id=8, method="shutdown")
    assert raw.answer(8)["result"] is None
    raw.send(id=9, method="textDocument/hover", params={})
    assert raw.answer(9)["error"]["code"] == -32600
    raw.send(method="exit")
    _, errors = raw.process.communicate(timeout=30)
    assert (raw.process.returncode, errors) == (0, b"")
    told = " ".join(
        one["params"]["message"] for one in raw.shown if one.get("method") == "window/showMessage"
    )
    for said in ("is not JSON", "not a message of the protocol", "is not open", "does not belong"):
        assert said in told
    assert not [one for one in raw.shown if "internal error" in json.dumps(one)]


@pytest.mark.parametrize("says", ["goodbye", "nothing"])
def test_the_server_ends_with_its_editor(says: str) -> None:
    raw = Raw()
    raw.initialize()
    if says == "goodbye":
        assert raw.end() == (0, b"")
        return
    _, errors = raw.process.communicate(timeout=30)
    assert (raw.process.returncode, errors) == (1, b"")


def test_without_pygls_the_command_says_what_is_missing() -> None:
    code = (
        "import sys\nsys.modules['pygls'] = None\nsys.modules['lsprotocol'] = None\n"
        "from reviewfmt.__main__ import main\nsys.argv = ['reviewfmt', 'server']\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert done.returncode == 2
    assert (
        done.stderr
        == 'reviewfmt: the language server needs pygls: pip install "reviewfmt[server]"\n'
    )
