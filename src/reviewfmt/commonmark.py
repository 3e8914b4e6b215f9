"""Text as CommonMark inlines that read back as the same text (spec, "Markdown").

Writers of Markdown escape for their own reader, and lose what is rare: a rule made of three
hyphens, an entity, a number with a full stop. Here each word is escaped by CommonMark's rules,
as little as they allow, and handed to the writer as it shall stand.
"""

from __future__ import annotations

import re
import unicodedata

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
    escaped = _UNWRITTEN.sub(_entity, escaped)
    return escaped if unicodedata.is_normalized("NFC", escaped) else _as_entities(escaped)


_UNWRITTEN = re.compile("[\u2028\u2029\ufeff\ufffe\uffff]")  # no text of YAML holds them
_WINDOW = 40


def _entity(match: re.Match[str]) -> str:
    return f"&#x{ord(match[0]):X};"


def _as_entities(text: str) -> str:
    """Return `text` with an entity for each character that would not stay what it is.

    Readers compose what is written decomposed (Unicode's form NFC), and they do so before they
    read entities.
    """
    written: list[str] = []
    begins = [0, 0]  # where the last two characters that are no marks stand: marks join those
    for character in text:
        alone = unicodedata.combining(character) == 0
        near = written[begins[0] :]
        around = "".join(near) + character
        if len(near) > _WINDOW or not unicodedata.is_normalized("NFC", around):
            written.append(f"&#x{ord(character):X};")
            begins = [len(written), len(written)]
            continue
        if alone:
            begins = [begins[1], len(written)]
        written.append(character)
    return "".join(written)
