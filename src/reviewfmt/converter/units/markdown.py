"""Finds the words of a Markdown text and their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from reviewfmt.converter.units.embedded import Shortened
from reviewfmt.converter.units.html import ENTITY, beyond
from reviewfmt.converter.units.unit import DEFINITION, LINK, Gathered, Unit

_PIECE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<entity>" + ENTITY.pattern + r")"
    r"|(?P<marks>[*_~`]++)|(?P<tag></?[A-Za-z][^<>\n]{0,500}>)|<(?P<address>[^<>\s]{1,500})>"
    r"|\]\((?P<target>[^()\s]{0,2000})(?:[ \t]{1,9}\"(?P<title>[^\"\n]{0,500})\")?\)"
    r"|(?P<ends>\r?\n|\||\r)|(?P<text>[^\\&*_~`<\]|\r\n]++|.)"
)


def of_markdown(text: str) -> Iterator[Unit]:
    """Yield the lines and cells of a Markdown text and its front matter, without marks.

    They say where words are; their meaning is for the reader of Markdown.
    """
    shortened = Shortened(text)
    yield from shortened.placed(_of_markdown(shortened.text))


def _of_markdown(text: str) -> Iterator[Unit]:
    line, place = Gathered(), 0
    while place < len(text):
        if text.startswith("<!--", place):
            place = beyond(text, place)
            continue
        piece = _PIECE.match(text, place)
        if piece is None:
            break
        place = piece.end()
        kind = piece.lastgroup
        if piece["target"]:
            target = piece["target"]
            inside = target.startswith("<") and target.endswith(">")
            said, at = (target[1:-1], 1) if inside else (target, 0)
            yield Unit(said, LINK, (0,), (piece.start("target") + at,))
        if kind == "ends":
            yield from line.taken()
        elif kind == "entity":
            line.add(unescape(piece[0]), piece.start())
        elif kind in ("escaped", "address", "text"):
            line.add(piece[kind], piece.start(kind))
        elif kind == "title":
            for said, at in ((" ", piece.start()), (piece[kind], piece.start(kind)), (" ", place)):
                line.add(said, at)
    yield from line.taken()


_FENCE = re.compile(r" {0,3}(?P<sign>`{3,}+|~{3,}+)")
_DEFINITION = re.compile(
    r" {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,300})\]:[ \t]{0,9}(?:<(?P<inside>[^<>\n]{0,2000})>"
    r"|(?P<target>\S{1,2000}))(?:[ \t]{1,9}(?P<title>\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'"
    r"|\([^()\n]{0,500}\)))?[ \t]{0,9}\r?$"
)


_FOOTNOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,100})\]:")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,100})\](?!:)")


def definitions(text: str) -> Iterator[tuple[str, Unit]]:
    """Yield the definitions of links in a Markdown text: their addresses and texts.

    Text in a block of code does not count.
    """
    for line, place in outside_code(text):
        found = _DEFINITION.match(line)
        if found is not None:
            start = found.start("label") - 1
            said = line[start : found.end()].rstrip()
            address = found["target"] if found["inside"] is None else found["inside"]
            yield address, Unit(said, DEFINITION, (0,), (place + start,))


def idle_footnotes(text: str) -> Iterator[Unit]:
    """Yield the lines of the footnotes of a Markdown text that nothing refers to.

    A sign in a footnote is not a reference, since footnotes have no footnotes.
    """
    noted = list(_noted(text))
    used = {sign for label, line, _ in noted if not label for sign in _REFERENCE.findall(line)}
    for label, line, place in noted:
        found = _FOOTNOTE.match(line)
        start = found.end() if found is not None else 0
        if label and label not in used and line[start:].strip():
            yield Unit(line[start:], "", (0,), (place + start,))


def _noted(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the lines outside code, each with its footnote, "" if there is none, and its place."""
    label = ""
    for line, place in outside_code(text):
        found = _FOOTNOTE.match(line)
        if found is not None:
            label = found["label"]
        elif line.strip() and not line.startswith(("    ", "\t")):
            label = ""
        yield label, line, place


def circular_footnote(text: str) -> Unit | None:
    """Return the sign of a footnote that refers to itself, directly or through other footnotes.

    The result is None if there is no such footnote.
    """
    below: dict[str, dict[str, int]] = {}
    for label, line, place in _noted(text):
        for sign in _REFERENCE.finditer(line) if label else ():
            below.setdefault(label, {}).setdefault(sign[1], place + sign.start())
    done: set[str] = set()
    for first in below:
        path, stack = {first}, [(first, iter(below[first].items()))]
        while stack:
            one, rest = stack[-1]
            named, place = next(rest, ("", 0))
            if named in path:
                return Unit(f"[^{named}]", "", (0,), (place,))
            if not named:
                done.add(one)
                path.discard(one)
                stack.pop()
            elif named not in done and named in below:
                path.add(named)
                stack.append((named, iter(below[named].items())))
    return None


def outside_code(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines that no block of code holds, each with its place."""
    fence, place = "", 0
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark is not None and (not fence or mark["sign"].startswith(fence)):
            fence = "" if fence else mark["sign"]
        elif not fence:
            yield line, place
        place += len(line)
