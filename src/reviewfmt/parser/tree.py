"""Arranges line tokens by the rules of grammar/review.lark, with the table that Lark makes of them.

The table ships built (`syntax/generated.py`, by `make grammar`). To follow it takes a stack and a
loop; to import Lark takes longer than to read a review.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from reviewfmt.parser.build import Builder
from reviewfmt.parser.tokens import Token
from reviewfmt.syntax import generated

_END: Token = ("$END", [])
"""What the table takes for the end of the tokens."""

_RUNS = frozenset(("FIELD", "ENTRY", "PARAGRAPH", "RATING", "VERDICT"))
"""The types of which several in succession are arranged as one would be."""

_FURTHER = frozenset(("ITEM", "QUOTED"))
"""The types that go on with the token in front of them."""


def _runs(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens with a run of one type as one, since each costs time, and the end."""
    found: list[Token] = []
    last = ""
    value: list[Any] = []
    for token in tokens:
        kind = token[0]
        if (kind == last and kind in _RUNS) or kind in _FURTHER:
            value += token[1]
        else:
            last, value = kind, [*token[1]]
            found.append((kind, value))
    found.append(_END)
    return found


_Step = tuple[str, int, Callable[[list[Any]], Any] | None]
"""A rule to apply: its name, how many parts it takes, and what builds a node of them.

A rule that Lark makes for `*` or `+` builds none: its parts are a list, and its parent's.
"""

_Row = dict[str, Any]
"""What follows in a state, by the type of a token or the name of a rule: a row, or a `_Step`."""


def _states(builder: object) -> list[_Row]:
    rules: list[_Step] = [
        (name, size, None if name.startswith("_") else getattr(builder, name))
        for name, size in generated.RULES
    ]
    rows: list[_Row] = [{} for _ in generated.STATES]
    for row, state in zip(rows, generated.STATES, strict=True):
        for name, step in state.items():
            row[name] = rows[step] if step >= 0 else rules[~step]
    return rows


def _taken(parts: list[Any], size: int) -> list[Any]:
    """Take the last `size` parts; the first goes on where it is a list: `*` and `+` are linear."""
    first = parts[-size]
    found = first if type(first) is list else [first]
    for part in parts[len(parts) - size + 1 :]:
        if type(part) is list:
            found += part
        else:
            found.append(part)
    del parts[-size:]
    return found


Arrange = Callable[[Sequence[Token]], Any]


@cache
def arranger() -> Arrange:
    """Return the function that makes what rule `review` builds of line tokens.

    It raises ValueError for tokens in an order that the grammar does not have.
    """
    return driver(Builder())


def driver(builder: object) -> Arrange:
    """Return the function that follows the table; `builder` has a method for each rule."""
    states = _states(builder)
    start, end = states[generated.START], states[generated.ACCEPTED]

    def arrange(tokens: Sequence[Token]) -> Any:
        row = start
        path = [start]
        parts: list[Any] = []
        for token in _runs(tokens):
            kind = token[0]
            while type(step := row.get(kind)) is not dict:
                if step is None:
                    raise ValueError(f"{kind} stands where the grammar has none")
                name, size, build = step
                if size == 1:  # as most take
                    part = parts.pop()
                    children = part if type(part) is list else [part]
                    del path[-1]
                else:
                    children = _taken(parts, size) if size else []
                    del path[len(path) - size :]
                parts.append(children if build is None else build(children))
                row = path[-1][name]
                path.append(row)
                if row is end and kind == "$END":
                    return parts[0]
            row = step
            path.append(row)
            parts.append(token)
        raise AssertionError("the end is a token, too")

    return arrange
