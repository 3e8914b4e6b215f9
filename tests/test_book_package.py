"""The package of a book: what pandoc's own writer of EPUB would say, and well-formed whatever."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from reviewfmt.converter import PandocWorker, Prepared, pandoc, prepare, write
from reviewfmt.model import Heading, Review, Section, Title
from reviewfmt.parser import parse
from reviewfmt.source import decode
from tests import growing
from tests.budget import CONVERTED
from tests.test_pandoc_ast import CASES, load

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))
FOG = parse("Fog Season 1 Review\n\nIt is calm.\n\nVerdict: 6/10\n").review
SPACE = "{http://www.w3.org/1999/xhtml}"


def members(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if not name.startswith("EPUB/media/")
        }


def by_pandoc(review: Review) -> dict[str, str]:
    """Return the members of the book that pandoc's own writer makes of the same document."""
    document = {**(prepare(review, "epub").document or {})}
    document["meta"] = {
        "title": {"t": "MetaString", "c": review.title.plain},
        "lang": {"t": "MetaString", "c": "en"},
        "identifier": {"t": "MetaString", "c": "x"},
    }
    command = [
        *(pandoc.pandoc_path(), "--from=json", "--to=epub3", "--output=-", "--wrap=none"),
        *("--epub-title-page=false", "--split-level=1", "--toc-depth=2"),
    ]
    data = json.dumps(document).encode()
    return members(subprocess.run(command, input=data, capture_output=True, check=True).stdout)


def body(page: str) -> str:
    """Return the elements of a chapter; pandoc spells those of a drawing in its own way."""
    end = "</section>"
    return ElementTree.canonicalize(page[page.index("<section") : page.rindex(end) + len(end)])


def entries(nav: str) -> list[tuple[str, str]]:
    """Return where each entry of a table of contents leads, and what it says, its markup too."""
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', nav.partition("</nav>")[0], re.DOTALL)
    return [(target, said.replace("&quot;", '"').replace("&#39;", "'")) for target, said in found]


def points(ncx: str) -> list[tuple[str, str]]:
    space = "{http://www.daisy.org/z3986/2005/ncx/}"
    return [
        (
            str(one.find(f"{space}content").get("src")),  # type: ignore[union-attr] # each has one
            "".join(one.find(f"{space}navLabel").itertext()).strip(),  # type: ignore[union-attr]
        )
        for one in ElementTree.fromstring(ncx).iter(f"{space}navPoint")
    ]


REVIEWS = [*map(load, CASES), *(parse(decode(path.read_bytes())).review for path in SAMPLES[::6])]


@pytest.mark.parametrize("review", REVIEWS, ids=lambda review: str(review.title.plain))
def test_chapter_and_contents_are_those_of_pandoc(review: Review) -> None:
    ours, theirs = members(write(review, "epub")), by_pandoc(review)
    chapter = "EPUB/text/ch001.xhtml"
    assert body(ours[chapter]) == body(theirs[chapter])
    assert entries(ours["EPUB/nav.xhtml"]) == entries(theirs["EPUB/nav.xhtml"])
    assert points(ours["EPUB/toc.ncx"]) == points(theirs["EPUB/toc.ncx"])
    assert ours["META-INF/container.xml"] == theirs["META-INF/container.xml"]
    assert [one for one in ours if one != "EPUB/text/cover.xhtml"] == list(theirs)


def test_no_link_stands_in_a_link() -> None:
    heading = Heading('The [*fog* & "sea"](https://example.org/a) <here>')
    review = replace(FOG, sections=(Section(heading, FOG.sections[0].blocks),))
    nav = members(write(review, "epub"))["EPUB/nav.xhtml"]
    assert 'The <span><em>fog</em> &amp; "sea"</span> &lt;here&gt;</a>' in nav
    list_, _ = ElementTree.fromstring(nav).iter(f"{SPACE}nav")
    for link in list_.iter(f"{SPACE}a"):
        assert list(link.iter(f"{SPACE}a")) == [link]


@pytest.mark.parametrize("verdict", [FOG.verdict, None])
def test_a_book_of_a_review_with_no_title_has_contents(verdict: object) -> None:
    """`--lenient` may ask for one."""
    review = replace(FOG, title=Title("", ""), verdict=verdict)  # type: ignore[arg-type] # either
    found = members(write(review, "epub"))
    targets = [target for target, _ in entries(found["EPUB/nav.xhtml"])]
    assert targets == ["text/ch001.xhtml#verdict" if verdict else "text/ch001.xhtml"]
    assert [target for target, _ in points(found["EPUB/toc.ncx"])] == targets


def test_any_book_is_well_formed_and_each_entry_leads_somewhere() -> None:
    failed: list[str] = []
    todo: list[tuple[Review, Prepared]] = []
    with PandocWorker(depth=0) as running:
        outputs = running.write_many(iter(todo.pop, None))

        @seed(1)
        @settings(
            max_examples=max(10, CONVERTED // 2),
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        )
        @given(growing.published())
        def law(review: Review) -> None:
            todo.append((review, prepare(review, "epub")))
            _, made = next(outputs)
            assert isinstance(made, bytes)
            found = members(made)
            pages = {
                name: ElementTree.fromstring(text)
                for name, text in found.items()
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))
            }
            ids = {one.get("id") for one in pages["EPUB/text/ch001.xhtml"].iter()}
            contents = [target for target, _ in points(found["EPUB/toc.ncx"])]
            if not all(target.partition("#")[2] in ids for target in contents):
                failed.append(found["EPUB/toc.ncx"])

        law()
    assert not failed, failed[0]
