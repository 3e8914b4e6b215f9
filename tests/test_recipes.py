"""The recipes of the documentation work as they are written.

A recipe is a block of a page that a reader copies: commands, a workflow, a configuration, a
template. `RUN_BY` names the test of each. What a test here runs, it takes from the page.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from reviewfmt.cli import run
from reviewfmt.config import parse_config
from reviewfmt.syntax.boilerplate import read_boilerplate
from tests.documented import DOCS, documented_pages

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "metallic-rouge.review"
HERE = "tests/test_recipes.py"

RUN_BY = {
    ("ci", "console"): "tests/test_ci_docs.py",
    ("ci", "toml"): "tests/test_ci_docs.py",
    ("ci", "yaml"): "tests/test_ci_docs.py",
    ("columns", "console"): "tests/test_columns_docs.py",
    ("configuration", "console"): HERE,
    ("configuration", "text"): "tests/external/test_taplo.py",
    ("configuration", "toml"): HERE,
    ("editors", "console"): "tests/external/test_vscode.py",
    ("editors", "elisp"): "tests/external/test_editors.py",
    ("editors", "json"): "tests/external/test_editors.py",
    ("editors", "lua"): "tests/external/test_editors.py",
    ("editors", "toml"): "tests/test_editors_docs.py",
    ("editors", "vim"): "tests/external/test_editors.py",
    ("editors", "xml"): "tests/external/test_editors.py",
    ("extending", "toml"): "tests/test_extending_docs.py",
    ("git", "console"): HERE,
    ("git", "text"): HERE,
    ("grammars", "console"): HERE,
    ("grammars", "sh"): HERE,
    ("new", "console"): "tests/test_new.py",
    ("playground", "text"): "tests/external/test_playground_browser.py",
    ("publishing-sites", "toml"): HERE,
    ("publishing-sites", "yaml"): HERE,
    ("query", "console"): "tests/test_columns_docs.py",
    ("query", "sql"): "tests/test_columns_docs.py",
    ("releasing", "console"): "tests/external/test_release.py",
    ("shells", "console"): HERE,
    ("sites", "console"): HERE,
    ("sites", "js"): "tests/external/test_sites.py",
    ("sites", "text"): "tests/external/test_sites.py",
    ("start", "text"): "tests/external/test_docs_site.py",
    ("structured-data", "console"): "tests/test_structured.py",
    ("themes", "css"): HERE,
    ("themes", "jinja"): "tests/test_theme.py",
    ("themes", "toml"): HERE,
}
"""The test that runs the blocks of a language on a page, if no commands of the page do."""

SHOWN_ALONE = {
    ("configuration", "text"): "a line for an editor that is not reviewfmt's",
    ("editors", "text"): "what Neovim 0.11 takes, which says that it is untried; and a message",
    ("publishing-sites", "text"): "a field of a review, and a header of a server",
    ("query", "text"): "what a question prints",
    ("releasing", "text"): "headings of the changelog",
    ("structured-data", "json"): "what a page holds",
}
"""The blocks that no reader runs: why."""

REFERENCE = {"api", "command-line", "spec"}


class Block(NamedTuple):
    """A block of a page: its language, the file that it writes, its text."""

    page: str
    language: str
    name: str
    body: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Block(page.stem, found[1], found[2] or "", found[3])


def of(page: str, language: str) -> list[str]:
    """Return the texts of the blocks of a language on a page."""
    found = [one.body for one in blocks(DOCS / f"{page}.md") if one.language == language]
    assert found
    return found


def shell(script: str, folder: Path, **more: str) -> str:
    """Run commands in a folder, with the program that is tested; each must succeed."""
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / "reviewfmt"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m reviewfmt "$@"\n')
    program.chmod(0o755)
    kept = {key: os.environ[key] for key in ("HOME", "LANG") if key in os.environ}
    path = (str(programs), str(Path(sys.executable).parent), os.environ["PATH"])
    environment = {
        **kept,
        "PATH": os.pathsep.join(path),
        "PYTHONPATH": str(ROOT / "src"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_COLOR": "1",
        **more,
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail"],
        input=script,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


# -- each has a test --------------------------------------------------------------------------


def test_each_recipe_is_run_by_a_test() -> None:
    played = {page.stem for page in documented_pages()}
    found = {
        (one.page, one.language)
        for page in sorted(DOCS.glob("*.md"))
        if page.stem not in REFERENCE
        for one in blocks(page)
        if not one.language.startswith(("review", "python"))
        and not (page.stem in played and (one.language == "console" or one.name))
    }
    assert found - RUN_BY.keys() - SHOWN_ALONE.keys() == set()
    assert RUN_BY.keys() - found == set()
    assert SHOWN_ALONE.keys() - found == set()


@pytest.mark.parametrize("path", sorted({*RUN_BY.values()} - {HERE}))
def test_the_test_of_a_recipe_reads_its_page(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    for page in {page for (page, _), one in RUN_BY.items() if one == path}:
        assert f"{page}.md" in text or f'"{page}"' in text, page


# -- git --------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a review, and the EPUB of it, committed."""
    folder = tmp_path / "repository"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "rouge.review")
    shell(
        "git init --quiet --initial-branch=main && git config user.name A\n"
        "git config user.email a@example.org\n"
        "reviewfmt convert rouge.review -o rouge.epub --quiet || [ $? -eq 1 ]\n"
        "git add . && git commit --quiet --message 'A review'\n",
        folder,
    )
    return folder


