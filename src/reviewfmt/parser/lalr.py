"""Drives Lark: the LALR table of grammar/review.lark.

The one module that imports lark. The table ships built (table.py, by `make grammar`), since
building it takes longer than reading a review; with another version of lark than the one it
was built by, it is built from the grammar instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import lark
from lark.lexer import Lexer

from reviewfmt import table


class _Unused(Lexer):
    """Takes the place of Lark's own lexers: the reader makes the tokens (reader.py)."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        raise NotImplementedError


class _Token:
    """A run of like lines as Lark's parser wants a token: with a type, and places it never uses."""

    __slots__ = ("node", "type")
    start_pos = line = column = end_line = end_column = end_pos = None

    def __init__(self, kind: str, node: Any) -> None:
        self.type = kind
        self.node = node


class _Feed:
    """What the parser pulls tokens from: Lark's calls `lex`, lark-cython's `next_token`."""

    __slots__ = ("_tokens",)

    def __init__(self, tokens: Iterable[Any]) -> None:
        self._tokens = iter(tokens)

    def lex(self, parser_state: Any) -> Iterator[Any]:
        return self._tokens

    def next_token(self, parser_state: Any) -> Any:
        for token in self._tokens:
            return token
        raise EOFError


class _Callbacks:
    """What becomes of each rule: tokens as they are, a structure as its name and its tokens."""

    def review(self, children: list[Any]) -> list[Any]:
        return children

    def section(self, children: list[Any]) -> tuple[str, list[Any]]:
        return "section", children

    def guide(self, children: list[Any]) -> tuple[str, list[Any]]:
        return "guide", children

    def heading(self, children: list[Any]) -> Any:
        return children[0]

    paragraph = entry = heading


def _load(plugins: dict[str, Any]) -> lark.Lark:
    if lark.__version__ != table.LARK:
        from reviewfmt.assets import asset

        text = asset("grammar/review.lark").read_text(encoding="utf-8")
        extra: dict[str, Any] = {"transformer": _Callbacks(), "_plugins": plugins}
        return lark.Lark(text, lexer=_Unused, **table.OPTIONS, **extra)
    parser = dict(table.DATA["parser"])
    parser["lexer_conf"] = dict(parser["lexer_conf"], lexer_type=_Unused)
    options = dict(table.DATA["options"], lexer=_Unused, transformer=_Callbacks(), _plugins=plugins)
    data = dict(table.DATA, parser=parser, options=options)
    return lark.Lark.load({"data": data, "memo": table.MEMO})


Arrange = Callable[[list[tuple[str, Any]]], list[Any]]


@cache
def arranger(name: str | None = None) -> Arrange:
    """Return the parser called "lark" or "lark-cython"; None is the faster of those at hand.

    It takes runs, pairs of a terminal's name and a node, in the order of the source, and
    returns what rule `review` holds: objects with `.type` and `.node` for the terminals, and
    pairs ("section" | "guide", children) for the rules. Raises ImportError for "lark-cython"
    where the extra `fast` is not installed.
    """
    if name is None:
        try:
            return arranger("lark-cython")
        except ImportError:
            return arranger("lark")
    return _fast() if name == "lark-cython" else _plain()


def _plain() -> Arrange:
    parser = _load({}).parser.parser

    def arrange(runs: list[tuple[str, Any]]) -> list[Any]:
        return parser.parse(_Feed([_Token(kind, node) for kind, node in runs]), "review")  # type: ignore[no-any-return]  # Lark's trees are what our callbacks make

    return arrange


def _fast() -> Arrange:
    import lark_cython

    class _FastToken(lark_cython.Token):  # type: ignore[misc]  # lark-cython has no types
        __slots__ = ("node",)

    parser = _load({"LALR_Parser": lark_cython.plugins["LALR_Parser"]}).parser.parser

    def arrange(runs: list[tuple[str, Any]]) -> list[Any]:
        tokens = []
        for kind, node in runs:
            token = _FastToken(kind, "")
            token.node = node
            tokens.append(token)
        return parser.parse(_Feed(tokens), "review")  # type: ignore[no-any-return]  # as above

    return arrange
