"""A text in colour: the pieces of its lines, and Pygments' lexer over them."""

from __future__ import annotations

import json
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pygments import highlight as render
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename

from reviewfmt.highlight import highlights
from reviewfmt.lexer import ROLES, TOKENS, ReviewLexer
from reviewfmt.parser import Parsed, parse
from reviewfmt.syntax.line_kinds import Kind
from tests.budget import CASES
from tests.texts import mutations, pages

DATA = Path(__file__).parent / "data"
CASES_OF_LINES = json.loads((DATA / "highlight" / "cases.json").read_text(encoding="utf-8"))
CONFORMANCE = Path(__file__).parents[1] / "conformance"
TEXTS = [
    case["text"]
    for name in ("spec", "parser", "malformed")
    for case in json.loads((CONFORMANCE / f"{name}.json").read_text(encoding="utf-8"))
    if "text" in case
]


def assert_covers(parsed: Parsed) -> None:
    """Assert that the pieces are in order and cover each line, with the kind it has there."""
    pieces = list(highlights(parsed))
    assert all(piece.start < piece.end for piece in pieces)
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    kinds = {piece.start: piece.kind for piece in pieces}
    for line in parsed.lines:
        end = line.offset + len(line.text)
        assert covered >= set(range(line.offset, end)), line
        assert kinds[line.offset] == line.kind, line


@pytest.mark.parametrize("case", CASES_OF_LINES, ids=lambda case: case["name"])
def test_a_line_has_its_pieces(case: dict[str, object]) -> None:
    parsed = parse(str(case["text"]))
    found = [
        [piece.role.value, parsed.text[piece.start : piece.end]]
        for piece in highlights(parsed)
        if parsed.text.count("\n", 0, piece.start) + 1 == case["line"]
    ]
    assert found == case["pieces"]


def test_every_line_of_every_fixture_has_the_kind_of_the_format() -> None:
    assert len(TEXTS) > 1000
    for text in TEXTS:
        assert_covers(parse(text))


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(pages(), mutations(), st.text(max_size=400)))
def test_every_line_of_any_text_has_the_kind_of_the_format(text: str) -> None:
    assert_covers(parse(text))


def test_each_kind_has_a_token_of_its_own() -> None:
    assert set(TOKENS) == set(Kind) - {Kind.BLANK}
    assert len(set(TOKENS.values())) == len(TOKENS)
    assert not set(TOKENS.values()) & set(ROLES.values())


def test_the_lexer_gives_the_whole_text() -> None:
    for text in TEXTS[::7]:
        tokens = list(ReviewLexer().get_tokens_unprocessed(text))
        assert "".join(piece for _, _, piece in tokens) == text
        assert [at for at, _, _ in tokens] == [
            sum(len(piece) for _, _, piece in tokens[:count]) for count in range(len(tokens))
        ]


def test_pygments_finds_the_lexer() -> None:
    assert isinstance(get_lexer_by_name("review"), ReviewLexer)
    assert isinstance(get_lexer_for_filename("metallic-rouge.review"), ReviewLexer)
    text = "A Show Season 1 Review – good\n\nVerdict: 8/10\n"
    page = render(text, get_lexer_by_name("review"), HtmlFormatter(nowrap=True))
    assert '<span class="gh">A Show Season 1 Review – good</span>' in page
    assert '<span class="m">8/10</span>' in page


def test_a_long_text_takes_linear_steps() -> None:
    """Each line is read once: the pieces of many lines are those of one, many times."""
    body = "*a* [b](c) **d**\n\n"
    pieces = list(highlights(parse("A Show Season 1 Review\n\n" + body * 2000)))
    lines = [list(group) for _, group in groupby(pieces[1:], lambda piece: piece.kind)]
    assert len(lines) == 1
    assert len(lines[0]) % 2000 == 0
