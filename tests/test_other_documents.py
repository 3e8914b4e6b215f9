"""Documents that other people made: what each holds lands where a review has it."""

from __future__ import annotations

import subprocess
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from reviewfmt.converter import read_document
from reviewfmt.converter.formats import FORMATS
from reviewfmt.converter.web import hold
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Review
from reviewfmt.pandoc_ast.lines.bylines import byline_of
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.writer import dumps

DATA = Path(__file__).parent / "data"
SUFFIXES = {suffix: row.name for row in FORMATS.values() for suffix in row.suffixes}


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((DATA / "read" / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize(
    "case", [*_cases("habits.toml"), *_cases("pages.toml"), *_cases("kinds.toml")]
)
def test_a_document_of_others(case: dict[str, Any]) -> None:
    reading = read_document(case["source"].encode(), case["format"], "there")
    assert dumps(reading.review) == case["review"]
    told = [f"{one.code} {one.message.partition(', is ')[0]}" for one in reading.losses]
    assert told == case["losses"]
    assert {found.severity for found in reading.losses} <= {Severity.WARNING}


@pytest.mark.parametrize("case", _cases("doubtful.toml"))
def test_what_looks_like_a_part_of_a_review(case: dict[str, Any]) -> None:
    found: Sequence[Diagnostic]
    try:
        reading = read_document(case["source"].encode(), case["format"], "there")
        review, found = dumps(reading.review), reading.losses
    except ReviewError as error:
        review, found = None, error.diagnostics
    assert review == case.get("review")
    told = [f"{one.span.line}:{one.span.column} {one.code} {one.message}" for one in found]
    assert told == case["found"]


# -- files as the tools of people write them ----------------------------------------------------


def _exports() -> list[Any]:
    data = tomllib.loads((DATA / "exports" / "exports.toml").read_text(encoding="utf-8"))
    return [pytest.param(export, id=export["file"]) for export in data["export"]]


def _values(review: Review) -> dict[str, Any]:
    """Return what a review says by the names that `exports.toml` has for it."""
    data = review.metadata
    return {
        "title": review.title.text,
        "work": review.work,
        "season": review.season,
        "author": (data.author or "").split(", "),
        "published": str(data.published),
        "language": data.language,
        "episodes": [
            [None if one.number is None else int(one.number), one.title, str(one.score)]
            for one in review.episodes
        ],
        "ratings": [[one.aspect, str(one.score)] for one in review.ratings],
        "verdict": str(review.verdict.score) if review.verdict else None,
    }


@pytest.mark.parametrize("export", _exports())
def test_every_value_of_an_export_lands_in_its_place(export: dict[str, Any]) -> None:
    path = DATA / "exports" / export["file"]
    review = read_document(path.read_bytes(), SUFFIXES[path.suffix]).review
    found = _values(review)
    assert {name: found[name] for name in export if name != "file"} == {
        name: value for name, value in export.items() if name != "file"
    }


# -- the parts by themselves --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("By Ana Lima", ("Ana Lima", None)),
        ("April 11, 2024 by Ana Lima", ("Ana Lima", "April 11, 2024")),
        ("Posted by Ana Lima, 11 April 2024", ("Ana Lima", "11 April 2024")),
        ("Ana Lima · April 11, 2024 · 3 min read", ("Ana Lima", "April 11, 2024")),
        ("Jo Park\nFeb 14, 2024", ("Jo Park", "Feb 14, 2024")),
        ("Por Ana Lima, 11 de abril de 2024", ("Ana Lima", "11 de abril de 2024")),
        ("Publié le 11 avril 2024 par Ana Lima", ("Ana Lima", "11 avril 2024")),
        ("作者:王小明", ("王小明", None)),
        ("Posted by moth, 12 Feb 2024", ("moth", "12 Feb 2024")),
        ("by moth_42", ("moth_42", None)),
        ("~moth · 2024-02-12", ("moth", "2024-02-12")),
        ("Posted to r/telly on 6 April 2025", (None, "6 April 2025")),
        ("Posted by moth on 15 May 2022 in Watching", ("moth", "on 15 May 2022")),
        ("by @ana@telly.example in !telly · 2024-02-12", ("@ana@telly.example", "2024-02-12")),
        ("Kritik von Ana Lima, 17.04.2023", ("Ana Lima", "17.04.2023")),
        ("Ana Lima / 3 March 2024 / Comedy", ("Ana Lima", "3 March 2024")),
        ("✍️ Ana Lima | 🗓️ 3 March 2024", ("Ana Lima", "3 March 2024")),
        ("— Ana Lima, 3 March 2024", ("Ana Lima", "3 March 2024")),
        ("Submitted by Ana Lima on Sun, 03/17/2024 - 10:15", ("Ana Lima", "on Sun, 03/17/2024")),
        ("Kritik von Fog", None),
        ("by far", None),
        ("moth", None),
        ("2024-04-11", (None, "2024-04-11")),
        ("By the sea", None),
        ("By far the best show", None),
        ("By Season 2", None),
        ("Ana Lima", None),
        ("It is calm.", None),
        ("By Ana Lima: a review", None),
        ("", None),
    ],
)
def test_a_byline_names_an_author_or_a_date_and_nothing_else(
    line: str, said: tuple[str | None, str | None] | None
) -> None:
    assert byline_of(line) == said


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Verdict:** 6/10", "Verdict: 6/10"),
        ("***Verdict:* 6/10**", "Verdict: 6/10"),
        ("**Episode Guide**", "Episode Guide"),
        ("**Episode 1:** *Rain* – 3/5", "Episode 1: *Rain* – 3/5"),
        ("*Sound*: 7/10 – *loud*", "Sound: 7/10 – loud"),
        ("**Author:** Ana Lima", "Author: Ana Lima"),
        ("[Episode 1: Rain](x) – 3/5", "Episode 1: Rain – 3/5"),
        ("It is **calm**.", "It is **calm**."),
        ("**Pros:**", "**Pros:**"),
        ("Episode 1: *Rain* – 3/5", "Episode 1: *Rain* – 3/5"),
    ],
)
def test_marks_that_dress_a_line_come_off(marked: str, plain: str) -> None:
    assert undressed(marked) == plain


