"""Accounts for what a document says, by other eyes than the product's.

Nothing here imports reviewfmt. A document is read from its own bytes by markdown-it-py, selectolax,
zipfile with ElementTree, json, yaml and tomllib. Each word that a reader sees, and each value for
machines, must then be in the JSON document of the review or in the message of a finding.
"""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import yaml
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).parents[1]


class Said(NamedTuple):
    """What a document says: its texts, and its values for machines under their names."""

    texts: list[str]
    values: list[tuple[str, str]]


# What a document says


def said_by(data: bytes, format: str) -> Said:
    """Return what a document says."""
    readers = {"markdown": _markdown, "html": _html, "epub": _epub, "docx": _docx, "odt": _odt}
    return readers[format](data)


# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "img", "input",
    "legend", "li", "link", "main", "meta", "nav", "noscript", "ol", "option", "p", "picture",
    "pre", "section", "select", "source", "summary", "svg", "table", "tbody", "td", "text",
    "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video", "audio",
})
# fmt: on


def _html(data: bytes) -> Said:
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    text = data.decode(declared[1].decode() if declared else "utf-8")
    return _page(text)


def _page(text: str) -> Said:
    root = LexborHTMLParser(text).root
    texts: list[str] = []
    values: list[tuple[str, str]] = []
    if root is not None:
        _walk(root, texts, values)
    return Said([one for one in "".join(texts).split("\0") if one.strip()], values)


def _walk(node: LexborNode, texts: list[str], values: list[tuple[str, str]]) -> None:
    given = node.attributes
    if node.tag == "script" and "ld+json" in (given.get("type") or ""):
        values.extend(_leaves("", json.loads(node.text())))
    if node.tag in ("script", "style", "-comment", "template"):
        return
    if node.tag == "-text":
        texts.append((node.text_content or "").replace("\0", " "))
        return
    if node.tag == "title":
        values.append(("title", node.text()))
        return
    if node.tag == "meta":
        name = given.get("name") or given.get("property") or given.get("itemprop")
        if name:
            values.append((name, given.get("content") or ""))
    if node.tag not in ("a", "button") and (score := _OUT_OF.search(given.get("aria-label") or "")):
        values.append(("aria-label", f"{score[1]} {score[2]}"))
    block = node.tag in _BLOCKS
    texts.append("\0" if block else "")
    child = node.child
    while child is not None:
        _walk(child, texts, values)
        child = child.next
    if block:
        texts.append("\0")
    if node.tag != "link":
        texts += [f"\0{given[key]}\0" for key in ("alt", "title") if given.get(key)]


