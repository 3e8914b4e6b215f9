"""The commands of the documentation print what the pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documented import FOLDERS, documented_pages, played, played_here


@pytest.mark.parametrize("page", documented_pages(), ids=lambda page: page.stem)
def test_the_commands_print_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.search(r"^\$ |^```python$", text, re.MULTILINE)
    assert played_here(text, FOLDERS / page.stem, tmp_path, monkeypatch, capfd) == text


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ("a\nb\n", True),
        ("a\n", False),
        ("a\nc\n", False),
        ("…\nb\n", True),
        ("a\n…\n", True),
        ("…\n", True),
        ("b\n…\n", False),
        ("a\n…\na\n", False),
    ],
)
def test_what_a_page_shows_is_compared(said: str, agrees: bool, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    text = f"```console\n$ printf 'a\\nb\\n'\n{said}```\n"
    made = played(text, files, tmp_path / "work")
    assert (made == text) is agrees
    assert agrees or re.search(r"'\na\nb\n```", made)
