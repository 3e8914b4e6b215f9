"""What an editor offers at a place: fixes, ignores, and the explicit spelling of a heading."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.characters import closed, widened
from reviewfmt.server.edits import TextEdit, edited, edits_between

if TYPE_CHECKING:
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.model import Review
    from reviewfmt.server.analysis import Analysis

QUICK_FIX = "quickfix"
REWRITE = "refactor.rewrite"
FIX_ALL = "source.fixAll.reviewfmt"
FIX_ALL_UNSAFE = "source.fixAllUnsafe.reviewfmt"
"""Not a kind below `source.fixAll`, because editors run those when a file is saved."""

KINDS = (QUICK_FIX, REWRITE, FIX_ALL, FIX_ALL_UNSAFE)

_HEADING = "## "
_LONGEST = 120
"""A line with more characters is a paragraph, not a heading."""
_MOST_TRIED = 12
"""The most findings for which an ignore is tried; a whole text may have hundreds."""
_ESCAPE = "\\"
_SIGNS = widened("#>")
_UNSAFE = "unsafe: the review may change"


class Action(NamedTuple):
    """A code action: its title, its kind, the findings that it fixes, and its edits."""

    title: str
    kind: str
    mends: tuple[Diagnostic, ...]
    edits: tuple[TextEdit, ...]
    preferred: bool = False


def is_asked(kind: str, only: Collection[str] | None) -> bool:
    """Tell whether a kind is among the requested ones; None requests all."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)


def actions(
    analysis: Analysis,
    found: Sequence[Diagnostic],
    start: int,
    end: int,
    only: Collection[str] | None = None,
) -> Iterator[Action]:
    """Yield the fixes and the ignores of the findings `found`, and the actions in a range."""
    if is_asked(QUICK_FIX, only):
        for one in found:
            yield from _fixes(one)
        for one in found[:_MOST_TRIED]:
            yield from _ignores(analysis, one)
    if is_asked(REWRITE, only) and (heading := as_heading(analysis, start, end)) is not None:
        yield heading


def _fixes(found: Diagnostic) -> Iterator[Action]:
    fix = found.fix
    if fix is None:
        return
    said = fix.message or found.help or "mend it"
    title = f"{found.code}: {said}" if fix.safe else f"{found.code}: {said} ({_UNSAFE})"
    edits = tuple(TextEdit(one.start, one.end, one.replacement) for one in fix.edits)
    yield Action(title, QUICK_FIX, (found,), edits, preferred=fix.safe)


def fix_all(analysis: Analysis, *, unsafe: bool = False) -> Action | None:
    """Return what `check --fix` does, with `unsafe` what `--unsafe-fixes` does; None for nothing.

    Its cost grows with the number of refused fixes, so an editor requests it only if needed.
    """
    offered = [one.fix for one in analysis.findings if one.fix is not None]
    if not any(unsafe or one.safe for one in offered):
        return None
    from reviewfmt.linter.fixing import fix

    made = fix(analysis.text, analysis.settings, unsafe=unsafe).text
    edits = tuple(edits_between(analysis.text, made))
    if not edits:
        return None
    if unsafe:
        return Action(f"Fix all that can be fixed ({_UNSAFE})", FIX_ALL_UNSAFE, (), edits)
    return Action("Fix all that is safe to fix", FIX_ALL, (), edits)


def may_fix(analysis: Analysis, *, unsafe: bool) -> bool:
    """Tell whether any finding has a fix that would be tried."""
    fixes = (one.fix for one in analysis.findings if one.fix is not None)
    return any(unsafe or one.safe for one in fixes)


# -- ignores ----------------------------------------------------------------------------------


def _ignores(analysis: Analysis, found: Diagnostic) -> Iterator[Action]:
    """Yield the comments that silence a finding: here, and in the file; each is tried first."""
    from reviewfmt.linter.settings import ALWAYS

    if found.code in ALWAYS:
        return
    for whole_file, where in ((False, "here"), (True, "in this file")):
        for edit in _comments(analysis, found, whole_file=whole_file):
            if _silences(analysis, found, edit):
                yield Action(f"Ignore {found.code} {where}", QUICK_FIX, (found,), (edit,))
                break


