"""The `full` report: what stands below the source line is exactly what is meant."""

from __future__ import annotations

import pytest

from reviewfmt.cli.reports.full import WIDTH, render
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.linter import Checked
from reviewfmt.source import Lines


def _rendered(text: str, start: int, end: int, help_: str | None = None) -> str:
    found = Diagnostic("RF105", "wrong", Lines(text).span(start, end), help=help_, path="a")
    return render([Checked("a", text, (found,))], False)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("abc 9/5 x", 4, 7, "1 | abc 9/5 x\n  |     ^^^\n"),
        ("abc", 3, 3, "1 | abc\n  |    ^\n"),
        ("\tabc", 1, 4, "1 |     abc\n  |     ^^^\n"),
        ("a\tbc", 2, 4, "1 | a   bc\n  |     ^^\n"),
        ("日本 9/5", 3, 6, "1 | 日本 9/5\n  |      ^^^\n"),
        ("日本", 1, 2, "1 | 日本\n  |   ^^\n"),
        ("e\u0301 9/5", 3, 6, "1 | e\u0301 9/5\n  |   ^^^\n"),
        ("ab\ncd", 1, 4, "1 | ab\n  |  ^\n"),
        ("a\r\nbcd\r\n", 3, 6, "2 | bcd\n  | ^^^\n"),
        ("a\rbcd", 2, 5, "2 | bcd\n  | ^^^\n"),
        ("a\x1b[2Jb", 1, 2, "1 | a␛[2Jb\n  |  ^\n"),
        ("a\u202eb", 2, 3, "1 | a\ufffdb\n  |   ^\n"),
    ],
)
def test_carets(text: str, start: int, end: int, expected: str) -> None:
    line = Lines(text).position(start)
    head = f"a:{line[0]}:{line[1]}: RF105 wrong\n  |\n"
    assert _rendered(text, start, end) == head + expected


def test_help_stands_below() -> None:
    assert _rendered("abc", 0, 3, "mend it").endswith("  | ^^^\n  = help: mend it\n")


@pytest.mark.parametrize("start", [0, 500, 996])
def test_a_long_line_is_cut_around_the_place(start: int) -> None:
    text = "".join(f"{number:04}" for number in range(250))
    source, carets = _rendered(text, start, start + 4).splitlines()[2:4]
    at = carets.index("^")
    assert source[at : at + 4] == text[start : start + 4]
    assert carets.count("^") == 4
    assert len(source) <= WIDTH + len("1 | … …") + 1


def test_text_of_no_lines_has_no_excerpt() -> None:
    found = Diagnostic("RF118", "no text", path="a")
    assert render([Checked("a", "", (found,))], False) == "a:1:1: RF118 no text\n"
