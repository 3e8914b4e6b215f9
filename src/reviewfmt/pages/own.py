"""Tells whether a page is written in the review format already."""

from __future__ import annotations

import re

from reviewfmt.diagnostic import Severity
from reviewfmt.model import GuideHeading, SeasonLine
from reviewfmt.pages.drafts import Draft
from reviewfmt.parser import Parsed, parse
from reviewfmt.syntax.line_kinds import Entry
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_DASHED = re.compile(r"[-–—－][^\S\n]?[|｜]")
_KEY = re.compile(r"^[^\S\n]{0,8}(?P<key>[^\W\d_][^:：\n]{0,29}?)[^\S\n]?[:：]", re.MULTILINE)
_SIGNED = frozenset(("author", "published", "language", "status", "tags"))
"""Fields of which a page has two on separate lines only if it is in the review format."""


def own_draft(text: str, words: Words) -> Draft | None:
    """Return the review of a text that is in the format and has no error, or None.

    The format is recognized by an entry with a dash and a pipe before its score, or by two fields
    of the review itself below the title; other pages have neither.
    """
    if not _may_be_own(text, words):
        return None
    parsed = parse(text, words)
    if any(one.severity is Severity.ERROR for one in parsed.diagnostics):
        return None
    named = {field.name for field in parsed.review.metadata.fields} & _SIGNED
    if len(named) < 2 and not _has_dashed_entry(parsed):
        return None
    beside = [one for one in parsed.beside if isinstance(one, GuideHeading | SeasonLine)]
    return Draft(parsed.review, (), tuple(beside))


def _may_be_own(text: str, words: Words) -> bool:
    """Tell whether a text has a sign of the format, wherever it is."""
    if _DASHED.search(text) is not None:
        return True
    keys = {fold(match["key"]) for match in _KEY.finditer(text)}
    return len({words.fields.get(key) for key in keys} & _SIGNED) > 1


def _has_dashed_entry(parsed: Parsed) -> bool:
    """Tell whether a line is an entry with a dash and a pipe before its score.

    A line without label and score is the rule of a table.
    """
    return any(
        isinstance(line.data, Entry)
        and line.data.split is not None
        and line.data.split.dashed
        and (line.data.label is not None or line.data.split.score is not None)
        for line in parsed.read[0]
    )