def _comments(analysis: Analysis, found: Diagnostic, *, whole_file: bool) -> Iterator[TextEdit]:
    """Yield the edits that may silence a finding: in a comment that is there, or a new one."""
    from reviewfmt.rules.ignores import ignores

    line = 0 if whole_file else _line_above(analysis, found)
    start = analysis.places.start_of(line)
    for one in ignores(analysis.context):
        is_near = whole_file or one.comment.span.end_line == line
        if one.codes and one.whole_file == whole_file and is_near:
            at = one.codes[-1].end
            yield TextEdit(at, at, f", {found.code}")
    named = "ignore-file" if whole_file else "ignore"
    yield TextEdit(start, start, f"% {named}: {found.code}{_line_end(analysis)}")


def _line_above(analysis: Analysis, found: Diagnostic) -> int:
    """Return the line, from 0, that a comment about a finding is above."""
    leaf = analysis.context.leaf_at(found.span.offset)
    return (found.span if leaf is None else leaf.span).line - 1


def _line_end(analysis: Analysis) -> str:
    from reviewfmt.writer import line_end

    return line_end(analysis.text, "keep")


def _silences(analysis: Analysis, found: Diagnostic, edit: TextEdit) -> bool:
    """Tell whether an edit removes a finding, causes no other, and keeps the review equal."""
    made = analysis.with_text(edited(analysis.text, [edit]))
    by = len(edit.text) - (edit.end - edit.start)
    left = [(one.code, one.span.offset) for one in made.findings]
    had = [
        (one.code, one.span.offset + by * (one.span.offset >= edit.start))
        for one in analysis.findings
    ]
    place = (found.code, found.span.offset + by * (found.span.offset >= edit.start))
    is_less = place not in left and len(left) < len(had)
    return is_less and _bare(made.review) == _bare(analysis.review)


def _bare(review: Review) -> Review:
    return replace(review, comments=())


# -- headings ---------------------------------------------------------------------------------


def as_heading(analysis: Analysis, start: int, end: int) -> Action | None:
    """Return the action that writes a line as `## Heading`: a heading without a sign, or prose.

    Returns None if the range is not in such a line, or the line would not read as a heading.
    """
    from reviewfmt.model import Heading, Paragraph

    leaf = _leaf_in(analysis, start, end)
    if not isinstance(leaf, Heading | Paragraph) or leaf.span.line != leaf.span.end_line:
        return None
    at = leaf.span.offset
    source = analysis.text[at : leaf.span.end_offset]
    is_short = len(source) <= _LONGEST and (isinstance(leaf, Heading) or not closed(source))
    is_marked = analysis.text[at] in _SIGNS
    if not is_short or is_marked or analysis.places.line_of(end) != leaf.span.line - 1:
        return None
    edit = TextEdit(at, at + int(analysis.text[at] == _ESCAPE), _HEADING)
    made = analysis.with_text(edited(analysis.text, [edit]))
    read = {one.heading.span.line: one.heading.text for one in made.review.sections if one.heading}
    errors = [one.code for one in made.findings if one.severity == "error"]
    had = [one.code for one in analysis.findings if one.severity == "error"]
    if leaf.span.line not in read or len(errors) > len(had):
        return None
    return Action("Write as ## heading", REWRITE, (), (edit,))


def _leaf_in(analysis: Analysis, start: int, end: int) -> object:
    """Return the leaf on the line of a range, the first one where the range is between leaves."""
    line = analysis.places.line_of(start)
    first = analysis.places.start_of(line)
    last = analysis.places.start_of(line + 1)
    found = analysis.context.leaf_at(start)
    return found or next(
        (one for one in analysis.leaves if first <= one.span.offset < max(last, first + 1)), None
    )
