"""Sites: the cases of tests/data/site, and what holds for every site.

Every link leads to a file, a second run writes nothing, and a page reads back as its review.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt import load, loads, to_json
from reviewfmt.addresses import page_of, root_of
from reviewfmt.batch.manifest import NAME
from reviewfmt.cli import run
from reviewfmt.converter import read, write
from reviewfmt.publish.site import feeds, records
from reviewfmt.publish.site.catalogue import Catalogue, Read, catalogued
from reviewfmt.publish.site.frame import Site
from reviewfmt.publish.site.grid import grid_of, step_of
from reviewfmt.publish.site.pages import pages
from reviewfmt.publish.site.records import Record, record_of
from reviewfmt.publish.site.search import index_of, tokens
from reviewfmt.publish.site.slugs import Names, slug
from tests.budget import CASES

DATA = Path(__file__).parent / "data" / "site"
REVIEWS = DATA / "reviews"
BASE = "https://example.org/r/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def cases(name: str, table: str = "case") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((DATA / name).read_text("utf-8"))[table]
    return found


def site(*arguments: str | Path) -> int:
    return run(["site", *map(str, arguments)])


def files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the reviews, with the address of it."""
    out = tmp_path_factory.mktemp("site") / "public"
    assert site(REVIEWS, "-o", out, "--base-url", BASE, "--name", "Sea <Reviews>", "-q") == 0
    return out


# -- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("slugs.toml"), ids=lambda one: one["text"][:20])
def test_a_text_becomes_a_name(case: dict[str, Any]) -> None:
    assert slug(case["text"]) == case["slug"]


@pytest.mark.parametrize("case", cases("slugs.toml", "taken"), ids=lambda one: one["names"][0])
def test_names_are_unique_whatever_their_case(case: dict[str, Any]) -> None:
    names = Names()
    assert [names.take(one) for one in case["names"]] == case["given"]


@settings(max_examples=min(CASES, 150))
@given(st.lists(st.text(max_size=300), max_size=20))
def test_every_name_is_safe(texts: list[str]) -> None:
    names = Names()
    given_ = [names.take(slug(one)) for one in texts]
    assert len({one.casefold() for one in given_}) == len(texts)
    for one in given_:
        assert one
        assert not re.search(r"[\s/\\.:*?\"<>|%#&'\x00-\x1f\x7f]", one)
        assert not one.startswith("-")
        assert len(one.encode()) < 200
        assert slug(one) == one or re.search(r"-\d+\Z", one)


@pytest.mark.parametrize("case", cases("aliases.toml"), ids=lambda one: one["alias"])
def test_an_alias_stands_for_a_file(case: dict[str, Any]) -> None:
    assert (page_of(case["alias"]) or "") == case["file"]


@pytest.mark.parametrize("case", cases("aliases.toml", "root"), ids=lambda one: one["address"])
def test_the_address_of_a_site(case: dict[str, Any]) -> None:
    assert (root_of(case["address"]) or "") == case["root"]


# -- what a site knows ------------------------------------------------------------------------


def of_texts(texts: Sequence[str]) -> Catalogue:
    reviews = [read(text.encode(), "review") for text in texts]
    return catalogued(Read(f"{at}", record_of(one, "en")) for at, one in enumerate(reviews))


@pytest.mark.parametrize("case", cases("grid.toml"), ids=lambda one: one["name"])
def test_the_grid_of_a_work(case: dict[str, Any]) -> None:
    (work,) = of_texts(case["reviews"]).works
    grid = grid_of(work)
    if "columns" not in case:
        assert grid is None
        return
    assert grid is not None
    assert [one.season for one in grid.columns] == case["columns"]
    assert grid.maximum == case["maximum"]
    assert len(grid.lines) == case.get("count", len(case.get("rows", grid.lines)))
    if "rows" in case:
        shown = [
            [
                one.label or "",
                one.number or "",
                *(cell.mark.text if cell else "" for cell in one.cells),
            ]
            for one in grid.lines
        ]
        assert shown == case["rows"]


