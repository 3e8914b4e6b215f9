"""Text to Review: the reader of the format (docs/spec.md; grammar/review.lark is its syntax)."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviewfmt.characters import CONTROL, strip
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import (
    Block,
    Episode,
    Guide,
    Heading,
    Paragraph,
    Rating,
    Review,
    Section,
    Span,
    Title,
    Verdict,
)
from reviewfmt.parser.entries import LABELS
from reviewfmt.parser.lalr import arranger as arranger_named
from reviewfmt.parser.parsed import Parsed
from reviewfmt.parser.reader import Reader
from reviewfmt.source import Lines

__all__ = ["LABELS", "Parsed", "parse"]

_NO_TITLE = Title("", "")
_LINE_END = re.compile("\r\n|\n|\r")
_NO_CONTROLS = bytes(
    byte for byte in range(256) if (byte >= 32 and byte != 127) or byte in b"\t\n\r"
)
_PIECE = 65_536
_C1 = re.compile(b"\xc2[\x80-\x9f]")


def parse(text: str, boilerplate: Iterable[str] = (), *, arranger: str | None = None) -> Parsed:
    """Read `text` as a review.

    `boilerplate` are patterns of the site's lines beside the built-in ones; `arranger` names
    "lark" or "lark-cython" (by default the faster at hand: the results are the same).
    Never raises on text: what is wrong with it is in the diagnostics, in the order of the
    source, one for each line at fault. Raises TypeError for what is no text, and re.error for a
    pattern that is none.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text of a review is a str, found {type(text).__name__}")
    arrange = arranger_named(arranger)
    # What is made here holds no cycles: passes of the collector over a growing tree find nothing,
    # and take a fifth of the time that a large text takes.
    collecting = gc.isenabled()
    gc.disable()
    try:
        lines, starts = _split(text)
        # A byte order mark inside a text is white space to the format, and none to Python.
        trim = strip if "\ufeff" in text else str.strip
        reader = Reader(lines, starts, tuple(boilerplate), trim)
        reader.read()
        review = _assemble(arrange(reader.runs), reader, _whole(text, lines))
        _control_characters(text, reader.diagnostics)
    finally:
        if collecting:
            gc.enable()
    diagnostics = reader.diagnostics
    if len(diagnostics) > 1:
        diagnostics.sort(key=lambda found: found.span.offset)
    return Parsed(text, review, tuple(diagnostics), tuple(reader.beside))


def _split(text: str) -> tuple[list[str], list[int] | None]:
    """Return the lines of a text without their ends, and their offsets unless LF ends each."""
    if "\r" not in text:
        return text.split("\n"), None
    return _LINE_END.split(text), Lines(text).starts


def _whole(text: str, lines: Sequence[str]) -> Span:
    return Span(1, 1, 0, len(lines), len(lines[-1]) + 1, len(text))


def _control_characters(text: str, diagnostics: list[Diagnostic]) -> None:
    """Report the first control character of each line."""
    if not _may_hold_controls(text):
        return
    places = Lines(text)
    last = 0
    others = diagnostics[:]
    diagnostics.clear()
    for match in CONTROL.finditer(text):
        span = places.span(match.start(), match.end())
        if span.line != last:
            last = span.line
            message = f"control character U+{ord(match[0]):04X}, expected text"
            diagnostics.append(Diagnostic("RF113", message, span, help="delete it"))
    at_fault = {found.span.line for found in diagnostics}
    diagnostics.extend(found for found in others if found.span.line not in at_fault)


def _may_hold_controls(text: str) -> bool:
    """Tell whether to look closer: bytes are looked through sooner than characters, piece by piece
    so that a large text needs no second copy.
    """
    if "\ufffe" in text or "\uffff" in text:
        return True
    try:
        for start in range(0, len(text), _PIECE):
            data = text[start : start + _PIECE].encode()
            if data.translate(None, _NO_CONTROLS) or _C1.search(data):
                return True
    except UnicodeEncodeError:
        return True
    return False


@dataclass(slots=True)
class _Body:
    """What is gathered of a review while its parts are walked in the order of the source."""

    sections: list[Section] = field(default_factory=list)
    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)

    def open(self, heading: Heading | None) -> None:
        if self.blocks:
            first = self.heading or self.blocks[0]
            span = Span(*first.span[:3], *self.blocks[-1].span[3:])
            self.sections.append(Section(self.heading, tuple(self.blocks), span))
        self.heading = heading
        self.blocks = []


def _assemble(children: list[Any], reader: Reader, span: Span) -> Review:
    title = _NO_TITLE
    body = _Body()
    guides: list[tuple[int | None, tuple[Episode, ...]]] = []
    ratings: list[Rating] = []
    verdict: Verdict | None = None
    for child in children:
        if type(child) is tuple:
            name, parts = child
            if name == "section":
                heading: Paragraph = parts[0].node
                body.open(Heading(heading.text, heading.span))
                blocks = parts[1].node
                body.blocks.extend(blocks if parts[1].type == "PROSE" else (blocks,))
            else:
                _guide(parts, guides)
            continue
        kind, node = child.type, child.node
        if kind == "PROSE":
            body.blocks.extend(node)
        elif kind == "ITEM" or kind == "SHORT":
            body.blocks.append(node)
        elif kind == "VERDICT":
            verdict = node
        elif kind == "RATING":
            ratings.append(node)
        elif kind == "TITLE":
            title = node
    body.open(None)
    several = len(guides) > 1
    return Review(
        title,
        reader.fields.metadata(),
        tuple(
            Guide(
                season if several and season is not None else title.season,
                episodes,
                Span(*episodes[0].span[:3], *episodes[-1].span[3:]),
            )
            for season, episodes in guides
        ),
        tuple(body.sections),
        tuple(ratings),
        verdict,
        tuple(reader.boilerplate),
        tuple(reader.comments),
        span,
    )


def _guide(parts: list[Any], guides: list[tuple[int | None, tuple[Episode, ...]]]) -> None:
    season: int | None = None
    episodes: list[Episode] = []
    for part in parts:
        if part.type == "SEASON":
            season = part.node.seasons[0] if len(part.node.seasons) == 1 else None
        elif part.type == "ENTRY":
            episodes.extend(part.node)
    if episodes:
        guides.append((season, tuple(episodes)))
