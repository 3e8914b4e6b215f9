"""The JSON Schema of the configuration: it takes what the reader takes, and is up to date."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from reviewfmt.cli import main
from reviewfmt.cli.reports import REPORTS
from reviewfmt.config import KEYS, ConfigError, load_file, parse_config
from reviewfmt.config.options import OPTIONS, Shape
from reviewfmt.rules import RULES
from scripts import build_config
from tests.budget import CASES

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "schemas" / "config.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)
ASKS_MORE = {"boilerplate", "vocabulary", "exclude", "include", "per-file-ignores", "canonical"}
"""Keys of whose values the reader asks what no schema says: files, patterns, addresses."""
ASKS_MORE |= {"base-url", "cache-dir"}
ASKS_MORE |= {"select", "ignore"}  # they may hold codes of plug-ins


@cache
def cases() -> list[tuple[str, str, dict[str, str]]]:
    """The configurations of the cases of the command line: a name, a text, and the files."""
    found = []
    for path in sorted((ROOT / "tests" / "data" / "cli").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            files = case.get("files", {})
            for name, text in files.items():
                if Path(name).name in ("reviewfmt.toml", "pyproject.toml") and ":" not in text[:5]:
                    found.append((f"{path.stem}: {case['name']}: {name}", text, files))
    return found


def table_of(name: str, text: str) -> Any:
    """The table of a file, None if it has none or is no TOML."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    return (
        document if name.endswith("reviewfmt.toml") else document.get("tool", {}).get("reviewfmt")
    )


def accepted(text: str, folder: str = "") -> bool:
    try:
        parse_config(text.encode(), "x", own=True, folder=folder, output_formats=REPORTS)
    except ConfigError:
        return False
    return True


def test_the_corpus_is_there() -> None:
    told = [table_of(name, text) for name, text, _ in cases()]
    assert len(told) > 80
    valid = [VALIDATOR.is_valid(one) for one in told if one is not None]
    assert valid.count(False) > 20
    assert valid.count(True) > 40


@pytest.mark.parametrize("case", cases(), ids=[name for name, _, _ in cases()])
def test_it_takes_what_the_reader_takes(
    case: tuple[str, str, dict[str, str]], tmp_path: Path
) -> None:
    name, text, files = case
    table = table_of(name, text)
    if table is None:
        pytest.skip("no TOML, or nothing of ours")
    for other, content in files.items():
        path = tmp_path / other
        path.parent.mkdir(parents=True, exist_ok=True)
        if ":" not in content[:5]:
            path.write_text(content, encoding="utf-8")
    try:
        load_file(str(tmp_path / name.rpartition(": ")[2]), REPORTS)
    except ConfigError:
        keys = set(table) if isinstance(table, dict) else set()
        assert not VALIDATOR.is_valid(table) or keys & ASKS_MORE
    else:
        assert [error.message for error in VALIDATOR.iter_errors(table)] == []


TOML = st.recursive(
    st.booleans()
    | st.integers(-2, 2000)
    | st.floats(-1, 1e10, allow_nan=False).filter(lambda one: not one.is_integer())
    | st.sampled_from(
        ["", " ", "keep", "lf", "utf-8", "full", "Serif", "modern", "en", "pt-BR", "x_"]
    )
    | st.sampled_from(
        ["RF", "rf4", "RF305", "RF999", " RF42", "R", "a.review", "../a", "/a", "C:a"]
    )
    | st.sampled_from(["https://example.org/{path}.html", "https://example.org/", "example.org"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=3,
)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


@settings(max_examples=2 * CASES)
@given(st.sampled_from(KEYS), TOML)
@example("vocabulary", [""])
def test_it_is_never_stricter_than_the_reader_and_rarely_laxer(key: str, value: object) -> None:
    text = f"{key} = {toml(value)}\n"
    valid = VALIDATOR.is_valid(tomllib.loads(text))
    taken = accepted(text)
    assert valid or not taken, text
    if key not in ASKS_MORE:
        assert valid is taken, text


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.options])
def test_the_options_of_a_rule_are_those_of_its_module(code: str) -> None:
    for name, default in RULES[code].options.items():
        for value, valid in (
            (default, True),
            (0, False),
            (-1, False),
            ('"x"', False),
            (1e9, False),
        ):
            text = f"[rules.{code}]\n{name} = {value}\n"
            assert VALIDATOR.is_valid(tomllib.loads(text)) is valid is accepted(text), text
    other = f"[rules.{code}]\nnone-of-it = 1\n"
    assert not VALIDATOR.is_valid(tomllib.loads(other))
    assert not accepted(other)


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        *[(code, True) for code in RULES],
        *[("RF", True), ("rf30", True), ("R", True), (" RF3 ", True), ("Rf305", True)],
        *[("RF9", False), ("RF3055", False), ("", False), ("X", False), ("RF 3", False)],
    ],
)
def test_a_code_is_one_to_both(code: str, valid: bool) -> None:
    text = f"select = [{json.dumps(code)}]\n"
    assert VALIDATOR.is_valid(tomllib.loads(text)) is valid is accepted(text)


def test_a_code_of_a_plugin_may_be_one() -> None:
    """No schema knows what is installed."""
    for name in ("STREAM001", "STREAM", "stream0"):
        assert VALIDATOR.is_valid({"plugins": ["stream"], "ignore": [name]})
    assert not VALIDATOR.is_valid({"plugins": ["RF"]})


def described(at: Any) -> Iterator[str]:
    yield from (str(one.get("description", "")) for one in at["properties"].values())


def test_every_option_is_described_in_plain_text() -> None:
    assert list(SCHEMA["properties"]) == list(KEYS)
    for said in described(SCHEMA):
        assert said.endswith(".")
        assert "](" not in said
    defaults = {one.key: one.default for one in OPTIONS if one.default is not None}
    told = {key: one["default"] for key, one in SCHEMA["properties"].items() if "default" in one}
    assert told == defaults
    assert all(accepted(f"{key} = {toml(value)}\n") for key, value in defaults.items())


def test_the_shapes_are_all_used() -> None:
    assert {one.shape for one in OPTIONS} == set(Shape)


def test_schema_and_page_are_those_that_the_script_writes() -> None:
    for path, text in build_config.rendered().items():
        assert path.read_text(encoding="utf-8") == text, "run: python scripts/build_config.py"
    Draft7Validator.check_schema(SCHEMA)


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(main, ["schema", "config"])
    assert json.loads(done.stdout) == SCHEMA
    assert "of RF305" not in done.stdout
    assert CliRunner().invoke(main, ["schema", "none"]).exit_code == 2
