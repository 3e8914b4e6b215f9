"""docs/books.md: its commands do what it shows."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from reviewfmt.cli import run
from reviewfmt.publish.shelf import ORDERS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "books.md").read_text(encoding="utf-8")
FIELDS = "Author: Ana\nPublished: 2024-05-02\nLanguage: en\n"
FOG = f"Fog Season 1 Review\n\n{FIELDS}\nCalm.\n\nVerdict: 7/10\n"
FILES = {
    "reviews/fog-1.review": FOG,
    "reviews/fog-2.review": FOG.replace("Season 1", "Season 2"),
    "reviews/mist.review": f"Mist Review\n\n{FIELDS}\nCalm.\n\nVerdict: 8/10\n",
    "reviews/tide.review": f"The Tide Review\n\n{FIELDS}\nCalm.\n\nVerdict: 9/10\n",
    "again.review": FOG.replace("Calm", "Calmer"),
    "broken.review": f"Foam Review\n\n{FIELDS}\nVerdict: 12/10\n".replace(FIELDS, "Author: Ana\n"),
}


def test_the_commands_do_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("typst")
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    steps = [
        step.splitlines()
        for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        for step in block.split("$ ")[1:]
    ]
    assert len(steps) == 5
    for command, *said in steps:
        run(shlex.split(command)[1:])
        sys.stdout.flush()
        told = capfd.readouterr().err.splitlines()
        assert [line for line in told if re.match(r"reviewfmt: |\S+:\d", line)] == said


def test_the_table_of_orders_is_whole() -> None:
    table = PAGE.partition("| `--order` |")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == ORDERS
