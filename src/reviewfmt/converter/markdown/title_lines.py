"""Reads the lines above a text that describe it: `Title: Fog`, `Author: Ana Lima`.

Pelican, MultiMarkdown and people write such lines without any delimiter.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"(?P<key>[^\W\d_][\w -]{0,30}):[ \t]++(?P<value>[^\n]*+)(?:\n|\Z)")
_MOST_LINES = 20


def title_lines(text: str) -> tuple[dict[str, str], str] | None:
    """Return the values in the lines above a text, and the text below them; None if there are none.

    The first line has the title, each line has a different key, and only an empty line is between
    the lines and the text.
    """
    from reviewfmt.pandoc_ast.printed import known_words
    from reviewfmt.syntax.vocabulary import fold

    values: dict[str, str] = {}
    place = 0
    while (match := _LINE.match(text, place)) is not None and len(values) < _MOST_LINES:
        key, value = match["key"].strip(), match["value"].strip()
        if not values and fold(key) not in known_words("title"):
            return None
        if fold(key) in map(fold, values) or not value:
            return None
        values["title" if not values else key] = value
        place = match.end()
    if not values or text[place : place + 1].strip():
        return None
    return values, text[place:]
