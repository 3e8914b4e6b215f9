"""Applies comments that silence findings, and reports those that silence nothing (RF314)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.linter.settings import ALWAYS
from reviewfmt.model import Comment, ItemList, Quote
from reviewfmt.parser import Parsed
from reviewfmt.rules import catalogue, known
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.ignores import Ignore, ignores
from reviewfmt.span import Span

_UNUSED = "RF314"


class _Entry(NamedTuple):
    """One code of one comment: its index there, and the first and last line that it applies to.

    Entries are referred to by their index in the list of all, since hashing an entry would hash its
    whole comment.
    """

    ignore: Ignore
    place: int
    first: int
    last: int

    @property
    def code(self) -> str:
        return self.ignore.codes[self.place].code

    @property
    def line(self) -> int:
        return self.ignore.comment.span.line


def suppress(
    parsed: Parsed,
    found: Iterable[Diagnostic],
    wanted: Collection[str],
    plugins: tuple[str, ...] = (),
) -> list[Diagnostic]:
    """Return the findings that no comment silences, and RF314 for comments without effect.

    `found` are the findings of the codes `wanted`. `% ignore-file:` applies to the whole text,
    `% ignore:` to the next line and to its block: a paragraph, a list or a quote. A code that is
    not wanted does not count as unused.
    """
    context = Context(parsed)
    entries = list(_entries(context))
    if not entries:
        return list(found)
    groups = _Groups(entries)
    silencing: set[int] = set()
    left = []
    for one in found:
        hits = groups.silencing(one.code, one.span.line)
        silencing.update(hits)
        if not hits or one.code in ALWAYS:
            left.append(one)
    if _UNUSED not in wanted:
        return left
    used = {at for hit in silencing for at in groups.members[hit]}
    told = {code: _was_checked(code, wanted, plugins) for code in {entry.code for entry in entries}}
    idle = [at for at, entry in enumerate(entries) if at not in used and told[entry.code]]
    said = _not_silenced(entries, groups, idle, used)
    return left + list(_all_unused(context, entries, said))


class _Groups:
    """Groups of the entries with the same code and lines, to be found by line and code."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self.members: list[list[int]] = []
        self._whole: dict[str, int] = {}
        self._by_line: dict[int, list[dict[str, int]]] = {}
        areas: dict[tuple[int, int], dict[str, int]] = {}
        for at, entry in enumerate(entries):
            if entry.ignore.whole_file:
                area = self._whole
            else:
                lines = (entry.first, entry.last)
                area = areas.setdefault(lines, {})
                if not area:
                    # Only few areas share a line, such as a list and its item.
                    for line in range(entry.first, entry.last + 1):
                        self._by_line.setdefault(line, []).append(area)
            group = area.setdefault(entry.code, len(self.members))
            if group == len(self.members):
                self.members.append([])
            self.members[group].append(at)

    def silencing(self, code: str, line: int) -> list[int]:
        """Return the groups that silence `code` on `line`, including those of its prefixes."""
        begun = [code[:end] for end in range(1, len(code) + 1)]
        areas = (self._whole, *self._by_line.get(line, ()))
        return [area[one] for area in areas for one in begun if one in area]


def _not_silenced(
    entries: Sequence[_Entry], groups: _Groups, idle: list[int], used: set[int]
) -> list[int]:
    """Return the unused entries to report; an entry that silences such a report is used."""
    said = []
    visits = [0] * len(groups.members)
    for at in idle:
        hits = groups.silencing(_UNUSED, entries[at].line)
        # An entry never silences the report about itself.
        others = [hit for hit in hits if groups.members[hit] != [at]]
        for hit in others:
            visits[hit] += 1
            if visits[hit] <= 2:  # after two visits no entry of the group is unused
                used.update(one for one in groups.members[hit] if one != at)
        if not others:
            said.append(at)
    return [at for at in said if at not in used]


def _was_checked(code: str, wanted: Collection[str], plugins: tuple[str, ...]) -> bool:
    """Tell whether everything that a code can silence was checked; unknown codes are RF315."""
    rules = catalogue(plugins)
    named = [one for one, rule in rules.items() if one.startswith(code) and not rule.asked]
    return (
        known(code, plugins)
        and (bool(named) or code in wanted)
        and all(one in wanted for one in named)
    )


def _all_unused(
    context: Context, entries: Sequence[_Entry], said: Iterable[int]
) -> Iterator[Diagnostic]:
    """Yield a finding for each entry; if all codes of a comment are unused, the fix removes it."""
    places: dict[Span, list[int]] = {}
    comments: dict[Span, Ignore] = {}
    for at in said:
        ignore = entries[at].ignore
        comments[ignore.comment.span] = ignore
        places.setdefault(ignore.comment.span, []).append(entries[at].place)
    for span, idle in places.items():
        ignore = comments[span]
        whole = context.removal(span) if len(idle) == len(ignore.codes) else None
        for place in idle:
            yield _unused(context, ignore, place, whole or _without(ignore, place))


def _without(ignore: Ignore, place: int) -> Edit:
    """Return the edit that removes one of several codes, with one of its commas."""
    named = ignore.codes[place]
    if place:
        return Edit(ignore.codes[place - 1].end, named.end, "")
    return Edit(named.start, ignore.codes[1].start, "")


def _unused(context: Context, ignore: Ignore, place: int, edit: Edit) -> Diagnostic:
    named = ignore.codes[place]
    where = "in this file" if ignore.whole_file else "here"
    message = f"{named.code} is ignored {where}, but nothing of it is found"
    fix = Fix((edit,), safe=True, message="remove the ignore")
    span = context.span(named.start, named.end)
    return warning(_UNUSED, message, span, "remove the code, or the comment", fix)


def _entries(context: Context) -> Iterator[_Entry]:
    """Yield an entry for each code of each comment that silences findings."""
    found = list(ignores(context))
    if not found:
        return
    below = _below(context)
    for ignore in found:
        first, last = below[ignore.comment.span]
        for place in range(len(ignore.codes)):
            yield _Entry(ignore, place, first, last)


def _below(context: Context) -> dict[Span, tuple[int, int]]:
    """Return the first and the last line that each comment applies to."""
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
            if rest:  # a line with an error, which has no leaf
                line = context.span(start - len(rest), start).line
                target = (line, line)
            found[span] = target
        else:
            target = (span.line, ends.get(span, span.end_line))
        start = span.offset
    return found
