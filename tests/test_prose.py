"""The check of our English finds what readers stumbled over, and leaves code alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from proselint.checks import __register__
from proselint.registry import CheckRegistry

from scripts import prose

CASES = [
    ("a.md", "# A page\n\nThe rest is\ntold at its line.\n", [(3, 10, "is told")]),
    ("a.md", "It says `is told`, and\n\n```text\nit is told\n```\n", []),
    ("a.md", "Return the day, if\nthere is none the month.\n", []),
    ("a.md", "A word that\nis none is text; there\nare none.\n", [(2, 1, "is none")]),
    ("a.py", '"""The day; it is None or Any."""\n', []),
    ("a.md", "It was first of all a show.\n", [(1, 8, "first of all")]),
    ("a.py", '"""Say what is told."""\nSAID = "is told"\n', [(1, 13, "is told")]),
    ("a.py", "def f() -> None:\n    return  # as it stands\n", [(2, 15, "as it stands")]),
]


@pytest.mark.parametrize(("name", "text", "found"), CASES, ids=range(len(CASES)))
def test_what_is_found(
    name: str,
    text: str,
    found: list[tuple[int, int, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prose, "ROOT", tmp_path)
    monkeypatch.setattr(CheckRegistry, "_checks", [])
    CheckRegistry().register_many(__register__)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [(one.line, one.column, one.words) for one in prose.findings(tmp_path / name)] == found


def test_every_exception_is_of_a_file_that_is_there() -> None:
    assert all((prose.ROOT / name).is_file() for name in prose.RULES["allowed"])
