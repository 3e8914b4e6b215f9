"""The canonical form, case by case: tests/data/format/*.review and, beside it, what it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewfmt.cli import run
from reviewfmt.diagnostic import ReviewError
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.lines import cut
from reviewfmt.syntax.words import built_in
from reviewfmt.writer import format_text
from reviewfmt.writer.reader import Reader

DATA = Path(__file__).parent / "data" / "format"
CASES = sorted(DATA.glob("*.review"))
CUT = sorted((DATA.parent / "parser").rglob("*.review"))
SAMPLES = Path(__file__).parent.parent / "samples"


def test_the_cases_are_found() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case(path: Path) -> None:
    text = decode(path.read_bytes())
    expected = path.with_suffix(".expected").read_bytes().decode()
    assert format_text(text) == expected
    assert format_text(expected) == expected
    assert parse(expected).review == parse(text).review


def test_what_is_known_of_a_line_is_what_reading_it_afresh_tells() -> None:
    words = built_in()
    # The last piece of the first line would be cut further if it were a line.
    glued = "Episode 1: A -| 4/5 Episode 2: B -| 3/5 Story - 7/10 Music - 8/10\nStory - 7/10\n"
    for text in (glued, *(decode(path.read_bytes()) for path in (*CASES, *CUT))):
        parsed = parse(text)
        reader = Reader(words, parsed)
        for line in (*(line.text for line in parsed.read[0]), *map(str.strip, text.splitlines())):
            found = classify(line, words)
            for _ in range(2):
                assert reader.classify(line) == found
                assert reader.is_cut(line) == bool(line and cut(line, found, words))


def test_the_first_sample_is_canonical() -> None:
    data = (SAMPLES / "metallic-rouge.review").read_bytes()
    assert format_text(data.decode()).encode() == data


def test_boilerplate_is_stripped_when_asked() -> None:
    text = (
        "Home\n\nA Season 1 Review\n\nGood.\n\nShare this:\n\nVerdict: 3/5\n\nLeave a comment\nHi"
    )
    assert (
        format_text(text, strip_boilerplate=True)
        == "A Season 1 Review\n\nGood.\n\n  • Verdict - 3/5\n"
    )


def test_configured_boilerplate_is_kept_in_place() -> None:
    text = "A Season 1 Review\n\nGood.\n\nOur podcast\n\nBad.\n\nVerdict: 3/5\n"
    formatted = format_text(text, built_in().with_more(boilerplate={"anywhere": ["our podcast"]}))
    assert formatted.index("Our podcast") < formatted.index("Bad.")


def test_a_text_with_errors_is_refused_with_all_of_them() -> None:
    with pytest.raises(ReviewError) as caught:
        format_text("A Season 1 Review\n\nAuthor: A\nAuthor: B\n\nVerdict: 7/5\n")
    assert [one.code for one in caught.value.diagnostics] == ["RF117", "RF105"]


UGLY = "A Season 1 Review\nVerdict: 3/5\n"
NEAT = "A Season 1 Review\n\n  • Verdict - 3/5\n"


@pytest.mark.parametrize(
    ("arguments", "code", "left", "told"),
    [
        ([], 0, NEAT, "1 rewritten"),
        (["--check"], 1, UGLY, "1 would change"),
        (["--diff"], 1, UGLY, "1 would change"),
    ],
)
def test_the_command(
    arguments: list[str],
    code: int,
    left: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.review"
    file.write_text(UGLY, encoding="utf-8")
    assert run(["format", "a.review", *arguments]) == code
    assert file.read_text(encoding="utf-8") == left
    out, err = capsys.readouterr()
    assert told in err
    if arguments == ["--check"]:
        assert out == "a.review\n"
    if arguments == ["--diff"]:
        assert "+  • Verdict - 3/5" in out
    file.write_text(NEAT, encoding="utf-8")
    assert run(["format", "a.review", *arguments]) == 0


def test_files_with_errors_are_left_and_the_others_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.review").write_text("A Season 1 Review\n", encoding="utf-8")
    (tmp_path / "good.review").write_text(UGLY, encoding="utf-8")
    (tmp_path / "none.review").write_bytes(b"\xff\xfe\x00")
    assert run(["format", "."]) == 1
    assert (tmp_path / "bad.review").read_text(encoding="utf-8") == "A Season 1 Review\n"
    assert (tmp_path / "good.review").read_text(encoding="utf-8") == NEAT
    assert (tmp_path / "none.review").read_bytes() == b"\xff\xfe\x00"
    err = capsys.readouterr().err
    assert "RF102" in err
    assert "RF118" in err
    assert run(["format", "missing.review", "good.review"]) == 2
