"""Patterns of users, of paths and of boilerplate: none hangs (tests/data/time/patterns.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.expressions import AnyOf, Expression, ExpressionError, fault
from reviewfmt.patterns import PatternError, of_git, patterns
from reviewfmt.syntax.words import built_in

DATA = tomllib.loads((Path(__file__).parent / "data/time/patterns.toml").read_text("utf-8"))
LONG = ("a" * 255, "a/" * 2_000 + "a", "aaa/" * 1_000, "ba" * 120)
MOST_SECONDS = 0.5


def _cases(kind: str) -> list[Any]:
    assert len(DATA[kind]) > 9
    return [pytest.param(case, id=case["pattern"][:30]) for case in DATA[kind]]


@pytest.mark.parametrize("case", _cases("path"))
def test_no_pattern_of_paths_hangs(case: dict[str, Any]) -> None:
    start = process_time()
    if case.get("refused"):
        with pytest.raises(PatternError):
            patterns((case["pattern"],), "/x")
    else:
        found = patterns((case["pattern"],), "/x")
        assert [found.says(f"/x/{path}") for path in LONG] == [None] * len(LONG)
    assert [of_git([case["pattern"]], "/x").says(f"/x/{path}") for path in LONG] == [None] * 4
    assert process_time() - start < MOST_SECONDS


_GLOBS = st.lists(
    st.sampled_from(["*", "**/", "a", "b", "/", "?", "[ab]", "/**", "!"]), min_size=1, max_size=9
)
_PATHS = st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5)


@given(_GLOBS.map("".join), _PATHS.map("/".join))
def test_the_engine_changes_no_meaning(pattern: str, path: str) -> None:
    from pathspec import GitIgnoreSpec

    try:
        plain = GitIgnoreSpec.from_lines([pattern], backend="simple")
    except ValueError:
        with pytest.raises(PatternError):
            patterns((pattern,), "/x")
        return
    assert patterns((pattern,), "/x").says(f"/x/{path}") == plain.check_file(path).include


def test_a_name_that_is_no_utf8_is_asked() -> None:
    assert patterns(("*a*a*a*",), "/x").says("/x/\udcffaaa")
    assert patterns(("*a*a*a*",), "/x").says("/x/\udcffaa") is None


def test_a_pattern_longer_than_any_path_is_refused() -> None:
    with pytest.raises(PatternError, match="is not a path pattern"):
        patterns(("?" * 5_000,), "/x")
    assert of_git(["?" * 5_000, "a"], "/x").says("/x/a")


@pytest.mark.parametrize("case", _cases("expression"))
def test_no_expression_hangs(case: dict[str, Any]) -> None:
    start = process_time()
    found = fault(case["pattern"])
    if "refused" in case:
        assert found is not None
        assert case["refused"] in found
    else:
        assert found is None
        words = built_in().with_more(boilerplate={"anywhere": [case["pattern"]]})
        assert words.boilerplate("a" * 160) is None
        assert words.boilerplate("a" * 159 + "\u00e9") is None
    assert process_time() - start < MOST_SECONDS


def test_patterns_are_asked_in_any_case_and_of_the_whole_line() -> None:
    words = built_in().with_more(boilerplate={"anywhere": ["(a+)+b", "fähre|boot"]})
    lines = ["AAB", "FÄHRE", "boot", "Bootshaus", "aabc"]
    assert [words.boilerplate(line) for line in lines] == ["anywhere"] * 3 + [None] * 2


def test_the_first_table_that_matches_is_told() -> None:
    words = built_in().with_more(boilerplate={"comments": ["talk"], "top": ["talk", "leave .*"]})
    words = words.with_more(boilerplate={"anywhere": ["talk", "leave a comment"]})
    told = [words.boilerplate(line) for line in ("Talk", "Leave a comment", "Leave us")]
    assert told == ["comments", "comments", "top"]


def test_many_patterns() -> None:
    many = [f"x{at}(?:abc){{0,9}}" for at in range(900)]
    found = AnyOf(many)
    assert found.matches("x899abcabc")
    assert not found.matches("x900abc")


@pytest.mark.parametrize(
    "pattern", ["x{at}(?:abc){{0,900}}", "(?:.{{0,300}}b){{3}}", "(?:a?){{999}}"]
)
def test_patterns_that_are_too_large_together(pattern: str) -> None:
    start = process_time()
    with pytest.raises(ExpressionError, match="too many"):
        AnyOf([pattern.format(at=at) for at in range(1_000)])
    assert process_time() - start < MOST_SECONDS


def test_an_expression_that_is_none() -> None:
    with pytest.raises(ExpressionError, match="lone surrogate"):
        Expression("\udc80")
    assert Expression("a.c").search("xa\udc80c") is not None
