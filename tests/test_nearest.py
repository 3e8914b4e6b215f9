"""The nearest word is the one that difflib finds, and finding it is quick."""

from __future__ import annotations

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.nearest import Nearest, suggestion
from reviewfmt.syntax.words import built_in

KNOWN = sorted(built_in().fields)
_LETTERS = st.text("aeinorstué ", max_size=4)


@st.composite
def _slips(draw: st.DrawFn) -> str:
    """Return a known word with letters lost, put in, and moved."""
    word = draw(st.sampled_from(KNOWN))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(word)))
        word = word[:at] + draw(_LETTERS) + word[at + draw(st.integers(0, 2)) :]
    return word


@pytest.mark.parametrize("cutoff", [0.7, 0.8, 0.9])
@given(word=_slips())
def test_it_is_the_word_that_difflib_finds(cutoff: float, word: str) -> None:
    found = get_close_matches(word, KNOWN, n=1, cutoff=cutoff)
    assert Nearest(KNOWN, cutoff).of(word) == (found[0] if found else None)


@given(word=st.text("ab", max_size=9), known=st.lists(st.text("ab", max_size=9), max_size=9))
def test_so_it_is_where_letters_stand_many_times(word: str, known: list[str]) -> None:
    found = get_close_matches(word, known, n=1, cutoff=0.8)
    assert Nearest(known, 0.8).of(word) == (found[0] if found else None)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("htlm", "html"),
        ("HTML", "html"),
        ("epb", "epub"),
        ("markdwon", "markdown"),
        ("jsno", "json"),
        ("nope", None),
        ("x", None),
        ("", None),
        ("h" * 100_000, None),
    ],
)
def test_a_suggestion_is_a_slip_of_what_was_typed(name: str, found: str | None) -> None:
    known = ["html", "epub", "markdown", "json", "page", "docx", "odt"]
    assert suggestion(name, known) == found


@given(word=st.sampled_from(KNOWN), data=st.data())
def test_one_slip_in_a_known_name_is_suggested(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    wrong = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + "q" + word[at:],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    )
    if len(word) > 2 and len(wrong) > 2:
        assert suggestion(wrong, [word]) == word
