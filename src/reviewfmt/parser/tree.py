"""Arranges line tokens by the rules of grammar/review.lark, with Lark's LALR table.

The table is built in advance (`make grammar` writes `syntax/generated.py`). Following it needs only
a stack and a loop, while importing Lark takes longer than reading a review.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from reviewfmt.parser.build import Builder
from reviewfmt.parser.tokens import Token
from reviewfmt.syntax import generated

_END: Token = ("$END", [])
"""The token that stands for the end of the input in the table."""

_RUNS = frozenset(("FIELD", "ENTRY", "PARAGRAPH", "RATING", "VERDICT"))
"""The types whose consecutive tokens are arranged like a single one."""

_FURTHER = frozenset(("ITEM", "QUOTED"))
"""The types that continue the token in front of them."""


def _runs(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens with each run of one type merged, which saves time, and the end."""
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
"""A rule to apply: its name, the number of its parts, and the function that builds a node of them.

A rule that Lark makes for `*` or `+` builds no node: its parts become parts of its parent.
"""

_Row = dict[str, Any]
"""What follows in a state, by the type of a token or the name of a rule: a row or a `_Step`."""


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


def _pop_parts(parts: list[Any], size: int) -> list[Any]:
    """Remove and return the last `size` parts; a list in front is extended, in linear time."""
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
    """Return the function that arranges line tokens and returns what rule `review` builds.

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
                if size == 1:  # as for most rules
                    part = parts.pop()
                    children = part if type(part) is list else [part]
                    del path[-1]
                else:
                    children = _pop_parts(parts, size) if size else []
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
