"""Pages hold what a review says and no more: their elements and attributes are a harmless one's.

A parser that follows the standard reads the pages, as a browser does; one of XML an EPUB's.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reviewfmt.converter import write
from reviewfmt.model import Metadata, Review, Title
from tests.budget import CASES
from tests.hostile import BY_KIND, TEXTS, everything, placed

Outline = list[tuple[str, ...]]

STEP = 1 if CASES > 1000 else 40
HOSTILE = [*BY_KIND["pages"], *BY_KIND["templates"], *BY_KIND["links"]]


def of_html(page: str) -> Outline:
    """Return the elements of a page with their attributes, and the text between them."""
    root = LexborHTMLParser(page).root
    assert root is not None
    return list(_elements(root))


def _elements(node: LexborNode) -> Iterator[tuple[str, ...]]:
    for one in node.traverse(include_text=True):
        if one.tag == "-text" and one.parent is not None and one.parent.tag == "script":
            yield from _of_linked(json.loads(one.text_content or ""))
        elif one.tag == "-text":
            if text := " ".join((one.text_content or "").split()):
                yield ("", text)
        else:
            yield (str(one.tag), *(f"{key}={value}" for key, value in one.attributes.items()))


def _of_linked(data: object, path: str = "") -> Iterator[tuple[str, ...]]:
    """Yield the values of linked data, each under the path of its keys."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _of_linked(value, f"{path}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from _of_linked(value, path)
    else:
        yield (path, " ".join(str(data).split()))


def of_xml(page: bytes) -> Outline:
    """Return the same of a page in XML."""
    found: Outline = []
    for one in ElementTree.fromstring(page).iter():
        found.append((one.tag, *(f"{key}={value}" for key, value in one.attrib.items())))
        found += [("", " ".join(text.split())) for text in (one.text, one.tail) if text]
    return found


def pages_of(book: bytes) -> dict[str, bytes]:
    """Return every file of an EPUB that is read as markup."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))
        }


_TOKEN = re.compile(r"zq(\d+);q")
_OF_ITS_OWN = re.compile(
    r"(urn:uuid:)[0-9a-f-]{36}|(\.xhtml)#[^\s]*|\A(id=).*|(-\d\dT)\d\d:\d\d:\d\dZ", re.DOTALL
)


def expected(harmless: Outline, said: Sequence[str]) -> Outline:
    """Return the outline with the hostile texts where the harmless ones stand."""
    return [
        tuple(" ".join(_TOKEN.sub(lambda one: said[int(one[1])], part).split()) for part in each)
        for each in harmless
    ]


def told(found: Outline) -> Outline:
    """Return an outline without what is made of what is said: identifiers, links, a time of day."""
    return [
        tuple(" ".join(_OF_ITS_OWN.sub(r"\1\2\3\4", part).split()) for part in each)
        for each in found
    ]


def _token(number: int) -> str:
    return f"zq{number};q"


SHIFTS = range(0, len(TEXTS), STEP)


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_page_has_the_elements_of_a_harmless_one(shift: int) -> None:
    texts = [*HOSTILE, *TEXTS][shift:]
    review, said = placed(lambda number: texts[number % len(texts)])
    harmless = of_html(write(placed(_token)[0], "html").decode())
    assert told(of_html(write(review, "html").decode())) == told(expected(harmless, said))


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_book_has_the_elements_of_a_harmless_one(shift: int) -> None:
    texts = [*HOSTILE, *TEXTS][shift:]
    review, said = placed(lambda number: texts[number % len(texts)])
    harmless, hostile = (
        {name: of_xml(page) for name, page in pages_of(write(each, "epub")).items()}
        for each in (placed(_token)[0], review)
    )
    assert harmless.keys() == hostile.keys()
    for name, page in harmless.items():
        assert told(hostile[name]) == told(expected(page, said)), name


@pytest.mark.parametrize("text", BY_KIND["pages"])
def test_a_list_of_genres_stays_in_its_attribute(text: str) -> None:
    review = Review(Title("Fog Review", "Fog"), Metadata(genre=(text,), tags=(text, "x")))
    page = LexborHTMLParser(write(review, "html").decode())
    (keywords,) = (node for node in page.css("meta") if node.attributes.get("name") == "keywords")
    assert keywords.attributes == {"name": "keywords", "content": f"{text}, {text}, x"}


def test_a_language_that_is_none_is_not_written() -> None:
    """A review that was made by hand may hold what no reader would let in."""
    language = 'en" onload="alert(1)'
    review = everything()
    for format in ("html", "epub", "typst", "asciidoc", "docbook"):
        data = write(Review(review.title, Metadata(language=language)), format)
        pages = b"".join(pages_of(data).values()) if format == "epub" else data
        assert b'en" onload' not in pages, format
        assert b"en&quot; onload" not in pages.partition(b"<body")[0], format