_HOSTILE = {
    "open elements": "<div>",
    "elements that end themselves": "<div a=b/>",
    "open marks": "<p><b a=1>",
    "marks of their own": "",
    "comments": "<!--",
    "values": '<div class="',
    "asides": "<aside>1/2</aside>",
    "menus": "<nav>a</nav>b",
    "times": "<p><time>1 May 2024</time> a",
    "authors": "<a rel=author>A</a> ",
    "articles": "<article>1/2",
    "headings": "<h1>A</h1>",
    "lists of Word": "<p style='mso-list:l0'>a",
    "spoilers": "<details><summary>a</summary>b",
    "rules": "<style>.a{font-weight:700</style>",
    "a style with no rule": "<style>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
    "properties": "<i itemprop=author itemscope>a</i>",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_hostile_page_takes_linear_time(name: str) -> None:
    """A page of 200 kB: what looks again and again at each piece takes minutes."""
    piece = _HOSTILE[name]
    text = (
        "".join(f"<p><b id={number}>x" for number in range(12_000))
        if not piece
        else piece * (200_000 // len(piece))
    )
    began = time.process_time()
    hold(text)
    assert time.process_time() - began < 20


def test_a_title_around_the_content_ends() -> None:
    page = hold("<h1>Fog Review<article><p>It is calm. 3/5</p></article></h1>")
    assert "It is calm. 3/5" in page.content


def test_a_page_too_wrong_to_take_apart_is_all_content() -> None:
    text = "<h1>Fog Review</h1>" + "<p><b id=x>" * 200
    assert hold(text).content == text


IN_OTHER_FORMATS = (
    "fields in a table with no heads",
    "a guide with no row of heads, and ratings",
    "the verdict in the last row of a guide",
    "every way to number an episode in a column of its own",
    "episodes that are headings",
    "a list with only spaces before its scores",
)


@pytest.mark.parametrize("name", IN_OTHER_FORMATS)
def test_a_word_file_with_the_same_structure_is_the_same_review(name: str) -> None:
    case = next(param.values[0] for param in _cases("habits.toml") if param.id == name)
    source = "html" if case["format"] == "html" else "gfm"
    data = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", source, "-t", "docx", "-o", "-"],
        input=case["source"].encode(),
        capture_output=True,
        check=True,
    ).stdout
    assert dumps(read_document(data, "docx").review) == case["review"]
