"""The syntax file in Vim and in Neovim: each line has the kind that is written down, and quickly.

Needs `vim` and `nvim`, which Debian has: `.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1,
with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.editors import measure

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "editors"
LONG = json.loads((DATA / "long.json").read_text(encoding="utf-8"))
LISTED = json.loads(measure.EXCEPTIONS.read_text(encoding="utf-8"))["vim"]
FOLDER = ROOT / "editors" / "vim"
INSIDE = """A Show Season 1 Review

Author: Ana

Episode 1: *Fog* -| 3.5/5

\\Verdict is **all** of ||it||, \\* and [more](b.html).
"""
ITEMS = [
    [3, 1, "reviewKey"],
    [3, 9, "reviewField"],
    [5, 1, "reviewLabel"],
    [5, 12, "reviewEmphasis"],
    [5, 21, "reviewScored"],
    [7, 2, "reviewEscaped"],
    [7, 13, "reviewStrong"],
    [7, 24, "reviewSpoiler"],
    [7, 32, "reviewEscape"],
    [7, 39, "reviewLink"],
]
"""What stands at places of the text: line, column, the item up to its kind."""
PAGE = (ROOT / "docs" / "grammars.md").read_text(encoding="utf-8")


@pytest.fixture(params=["vim", "nvim"])
def program(request: pytest.FixtureRequest) -> str:
    found = shutil.which(request.param)
    if found is None:
        missing = f"{request.param} is not installed; .ci/run installs it"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(missing)
        pytest.skip(missing)
    return str(found)


def test_the_exceptions_are_those_listed(program: str) -> None:
    assert measure.measured(program)["vim"] == LISTED


def test_a_review_of_500_lines_is_coloured_quickly(program: str) -> None:
    """A hang guard: on a quiet machine it is a third of a second with Vim, and less with Neovim."""
    texts = measure.texts()
    guide = texts["samples/cowboy-bebop"].text
    prose = texts["samples/understudies"].text.split("\n\n", 5)[-1]
    lines = (guide + prose * 20).split("\n")[:500]
    assert len(lines) == 500
    assert measure.in_vim(program, ["\n".join(lines)]).seconds < 5


def test_long_lines_end(program: str) -> None:
    """A hang guard: each line twice, as the patterns look through it again and again."""
    texts = []
    for opening, repeated, closing in LONG.values():
        line = opening + repeated * (20_000 // len(repeated)) + closing
        texts.append(f"A Show Season 1 Review\n\n{line}\n\nEpisode Guide\n{line}\n")
    found = measure.in_vim(program, texts)
    assert all(kinds[0] == "TITLE" for kinds in found.kinds)
    assert found.seconds < 120


def test_the_folder_is_a_plugin_where_the_page_puts_it(program: str, tmp_path: Path) -> None:
    """A review that is opened has its type, its colours and its comment sign."""
    (commands,) = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    environment = {**os.environ, "HOME": str(tmp_path)}
    environment.pop("XDG_DATA_HOME", None)
    subprocess.run(["sh", "-e", "-c", commands], cwd=ROOT, env=environment, check=True, timeout=60)
    review, answer = tmp_path / "a.review", tmp_path / "answer.json"
    review.write_text("A Show Season 1 Review\n\nVerdict: 8/10\n", encoding="utf-8")
    (tmp_path / "settings.vim").write_text("filetype plugin on | syntax on\n", encoding="utf-8")
    says = "[&filetype, &commentstring, b:current_syntax, synIDattr(synID(3, 1, 0), 'name')]"
    subprocess.run(
        [
            *(program, "-u", str(tmp_path / "settings.vim"), "-i", "NONE", "-es", str(review)),
            *("-c", f"call writefile([json_encode({says})], '{answer}')", "-c", "qall!"),
        ],
        env=environment,
        check=True,
        timeout=60,
    )
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert found == ["review", "% %s", "review", "reviewVerdict_verdict_closing"]


def test_an_edit_gives_the_lines_below_their_colours_again(program: str, tmp_path: Path) -> None:
    """A heading is prose as soon as nothing is below it."""
    answer = tmp_path / "answer.json"
    review = tmp_path / "a.review"
    review.write_text("A Show Review\n\nThe lamp\n\nIt goes out at night.\n", encoding="utf-8")
    says = "add(g:found, synIDattr(synID(3, 1, 0), 'name'))"
    subprocess.run(
        [
            *(program, "-u", "NONE", "-i", "NONE", "-es", "--cmd", "set nocompatible"),
            *("--cmd", f"set runtimepath^={FOLDER}", "--cmd", "filetype plugin on"),
            *("--cmd", "syntax on", str(review), "-c", f"let g:found = [] | call {says}"),
            *("-c", f"silent 4,5delete _ | syntax sync fromstart | call {says}"),
            *("-c", f"call writefile([json_encode(g:found)], '{answer}')", "-c", "qall!"),
        ],
        check=True,
        timeout=60,
    )
    above, alone = json.loads(answer.read_text(encoding="utf-8"))
    assert above.startswith("reviewHeading_")
    assert alone.startswith("reviewProse_")


def test_what_stands_inside_of_lines_has_its_item(program: str, tmp_path: Path) -> None:
    review, answer = tmp_path / "a.review", tmp_path / "answer.json"
    review.write_text(INSIDE, encoding="utf-8")
    says = "map(copy(g:places), 'synIDattr(synID(v:val[0], v:val[1], 0), \"name\")')"
    places = [[line, column] for line, column, _ in ITEMS]
    subprocess.run(
        [
            *(program, "-u", "NONE", "-i", "NONE", "-es", "--cmd", "set nocompatible"),
            *("--cmd", f"set runtimepath^={FOLDER}", "--cmd", "filetype plugin on"),
            *("--cmd", "syntax on", str(review), "-c", f"let g:places = {json.dumps(places)}"),
            *("-c", f"call writefile([json_encode({says})], '{answer}')", "-c", "qall!"),
        ],
        check=True,
        timeout=60,
    )
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert [name.partition("_")[0] for name in found] == [item for _, _, item in ITEMS]