def edit(folder: Path) -> None:
    """Change the review of a repository as the page shows it."""
    path = folder / "rouge.review"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("Memories -| Review Score – 2.5/5", "Memories -| Review Score – 3/5"),
        ("a bad motel", "a good motel"),
        ("Verdict - 6/10", "Verdict - 7/10"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_git_shows_what_changed_in_a_review(repository: Path) -> None:
    shell(of("git", "console")[0], repository)
    edit(repository)
    assert shell("git diff -- rouge.review", repository) == of("git", "text")[0]
    assert "+  • Verdict - 7/10" in shell("git diff --no-ext-diff -- rouge.review", repository)
    shell("reviewfmt convert rouge.review -o rouge.epub --quiet --force", repository)
    told = of("git", "text")[0].splitlines()
    assert shell("git diff -- rouge.epub", repository).splitlines()[1:] == told[1:]


def test_git_shows_the_lines_of_a_binary_format(repository: Path) -> None:
    shell(of("git", "console")[1], repository)
    edit(repository)
    shell("reviewfmt convert rouge.review -o rouge.epub --quiet --force", repository)
    told = shell("git diff -- rouge.epub", repository).splitlines()
    changed = [line for line in told if re.match(r"[+-](?![+-])", line)]
    assert "-  • Verdict - 6/10" in changed
    assert "+  • Verdict - 7/10" in changed
    assert len(changed) == 6


# -- workflows --------------------------------------------------------------------------------


def workflows() -> list[Any]:
    return [
        pytest.param(yaml.safe_load(one.body), id=f"{one.page}-{number}")
        for page in sorted(DOCS.glob("*.md"))
        for number, one in enumerate(one for one in blocks(page) if one.language == "yaml")
    ]


def strings(found: object) -> Iterator[str]:
    """Yield every text in a document of YAML."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for one in found.values():
            yield from strings(one)
    elif isinstance(found, list):
        for one in found:
            yield from strings(one)


@pytest.mark.parametrize("workflow", workflows())
def test_a_workflow_runs_commands_that_work(
    workflow: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reviews").mkdir()
    shutil.copy(ROOT / "tests" / "data" / "cli" / "good.review", "reviews/a.review")
    texts = list(strings(workflow))
    for command in (one for one in texts if one.startswith("reviewfmt ")):
        words = shlex.split(re.sub(r"\$\{\{.*?\}\}", "https://example.org", command))
        assert run(words[1:]) == 0, command
        if "path: public" in yaml.safe_dump(workflow):
            assert Path("public/index.html").is_file()
    installs = [one for one in texts if one.startswith("pip install ")]
    assert set(installs) <= {"pip install git+REPOSITORY"}
    images = re.findall(r"image: (\S+)", yaml.safe_dump(workflow))
    if installs:
        assert not any("slim" in one or "alpine" in one for one in images), "they have no git"


# -- commands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["configuration", "grammars"])
def test_the_commands_of_a_page_run(page: str, tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    folder.mkdir()
    shutil.copytree(ROOT / "samples", folder / "samples")
    commands = re.findall(r"^\$ (.+)$", "".join(of(page, "console")), re.MULTILINE)
    assert commands
    for command in commands:
        said = shell(command, folder)
        made = {"reviewfmt.schema.json": "$schema", "review.html": "<pre"}
        for name in made.keys() & set(command.split()):
            said = (folder / name).read_text(encoding="utf-8")
            assert made[name] in said
        assert said


def test_the_commands_about_shells(tmp_path: Path) -> None:
    """Tab, `⇥`, offers something; the script of bash and the manual page are there."""
    commands = re.findall(r"^\$ (.+)$", "".join(of("shells", "console")), re.MULTILINE)
    folder = tmp_path / "clone"
    folder.mkdir()
    script = tmp_path / ".local/share/bash-completion/completions/reviewfmt"
    for command in commands:
        if command.endswith("⇥"):
            words = command.removesuffix("⇥")
            asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
            said = shell("reviewfmt", folder, _REVIEWFMT_COMPLETE="bash_complete", **asked)
            offered = [line.partition(",")[2] for line in said.splitlines()]
            assert offered, command
            assert all(one.startswith(words.split()[-1]) for one in offered), command
        elif command.startswith(("mkdir ", "reviewfmt ")):
            shell(command, folder, HOME=str(tmp_path))
        elif command.startswith("make "):
            assert command == "make man"
            builder = shlex.quote(str(ROOT / "scripts" / "build_man.py"))
            shell(f"python {builder} out/man/man1", folder)
        else:
            (page,) = re.findall(r"^man -M out/man ([\w-]+)$", command)
            assert (folder / "out" / "man" / "man1" / f"{page}.1").is_file()
    assert "_REVIEWFMT_COMPLETE=bash_complete" in script.read_text(encoding="utf-8")


# -- configurations, styles, plugins of editors -----------------------------------------------


CONFIGURATIONS = [
    pytest.param(one.body, id=f"{one.page}-{number}")
    for page in sorted(DOCS.glob("*.md"))
    for number, one in enumerate(one for one in blocks(page) if one.language == "toml")
    if not re.search(r"^\[(?:top|labels|project|language-server)", one.body, re.MULTILINE)
]


@pytest.mark.parametrize("text", CONFIGURATIONS)
def test_a_configuration_reads(text: str) -> None:
    if "plugins" not in text:
        assert parse_config(text.encode(), "reviewfmt.toml", own=True) is not None


def test_words_and_boilerplate_of_ones_own_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docs/configuration.md shows both files."""
    _, boilerplate, words = of("configuration", "toml")
    assert read_boilerplate(boilerplate)
    monkeypatch.chdir(tmp_path)
    Path("eo.toml").write_text(words, encoding="utf-8")
    Path("site.toml").write_text(boilerplate, encoding="utf-8")
    Path("reviewfmt.toml").write_text(
        'vocabulary = ["eo.toml"]\nboilerplate = ["site.toml"]\n', encoding="utf-8"
    )
    Path("a.review").write_text(
        "All reviews\n\nNebulo Review\n\nAŭtoro: Ana\n\nEpizodo 1: Maro -| 3/5\n\nVerdikto: 8/10\n",
        encoding="utf-8",
    )
    assert run(["convert", "a.review", "-o", "a.json", "-q"]) == 0
    made = Path("a.json").read_text(encoding="utf-8")
    assert '"author": "Ana"' in made
    assert '"number": 1' in made


def test_the_style_sheet_of_the_page_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docs/themes.md shows it, and the configuration that names it."""
    monkeypatch.chdir(tmp_path)
    Path("look").mkdir()
    Path("look/mine.css").write_text(of("themes", "css")[0], encoding="utf-8")
    Path("look/page.html").write_text(of("themes", "jinja")[0], encoding="utf-8")
    Path("reviewfmt.toml").write_text(of("themes", "toml")[0], encoding="utf-8")
    shutil.copy(SAMPLE, "a.review")
    assert run(["convert", "a.review", "-o", "a.html", "-q"]) == 0
    made = Path("a.html").read_text(encoding="utf-8")
    assert "--accent: #00695c" in made
    assert "All reviews</a>" in made


def test_the_plugin_of_vim_is_copied_to_where_vim_looks(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "editors" / "vim", tmp_path / "clone" / "editors" / "vim")
    shell(of("grammars", "sh")[0], tmp_path / "clone", HOME=str(tmp_path))
    for place in (".vim", ".local/share/nvim/site"):
        package = tmp_path / place / "pack" / "reviewfmt" / "start" / "review"
        assert (package / "ftdetect" / "review.vim").is_file()
        assert (package / "syntax" / "review.vim").is_file()


def test_pages_for_a_site_generator_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reviews").mkdir()
    shutil.copy(ROOT / "tests" / "data" / "cli" / "good.review", "reviews/a.review")
    (command,) = of("sites", "console")
    assert run(shlex.split(command.removeprefix("$ "))[1:]) == 0
    assert Path("content/reviews/a.md").read_text(encoding="utf-8").startswith("---\n")
