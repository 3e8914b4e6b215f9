"""The table that ships, followed by our own loop, gives what Lark gives by the grammar."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lark
import pytest
from lark.lexer import Lexer

from reviewfmt.parser import tree
from reviewfmt.parser.tokens import Token
from reviewfmt.syntax import generated
from tests.budget import IN_WHOLE

ROOT = Path(__file__).resolve().parent.parent
TYPES = sorted({name for row in generated.STATES for name in row if name.isupper()} - {"$END"})
LIKELY = {
    "GUIDE": ("ENTRY",),
    "ENTRY": ("ENTRY", "PARAGRAPH", "BULLET", "GUIDE_END"),
    "BULLET": ("ITEM", "ITEM", "GUIDE_END"),
    "QUOTE": ("QUOTED", "HEADING", "FIGURE"),
}
"""What makes many of the random orders such as the grammar has."""


class Lines(Lexer):
    """Hands on tokens that are made already."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[lark.Token]:  # type: ignore[override]
        return (lark.Token(kind, str(at)) for at, (kind, _) in enumerate(data))


class Shape:
    """Builds a node of any rule: its name, and what it is made of."""

    def __getattr__(self, name: str) -> Callable[[list[Any]], Any]:
        return lambda children: (name, [_plain(child) for child in children])


def _plain(child: Any) -> Any:
    if isinstance(child, lark.Token):
        return child.type, [int(child)]
    return child


@pytest.fixture(scope="module")
def grammar() -> lark.Lark:
    path = ROOT / "grammar" / "review.lark"
    return lark.Lark.open(
        str(path), parser="lalr", start="review", maybe_placeholders=False, lexer=Lines
    )


def by_lark(tokens: list[Token], grammar: lark.Lark) -> Any:
    """Return what Lark makes of tokens, None if it refuses them."""
    try:
        found = grammar.parse(tokens)
    except lark.exceptions.UnexpectedInput:
        return None

    def shape(node: Any) -> Any:
        if isinstance(node, lark.Tree):
            return node.data, [shape(child) for child in node.children]
        return _plain(node)

    return shape(found)


def by_ours(tokens: list[Token]) -> Any:
    """Return what our loop makes of tokens, None if it refuses them."""
    try:
        return tree.driver(Shape())(tokens)
    except ValueError:
        return None


def numbered(kinds: list[str]) -> list[Token]:
    """Return one token a kind, in a way that none is arranged with the one in front of it."""
    return [(kind, [at]) for at, kind in enumerate(kinds)]


def test_random_orders_of_tokens(grammar: lark.Lark, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many orders are taken as are refused, near enough."""
    monkeypatch.setattr(tree, "_runs", lambda tokens: [*tokens, tree._END])
    chance = random.Random(9)
    taken = refused = 0
    for _ in range(3000):
        kinds = ["TITLE"] if chance.random() < 0.8 else []
        while chance.random() < 0.85:
            likely = LIKELY.get(kinds[-1] if kinds else "", ())
            kinds.append(chance.choice(likely if likely and chance.random() < 0.95 else TYPES))
        tokens = numbered(kinds)
        expected = by_lark(tokens, grammar)
        assert by_ours(tokens) == expected, kinds
        taken += expected is not None
        refused += expected is None
    assert min(taken, refused) > 300


def test_the_tokens_of_the_conformance_cases(
    grammar: lark.Lark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_runs", lambda tokens: [*tokens, tree._END])
    cases = 0
    for path in sorted((ROOT / "conformance").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            tokens = numbered([kind for kind, _ in case.get("tokens") or ()])
            if tokens:
                cases += 1
                expected = by_lark(tokens, grammar)
                assert expected is not None
                assert by_ours(tokens) == expected
    assert cases > 100


def test_runs_are_one_token() -> None:
    tokens: list[Token] = [("TITLE", [0]), ("PARAGRAPH", [1]), ("PARAGRAPH", [2, 3])]
    assert by_ours(tokens) == (
        "review",
        [("TITLE", [0]), ("opening", [("PARAGRAPH", [1, 2, 3])])],
    )


@IN_WHOLE
def test_a_long_review_is_one_loop() -> None:
    """No rule is applied within another, and no list is copied again and again."""
    kinds = ["TITLE", *("HEADING", "FIGURE") * 20_000]
    name, children = by_ours(numbered(kinds))
    assert name == "review"
    assert len(children) == 20_001
