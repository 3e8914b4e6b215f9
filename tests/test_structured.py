"""What a page says for machines: tests/data/structured/*.toml, read as the consumers read it."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser

from reviewfmt.cli import run
from reviewfmt.converter import read, write
from reviewfmt.converter.structured import script, structured_data
from reviewfmt.document import from_data
from reviewfmt.fields import Address
from reviewfmt.identity import IDENTIFIERS, kind_of, licence_address, named, read_kind
from reviewfmt.linter import Settings, check
from reviewfmt.model import FIELDS, Review
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax.words import built_in
from tests.strategies_json import documents

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "structured"
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in DATA.glob("*.toml")}
CASES, CARDS, GOOGLE = FILES["cases"]["case"], FILES["cases"]["card"], FILES["google"]

ABSENT = object()


def review_of(text: str) -> Review:
    """Return the review of a case, which reads without an error."""
    return parse(text.lstrip("\n")).review


def linked(page: str) -> Any:
    """Return the one piece of linked data of a page."""
    (found,) = LexborHTMLParser(page).css('script[type="application/ld+json"]')
    return json.loads(found.text())


def at(data: Any, path: str) -> Any:
    """Return the value at a path of keys and of places in lists; `ABSENT` for none."""
    for key in path.split("."):
        if isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        elif isinstance(data, dict) and key in data:
            data = data[key]
        else:
            return ABSENT
    return data


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of linked data."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from objects(value)


def foreign(data: Any) -> list[tuple[str, str]]:
    """Return what is no term of schema.org that we mean to use, each with its type."""
    return [
        (one["@type"], key)
        for one in objects(data)
        for key in one
        if key not in ("@type", "@context") and key not in FILES["terms"].get(one["@type"], ())
    ]


def test_the_cases_are_found() -> None:
    assert len(CASES) > 10
    assert len(GOOGLE["property"]) > 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_says_what_its_review_says(case: dict[str, Any]) -> None:
    data = linked(write(review_of(case["review"]), "html").decode())
    assert {path: at(data, path) for path in case["says"]} == case["says"]
    assert [path for path in case["lacks"] if at(data, path) is not ABSENT] == []
    assert foreign(data) == []


@pytest.mark.parametrize("format", ["review", "json", "markdown", "html", "epub", "docx", "odt"])
@pytest.mark.parametrize("case", [CASES[0], *CASES[-2:]], ids=lambda case: case["name"])
def test_what_a_field_says_comes_back(case: dict[str, Any], format: str) -> None:
    review = review_of(case["review"])
    assert read(write(review, format), format).metadata == review.metadata


def test_a_page_of_ours_is_not_read_from_its_linked_data() -> None:
    page = write(review_of(CASES[0]["review"]), "html").decode()
    other = page.replace('"name":"Ana', '"name":"Bo').replace('"ratingValue":8', '"ratingValue":1')
    assert other != page
    assert read(other.encode(), "html") == read(page.encode(), "html")


# -- what Google asks -------------------------------------------------------------------------


def test_a_review_that_says_it_all_has_every_property_and_no_finding() -> None:
    text = GOOGLE["review"].lstrip("\n")
    data = structured_data(parse(text).review)
    paths = [one["path"] for one in GOOGLE["property"]]
    assert [path for path in paths if at(data, path) in (ABSENT, "", [])] == []
    assert check(text, settings=Settings(select=("RF", "RF42"))) == []


@pytest.mark.parametrize(
    "asked", GOOGLE["property"], ids=lambda one: f"{one['need']}-{one['path']}"
)
def test_what_a_review_lacks_is_found_where_it_would_be_written(asked: dict[str, Any]) -> None:
    text = GOOGLE["review"].lstrip("\n")
    if asked.get("always"):
        return
    instead = asked.get("instead", [])
    for at_, line in enumerate(asked["lines"]):
        assert f"{line}\n" in text
        text = text.replace(f"{line}\n", f"{instead[at_]}\n" if instead else "", 1)
    found = check(text, settings=Settings(select=("RF", "RF42")))
    shown = [f"{one.span.line}:{one.span.column}: {one.code}" for one in found]
    assert asked["finding"] in shown
    if asked["finding"].endswith(("RF101", "RF426")):  # no page is made, or a longer name is kept
        return
    value = at(structured_data(parse(text).review), asked["path"])
    assert value is ABSENT or (asked.get("what") == "a number" and isinstance(value, str))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_what_is_required(path: Path) -> None:
    review = parse(decode(path.read_bytes())).review
    data = structured_data(review, "en")
    for one in GOOGLE["property"]:
        told = one["path"].startswith("author") <= bool(review.metadata.author)
        told &= one["path"].startswith("reviewRating") <= bool(review.verdict)
        if one["need"] == "required" and told:
            assert at(data, one["path"]) is not ABSENT, one["path"]


def reviews_inside(data: Any, item: str = "") -> Iterator[dict[str, Any]]:
    """Yield the reviews below `data`, each with the work that it is of."""
    if isinstance(data, dict):
        if data.get("@type") == "Review":
            yield {"itemReviewed": item, **data}
        for key, value in data.items():
            yield from reviews_inside(value, data.get("name", "") if key == "review" else "")
    for one in data if isinstance(data, list) else ():
        yield from reviews_inside(one, item)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_review_inside_has_what_is_required_of_one(path: Path) -> None:
    review = parse(decode(path.read_bytes())).review
    _, *inside = reviews_inside(structured_data(review, "en"))
    scored = [one for one in review.episodes if one.score is not None or one.notes]
    rated = [one.score for one in review.ratings] + [one.score for one in review.sections]
    assert len(inside) == len(scored) + sum(score is not None for score in rated)
    for one in inside:
        assert one["itemReviewed"]
        assert one.keys() & {"reviewRating", "reviewBody"}
        assert ("author" in one) == bool(review.metadata.author)


# -- what holds for any review ----------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(documents())
def test_linked_data_ends_nowhere_but_at_its_end(document: dict[str, object]) -> None:
    review = from_data(document)
    said = script(review, "en")
    data = structured_data(review, "en")
    assert "<" not in said
    assert json.loads(said) == json.loads(json.dumps(data)) == data
    assert foreign(data) == []
    assert all(value or value == 0 for one in objects(data) for value in one.values())


def test_no_spoiler_is_in_the_linked_data_of_a_sample() -> None:
    hidden = 0
    for path in SAMPLES:
        text = decode(path.read_bytes())
        said = script(parse(text).review)
        for words in text.split("||")[1::2]:
            hidden += 1
            assert words not in said
    assert hidden


# -- fields, words and addresses --------------------------------------------------------------


def test_every_site_reads_its_own_example() -> None:
    assert [one.name for one in IDENTIFIERS] == ["tmdb", "imdb", "anilist", "wikidata"]
    for field in IDENTIFIERS:
        assert isinstance(field.address, Address)
        found = named(field, field.address.example, "series")
        assert found is not None
        assert field.address.host in found.address
        assert named(field, found.address, "series") is not None, "an address names itself"
        assert named(field, f"x{field.address.example}", "series") is None
        assert named(field, "https://example.org/1", "series") is None


@pytest.mark.parametrize("kind", ["series", "movie", "book"])
def test_a_word_of_the_vocabularies_is_a_kind(kind: str) -> None:
    for one in built_in().vocabularies:
        for word in one.words("works", kind):
            assert read_kind(word) == read_kind(word.upper()) == kind, word
            text = f"Fog Review\n\nKind: {word}\n\nVerdict: 3/4\n"
            assert kind_of(parse(text).review) == kind


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-nd-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("CC BY", None),
        ("All rights reserved", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_licence_has_its_address(text: str, address: str | None) -> None:
    assert licence_address(text) == address


def test_a_value_of_any_length_is_read_at_once() -> None:
    for value in ("1" * 100_000, "https://" + "a-" * 50_000, "tv/" * 50_000, "CC " * 50_000):
        assert all(named(field, value, "series") is None for field in IDENTIFIERS)
        assert licence_address(value) is None


def test_the_new_fields_are_in_the_review_that_has_everything() -> None:
    everything = read((ROOT / "tests/data/convert/everything.json").read_bytes(), "json")
    assert [one.name for one in FIELDS if not getattr(everything.metadata, one.name)] == [
        "cover_text"
    ]


# -- what consumers read ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def extruct() -> Any:
    """The library that collectors of structured data read pages with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("extruct", reason="extruct is not installed")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_extruct_reads_the_linked_data_of_a_sample(path: Path, extruct: Any) -> None:
    review = parse(decode(path.read_bytes())).review
    page = write(review, "html", language="en").decode()
    found = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found == [structured_data(review, "en")]


