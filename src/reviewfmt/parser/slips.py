"""Reports likely slips: lines of prose that a small change would make an entry, a field, a score.

See the spec, "Near misses". Slips that only the whole tree shows are rules of the linter.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from reviewfmt.characters import closed, tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import report
from reviewfmt.syntax import line_kinds, splits
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.line_readers import MOST_NAME_WORDS, read_field
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import View
from reviewfmt.syntax.scores import completed, number
from reviewfmt.syntax.splits import read_bullet
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_LONGEST_END = 80
"""How many characters of a line may hold the separator and the score that end it."""
_LONGEST_NAME = 60
_HIGHEST = 100
"""The highest number that is taken for a score without a maximum; a year is higher."""
_PROSE = Kind.PROSE
_ITEM = Kind.ITEM
_HEADING = Kind.HEADING
_FIELD_KIND = Kind.FIELD
_ESCAPED = Kind.ESCAPED
_ENTRY = Kind.ENTRY
_OTHERS = frozenset((Kind.FIELD, Kind.ESCAPED, Kind.HEADING))
"""The kinds beside prose and items that may hold a slip."""
_SEPARATED = re.compile("[-–—－|｜:：=＝★⭐☆]")
_LAST = frozenset("0123456789¼½¾%％★⭐☆.。")


def slips(
    lines: Sequence[Line],
    kinds: Sequence[Kind],
    start: int,
    reported: Container[int],
    view: View,
) -> list[Diagnostic]:
    """Return the near misses among the lines from `start` on, in the order of the source.

    `kinds` are the kinds of the lines in their places. Lines at the offsets `reported` already
    have a finding.
    """
    found = []
    words = view.words
    for at in range(start, view.end):
        line, kind = lines[at], kinds[at]
        if kind is _PROSE or kind is _ITEM:
            text = line.text
            ends = text[-1] in _LAST and _may_end_in_number(text, words)
            if ":" not in text and "：" not in text and not ends:
                continue
        elif kind not in _OTHERS or (kind is _FIELD_KIND and not _holds_two_colons(line.text)):
            continue
        if line.span.offset not in reported:
            slip = _slip(lines, at, kind, view)
            if slip is not None:
                found.append(slip)
    return found


def _slip(lines: Sequence[Line], at: int, kind: Kind, view: View) -> Diagnostic | None:
    line, words = lines[at], view.words
    own = line.kind
    if own is _PROSE and (kind is _PROSE or kind is _HEADING):
        field = _field(line, words) if ":" in line.text or "：" in line.text else None
        return field or _number(line, kind, _ends_paragraph(lines, at, view), words)
    if own is _ITEM and kind is _ITEM:
        return _number(line, kind, True, words)
    if own is _HEADING and kind is _HEADING:
        return _entry_in_heading(line, words)
    if kind is _FIELD_KIND:
        return _second_key(line, words)
    if kind is _ESCAPED:
        return _escaped_mark(line)
    return None


def _ends_paragraph(lines: Sequence[Line], at: int, view: View) -> bool:
    below = at + 1
    return (
        below >= view.end
        or lines[below].block != lines[at].block
        or view.kinds[below] not in (_PROSE, _ESCAPED)
    )


# -- fields -----------------------------------------------------------------------------------


def _field(line: Line, words: Words) -> Diagnostic | None:
    """Report a line of prose that opens with a known key, a colon and a value."""
    data = read_field(line.text, words)
    if data is None or data.name is None or not data.value:
        return None
    return report("RF127", line.span, variant="field", key=data.key)


def _second_key(line: Line, words: Words) -> Diagnostic | None:
    """Report a value that holds a known key and a colon."""
    data = read_field(line.text, words)
    if data is None or data.escaped:
        return None
    value = data.value
    colon = min((at for at in map(value.find, ":：") if at >= 0), default=-1)
    while colon >= 0:
        before = value[max(0, colon - _LONGEST_NAME) : colon].split()
        for count in (3, 2, 1):
            key = " ".join(before[-count:])
            if len(before) >= count and fold(key) in words.fields:
                spelling = f"{data.key}: \\{value}"
                return report("RF127", line.span, variant="value", key=key, spelling=spelling)
        colon = _next_colon(value, colon + 1)
    return None


def _holds_two_colons(text: str) -> bool:
    """Tell whether a field has a colon in addition to the one behind its key."""
    return text.count(":") + text.count("：") > 1


def _next_colon(text: str, at: int) -> int:
    while at < len(text) and text[at] not in ":：":
        at += 1
    return at if at < len(text) else -1


# -- headings and escapes ---------------------------------------------------------------------


def _entry_in_heading(line: Line, words: Words) -> Diagnostic | None:
    """Report a heading whose text would be an entry.

    RF317 reports lines with a label, a number and a score, headings among them.
    """
    assert isinstance(line.data, line_kinds.Heading)
    text = line.text[line.data.start :]
    found = classify(text, words)
    if found.kind is not _ENTRY or not isinstance(found.data, line_kinds.Entry):
        return None
    split = found.data.split
    scored = (
        split is not None and split.score is not None and not isinstance(split.score.value, str)
    )
    if found.data.number is not None and scored:
        return None
    return report("RF127", line.span, variant="heading", line=text)


def _escaped_mark(line: Line) -> Diagnostic | None:
    """Report a backslash in front of a `*` that opens a mark in the rest of the line."""
    if not line.text.startswith("\\*"):
        return None
    from reviewfmt.syntax import inline  # few texts need it

    nodes = inline.inlines(tidy(line.text[1:]))
    opens = isinstance(nodes[0], inline.Text) and not nodes[0].text.strip("*")
    if not isinstance(nodes[1 if opens and len(nodes) > 1 else 0], inline.Emphasis | inline.Strong):
        return None
    spelling = "\\" + line.text
    return report("RF127", line.span, variant="escape", mark="*", spelling=spelling)


# -- numbers ----------------------------------------------------------------------------------


def _may_end_in_number(text: str, words: Words) -> bool:
    """Tell whether a line may end in a separator and a number, or in stars."""
    start = max(0, len(text) - _LONGEST_END)
    return (
        text[-1] in _LAST
        and words.number_mark.search(text, start) is not None
        and _SEPARATED.search(text, start) is not None
    )


def _number(line: Line, kind: Kind, ends: bool, words: Words) -> Diagnostic | None:
    """Report a line that ends in a separator and a number.

    A number without a maximum counts only behind the name of a rating. A score counts behind any
    text, if it ends a paragraph or an item.
    """
    text = line.text
    if not _may_end_in_number(text, words):
        return None
    begin = read_bullet(text, words) if kind is _ITEM else 0
    content = line.data.start if isinstance(line.data, line_kinds.Item) else begin + 1
    if text.startswith("\\", content - 1):
        return None
    start = max(begin, len(text) - _LONGEST_END)
    if ends:
        for match in splits.scored(text, start, len(text), words):
            score = completed(text, match, words)
            name = tidy(text[begin : match.start()])
            if name and score.end == len(text) and not isinstance(score.value, str):
                shown = text[score.start : score.end].rstrip(".。")
                return _near(line, kind, "score", _spelling(name, shown, match))
    for match in splits.overlapping(words.unscaled, text, start, len(text)):
        name = tidy(text[begin : match.start()])
        if text[match.end() :] in ("", ".") and _is_rated(name, match["bare"]):
            variant = "no-maximum" if kind is _PROSE else "score"
            shown = f"{match['bare']}/{_scale(match['bare'])}"
            return _near(line, kind, variant, _spelling(name, shown, match))
    return None


def _is_rated(name: str, bare: str) -> bool:
    """Tell whether a name and a number look like a rating: not like a time or a year."""
    return (
        bool(name)
        and len(name.split()) <= MOST_NAME_WORDS
        and not closed(name)
        and not name[-1].isdigit()
        and number(bare) <= _HIGHEST
    )


def _scale(bare: str) -> int:
    value = number(bare)
    return next(scale for scale in (10, 100) if value <= scale)


def _spelling(name: str, score: str, match: re.Match[str]) -> str:
    pipe, dashed = splits.separator_of(match)
    if pipe and dashed:
        return f"{name} -| {score}"
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}…"
    return f"[{name}] - {score}"


def _near(line: Line, kind: Kind, variant: str, spelling: str) -> Diagnostic:
    return report("RF127", line.span, variant=variant, line=line.text, kind=kind, spelling=spelling)
