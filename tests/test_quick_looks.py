"""A quick look says what the slow way says."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt import commonmark
from reviewfmt.converter.pictures.cover import figures_of
from reviewfmt.model import Figure, Review, walk
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline.events import settled, tree
from reviewfmt.syntax.inline.reading import read_marks
from tests.test_pandoc_ast import CASES, load

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))
TEXTS = st.lists(
    st.sampled_from([*"\\`*<~$|_[]&{:@;#/ .wWax1é", "www.", "https://", "&amp;", "||", "a@b"]),
    max_size=12,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_text_with_no_sign_has_nothing_to_escape(text: str) -> None:
    slow = commonmark._INLINE.sub(commonmark._escaped, text)
    assert commonmark._middle(text) == slow


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_text_that_may_hold_no_mark_holds_none(text: str) -> None:
    slow = tree(settled(read_marks(text)[0]))
    assert inline.inlines(text) == slow
    assert inline.plain(text) == inline.plain_of(slow)


def test_figures_stand_nowhere_else() -> None:
    reviews: list[Review] = [load(path) for path in CASES]
    reviews += [parse(decode(path.read_bytes())).review for path in SAMPLES]
    found = [list(figures_of(review)) for review in reviews]
    assert found == [
        [node for node in walk(review) if isinstance(node, Figure)] for review in reviews
    ]
    assert any(found)
