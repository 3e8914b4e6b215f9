"""Escapes text for formats in which pandoc's writers leave some signs unescaped.

A writer escapes what its own reader would take for markup, but not always: in the middle of a word
or a line, a macro, a link or a note could become active. Here every sign that could begin one is
escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewfmt.pandoc_ast import Inlines, raw

Text = Callable[[str], Inlines]

_ENUMERATOR = r"\(?(?:\d{1,9}|[^\W\d_]|[ivxlcdmIVXLCDM]{1,12}|#)[.)](?= |$)"
"""Matches the number of an item at the beginning of a line."""


def _slash(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _reference(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in match[0])


def _last_slash(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


def _last_reference(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}&#{ord(match[0][-1])};"


Written = Callable[[re.Match[str]], str]


def _signs(
    writer: str,
    anywhere: str,
    written: Written,
    *openings: tuple[str, Written],
) -> tuple[Text, Text]:
    """Return how text begins a line of a format, and how it continues.

    `anywhere` matches the signs that `written` escapes; at the beginning, the first of `openings`
    that matches is escaped by its own function.
    """
    signs = re.compile(anywhere)
    begins = [(re.compile(pattern), spell) for pattern, spell in openings]

    def rest(text: str) -> Inlines:
        return _words(writer, signs.sub(written, text))

    def first(text: str) -> Inlines:
        for pattern, spell in begins:
            match = pattern.match(text)
            if match:
                return _words(writer, spell(match) + signs.sub(written, text[match.end() :]))
        return rest(text)

    return first, rest


def _words(writer: str, text: str) -> Inlines:
    """Return words unchanged, with the spaces between them as nodes, which writers expect."""
    inlines: Inlines = []
    for index, word in enumerate(text.split(" ")):
        if index:
            inlines.append({"t": "Space"})
        inlines += raw(writer, word)
    return inlines


RST = _signs(
    "rst",
    r"[\\*`|@<]|(?<![^\W_])_|_(?![^\W_])|:(?=\S|$)",
    _slash,
    (r"\\+$", lambda match: "\\ " + 2 * match[0]),  # otherwise a line of backslashes is a rule
    (_ENUMERATOR, _slash),
    (r"[^\w\s“”‘’¿¡…]", _slash),
)

_TYPST, _ = _signs(
    "typst",
    r"[\\*_`$#@<>~'\"\[\]{}]|/(?=/)|(?<=/)/|-(?=[-?\d])|(?<=-)-|\.(?=\.)|(?<=\.)\.|(?<!\S)[.;]|:(?=\S)",
    _slash,
    (r"\d{1,9}\.(?= |$)", _last_slash),
    (r"[-+=/.(;]", _slash),
)
TYPST = _TYPST, _TYPST  # the text of a mark begins again, and code could continue after it


def typst_string(text: str) -> Inlines:
    """Return `text` as a string in Typst code."""
    return raw("typst", '"' + re.sub(r'["\\]', _slash, text) + '"')


_LATEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "|": r"\textbar{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"},
}


def _latex(match: re.Match[str]) -> str:
    return _LATEX_SIGNS.get(match[0], f"{{{match[0]}}}")


_LATEX, _ = _signs("latex", r"[\\^~|<>\"'`\[\]*{}$&#_%]|[-,](?=[-,])|(?<=[-,])[-,]", _latex)
LATEX = _LATEX, _LATEX

ASCIIDOC = _signs(
    "asciidoc",
    r"[*_`#^~+{}\[\]|<>&\\@'\"=]|-(?=-)|(?<=-)[->]|\.(?=\.)|(?<=\.)\.|:(?=\S)|(?<=:):"
    r"|;|\$(?=\$)|(?<=\$)\$|\((?=[(CRT])|(?<=\))\)",
    _reference,
    (r"\w{1,9}[.)](?= |$)", _last_reference),
    (r"[A-Z]+:(?= |$)", _last_reference),
    (r"[^\w\s“”‘’¿¡…—–]", _reference),
)

ASCIIDOC_LINK = _signs("asciidoc", r"[!-/:-@\[-`{-~]", _reference)[1]
"""The text of a link, which is also a list of attributes."""

MEDIAWIKI = _signs(
    "mediawiki",
    r"[\[\]{}|<>&=\\]|'(?='|\Z)|(?:(?<=')|\A)'|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_|:(?=\S)|!(?=!)"
    r"|(?<=\bRFC) (?=\d)|(?<=\bPMID) (?=\d)|(?<=\bISBN) (?=\d)",
    _reference,
    (r"[^\w\s“”‘’¿¡…—–(\"'.,?!/$%@+]", _reference),
)

_NOTHING = "@@comment:@@"
# Emacs 28 has no entities for brackets, the backslash and `#`.
_ENTITIES = {
    "<": "lt",
    ">": "gt",
    "$": "dollar",
    "|": "vert",
    "/": "slash",
    "+": "plus",
    ":": "colon",
}


def _parted(match: re.Match[str]) -> str:
    """Return signs as entities or, if there are none, with an empty sign on both sides."""
    return "".join(
        f"\\{_ENTITIES[sign]}{{}}" if sign in _ENTITIES else f"{_NOTHING}{sign}{_NOTHING}"
        for sign in match[0]
    )


def _behind(match: re.Match[str]) -> str:
    return _NOTHING + match[0]


ORG = _signs(
    "org",
    r"[\[\]{}<>|\\$@_^*=~+]|(?<!\d)/|/(?!\d)|:(?=\S|\Z)|-(?=-)|\.(?=\.)",
    _parted,
    (r"[A-Z]{2,}:?(?= |$)", _behind),
    (_ENUMERATOR, _behind),
    (r"-+|\.+|[+*#:%]", _parted),
)
