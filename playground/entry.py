"""The functions of reviewfmt for the playground: they take a text and return plain data.

A browser has neither pandoc nor the JSON Schema. The page is written without pandoc, with the same
bytes (`converter.html_writer`). There are no findings of the schema, since only JSON documents have
them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from reviewfmt import ReviewError, check, to_json
from reviewfmt.converter import language_of, prepare, read
from reviewfmt.converter.html_writer import write_html
from reviewfmt.converter.lenient import read_leniently
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.linter.fixing import fix
from reviewfmt.pages.found import is_html
from reviewfmt.source import decode

MOST_FINDINGS = 500
"""The maximum number of findings: nobody reads more, and each is underlined in the text."""

UNTITLED = "Untitled"

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

Answer = dict[str, Any]


def look(text: str) -> Answer:
    """Return the results to show for a text. Raises nothing.

    - `findings`: at most MOST_FINDINGS, in the order of the text, each with `code`, `severity`,
      `message`, `help`, `line` and `column`, its place `from` and `to`, and its `fix`, if it has a
      safe one: a `message` and `edits`, each with `from`, `to` and `insert`. Places count units of
      UTF-16, as browsers do.
    - `errors` and `warnings`: how many there are of each.
    - `document`: the JSON document as text, or None if the text has errors; `refused` says why.
    - `page`: the published page as HTML, or None if nothing can be published; `message` says why.
    - `looks`: "html" or "binary" if the text seems to be that instead of a review, otherwise None.
    """
    found = check(text)
    errors = sum(one.severity is Severity.ERROR for one in found)
    units = _units(text)
    shown = [_finding(one, units) for one in found[:MOST_FINDINGS]]
    data = text.encode("utf-8", "replace")
    page, message, document, refused = None, None, None, None
    try:
        page = _page(read_leniently(data, "review", name=UNTITLED).reading.review, text)
    except ReviewError as error:
        message = "; ".join(one.message for one in error.diagnostics)
    try:
        document = json.dumps(to_json(read(data, "review")), ensure_ascii=False, indent=2)
    except ReviewError as error:
        refused = _said(error)
    return {
        "findings": shown,
        "errors": errors,
        "warnings": len(found) - errors,
        "document": document,
        "refused": refused,
        "page": page,
        "message": message,
        "looks": _looks(text),
    }


def mend(text: str) -> Answer:
    """Return the `text` after all safe fixes, as with `check --fix`."""
    made = fix(text)
    return {"text": made.text, "mended": made.mended}


def opened(data: bytes) -> Answer:
    """Return the `text` of a file, or None if it is not a text; `message` says why."""
    try:
        return {"text": decode(data), "message": None}
    except ReviewError as error:
        first = error.diagnostics[0]
        return {"text": None, "message": first.message}


def answer(asked: str, given: Any) -> str:
    """Return the result of the function called `asked` for `given`, as JSON."""
    return json.dumps(_ASKED[asked](given))


_ASKED: dict[str, Callable[[Any], Answer]] = {"look": look, "mend": mend, "opened": opened}


def _said(error: ReviewError) -> str:
    """Return the message of the first error of a text, with its line."""
    first = next(one for one in error.diagnostics if one.severity is Severity.ERROR)
    return f"line {first.span.line}: {first.message} ({first.code})"


def _page(review: Any, text: str) -> str:
    language = None if review.metadata.language else language_of(review, text)
    prepared = prepare(review, "html", language=language)
    assert prepared.document is not None
    return prepared.finish(write_html(prepared.document).encode()).decode()


def _looks(text: str) -> str | None:
    if "\0" in text:
        return "binary"
    return "html" if is_html(text) else None


def _units(text: str) -> Callable[[int], int]:
    """Return a function that turns an offset in characters into one in units of UTF-16."""
    wide = [one.start() for one in _ASTRAL.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def _finding(found: Diagnostic, units: Callable[[int], int]) -> Answer:
    fix = found.fix if found.fix is not None and found.fix.safe else None
    return {
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        "help": found.help,
        "line": found.span.line,
        "column": found.span.column,
        "from": units(found.span.offset),
        "to": units(found.span.end_offset),
        "fix": fix
        and {
            "message": fix.message or found.help or "mend it",
            "edits": [
                {"from": units(one.start), "to": units(one.end), "insert": one.replacement}
                for one in fix.edits
            ],
        },
    }
