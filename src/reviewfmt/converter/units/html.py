"""The texts of an HTML page: its text, its attributes, and its machine-readable values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from reviewfmt.converter.units.embedded import Shortened
from reviewfmt.converter.units.unit import LINK, SOURCE, Gathered, Unit
from reviewfmt.pandoc_ast.scored import read_score, scores_in
from reviewfmt.syntax import dates

# fmt: off
IN_A_LINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:place",
})
# fmt: on
_UNSEEN = ("script", "style")
_WINDOW = 8192
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{0,40})"
    r"(?P<rest>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/>\"']{1,60})\s{0,9}=\s{0,9}"
    r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'>]++))"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SAID = ("alt", "title", "summary")
_LINKED = re.compile(r"ld\+json", re.IGNORECASE)


def of_html(text: str, part: str = "") -> Iterator[Unit]:
    """Yield the units of a page: its text, its attributes, and its values.

    A value has a name: `title`, a name or property of `meta`, `json-ld` for a whole script.
    """
    shortened = Shortened(text)
    yield from shortened.placed(_of_html(shortened.text, part))


def _of_html(text: str, part: str) -> Iterator[Unit]:
    lower = text.lower() if text.isascii() else text.translate(_SMALL)
    line, place, titled, has_title = Gathered(), 0, False, False
    while (opens := text.find("<", place)) >= 0:
        add(line, text, place, opens)
        if text.startswith(("<!", "<?"), opens):
            place = beyond(text, opens)
            continue
        tag = _TAG.match(text, opens, opens + _WINDOW)
        place = tag.end() if tag else text.find(">", opens) + 1
        if not place:
            break
        named = tag or TAG_NAME.match(text, opens)
        if named is None:  # a lone sign, not a tag
            line.add("<", opens)
            place = opens + 1
            continue
        name = named["name"].lower()
        attributes = list(_attributes(tag, named.end("name"))) if tag and not named["end"] else []
        if name not in IN_A_LINE:
            yield from line.taken(part, "title" if titled else "")
            titled = name == "title" and not named["end"] and not has_title
            has_title = has_title or titled or name in ("body", "svg")  # then of a drawing
        if attributes:
            shown = text[place : max(text.find("<", place, place + _LONGEST_DAY), place)]
            yield from _of_tag(name, attributes, part, shown)
        if name == "a" and any(
            key == "epub:type" and "noteref" in said for key, said, _ in attributes
        ):
            closes = text.find("</a", place, place + _LONGEST_MARK)
            place = closes if closes >= 0 else place  # the mark of a footnote is not text
        if name in _UNSEEN and not named["end"]:
            closes = lower.find(f"</{name}", place)
            closes = len(text) if closes < 0 else closes
            if name == "script" and any(_LINKED.search(said) for _, said, _ in attributes):
                yield Unit(text[place:closes], "json-ld", (0,), (place,), part)
            place = closes
    add(line, text, place if place else len(text), len(text))
    yield from line.taken(part, "title" if titled else "")


_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
TAG_NAME = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{0,40})")


def beyond(text: str, opens: int) -> int:
    """Return the place after a comment or a declaration."""
    comment = text.startswith("<!--", opens)
    closes = text.find("-->" if comment else ">", opens + 2)
    return len(text) if closes < 0 else closes + (3 if comment else 1)


def _attributes(tag: re.Match[str], start: int) -> Iterator[tuple[str, str, int]]:
    for match in _ATTRIBUTE.finditer(tag.string, start, tag.end() - 1):
        which = match.lastgroup or "bare"
        yield match["name"].lower(), match[which], match.start(which)


def _of_tag(
    name: str, attributes: Sequence[tuple[str, str, int]], part: str, shown: str
) -> Iterator[Unit]:
    """Yield the texts of a tag's attributes: values with their names, and visible words.

    `shown` are the words directly after the tag.
    """
    given = {key: (said, at) for key, said, at in attributes}
    for key, called in _ADDRESSES.get(name, _NO_ADDRESSES):
        said, at = given.get(key, ("", 0))
        if not is_nowhere(said):
            yield Unit(unescape(said), called, (0,), (at,), part)
    said, at = given.get("datetime", ("", 0))
    if said.strip() and not _says_day(shown, said):
        yield Unit(unescape(said), "datetime", (0,), (at,), part)
    called = next((given[key][0] for key in _NAMES if key in given), "")
    said, at = given.get("content", ("", 0)) if called else ("", 0)
    if not said and name == "data":
        said, at = given.get("value", ("", 0))
        called = called or "value"
    if said.strip():
        yield Unit(unescape(said), called, (0,), (at,), part)
    said, at = given.get("aria-label", ("", 0))
    if said and name not in CONTROLS:
        for found in scores_in(unescape(said[:_LONGEST_LABEL])):
            if found.score != read_score(unescape(shown).strip()):
                value = f"{found.score.value:f}/{found.score.out_of:f}"
                yield Unit(value, "aria-label", (0,), (at,), part)
    if name not in ("link", "meta"):
        for key, said, at in attributes:
            if key in _SAID and said.strip():
                yield _decoded(said, at, part)


CONTROLS = frozenset({"a", "button", "input", "textarea", "select", "option", "iframe"})
"""Elements whose label says what they do."""

_LONGEST_LABEL = 200
_NAMES = ("name", "property", "itemprop")
_NO_ADDRESSES: tuple[tuple[str, str], ...] = ()
_ADDRESSES = {
    "a": (("href", LINK),),
    "area": (("href", LINK),),
    **dict.fromkeys(("iframe", "video", "audio", "embed"), (("src", SOURCE),)),
}
"""The attributes with addresses, and the names of their values."""


def is_nowhere(address: str) -> bool:
    """Tell whether an address leads only to a place in its page, or to a script."""
    address = address.strip()
    return not address or address.startswith("#") or _SCRIPT.match(address) is not None


_SCRIPT = re.compile(r"(?:javascript|about|data):", re.IGNORECASE)


_LONGEST_DAY = 80
_LONGEST_MARK = 200


def _says_day(shown: str, value: str) -> bool:
    """Tell whether words name the day of a machine-readable value."""
    day = dates.read(unescape(value).strip()).day
    return day is not None and dates.read(" ".join(unescape(shown).split())).day == day


def _decoded(said: str, at: int, part: str) -> Unit:
    line = Gathered()
    add(line, said, 0, len(said), at)
    return next(line.taken(part))


def add(line: Gathered, text: str, start: int, end: int, at: int = 0) -> None:
    """Add a piece of the source to a unit, with entities decoded."""
    for entity in ENTITY.finditer(text, start, end):
        if entity.start() > start:
            line.add(text[start : entity.start()], at + start)
        line.add(unescape(entity[0]), at + entity.start())
        start = entity.end()
    if end > start:
        line.add(text[start:end], at + start)
