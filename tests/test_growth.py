"""Linear time: inputs that took a minute, and that the worst cases leave nothing out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from time import process_time

import pytest

from benchmarks import stress
from benchmarks.cases import Case
from benchmarks.worst import cases
from reviewfmt.cli.reports import REPORTS
from reviewfmt.config import KEYS
from reviewfmt.converter import FORMATS
from reviewfmt.linter import Settings, check
from reviewfmt.rules import RULES
from reviewfmt.syntax.line_kinds import Kind
from tests.budget import IN_WHOLE

TITLE = "A Show Season 1 Review – good\n\n"
END = "\n\nIt is good.\n\nVerdict: 8/10\n"
MOST_SECONDS = 4.0
"""Each of them took from 3 seconds to minutes, and takes less than half a second."""


def _codes(count: int) -> str:
    return ", ".join(f"RF{100 + at % 900}" for at in range(count))


def _words(count: int) -> str:
    return "".join(f"It is the the word {at}.\n\n" for at in range(count))


_GUIDE = "Episode Guide\n\nEpisode 1: A -| 1/5\n\nIt has all 9 episodes. It has all 8 episodes.\n\n"
SLOW = {
    "an ignore with underscores": f"% ignor{'_' * 32_000}",
    "an ignore with dashes": f"% ignor{'-a' * 16_000}",
    "an ignore with spaces": f"% ignore: RF1{' ' * 32_000}x",
    "an ignore with spaces and dashes": f"% ignore: RF1{'  -' * 12_000}x",
    "a comment of signs": f"{'%' * 32_000}ignore rf",
    "1,200 codes over 1,200 findings": f"% ignore-file: {_codes(1_200)}\n\n{_words(1_200)}",
    "12,000 codes of which none is needed": f"% ignore: {_codes(12_000)}",
    "1,200 comments over one paragraph": "% ignore: RF414\n" * 1_200
    + "It is the the word.\n" * 1_200,
    "comments on one line": "% ignore: RF302\u2028" * 6_000,
    "boilerplate on one line": "~ a\u2028" * 9_000,
    "6,000 unknown fields": "".join(f"Autore{at}: a\n" for at in range(6_000)),
    "32,000 bars": "|" * 32_000,
    "bars and words": "a||" * 16_000,
    "32,000 control characters": "\x07" * 32_000,
    "lines of control characters": "\x07 a\n" * 8_000,
    "items without blank lines": "• a\n" * 16_000,
    "items and lines": "• a\nb\n" * 4_000,
    "brackets that are no links": "[ " * 30_000 + "]( " * 30_000,
    "signs of direction": "\u202a" * 9_000,
    "700 guides and numbers of episodes": _GUIDE * 700,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SLOW.items()])
def test_what_was_slow_is_quick(text: str) -> None:
    start = process_time()
    check(f"{TITLE}{text}{END}")
    assert process_time() - start < MOST_SECONDS


def test_many_lines_above_the_title_are_soon_read() -> None:
    start = process_time()
    found = check(f"{'Leave a comment' + chr(10)}" * 16_000 + TITLE + END, None, Settings(("RF1",)))
    assert len(found) < 5
    assert process_time() - start < MOST_SECONDS


# -- the worst cases --------------------------------------------------------------------------


@cache
def _names() -> tuple[str, ...]:
    return tuple(case.name for case in cases())


@pytest.mark.parametrize(
    "start",
    [
        *(f"kind {kind}: " for kind in Kind),
        *(f"rule {code}: " for code, rule in RULES.items() if "```review" in rule.doc),
        *(f"read {row.name}: " for row in FORMATS.values() if row.reads and row.name != "review"),
        *(f"configuration {key}: " for key in KEYS),
        *(f"report {name}: " for name in REPORTS),
        *("signs: ", "comments: ", "diff: ", "format: "),
    ],
)
def test_there_are_worst_cases_of_everything(start: str) -> None:
    assert any(name.startswith(start) for name in _names())


def test_all_worst_cases_have_names_of_their_own() -> None:
    assert len(set(_names())) == len(_names()) > 3_000


def _case(work: Callable[[str], object]) -> Case:
    return Case("a case", lambda size: "a " * (size // 2), work)


def _pairs(text: str) -> int:
    words = text.split()
    return sum(1 for one in words for other in words if one is other)


@IN_WHOLE
def test_a_square_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stress, "LONGEST", 0.1)  # one measurement is enough
    found = stress.fault(_case(_pairs), 450)
    assert found is not None
    assert 1.6 < found.steepness < 3


@IN_WHOLE
def test_what_is_slow_throughout_is_found() -> None:
    found = stress.fault(_case(lambda text: tuple(sum(range(1_000)) for _ in text)), 1_024)
    assert found is not None
    assert found.rate > stress.SLOWEST


@IN_WHOLE
def test_what_grows_as_the_text_does_is_no_fault() -> None:
    assert stress.fault(_case(lambda text: text.upper().split()), 4_096) is None


@IN_WHOLE
def test_some_of_the_worst_cases_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert stress.main(["--short", "--only", "comments: "]) == 0
    assert "0 of " in capsys.readouterr().out
    assert stress.main(["--only", "comments: ", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 8
