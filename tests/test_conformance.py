"""The cases of conformance/: as the spec and the fixtures give them, for any reader to run.

`reviewfmt` is run against them here as a stranger would: through its command line alone.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lark
import pytest
from lark.lexer import Lexer

from scripts.export_conformance import main
from tests.budget import IN_WHOLE

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "conformance"
GRAMMAR = ROOT / "grammar" / "review.lark"
FILES = ("spec.json", "parser.json", "malformed.json")
CASES: list[tuple[str, Any]] = [
    (f"{name.removesuffix('.json')}-{number:04}", case)
    for name in FILES
    for number, case in enumerate(json.loads((FOLDER / name).read_text(encoding="utf-8")))
]
READ = [(name, case) for name, case in CASES if case["document"] is not None]
KEYS = {"name", "lines", "tokens", "document", "findings"}


def source(case: Any) -> bytes:
    if "text" in case:
        data: bytes = case["text"].encode("utf-8")
        return data
    return base64.b64decode(case["bytes"])


# -- the files --------------------------------------------------------------------------------


def test_the_files_are_as_the_spec_and_the_fixtures_give_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_there_are_cases_each_with_a_name_of_its_own() -> None:
    assert len(CASES) >= 500
    assert len(READ) >= 300
    for file in FILES:
        names = [
            case["name"] for name, case in CASES if name.startswith(file.removesuffix(".json"))
        ]
        assert len(set(names)) == len(names) > 50
    for _, case in CASES:
        assert set(case) - {"text", "bytes"} == KEYS
        assert ("text" in case) != ("bytes" in case)


def test_a_case_with_an_error_has_no_document() -> None:
    for _, case in CASES:
        errors = [one for one in case["findings"] if one["severity"] == "error"]
        assert (case["document"] is None) == bool(errors)


def test_the_readme_names_every_file_and_every_key() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in FOLDER.glob("*.json"):
        assert f"`{path.name}`" in readme
    for key in KEYS | {"text", "bytes", "table", "gives"}:
        assert f"`{key}`" in readme


# -- the grammar ------------------------------------------------------------------------------


class Fed(Lexer):
    """Gives Lark the tokens of a case; there is nothing to cut."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    # Lark hands the input alone to a lexer that does not ask for more.
    def lex(self, data: Any) -> Iterator[lark.Token]:  # type: ignore[override]
        return (lark.Token(kind, text) for kind, text in data)


@pytest.fixture(scope="module")
def grammar() -> lark.Lark:
    """Plain Lark over the rules of the grammar: nothing of reviewfmt is in it."""
    return lark.Lark.open(
        str(GRAMMAR), parser="lalr", start="review", lexer=Fed, maybe_placeholders=False
    )


def blocks(children: list[Any]) -> list[Any]:
    """Return the blocks among the children of a rule, as a JSON document has them."""
    found: list[Any] = []
    for child in children:
        if isinstance(child, lark.Tree):
            name = {"bullets": "list", "numbers": "numbered", "quote": "quote"}[str(child.data)]
            found.append((name, [str(one) for one in child.children]))
        elif child.type in ("PARAGRAPH", "FIGURE"):
            found.append((child.type.lower(), str(child)))
    return found


def document_blocks(data: list[Any]) -> list[Any]:
    found = []
    for block in data:
        ((name, held), *_) = block.items()
        found.append((name, held["src"] if name == "figure" else held))
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in READ])
def test_plain_lark_over_the_tokens_gives_the_tree(case: Any, grammar: lark.Lark) -> None:
    tree: Any = grammar.parse(case["tokens"])
    document = case["document"]
    guides: list[Any] = []
    sections: list[Any] = []
    tokens = list(tree.scan_values(lambda token: True))
    for child in tree.children:
        if not isinstance(child, lark.Tree):
            continue
        below = None
        parts = [child]
        if child.data == "stretch":
            guide, *parts = child.children
            below = len(guides)
            guides.append(
                [
                    (str(one.children[0]), blocks(one.children[1:]))
                    for one in guide.children
                    if isinstance(one, lark.Tree)
                ]
            )
        for part in parts:
            if isinstance(part, lark.Tree):
                heading = str(part.children[0]) if part.data == "section" else None
                kept = part.children[1:] if part.data == "section" else part.children
                sections.append((below, heading, blocks(kept)))
    assert [str(one) for one in tokens if one.type == "TITLE"] == [document["title"]]
    assert [str(one) for one in tokens if one.type == "RATING"] == [
        one["aspect"] for one in document["ratings"]
    ]
    assert len([one for one in tokens if one.type == "VERDICT"]) == bool(document["verdict"])
    assert sections == [
        (one["guide"], one["heading"], document_blocks(one["blocks"]))
        for one in document["sections"]
    ]
    assert [[title for title, _ in guide] for guide in guides] == [
        [one["title"] or "" for one in guide["episodes"]] for guide in document["guides"]
    ]
    for guide, said in zip(guides, document["guides"], strict=True):
        for (_, notes), one in zip(guide, said["episodes"], strict=True):
            every = document_blocks(one["notes"])  # a remark on the entry's line is the first
            assert every[len(every) - len(notes) :] == notes
            assert len(every) - len(notes) in (0, 1)


@pytest.mark.parametrize(
    "kinds",
    [
        "TITLE ENTRY GUIDE_END",
        "TITLE GUIDE GUIDE_END",
        "TITLE GUIDE PARAGRAPH ENTRY GUIDE_END",
        "TITLE GUIDE ENTRY",
        "TITLE GUIDE ENTRY HEADING GUIDE_END",
        "TITLE PARAGRAPH FIELD",
        "TITLE ITEM",
        "TITLE QUOTED",
        "PARAGRAPH TITLE",
        "TITLE TITLE",
    ],
)
def test_the_grammar_refuses_an_order_that_the_format_does_not_have(
    kinds: str, grammar: lark.Lark
) -> None:
    with pytest.raises(lark.exceptions.UnexpectedInput):
        grammar.parse([(kind, "") for kind in kinds.split()])


# -- the command line -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the source of every case."""
    found = tmp_path_factory.mktemp("conformance")
    for name, case in CASES:
        (found / f"{name}.review").write_bytes(source(case))
    return found


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reviewfmt", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_line_finds_what_the_cases_say(folder: Path) -> None:
    done = run("check", ".", "--select", "RF1", "--output-format", "json", "--lines", cwd=folder)
    assert done.returncode == 1, done.stderr
    files = {Path(one["path"]).stem: one for one in json.loads(done.stdout)}
    assert set(files) == {name for name, _ in CASES}
    keys = ("line", "column", "code", "severity")
    wrong = []
    for name, case in CASES:
        said = files[name]
        lines = [
            [one["line"], one["column"], one["kind"], one["part"]] for one in said["lines"] or ()
        ]
        found = [{key: one[key] for key in keys} for one in said["findings"]]
        if (lines, found) != (case["lines"], case["findings"]):
            wrong.append(case["name"])
    assert wrong == []


@IN_WHOLE
def test_the_command_line_gives_the_documents_that_the_cases_say(folder: Path) -> None:
    done = run("convert", ".", "-t", "json", "-o", "out", cwd=folder)
    assert done.returncode == 1, done.stderr  # those with an error are not written
    written = {path.stem: path for path in (folder / "out").rglob("[!.]*.json")}
    assert set(written) == {name for name, _ in READ}
    wrong = [
        case["name"]
        for name, case in READ
        if json.loads(written[name].read_text(encoding="utf-8")) != case["document"]
    ]
    assert wrong == []
