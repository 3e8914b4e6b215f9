"""Dates as people write them: one day, two days, or none, in every language and every format."""

from __future__ import annotations

import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.converter import read, read_document, with_metadata
from reviewfmt.diagnostic import ReviewError
from reviewfmt.library import format as formatted
from reviewfmt.linter import Settings, check
from reviewfmt.linter.fixing import fix
from reviewfmt.parser import parse
from reviewfmt.syntax import dates
from reviewfmt.syntax.vocabulary import fold, read_vocabulary
from reviewfmt.syntax.words import built_in
from tests.budget import CASES

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "dates" / "cases.toml").read_text("utf-8")
)
READ = [(text, date.fromisoformat(day)) for day, texts in DATA["read"].items() for text in texts]
REFUSED = [(text, fault) for fault, texts in DATA["refused"].items() for text in texts]
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
VOCABULARIES = built_in().vocabularies


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_date_that_says_one_day_is_read(text: str, day: date) -> None:
    assert dates.read(text) == dates.Date((day,))


@pytest.mark.parametrize(("text", "days"), DATA["ambiguous"].items())
def test_a_date_that_may_be_two_days_names_both(text: str, days: list[str]) -> None:
    found = dates.read(text)
    assert (found.day, found.fault) == (None, "ambiguous")
    assert list(map(str, found.readings)) == days
    assert str(found.likelier("en-GB")) == str(found.likelier("fr")) == days[0]
    assert str(found.likelier("en-US")) == str(found.likelier(None)) == days[1]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_what_says_no_day_is_no_date(text: str, fault: str) -> None:
    assert dates.read(text) == dates.Date((), fault)


# -- every language ---------------------------------------------------------------------------


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.language)
def test_every_month_of_a_language_is_read(vocabulary: Any) -> None:
    months = vocabulary.positions("date", "months")
    assert len(months) == 12
    for number, spellings in enumerate(months, 1):
        for word in spellings:
            for said in (word, word.upper(), word.lower()):
                wide = word[-1] >= "\u1100"
                text = f"2024年{said}11日" if wide else f"11 {said} 2024"
                assert dates.read(text).day == date(2024, number, 11), text


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.language)
def test_every_weekday_of_a_language_is_read(vocabulary: Any) -> None:
    weekdays = vocabulary.positions("date", "weekdays")
    assert len(weekdays) == 7
    for number, spellings in enumerate(weekdays):
        day = date(2024, 4, 8 + number)
        for word in spellings:
            assert dates.read(f"2024-4-{day.day} ({word})").day == day, word
            assert dates.read(f"2024-4-{day.day % 7 + 8} ({word})").fault == "weekday", word


def test_a_name_in_a_date_has_one_meaning_across_all_languages() -> None:
    meanings = defaultdict(set)
    for vocabulary in VOCABULARIES:
        for key in ("months", "weekdays"):
            for number, spellings in enumerate(vocabulary.positions("date", key)):
                for word in spellings:
                    if len(word) > 1 or word < "\u1100":  # a single sign counts in brackets alone
                        meanings[fold(word)].add((key, number))
        for word in vocabulary.words("date", "words"):
            meanings[fold(word)].add(("words", 0))
    assert {word: every for word, every in meanings.items() if len(every) > 1} == {}


def test_the_months_are_those_of_the_locales() -> None:
    babel = pytest.importorskip("babel", reason="compares with the CLDR, where Babel is installed")
    for vocabulary in VOCABULARIES:
        locale = babel.Locale.parse(vocabulary.language)
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                said = name.rstrip(".")
                text = f"2024年{said}11日" if said[-1] >= "\u1100" else f"11 {said} 2024"
                assert dates.read(text).day == date(2024, number, 11), (vocabulary.language, name)


def test_a_vocabulary_of_ones_own_adds_months() -> None:
    finnish = "language = 'fi'\n[date]\nmonths = [" + ", ".join(
        f'"{month}"'
        for month in (
            *("tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta"),
            *("heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"),
        )
    )
    words = built_in().with_more([read_vocabulary(f"{finnish}]\n")])
    assert dates.read("11. maaliskuuta 2024").day is None
    assert dates.read("11. maaliskuuta 2024", words).day == date(2024, 3, 11)


# -- what holds for any input -----------------------------------------------------------------

FORMS = (
    "{0:%Y}-{0.month}-{0.day}",
    "{0:%Y}/{0.month}/{0.day}",
    "{0.day}.{0.month}.{0:%Y}",
    "{0:%Y}年{0.month}月{0.day}日",
    "{0.day} {0:%B} {0:%Y}",
    "{0:%b} {0.day}, {0:%Y}",
    "{0:%A}, {0:%B} {0.day}, {0:%Y}",
    "{0:%Y-%m-%d}T12:00:00Z",
)


@settings(max_examples=CASES)
@given(DAYS, st.sampled_from(FORMS))
def test_a_day_in_any_form_comes_back(day: date, form: str) -> None:
    assert dates.read(form.format(day)).day == day


@settings(max_examples=CASES)
@given(DAYS, st.sampled_from("/-"))
def test_a_day_behind_its_month_is_never_guessed(day: date, sign: str) -> None:
    found = dates.read(f"{day.month}{sign}{day.day}{sign}{day:%Y}")
    assert day in found.readings
    assert (found.day is None) == (day.day <= 12 and day.day != day.month)


