"""What completion offers; tests/external/test_shells.py presses Tab in the shells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete

from reviewfmt.cli import COMMANDS, main

DATA = Path(__file__).parent / "data" / "completion.toml"
CASES: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
FREE = {
    *("work", "author", "published", "sections", "title", "name", "base_url", "seen", "exclude"),
    *("arguments", "pattern", "field", "fields", "address_field", "date_field", "scheduler"),
    *("kind", "version"),
}
"""What nobody can offer values for: names, days, patterns, numbers, addresses."""


def offered(*words: str) -> list[str]:
    shell = ShellComplete(main, {}, "reviewfmt", "_REVIEWFMT_COMPLETE")
    found = shell.get_completions(list(words[:-1]), words[-1])
    return [one.value if one.type == "plain" else f"<{one.type}>" for one in found]


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["words"]) for case in CASES])
def test_the_values_are_offered(case: dict[str, Any]) -> None:
    found = offered(*case["words"])
    assert set(case["offers"]) <= set(found)
    begun = case["words"][-1].lower()
    assert all(one.lower().startswith(begun) for one in found)


def test_commands_are_offered_with_what_they_do() -> None:
    shell = ShellComplete(main, {}, "reviewfmt", "_REVIEWFMT_COMPLETE")
    assert {one.value: one.help for one in shell.get_completions([], "")} == COMMANDS


@pytest.mark.parametrize(
    "words",
    [
        ("check", ""),
        ("check", "--config", ""),
        ("check", "-", "--stdin-filename", ""),
        ("new", "Fog", "--titles", ""),
        ("convert", "a.review", "-o", ""),
    ],
)
def test_paths_are_left_to_the_shell(words: tuple[str, ...]) -> None:
    assert offered(*words) == ["<file>"]


def test_folders_are_left_to_the_shell() -> None:
    assert offered("adopt", "a.html", "-o", "") == ["<dir>"]


def test_the_values_of_a_field_are_offered() -> None:
    assert offered("new", "Fog", "--metadata", "status=a") == ["status=airing"]
    assert "language=ja" in offered("convert", "a", "--metadata", "language=")
    assert offered("new", "Fog", "--metadata", "genre=") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_has_values_to_offer_or_can_have_none(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for one in command.params:
        kinds = (click.Choice, click.Path, click.IntRange, click.FloatRange)
        flag = isinstance(one, click.Option) and one.is_flag
        offers = one._custom_shell_complete is not None
        known = flag or offers or isinstance(one.type, kinds)
        assert known or one.name in FREE, f"{name}: {one.name}"
