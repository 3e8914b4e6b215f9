"""Reads Markdown as people write it: with HTML in it, and with the spoilers of forums."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reviewfmt.converter.formats import FORMATS
from reviewfmt.converter.markdown.attributes import without_attributes
from reviewfmt.converter.markdown.callouts import without_callouts
from reviewfmt.converter.markdown.grids import without_grids
from reviewfmt.converter.markdown.list_numbers import with_written_numbers
from reviewfmt.converter.units import outside_code, without_embedded

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast import Draft, Source
    from reviewfmt.pandoc_ast.shape import Node

_TAG = re.compile(r"</?[A-Za-z]")
_BREAK = re.compile(r"<br\s*+/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SPOILER = re.compile(r">!(?!<)((?:(?!>!|!<|\n[ \t]*+\n)[\s\S]){1,2000}+)!<")
_YEAR = re.compile(r"^( {0,3}\d{4,9})([.)])(?=[ \t])", re.MULTILINE)


def prepared(text: str) -> str:
    """Return Markdown in the notation that reviewfmt reads.

    Fields on their own lines stay separate, though Markdown would join them. The spoilers of
    forums, `>!…!<`, become `||…||`. A year at the start of a line does not begin a numbered list,
    which Markdown would number on from it, and other lists keep the numbers that are written. The
    contents of callouts become text. Blocks of code stay as they are. Lists of attributes, and the
    bytes of pictures, are removed.
    """
    text = with_written_numbers(without_attributes(without_embedded(text)))
    parts: list[str] = []
    end = 0
    for start, stop in _outside_code(text):
        parts += (text[end:start], _prepared(text[start:stop]))
        end = stop
    return "".join([*parts, text[end:]])


def _linked(match: re.Match[str]) -> str:
    """Return a wiki link, such as `[[Fog|the fog]]`, as a Markdown link."""
    target = match["target"].removesuffix("\\").strip()
    return f"[{(match['text'] or target).strip()}]({quote(target, safe=_KEPT)})"


_WIKI = re.compile(r"(?<!!)\[\[(?P<target>[^\[\]|\n]{1,200})(?:\|(?P<text>[^\[\]|\n]{1,200}))?\]\]")
_KEPT = "!#$&'*+,-./:;=?@_~"


def _outside_code(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text that are outside blocks of code."""
    start = end = -1
    for line, place in outside_code(text):
        if place != end:
            if end >= 0:
                yield start, end
            start = place
        end = place + len(line)
    if end >= 0:
        yield start, end


def _prepared(text: str) -> str:
    text = _YEAR.sub(r"\1\\\2", _with_lines(_WIKI.sub(_linked, text) if "[[" in text else text))
    return text if "`" in text else _SPOILER.sub(_piped, text)


def _with_lines(text: str) -> str:
    """Return Markdown with a forced line break between two lines of fields."""
    from reviewfmt.pandoc_ast.lines.fields import field_of
    from reviewfmt.pandoc_ast.pieces.pictographs import unadorned

    lines = [_DATAVIEW.sub(r"\1: ", line) for line in _unboxed(text)]
    bare = [_QUOTED.sub("", line, count=1) for line in lines]
    fields = [field_of(unadorned(_STRONG.sub("", line).rstrip("\\ "))) for line in bare]
    for at, (one, after) in enumerate(pairwise(fields)):
        if one is None or after is None or not (one.name or after.name):
            continue
        lines[at] = lines[at].rstrip().removesuffix("\\") + "\\"
    return "\n".join(_with_rows(list(_apart(lines))))


def _unboxed(text: str) -> list[str]:
    return list(without_grids(without_callouts(text.split("\n"))))


_SHORTCODE = re.compile(r"[ \t]*\{\{[%<][^{}]{1,400}[%>]\}\}[ \t\r]*")


_TARGET = re.compile(r"\[[^\[\]^\n]{1,100}\]:[ \t]+\S")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\n]{1,100}\]:")


