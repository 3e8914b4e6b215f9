"""Text to Review: the parser of the format (docs/spec.md; grammar/ holds its grammar).

The steps: split the text into lines, classify each line, resolve the lines in their places,
arrange them by the grammar, and build the nodes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reviewfmt.characters import CONTROL
from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.findings import report
from reviewfmt.model import Boilerplate, Comment, Leaf, Review, Title
from reviewfmt.node import maker
from reviewfmt.parser.build import build_guide, build_sections
from reviewfmt.parser.parsed import ClassifiedLine, Parsed
from reviewfmt.parser.resolve import Resolved, resolve
from reviewfmt.parser.tree import arranger
from reviewfmt.source import Lines
from reviewfmt.span import Span
from reviewfmt.syntax.lines import Line, read_lines
from reviewfmt.syntax.words import Words, built_in

__all__ = ["ClassifiedLine", "Parsed", "parse", "parse_lines"]

_review_of = maker(Review)
_NOTHING = Title("", "")
_NO_CONTROLS = bytes(
    byte for byte in range(256) if (byte >= 32 and byte != 127) or byte in b"\t\n\r"
)
_PIECE = 65_536
_BREAKS = "\x0b\x0c"  # the line and page ends of word processors
_C1 = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")


def parse(text: str, words: Words | None = None) -> Parsed:
    """Read `text` as a review.

    `words` are the vocabularies, the boilerplate and the settings to read with; None means those of
    the package. Never raises on text: the diagnostics of the result say what is wrong with it, in
    the order of the source. Raises TypeError if `text` is not a str.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text of a review is a str, found {type(text).__name__}")
    words = words or built_in()
    return parse_lines(text, read_lines(text, words), words)


def parse_lines(text: str, lines: list[Line], words: Words) -> Parsed:
    """Read a text as `parse` does; `lines` are its lines as `read_lines` returns them."""
    if not lines:
        return Parsed(text, Review(_NOTHING), (report("RF120", Span()),))
    resolved = resolve(lines, words)
    review = _review(resolved, lines[-1].span)
    found = resolved.findings
    if _may_hold_controls(text):
        found = _control_characters(text, found)
    if len(found) > 1:
        found.sort(key=lambda one: (one.span.line, one.span.column, one.code))
    read = (lines, resolved.kinds, resolved.parts)
    beside = tuple([leaf for leaf in resolved.beside if not _is_of_review(leaf)])
    return Parsed(text, review, tuple(found), beside, read)


def _is_of_review(leaf: Leaf) -> bool:
    """Tell whether a leaf belongs to the review: a lone `%`, which separates lists, does not."""
    return type(leaf) is Boilerplate or (type(leaf) is Comment and bool(leaf.text))


def _review(resolved: Resolved, last: Span) -> Review:
    document = arranger()(resolved.tokens)
    title = resolved.title
    guides = []
    sections = build_sections(document.bodies, None)
    for index, (opening, entries, bodies) in enumerate(document.stretches):
        guides.append(build_guide(opening, entries, title.season))
        sections += build_sections(bodies, index)
    beside = resolved.beside
    return _review_of(
        title,
        resolved.metadata,
        tuple(guides),
        tuple(sections),
        tuple(document.ratings),
        document.verdicts[0] if document.verdicts else None,
        tuple([leaf for leaf in beside if type(leaf) is Boilerplate]),
        tuple([leaf for leaf in beside if type(leaf) is Comment and leaf.text]),
        Span(1, 1, 0, *last[3:]),
    )


def _control_characters(text: str, found: list[Diagnostic]) -> list[Diagnostic]:
    """Report the first control character of each line, instead of the line's other findings."""
    places = Lines(text)
    reported: dict[int, Diagnostic] = {}
    edits: dict[int, list[Edit]] = {}
    for match in CONTROL.finditer(text):
        if match[0] == "\x85":
            continue  # it ends a line
        span = places.span(match.start(), match.end())
        instead = "\n" if match[0] in _BREAKS else ""
        edits.setdefault(span.line, []).append(Edit(match.start(), match.end(), instead))
        if span.line not in reported:
            shown = f"U+{ord(match[0]):04X}"
            reported[span.line] = report("RF113", span, character=shown)
    return [
        *(one for one in found if one.span.line not in reported),
        *(
            replace(one, fix=Fix(tuple(edits[line]), safe=False, message="take it out"))
            for line, one in reported.items()
        ),
    ]


def _may_hold_controls(text: str) -> bool:
    """Tell whether to look closer.

    Searching bytes is faster than searching characters. The text is encoded piece by piece, so that
    a large text needs no second copy.
    """
    if "\ufffe" in text or "\uffff" in text:
        return True
    try:
        for start in range(0, len(text), _PIECE):
            data = text[start : start + _PIECE].encode()
            if data.translate(None, _NO_CONTROLS) or (b"\xc2" in data and _C1.search(data)):
                return True
    except UnicodeEncodeError:
        return True
    return False