_OUT_OF = re.compile(r"(\d{1,2}) ?(?:out of|/) ?(5|10)\b")
"""A score in the label of something drawn, such as stars."""


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            if not key.startswith("@"):
                yield from _leaves(key, one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(name, one)
    elif value is not None and not isinstance(value, bool):
        yield name, str(value)


_FRONT = re.compile(r"(---|\+\+\+)\n(.*?)\n\1\n", re.DOTALL)


_MAIL_LINE = re.compile(r"(From|To|Cc|Subject|Date|Reply-To): (.*)\n")
_MAIL = re.compile(rf"(?:{_MAIL_LINE.pattern})+(?=\n)")
"""The head of a mail, which is values; a review has no place for the hour of its date."""

_CALLOUT = re.compile(r"^([ >]*>[ \t]?)\[![\w-]+(?:\|[^\[\]\n]*)?\][+-]?", re.MULTILINE)
"""The sign that opens a box in Obsidian and on GitHub, which readers see as an icon."""

_ADMONITION = re.compile(r"^(?:(?:!!!|\?\?\?\+?) [\w-]+|:{3,}[ \t]*[\w-]*)", re.MULTILINE)
"""The same in MkDocs, and in pandoc's divisions: the kind of a box chooses its colour."""

_ICON = re.compile(
    r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:|[ \t]\{ ?\.[\w-]+ ?\}$", re.M
)
"""A picture of MkDocs by its name, and the class of a paragraph: dress, as `_LISTED` is."""

_LISTED = re.compile(r"\{[:.#][^{}\n]*\}|(?<=\))\{[^{}\n]*\}")
_LISTED_TITLE = re.compile(r"title=[\"']([^\"'\n]*)")


def _markdown(data: bytes) -> Said:
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    values: list[tuple[str, str]] = []
    if front := _FRONT.match(text):
        loader = yaml.BaseLoader
        read = yaml.load(front[2], loader) if front[1] == "---" else tomllib.loads(front[2])
        values = [one for one in _leaves("", read) if one[1] not in ("true", "false")]
        text = text[front.end() :]
    if mail := _MAIL.match(text):
        values = [(key.lower(), said) for key, said in _MAIL_LINE.findall(mail[0])]
        text = text[mail.end() :]
    text = re.sub(r"^(\[\^.*)\n(?=\[[^\]^]+\]: )", r"\1\n\n", text, flags=re.MULTILINE)
    text = re.sub(r"\[\^[^\]\s]+\]:?", "", text)  # the marks of footnotes
    text = _ICON.sub("", _ADMONITION.sub("", _CALLOUT.sub(r"\1", text)))
    listed = [one for found in _LISTED.findall(text) for one in _LISTED_TITLE.findall(found)]
    text = _LISTED.sub("", text)  # of attributes: only a title shows
    texts = listed
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            line: list[str] = []
            for child in token.children or ():
                _inline(child, line, texts)
            texts += "".join(line).split("\n")
        elif token.type in ("fence", "code_block"):
            texts += token.content.split("\n")
        elif token.type == "html_block":
            texts += _page(token.content).texts
    return Said([one for one in texts if one.strip()], values)


def _inline(token: Any, line: list[str], texts: list[str]) -> None:
    if token.type in ("text", "code_inline"):
        line.append(token.content)
    elif token.type in ("softbreak", "hardbreak"):
        line.append("\n")
    elif token.type == "image":
        texts += [token.content, str(token.attrs.get("title", ""))]
    elif token.type == "link_open":
        texts.append(str(token.attrs.get("title", "")))
    elif token.type == "html_inline" and re.match(r"<(br|img|p|div)\b", token.content):
        line.append("\n")


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOOK = "{http://www.idpf.org/2007/opf}"


def _docx(data: bytes) -> Said:
    texts: list[str] = []
    values: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|comments)\.xml", name):
                line: list[str] = []
                _story(ElementTree.fromstring(archive.read(name)), line)
                texts += "".join(line).split("\0")
            elif name == "docProps/core.xml":
                for one in ElementTree.fromstring(archive.read(name)):
                    values.append((one.tag.rpartition("}")[2], one.text or ""))
    return Said([one for one in texts if one.strip()], values)


def _story(node: ElementTree.Element, line: list[str]) -> None:
    if node.tag.endswith("}Fallback"):  # for older programs, once more
        return
    if node.tag == f"{_WORD}t":
        line.append(node.text or "")
    elif node.tag in (f"{_WORD}tab", f"{_WORD}br"):
        line.append(" ")
    elif node.tag == f"{_WORD}p":
        line.append("\0")
    elif node.tag in (f"{_WORD}ins", f"{_WORD}del"):  # who made a tracked change
        author = f"\0{node.get(f'{_WORD}author', '')}\0"
        if author not in line:
            line.insert(0, author)
        gone = "".join(one.text or "" for one in node.iter(f"{_WORD}delText"))
        line.insert(0, f"\0{gone}\0")
    elif node.tag == f"{_WORD}comment":
        line.append(f"\0{node.get(f'{_WORD}author', '')}\0")
    for child in node:
        _story(child, line)
    line.append("\0" if node.tag == f"{_WORD}p" else "")


_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_WHEN = (f"{_DC}date", "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creator-initials")
_OWN = (
    *(f"{_TEXT}p", f"{_TEXT}h", f"{_SVG}title", f"{_SVG}desc"),
    *(f"{_OFFICE}annotation", f"{_DC}creator"),
)