def _apart(lines: list[str]) -> Iterator[str]:
    """Yield lines with each shortcode of Hugo that fills a line as a separate paragraph.

    The target of a link directly below a footnote is not part of the footnote.
    """
    before = ""
    for line in lines:
        above, before = before, line
        if "{{" in line and _SHORTCODE.fullmatch(line):
            yield from ("", line, "")
        elif line.startswith("[") and _FOOTNOTE.match(above) and _TARGET.match(line):
            yield from ("", line)
        else:
            yield line


def _with_rows(lines: list[str]) -> Iterator[str]:
    """Yield lines with a forced line break between two lines that each say something."""
    from reviewfmt.pandoc_ast.heads.title_words import evidence
    from reviewfmt.pandoc_ast.lines.bylines import byline_of, is_name

    says = [_says(line) or _is_row(line) for line in lines]
    opens = [says[at] and _is_entry(line) for at, line in enumerate(lines)]
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else ""
        titled = at < _MOST_LINES and bool(after) and byline_of(_plain(after)) is not None
        parted = says[at] and (says[at + 1] or opens[at]) if after.strip() else False
        parted = parted or (bool(after) and opens[at + 1] and _goes_on(line))
        named = titled and bool(line.strip()) and byline_of(_plain(line)) is not None
        named = named or (titled and is_name(_plain(line)))
        if (parted or named or (titled and line and evidence(line) > 0)) and not line.endswith(
            "\\"
        ):
            yield line.rstrip() + "\\"
        else:
            yield line


def _goes_on(line: str) -> bool:
    """Tell whether a line belongs to a paragraph that continues on the next line."""
    return bool(line.strip()) and not line.startswith(("#", "|", ">", "~", "`", "=", "    ", "\t"))


def _plain(line: str) -> str:
    from reviewfmt.pandoc_ast.pieces.pictographs import unadorned

    return unadorned(line.strip(" \t*_")).strip(" \t*_")


def _is_entry(line: str) -> bool:
    """Tell whether a line is exactly an entry with a score, or a verdict."""
    from reviewfmt.pandoc_ast.entries.lines import is_noted_entry, lead_of
    from reviewfmt.pandoc_ast.lines.plain import undressed
    from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.line_kinds import Kind, Verdict
    from reviewfmt.syntax.words import built_in

    line = unadorned(line.strip())
    kind, said = classify(undressed(line), built_in())
    if kind is Kind.VERDICT and isinstance(said, Verdict):
        return bool(said.name and said.split)
    lead = lead_of(line)
    if lead is None or lead.episode.score is None:
        return False
    return not lead.rest or is_noted_entry(line)


_NUMBERED = re.compile(
    r" {0,3}(?:(?:#|№[ \t]?)?\d{1,3}[.):]?|[^\W\d_]{1,12}\.?[ \t]\d{1,3}[.):]?)[ \t]+"
)
_BARE_SCORE = re.compile(
    r"[^\n]{1,120}?(?:[ \t][-–—=|]|[:：]|\.{3,}|…|_{3,})[ \t]*\d{1,3}(?:[.,]\d{1,2})?½?[ \t]*"
)


def _is_row(line: str) -> bool:
    """Tell whether a line is an entry whose score is a number without a maximum."""
    from reviewfmt.pandoc_ast.lines.loose import without_points
    from reviewfmt.syntax.words import built_in

    if len(line) > 160 or _ITEM.match(line) is not None:
        return False
    opening = _NUMBERED.match(line) or built_in().label.match(line)
    if opening is None or not any(map(str.isdecimal, opening[0])):
        return False
    return _BARE_SCORE.fullmatch(without_points(line), opening.end()) is not None


_ITEM = re.compile(r" {0,3}\d{1,9}[.)][ \t]")
_OPENS = ("#", "|", "-", "*", "+", ">", "~", "`", "=", ":", "[", "<", "    ", "\t")


