"""`reviewfmt new`: the skeleton of a review, and what is said about what it cannot be."""

from __future__ import annotations

import re
import shlex
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt import check, loads, parse
from reviewfmt.characters import tidy
from reviewfmt.cli import main, run
from reviewfmt.skeleton import MOST_EPISODES, Plan, skeleton
from reviewfmt.syntax.words import built_in
from reviewfmt.writer import format_text
from tests.budget import SOME

DATA = Path(__file__).parent / "data" / "new" / "cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
LANGUAGES = [one.language for one in built_in().vocabularies]


def new(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=stdin)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_skeleton_is_written(case: dict[str, Any]) -> None:
    Path("reviewfmt.toml").write_text(case.get("config", ""), encoding="utf-8")
    done = new(case["work"], *case.get("arguments", []), "-o", "-", stdin=case.get("titles"))
    assert done.exit_code == 0, done.output
    assert done.stdout == case["text"].lstrip("\n") + "\n"
    assert [one.code for one in check(done.stdout)] == case["found"]
    assert format_text(done.stdout) == done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skeleton_reads_as_what_it_was_made_of_in_every_language(language: str) -> None:
    text = skeleton(Plan("Harbour Lights", 2, 3, ("Low Tide",), language))
    parsed = parse(text)
    review = parsed.review
    assert (review.work, review.season) == ("Harbour Lights", 2)
    assert (review.metadata.language, review.metadata.status) == (language, "draft")
    assert [str(one.number) for one in review.episodes] == ["1", "2", "3"]
    assert review.episodes[0].title == "Low Tide"
    assert [one.code for one in check(text)] == ["RF418", "RF418", "RF323", "RF307", "RF323"]
    assert format_text(text) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_that_it_shows_read_as_what_they_show(language: str) -> None:
    text = skeleton(Plan("Harbour Lights", None, 1, (), language))
    entry, verdict = (one.text.partition("todo: ")[2] for one in parse(text).review.comments)
    guide = built_in().word(language, "guide", "names")
    review = loads(f"# A Show\n\nLanguage: {language}\n\n{guide}\n\n{entry}\n\n{verdict}\n")
    assert [str(one.score) for one in review.episodes] == ["7/10"]
    assert review.verdict is not None
    assert str(review.verdict.score) == "7/10"


_NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)


@settings(max_examples=SOME)
@given(_NAMES, st.lists(_NAMES, max_size=3), st.sampled_from(LANGUAGES))
def test_any_name_gives_a_review_of_that_name_or_is_refused(
    work: str, titles: list[str], language: str
) -> None:
    try:
        text = skeleton(Plan(work, 3, None, titles, language))
    except ValueError:
        return
    review = parse(text).review
    assert review.season == 3
    assert review.work == tidy(work)
    assert format_text(text) == text


def test_it_is_written_to_a_file_named_after_the_work() -> None:
    done = new("Les Miséreux: the Show", "--season", "2")
    assert done.exit_code == 0
    assert done.stdout == ""
    name = "les-misereux-the-show-2.review"
    assert f"{name} written" in done.stderr
    assert loads(Path(name).read_text(encoding="utf-8")).season == 2


@pytest.mark.parametrize(("output", "path"), [("in", "in/fog.review"), ("new/", "new/fog.review")])
def test_it_is_written_into_a_folder(output: str, path: str) -> None:
    Path("in").mkdir()
    assert new("Fog", "-q", "-o", output).stderr == ""
    assert Path(path).is_file()


def test_a_name_with_spaces_needs_quotes() -> None:
    done = new("The", "Kettle", "--season", "1", "Room")
    assert done.exit_code == 2
    assert 'put quotes around its name, "The Kettle Room"' in done.stderr
    assert list(Path().iterdir()) == []


def test_a_new_name_without_a_suffix_may_be_a_folder_or_a_file() -> None:
    done = new("Fog", "-o", "reviews")
    assert done.exit_code == 2
    assert "write reviews/ for a folder, or reviews.review for a file" in done.stderr
    assert list(Path().iterdir()) == []
    Path("reviews").write_text("mine", encoding="utf-8")
    assert new("Fog", "-o", "reviews", "--force").exit_code == 0


def test_what_stands_there_is_kept() -> None:
    path = Path("fog.review")
    path.write_text("mine", encoding="utf-8")
    done = new("Fog")
    assert done.exit_code == 1
    assert done.stderr == "reviewfmt: fog.review: exists; --force replaces it\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert new("Fog", "--force").exit_code == 0
    assert loads(path.read_text(encoding="utf-8")).work == "Fog"


@pytest.mark.parametrize("more", [(), ("--force",), ("-o", "."), ("-o", "fog.review")])
def test_what_is_there_already_as_it_would_be_is_unchanged(more: tuple[str, ...]) -> None:
    path = Path("fog.review")
    assert "fog.review written; " in new("Fog").stderr
    before = path.stat()
    done = new("Fog", *more)
    assert done.exit_code == 0
    assert "fog.review unchanged; reviewfmt check " in done.stderr
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert new("Fog", "-e", "2", "--force", *more).stderr.partition(";")[0].endswith(" written")


