"""docs/convert.md: its commands do what it shows, and its table names the programs of the tests."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewfmt.cli import run
from reviewfmt.converter import FORMATS
from tests.consumers import CONSUMERS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "convert.md").read_text(encoding="utf-8")
CLI = ROOT / "tests" / "data" / "cli"
GOOD = json.loads((CLI / "good.json").read_text(encoding="utf-8"))
FIELDS = "Author: Ana\nPublished: 2024-05-02\nLanguage: en\n"
FILES = {
    "reviews/fog.review": f"Fog Review\n\n{FIELDS}\nCalm.\n\nVerdict: 7/10\n",
    "reviews/mist.review": f"Mist Review\n\n{FIELDS}\nCalm.\n\nVerdict: 8/10\n",
    "haze.json": (CLI / "good.json").read_text(encoding="utf-8"),
    "dew.md": "# Fog Review\n\nAuthor: Ana\n\nLanguage: en\n\nVerdict: 7/10\n",
    "seen.md": "# Fog, Season 2\n\n1. Dew: 4/5\n2. Mist: 3/5\n\nIt is calm.\n",
    "draft.json": json.dumps(GOOD | {"verdict": "superb"}, indent=2),
    "lights.review": f"Lights Review\n\n{FIELDS}\nEpisode 1: Fog -| 3/5\nEpisode 2: Salt -| 4/5\n"
    "Episode 3: He Drowns -| 5/5\n\n  The end.\n\nCalm, until ||he drowns||.\n\nVerdict: 7/10\n",
    "draft.review": f"Fog Review\n\n{FIELDS}\nVerdict: 11/10\n",
}


def _steps() -> Iterator[tuple[str, list[str]]]:
    """Yield each command of the page, and the lines that it is shown to say."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for step in block.split("$ ")[1:]:
            command, *said = step.splitlines()
            yield command, said


def test_the_commands_do_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    steps = list(_steps())
    assert len(steps) > 8
    for command, said in steps:
        words = shlex.split(command)
        if words[0] == "reviewfmt":
            run(words[1:])
            sys.stdout.flush()
            told = capfd.readouterr().err.splitlines()
            assert [line for line in told if re.match(r"reviewfmt: |\S+:\d", line)] == said
        elif words[0] == "rm":
            (tmp_path / words[1]).unlink()
        else:
            assert words[0] == "echo"
            with (tmp_path / words[-1]).open("a", encoding="utf-8") as file:
                file.write(words[1])


def test_the_table_names_every_format_that_is_shown() -> None:
    table = PAGE.partition("<!-- consumers -->")[2].partition("<!-- /consumers -->")[0]
    rows = re.findall(r"^\| ([a-z, ]+) \| .+ \|$", table, re.MULTILINE)
    named = [name for row in rows for name in row.split(", ")]
    assert len(named) == len(set(named))
    assert set(named) == CONSUMERS.keys() | {"html", "epub"}
    assert set(named) | {"review", "json", "markdown", "plain"} == set(FORMATS)