def test_every_score_has_a_step() -> None:
    steps = [step_of(at / 100) for at in range(101)]
    assert steps == sorted(steps)
    assert set(steps) == {1, 2, 3, 4, 5}


def test_a_record_comes_back_from_json() -> None:
    for path in sorted(REVIEWS.glob("*.review")):
        record = record_of(load(path), "en")
        assert records.unpacked(json.loads(json.dumps(record))) == record


@pytest.mark.parametrize("values", [None, [], {}, [1] * 20, ["x"] * 20, [[]] * 20])
def test_what_is_no_record_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        records.unpacked(values)


def test_addresses_depend_on_no_order() -> None:
    reads = [
        Read(path.name, record_of(load(path), "en")) for path in sorted(REVIEWS.glob("*.review"))
    ]
    assert catalogued(reads) == catalogued(reversed(reads))


def test_hidden_words_are_in_no_list_and_no_index(public: Path) -> None:
    for name, path in files(public).items():
        if "season-2/" not in name:
            assert "ferry sinks" not in path.read_text("utf-8", "replace"), name


# -- search -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("tokens.toml"), ids=lambda one: one["text"][:20])
def test_the_words_that_are_searched(case: dict[str, Any]) -> None:
    assert list(tokens(case["text"])) == case["tokens"]


def test_the_index_has_every_review_and_the_paths_of_pages(public: Path) -> None:
    index = json.loads((public / "search/index.json").read_bytes())
    assert index["serializationVersion"] == 2
    assert index["documentCount"] == len(index["documentIds"]) == 5
    assert all(
        (public / one["path"] / "index.html").is_file() for one in index["storedFields"].values()
    )
    terms = [term for term, _ in index["index"]]
    assert terms == sorted(set(terms))
    assert {"lights", "食堂", "neill", "crossing"} <= set(terms)


def test_words_of_most_reviews_are_left_out_of_a_large_index() -> None:
    texts = [f"W{at} Review\n\ncommon rare{at}\n\n  • Verdict - 5/10\n" for at in range(30)]
    index = json.loads(index_of(of_texts(texts).reviews))
    terms = dict(index["index"])
    assert "rare7" in terms
    assert "common" not in terms
    assert len(terms["review"]["0"]) == 30  # of titles none is left out


# -- pages ------------------------------------------------------------------------------------


