"""Books of many reviews: EPUB, one long page, PDF."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reviewfmt.cli import run
from reviewfmt.converter.publication import UNDATED
from reviewfmt.parser import parse
from tests.test_books import image

ROOT = Path(__file__).parents[1]
DATA = tomllib.loads((Path(__file__).parent / "data/shelf/books.toml").read_text("utf-8"))
CASES, REVIEWS = DATA["case"], DATA["reviews"]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def lay(*names: str) -> list[str]:
    for name in names:
        Path(f"{name}.review").write_text(REVIEWS[name].lstrip(), encoding="utf-8")
    return [f"{name}.review" for name in names]


def members(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made(*arguments: str, output: str = "shelf.epub") -> bytes:
    assert run(["book", "-q", "-j1", *arguments, "-o", output]) == 0
    return Path(output).read_bytes()


def listed(entry: ElementTree.Element, level: int = 0) -> list[str]:
    found = []
    for item in entry.findall(f"{XHTML}li"):
        link = item.find(f"{XHTML}a")
        assert link is not None
        found.append("> " * level + "".join(link.itertext()))
        below = item.find(f"{XHTML}ol")
        found += [] if below is None else listed(below, level + 1)
    return found


def contents(book: dict[str, bytes]) -> list[str]:
    root = ElementTree.fromstring(book["EPUB/nav.xhtml"])
    top = next(root.iter(f"{XHTML}nav")).find(f"{XHTML}ol")
    assert top is not None
    return listed(top)


def title_of(name: str) -> str:
    return parse(REVIEWS[name].lstrip()).review.title.plain


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_book(case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    order = ["--order", case["order"]] if "order" in case else []
    arguments = [*lay(*case["reviews"]), *order, *case.get("arguments", ()), "-o", "shelf.epub"]
    assert run(["book", *arguments]) == 0
    told = capsys.readouterr().err
    assert all(one in told for one in case.get("said", ()))
    book = members(Path("shelf.epub").read_bytes())
    package = ElementTree.fromstring(book["EPUB/content.opf"])
    if "chapters" in case:
        titles = [
            ElementTree.fromstring(text).findtext(f"{XHTML}head/{XHTML}title")
            for name, text in book.items()
            if re.fullmatch(r"EPUB/text/ch\d+\.xhtml", name)
        ]
        assert titles == [title_of(name) for name in case["chapters"]]
    if "contents" in case:
        assert contents(book) == case["contents"]
    if "title" in case:
        assert [one.text for one in package.iter(f"{DC}title")] == [case["title"]]
        page = ElementTree.fromstring(book["EPUB/text/title.xhtml"])
        assert [one.text for one in page.iter(f"{XHTML}h1")] == [case["title"]]
    if "authors" in case:
        assert [one.text for one in package.iter(f"{DC}creator")] == case["authors"]


def test_all_that_a_book_names_is_in_it() -> None:
    book = members(made(*map(str, SAMPLES)))
    package = ElementTree.fromstring(book["EPUB/content.opf"])
    hrefs = {one.get("id"): one.get("href") for one in package.iter(f"{OPF}item")}
    assert {f"EPUB/{one}" for one in hrefs.values()} == {
        name for name in book if name.startswith("EPUB/") and not name.endswith("content.opf")
    }
    spine = [hrefs[one.get("idref")] for one in package.iter(f"{OPF}itemref")]
    assert spine[:3] == ["text/cover.xhtml", "text/title.xhtml", "nav.xhtml"]
    assert spine[-2:] == ["text/compared.xhtml", "text/index.xhtml"]
    assert len(spine) == len(SAMPLES) + 5
    pages = {name: ElementTree.fromstring(book[name]) for name in book if name.endswith(".xhtml")}
    ids = {
        name: [one.get("id") for one in page.iter() if one.get("id")]
        for name, page in pages.items()
    }
    for name, page in pages.items():
        assert len(set(ids[name])) == len(ids[name]), name
        for link in page.iter(f"{XHTML}a"):
            path, _, place = str(link.get("href")).partition("#")
            if "://" not in path and not path.startswith("mailto:"):
                target = (Path(name).parent / path).as_posix() if path else name
                assert target in pages, (name, path)
                assert not place or place in ids[target]


def test_links_between_reviews_lead_to_their_chapters() -> None:
    book = members(made(*lay("fog1", "fog2", "tide")))
    first, second = (book[f"EPUB/text/ch00{at}.xhtml"].decode() for at in (1, 2))
    assert '<a href="ch002.xhtml">the second</a>' in first
    assert '<a href="ch001.xhtml">the first</a>' in second
    assert '<a href="ch003.xhtml">the tide</a>' in second
    assert '<span class="link" data-target="other.html">another</span>' in second
    page = made(*lay("fog1", "fog2", "tide"), output="shelf.html").decode()
    assert '<a href="#r1">the first</a>' in page
    assert '<a href="#r3">the tide</a>' in page


def test_the_same_reviews_give_the_same_bytes_in_any_order() -> None:
    names = lay("fog1", "fog2", "tide", "echo")
    for suffix in ("epub", "html"):
        books = {
            made(*order, output=f"a.{suffix}")
            for order in (names, names[::-1], names[2:] + names[:2])
        }
        assert len(books) == 1
    before = made(*names)
    path = Path("echo.review")
    path.write_text(path.read_text("utf-8").replace("loud", "louder"), encoding="utf-8")
    after = made(*names, output="b.epub")

    def said(book: bytes) -> list[str | None]:
        package = ElementTree.fromstring(members(book)["EPUB/content.opf"])
        metas = [
            one for one in package.iter(f"{OPF}meta") if one.get("property") == "dcterms:modified"
        ]
        return [package.findtext(f".//{DC}identifier"), metas[0].text]

    assert all(one != other for one, other in zip(said(before), said(after), strict=True))
    assert all(one is not None and "2023-01-01" in one for one in (said(before)[1], said(after)[1]))


def test_what_several_processes_make_is_the_same() -> None:
    for at in range(20):
        text = REVIEWS["fog1"].lstrip().replace("Fog", f"Fog {at}")
        Path(f"r{at}.review").write_text(text, encoding="utf-8")
    alone = made(".", output="a.epub")
    assert run(["book", "-q", "-j2", ".", "-o", "b.epub"]) == 0
    assert Path("b.epub").read_bytes() == alone


# The long page


class Ids:
    """The ids of a page, and what refers to them."""

    def __init__(self, page: str) -> None:
        tags = re.findall(r"<[a-zA-Z][^<>]*>", page)
        self.ids = [one for tag in tags for one in re.findall(r' id="([^"]*)"', tag)]
        refs = re.findall(r' (?:href="#|aria-labelledby=")([^"]*)"', "".join(tags))
        self.refs = {one for ref in refs for one in ref.split()}


def test_the_long_page() -> None:
    page = made(*map(str, SAMPLES), output="shelf.html").decode()
    found = Ids(page)
    assert len(set(found.ids)) == len(found.ids)
    assert found.refs <= set(found.ids)
    assert "\0" not in page
    assert page.count("<article ") == len(SAMPLES)
    assert len(re.findall(r"<h1\b", page)) == 1
    levels = [int(one) for one in re.findall(r"<h([1-6])\b", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert said is not None
    data = json.loads(said[1])
    assert data["@type"] == "ItemList"
    assert [one["position"] for one in data["itemListElement"]] == list(range(1, len(SAMPLES) + 1))
    assert {one["item"]["@type"] for one in data["itemListElement"]} == {"Review"}
    assert "AggregateRating" not in page
    assert not re.search(r'(?:src|href)="(?!#|https?:|data:|mailto:)', page)


def test_what_a_review_says_is_text() -> None:
    lay("echo", "tide")
    page = made(".", "--title", "</title><script>x", output="shelf.html").decode()
    assert "<script>x" not in page
    assert "<b>" not in page.partition("<article")[0]
    assert '<details class="spoiler">' in page
    book = members(made(".", "--title", "</title><script>x"))
    assert b"&lt;b&gt;&amp;amp;" in book["EPUB/text/ch001.xhtml"]
    svg = ElementTree.fromstring(book["EPUB/media/cover.svg"])
    assert "</title><script>x" in "".join(svg.itertext())


# Pictures


def test_pictures_are_held_once_and_are_not_too_large() -> None:
    from PIL import Image

    Image.new("RGB", (3000, 4500), "#345").save("large.png")
    Path("same.png").write_bytes(image("png"))
    for at, cover in enumerate(("large.png", "same.png", "same.png", "none.png")):
        text = REVIEWS["fog1"].lstrip().replace("Fog", f"Fog {at}")
        text = text.replace("Author: Ana", f"Author: Ana\nCover: {cover}\nCover text: A pier")
        text = text.replace("It is calm.", "It is calm.\n\n![A pier](same.png)")
        Path(f"r{at}.review").write_text(text, encoding="utf-8")
    book = members(made("."))
    media = {name: data for name, data in book.items() if "/media/p" in name}
    assert len(media) == 2
    sizes = [Image.open(io.BytesIO(data)).size for data in media.values()]
    assert sorted(sizes) == [(8, 12), (600, 900)]
    assert book["EPUB/text/ch001.xhtml"].count(b'<img class="cover" src="../media/p') == 1
    assert b'class="cover"' not in book["EPUB/text/ch004.xhtml"]
    page = made(".", output="shelf.html").decode()
    assert page.count("src=") == page.count('src="data:image/')


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        ("none.png", "cannot be read"),
        ("../up.png", "is not a path in the folder of the review"),
        ("huge.png", "cannot be read"),
        ("text.png", "is not a PNG, JPEG, GIF or WebP picture"),
        ("https://example.org/c.png", "is an address"),
        ("holed.png", "it cannot be opened"),
    ],
)
def test_a_cover_that_cannot_be_shown_is_reported(
    cover: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = image("png")
    Path("text.png").write_text("x", encoding="utf-8")
    with Path("huge.png").open("wb") as file:
        file.write(whole)
        file.truncate(10 * 1024 * 1024 + 1)
    # It says that it is large, and what it holds is nothing.
    broken = whole[:16] + (5000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + bytes(4) + whole[33:]
    Path("holed.png").write_bytes(broken)
    text = REVIEWS["fog1"].lstrip().replace("Author: Ana", f"Author: Ana\nCover: {cover}")
    Path("fog.review").write_text(text, encoding="utf-8")
    for suffix in ("epub", "html", "pdf"):
        assert run(["book", "fog.review", "-o", f"shelf.{suffix}", "--verbose"]) == 0
        told = capsys.readouterr().err
        assert "fog.review:1:1: RF509" in told
        assert said in told
        assert {*re.findall(r"embedded in (\w+)", told)} <= {suffix}


# What cannot be done


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((".", "-o", "a"), 2, '"a" has no suffix to tell its format'),
        ((".", "-o", "a.epbu"), 2, 'did you mean ".epub"?'),
        ((".", "-o", "-"), 2, "which format?"),
        (("none.review", "-o", "a.epub"), 2, "none.review: no such file or folder"),
        (("empty", "-o", "a.epub"), 1, "there is no review to bind"),
        (("bad.review", "-o", "a.epub"), 1, "no book is written"),
        (("-", "-o", "a.epub"), 2, "not from standard input"),
        ((".", "-o", "fog1.review", "-t", "epub"), 2, "is an input"),
        ((".", "-o", "empty", "-t", "epub"), 2, "empty: cannot be written"),
        (("fog1.review", "-o", "mine.epub"), 2, "--force replaces it"),
        (("fog1.review", "-o", "a.epub", "--title", " "), 2, "the title must not be empty"),
        (("fog1.review", "-o", "a.epub", "--language", "x_y"), 2, "expected a tag"),
        (("fog1.review", "-o", "a.epub", "--order", "colour"), 2, "--order"),
        (("fog1.review", "-o", "a.epub", "--theme", "moden"), 2, 'did you mean "modern"?'),
    ],
)
def test_bad_input(
    arguments: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay("fog1")
    Path("bad.review").write_text("Fog Season 1 Review\n", encoding="utf-8")
    Path("empty").mkdir()
    Path("mine.epub").write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    assert run(["book", *arguments]) == code
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_a_review_with_errors_is_left_out_and_the_rest_is_bound(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lay("fog1", "tide")
    Path("bad.review").write_text("Fog Season 3 Review\n\nVerdict: 12/10\n", encoding="utf-8")
    assert run(["book", ".", "-o", "shelf.epub"]) == 1
    told = capsys.readouterr().err
    assert "bad.review:3:" in told
    assert "shelf.epub: 2 reviews, 1 left out for errors" in told
    assert len(contents(members(Path("shelf.epub").read_bytes()))) == 4
    assert run(["book", ".", "-o", "lenient.epub", "--lenient"]) == 0
    assert run(["book", ".", "-o", "none.epub", "--fail-fast"]) == 1
    assert not Path("none.epub").exists()


def test_two_reviews_of_one_season_are_reported_and_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lay("fog1")
    shutil.copy("fog1.review", "again.review")
    assert run(["book", ".", "-o", "shelf.epub"]) == 0
    told = capsys.readouterr().err
    assert "fog1.review:1:1: RF512 again.review is a review of the same season" in told
    assert len(contents(members(Path("shelf.epub").read_bytes()))) == 5  # the work, and two below


def test_a_book_without_a_date_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.review").write_text("Fog Review\n\nCalm.\n\nVerdict: 6/10\n", encoding="utf-8")
    assert run(["book", "a.review", "-o", "shelf.epub"]) == 0
    assert f"RF511 no review has a date, and epub must say when it was changed: {UNDATED}" in (
        capsys.readouterr().err
    )


def test_what_was_made_is_replaced_and_what_was_changed_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lay("fog1", "tide")
    for suffix in ("epub", "html"):
        name = f"shelf.{suffix}"
        made("fog1.review", output=name)
        made(".", output=name)
        Path(name).write_bytes(Path(name).read_bytes() + b"x")
        assert run(["book", "fog1.review", "-o", name]) == 2
        assert "--force replaces it" in capsys.readouterr().err
        assert run(["book", "fog1.review", "-o", name, "--force", "-q"]) == 0


@pytest.mark.parametrize("suffix", ["epub", "html"])
def test_a_book_is_not_read_as_a_review(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(*lay("fog1", "tide"), output=f"shelf.{suffix}")
    assert run(["convert", f"shelf.{suffix}", "-o", "a.review"]) == 1
    assert "RF508" in capsys.readouterr().err
    assert not Path("a.review").exists()


def test_an_edition_holds_nothing_of_what_is_hidden() -> None:
    text = REVIEWS["tide"].lstrip()
    Path("tide.review").write_text(text, encoding="utf-8")
    lay("fog1")
    for suffix in ("epub", "html"):
        whole = made(".", output=f"a.{suffix}")
        edition = made(".", "--seen", "1", output=f"b.{suffix}")
        texts = [*members(whole).values()] if suffix == "epub" else [whole]
        cut = [*members(edition).values()] if suffix == "epub" else [edition]
        assert any(b"It goes out." in one for one in texts)
        assert not any(b"It goes out." in one for one in cut)


# PDF


def test_a_theme_and_templates_of_your_own(capsys: pytest.CaptureFixture[str]) -> None:
    lay("fog1", "tide")
    template = Path("mine/book/title.html.jinja")
    template.parent.mkdir(parents=True)
    Path("own.css").write_text(".authors { color: teal; }", encoding="utf-8")
    for text, code, said in (
        ("<h1>{{ title }} of ours</h1>", 0, "2 reviews"),
        ("<h1>{{ titel }}</h1>", 2, 'title.html.jinja:1: unknown variable "titel"'),
        ("<h1>{{ title }</h1>", 2, "title.html.jinja:1: "),
        ("<h1>{{ title }}<br></h1>", 2, "it makes no XHTML"),
    ):
        template.write_text(text, encoding="utf-8")
        look = ["--theme", "serif", "--css", "own.css", "--template", "mine"]
        assert run(["book", ".", "-o", "shelf.epub", *look, "--force"]) == code
        assert said in capsys.readouterr().err
    book = members(Path("shelf.epub").read_bytes())
    assert b"<h1>Reviews of ours</h1>" in book["EPUB/text/title.xhtml"]
    assert b"color: teal" in book["EPUB/styles/stylesheet1.css"]
    for arguments, said in (
        (["--template", str(template)], "takes a folder of templates"),
        (["--theme", "serif", "-t", "pdf"], "a PDF has one layout"),
    ):
        assert run(["book", ".", "-o", "a.epub", *arguments]) == 2
        assert said in capsys.readouterr().err


def test_the_docs_name_each_variable() -> None:
    from reviewfmt.publish.matter import ON_A_PAGE, VARIABLES

    page = (ROOT / "docs/books.md").read_text("utf-8")
    tables = page.partition("## Use your own templates")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", tables, re.MULTILINE)
    assert rows == list((VARIABLES | ON_A_PAGE).items())


def test_a_pdf() -> None:
    pytest.importorskip("typst")
    names = lay("fog1", "fog2", "tide", "echo")
    data = made(*names, output="shelf.pdf")
    assert data.startswith(b"%PDF-")
    assert made(*names[::-1], output="shelf.pdf") == data
    Path("shelf.pdf").write_bytes(data + b"x")
    assert run(["book", "fog1.review", "-o", "shelf.pdf", "-q"]) == 2


def test_a_pdf_without_fonts_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typst = pytest.importorskip("typst")
    compiled = typst.compile

    def without(*given: Any, **more: Any) -> Any:
        return compiled(*given, **more, ignore_system_fonts=True)

    monkeypatch.setattr(typst, "compile", without)
    text = REVIEWS["fog1"].lstrip().replace("It is calm.", "It is 霧.")
    Path("fog.review").write_text(text, encoding="utf-8")
    assert run(["book", "fog.review", "-o", "shelf.pdf"]) == 0
    assert "RF514 the PDF has signs that no font here can show" in capsys.readouterr().err


def test_a_pdf_without_typst_names_what_to_install() -> None:
    lay("fog1")
    code = (
        "import sys; sys.modules['typst'] = None\n"
        "from reviewfmt.cli import run\n"
        "sys.exit(run(['book', 'fog1.review', '-o', 'shelf.pdf']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install "reviewfmt[pdf]"' in done.stderr
    assert not Path("shelf.pdf").exists()


def test_hidden_words_of_a_pdf_stand_at_the_end_of_the_chapter() -> None:
    from reviewfmt.publish.paper_data import data_of

    data = data_of(parse(REVIEWS["tide"].lstrip()).review, "en", "", {}, None)
    assert data["hidden"] == [["It goes out."]]
    assert data["parts"][0]["blocks"][0]["text"] == [
        "It comes in. ",
        {"kind": "spoiler", "number": 1},
    ]


def test_titles_are_shown_as_they_are() -> None:
    lay("echo")
    made("echo.review", output="shelf.html")
    page = Path("shelf.html").read_text("utf-8")
    title = re.search(r'<h2 class="[^"]*p-name"[^>]*>(.*?)</h2>', page, re.DOTALL)
    assert title is not None
    assert unescape(re.sub(r"<[^<>]*>", "", title[1])) == title_of("echo")
