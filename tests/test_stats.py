"""`stats`: the numbers of reviews, and how they are shown."""

from __future__ import annotations

import json
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from reviewfmt.cli import run
from reviewfmt.cli.chart import Bar, chart
from reviewfmt.columns.rows import Row
from reviewfmt.columns.schema import REVIEWS
from reviewfmt.columns.statistics import COLUMNS, Author, Count, Work, as_data, seen, statistics

SHELF = Path(__file__).parent / "data" / "columns" / "shelf"


def row(share: float | None = 0.7, **values: Any) -> Row:
    found: Row = dict.fromkeys(COLUMNS)
    verdict = None if share is None else f"{100 * share:g}/100"
    found.update(source="a.review", work="Fog", work_kind="series", entries=0, verdict=verdict)
    found.update(verdict_share=share, verdict_maximum=None if share is None else 100)
    return {**found, **values}


def numbers(*rows: Row) -> Any:
    return statistics([seen(one) for one in rows])


# -- the numbers ------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_schema() -> None:
    assert set(COLUMNS) <= set(REVIEWS.names)


def test_no_review_has_no_numbers() -> None:
    found = numbers()
    assert (found.reviews, found.mean, found.median, found.drift) == (0, None, None, None)
    assert sum(found.shares) == 0


@pytest.mark.parametrize(
    ("share", "place"),
    [(0.0, 0), (0.09, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.58, 5), (0.9, 9), (0.99, 9), (1.0, 9)],
)
def test_a_share_has_its_place_in_the_histogram(share: float, place: int) -> None:
    assert numbers(row(share)).shares[place] == 1


def test_grades_are_counted_apart_and_the_best_first() -> None:
    rows = [row(None, verdict=grade) for grade in ("C", "A-", "A+", "A-", "odd")]
    found = numbers(*rows, row(0.5), row(None))
    assert found.grades == (Count("A+", 1), Count("A-", 2), Count("C", 1), Count("odd", 1))
    assert (found.mean, found.unscored) == (0.5, 1)


def test_works_without_a_share_are_counted() -> None:
    found = numbers(row(None, verdict="B"), row(None, work="Tide"), row(0.5, work="Moth"))
    assert (found.reviewed_works, [one.work for one in found.works]) == (3, ["Moth"])