class Links(HTMLParser):
    """The links of a page, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.found.append(value)
            if name == "id" and value:
                self.ids.add(value)


def links_of(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text("utf-8"))
    return links


def test_every_link_leads_to_a_file(public: Path) -> None:
    seen = files(public)
    count = 0
    for name, path in seen.items():
        if not name.endswith(".html") or name == "404.html":
            continue
        links = links_of(path)
        for one in links.found:
            if urlsplit(one).scheme in ("data", "https", "http", "mailto"):
                assert not one.startswith("http") or one.startswith(BASE), (name, one)
                continue
            target, fragment = urldefrag(one)
            if not target:
                assert fragment in links.ids, (name, one)
                continue
            assert not target.startswith("/"), (name, one)
            file = unquote(urlsplit(urljoin(f"http://x/{quote(name)}", target)).path).lstrip("/")
            file += "index.html" if file.endswith("/") else ""
            assert file in seen, (name, one)
            count += 1
    assert count > 300


def test_the_page_for_what_is_not_there_works_at_any_address(public: Path) -> None:
    found = [one for one in links_of(public / "404.html").found if not one.startswith("data:")]
    relative = [one for one in found if not one.startswith(("/r/", "#", BASE))]
    assert found
    assert relative == []


def test_a_page_reads_back_as_its_review(public: Path) -> None:
    for name, source in (
        ("harbour-lights/season-1", "lights-1"),
        ("harbour-lights/season-2", "lights-2"),
        ("潮待ち食堂/season-1", "diner"),
        ("b-pier-b-sons/movie", "markup"),
    ):
        review = load(REVIEWS / f"{source}.review")
        page = read((public / name / "index.html").read_bytes(), "html")
        assert replace(page, comments=()) == replace(review, comments=()), name
        assert json.loads((public / name / "review.json").read_text("utf-8")) == to_json(review)


def test_the_page_is_that_of_a_conversion(public: Path) -> None:
    def main(page: str) -> str:
        return page.partition("<main")[2].partition("</main>")[0]

    for name, source in (("season-1", "lights-1"), ("season-2", "lights-2")):
        converted = write(load(REVIEWS / f"{source}.review"), "html", folder=str(REVIEWS)).decode()
        page = (public / "harbour-lights" / name / "index.html").read_text("utf-8")
        assert len(main(converted)) > 1000
        assert main(page) == main(converted)
        assert f'<link rel="canonical" href="{BASE}harbour-lights/{name}/">' in page
        assert f'"url":"{BASE}harbour-lights/{name}/"' in page


def test_texts_full_of_markup_are_text(public: Path) -> None:
    for name in ("index.html", "works/index.html", "b-pier-b-sons/index.html", "tags/index.html"):
        page = (public / name).read_text("utf-8")
        assert "<b>../" not in page, name
        assert "<i>" not in page, name
        assert "<Reviews>" not in page, name
    assert "&lt;b&gt;../Pier&lt;/b&gt;" in (public / "index.html").read_text("utf-8")


def test_a_cover_is_a_file_beside_its_page(public: Path) -> None:
    page = (public / "b-pier-b-sons/movie/index.html").read_text("utf-8")
    assert '<img class="cover" src="pictures/pier.gif"' in page
    assert "data:image/gif" not in page
    assert (public / "b-pier-b-sons/movie/pictures/pier.gif").read_bytes().startswith(b"GIF89a")


def test_an_alias_leads_to_the_review(public: Path) -> None:
    for name, target in (
        ("2024/harbour-lights.html", "../harbour-lights/season-1/index.html"),
        ("old/lights/index.html", "../../harbour-lights/season-1/index.html"),
    ):
        page = (public / name).read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
        assert f'<link rel="canonical" href="{BASE}harbour-lights/season-1/">' in page


def test_the_lists_are_sorted(public: Path) -> None:
    def order(name: str) -> list[str]:
        page = (public / name).read_text("utf-8")
        rows = re.findall(r'<h2><a href="([^"]+)/index\.html">', page)
        return [unquote(one).removeprefix("../") for one in rows]

    two = ["harbour-lights/season-2-2", "harbour-lights/season-2"]
    one = "harbour-lights/season-1"
    diner, movie = "潮待ち食堂/season-1", "b-pier-b-sons/movie"
    assert order("index.html") == [*two, diner, one, movie]
    assert order("by-score/index.html")[:2] == ["harbour-lights/season-2-2", diner]
    assert order("by-title/index.html")[0] == movie


def test_drafts_are_published_on_request_alone(tmp_path: Path, public: Path) -> None:
    assert not (public / "night-post").exists()
    assert site(REVIEWS, "-o", tmp_path / "out", "--drafts", "-q") == 0
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert '<strong class="status">draft</strong>' in page


def test_the_words_are_those_of_the_language(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert site(REVIEWS, "-o", out, "--language", "ar", "-q") == 0
    page = (out / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert "الأعمال" in page
    review = (out / "harbour-lights/season-1/index.html").read_text("utf-8")
    assert '<html lang="en">' in review
    assert '<header class="made site-head" lang="ar" dir="rtl">' in review


def test_a_long_list_has_pages(public: Path) -> None:
    reads = [
        Read(path.name, record_of(load(path), "en")) for path in sorted(REVIEWS.glob("*.review"))
    ]
    of_two = Site("Sea", "en", size=2)
    found = {one.path: one.variables for one in pages(of_two, catalogued(reads))}
    for folder in ("", "by-score/", "authors/ana-lima/"):
        assert [len(found[folder]["reviews"]), found[folder]["pages"]["previous"]] == [2, None]
    last = found["by-title/page-3/"]
    assert len(last["reviews"]) == 2
    assert last["pages"] == {
        "said": "Page 3 of 3",
        "previous": "../page-2/index.html",
        "next": None,
    }
    assert last["orders"][0]["href"] == "../../index.html"
    assert not any("page-" in name for name in files(public))


# -- for machines -----------------------------------------------------------------------------


def data_of(page: Path) -> Iterator[dict[str, Any]]:
    text = page.read_text("utf-8")
    for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
        data = json.loads(one)
        yield from data.get("@graph", [data])


def test_no_page_has_an_aggregate_of_its_own_scores(public: Path) -> None:
    for name, path in files(public).items():
        if name.endswith(".html"):
            assert "AggregateRating" not in path.read_text("utf-8"), name


def test_a_work_has_the_reviews_of_its_seasons(public: Path) -> None:
    data = {one["@type"]: one for one in data_of(public / "harbour-lights/index.html")}
    seasons = data["TVSeries"]["containsSeason"]
    assert [one["seasonNumber"] for one in seasons] == [1, 2]
    assert [len(one["review"]) for one in seasons] == [1, 2]
    assert seasons[0]["review"][0]["reviewRating"]["ratingValue"] == 8
    crumbs = data["BreadcrumbList"]["itemListElement"]
    assert [one["item"] for one in crumbs] == [BASE, f"{BASE}works/", f"{BASE}harbour-lights/"]
    movie = next(data_of(public / "b-pier-b-sons/index.html"))
    assert (movie["@type"], len(movie["review"])) == ("Movie", 1)


def test_a_list_names_what_it_lists(public: Path) -> None:
    data = {one["@type"]: one for one in data_of(public / "index.html")}
    items = data["CollectionPage"]["mainEntity"]["itemListElement"]
    assert data["WebSite"]["url"] == BASE
    assert [one["position"] for one in items] == [1, 2, 3, 4, 5]
    assert all(one["url"].startswith(BASE) for one in items)


def test_the_atom_feed_is_one(public: Path) -> None:
    feed = ElementTree.parse(public / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for each in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # RFC 4287, sections 4.1.1 and 4.1.2: exactly one
            assert len(each.findall(f"{ATOM}{name}")) == 1
        assert urlsplit(each.findtext(f"{ATOM}id") or "").scheme == "https"
        moment = each.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        assert sum(one.get("rel") == "alternate" for one in each.findall(f"{ATOM}link")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert (
        len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries) == 4
    )  # the dated ones
    days = [one.findtext(f"{ATOM}published") or "" for one in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}title") == "Sea <Reviews>"
    assert feed.findtext(f"{ATOM}updated") == "2025-07-02T00:00:00Z"


def test_the_json_feed_is_one(public: Path) -> None:
    feed = json.loads((public / "feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}feed.json"
    assert len({one["id"] for one in feed["items"]}) == 4
    for one in feed["items"]:
        assert one["content_text"]
        assert one["url"].startswith(BASE)
        assert all(author["name"] for author in one["authors"])


def test_the_sitemap_has_every_page(public: Path) -> None:
    root = ElementTree.parse(public / "sitemap.xml").getroot()
    found = [unquote(one.text or "").removeprefix(BASE) for one in root.iter(f"{MAP}loc")]
    assert len(found) == len(set(found))
    pages = {
        name.removesuffix("index.html")
        for name, path in files(public).items()
        if name.endswith(".html") and '<meta name="robots"' not in path.read_text("utf-8")
    }
    assert set(found) == pages
    assert "Sitemap: https://example.org/r/sitemap.xml" in (public / "robots.txt").read_text()


def test_what_needs_an_address_is_left_out_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site(REVIEWS, "-o", tmp_path / "out") == 0
    assert capsys.readouterr().err.count("--base-url") == 1
    assert not {"feed.xml", "feed.json", "sitemap.xml", "robots.txt"} & set(files(tmp_path / "out"))
    for path in (tmp_path / "out").rglob("*.html"):
        page = path.read_text("utf-8")
        assert 'rel="canonical"' not in page
        assert "example.org" not in page


def test_the_configuration_says_what_the_command_line_does_not(tmp_path: Path) -> None:
    shutil.copytree(REVIEWS, tmp_path / "in")
    (tmp_path / "reviewfmt.toml").write_text(
        f'base-url = "{BASE.rstrip("/")}"\nsite-name = "Of the sea"\nlanguage = "de"\n', "utf-8"
    )
    assert site(tmp_path / "in", "-o", tmp_path / "out", "-q") == 0
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert "<title>Of the sea</title>" in page
    assert f'href="{BASE}"' in page
    assert "Werke" in page


def test_a_site_of_very_many_pages_has_several_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ADDRESSES", 2)
    found = feeds.sitemaps(BASE, [("a/", "2024-01-01"), ("b/", None), ("ü/", None)])
    assert list(found) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    named = [one.text for one in ElementTree.fromstring(found["sitemap.xml"]).iter(f"{MAP}loc")]
    assert named == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]
    (last,) = ElementTree.fromstring(found["sitemap-2.xml"]).iter(f"{MAP}loc")
    assert last.text == f"{BASE}%C3%BC/"


@settings(max_examples=min(CASES, 100))
@given(st.text(max_size=60))
def test_any_text_makes_a_feed(text: str) -> None:
    record = record_of(loads("X Review\n\nText.\n\n  • Verdict - 5/10\n"), "en")
    one = record._replace(title=text, author=text or None, tags=(text,), published="2024-01-01")
    reviews = catalogued([Read("a", one)]).reviews
    channel = feeds.Channel(text, "en", BASE)
    found = ElementTree.fromstring(feeds.atom(channel, reviews) or b"")
    assert found.find(f"{ATOM}entry/{ATOM}title") is not None
    assert json.loads(feeds.json_feed(channel, reviews) or b"")["items"][0]["title"] == text


def test_works_of_one_slug_have_addresses_of_their_own() -> None:
    works = of_texts([f"{name} Review\n\nVerdict: 5/10\n" for name in ("K", "K!", "k")]).works
    assert {one.path: len(one.reviews) for one in works} == {"k/": 2, "k-2/": 1}


# -- again ------------------------------------------------------------------------------------


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files(folder).items()}


def test_the_bytes_depend_on_the_reviews_alone(tmp_path: Path, public: Path) -> None:
    shutil.copytree(REVIEWS, tmp_path / "in")
    asked = ("--base-url", BASE, "--name", "Sea <Reviews>", "-q", "-j", "1")
    paths = sorted((tmp_path / "in").glob("*.review"), reverse=True)
    assert site(*paths, "-o", tmp_path / "out", *asked) == 0
    assert bytes_of(tmp_path / "out") == bytes_of(public)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reviews and its site, made long ago."""
    above = tmp_path_factory.mktemp("again")
    shutil.copytree(REVIEWS, above / "in")
    asked = ("-o", above / "out", "--base-url", BASE, "-q")
    assert site(above / "in", *asked) == 0
    return above


