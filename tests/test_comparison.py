"""What changed between two reviews, case by case: tests/data/diff/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reviewfmt.cli import run
from reviewfmt.comparison import changes
from reviewfmt.parser import parse

DATA = Path(__file__).parent / "data" / "diff"
CASES = [
    pytest.param(case, id=case["name"])
    for path in sorted(DATA.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
BASE = tomllib.loads((DATA / "cases.toml").read_text(encoding="utf-8"))["base"]


def test_the_cases_are_found() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_a_case(case: dict[str, object]) -> None:
    new = BASE
    edits = case.get("edits", [])
    assert isinstance(edits, list)
    for old_text, new_text in edits:
        assert old_text in new
        new = new.replace(old_text, new_text)
    found = [str(one) for one in changes(parse(BASE).review, parse(new).review)]
    assert found == case["expected"]
    back = changes(parse(new).review, parse(BASE).review)
    assert len(back) == len(found)


@pytest.mark.parametrize("form", ["json", "html", "markdown", "epub"])
def test_a_review_is_the_same_in_any_format(form: str, tmp_path: Path) -> None:
    old = tmp_path / "a.review"
    old.write_text(BASE, encoding="utf-8")
    new = tmp_path / f"a.{ {'markdown': 'md'}.get(form, form) }"
    assert run(["convert", str(old), "-t", form, "-o", str(new)]) == 0
    assert run(["diff", str(old), str(new)]) == 0


def test_the_command_tells_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "a.review", tmp_path / "b.review"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace("• Verdict - 6/10", "• Verdict - 7/10"), encoding="utf-8")
    assert run(["diff", str(old), str(new), "--output-format", "json"]) == 1
    assert '"where": "verdict"' in capsys.readouterr().out


def test_a_review_with_errors_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "a.review", tmp_path / "b.review"
    old.write_text(BASE, encoding="utf-8")
    new.write_text("no review\n", encoding="utf-8")
    assert run(["diff", str(old), str(new)]) == 2
    assert "RF101" in capsys.readouterr().err
    assert run(["diff", str(old), str(tmp_path / "none.review")]) == 2
    assert run(["diff", str(old)]) == 2


def test_git_calls_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "blob", tmp_path / "a.review"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace("• Verdict - 6/10", "• Verdict - 7/10"), encoding="utf-8")
    given = ["a.review", str(old), "0" * 40, "100644", str(new), "1" * 40, "100644"]
    assert run(["diff", "--git", *given]) == 0
    assert capsys.readouterr().out == "review a.review\nverdict: 6/10 → 7/10\n"
    given[1] = "/dev/null"
    assert run(["diff", "--git", *given]) == 0
    assert "title: added" not in capsys.readouterr().err


def test_what_is_no_review_is_refused_as_such() -> None:
    with pytest.raises(TypeError, match="a review is asked for, found str"):
        changes("a", "b")  # type: ignore[arg-type] # that is what is asked