def test_reviews_with_grades_alone_have_no_table_of_means(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Review: Moth Street\n\nAuthor: Ana Lima\n\nFog.\n\nVerdict: A-\n"
    moth = tmp_path / "moth.review"
    moth.write_text(text, "utf-8")
    assert run(["stats", str(moth)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 review, 1 work, 1 author, 0 entries\n")
    assert out.endswith("\nGrades: A- 1\n")


def test_years_have_their_scales() -> None:
    day = date(2024, 5, 2)
    found = numbers(
        row(0.8, published=day, verdict_maximum=5),
        row(0.6, published=day, verdict_maximum=10),
        row(0.4, published=day, verdict_maximum=10),
        row(0.9, published=date(2020, 1, 1)),
        row(None, published=date(2021, 1, 1)),
        row(0.1),
    )
    assert [(one.year, one.reviews) for one in found.years] == [(2020, 1), (2021, 1), (2024, 3)]
    assert found.years[2].mean == pytest.approx(0.6)
    assert found.years[2].scales == (Count(10, 2), Count(5, 1))
    assert (found.years[1].mean, found.undated) == (None, 1)


def test_one_work_may_be_spelled_in_two_ways() -> None:
    found = numbers(
        row(0.8, work="ＦＯＧ"),
        row(0.6, work="Fog", season=2),
        row(0.2, work="Fog", work_kind="movie"),
        row(0.9, work="Mist", imdb="tt0000001"),
        row(0.1, work="Nebel", imdb="tt0000001"),
    )
    means = {one.work: (one.reviews, round(one.mean, 6)) for one in found.works}
    assert len(found.works) == 3
    assert means["Mist"] == (2, 0.5), "one address, one work"
    assert Work("Fog", 1, 0.2) in found.works, "the film is another work"


def test_authors_lean() -> None:
    found = numbers(
        row(0.9, author="Ana", mean_share=0.8, season=1, published=date(2020, 1, 1)),
        row(0.5, author="Bo", season=1, published=date(2020, 1, 1)),
        row(0.7, author="Cleo", season=1),
        row(0.9, author="Ana", mean_share=0.6, season=2, published=date(2021, 1, 1)),
        row(0.2, author="Ana", season=3, published=date(2022, 1, 1)),
        row(0.1, author=None, season=3),
    )
    ana, bo, cleo = found.authors
    assert ana[:2] == ("Ana", 3)
    assert ana.episodes == pytest.approx(0.2)
    assert ana.others == pytest.approx((0.3 + 0.1) / 2)
    assert ana.drift == pytest.approx(-0.35, abs=0.001)
    assert (bo.others, cleo.others) == (pytest.approx(-0.3), pytest.approx(0.0))
    assert Author("Bo", 1, 0.5, None, bo.others, None) == bo


def test_reviews_of_one_day_show_no_drift() -> None:
    assert (
        numbers(*[row(share, published=date(2024, 1, 1)) for share in (0.1, 0.5, 0.9)]).drift
        is None
    )


def test_one_author_alone_has_nobody_to_be_compared_with() -> None:
    found = numbers(row(0.9, author="Ana"), row(0.5, author="Ana"))
    assert found.authors[0].others is None


# -- the command ------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SHELF, tmp_path / "in")
    return tmp_path


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(("stats", *arguments))
    sys.stdout.flush()
    found = capfd.readouterr()
    return code, found.out, found.err


def test_parquet_shows_what_its_reviews_show(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(("convert", "in", "-t", "parquet", "-o", "tables", "-q")) == 0
    assert told(capfd, "tables") == told(capfd, "in")
    code, out, err = told(capfd, "tables/episodes.parquet")
    assert (code, out) == (1, "")
    assert "there is no review to count" in err


def test_json_has_all_of_the_numbers(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capfd, "in", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["reviews"] == 8
    assert len(found["verdicts"]) == 7
    assert found["grades"] == [{"of": "A-", "verdicts": 1}]
    assert found["years"][2]["scales"] == [{"of": 5, "verdicts": 1}, {"of": 100, "verdicts": 1}]
    assert found.keys() == as_data(numbers()).keys()


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_a_narrow_terminal_shows_no_line_that_is_wider(
    width: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reviewfmt.cli.stats.width_of", lambda stream: width)
    _, out, _ = told(capfd, "in")
    charts = out.partition("Reviews by year")[2]
    assert max(map(cell_len, charts.splitlines())) <= max(width, 34), charts
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_colour_is_there_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    plain = told(capfd, "in", "--color", "auto")[1]
    colored = told(capfd, "in", "--color", "always")[1]
    assert "\x1b[" not in plain
    assert "\x1b[" in colored
    bare = [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", colored).splitlines()]
    assert bare == plain.splitlines(), "the same words"


def test_the_ends_of_long_tables_are_shown(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = told(capfd, "in", "--top", "1")
    best = out.partition("Best and worst verdicts\n")[2].split("\n\n")[0].splitlines()
    assert [line.split("  ")[0] for line in best[2:]] == ["Tide", "…", "Fog, season 1"]
    assert "2 more authors; --top shows more" in out
    assert "…" not in told(capfd, "in", "--top", "9")[1]


def test_a_bar_is_as_long_as_its_number() -> None:
    bars = [Bar("a", 10_000, "10,000"), Bar("b", 5_000, "5"), Bar("c", 1, "1"), Bar("d", 0, "0")]
    assert list(chart(bars, 80, False)) == [
        f"a {'█' * 40}  10,000\n",
        f"b {'█' * 20}  5\n",
        "c ▏  1\n",
        "d  0\n",
    ]
    long, half = list(chart([Bar("a", 8, "8, many words"), Bar("b", 4, "4")], 31, False))
    assert long.count("█") == 2 * half.count("█"), "in proportion, whatever stands behind them"
    assert list(chart([Bar("a", 0, "0")], 80, False)) == ["a  0\n"]
    assert list(chart([], 80, False)) == []


def test_a_review_with_errors_is_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "foam.review").write_text("Foam Review\n\nVerdict: 12/10\n")
    code, out, err = told(capfd, "in")
    assert code == 1
    assert out.startswith("8 reviews, ")
    assert "in/foam.review:3:10" in err
    code, out, err = told(capfd, "in/foam.review")
    assert (code, out) == (1, "")
    assert "nothing is shown" in err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("short.parquet", b"PAR1", "not a Parquet file, or cut short"),
        ("gone.review", None, "no such file or folder"),
    ],
)
def test_what_cannot_be_read_is_reported(
    name: str,
    data: bytes | None,
    said: str,
    folder: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    code, out, err = told(capfd, name)
    assert (code, out) == (2, "")
    assert f"{name}: {said}" in err


def test_a_missing_package_is_named_for_parquet_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(("convert", "in", "-o", "a.parquet", "-q")) == 0
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, _, err = told(capfd, "a.parquet")
    assert code == 2
    assert 'parquet needs pyarrow, which is not installed: pip install "reviewfmt[columns]"' in err
    assert told(capfd, "in")[0] == 0
