"""Reads boxes in Markdown, which are neither quotations nor code.

Examples are `> [!info] Details` of Obsidian and GitHub and `!!! info "Details"` of MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_OPENS = re.compile(
    r" {0,3}>[ \t]?\[!(?P<kind>[\w-]{1,30})(?:\|[^\[\]\n]{0,60})?\][+-]?"
    r"(?:[ \t]++(?P<title>[^\n]*+))?[ \t\r]*+"
)
_QUOTED = re.compile(r" {0,3}>[ \t]?")
_QUOTES = frozenset(("quote", "cite"))
_DEEPEST = 4
_HEADING = "###### "
_END = ("", "* * *", "")
"""Separates an entry from the text after its box."""


def without_callouts(lines: Sequence[str]) -> list[str]:
    """Return the lines of Markdown with the contents of callouts as ordinary text.

    A callout that is a quotation stays a quotation. The title of a callout is a heading if it names
    a part of a review; otherwise it is a line in strong text.
    """
    found = list(_undented(lines))
    for _ in range(_DEEPEST):
        if not any(">" in line and "[!" in line for line in found):
            break
        found = list(_unboxed(found))
    return found


_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:[\w -]{1,60}?[ \t]*)?(?:\"(?P<title>[^\"\n]*)\")?[ \t\r]*"
)
_INDENT = re.compile(r"(?: {4}|\t)")
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:[ \t]*")
_CLASSES = re.compile(r"[ \t]+\{[ \t]*(?:[.#][\w-]+[ \t]*)+\}[ \t\r]*\Z")


def _undented(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines in which the indented text below the head of an admonition is not indented."""
    inside = False
    for line in map(_without_fence, lines):
        if inside and (not line.strip() or _INDENT.match(line)):
            yield _INDENT.sub("", line, count=1)
            continue
        if inside:
            yield ""
        opening = _ADMONITION.fullmatch(line) if line[:3] in ("!!!", "???", "===") else None
        inside = opening is not None
        if opening is None:
            yield _without_dress(line)
            continue
        title = (opening["title"] or "").strip()
        if title:
            yield from ("", _HEADING + title if _part(title)[0] else f"**{title}**")
        yield ""


_FENCE = re.compile(
    r":{3,}[ \t]*(?:\{(?P<attributes>[^{}\n]{0,300})\}|[A-Za-z][\w-]{0,40})?[ \t\r]*"
)
_TITLE = re.compile(r"\btitle=[\"'](?P<title>[^\"'\n]{1,100})")


def _without_fence(line: str) -> str:
    """Return the title of a line that opens or closes a division of pandoc, or nothing."""
    fence = _FENCE.fullmatch(line) if line.startswith(":::") else None
    if fence is None:
        return line
    title = _TITLE.search(fence["attributes"] or "")
    return f"**{title['title']}**\n" if title is not None else ""


def _without_dress(line: str) -> str:
    """Return a line without the icons and classes of MkDocs."""
    if "{" in line:
        line = _CLASSES.sub("", line)
    return _ICON.sub("· ", line) if line.count(":") > 1 else line


def _unboxed(lines: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        opening = _OPENS.fullmatch(lines[place])
        if opening is None:
            yield lines[place]
            place += 1
            continue
        end = place + 1
        while end < len(lines) and _QUOTED.match(lines[end]) and not _OPENS.fullmatch(lines[end]):
            end += 1
        behind = end
        while behind < len(lines) and not lines[behind].strip():
            behind += 1
        after = lines[behind] if behind < len(lines) else ""
        yield from _box(opening, lines[place + 1 : end], after)
        place = end


def _box(opening: re.Match[str], body: Sequence[str], after: str) -> Iterator[str]:
    title = (opening["title"] or "").strip()
    if opening["kind"].lower() in _QUOTES:
        yield from (f"> **{title}**", ">") if title else ("",)
        yield from body
        return
    named, entry = _part(title) if title else (False, False)
    yield ""
    if title:
        yield _HEADING + title if named else f"**{title.strip('*')}**"
        yield ""
    yield from (line[match.end() :] for line in body if (match := _QUOTED.match(line)))
    yield from _END if entry and not _OPENS.fullmatch(after) and not _is_head(after) else ("",)


def _is_head(line: str) -> bool:
    return line.lstrip().startswith("#")


def _part(title: str) -> tuple[bool, bool]:
    """Tell whether a title names a part of a review, and whether that part is an entry."""
    from reviewfmt.pandoc_ast.entries.lists import labelled_entry
    from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
    from reviewfmt.pandoc_ast.reading.plain_pieces import names_part

    plain = unadorned(title)
    return names_part(plain), labelled_entry(plain) is not None