@pytest.mark.parametrize("case", CARDS, ids=lambda case: case["name"])
def test_a_card_says_what_its_review_says(case: dict[str, Any], extruct: Any) -> None:
    page = write(review_of(case["review"]), "html").decode()
    (graph,) = extruct.extract(page, syntaxes=["opengraph"])["opengraph"]
    assert [list(one) for one in graph["properties"]] == case["graph"]
    root = LexborHTMLParser(page)
    named_ = {
        name: node.attributes["content"]
        for node in root.css("meta")
        if (name := node.attributes.get("name")) in {*case["names"], "description"}
    }
    described = dict(case["graph"]).get("og:description")
    assert named_ == ({"description": described} if described else {}) | case["names"]
    links = {one.attributes["rel"]: one.attributes["href"] for one in root.css("link")}
    assert str(links.pop("icon")).startswith("data:")  # a browser would ask the site for one
    assert links == case["links"]


def test_another_address_in_the_configuration_is_another_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reviews").mkdir()
    for name in ("fog", "rain"):
        text = f"{name.title()} Review\n\nLanguage: en\n\nVerdict: 7/10\n"
        (tmp_path / "reviews" / f"{name}.review").write_text(text, encoding="utf-8")
    pages = []
    for site in ("https://example.org", "https://example.com"):
        config = f'canonical = "{site}/{{path}}.html"\n'
        (tmp_path / "reviewfmt.toml").write_text(config, encoding="utf-8")
        assert run(["convert", "reviews", "-t", "html", "-o", "out/"]) == 0
        pages.append((tmp_path / "out" / "fog.html").read_text(encoding="utf-8"))
    assert [linked(page)["url"] for page in pages] == [
        "https://example.org/reviews/fog.html",
        "https://example.com/reviews/fog.html",
    ]


# -- docs/structured-data.md ------------------------------------------------------------------

PAGE = (ROOT / "docs" / "structured-data.md").read_text(encoding="utf-8")


def fence(kind: str) -> str:
    """Return what the one fence of a kind holds."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_review_of_the_page_says_what_the_page_shows() -> None:
    shown = json.dumps(structured_data(parse(fence("review")).review), indent=2, ensure_ascii=False)
    assert f"{shown}\n" == fence("json")


def test_every_property_that_the_page_names_is_said_somewhere() -> None:
    table = PAGE.partition("|---|---|\n")[2].partition("\n\n")[0]
    named_ = {
        name for row in table.splitlines() for name in re.findall(r"`([@\w]+)`", row.split("|")[1])
    }
    said = {
        key
        for case in CASES
        for one in objects(structured_data(review_of(case["review"])))
        for key in one
    }
    assert len(named_) > 15
    assert named_ <= said


def test_the_command_of_the_page_finds_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.review").write_text(fence("review"), encoding="utf-8")
    command, *shown = fence("console").splitlines()
    assert run(shlex.split(command.removeprefix("$ reviewfmt "))) == 0
    assert capsys.readouterr().out.splitlines() == shown
