"""Knows which languages are written from right to left."""

from __future__ import annotations

# fmt: off
_RTL_LANGUAGES = frozenset({
    "ar", "arc", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "khw", "ks", "lrc", "mzn",
    "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "ydd", "yi",
})
_RTL_SCRIPTS = frozenset({
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa",
})
# fmt: on


def is_right_to_left(language: str | None) -> bool:
    """Tell whether the BCP 47 tag `language` names a script that is written from right to left."""
    subtags = (language or "").lower().split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 1:
            break
        if len(subtag) == 4 and subtag.isalpha():
            return subtag in _RTL_SCRIPTS
    return subtags[0] in _RTL_LANGUAGES