def _change(folder: Path, case: dict[str, Any]) -> None:
    for name, (old, new) in case.get("sub", {}).items():
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")
    for name in case.get("touch", ()):
        os.utime(folder / name)
    if name := case.get("picture"):
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data.replace(b"\xff\xff\xff", b"\xff\xff\xfe", 1))


@pytest.mark.parametrize("case", cases("changes.toml"), ids=lambda one: one["name"])
def test_a_change_writes_what_it_is_in(case: dict[str, Any], settled: Path, tmp_path: Path) -> None:
    above = tmp_path / "again"
    shutil.copytree(settled, above)
    _change(above / "in", case)
    before = bytes_of(above / "out")
    long_ago = 1_600_000_000
    for path in files(above / "out").values():
        os.utime(path, (long_ago, long_ago))
    assert site(above / "in", "-o", above / "out", "--base-url", BASE, "-q") == 0
    after = files(above / "out")
    touched = [name for name, path in after.items() if path.stat().st_mtime != long_ago]
    assert touched == sorted(case["written"])
    assert all(after[name].read_bytes() != before[name] for name in touched)
    anew = tmp_path / "anew"
    assert site(above / "in", "-o", anew, "--base-url", BASE, "-q") == 0
    assert bytes_of(above / "out") == bytes_of(anew)


