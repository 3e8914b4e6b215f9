"""docs/many-files.md: its commands say what it shows, and its numbers are those of the program."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewfmt.batch import cache, fingerprint
from reviewfmt.batch.watching import INSTALL
from reviewfmt.cli import check, run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "many-files.md").read_text(encoding="utf-8")
FIELDS = "Author: Ana\nPublished: 2024-05-02\nLanguage: en\n"
FILES = {
    "archive/dew.review": f"Dew Review\n\n{FIELDS}\nVerdict: 11/10\n",
    "archive/fog.review": f"Fog Review\n\n{FIELDS}\nCalm.\n\nVerdict: 7/10\n",
    "archive/mist.review": f"Mist Review\n\n{FIELDS}\nCalm.\n\nVerdict: 8/10\n",
    "reviews/fog.review": f"Fog Review\n\n{FIELDS}\nCalm.\n\nVerdict: 7/10\n",
    "reviews/mist.review": f"Mist Review\n\n{FIELDS}\nCalm.\n\nVerdict: 8/10\n",
}


def _steps() -> Iterator[tuple[str, list[str]]]:
    """Yield each command of the page, and the lines that it is shown to say."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for step in block.split("$ ")[1:]:
            command, *said = step.splitlines()
            yield command, said


def test_the_commands_say_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    steps = list(_steps())
    assert len(steps) > 9
    for command, said in steps:
        words = shlex.split(command)
        if words[0] == "rm":
            (tmp_path / words[1]).unlink()
            continue
        run(words[1:])
        sys.stdout.flush()
        told = capfd.readouterr()
        assert sorted((told.out + told.err).splitlines()) == sorted(said), command


def test_the_page_has_the_numbers_and_names() -> None:
    assert f"fewer than {check.MANY}," in PAGE
    assert f"`{cache.NAME}`" in PAGE
    assert f"`{INSTALL}`" in PAGE
    assert fingerprint.STILL == 2_000_000_000
    assert "still for two seconds" in PAGE
