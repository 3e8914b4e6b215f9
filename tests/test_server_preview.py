"""The preview of the server is the page of the command line, whatever state the text is in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import run
from tests.server_client import Json
from tests.test_server_shell import FIELDS, GOOD, TITLE, Editor, play

DATA = Path(__file__).parent / "data" / "server" / "preview.json"
CASES = json.loads(DATA.read_text(encoding="utf-8"))


def previews(texts: list[str], uri: str, folder: Path) -> list[Json]:
    """Return the answers of one server to a text that is typed over again and again."""
    answers: list[Json] = []

    async def scene(editor: Editor) -> None:
        await editor.begin(folder)
        editor.open(texts[0], uri)
        for version, text in enumerate(texts, 1):
            editor.change(text, version, uri)
            asked = {"textDocument": {"uri": uri}}
            answers.append((await editor.ask("reviewfmt/preview", asked))["result"])
        for end in editor.server.at_end:
            end()

    play(scene)
    return answers


def converted(path: Path, text: str, capfdbinary: Any) -> str:
    """Return what the command line writes of a text, errors and all."""
    path.write_bytes(text.encode())
    run(["convert", str(path), "-t", "html", "--lenient", "-q"])
    return str(capfdbinary.readouterr().out.decode())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_it_is_what_convert_writes(case: Json, tmp_path: Path, capfdbinary: Any) -> None:
    for name, content in case.get("files", {}).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    path = tmp_path / "a show.review"
    found = previews(case["texts"], path.as_uri(), tmp_path)
    expected = [converted(path, text, capfdbinary) for text in case["texts"]]
    assert [one["html"] for one in found] == expected
    assert [one["version"] for one in found] == list(range(1, len(found) + 1))
    assert all(one["message"] is None for one in found)


def test_a_cover_that_stands_beside_the_file(tmp_path: Path, capfdbinary: Any) -> None:
    from PIL import Image

    Image.new("RGB", (4, 6), "teal").save(tmp_path / "cover.png")
    text = f"{TITLE}Cover: cover.png\nCover text: A pier\n{FIELDS}Verdict: 8/10\n"
    path = tmp_path / "a.review"
    (found,) = previews([text], path.as_uri(), tmp_path)
    assert "data:image/png;base64," in found["html"]
    assert found["html"] == converted(path, text, capfdbinary)


@pytest.mark.parametrize(
    ("text", "files", "message"),
    [
        ("", {}, "RF120"),
        ("% only a comment\n", {}, "RF120"),
        (GOOD, {"reviewfmt.toml": 'css = ["gone.css"]\n'}, "gone.css:1: a style sheet cannot be"),
        (
            GOOD,
            {"reviewfmt.toml": 'template = "p.jinja"\n', "p.jinja": "{{ nothing_of_it }}\n"},
            "p.jinja:1",
        ),
    ],
)
def test_why_there_is_none(text: str, files: dict[str, str], message: str, tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    uri = (tmp_path / "a.review").as_uri()
    (found,) = previews([text], uri, tmp_path)
    assert found["html"] is None
    assert message in found["message"]


def test_a_page_comes_again_after_one_that_could_not_be_made(tmp_path: Path) -> None:
    uri = (tmp_path / "a.review").as_uri()
    found = previews([GOOD, "", GOOD], uri, tmp_path)
    assert found[0]["html"] == found[2]["html"] is not None
    assert found[1]["html"] is None


def test_a_text_that_has_no_file_yet(tmp_path: Path) -> None:
    (found,) = previews(["Verdict: 8/10\n"], "untitled:Untitled-1", tmp_path)
    assert "Untitled</h1>" in found["html"] or ">Untitled<" in found["html"]


@pytest.mark.parametrize(
    "params", [None, {}, [], {"textDocument": 3}, {"textDocument": {"uri": 4}}]
)
def test_requests_that_name_no_document_are_refused(params: Any) -> None:
    async def scene(editor: Editor) -> None:
        await editor.begin()
        answer = await editor.ask("reviewfmt/preview", params)
        assert "textDocument" in answer["error"]["message"]
        editor.open(GOOD)
        again = await editor.ask("reviewfmt/preview", {"textDocument": {"uri": "file:///b"}})
        assert "is not open" in again["error"]["message"]
        for end in editor.server.at_end:
            end()

    play(scene)