def test_what_no_longer_belongs_is_named_and_pruned(
    settled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    above = tmp_path / "again"
    shutil.copytree(settled, above)
    (above / "in/diner.review").unlink()
    asked = (above / "in", "-o", above / "out", "--base-url", BASE)
    assert site(*asked) == 0
    told = capsys.readouterr().err
    page = above / "out/潮待ち食堂/season-1/index.html"
    assert f"{page}: no longer belongs to the site; --prune removes it" in told
    assert page.exists()
    assert "潮待ち" not in (above / "out/index.html").read_text("utf-8")
    (above / "out/潮待ち食堂/index.html").write_text("mine", "utf-8")
    assert site(*asked, "--prune") == 2
    assert "was changed since reviewfmt wrote it" in capsys.readouterr().err
    assert not page.exists()
    assert (above / "out/潮待ち食堂/index.html").read_text("utf-8") == "mine"


# -- bad input --------------------------------------------------------------------------------


def test_no_reviews(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert site(tmp_path / "in", "-o", tmp_path / "out") == 1
    assert "there is no review to publish" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_folder_of_the_reviews_is_none_for_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REVIEWS, tmp_path / "in")
    before = files(tmp_path / "in")
    assert site(tmp_path / "in", "-o", tmp_path / "in") == 2
    told = "the folder of the site holds all the reviews: give another with -o"
    assert f"{tmp_path / 'in'}: {told}" in capsys.readouterr().err
    assert files(tmp_path / "in") == before


def test_a_template_is_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("{{ body }}", "utf-8")
    assert site(REVIEWS, "-o", tmp_path / "out", "--template", mine) == 2
    assert f"{mine} is a file, and a site takes a folder of templates" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["foo", "ftp://example.org/", "https://example.org/?a=b"])
