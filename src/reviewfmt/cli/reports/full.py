"""For people: the finding, its source line, a caret under what is meant, and the help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from reviewfmt.cli.console import harmless, shown
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.cli.reports.concise import MARK, headline
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.linter import Checked
from reviewfmt.source import Lines

__all__ = ["MARK", "pieces", "whole"]

WIDTH = 100
"""How many columns of a source line are shown; longer lines are cut around the place."""

_TAB = 4
_BEFORE = 30


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[str]:
    """Yield each finding with its source line."""
    lines = Lines(checked.text)
    return (_block(found, checked.text, lines, color) for found in checked.diagnostics)


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the findings, a blank line between two."""
    gap = ""
    for row in rows:
        for piece in row.pieces:
            yield gap + piece
            gap = "\n"


def _block(found: Diagnostic, text: str, lines: Lines, color: bool) -> str:
    rows = [headline(found, color)]
    excerpt = _excerpt(found, text, lines)
    gutter = " " * len(str(found.span.line))
    if excerpt is not None:
        source, carets = excerpt
        if color:
            hue = "red" if found.severity is Severity.ERROR else "yellow"
            carets = click.style(carets, fg=hue, bold=True)
        rows += [f"{gutter} |", f"{found.span.line} | {source}", f"{gutter} | {carets}"]
    if found.help:
        rows.append(f"{gutter} = help: {shown(found.help)}")
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _excerpt(found: Diagnostic, text: str, lines: Lines) -> tuple[str, str] | None:
    """Return the source line and the line of carets below it, cut to the width, or None."""
    span = found.span
    if not text or not 0 < span.line <= len(lines.starts):
        return None
    start = lines.starts[span.line - 1]
    end = lines.starts[span.line] if span.line < len(lines.starts) else len(text)
    line = text[start:end].rstrip("\r\n")
    first = min(span.column - 1, len(line))
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    last = max(min(last, len(line)), first)
    cut_left = max(first - _BEFORE, 0) if len(line) > WIDTH else 0
    pieces, widths = _columns(line[cut_left : cut_left + 2 * WIDTH])
    first, last = first - cut_left, min(last - cut_left, len(widths))
    lead = "… " if cut_left else ""
    offset = sum(widths[:first])
    length = max(sum(widths[first:last]), 1)
    source, used, cut_right = [], 0, cut_left + len(widths) < len(line)
    for piece, width in zip(pieces, widths, strict=True):
        if used + width > WIDTH:
            cut_right = True
            break
        source.append(piece)
        used += width
    carets = " " * (len(lead) + offset) + "^" * max(min(length, used - offset), 1)
    return lead + harmless("".join(source)) + (" …" if cut_right else ""), carets


def _columns(line: str) -> tuple[list[str], list[int]]:
    """Return what a terminal shows for each character of `line`, and how many columns it takes."""
    if line.isascii() and line.isprintable():
        return list(line), [1] * len(line)
    from unicodedata import category, east_asian_width

    pieces, widths = [], []
    column = 0
    for char in line:
        if char == "\t":
            piece, width = " " * (_TAB - column % _TAB), _TAB - column % _TAB
        elif category(char) in ("Mn", "Me") or char in "\u200b\u200c\u200d\u2060\ufeff":
            piece, width = char, 0
        else:
            piece, width = shown(char), 2 if east_asian_width(char) in "WF" else 1
        pieces.append(piece)
        widths.append(width)
        column += width
    return pieces, widths