def _odt(data: bytes) -> Said:
    texts: list[str] = []
    values: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("content.xml", "styles.xml"):
            line: list[str] = []
            _flow(ElementTree.fromstring(archive.read(name)), line, 0)
            texts += [one for one in "".join(line).split("\0") if one.strip()]
        for one in ElementTree.fromstring(archive.read("meta.xml")).iter():
            if "purl.org/dc" in one.tag or one.tag.endswith("}keyword"):
                values.append((one.tag.rpartition("}")[2], one.text or ""))
    return Said(texts, [one for one in values if one[0] != "date"])


def _flow(node: ElementTree.Element, line: list[str], depth: int) -> None:
    if depth and node.tag in _WHEN:  # of a comment
        return
    own = node.tag in _OWN
    line.append("\0" if own else "")
    if depth or own:
        line.append(node.text or "")
    if node.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
        line.append(" ")
    for child in node:
        _flow(child, line, depth + own)
        if depth or own:
            line.append(child.tail or "")
    line.append("\0" if own else "")


def _epub(data: bytes) -> Said:
    texts: list[str] = []
    values: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (package,) = (name for name in archive.namelist() if name.endswith(".opf"))
        root = ElementTree.fromstring(archive.read(package))
        for one in root.find(f"{_BOOK}metadata") or ():
            if "purl.org/dc" in one.tag:
                values.append((one.tag.rpartition("}")[2], one.text or ""))
        items = {
            one.get("id"): str(one.get("href"))
            for one in root.iter(f"{_BOOK}item")
            if "nav" not in (one.get("properties") or "").split()
        }
        for one in root.iter(f"{_BOOK}itemref"):
            if one.get("idref") in items:
                name = package.rpartition("/")[0] + "/" + items[one.get("idref")]
                page = _page(archive.read(name.lstrip("/")).decode())
                texts += page.texts
                values += [each for each in page.values if each[0] != "title"]
    return Said(texts, values)


# What is missing

_DOTTED = re.compile(r"\b(\d\d)[./](\d\d)[./](\d{4})\b")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_NOT_SAID = re.compile(
    r"(?i)viewport|generator|robots|referrer|progid|originator|identifier|created|modified"
    r"|revision|lastmodifiedby|og:(type|url|locale)|twitter:(card|label\d)|url|sameas|wordcount"
    r"|blogid|postid|image_url|isaccessibleforfree|width|height"
)
"""Values about a file or its site."""


def missing(said: Said, review: str, findings: Sequence[str]) -> list[str]:
    """Return what of a document neither its review (a JSON document) nor a finding says."""
    document = json.loads(review)
    leaves = [one for _, one in _leaves("", document)]
    leaves += document["metadata"]["extra"]
    held = Counter(word for one in (*leaves, *findings) for word in _words(one))
    joined = "".join(word for one in (*leaves, *findings) for word in _words(one))
    asked: Counter[str] = Counter()
    headings = _headings()
    # A score is two numbers in the document, which a text puts side by side.
    labels = _labels()
    whole = " ".join(word for one in (*leaves, *findings) for word in _words(one))
    whole = " ".join(word for word in whole.split() if word not in labels)
    days = {str(one)[:10] for one in leaves if re.match(r"\d{4}-\d\d-\d\d", str(one))}
    title = set(_words(str(document["title"])))
    tagline = _words(str(document.get("tagline") or ""))
    found = []
    for text in said.texts:
        if text.strip()[:10] in days or _is_heading(text, headings):
            continue
        words = _words(text)
        if words and words == tagline:
            continue  # exports say it above the text and in it
        if (dotted := _DOTTED.search(text)) and "-".join(reversed(dotted.groups())) in days:
            continue
        day = _day(words)
        for word in words:
            if day in days and (_month(word) or word == day[:4]):
                continue  # the review has the date in digits
            held[word] -= 1
            asked[word] += 1
            if held[word] < 0 and word not in labels and word not in title:
                # Words of neighbours with no space between, as in a row of tags.
                if len(word) > 3 and (joined.count(word) >= asked[word] or _is_glued(word, held)):
                    continue
                found.append(f"{word} in: {' '.join(text.split())}")
    for name, value in said.values:
        if (dotted := _DOTTED.fullmatch(value)) and "-".join(reversed(dotted.groups())) in days:
            continue
        if _NOT_SAID.fullmatch(name) or value[:10] in days or "python-docx" in value:
            continue
        if value.casefold() in ("user", "administrator") or _day(_words(value)) in days:
            continue
        for part in re.split(r"\s[–—|·»-]\s|[|:,;]", unescape(value)):
            run = [word for word in _words(part) if word not in labels]
            if run and " ".join(run) not in whole and not set(run) <= title:
                found.append(f"{name}: {value}")
                break
    return found


