"""Removes lists of attributes from Markdown, as kramdown, Python-Markdown, Hugo and pandoc have.

Writers for Jekyll put `{: .lead #first title="A day"}` below a paragraph, behind a link or above a
table; writers for Hugo put `{#first}` behind a heading. Most attributes are only for styling; one
that a reader would see, such as a title, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from reviewfmt.converter.units import Unit, outside_code

_VALUE = r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s\"'{}=]++)"
_PLAIN = rf"(?:[.#]-?[A-Za-z_][\w:-]*+|[A-Za-z][\w:-]*+={_VALUE})"
_ANY = rf"(?:{_PLAIN}|[A-Za-z][\w-]*+)"
_ENDS = r"(?:[ \t]++|(?=\}))"
_LIST = rf"\{{(?::[ \t]*+(?:[\w-]++:[ \t]*+)?+(?:{_ANY}{_ENDS})++|[ \t]*+(?:{_PLAIN}{_ENDS})++)\}}"
_COLONED = rf"\{{:[ \t]*+(?:{_ANY}{_ENDS})++\}}"
_LINE = re.compile(rf"(?P<before>[ \t>]*+)(?P<lists>{_LIST}(?:[ \t]*+{_LIST})*+)[ \t]*+\r?")
_BEHIND = re.compile(rf"(?<=[*_\])>`]){_COLONED}|(?<=\))(?:{_LIST})")
_ITEM = re.compile(rf"([ \t>]*+(?:[-*+]|\d{{1,9}}[.)])[ \t]+)({_COLONED})[ \t]*+")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_UNDERLINE = re.compile(r" {0,3}(?:=++|-{2,})[ \t]*+\r?")
_TAIL = re.compile(rf"[ \t]*+({_LIST})[ \t]*+(?:#++[ \t]*+)?\r?")
_PAIR = re.compile(
    r"(?P<key>[A-Za-z][\w:-]*+)=(?:\"(?P<two>[^\"\n]*+)\"|'(?P<one>[^'\n]*+)'|(?P<bare>[^\s\"'{}=]++))"
    r"|[.#](?P<named>[\w:-]++)|(?P<other>[\w-]++)"
)
_DEFINED = re.compile(r"^[ \t>]*+\{:([\w-]++):", re.MULTILINE)
_KNOWN = frozenset(("toc", "nomarkdown", "footnotes"))
"""The names in a list that kramdown knows; other names refer to lists that the text defines."""

_TICKS = re.compile("`++")
_COMMENT = re.compile(r"\{::comment\}((?:[^{\n]|\{(?!:[/:]))*+)\{:/(?:comment)?\}")
_OPENS = re.compile(r"[ \t]*+\{::comment\}[ \t]*+\r?")
_CLOSES = re.compile(r"[ \t]*+\{:/(?:comment)?\}[ \t]*+\r?")
_EXTENSION = re.compile(r"\{::(?:nomarkdown|options)\b[^{}\n]*+\}|\{:/(?:nomarkdown|options)?\}")
_CONTENTS = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]++(?P<said>\S[^\n]*+)")
# fmt: off
_DRESS = frozenset({
    "class", "id", "style", "width", "height", "target", "rel", "align", "valign", "loading",
    "lang", "dir", "start", "type", "role", "tabindex", "markdown", "sizes", "srcset", "border",
    "colspan", "rowspan", "rules", "frame", "cellpadding", "cellspacing", "clear", "download",
    "hreflang", "linenos", "hl_lines", "linenostart",
})
# fmt: on
"""Attributes that readers do not see as words."""


_NAMED = "attributes"
"""The name for the value that is the name of a list defined elsewhere."""


class Cut(NamedTuple):
    """A part of a line to remove: its start, its end, and what a reader would see of it."""

    start: int
    end: int
    said: tuple[Unit, ...] = ()


def without_attributes(text: str) -> str:
    """Return Markdown without its lists of attributes; the number of lines stays the same."""
    if "{" not in text:
        return text
    parts, end = [], 0
    for cut in cuts(text):
        parts.append(text[end : cut.start])
        end = cut.end
    return "".join([*parts, text[end:]])


def attributed(text: str) -> Iterator[Unit]:
    """Yield what a reader would see of the lists of attributes in a Markdown text."""
    if "{" in text:
        known = _KNOWN.union(_DEFINED.findall(text))
        said = chain.from_iterable(cut.said for cut in cuts(text))
        yield from (one for one in said if one.name != _NAMED or one.text not in known)


def cuts(text: str) -> list[Cut]:
    """Return, in order, the lists of attributes outside code, and what kramdown leaves out."""
    lines = list(outside_code(text))
    last_close = max(
        (at for at, (line, _) in enumerate(lines) if _CLOSES.fullmatch(_bare(line))), default=-1
    )
    found: list[Cut] = []
    hidden = False
    for at, (whole, place) in enumerate(lines):
        line = _bare(whole)
        if hidden or (_OPENS.fullmatch(line) and at < last_close):
            edge = _OPENS.fullmatch(line) or _CLOSES.fullmatch(line)
            hidden = _CLOSES.fullmatch(line) is None
            said = () if edge or not line.strip() else (_unit(line, "", place),)
            found.append(Cut(place, place + len(line), said))
        elif "{" in line:
            after = _bare(lines[at + 1][0]) if at + 1 < len(lines) else ""
            alone = _LINE.fullmatch(line)
            if alone is not None and at and _is_contents(alone["lists"]):
                found += _contents(*lines[at - 1])
            start = place + (alone.start("lists") if alone else 0)
            found += (
                [Cut(start, place + alone.end("lists"), tuple(_said(alone["lists"], start)))]
                if alone
                else _inside(line, place, is_heading=_is_heading(line, after))
            )
    return found


def _bare(line: str) -> str:
    return line.rstrip("\n")


def _is_heading(line: str, after: str) -> bool:
    return _HEADING.match(line) is not None or _UNDERLINE.fullmatch(after) is not None


def _inside(line: str, place: int, *, is_heading: bool) -> list[Cut]:
    """Return the lists in a line with other text: behind marks, in an item, behind a heading."""
    code = _code(line)
    found: list[tuple[int, int, str]] = [
        (one.start(), one.end(), one[0]) for one in _BEHIND.finditer(line)
    ]
    if (item := _ITEM.match(line)) is not None:
        found.append((item.start(2), item.end(), item[2]))
    if is_heading:
        at = line.rfind("{")
        tail = _TAIL.fullmatch(line, at)
        if tail is not None and line[max(at - 1, 0)] in " \t":
            found.append((at, tail.end(1), tail[1]))
    cuts = [Cut(place + a, place + b, tuple(_said(said, place + a))) for a, b, said in found]
    cuts += [Cut(place + one.start(), place + one.end()) for one in _EXTENSION.finditer(line)]
    for one in _COMMENT.finditer(line):
        said = (_unit(one[1], "", place + one.start(1)),) if one[1].strip() else ()
        cuts.append(Cut(place + one.start(), place + one.end(), said))
    return list(_apart(cut for cut in sorted(cuts) if not _covers(code, cut.start - place)))


def _apart(cuts: Iterator[Cut]) -> Iterator[Cut]:
    """Yield the cuts that begin after the end of the previous cut."""
    end = -1
    for cut in cuts:
        if cut.start >= end:
            yield cut
            end = cut.end


def _code(line: str) -> list[tuple[int, int]]:
    """Return the range of code in a line: between two runs of backticks of equal length."""
    runs = [(one.start(), one.end()) for one in _TICKS.finditer(line)]
    by_size: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        by_size.setdefault(end - start, []).append(number)
    found, number = [], 0
    seen = dict.fromkeys(by_size, 0)
    while number < len(runs):
        start, end = runs[number]
        same = by_size[end - start]
        at = seen[end - start]
        while at < len(same) and same[at] <= number:
            at += 1
        seen[end - start] = at
        if at < len(same):
            found.append((start, runs[same[at]][1]))
            number = same[at]
        number += 1
    return found


def _covers(spans: list[tuple[int, int]], place: int) -> bool:
    from bisect import bisect_right

    at = bisect_right(spans, (place, len(spans) + place + 1)) - 1
    return at >= 0 and spans[at][0] < place < spans[at][1]


def _is_contents(lists: str) -> bool:
    return any(one["other"] == "toc" for one in _PAIR.finditer(lists))


def _contents(line: str, place: int) -> list[Cut]:
    """Return the item that kramdown replaces by a table of contents."""
    item = _CONTENTS.match(line)
    if item is None:
        return []
    return [Cut(place, place + item.end(), (_unit(item["said"], "", place + item.start("said")),))]


def _said(lists: str, place: int) -> Iterator[Unit]:
    """Yield what a reader would see of lists of attributes; one may hide a spoiler."""
    for one in _PAIR.finditer(lists):
        key = (one["key"] or "").lower()
        kind = "two" if one["two"] is not None else "one" if one["one"] is not None else "bare"
        if key and key not in _DRESS and not key.startswith(("data-", "on")):
            if one[kind].strip():
                yield _unit(one[kind], key, place + one.start(kind))
        elif one["other"]:
            yield _unit(one["other"], _NAMED, place + one.start("other"))
        elif "spoiler" in (one["named"] or "").lower():
            yield _unit(one["named"], "class", place + one.start("named"))


def _unit(text: str, name: str, place: int) -> Unit:
    return Unit(text, name, (0,), (place,))
