"""What a repository has for those who come to it: templates, conduct, citation, releases."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewfmt.rules import RULES
from reviewfmt.version import VERSION
from scripts import versions

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FORMS = [path for path in TEMPLATES if path.name != "config.yml"]
KINDS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}
RELEASING = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FORMS, ids=[path.name for path in FORMS])
def test_a_form_is_one_that_github_shows(path: Path) -> None:
    form = load(path)
    assert set(form) == {"name", "description", "labels", "body"}
    assert all(isinstance(form[key], str) for key in ("name", "description"))
    ids = [part.get("id") for part in form["body"] if part["type"] != "markdown"]
    assert len(set(ids)) == len(ids)
    assert None not in ids
    for part in form["body"]:
        assert set(part) <= {"type", "id", "attributes", "validations"}
        assert part["type"] in KINDS
        wanted = "value" if part["type"] == "markdown" else "label"
        assert part["attributes"][wanted]
        assert set(part.get("validations", {})) <= {"required"}
        if part["type"] in ("dropdown", "checkboxes"):
            assert part["attributes"]["options"]


def test_there_are_forms() -> None:
    assert len(FORMS) == 3
    assert load(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml") == {
        "blank_issues_enabled": True
    }
    names = [load(path)["name"] for path in FORMS]
    assert len(set(names)) == len(names)


def test_the_citation_is_one_of_this_version() -> None:
    said = load(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= set(said)
    assert said["cff-version"] == "1.2.0"
    assert said["type"] == "software"
    assert said["version"] == VERSION
    assert said["license"] == "Apache-2.0"
    assert all(set(one) <= {"name", "given-names", "family-names"} for one in said["authors"])
    assert isinstance(said.get("date-released", date.min), date)


def test_the_package_of_the_lezer_grammar_is_of_this_version() -> None:
    package = json.loads((ROOT / "editors" / "lezer" / "package.json").read_text("utf-8"))
    assert package["version"] == versions.current().npm


def test_the_changelog_has_a_section_for_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", text, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == VERSION
    assert all(date.fromisoformat(day) for _, day in heads[1:])


def test_no_rule_is_of_a_later_version() -> None:
    """The page of a rule says since when it is there."""
    for code, rule in RULES.items():
        (since,) = re.findall(r"^## Since\n\n(\S+)$", rule.doc, re.MULTILINE)
        assert (1, 0, 0) <= versions.read(since)[:3] <= versions.current()[:3], code


@pytest.mark.parametrize(
    ("version", "npm", "marketplace"),
    [
        ("1.2.3", "1.2.3", "1.2.3"),
        ("1.0.0rc1", "1.0.0-rc.1", "0.99.1"),
        ("1.2.0rc12", "1.2.0-rc.12", "1.1.912"),
    ],
)
def test_other_registries_spell_a_version(version: str, npm: str, marketplace: str) -> None:
    read = versions.read(version)
    assert (read.npm, read.marketplace) == (npm, marketplace)


@pytest.mark.parametrize(
    "version", ["1.2", "1.2.3rc1", "0.0.0rc1", "1.0.0rc0", "v1.0.0", "1.0.0.dev1"]
)
def test_a_version_that_the_registries_do_not_share_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match=re.escape(version)):
        versions.read(version)


def test_the_release_page_names_what_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for target in re.findall(r"^\$ make ([a-z-]+)", RELEASING, re.MULTILINE):
        assert target in targets
    for path in re.findall(r"`([\w/.]+\.(?:py|md|cff))`", RELEASING):
        assert (ROOT / path).is_file(), path
    assert (ROOT / ".ci" / "run").is_file()
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_commands_on_the_release_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewfmt.cli import run

    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ out/release/bin/reviewfmt (.+)$", RELEASING, re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        words = [one.strip('"') for one in re.findall(r'"[^"]*"|\S+', command)]
        assert run(words) == 0, command
    assert (tmp_path / "out" / "harbour.epub").read_bytes()[:2] == b"PK"


def test_the_code_of_conduct_says_how_to_report() -> None:
    page = (ROOT / "CODE_OF_CONDUCT.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [
        "What we expect",
        "What we do not accept",
        "Report",
        "What follows",
    ]
