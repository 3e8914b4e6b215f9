"""Text as CommonMark inlines that read back as the same text (spec, "Markdown").

Writers of Markdown escape for their own reader, and lose what is rare: a rule made of three
hyphens, an entity, a number with a full stop. Here each word is escaped by CommonMark's rules,
as little as they allow, and handed to the writer as it shall stand.
"""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"[\\`*<~$|]"  # opens code, emphasis, HTML; strikeout, mathematics, cells in common dialects
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis; inside a word it opens nothing
    r"|\](?=[\[(:])"  # closes a link or a definition
    r"|&(?=#?[0-9A-Za-z]+;)"  # an entity
)
_FIRST_WORD = re.compile(r"(?=[-+>#:])|(?=\[[ xX^]?(?:\]|$))")
_NUMBER = re.compile(r"(\d{1,9})([.)])", re.ASCII)


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[0]


def escape(text: str) -> str:
    """Return `text`, one line, as CommonMark that reads as `text` and nothing else.

    It may stand as a paragraph, an item, a heading, a cell of a pipe table or a value of the
    front matter.
    """
    first, space, rest = text.partition(" ")
    start = _FIRST_WORD.match(first)
    number = _NUMBER.fullmatch(first)
    if number:
        first = f"{number[1]}\\{number[2]}"
    else:
        first = ("\\" if start else "") + _INLINE.sub(_escaped, first)
    escaped = first + space + _INLINE.sub(_escaped, rest)
    last = escaped.rpartition(" ")[2]
    if last and not last.strip("#"):  # at the end of a heading it would close it
        escaped = f"{escaped.removesuffix(last)}\\{last}"
    return escaped