@settings(max_examples=CASES)
@given(
    st.lists(
        st.sampled_from(
            [*"0123456789 .,-/年月日T:()", "2024", "11", "04", "April", "mar", "de", "10:30", "Mon"]
        ),
        max_size=12,
    ).map("".join)
)
def test_any_text_is_a_date_or_is_not(text: str) -> None:
    found = dates.read(text)
    assert (found.fault is None) == (found.day is not None) == (len(found.readings) == 1)
    assert found.fault == "ambiguous" or len(found.readings) < 2


def test_a_long_text_is_no_date() -> None:
    for text in ("1" * 100_000, "1-" * 50_000, " " * 100_000, "April " * 20_000, "(" * 100_000):
        assert dates.read(text).fault == "date"
        assert dates.read(text[: dates.LONGEST]).day is None


# -- in every format --------------------------------------------------------------------------


TITLE = "Fog Season 1 Review – Calm"
BODY = "It is calm.\n\nVerdict: 6/10\n"
PAGE = """<script type="application/ld+json">{{"@type": "Review", "datePublished": "{}"}}</script>
<h1>{}</h1><p>It is calm.</p><p>Verdict: 6/10</p>"""


def review(said: str) -> str:
    return f"{TITLE}\n\nPublished: {said}\n\n{BODY}"


DAY = date(2024, 4, 11)
SAID = ["2024-4-11", "11 April 2024", "April 11, 2024", "11.04.2024", "2024-04-11T10:30:00Z"]
SAID += ["2024年4月11日", "jueves, 11 de abril de 2024", "11 أبريل 2024"]
WRITTEN: dict[str, Callable[[str], str]] = {
    "review": review,
    "markdown": lambda said: f'---\ntitle: {TITLE}\ndate: "{said}"\n---\n\n{BODY}',
    "html": lambda said: PAGE.format(said, TITLE),
}


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("said", SAID)
def test_a_date_is_read_alike_in_every_format(format: str, said: str) -> None:
    assert read(WRITTEN[format](said).encode(), format).metadata.published == DAY


@pytest.mark.parametrize(
    "said", ["date: 2024-4-11", "date: 2024-04-11T10:30:00+02:00", "date: 11 April 2024"]
)
def test_a_date_of_front_matter_needs_no_quotes(said: str) -> None:
    text = f"---\ntitle: {TITLE}\n{said}\n---\n\n{BODY}"
    reading = read_document(text.encode(), "markdown")
    assert (reading.review.metadata.published, reading.losses) == (DAY, ())


def test_a_date_is_read_of_a_word_processor_and_of_an_option() -> None:
    for said in SAID[1:3]:
        text = f"# {TITLE}\n\nPublished: {said}\n\n{BODY}"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fog.docx"
            pypandoc.convert_text(text, "docx", format="markdown", outputfile=path)
            assert read(path.read_bytes(), "docx").metadata.published == DAY
        given = with_metadata(read(review("2023-01-01").encode(), "review"), {"published": said})
        assert given.metadata.published == DAY


def test_a_date_that_may_be_two_days_is_an_error_with_both() -> None:
    with pytest.raises(ReviewError) as caught:
        read(review("04/05/2024").encode(), "review")
    (found,) = caught.value.diagnostics
    assert (found.code, found.span.line) == ("RF115", 3)
    assert "2024-05-04" in found.message
    assert "2024-04-05" in found.message


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_document_with_such_a_date_loses_it_and_says_both(format: str) -> None:
    reading = read_document(WRITTEN[format]("04/05/2024").encode(), format)
    assert reading.review.metadata.published is None
    (found,) = reading.losses
    assert found.code == "RF506"
    assert "04/05/2024 (2024-05-04 or 2024-04-05)" in found.message


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "2024-04-05"), ("en-GB", "2024-05-04"), ("de", "2024-05-04"), ("en-US", "2024-04-05")],
)
def test_the_fix_of_such_a_date_is_the_likelier_and_unsafe(language: str, day: str) -> None:
    text = review(f"04/05/2024\nLanguage: {language}")
    (found,) = (one for one in check(text) if one.code == "RF115")
    assert found.fix is not None
    assert not found.fix.safe
    assert f"Published: {day}\n" in fix(text, Settings(), unsafe=True).text
    assert fix(text, Settings()).text == text


@pytest.mark.parametrize("said", SAID)
def test_a_date_in_another_form_is_put_into_the_iso_form(said: str) -> None:
    text = review(said)
    (found,) = (one for one in check(text) if one.code == "RF419")
    assert found.fix is not None
    assert found.fix.safe
    assert fix(text, Settings()).text == review("2024-04-11")
    assert "Published: 2024-04-11\n" in formatted(text)
    assert parse(formatted(text)).review == parse(text).review


def test_the_iso_form_loads_nothing_more() -> None:
    """`check` and `format` of dates in the ISO form stay as fast as they were."""
    import subprocess
    import sys

    code = (
        "import sys, reviewfmt\n"
        f"reviewfmt.check({review('2024-04-11')!r})\n"
        "assert 'reviewfmt.syntax.dates' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
