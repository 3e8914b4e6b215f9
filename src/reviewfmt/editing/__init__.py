"""Edits a review in its text: what does not change stays as it is written."""

from __future__ import annotations

from collections.abc import Callable

from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.document import validate
from reviewfmt.editing.goal import Depth, Goal
from reviewfmt.model import Review
from reviewfmt.parser import Parsed, parse
from reviewfmt.syntax.words import Words
from reviewfmt.writer import dumps, format_text, line_end


def edit(text: str, change: Callable[[Review], Review], words: Words | None = None) -> str:
    """Return the text after a change to its review.

    `change` gets the review of the text and returns the new one. Only the lines that change are
    rewritten: comments, boilerplate, ignores and the spelling of every other line stay as they are.
    If the result would not read as the new review, the text is first written in its canonical form.
    If that does not help either, and there are no comments and no boilerplate to keep, the whole
    text is written again. `words` are the words to read with; None means those of the package.

    Raises ReviewError if the text has errors, if the new review is not valid (the diagnostics say
    why), or if the text cannot say it in place. Raises TypeError if `change` returns no review.
    """
    parsed = _read(text, words)
    new = change(parsed.review)
    if not isinstance(new, Review):
        raise TypeError(f"the change of a review returns a review, found {type(new).__name__}")
    if new == parsed.review:
        return text
    if faults := validate(new):
        raise ReviewError(faults)
    end = line_end(text, "keep")
    goal = Goal(parsed.review, new, words)
    for source in (text, format_text(text, words)):
        read = parsed if source is text else _read(source, words)
        for depth in Depth:
            edited = goal.made_in(read, end, depth)
            again = parse(edited, words)
            if again.review == new and not _errors(again):
                return edited
    beside = (*parsed.review.comments, *parsed.review.boilerplate, *new.comments, *new.boilerplate)
    if beside:
        message = "the new review cannot be written with every comment in its place"
        help_ = "make the change in smaller steps, or write the whole review with `dumps`"
        raise ReviewError([Diagnostic("RF121", message, parsed.review.title.span, help=help_)])
    return dumps(new, words).replace("\n", end)


def _read(text: str, words: Words | None) -> Parsed:
    parsed = parse(text, words)
    if _errors(parsed):
        raise ReviewError(parsed.diagnostics)
    return parsed


def _errors(parsed: Parsed) -> bool:
    return any(found.severity is Severity.ERROR for found in parsed.diagnostics)
