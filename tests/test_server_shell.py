"""The server in this process: what it does over time, and what it says when something breaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.io_ import StdoutWriter

from reviewfmt.linter.fixing import fix
from reviewfmt.server import schedule, shell
from reviewfmt.server.links import uri_of
from reviewfmt.server.shell import Server
from tests.budget import IN_WHOLE, SOME
from tests.server_client import Json, applied

TITLE = "Harbour Lights Season 1 Review\n\n"
FIELDS = "Author: Ana\nPublished: 2024-04-11\nLanguage: en\n\n"
GOOD = f"{TITLE}{FIELDS}Verdict: 8/10\n"
BROKEN = f"{TITLE}{FIELDS}Verdict: 18/10\n"
URI = "file:///t/a.review"
DOCUMENT = {"textDocument": {"uri": URI}}


class Editor:
    """An editor that speaks to a server without a process between."""

    def __init__(self) -> None:
        self.server = Server()
        self.server.protocol.set_writer(StdoutWriter(self))  # type: ignore[arg-type]  # it has `write`
        self.received: list[Json] = []
        self._number = 0

    def write(self, data: bytes) -> None:
        self.received.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def flush(self) -> None:
        """Do nothing: what is written has arrived."""

    def send(self, method: str, params: object, **more: object) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        self.server.protocol.receive(json.dumps(message).encode())

    async def ask(self, method: str, params: object) -> Json:
        """Return the answer to a request."""
        self._number += 1
        self.send(method, params, id=self._number)
        await until(lambda: bool(self.answers(self._number)))
        return self.answers(self._number)[0]

    def answers(self, msg_id: object) -> list[Json]:
        return [one for one in self.received if one.get("id") == msg_id and "method" not in one]

    def told(self, method: str) -> list[Any]:
        return [one.get("params") for one in self.received if one.get("method") == method]

    async def begin(self, folder: Path | None = None, **capabilities: object) -> None:
        root = None if folder is None else folder.as_uri()
        params = {"processId": None, "rootUri": root, "capabilities": capabilities}
        assert "result" in await self.ask("initialize", params)
        self.send("initialized", {})

    def open(self, text: str, uri: str = URI) -> None:
        item = {"uri": uri, "languageId": "review", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})

    def change(self, text: str, version: int = 2, uri: str = URI) -> None:
        params = {"textDocument": {"uri": uri, "version": version}}
        self.send("textDocument/didChange", {**params, "contentChanges": [{"text": text}]})

    @property
    def published(self) -> list[tuple[int | None, list[str]]]:
        """The version and the codes of each list of diagnostics that came."""
        return [
            (one.get("version"), [each["code"] for each in one["diagnostics"]])
            for one in self.told("textDocument/publishDiagnostics")
        ]


async def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    for _ in range(int(seconds / 0.01)):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come about")


def play(scene: Callable[[Editor], Awaitable[None]]) -> Editor:
    async def played() -> Editor:
        editor = Editor()
        await scene(editor)
        return editor

    return asyncio.run(played())


PULLS: dict[str, Any] = {"textDocument": {"diagnostic": {}}}


def test_keys_in_a_row_are_checked_once() -> None:
    async def scene(editor: Editor) -> None:
        await editor.begin()
        editor.open(GOOD)
        await until(lambda: len(editor.published) == 1)
        for version in range(2, 12):
            editor.change(GOOD if version % 2 else BROKEN, version)
            await asyncio.sleep(0.005)
        await until(lambda: len(editor.published) == 2)
        await asyncio.sleep(0.3)

    assert play(scene).published == [(1, []), (11, [])]


def test_whoever_never_stops_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "IN_A_ROW", 0.2)

    async def scene(editor: Editor) -> None:
        await editor.begin()
        editor.open(GOOD)
        await until(lambda: len(editor.published) == 1)
        for version in range(2, 400):
            editor.change(BROKEN, version)
            await asyncio.sleep(0.01)
            if len(editor.published) > 1:
                break

    (_, second) = play(scene).published
    assert second[1] == ["RF105"]


def test_the_pause_grows_with_what_a_check_costs() -> None:
    assert schedule.pause(0.0) == schedule.pause(0.01) == 0.1
    assert schedule.pause(0.2) == 0.8
    assert schedule.pause(9.0) == 3.0


def test_a_large_text_is_read_beside_other_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "LARGE", 10_000)
    large = BROKEN.replace("Verdict", "A paragraph about ferries.\n\n" * 20_000 + "Verdict")

    async def scene(editor: Editor) -> None:
        await editor.begin()
        editor.open(GOOD, "file:///t/b.review")
        editor.open(large)
        editor.send("textDocument/documentSymbol", DOCUMENT, id="slow")
        await editor.ask(
            "textDocument/hover",
            {
                "textDocument": {"uri": "file:///t/b.review"},
                "position": {"line": 0, "character": 0},
            },
        )
        assert not editor.answers("slow")
        await until(lambda: bool(editor.answers("slow")))
        await until(lambda: ["RF105"] in [codes for _, codes in editor.published])

    assert play(scene).answers("slow")[0]["result"]


def test_an_error_of_our_own_is_reported_and_the_server_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import reviewfmt.server.diagnostics
    import reviewfmt.server.hovers

    def breaks(*_: object) -> None:
        raise RuntimeError("a fault")

    async def scene(editor: Editor) -> None:
        await editor.begin()
        with monkeypatch.context() as patched:
            patched.setattr(reviewfmt.server.hovers, "hover", breaks)
            patched.setattr(reviewfmt.server.diagnostics, "diagnostics", breaks)
            editor.open(BROKEN)
            answer = await editor.ask(
                "textDocument/hover", {**DOCUMENT, "position": {"line": 0, "character": 0}}
            )
            assert answer["error"]["code"] == -32603
            await until(lambda: bool(editor.told("window/showMessage")))
            patched.setattr(type(editor.server), "changed", breaks)
            editor.change(GOOD)
            await asyncio.sleep(0)
        editor.change(BROKEN, 3)
        await until(lambda: bool(editor.published))

    editor = play(scene)
    assert editor.published == [(3, ["RF105"])]
    messages = [one["message"] for one in editor.told("window/showMessage")]
    assert messages == [
        "reviewfmt: an internal error (RuntimeError), please report it; the log has the details",
        *messages[1:],
    ]
    logged = "".join(one["message"] for one in editor.told("window/logMessage"))
    assert logged.count("RuntimeError: a fault") >= 2


def test_the_editor_is_asked_to_tell_of_files_and_told_to_ask_again(tmp_path: Path) -> None:
    able = {
        **PULLS,
        "workspace": {
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "diagnostics": {"refreshSupport": True},
        },
    }

    async def scene(editor: Editor) -> None:
        await editor.begin(tmp_path, **able)
        await until(lambda: bool(editor.told("client/registerCapability")))
        for name in ("a.review", "reviewfmt.toml"):
            change = {"uri": (tmp_path / name).as_uri(), "type": 2}
            editor.send("workspace/didChangeWatchedFiles", {"changes": [change]})
        editor.send("workspace/didChangeConfiguration", {"settings": {}})
        await asyncio.sleep(0.05)

    editor = play(scene)
    ((one,),) = [one["registrations"] for one in editor.told("client/registerCapability")]
    globs = [each["globPattern"] for each in one["registerOptions"]["watchers"]]
    assert globs == ["**/*.review", "**/*.toml", "**/.gitignore"]
    assert len(editor.told("workspace/diagnostic/refresh")) == 2
    assert editor.published == []


def test_a_changed_configuration_reaches_all_open_documents(tmp_path: Path) -> None:
    first, second = (uri_of(str(tmp_path / name)) for name in ("a.review", "b.review"))

    async def scene(editor: Editor) -> None:
        await editor.begin(tmp_path)
        editor.open(BROKEN, first)
        editor.open(BROKEN, second)
        await until(lambda: len(editor.published) == 2)
        (tmp_path / "reviewfmt.toml").write_text('ignore = ["RF105"]\n', encoding="utf-8")
        editor.change(BROKEN, 2, first)
        await until(lambda: len(editor.published) >= 4)

    last = {
        one["uri"]: one["diagnostics"]
        for one in play(scene).told("textDocument/publishDiagnostics")
    }
    assert last == {first: [], second: []}


def test_a_configuration_that_breaks_is_reported_and_the_last_one_holds(tmp_path: Path) -> None:
    config = tmp_path / "reviewfmt.toml"
    uri = uri_of(str(tmp_path / "a.review"))
    faulty = BROKEN.replace("Verdict", "Story: N/5\n\nVerdict")

    async def scene(editor: Editor) -> None:
        config.write_text('ignore = ["RF107"]\n', encoding="utf-8")
        await editor.begin(tmp_path)
        editor.open(faulty, uri)
        await until(lambda: len(editor.published) == 1)
        for version, text in enumerate(("ignore = [", 'ignore = ["RF105"]\n'), 2):
            config.write_text(text, encoding="utf-8")
            editor.change(faulty, version, uri)
            await until(lambda: editor.published[-1][0] == version)  # noqa: B023  # waited for here

    editor = play(scene)
    codes = dict(editor.published)
    assert [codes[version] for version in (1, 2, 3)] == [["RF105"], ["RF105"], ["RF107"]]
    (message,) = editor.told("window/showMessage")
    assert "reviewfmt.toml:1: not TOML" in message["message"]
    assert message["message"].endswith("; the last valid version stays in use")


def test_a_file_beyond_the_limit_has_a_message_and_no_findings(tmp_path: Path) -> None:
    (tmp_path / "reviewfmt.toml").write_text("max-file-size = 1\n", encoding="utf-8")
    uri = uri_of(str(tmp_path / "a.review"))

    async def scene(editor: Editor) -> None:
        await editor.begin(tmp_path)
        editor.open(BROKEN + "A long line. " * 100_000, uri)
        await until(lambda: bool(editor.published))
        assert editor.published[-1][1] == []
        answer = await editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        assert answer["result"] is None
        editor.change(BROKEN, 2, uri)
        await until(lambda: editor.published[-1] == (2, ["RF105"]))

    (message,) = play(scene).told("window/showMessage")
    assert "a.review: it has more than 1 MiB, the limit, and is not checked" in message["message"]


def test_an_editor_that_cannot_ask_again_gets_whole_actions() -> None:
    text = GOOD.replace("Verdict", "% ignore: RF302\nA quiet show.\n\nVerdict")
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}

    async def scene(editor: Editor) -> None:
        await editor.begin()
        editor.open(text)
        for only in (["source.fixAll"], None):
            context = {"diagnostics": [], **({} if only is None else {"only": only})}
            params = {**DOCUMENT, "range": place, "context": context}
            answer = await editor.ask("textDocument/codeAction", params)
            offered = answer["result"]
            assert [one["kind"] for one in offered] == (
                [] if only is None else ["source.fixAll.reviewfmt"]
            )
            for one in offered:
                (edits,) = one["edit"]["changes"].values()
                assert applied(text, edits) == fix(text).text

    play(scene)


def test_findings_that_an_editor_names_have_their_actions() -> None:
    """An editor may ask for a line, and name the findings that it shows there."""
    place = {"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 0}}

    async def scene(editor: Editor) -> None:
        await editor.begin()
        editor.open(BROKEN)
        await until(lambda: bool(editor.published))
        (shown,) = editor.told("textDocument/publishDiagnostics")[0]["diagnostics"]
        assert shown["range"]["start"]["character"] > 0
        for diagnostics, count in (([], 0), ([shown], 2)):
            params = {**DOCUMENT, "range": place, "context": {"diagnostics": diagnostics}}
            answer = await editor.ask("textDocument/codeAction", params)
            assert len(answer["result"]) == count

    play(scene)


def test_a_file_that_the_configuration_forces_out_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "reviewfmt.toml").write_text(
        'exclude = ["a.review"]\nforce-exclude = true\n', encoding="utf-8"
    )
    uri = uri_of(str(tmp_path / "a.review"))

    async def scene(editor: Editor) -> None:
        await editor.begin(tmp_path)
        editor.open(BROKEN, uri)
        await until(lambda: len(editor.published) == 1)

    assert play(scene).published == [(1, [])]


def test_a_text_that_is_no_file_has_the_configuration_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "reviewfmt.toml").write_text('ignore = ["RF105"]\n', encoding="utf-8")

    async def scene(editor: Editor) -> None:
        await editor.begin(tmp_path)
        editor.open(BROKEN, "untitled:Untitled-1")
        await until(lambda: len(editor.published) == 1)

    assert play(scene).published == [(1, [])]


def test_the_workspace_comes_in_parts_and_the_next_answer_waits_for_news(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.review").write_text(BROKEN * 20, encoding="utf-8")

    async def scene(editor: Editor) -> None:
        await editor.begin(tmp_path, **PULLS)
        params: Json = {"previousResultIds": [], "partialResultToken": "parts"}
        answer = await editor.ask("workspace/diagnostic", params)
        assert answer["result"] == {"items": []}
        parts = [one["value"]["items"] for one in editor.told("$/progress")]
        assert len(parts) > 1
        found = [one for part in parts for one in part]
        assert len(found) == 60
        known = [{"uri": one["uri"], "value": one["resultId"]} for one in found]
        editor.send("workspace/diagnostic", {**params, "previousResultIds": known}, id="next")
        await asyncio.sleep(0.4)
        assert not editor.answers("next")
        editor.open(GOOD, uri_of(str(tmp_path / "1.review")))
        await until(lambda: bool(editor.answers("next")))
        last = [
            one
            for part in editor.told("$/progress")[len(parts) :]
            for one in part["value"]["items"]
        ]
        assert [one["uri"] for one in last if one["kind"] == "full"] == [
            uri_of(str(tmp_path / "1.review"))
        ]
        assert len(last) == 60

    play(scene)


_NUMBERS = st.one_of(st.integers(0, 12), st.sampled_from([-1, 10**6, 2**31, None, "x", 1.5]))
_PLACES = st.fixed_dictionaries({"line": _NUMBERS, "character": _NUMBERS})
_RANGES = st.fixed_dictionaries({"start": _PLACES, "end": _PLACES})
_URIS = st.sampled_from([URI, "file:///t/b.review", "untitled:1", "", "%", "file:///%00", 7])
_TEXTS = st.one_of(
    st.sampled_from([GOOD, BROKEN, "", "\ufeffA Review", "🚢\r", "\ud83d"]),
    st.text(alphabet="a🚢\r\n|-:#%123/5 ", max_size=20),
)
_CHANGES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"text": _TEXTS}),
        st.fixed_dictionaries({"range": _RANGES, "text": _TEXTS}),
    ),
    max_size=3,
)
_PARAMS: st.SearchStrategy[Any] = st.one_of(
    st.fixed_dictionaries(
        {
            "textDocument": st.fixed_dictionaries(
                {
                    "uri": _URIS,
                    "version": st.integers(0, 9),
                    "languageId": st.just("review"),
                    "text": _TEXTS,
                }
            ),
            "position": _PLACES,
            "range": _RANGES,
            "contentChanges": _CHANGES,
            "context": st.fixed_dictionaries({"diagnostics": st.just([])}),
            "options": st.fixed_dictionaries(
                {"tabSize": st.just(4), "insertSpaces": st.just(True)}
            ),
            "newName": _TEXTS,
            "previousResultIds": st.just([]),
            "changes": st.just([]),
            "settings": st.none(),
            "title": st.just("Fix"),
        }
    ),
    st.none(),
    st.just([]),
    st.just({}),
)


@IN_WHOLE
@settings(max_examples=max(20, SOME // 20), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_messages_in_any_order_leave_a_server_that_answers(data: st.DataObject) -> None:
    methods = sorted(
        {
            *Server().protocol.fm.features,
            *("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"),
            *("$/setTrace", "$/cancelRequest", "workspace/executeCommand", "no/such"),
        }
        - {"initialized"}
    )
    asked = data.draw(
        st.lists(st.tuples(st.sampled_from(methods), _PARAMS, st.booleans()), max_size=12)
    )

    async def scene(editor: Editor) -> None:
        await editor.begin()
        for number, (method, params, is_request) in enumerate(asked):
            editor.send(method, params, **({"id": f"r{number}"} if is_request else {}))
            await asyncio.sleep(0)
        editor.open(BROKEN)
        answer = await editor.ask("textDocument/diagnostic", DOCUMENT)
        assert [one["code"] for one in answer["result"]["items"]] == ["RF105"]
        for number, (method, _, is_request) in enumerate(asked):
            if is_request and types.METHOD_TO_TYPES.get(method, (None, True))[1] is not None:
                msg_id = f"r{number}"
                await until(lambda: bool(editor.answers(msg_id)))  # noqa: B023  # waited for here

    editor = play(scene)
    assert not [one for one in editor.received if "internal error" in json.dumps(one)]
    inner = [one for one in editor.received if one.get("error", {}).get("code") == -32603]
    assert inner == []


@pytest.mark.parametrize("method", ["reviewfmt/preview", "textDocument/hover"])
def test_a_request_that_comes_as_a_notification_is_no_error_of_ours(method: str) -> None:
    async def scene(editor: Editor) -> None:
        await editor.begin()
        editor.send(method, None)
        editor.open(BROKEN)
        await editor.ask("textDocument/diagnostic", DOCUMENT)

    editor = play(scene)
    assert not [one for one in editor.received if "internal error" in json.dumps(one)]


def test_a_reader_that_is_gone_ends_the_server(tmp_path: Path) -> None:
    class Gone:
        def write(self, data: bytes) -> None:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    source = tmp_path / "messages"
    content = json.dumps(
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
    ).encode()
    source.write_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
    with source.open("rb") as file:
        assert Server().serve(file.fileno(), Gone()) == 1