@pytest.mark.parametrize("tag", ["zz", "x-klingon", "zz-Latn-DE", "ZZ"])
def test_english_words_for_another_language_are_reported(tag: str) -> None:
    done = new("Fog", "-l", tag, "-o", "-")
    assert done.exit_code == 0
    assert f"\nLanguage: {tag}\n" in done.stdout
    assert done.stderr == (
        f"reviewfmt: the words are English: the format has no words for {tag}; "
        "the key vocabulary of a configuration can add them\n"
    )
    assert new("Fog", "--metadata", f"language={tag}", "-o", "-").stderr == done.stderr
    assert new("Fog", "-l", tag, "-q").stderr == ""


@pytest.mark.parametrize("tag", [*LANGUAGES, "en-GB", "pt-BR", "EN"])
def test_nothing_is_said_of_a_language_that_has_words(tag: str) -> None:
    assert new("Fog", "-l", tag, "-o", "-").stderr == ""


def test_a_vocabulary_of_the_configuration_has_the_words() -> None:
    Path("own.toml").write_text('language = "zz"\n[verdict]\nnouns = ["Zed"]\n', "utf-8")
    Path("reviewfmt.toml").write_text('vocabulary = ["own.toml"]\nlanguage = "zz"\n', "utf-8")
    done = new("Fog", "-o", "-")
    assert "% todo: Zed - 7/10" in done.stdout
    assert done.stderr == ""


def test_today_is_the_day_of_today() -> None:
    day = loads(new("Fog", "--date", "today", "-o", "-").stdout).metadata.published
    assert day is not None
    assert abs((date.today() - day).days) <= 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([""], "the work must not be empty"),
        (["  "], "the work is empty"),
        (["a\nb"], "the work holds a control character or a line break"),
        (["Fog", "--section", "a\nb"], "a heading holds a control character or a line break"),
        (["Fog", "--author", "A\nB"], "the value of author holds a control"),
        (["Fog", "--author", "A\x0bB"], "the value of author holds a control"),
        (["Fog", "--date", "April\n11, 2024"], "the value of published holds a control"),
        (["Fog", "--metadata", "network=a\nVerdict: 3/5"], "the value of network holds a control"),
        (["Fog", "--metadata", "Genre=a,\u2028b"], "the value of genre holds a control"),
        (["Fog", "-l", "de\r\nen"], "the value of language holds a control"),
        (["Fog", "--section", " "], "a heading is empty"),
        (["Fog", "--date", "2024-13-01"], "'2024-13-01' is not a date"),
        (["Fog", "--language", "xx_"], "'xx_' is not a language"),
        (["Fog", "--episodes", "0"], "0 is not in the range"),
        (["Fog", "--episodes", str(MOST_EPISODES + 1)], "is not in the range"),
        (["Fog", "--chapters", "0"], "0 is not in the range"),
        (["Fog", "-e", "2", "-c", "2"], "--episodes and --chapters are two ways to divide a work"),
        (["Fog", "--season", "-1"], "-1 is not in the range"),
        (["Fog", "--metadata", "mood=dark"], "unknown field 'mood'"),
        (["Fog", "--titles", "none.txt"], "none.txt: the file cannot be read"),
        (["Fog", "--titles", "titles.txt", "-e", "1"], "more titles (2) than episodes (1)"),
        (["Fog", "--titles", "titles.txt", "-c", "1"], "more titles (2) than chapters (1)"),
    ],
)
def test_what_no_review_can_be_is_refused(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("titles.txt").write_text("One\nTwo\n", encoding="utf-8")
    assert run(["new", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert [one.name for one in Path.cwd().iterdir()] == ["titles.txt"]


PAGE = (Path(__file__).parents[1] / "docs" / "new.md").read_text(encoding="utf-8")


def test_the_page_shows_what_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    begun, skeleton_shown, checked, more = (text for _, text in shown)
    command, told = begun.split("\n", 1)
    assert run(shlex.split(command)[2:]) == 0
    assert capsys.readouterr().err == told
    assert Path("harbour-lights-2.review").read_text(encoding="utf-8") == skeleton_shown
    command, told = checked.split("\n", 1)
    assert run(shlex.split(command)[2:]) == 0
    assert capsys.readouterr().out == told
    Path("titles.txt").write_text("Low Tide\nThe Fog Horn\n", encoding="utf-8")
    Path("reviews").mkdir()
    for command in more.splitlines():
        assert run(shlex.split(command)[2:]) == 0, command
    names = sorted(path.name for path in Path().rglob("*.review"))
    ours = "harbour-lights"
    assert names == [
        "hafenlichter-1.review",
        *(f"{ours}{one}.review" for one in ("-1", "-2", "", "")),
        "moth-street.review",
        "the-salt-road.review",
    ]