def test_an_address_that_is_none(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert site(REVIEWS, "-o", "never", "--base-url", address) == 2
    assert f'found "{address}", expected an address such as' in capsys.readouterr().err
    assert not Path("never").exists()


def test_two_reviews_of_one_season_are_told_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site(REVIEWS, "-o", tmp_path / "out") == 0
    told = capsys.readouterr().err
    assert f"{REVIEWS}/lights-2-again.review:1:1: RF512 {REVIEWS}/lights-2.review is" in told
    assert {"index.html", "review.json"} == set(files(tmp_path / "out/harbour-lights/season-2-2"))


def _dead_links(folder: Path) -> list[str]:
    """Return the links of all pages to files of the site that are not there."""
    dead = []
    for page in folder.rglob("*.html"):
        for link in re.findall(r'href="([^"#?]*)', page.read_text("utf-8")):
            target = (page.parent / unquote(link)).resolve()
            if "//" in link or link.startswith("/") or target.is_file():
                continue
            if not (target / "index.html").is_file():
                dead.append(f"{page.relative_to(folder)}: {link}")
    return dead


def test_a_review_with_errors_is_told_and_the_rest_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REVIEWS, tmp_path / "in")
    asked = (tmp_path / "in", "-o", tmp_path / "out", "-q")
    assert site(*asked) == 0
    capsys.readouterr()
    text = (tmp_path / "in/diner.review").read_text("utf-8").replace("9/10", "11/10")
    (tmp_path / "in/diner.review").write_text(text, "utf-8")
    assert site(*asked, "--prune") == 1
    assert "diner.review:10:" in capsys.readouterr().err
    out = tmp_path / "out"
    assert (out / "潮待ち食堂/season-1/index.html").exists()  # the last good page stays
    assert "潮待ち" not in (out / "index.html").read_text("utf-8")
    assert _dead_links(out) == []
    assert site(*asked, "--lenient") == 0
    assert "潮待ち" in (out / "index.html").read_text("utf-8")
    assert site(*asked, "--fail-fast") == 1


