"""Drives Lark: the rules of grammar/review.lark over line tokens. The one owner of lark.

The table of the rules ships built (`syntax/generated.py`, by `make grammar`), since building it
takes longer than reading a review. With another version of lark than the one that built it, it
is built from the grammar again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import lark
from lark.grammar import Rule
from lark.lexer import Lexer

from reviewfmt.parser.build import Builder
from reviewfmt.parser.tokens import Token
from reviewfmt.syntax import generated


class _Unused(Lexer):
    """Takes the place of Lark's own lexers: the tokens are made already."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        raise NotImplementedError


class Run:
    """A token as Lark takes it: a type, and the nodes of one line or of several in succession.

    Lark looks for places on a token; nothing here uses them.
    """

    __slots__ = ("type", "value")
    start_pos = line = column = end_line = end_column = end_pos = None

    def __init__(self, kind: str, nodes: list[Any]) -> None:
        self.type = kind
        self.value = nodes


_END = Run("$END", [])
"""What Lark takes for the end of the tokens."""

_RUNS = frozenset(("FIELD", "ENTRY", "PARAGRAPH", "RATING", "VERDICT"))
"""The types of which several in succession are arranged as one would be."""

_FURTHER = frozenset(("ITEM", "QUOTED"))
"""The types that go on with the token in front of them."""


def _runs(tokens: Iterable[Token]) -> list[Run]:
    """Return tokens as Lark takes them: a run of one type is one, since each costs Lark time."""
    found: list[Run] = []
    last = ""
    value: list[Any] = []
    for kind, nodes in tokens:
        if (kind == last and kind in _RUNS) or kind in _FURTHER:
            value += nodes
        else:
            last, value = kind, [*nodes]
            found.append(Run(kind, value))
    return found


def _load(builder: Builder) -> lark.Lark:
    if lark.__version__ != generated.LARK:
        from reviewfmt.assets import asset

        path = asset("grammar/review.lark")
        return lark.Lark(
            path.read_text(encoding="utf-8"),
            source_path=str(path),
            import_paths=[str(path.parent)],
            lexer=_Unused,
            transformer=builder,
            **generated.OPTIONS,
        )
    parser = dict(generated.DATA["parser"])
    parser["lexer_conf"] = dict(parser["lexer_conf"], lexer_type=_Unused)
    options = dict(generated.DATA["options"], lexer=_Unused, transformer=builder)
    data = dict(generated.DATA, parser=parser, options=options)
    return lark.Lark.load({"data": data, "memo": generated.MEMO})


Arrange = Callable[[Sequence[Token]], Any]


@cache
def arranger() -> Arrange:
    """Return the function that makes what rule `review` builds of line tokens."""
    parser = _load(Builder()).parser.parser.parser
    # Lark finds what to call by the rule. Where it is the very same object it need not compare.
    steps = (step for row in parser.parse_table.states.values() for step in row.values())
    rules = {rule for _, rule in steps if isinstance(rule, Rule)}
    parser.callbacks = {rule: parser.callbacks[rule] for rule in rules}

    blank = parser.parse(None, "review", start_interactive=True).parser_state

    def arrange(tokens: Sequence[Token]) -> Any:
        state = type(blank)(blank.parse_conf, None)
        for run in _runs(tokens):
            state.feed_token(run)
        return state.feed_token(_END, True)

    return arrange
