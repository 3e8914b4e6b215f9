"""The spelling of regular expressions in the engines of TextMate, JavaScript and Vim."""

from __future__ import annotations

import re._constants as ops  # type: ignore[import-not-found]  # it is missing in the type stubs
from typing import Any

from scripts.editors.spelling import Dialect, counted, escaped

# -- Oniguruma: TextMate ----------------------------------------------------------------------


def _oniguruma_category(category: Any, inside: bool) -> str:
    return {
        ops.CATEGORY_SPACE: r"\s",
        ops.CATEGORY_NOT_SPACE: r"\S",
        ops.CATEGORY_DIGIT: r"\d",
        ops.CATEGORY_NOT_DIGIT: r"\D",
        ops.CATEGORY_WORD: r"\w",
        ops.CATEGORY_NOT_WORD: r"\W",
    }[category]


def _perl_look(inside: str, behind: bool, negative: bool) -> str:
    return f"(?{'<' if behind else ''}{'!' if negative else '='}{inside})"


def _oniguruma_repeat(atom: str, least: int, most: int | None, way: str) -> str:
    if way == "+" and (least, most) not in ((0, None), (1, None), (0, 1)):
        return f"(?>{counted(atom, least, most, '')})"  # `{1,3}+` repeats a repeat there
    return counted(atom, least, most, way)


ONIGURUMA = Dialect(
    literal=escaped("\\^$.|?*+()[]{}#"),
    member=escaped("\\^[]-&"),
    category=_oniguruma_category,
    repeat=_oniguruma_repeat,
    look=_perl_look,
    group=lambda inside: f"(?:{inside})",
    either="|",
    any=".",
    end=r"$",
    start="^",
    boundary=r"\b",
    capture=lambda inside: f"({inside})",
    excluded=r"\n",
)


# -- JavaScript: CodeMirror -------------------------------------------------------------------


def _javascript_category(category: Any, inside: bool) -> str:
    return {
        ops.CATEGORY_SPACE: r"\s",
        ops.CATEGORY_NOT_SPACE: r"\S",
        ops.CATEGORY_DIGIT: r"\p{Nd}",
        ops.CATEGORY_NOT_DIGIT: r"\P{Nd}",
        ops.CATEGORY_WORD: r"\p{L}\p{N}_" if inside else r"[\p{L}\p{N}_]",
        ops.CATEGORY_NOT_WORD: r"[^\p{L}\p{N}_]",
    }[category]


JAVASCRIPT = Dialect(
    literal=escaped("\\^$.|?*+()[]{}/"),
    member=escaped("\\^[]-"),
    category=_javascript_category,
    repeat=lambda atom, least, most, way: counted(atom, least, most, way.replace("+", "")),
    look=_perl_look,
    group=lambda inside: f"(?:{inside})",
    either="|",
    any=".",
    end="$",
    start="^",
    boundary=r"(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))",
    capture=lambda inside: f"({inside})",
    letters=lambda others: rf"(?:(?![{others}])[\p{{L}}\p{{N}}_])",
)


# -- Vim --------------------------------------------------------------------------------------


VIM_SPACES = r" \t\u00a0\u2009\u3000"
"""The white space of a line, as members of a set."""


def _vim_category(category: Any, inside: bool) -> str:
    if inside:
        return {
            ops.CATEGORY_SPACE: VIM_SPACES,
            ops.CATEGORY_DIGIT: _VIM_DIGITS,
            ops.CATEGORY_WORD: "0-9A-Za-z_À-ÿ",
        }[category]
    return {
        ops.CATEGORY_SPACE: f"[{VIM_SPACES}]",
        ops.CATEGORY_NOT_SPACE: f"[^{VIM_SPACES}]",
        ops.CATEGORY_DIGIT: r"\d",
        ops.CATEGORY_NOT_DIGIT: r"\D",
        ops.CATEGORY_WORD: r"\k",
        ops.CATEGORY_NOT_WORD: r"\k@!.",
    }[category]


_VIM_DIGITS = "0-9０-９"
_VIM_NO_LETTERS = r" -@\[-`{-~\t\u00a0\u2013\u2014\u3000\u3001\u3002"


def _vim_letters(others: str) -> str:
    r"""Spell the characters of words except `others`: the syntax file defines `\k`.

    Unlike a repeat of a group, a repeat of a set takes no memory.
    """
    kept = others.replace("_", "")
    if kept in ("", _VIM_DIGITS):
        return f"[^{_VIM_NO_LETTERS}]" if kept else r"\k"
    return rf"%([{kept}]@!\k)"


_VIM_LONGEST = 300
_VIM_MOST = 99


def _vim_repeat(atom: str, least: int, most: int | None, way: str) -> str:
    """Spell a repeat.

    Vim allows at most ten groups in a pattern, so a short group is written as often as it may
    occur. A repeat of a group without a limit may take more memory than Vim allows, so a
    possessive repeat gets a limit.
    """
    if way == "+" and most is None:
        is_group = atom.startswith("%(")
        repeat = f"{{{least},{_VIM_MOST}}}" if is_group else counted("", least, most, "")
        return f"%({atom}{repeat})@>"
    if not atom.startswith("%("):
        lazy = f"{{-{least},{'' if most is None else most}}}"
        return atom + lazy if way == "?" else counted(atom, least, most, "")
    if most is None or (least, most) == (0, 1):
        return counted(atom, least, most, "")
    if len(atom) * most > _VIM_LONGEST:
        return counted(atom, least, most, "")
    spelled = ""
    for _ in range(most - least):
        spelled = f"%({atom}{spelled})?"
    return atom * least + spelled


def _vim_look(inside: str, behind: bool, negative: bool) -> str:
    sign = "!" if negative else "="
    return f"%({inside})@{'4<' if behind else ''}{sign}"


VIM = Dialect(
    literal=escaped("\\^$.|?*+()[]{}/=<>&@~%"),
    member=escaped("\\^[]-/"),
    category=_vim_category,
    repeat=_vim_repeat,
    look=_vim_look,
    group=lambda inside: f"%({inside})",
    either="|",
    any=".",
    end="$",
    start="^",
    boundary="%(<|>)",
    capture=lambda inside: f"%({inside})",
    letters=_vim_letters,
    folds=False,
)
"""The spelling of Vim after `\\c\\v`."""