def test_a_foreign_file_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("index.html", "harbour-lights/season-1/index.html", "style.css"):
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", "utf-8")
    asked = (REVIEWS, "-o", tmp_path / "out")
    assert site(*asked) == 2
    told = capsys.readouterr().err
    assert told.count("does not list it as an output of reviewfmt; --force replaces it") == 3
    assert (tmp_path / "out/index.html").read_text("utf-8") == "mine"
    assert (tmp_path / "out/harbour-lights/season-2/index.html").exists()
    assert site(*asked, "--force", "-q") == 0
    assert (tmp_path / "out/index.html").read_text("utf-8") != "mine"


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert site(REVIEWS, "-o", tmp_path / "file" / "out") == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "alias", ["index.html", "harbour-lights/season-2/", "404.html/x", "STYLE.HTML"]
)
def test_an_alias_never_takes_the_place_of_a_page(
    alias: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REVIEWS, tmp_path / "in")
    text = (tmp_path / "in/diner.review").read_text("utf-8")
    (tmp_path / "in/diner.review").write_text(
        text.replace("ジャンル", f"Aliases: {alias}\nジャンル"), "utf-8"
    )
    assert site(tmp_path / "in", "-o", tmp_path / "out") == 0
    told = capsys.readouterr().err
    is_taken = alias != "STYLE.HTML"
    assert (f'RF420 the alias "{alias}" is the address of another page' in told) == is_taken
    assert "http-equiv" not in (tmp_path / "out/index.html").read_text("utf-8")
    if is_taken:
        before, _, _ = (tmp_path / "in/diner.review").read_text("utf-8").partition("Aliases")
        assert f"diner.review:{before.count(chr(10)) + 1}:1: RF420" in told


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("list", "<p>\n{{ nothing_like_that }}\n", 2),
        ("footer", "{{ site.nothing_like_that }}", 1),
        (
            "review",
            '{% extends "page.html.jinja" %}\n'
            "{% block header %}{{ nothing_like_that }}{% endblock %}",
            2,
        ),
    ],
)
def test_a_template_with_a_fault_is_told_before_anything_is_written(
    name: str, text: str, line: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "templates"
    (folder / "site").mkdir(parents=True)
    template = folder / f"site/{name}.html.jinja"
    template.write_text(text, "utf-8")
    out = tmp_path / "out"
    assert site(REVIEWS, "-o", out, "--template", folder) == 2
    told = capsys.readouterr().err
    assert f"{template}:{line}: " in told
    assert "nothing_like_that" in told
    assert files(out) == {}


def test_the_site_itself_is_no_input(tmp_path: Path) -> None:
    shutil.copytree(REVIEWS, tmp_path / "in")
    out = tmp_path / "in" / "public"
    assert site(tmp_path / "in", "-o", out, "-q") == 0
    (out / "mine.review").write_text("Other Review\n\nText.\n\n  • Verdict - 5/10\n", "utf-8")
    before = bytes_of(out)
    assert site(tmp_path / "in", "-o", out, "-q") == 0
    assert bytes_of(out) == before


@settings(max_examples=min(CASES, 50))
@given(st.text(max_size=40))
def test_any_name_makes_a_catalogue(name: str) -> None:
    record = record_of(loads("X Review\n\nText.\n\n  • Verdict - 5/10\n"), "en")
    reads = [Read(f"{at}", record._replace(work=name, author=name, tags=(name,))) for at in (1, 2)]
    catalogue = catalogued(reads)
    assert len({one.path.casefold() for one in catalogue.reviews}) == 2
    assert isinstance(catalogue.reviews[0].record, Record)


def test_an_edition_has_no_more_than_a_reader_has_seen(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert site(REVIEWS, "-o", out, "--seen", "1", "-q") == 0
    for name, path in files(out).items():
        text = path.read_text("utf-8", "replace")
        assert "The long pier" not in text, name
        assert "ferry sinks" not in text, name
    assert "Fog" in (out / "harbour-lights/season-1/index.html").read_text("utf-8")
    assert site(REVIEWS, "-o", out, "--seen", "S3E1", "-q") == 0  # another edition is other pages
    assert "The long pier" in (out / "harbour-lights/season-1/index.html").read_text("utf-8")
