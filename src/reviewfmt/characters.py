"""The characters the format gives a meaning of their own (spec, "Characters")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

WHITE_SPACE = (
    "\t\n\x0b\x0c\r \x85\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What counts as white space at the ends of a line or a text."""

CLOSING_MARKS = ".!?…‥:;,。．｡！？：；，、･؟؛،۔।॥·"
"""The punctuation that ends a sentence or leads on: a heading does not close with it."""

CLOSING_QUOTES = "\"'”’»)]}›」』）］】》〉*＊|｜"
"""What may follow a closing mark and leave the line closed: quotes, brackets, and the signs
that close emphasis and spoilers."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""A character that no review holds: C0 but tab and line ends, DEL, C1, lone surrogates, and the two
that XML, and so an EPUB, does not allow."""

LIST_COMMAS = ",，、"
"""The signs that part the values of a field that holds a list."""

FULL_WIDTH = dict(zip("#%>*-+:=|/[]", "＃％＞＊－＋：＝｜／［］", strict=True))
"""The full-width form of each sign of structure that is read as its narrow self.

`\\`, `~` and the `!` of a figure have none: `＼`, `～` and `！` open ordinary text.
"""


def widened(signs: str) -> str:
    """Return signs, and behind them the full-width form of each that has one."""
    return signs + "".join(FULL_WIDTH.get(sign, "") for sign in signs)


_ASCII_RUN = re.compile("[ \t\n]{2,}|[\t\n]")


def strip(text: str) -> str:
    """Return `text` without the white space at its ends."""
    text = text.strip()
    return text.strip(WHITE_SPACE) if "\ufeff" in text else text


def tidy(text: str) -> str:
    """Return `text` with each run of ASCII white space as one space, and its ends stripped.

    No-break and other Unicode spaces inside stay (spec, "Paragraphs").
    """
    if "  " in text or "\n" in text or "\t" in text:
        text = _ASCII_RUN.sub(" ", text)
    text = text.strip()
    return text.strip(WHITE_SPACE) if "\ufeff" in text else text


def closed(text: str) -> bool:
    """Tell whether `text` ends in closing punctuation, quotes and brackets behind it aside."""
    return text.rstrip(CLOSING_QUOTES)[-1:] in CLOSING_MARKS


_WIDE = frozenset("FWH")


def _is_wide(character: str) -> bool:
    """Tell whether a character is wide, or a half of a wide one, and no Hangul."""
    return unicodedata.east_asian_width(character) in _WIDE and not (
        "\u1100" <= character <= "\u11ff"
        or "\u3130" <= character <= "\u318f"
        or "\ua960" <= character <= "\ua97f"
        or "\uac00" <= character <= "\ud7ff"
        or "\uffa0" <= character <= "\uffdc"
    )


def join_lines(lines: Sequence[str]) -> str:
    """Return lines as one: a space between two, or nothing if CSS Text Level 3 sets none.

    It sets none between two characters of East Asian width F, W or H that are no Hangul.
    """
    if "".join(lines).isascii():
        return " ".join(lines)
    joined = lines[0]
    parts = [joined]
    for line in lines[1:]:
        last = parts[-1]
        if not (last and line and _is_wide(last[-1]) and _is_wide(line[0])):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


LANGUAGE_TAG = re.compile(
    "[Xx](-[A-Za-z0-9]{1,8})+|[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}"
    "(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    "(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    "(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?"
)
"""A well-formed BCP 47 language tag: language, script, region, variants; or private use."""
