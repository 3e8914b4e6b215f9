"""Reads paragraphs, headings, lists, quotes and figures (spec, "Prose")."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.characters import join_lines, tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import report
from reviewfmt.model import AnyScore, Figure, Heading, Item, Leaf, Paragraph
from reviewfmt.node import maker
from reviewfmt.parser.scores import read_score
from reviewfmt.parser.tokens import Reading, Token, comment_or_boilerplate, span_between
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.line_readers import read_item
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import LONGEST_HEADING, LONGEST_WRAPPED, PROSE, View

_new = tuple.__new__
_ESCAPED = Kind.ESCAPED
_ITEM = Kind.ITEM
_RATING = Kind.RATING
_TITLE = Kind.TITLE
_COMMENT = Kind.COMMENT
_PROSE = Kind.PROSE
_QUOTE = Kind.QUOTE
_paragraph_of, _item_of, _heading_of = maker(Paragraph), maker(Item), maker(Heading)
_RATED = (line_kinds.Rating, line_kinds.Season)


def unescaped(line: Line) -> str:
    """Return the text of a line of prose without the backslash in front of it."""
    text = line.text
    return tidy(text[1:] if line.kind is _ESCAPED else text)


def read_prose(view: View, k: int, end: int, *, in_guide: bool = False) -> Reading:
    """Read consecutive lines of prose from line `k` on, up to line `end` at most.

    They are one paragraph; but if one of them is too long for a wrapped line, each line is a
    paragraph. In a guide, a rating without a bullet is prose too.
    """
    at = k + 1
    while at < end and goes_on(view, k, at, in_guide=in_guide):
        at += 1
    return Reading((paragraphs(view.lines[k:at]),), at)


def read_paragraphs(view: View, k: int) -> Reading:
    """Read consecutive paragraphs from line `k` on, up to a natural heading.

    Line `k` is prose and no heading. The lines of a block are one paragraph, or each is one.
    """
    lines, kinds, end = view.lines, view.kinds, view.end
    found: list[Paragraph] = []
    at = k
    while True:
        first, start = lines[at], at
        block = first.block
        at += 1
        while at < end and lines[at].block == block and kinds[at] in PROSE:
            at += 1
        if at == start + 1:
            text = first.text
            found.append(
                _paragraph_of(tidy(text[1:] if first.kind is _ESCAPED else text), first.span)
            )
        else:
            found += _paragraphs(lines[start:at])
        if at == end or kinds[at] not in PROSE:
            break
        if len(lines[at].text) <= LONGEST_HEADING and view.is_heading(at):
            break
    return _new(Reading, ((("PARAGRAPH", found),), at, (), (), None, ()))


def goes_on(view: View, k: int, at: int, *, in_guide: bool = False) -> bool:
    """Tell whether line `at` is prose in the block of line `k`."""
    kind, line = view.kinds[at], view.lines[at]
    if line.block != view.lines[k].block:
        return False
    return kind in PROSE or (in_guide and _is_rated_prose(view, at))


def _is_rated_prose(view: View, at: int) -> bool:
    """Tell whether a line is a rating without a bullet, which is prose in a guide."""
    data = view.lines[at].data
    bulleted = isinstance(data, line_kinds.Rating) and data.bullet
    return view.kinds[at] is _RATING and not bulleted


def paragraphs(run: Sequence[Line]) -> Token:
    """Return the paragraphs of consecutive lines of prose."""
    return "PARAGRAPH", _paragraphs(run)


def _paragraphs(run: Sequence[Line]) -> list[Paragraph]:
    if len(run) == 1 or any(len(line.text) > LONGEST_WRAPPED for line in run):
        return [_paragraph(line) for line in run]
    text = join_lines([unescaped(line) for line in run])
    return [_paragraph_of(text, span_between(run[0], run[-1]))]


def _paragraph(line: Line) -> Paragraph:
    return _paragraph_of(unescaped(line), line.span)


def read_heading(view: View, k: int) -> Reading:
    """Read the heading on line `k`: explicit, natural, or a rating that is a heading."""
    line = view.lines[k]
    found: list[Diagnostic] = []
    score: AnyScore | None = None
    text = line.text
    data = line.data
    if isinstance(data, line_kinds.Heading):
        text = data.text
        if data.split is not None:
            score = read_score(line, data.split, found)
    elif isinstance(data, _RATED) and data.split is not None:
        text = data.name
        score = read_score(line, data.split, found)
    elif line.kind is _TITLE:
        text = str(data)
        found.append(report("RF124", line.span, line=line.text))
    token = ("HEADING", [(_heading_of(tidy(text), line.span), score)])
    return _new(Reading, ((token,), k + 1, found, (), None, ()))


def read_list(view: View, k: int, end: int | None = None, *, in_guide: bool = False) -> Reading:
    """Read consecutive items from line `k` on, up to line `end` of the body or of a note.

    In a guide, a rating with a bullet is an item, and a rating with a number is prose. A line of
    prose directly below an item continues it if it is indented deeper than the item's sign.
    """
    lines, kinds = view.lines, view.kinds
    end = view.end if end is None else end
    tokens: list[Token] = []
    beside: list[Leaf] = []
    waiting: list[Leaf] = []
    expected: int | None = None
    behind = at = k
    while at < end:
        kind, line = kinds[at], lines[at]
        if kind is _COMMENT and tokens and line.data:
            waiting.append(comment_or_boilerplate(line))
            at += 1
            continue
        data = _item(line, kind, view, in_guide=in_guide)
        if data is None or (tokens and data.number != expected):
            break
        last = line
        texts = [data.text]
        at += 1
        while (
            at < end
            and (kinds[at] is _PROSE or (in_guide and _is_rated_prose(view, at)))
            and lines[at].block == line.block
            and lines[at].indent > line.indent
        ):
            last = lines[at]
            texts.append(tidy(last.text))
            at += 1
        item = _item_of(
            join_lines(texts) if len(texts) > 1 else data.text, span_between(line, last)
        )
        if tokens:
            tokens.append(("ITEM", [item]))
        else:
            sign = "BULLET" if data.number is None else "NUMBER"
            tokens.append((sign, [(item, data.number)]))
        expected = None if data.number is None else data.number + 1
        beside += waiting
        waiting = []
        behind = at
    return Reading(tokens, behind, (), beside)  # comments below the last item do not belong to it


def _item(line: Line, kind: Kind, view: View, *, in_guide: bool) -> line_kinds.Item | None:
    """Return what an item says, None for a line that is no item."""
    if kind is _ITEM and isinstance(line.data, line_kinds.Item):
        return line.data
    bulleted = isinstance(line.data, line_kinds.Rating) and line.data.bullet
    if kind is _ITEM or (in_guide and kind is _RATING and bulleted):
        return read_item(line.text, view.words)
    return None


def read_quote(view: View, k: int, end: int | None = None) -> Reading:
    """Read the consecutive lines of a quotation; a lone `>` separates its paragraphs.

    A lone `>` belongs to the paragraph above it, or else to the first paragraph. If no line has
    text, the signs are a paragraph of prose.
    """
    lines, kinds = view.lines, view.kinds
    end = view.end if end is None else end
    at = k
    runs: list[list[Line]] = [[]]
    while at < end and kinds[at] is _QUOTE and lines[at].block == lines[k].block:
        line = lines[at]
        parted = runs[-1] and tidy(runs[-1][-1].text[1:]) == "" != tidy(line.text[1:])
        if parted and any(tidy(one.text[1:]) for one in runs[-1]):
            runs.append([])
        runs[-1].append(line)
        at += 1
    found = [paragraph for run in runs for paragraph in _quoted(run)]
    if not found:
        signs = " ".join(line.text for line in runs[0])
        span = span_between(runs[0][0], runs[0][-1])
        return Reading((("PARAGRAPH", [Paragraph(signs, span)]),), at)
    return Reading((("QUOTE", found[:1]), ("QUOTED", found[1:])), at)


def _quoted(run: list[Line]) -> list[Paragraph]:
    """Return the paragraphs of lines without a lone `>` between two lines with text."""
    told = [line for line in run if tidy(line.text[1:])]
    texts = [tidy(line.text[1:]) for line in told]
    if len(told) > 1 and any(len(line.text) > LONGEST_WRAPPED for line in told):
        spans = [line.span for line in told]
        spans[0] = span_between(run[0], told[0])
        spans[-1] = span_between(told[-1], run[-1])
    elif told:
        texts, spans = [join_lines(texts)], [span_between(run[0], run[-1])]
    else:
        return []
    return list(map(Paragraph, texts, spans))


def read_figure(view: View, k: int) -> Reading:
    """Read the figure on line `k`."""
    line = view.lines[k]
    data = line.data
    assert isinstance(data, line_kinds.Figure)
    figure = Figure(data.src, data.alt, data.caption, line.span)
    return Reading((("FIGURE", [figure]),), k + 1)
