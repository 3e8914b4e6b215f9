"""What comments in a text silence, and which of them silence nothing (RF314)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.linter.settings import ALWAYS
from reviewfmt.model import Comment, ItemList, Quote
from reviewfmt.parser import Parsed
from reviewfmt.rules import RULES, known
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.ignores import Ignore, Named, ignores
from reviewfmt.span import Span

_UNUSED = "RF314"


class _Entry(NamedTuple):
    """One code of one comment, and the lines it is for (both included)."""

    ignore: Ignore
    named: Named
    first: int
    last: int


def suppress(
    parsed: Parsed, found: Iterable[Diagnostic], wanted: Collection[str]
) -> list[Diagnostic]:
    """Return the findings that no comment of the text silences, and RF314 for idle comments.

    `found` is what was found of the codes `wanted`. `% ignore-file:` is for the whole text,
    `% ignore:` for the next line, and the block that the line begins or stands in: a paragraph,
    a list or a quote. What a comment names and nobody wants is not called idle.
    """
    context = Context(parsed)
    entries = list(_entries(context))
    if not entries:
        return list(found)
    lookup = _Lookup(entries)
    used: set[_Entry] = set()
    left = []
    for one in found:
        hits = lookup.silencing(one.code, one.span.line)
        used.update(hits)
        if not hits or one.code in ALWAYS:
            left.append(one)
    if _UNUSED not in wanted:
        return left
    idle = [entry for entry in entries if entry not in used and _is_told(entry, wanted)]
    said = []
    for entry in idle:
        # An ignore never silences what is said about itself.
        hits = [one for one in lookup.silencing(_UNUSED, _line(entry)) if one != entry]
        used.update(hits)
        if not hits:
            said.append(entry)
    told = {entry.named for entry in said if entry not in used}
    return left + [_unused(context, entry, told) for entry in said if entry.named in told]


class _Lookup:
    """Finds the entries that silence a code on a line, without looking at all of them."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._whole = [one for one in entries if one.ignore.whole_file]
        self._lines = sorted(
            (one for one in entries if not one.ignore.whole_file), key=lambda one: one.first
        )
        self._firsts = [one.first for one in self._lines]
        self._longest = max((one.last - one.first for one in self._lines), default=0)

    def silencing(self, code: str, line: int) -> list[_Entry]:
        first = bisect_left(self._firsts, line - self._longest)
        near = self._lines[first : bisect_right(self._firsts, line)]
        found = [*self._whole, *(one for one in near if line <= one.last)]
        return [one for one in found if code.startswith(one.named.code)]


def _is_told(entry: _Entry, wanted: Collection[str]) -> bool:
    """Tell whether all that an entry could silence was looked for; unknown codes are RF315."""
    code = entry.named.code
    return known(code) and all(one in wanted for one in RULES if one.startswith(code))


def _line(entry: _Entry) -> int:
    return entry.ignore.comment.span.line


def _unused(context: Context, entry: _Entry, idle: Collection[Named]) -> Diagnostic:
    named, ignore = entry.named, entry.ignore
    where = "in this file" if ignore.whole_file else "here"
    message = f"{named.code} is ignored {where}, but nothing of it is found"
    others = [one for one in ignore.codes if one != named]
    if all(one in idle for one in others):
        edit = context.removal(ignore.comment.span)
    elif named.start > ignore.codes[0].start:
        before = max(one.end for one in others if one.end <= named.start)
        edit = Edit(before, named.end, "")
    else:
        edit = Edit(named.start, min(one.start for one in others), "")
    fix = Fix((edit,), safe=True, message="remove the ignore")
    span = context.span(named.start, named.end)
    return warning(_UNUSED, message, span, "remove the code, or the comment", fix)


def _entries(context: Context) -> Iterator[_Entry]:
    """Yield an entry for each code of each comment that silences."""
    found = list(ignores(context))
    if not found:
        return
    below = _below(context)
    for ignore in found:
        first, last = below[ignore.comment.span]
        for named in ignore.codes:
            yield _Entry(ignore, named, first, last)


def _below(context: Context) -> dict[Span, tuple[int, int]]:
    """Return, for each comment, the first and the last line of what stands below it."""
    ends: dict[Span, int] = {}
    for block in context.blocks:
        if isinstance(block, ItemList):
            ends[block.items[0].span] = block.items[-1].span.end_line
        elif isinstance(block, Quote):
            ends[block.paragraphs[0].span] = block.paragraphs[-1].span.end_line
    found: dict[Span, tuple[int, int]] = {}
    target, start = (0, -1), len(context.text)
    for leaf in reversed(context.leaves):
        span = leaf.span
        between = context.text[span.end_offset : start]
        if isinstance(leaf, Comment):
            rest = between.lstrip()
            if rest:  # a line in error, which is no leaf
                line = context.span(start - len(rest), start).line
                target = (line, line)
            found[span] = target
        else:
            target = (span.line, ends.get(span, span.end_line))
        start = span.offset
    return found
