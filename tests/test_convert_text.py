"""Text stays text: what a format's own reader finds is what the review says, and no more.

A harmless review and a hostile one of the same build are written and read back. What is read must
have the same parts in the same order, and the hostile words where the harmless ones stood.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import typst
from docutils import nodes
from docutils.core import publish_doctree

from reviewfmt.commonmark import NOTHING
from reviewfmt.converter import FORMATS, read, write
from tests.budget import CASES, IN_WHOLE
from tests.hostile import TEXTS, gathered, placed

READERS = {
    "html": "html",
    "latex": "latex-smart",
    "typst": "typst-smart",
    "asciidoc": "asciidoc",
    "docbook": "docbook",
    "org": "org-smart",
    "rtf": "rtf",
    "man": "man",
    "mediawiki": "mediawiki",
    "docx": "docx",
    "odt": "odt",
    "epub": "epub",
}
"""Pandoc's reader of each format."""

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))

OTHERS = {
    "review": "the laws",
    "json": "the laws",
    "markdown": "test_convert_markdown.py",
    "rst": "docutils, below",
    "plain": "has no markup",
}


def test_no_format_is_left_out() -> None:
    assert set(FORMATS) == READERS.keys() | OTHERS.keys()


Outline = list[tuple[str, str]]


class _Outliner:
    """Collects the parts of a document, in order, and the words in each."""

    def __init__(self) -> None:
        self.parts: Outline = []
        self._said: list[str] = []

    def flush(self) -> None:
        text = " ".join("".join(self._said).replace("\u00a0", " ").split())
        if text:
            self.parts.append(("", text))
        self._said = []

    def part(self, name: str) -> None:
        self.flush()
        self.parts.append((name, ""))

    def say(self, text: str) -> None:
        self._said.append(text)


def outline(document: Any) -> Outline:
    """Return the parts of pandoc's document: blocks, marks, links with their addresses, words."""
    out = _Outliner()
    for key, value in sorted(document["meta"].items()):
        if key == "identifier":  # it is made of what is said
            continue
        out.part(f"meta {key}")
        _walk(value, out)
    _walk(document["blocks"], out)
    out.flush()
    return out.parts


def _walk(node: Any, out: _Outliner) -> None:
    if isinstance(node, list):
        for each in node:
            _walk(each, out)
        return
    if not isinstance(node, dict):
        return
    kind: Any = node.get("t")
    content: Any = node.get("c")
    match kind:
        case "Str":
            out.say(content)
        case "Space" | "SoftBreak" | "LineBreak":
            out.say(" ")
        case "RawInline" if content[0] == "comment" or content[1] == NOTHING:  # they say nothing
            pass
        case "Code" | "Math" | "RawInline" | "CodeBlock" | "RawBlock":
            out.part(kind)
            out.say(content[1])
        case "Link" | "Image":
            out.part(f"{kind} {content[2][0]}")
            _walk(content[1], out)
            out.part(f"/{kind}")
        case "Quoted":
            sign = "'" if content[0]["t"] == "SingleQuote" else '"'
            out.say(sign)
            _walk(content[1], out)
            out.say(sign)
        case "Span":
            _walk(content[1], out)
        case "Plain" | "Para":  # readers call the same text by either name
            out.part("text")
            _walk(content, out)
        case _:
            if kind:
                out.part(kind)
            _walk(content if kind else list(node.values()), out)
            if kind:
                out.part(f"/{kind}")


_TOKEN = re.compile(r"zq(\d+);q")


def _token(number: int) -> str:
    return f"zq{number};q"


def expected(harmless: Outline, texts: Sequence[str]) -> Outline:
    """Return the outline that has the hostile texts in the places of the harmless ones."""

    def text(match: re.Match[str]) -> str:
        return texts[int(match[1])].replace("\u00a0", " ")

    return [
        (_TOKEN.sub(text, name), " ".join(_TOKEN.sub(text, said).split()))
        for name, said in harmless
    ]


def read_back(data: bytes, format: str) -> Outline:
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), f"--from={READERS[format]}", "--to=json", "--sandbox"],
        input=_READABLE.get(format, bytes)(data),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return outline(json.loads(done.stdout))


def _latex(data: bytes) -> bytes:
    """Return what LaTeX takes for the same, and pandoc's reader takes for what it is."""
    data = re.sub(rb"\\textbar(\{\}| |(?![A-Za-z]))", "\ue000".encode(), data)
    data = data.replace("\ue000-".encode(), "\ue000{}-".encode())
    data = data.replace(rb"\textasciigrave{}", "\ue001".encode())
    # To its reader a number at the start of the first row is one that \endlastfoot takes.
    data = data.replace(b"\\endlastfoot\n", b"\\endlastfoot\n{}")
    return data.replace(rb"\textbackslash*", rb"\textbackslash{}*")


def _signs(parts: Outline) -> Outline:
    return [(name, text.replace("\ue000", "|").replace("\ue001", "`")) for name, text in parts]


def _runs(parts: Outline) -> Outline:
    """Return an outline without marks and spaces: the reader ends both where a sentence ends."""
    joined: Outline = []
    for name, text in parts:
        if name.strip("/") in ("Emph", "Strong"):
            continue
        text = text.replace("…", "...").replace(" ", "")
        if not name and joined and not joined[-1][0]:
            joined[-1] = ("", joined[-1][1] + text)
        else:
            joined.append((name, text))
    return joined


