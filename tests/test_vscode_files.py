"""The extension for VS Code, as far as its files say: what they name exists, and snippets read.

tests/external/test_vscode.py builds it and drives it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.converter import FORMATS
from reviewfmt.linter import check
from reviewfmt.parser import parse
from reviewfmt.rules import RULES
from reviewfmt.server.features import PREVIEW
from reviewfmt.server.legend import TYPES
from scripts import code_server, picture_vscode, versions

ROOT = Path(__file__).parents[1]
HOME = ROOT / "editors" / "vscode"
PAGES = (ROOT / "docs" / "editors.md", HOME / "README.md")
MANIFEST = json.loads((HOME / "package.json").read_text(encoding="utf-8"))
GIVEN = MANIFEST["contributes"]
SNIPPETS = json.loads((HOME / "snippets.json").read_text(encoding="utf-8"))
LANGUAGE = json.loads((HOME / "language-configuration.json").read_text(encoding="utf-8"))
ENTER = json.loads((ROOT / "tests/data/vscode/enter.json").read_text(encoding="utf-8"))

BEFORE = "A Show Season 1 Review – a quiet one\n\nAuthor: Ana\n"
FIELDS = "Published: 2024-04-11\nLanguage: en\n\n"
GUIDE = "Episode Guide\n\nEpisode 1: Fog -| 3/5\nEpisode 2: Rain -| 4/5\n"
VERDICT = "\n\nVerdict - 7/10\n"
AROUND = {
    "Review": ("", ""),
    "Entry": (BEFORE + FIELDS + GUIDE, VERDICT),
    "Entry with a note": (BEFORE + FIELDS + GUIDE, VERDICT),
    "Verdict": (BEFORE + FIELDS + GUIDE + "\n", "\n"),
    "Draft": (BEFORE, "\n" + FIELDS + GUIDE + VERDICT),
    "Figure": (BEFORE + FIELDS + "A quiet show.\n\n", VERDICT),
}
"""What is around a snippet; the others stand in a paragraph's place."""


def source(name: str) -> str:
    return (HOME / "src" / name).read_text(encoding="utf-8")


