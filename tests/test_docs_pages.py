"""The pages of the documentation: each is in the contents, short, and as the program is.

tests/test_recipes.py runs what they tell a reader to run.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.documented import DOCS

ROOT = Path(__file__).parents[1]
CONTENTS = yaml.safe_load((DOCS / "contents.yml").read_text(encoding="utf-8"))
PAGES = sorted(DOCS.glob("*.md"))
MOST_WORDS = 1500
REPOSITORY = "REPOSITORY"


def _listed() -> dict[str, str]:
    """Return the pages of the contents by name, with the caption that each is under."""
    found = {CONTENTS["root"]: ""}
    for tree in CONTENTS["subtrees"]:
        found |= {one["file"]: tree["caption"] for one in tree["entries"]}
    return found


def test_every_page_is_in_the_contents() -> None:
    names = {path.relative_to(DOCS).with_suffix("").as_posix() for path in PAGES}
    assert names | {"rules/index"} == set(_listed())


def test_the_home_page_leads_to_every_page() -> None:
    home = (DOCS / "index.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(([\w/-]+)\.md\)", home))
    assert links == set(_listed()) - {"index"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short(page: Path) -> None:
    """Only reference is long: a reader looks things up in it. Tables and code do not count."""
    text = re.sub(r"^```.*?^```$|^\|.*$", "", page.read_text("utf-8"), flags=re.M | re.S)
    assert _listed()[page.stem] == "Reference" or len(text.split()) <= MOST_WORDS


def test_the_address_of_the_repository_is_one_placeholder() -> None:
    """The start page says what it stands for; no other page has a name of its own for it."""
    start = (DOCS / "start.md").read_text(encoding="utf-8")
    assert f"`{REPOSITORY}` stands for the address" in start
    for page in PAGES:
        assert not re.search(r"OWNER|github\.com/[\w-]+/reviewfmt", page.read_text("utf-8")), page


@pytest.mark.parametrize("script", ["command_pages"])
def test_a_page_is_made_of_the_program(script: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / f"{script}.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, f"run scripts/{script}.py"


def test_the_group_installs_what_the_site_is_made_with() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    names = {re.split(r"[>=<]", one)[0] for one in groups["docs"]}
    conf = (DOCS / "conf.py").read_text(encoding="utf-8")
    modules = {"sphinx", "myst-parser", "furo", "sphinx-external-toc"}
    assert modules == names
    assert all(f'"{one.replace("-", "_")}"' in conf for one in modules - {"sphinx", "furo"})