def _rtf(data: bytes) -> bytes:
    """Return RTF with a sign for each unit of 16 bits: the reader takes letters behind them."""

    def unit(sign: re.Match[bytes]) -> bytes:
        if sign[1]:
            return sign[1]
        return b"" if chr(int(sign[2]) % 65536).isspace() else b"?"

    return re.sub(rb"(\\\\)|\\u(-?[0-9]+) ?.", unit, data)


def _rich(parts: Outline) -> Outline:
    """Return an outline with a link in one piece: the reader takes it apart at each sign."""
    joined: Outline = []
    opened = ""
    for name, text in parts:
        if name.startswith("Link "):
            if name == opened and joined[-1][0] == "/Link":
                joined.pop()
                continue
            opened = name
        text = re.sub("[^\x00-\x7f]", lambda one: "?" * (1 + (one[0] > "\uffff")), text)
        text = text.replace(" ", "")
        if not name and joined and not joined[-1][0]:
            joined[-1] = ("", joined[-1][1] + text)
        else:
            joined.append((name, text))
    return joined


def _org(data: bytes) -> bytes:
    """Return Org with two signs by names that Emacs 28 does not know, for pandoc wants them so."""
    for sign, name in ((b"\\", rb"\bsol{}"), (b"]", rb"\rbrack{}")):
        data = data.replace(b"@@comment:@@" + sign + b"@@comment:@@", name)
    return data


_READABLE: dict[str, Callable[[bytes], bytes]] = {"latex": _latex, "org": _org, "rtf": _rtf}
_DEAF: dict[str, Callable[[Outline], Outline]] = {
    "latex": _signs,
    "man": _runs,
    "rtf": _rich,
}

STEP = 1 if CASES > 1000 else 30
TOKENS = [_token(number) for number in range(len(TEXTS))]


def comparable(parts: Outline, format: str) -> Outline:
    """Return what the reader of a format can tell; a figure's texts never look like a figure."""
    parts = [(name, text.replace("](", "] (").replace("![", "! [")) for name, text in parts]
    return _DEAF.get(format, list)(parts)


@pytest.mark.parametrize("format", READERS)
@IN_WHOLE
def test_prose_is_read_back_as_it_was_said(format: str) -> None:
    texts = TEXTS[list(READERS).index(format) % STEP :: STEP]
    harmless = read_back(write(gathered(TOKENS[: len(texts)]), format), format)
    hostile = read_back(write(gathered(texts), format), format)
    assert comparable(hostile, format) == comparable(expected(harmless, texts), format)


@pytest.mark.parametrize("format", READERS)
def test_every_place_of_the_model_is_read_back_as_it_was_said(format: str) -> None:
    harmless = read_back(write(placed(_token)[0], format), format)
    for shift in range(list(READERS).index(format), len(TEXTS), STEP * 20):
        texts = [*TEXTS[shift:], *TEXTS[:shift]]
        review, said = placed(texts.__getitem__)
        hostile = read_back(write(review, format), format)
        assert comparable(hostile, format) == comparable(expected(harmless, said), format), shift


# reStructuredText, by its own implementation


def rst_outline(text: str) -> Outline:
    """Return the parts of a text in reStructuredText, and whatever is wrong with it.

    That a line of signs is shorter than a title with characters of no width is a warning alone;
    signs that open and do not close are a part of their own.
    """
    settings = {"report_level": 2, "halt_level": 5, "warning_stream": False}
    document = publish_doctree(text, settings_overrides=settings)
    for warning in list(document.findall(nodes.system_message)):
        if warning["level"] < 3:
            warning.parent.remove(warning)
    out = _Outliner()
    for node in document.findall():
        if isinstance(node, nodes.Text):
            out.say(node.astext())
        else:
            address = node.get("refuri", "") if isinstance(node, nodes.reference) else ""
            alt = node.get("alt", "") if isinstance(node, nodes.image) else ""
            out.part(" ".join(filter(None, (type(node).__name__, address, alt))))
    out.flush()
    return out.parts


def test_restructured_text_is_read_back_as_it_was_said() -> None:
    texts = TEXTS[::STEP]
    harmless = rst_outline(write(gathered(TOKENS[: len(texts)]), "rst").decode())
    hostile = rst_outline(write(gathered(texts), "rst").decode())
    assert comparable(hostile, "rst") == comparable(expected(harmless, texts), "rst")
    harmless = rst_outline(write(placed(_token)[0], "rst").decode())
    for shift in range(0, len(TEXTS), STEP * 6):
        shifted = [*TEXTS[shift:], *TEXTS[:shift]]
        review, said = placed(shifted.__getitem__)
        hostile = rst_outline(write(review, "rst").decode())
        assert comparable(hostile, "rst") == comparable(expected(harmless, said), "rst"), shift


# Typst, by its own compiler


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_compiles(sample: Path) -> None:
    assert typst.compile(write(read(sample.read_bytes(), "review"), "typst")).startswith(b"%PDF")


def test_hostile_text_compiles() -> None:
    """It reads no file and runs no code: there is no such file, and the code would fail."""
    assert typst.compile(write(gathered(TEXTS[::STEP]), "typst")).startswith(b"%PDF")
    for shift in range(0, len(TEXTS), STEP * 3):
        texts = [*TEXTS[shift:], *TEXTS[:shift]]
        review, _ = placed(texts.__getitem__)
        assert typst.compile(write(review, "typst")).startswith(b"%PDF")
