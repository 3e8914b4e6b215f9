"""What newcomers do with the start page alone ends in a published page.

tests/external/test_docs_site.py does it with an installation of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documented import played_here
from tests.newcomers import NEWCOMERS, START, commands, listed, published

PAGE = START.read_text(encoding="utf-8")


def test_there_are_three_of_them() -> None:
    assert len(NEWCOMERS) >= 3


@pytest.mark.parametrize("path", NEWCOMERS, ids=lambda path: path.stem)
def test_a_newcomer_gives_no_command_that_the_page_does_not_list(path: Path) -> None:
    names, options = listed(PAGE)
    given = commands(path.read_text(encoding="utf-8"))
    assert {one.name for one in given} <= names
    assert {option for one in given for option in one.options} <= options


@pytest.mark.parametrize("path", NEWCOMERS, ids=lambda path: path.stem)
def test_a_newcomer_has_a_page_in_the_end(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = path.read_text(encoding="utf-8")
    assert played_here(text, None, tmp_path, monkeypatch, capfd) == text
    assert len(published(tmp_path)) == 1


def test_a_command_that_the_page_does_not_list_is_found() -> None:
    page = "```console\n$ reviewfmt check a --fix\n```\n\nAdd `--language de`.\n"
    assert listed(page) == ({"reviewfmt check"}, {"--fix", "--language"})
    (given,) = commands("```console\n$ sed -i 's/a/b/' a.review\na line\n```\n")
    assert (given.name, {*given.options}) == ("sed", {"-i"})