def _is_glued(word: str, held: Counter[str]) -> bool:
    """Whether a word is two that are held, as where a page has no space between two spans."""
    pairs = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return any(first in held and last in held for first, last in pairs)


def _words(text: str) -> list[str]:
    text = re.sub(r"(?i)\b(?:[st]?\d{1,2}[x×]|[st]\d{1,2}e)(?=\d)", "", text)
    text = re.sub("(?<=[★⭐])½", "", text)  # of a row of stars, which is no number here
    text = re.sub("(\\d*)([¼½¾])", _fraction, text)
    text = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    return [_plain(word) for word in _TOKEN.findall(text.casefold())]


def _fraction(match: re.Match[str]) -> str:
    return f"{int(match[1] or 0) + {'¼': 0.25, '½': 0.5, '¾': 0.75}[match[2]]:g}"


def _plain(word: str) -> str:
    number = re.fullmatch(r"0*(\d+)(?:[.,](\d+?)0*)?", word)
    if number is None:
        return word
    return f"{number[1]}.{number[2]}" if (number[2] or "0") != "0" else number[1]


@cache
def _months() -> dict[str, int]:
    """The names of the months in every vocabulary."""
    found: dict[str, int] = {}
    for path in (ROOT / "grammar" / "vocabulary").glob("*.toml"):
        said = tomllib.loads(path.read_text(encoding="utf-8")).get("date", {}).get("months", [])
        for at, names in enumerate(said):
            every = [names] if isinstance(names, str) else names
            found |= {name.casefold().rstrip("."): at + 1 for name in every}
    return found


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else _months().get(word, 0)


def _day(words: Sequence[str]) -> str:
    month = next((found for word in words if (found := _month(word))), 0)
    numbers = [int(word) for word in words if word.isdecimal()]
    year = next((one for one in numbers if one > 1900), 0)
    day = next((one for one in numbers if one < 32), 0)
    return f"{year}-{month:02}-{day:02}"


def _is_heading(text: str, headings: set[str]) -> bool:
    said = text.strip(" :!").casefold()
    return said in headings or re.fullmatch(r"out of \d+", said) is not None


def _headings() -> set[str]:
    """The texts that stand above a guide or the ratings, and say no more than these do."""
    return {
        word.casefold()
        for path in (ROOT / "grammar" / "vocabulary").glob("*.toml")
        for key in ("guide", "ratings")
        for word in tomllib.loads(path.read_text(encoding="utf-8"))["headings"][key]
    }


def _labels() -> set[str]:
    """The words that a review says by its structure, from the data of the vocabularies."""
    found = {"by", "s", "e", "x", "ep", "#", "no", "posted", "on"}
    found |= {
        "name",
        "reviewer",
        "keywords",
        "nr",
        "日付",
        "話数",
        "nº",
        "writer",
        "authors",
        "mark",
        "marks",
        "channel",
    }
    found |= {"datum", "fecha", "data", "日期", "날짜", "дата", "التاريخ"}  # a line with the date
    found |= {"subject", "apartado", "field", "value", "kategorie", "category", "punkte", "topics"}
    for path in (ROOT / "grammar" / "vocabulary").glob("*.toml"):
        for table, keys in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(keys, dict) and table not in ("status", "date", "headings"):
                found |= {word for _, one in _leaves("", keys) for word in _words(one)}
    return found
