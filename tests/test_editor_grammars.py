"""The grammars of editors/: they are written from grammar/, and near to what the format reads."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.syntax.line_kinds import Kind
from scripts.build_editors import outputs
from scripts.editors import measure, reader, table, vim
from scripts.editors.dialects import JAVASCRIPT, ONIGURUMA, VIM
from scripts.editors.patterns import parts, patterns
from scripts.editors.spelling import factored, translated

ROOT = Path(__file__).parents[1]
LISTED = json.loads(measure.EXCEPTIONS.read_text(encoding="utf-8"))
CASES = json.loads((ROOT / "tests" / "data" / "editors" / "cases.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "grammars.md").read_text(encoding="utf-8")


# -- what a line is ---------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_line_has_its_kind_by_what_stands_around_it(case: dict[str, Any]) -> None:
    """A line of a case: the text, its kind, and what a grammar says that sees one line alone."""
    text = "\n".join(line for line, _, _ in case["lines"])
    for at, can in ((1, True), (2, False)):
        told = [str(kind) for kind in reader.kinds(text, looks=can, remembers=can) if kind]
        assert told == [line[at] for line in case["lines"] if line[0]]


def test_the_exceptions_are_those_listed() -> None:
    """Those of Vim are compared in tests/external, where Vim is."""
    assert {**measure.measured(None), "vim": LISTED["vim"]} == LISTED


def test_the_exceptions_of_vim_are_lines_of_the_texts() -> None:
    texts = measure.texts()
    for by_text in LISTED["vim"].values():
        for name, lines in by_text.items():
            for line, kind, told in lines:
                assert texts[name].kinds[line] == kind != told


@pytest.mark.parametrize(
    ("grammar", "excused", "least"),
    [
        pytest.param("lezer", (), 0.994, id="lezer"),
        pytest.param("vim", (), 0.99, id="vim"),
        pytest.param("textmate", (), 0.977, id="textmate"),
        pytest.param("textmate", (measure.BELOW, measure.TITLE), 0.99, id="textmate, lines alone"),
    ],
)
def test_most_lines_have_the_kind_of_the_format(
    grammar: str, excused: tuple[str, ...], least: float
) -> None:
    assert sum(len(one.kinds) for one in measure.texts().values()) > 4000
    assert measure.share(LISTED[grammar], *excused) >= least


def test_of_the_samples_nearly_all_lines_have_the_kind_of_the_format() -> None:
    total = sum(len(one.kinds) for name, one in measure.texts().items() if "samples/" in name)
    for by_reason in LISTED.values():
        wrong = [
            lines
            for by_text in by_reason.values()
            for n, lines in by_text.items()
            if "samples/" in n
        ]
        assert 1 - sum(map(len, wrong)) / total >= 0.99


@pytest.mark.parametrize("grammar", LISTED)
def test_the_page_says_what_is_measured(grammar: str) -> None:
    assert f"| {measure.share(LISTED[grammar]):.1%} |".replace("%", " %") in PAGE


# -- what is written --------------------------------------------------------------------------

OUTPUTS = outputs()


@pytest.mark.parametrize("path", OUTPUTS, ids=str)
def test_the_grammars_are_made_of_what_stands_in_grammar(path: Path) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == OUTPUTS[path], "run `make editors`"


def test_every_rule_has_a_pattern_and_every_state_its_rules() -> None:
    known = set(patterns()) | {table.REPEATED}
    used = {*table.ASIDES, "named title"}
    for ahead in table.AHEAD.values():
        used |= {step.pattern for step in ahead.steps}
    for rules in table.STATES.values():
        used |= {rule.pattern for rule in rules}
        assert {rule.state for rule in rules} - {None} <= set(table.STATES)
        assert {rule.ahead for rule in rules} - {None} <= set(table.AHEAD)
        assert rules[-1].pattern == "any"
        assert rules[-1].below_blank is None
        assert rules[-1].ahead is None
    assert used - known == set()
    assert known - used == set()
    told = {rule.kind for rules in table.STATES.values() for rule in rules}
    assert told == set(Kind) - {Kind.BLANK}
    asked = {rule.ahead for rules in table.STATES.values() for rule in rules}
    assert asked - {None} == set(table.AHEAD)


@pytest.mark.parametrize(
    ("pattern", "oniguruma", "javascript", "of_vim"),
    [
        (r"\d++(?i:of)", r"\d++(?:[oO][fF])", r"\p{Nd}+(?:[oO][fF])", r"%(\d+)@>%(of)"),
        (r"[^.]{0,9}+$", r"(?>[^.\n]{0,9})$", r"[^.]{0,9}$", r"[^.]{0,9}$"),
        (
            r"(?<![^\W_])a|b",
            r"(?:(?<![^\W_\n])a|b)",
            r"(?:(?<!(?:(?![_])[\p{L}\p{N}_]))a|b)",
            r"%(%(\k)@4<!a|b)",
        ),
        (r"(?:ab){1,3}?c", r"(?:ab){1,3}?c", r"(?:ab){1,3}?c", r"%(ab)%(%(ab)%(%(ab))?)?c"),
    ],
)
def test_a_pattern_is_spelled_as_an_engine_reads_it(
    pattern: str, oniguruma: str, javascript: str, of_vim: str
) -> None:
    assert translated(pattern, ONIGURUMA) == oniguruma
    assert translated(pattern, JAVASCRIPT) == javascript
    assert translated(pattern, VIM) == of_vim


def test_vim_counts_long_groups_and_possessive_ones() -> None:
    assert translated(f"(?:{'ab' * 100}){{0,3}}", VIM) == f"%({'ab' * 100}){{0,3}}"
    assert translated("(?:ab)*+c", VIM) == "%(%(ab){0,99})@>c"


def test_shared_parts_give_the_patterns_again() -> None:
    spelled = {name: translated(one, JAVASCRIPT) for name, one in patterns().items()}
    held = {name: translated(one, JAVASCRIPT) for name, one in parts().items()}
    shared, short = factored(spelled, held, lambda name: f"<{name}>")
    assert len("".join(short.values())) < len("".join(spelled.values())) / 2
    for name, part in reversed(shared.items()):
        for one in short:
            short[one] = short[one].replace(f"<{name}>", part)
    assert short == spelled


def test_a_part_that_one_pattern_holds_stays_where_it_is() -> None:
    shared, short = factored({"a": "x(?:y)", "b": "z"}, {"one": "(?:y)"}, "<{}>".format)
    assert shared == {}
    assert short == {"a": "x(?:y)", "b": "z"}


def test_a_part_and_a_pattern_may_have_one_name() -> None:
    spelled = {"a": "x(?:y)", "b": "(?:y)z"}
    shared, short = factored(spelled, {"a": "(?:y)"}, "<{}>".format)
    assert shared == {"a": "(?:y)"}
    assert short == {"a": "x<a>", "b": "<a>z"}


# -- time -------------------------------------------------------------------------------------

LONG = json.loads((ROOT / "tests" / "data" / "editors" / "long.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LONG)
def test_a_long_line_takes_little_time(name: str) -> None:
    """A hang guard: no pattern takes more than some milliseconds for any of these."""
    opening, repeated, closing = LONG[name]
    line = opening + repeated * (20_000 // len(repeated)) + closing
    for pattern in patterns().values():
        compiled = re.compile(pattern)
        start = time.process_time()
        compiled.match(line)
        assert time.process_time() - start < 1, pattern[:60]


def test_a_long_text_takes_little_time() -> None:
    """A hang guard: what looks ahead looks at this many lines and no more."""
    title = "A Show Season 1 Review\n\n"
    for block in ("Season 1 – 8/10\n\n", "Episode 1: A -| 3/5\n\nA note\n\n", "Editor: Bo\n"):
        start = time.process_time()
        reader.kinds(title + block * 500, looks=True, remembers=True)
        assert time.process_time() - start < 10


def test_no_pattern_of_vim_is_too_large() -> None:
    """Vim refuses a pattern of which it makes more than 64 KB: that is some 38 KB of these."""
    sizes: dict[str, int] = {}
    for line in vim.outputs()["syntax/review.vim"].split("\n"):
        held = sum(sizes[name] for name in re.findall(r"\. s:(\w+) \.", line))
        if (match := re.fullmatch(r"let s:(\w+) = (.*)", line)) is not None:
            sizes[match[1]] = held + len(match[2].encode())
        elif line.startswith("execute"):
            assert held < 36_500, line[:80]
