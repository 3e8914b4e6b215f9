"""The grammars of editors/: they are written from grammar/, and near to what the format reads."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax.shapes import Kind
from scripts.build_editors import outputs
from scripts.editors import table
from scripts.editors.dialects import JAVASCRIPT, ONIGURUMA, translated

ROOT = Path(__file__).parents[1]
EXCEPTIONS = Path(__file__).parent / "data" / "editors" / "exceptions.json"
LEAST_OF_FIXTURES = 0.95
LEAST_OF_SAMPLES = 0.98


def conformance() -> dict[str, tuple[str, list[tuple[int, str]]]]:
    """Return the texts of conformance/ that have no error, with the kind of each line."""
    found = {}
    for name in ("spec", "parser"):
        path = ROOT / "conformance" / f"{name}.json"
        for case in json.loads(path.read_text(encoding="utf-8")):
            is_wrong = any(one["severity"] == "error" for one in case.get("findings", ()))
            if "text" not in case or is_wrong:
                continue
            text = case["text"].replace("\r\n", "\n")
            if re.search("[\r\u2028\u2029\x85]", text):
                continue  # no editor ends a line there
            found[f"{name}/{case['name']}"] = (text, [(one[0], one[2]) for one in case["lines"]])
    return found


def samples() -> dict[str, tuple[str, list[tuple[int, str]]]]:
    """Return the samples, with the kind of each line."""
    found = {}
    for path in sorted((ROOT / "samples").glob("*.review")):
        text = decode(path.read_bytes()).replace("\r\n", "\n")
        lines = [(line.line, str(line.kind)) for line in parse(text).lines]
        found[f"samples/{path.stem}"] = (text, lines)
    return found


TEXTS = {**conformance(), **samples()}


def exceptions() -> dict[str, list[list[object]]]:
    """Return the lines whose kind a grammar gets wrong: line, the format's kind, the grammar's.

    By the text that they stand in.
    """
    found: dict[str, list[list[object]]] = {}
    for name, (text, lines) in TEXTS.items():
        given = table.kinds(text)
        wrong: list[list[object]] = [
            [line, kind, given[line - 1]] for line, kind in lines if given[line - 1] != kind
        ]
        if wrong:
            found[name] = wrong
    return found


def dumped(found: dict[str, list[list[object]]]) -> str:
    """Return the exceptions as their file holds them."""
    rows = (f"  {json.dumps(name)}: {json.dumps(wrong)}" for name, wrong in found.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def test_the_exceptions_are_those_listed() -> None:
    found = exceptions()
    assert found == json.loads(EXCEPTIONS.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("texts", "least"),
    [
        pytest.param(conformance(), LEAST_OF_FIXTURES, id="conformance"),
        pytest.param(samples(), LEAST_OF_SAMPLES, id="samples"),
    ],
)
def test_most_lines_have_the_kind_of_the_format(
    texts: dict[str, tuple[str, list[tuple[int, str]]]], least: float
) -> None:
    total = sum(len(lines) for _, lines in texts.values())
    wrong = sum(len(lines) for name, lines in exceptions().items() if name in texts)
    assert total > 400
    assert 1 - wrong / total >= least


OUTPUTS = outputs()


@pytest.mark.parametrize("path", OUTPUTS, ids=str)
def test_the_grammars_are_made_of_what_stands_in_grammar(path: Path) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == OUTPUTS[path], "run `make editors`"


def test_every_rule_has_a_pattern_and_every_state_its_rules() -> None:
    patterns = table.patterns()
    for rules in table.STATES.values():
        assert {rule.pattern for rule in rules} <= set(patterns)
        assert {rule.state for rule in rules} - {None} <= set(table.STATES)
        assert any(rule.pattern == "any" and rule.below_blank is None for rule in rules)
    used = {rule.pattern for rules in table.STATES.values() for rule in rules}
    assert used == set(patterns)
    told = {rule.kind for rules in table.STATES.values() for rule in rules}
    assert told == set(Kind) - {Kind.BLANK}


@pytest.mark.parametrize(
    ("pattern", "oniguruma", "javascript"),
    [
        (r"\d++(?i:of)", r"\d++(?:[oO][fF])", r"\p{Nd}+(?:[oO][fF])"),
        (r"[^.]{0,9}+$", r"(?>[^.\n]{0,9})$", r"[^.]{0,9}$"),
        (r"(?<![^\W_])a|b", r"(?:(?<![^\W_\n])a|b)", r"(?:(?<!(?:(?![_])[\p{L}\p{N}_]))a|b)"),
    ],
)
def test_a_pattern_is_spelled_as_an_engine_reads_it(
    pattern: str, oniguruma: str, javascript: str
) -> None:
    assert translated(pattern, ONIGURUMA) == oniguruma
    assert translated(pattern, JAVASCRIPT) == javascript


@pytest.mark.parametrize(
    "line", ["a" * 40_000, "Episode 1: " * 4_000, "| - " * 10_000, "[" * 40_000]
)
def test_a_long_line_takes_little_time(line: str) -> None:
    """A hang guard: each takes a fraction of a second."""
    text = f"A Show Season 1 Review\n\nEpisode Guide\nEpisode 1: A -| 3/5\n{line}\n\n{line}\n"
    start = time.process_time()
    table.kinds(text)
    assert time.process_time() - start < 20