def _says(line: str) -> bool:
    """Tell whether a Markdown line without an opening sign is an entry, a rating or a verdict."""
    from reviewfmt.pandoc_ast.lines.loose import loosened
    from reviewfmt.pandoc_ast.lines.plain import undressed
    from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
    from reviewfmt.syntax.classification import classify
    from reviewfmt.syntax.line_kinds import Kind
    from reviewfmt.syntax.words import built_in

    if len(line) > 200 or line.count("|") > 1 or _ITEM.match(line):
        return False
    opening = line.lstrip(" ")
    opens = opening.startswith(_OPENS) and _HASHED.match(opening) is None
    if line.startswith("    ") or (opens and not opening.startswith("**")):
        return False
    kind = classify(loosened(undressed(unadorned(line.strip()))), built_in()).kind
    return kind in (Kind.ENTRY, Kind.RATING, Kind.VERDICT, Kind.GUIDE) or _is_entry(line)


_HASHED = re.compile(r"#\d")
_QUOTED = re.compile(r" {0,3}>[ \t]?(?=\S)")
_STRONG = re.compile(r"\*\*|__")
_DATAVIEW = re.compile(r"^([ \t]*+(?:[-*+][ \t]++)?[^\W\d_][\w ]{0,30}):: ")
"""The key of a field of Obsidian's Dataview, or of Logseq: `Author:: Ana Lima`."""

_MOST_LINES = 40
"""Fields are looked for in this many lines, below the title."""


def _piped(match: re.Match[str]) -> str:
    inner = match[1]
    said = inner.strip()
    if not said:
        return match[0]
    before = len(inner) - len(inner.lstrip())
    return f"{inner[:before]}||{said}||{inner[before + len(said) :]}"


def draft_of(document: Node, source: Source) -> Draft:
    """Return the draft of Markdown, with its HTML tags read by their meaning.

    Raises ReviewError and RecursionError, as `read_ast` does.
    """
    from reviewfmt.pandoc_ast import from_pandoc, notes_below

    blocks = document["blocks"]
    if source.ours or not _holds_html(blocks):
        return from_pandoc(document, source)
    noted = notes_below(blocks)
    draft = from_pandoc(_as_html({**document, "blocks": noted.blocks}), source)
    beside = {_COMMENTS: _comments_in(blocks), "footnote": noted.footnotes}
    return replace(draft, markup={**draft.markup, **{key: n for key, n in beside.items() if n}})


_COMMENTS = "HTML comment"
EXTENSIONS = "+footnotes+strikeout+definition_lists+task_lists"
"""The extensions of pandoc for other people's Markdown, besides those for ours."""


def _comments_in(blocks: list[Node]) -> int:
    """Return the number of comments in Markdown, except those that only separate two lists."""
    from reviewfmt.pandoc_ast.text import separates

    return sum(len(_COMMENT.findall(text)) for text in _raw(blocks) if not separates(text))


def _holds_html(blocks: list[Node]) -> bool:
    """Tell whether Markdown contains tags other than forced line breaks."""
    return any(_TAG.search(_BREAK.sub("", _COMMENT.sub("", text))) for text in _raw(blocks))


def _raw(blocks: list[Node]) -> Iterator[str]:
    stack: list[Any] = [blocks]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack += one
        elif isinstance(one, dict):
            if one.get("t") in ("RawInline", "RawBlock") and one["c"][0] == "html":
                yield one["c"][1]
            else:
                stack += one.values()


def _as_html(document: Node) -> Node:
    from reviewfmt.converter.pandoc import html_of, read_ast
    from reviewfmt.converter.web import simplified

    bare = {**document, "meta": {}}
    page = html_of(json.dumps(bare).encode())
    read = read_ast(simplified(page.decode()).encode(), FORMATS["html"])
    return {**document, "blocks": read["blocks"]}