def expanded(body: str | list[str]) -> str:
    """Return what a snippet writes when nobody changes it."""
    text = body if isinstance(body, str) else "\n".join(body)
    dates = {"CURRENT_YEAR": "2024", "CURRENT_MONTH": "04", "CURRENT_DATE": "11"}
    text = re.sub(r"\$(CURRENT_\w+?)(?=\W)", lambda found: dates[found[1]], text)
    values = {found[1]: found[2] for found in re.finditer(r"\$\{(\d+):([^}]*)\}", text)}
    text = re.sub(r"\$\{\d+\|([^,|}]*)[^}]*\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    return re.sub(r"\$(\d+)", lambda found: values.get(found[1], ""), text)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_reads(name: str) -> None:
    before, after = AROUND.get(name, (BEFORE + FIELDS, VERDICT))
    text = before + expanded(SNIPPETS[name]["body"]) + after
    found = [one for one in check(text, None) if one.code != "RF314"]
    assert not found, f"{text}\n{found}"


def test_snippets_write_what_they_are_called() -> None:
    kinds = {
        "Episode Guide": "guides",
        "Section": "sections",
        "Rating": "ratings",
    }
    for name, attribute in kinds.items():
        text = BEFORE + FIELDS + expanded(SNIPPETS[name]["body"]) + VERDICT
        assert getattr(parse(text).review, attribute), name
    whole = parse(expanded(SNIPPETS["Review"]["body"])).review
    assert len(whole.guides[0].episodes) == 2
    assert len(whole.ratings) == 2
    assert whole.verdict is not None
    noted = parse(BEFORE + FIELDS + GUIDE + expanded(SNIPPETS["Entry with a note"]["body"]))
    assert noted.review.guides[0].episodes[-1].notes


def test_prefixes_are_told_apart() -> None:
    prefixes = [one["prefix"] for one in SNIPPETS.values()]
    flat = [one for each in prefixes for one in ([each] if isinstance(each, str) else each)]
    assert len(flat) == len(set(flat))


@pytest.mark.parametrize("case", ENTER, ids=lambda case: str(case["line"]) or "nothing")
def test_what_enter_goes_on_with(case: dict[str, Any]) -> None:
    rules = LANGUAGE["onEnterRules"]
    found = next((one for one in rules if re.search(one["beforeText"], case["line"])), None)
    written = None if found is None else found["action"].get("appendText")
    assert written == case["next"]
    if written is not None:
        text = BEFORE + FIELDS + case["line"] + "\n" + written + "More" + VERDICT
        kinds = {
            type(block).__name__ for one in parse(text).review.sections for block in one.blocks
        }
        assert kinds == {"ItemList" if case["is"] == "item" else "Quote"}, kinds


def test_the_sign_of_a_comment_is_one() -> None:
    sign = LANGUAGE["comments"]["lineComment"]
    assert len(parse(f"{BEFORE}{FIELDS}{sign} aside\n\nA show.{VERDICT}").review.comments) == 1


def test_each_command_is_there_and_named() -> None:
    named = [one["command"] for one in GIVEN["commands"]]
    registered = re.findall(r'^ {4}"(reviewfmt\.\w+)":', source("extension.ts"), re.MULTILINE)
    assert named == registered
    used = {
        one["command"] for rows in (*GIVEN["menus"].values(), GIVEN["keybindings"]) for one in rows
    }
    assert used <= set(named)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for one in GIVEN["commands"]:
            assert f"**{one['category']}: {one['title']}**" in text, (page, one)


def test_each_setting_is_told_and_a_workspace_cannot_name_the_program() -> None:
    properties = GIVEN["configuration"]["properties"]
    assert properties["reviewfmt.path"]["scope"] == "machine"
    for page in PAGES:
        for name in properties:
            assert f"`{name}`" in page.read_text(encoding="utf-8"), (page, name)


def test_it_asks_for_what_the_server_has() -> None:
    assert f'"{PREVIEW}"' in source("preview.ts")
    scopes = GIVEN["semanticTokenScopes"][0]["scopes"]
    assert set(scopes) <= set(TYPES)
    grammar = (ROOT / "editors/textmate/review.tmLanguage.json").read_text(encoding="utf-8")
    for one in scopes.values():
        assert all(re.search(rf'[" ]{re.escape(scope)}[" ]', grammar) for scope in one), one
    (oldest,) = re.findall(r'AT_LEAST = "([\d.]+)"', source("program.ts"))
    assert versions.read(oldest)[:3] <= versions.current()[:3]
    assert MANIFEST["version"] == "0.0.0"  # the build writes that of the project


def test_it_offers_formats_that_there_are() -> None:
    rows = re.findall(
        r'suffix: "(\w+)", command: "(\w+)", format: "(\w+)", isLenient: (\w+)',
        source("convert.ts"),
    )
    assert len(rows) == 8
    for suffix, command, name, is_lenient in rows:
        if command == "book":
            assert suffix == name
            assert name in ("epub", "html", "pdf")
            assert is_lenient == "true"
        else:
            assert f".{suffix}" in FORMATS[name].suffixes
            assert (is_lenient == "true") is (not FORMATS[name].text)


def test_the_codes_in_its_texts_are_rules() -> None:
    texts = [source("configuration.ts"), json.dumps(SNIPPETS)]
    codes = {one for text in texts for one in re.findall(r"RF\d{3}", text)}
    assert codes
    assert codes <= set(RULES)


def test_the_packages_of_the_build_are_pinned() -> None:
    lock = json.loads((HOME / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["devDependencies"] == MANIFEST["devDependencies"]
    for name, pinned in MANIFEST["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", pinned), name
        assert lock["packages"][f"node_modules/{name}"]["version"] == pinned
    assert "dependencies" not in MANIFEST


def test_the_readme_shows_its_picture_which_is_small() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", PAGES[1].read_text(encoding="utf-8"))
    assert [HOME / path for _, path in shown] == [picture_vscode.PICTURE]
    data = picture_vscode.PICTURE.read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    assert len(data) <= picture_vscode.LARGEST


def test_the_page_says_which_workbench_was_tried() -> None:
    minor = code_server.VERSION.split(".")[1]
    assert f"Tested with 1.{minor}, in code-server" in PAGES[0].read_text(encoding="utf-8")
