"""The first two walks of CONTRIBUTING.md, made for real in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.budget import IN_WHOLE

ROOT = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the package and its scripts are made of."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in ("src", "grammar", "schemas", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
    return tmp_path


def run(copy: Path, *arguments: str, code: int = 0) -> str:
    """Run the copy's Python; returns what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def reviewfmt(copy: Path, *arguments: str, code: int = 0) -> str:
    """Run the copy's command line."""
    return run(copy, "-m", "reviewfmt", *arguments, code=code)


def insert(path: Path, below: str, line: str) -> None:
    """Write a line below the first one that begins with `below`."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, one in enumerate(lines) if one.startswith(below))
    lines.insert(at + 1, line)
    path.write_text("".join(lines), encoding="utf-8")


def kinds(copy: Path, name: str) -> list[str]:
    """Return the kinds of the lines of a file of the copy."""
    told = reviewfmt(copy, "check", name, "--output-format", "json", "--lines", "--exit-zero")
    (file,) = json.loads(told)
    return [line["kind"] for line in file["lines"]]


@IN_WHOLE
def test_a_label_is_one_line_of_a_vocabulary(copy: Path) -> None:
    text = "Un Show Review\n\nLanguage: es\n\nTemplete 3: La niebla -| 3/5\n\nVerdict: 8/10\n"
    (copy / "a.review").write_text(text, encoding="utf-8")
    assert kinds(copy, "a.review") == ["TITLE", "FIELD", "ENTRY", "VERDICT"]
    before = json.loads(reviewfmt(copy, "convert", "a.review", "-t", "json"))
    assert before["guides"][0]["episodes"][0]["label"] is None  # "Templete 3" is its title

    vocabulary = copy / "grammar" / "vocabulary" / "es.toml"
    words = vocabulary.read_text(encoding="utf-8")
    vocabulary.write_text(
        re.sub(r'(?m)^(Special = .*?)"\]', r'\1", "Templete"]', words, count=1), encoding="utf-8"
    )
    assert vocabulary.read_text(encoding="utf-8") != words
    run(copy, "scripts/build_grammar.py")

    document = json.loads(reviewfmt(copy, "convert", "a.review", "-t", "json"))
    (entry,) = document["guides"][0]["episodes"]
    assert (entry["label"], entry["number"], entry["title"]) == ("Special", 3, "La niebla")
    findings = reviewfmt(copy, "check", "a.review", "--output-format", "json", "--select", "RF1")
    assert json.loads(findings) == []
    reviewfmt(copy, "convert", "a.review", "-o", "a.md")
    reviewfmt(copy, "convert", "a.md", "-o", "b.review")
    assert reviewfmt(copy, "diff", "a.review", "b.review") == ""
    reviewfmt(copy, "convert", "a.review", "-o", "a.json")
    assert reviewfmt(copy, "diff", "a.review", "a.json") == ""


FIELD = '    editor: str | None = field(default=None, metadata=spec("editor"))\n'
WORD = 'editor = ["Lektorat"]\n'


@IN_WHOLE
def test_a_field_is_one_declaration_and_its_words(copy: Path) -> None:
    text = "A Show Review\n\nAuthor: Ada\nLektorat: Bo Quill\nLanguage: en\n\nVerdict: 8/10\n"
    (copy / "a.review").write_text(text, encoding="utf-8")
    before = json.loads(reviewfmt(copy, "convert", "a.review", "-t", "json"))
    assert before["metadata"]["extra"] == {"Lektorat": "Bo Quill"}

    insert(copy / "src/reviewfmt/model/metadata.py", "    network: str | None", FIELD)
    for path, word in (("en", 'editor = ["Editor"]\n'), ("de", WORD)):
        insert(copy / f"grammar/vocabulary/{path}.toml", "[fields]", word)
    run(copy, "scripts/build_grammar.py")
    run(copy, "scripts/build_schema.py")

    document = json.loads(reviewfmt(copy, "convert", "a.review", "-t", "json"))
    assert document["metadata"]["editor"] == "Bo Quill"
    assert document["metadata"]["extra"] == {}
    schema = json.loads(reviewfmt(copy, "schema"))
    assert "editor" in json.dumps(schema)
    reviewfmt(copy, "format", "a.review")
    assert "Editor: Bo Quill\n" in (copy / "a.review").read_text(encoding="utf-8")
    for suffix in ("json", "md", "html", "epub", "docx"):
        reviewfmt(copy, "convert", "a.review", "-o", f"a.{suffix}")
        reviewfmt(copy, "convert", f"a.{suffix}", "-o", f"{suffix}.review")
        assert reviewfmt(copy, "diff", "a.review", f"{suffix}.review") == "", suffix
        again = json.loads(reviewfmt(copy, "convert", f"{suffix}.review", "-t", "json"))
        assert again["metadata"]["editor"] == "Bo Quill", suffix
    page = (copy / "a.html").read_text(encoding="utf-8")
    assert "Bo Quill" in page
    changed = text.replace("Bo Quill", "Cy Quill")
    (copy / "b.review").write_text(changed, encoding="utf-8")
    told = reviewfmt(copy, "diff", "a.review", "b.review", code=1)
    assert told == "editor: Bo Quill → Cy Quill\n"
    broken = document | {"metadata": document["metadata"] | {"editor": 7}}
    (copy / "c.json").write_text(json.dumps(broken), encoding="utf-8")
    found = json.loads(
        reviewfmt(copy, "check", "c.json", "--output-format", "json", "--select", "RF203", code=1)
    )
    assert [one["code"] for one in found] == ["RF203"]
    assert "metadata.editor" in found[0]["message"]
