"""The numbers of lists in Markdown, HTML and quotations are those that the author wrote."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewfmt.converter import read_document
from reviewfmt.converter.markdown.list_numbers import with_written_numbers
from reviewfmt.writer import dumps
from tests.budget import SOME

_WORDS = ("fog", "rain", "hail", "mist", "snow", "wind", "haze")
_NUMBERED = re.compile(r"(?m)(\d+)[.)] (\w+)")

_PIECES = ("1.", "3)", "2.", "12. ", "1. ", "\n", "\n\n", " ", "  ", "\t", "> ", "- ", "x", "#")

numbered = st.lists(st.integers(0, 150), min_size=2, max_size=len(_WORDS))


def _read(text: str, format: str) -> str:
    source = f"# Fog Review\n\nAnd then:\n\n{text}\n\nAnd so on.\n\nVerdict: 6/10\n"
    return dumps(read_document(source.encode(), format).review)


@settings(max_examples=SOME, deadline=None)
@given(numbered, st.sampled_from([".", ")"]), st.integers(1, 4), st.sampled_from(["", "\n"]))
def test_numbers_stay_as_they_are_written(
    numbers: list[int], sign: str, gap: int, between: str
) -> None:
    counted = [one for _, one in zip(numbers, count(numbers[0]), strict=False)]
    assume(numbers == counted or len(set(numbers[1:])) > 1)
    pairs = list(zip(numbers, _WORDS, strict=False))
    text = "".join(f"{one}{sign}{' ' * gap}{word}\n{between}" for one, word in pairs)
    found = _NUMBERED.findall(_read(text, "markdown"))
    assert found == [(str(one), word) for one, word in pairs]


@settings(max_examples=SOME, deadline=None)
@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_only_signs_of_items_change(text: str) -> None:
    """Each number and each word stays in its order, and a second reading changes nothing."""
    made = with_written_numbers(text)
    assert re.findall(r"[\dx#]+", made) == re.findall(r"[\dx#]+", text)
    assert made.count("\n") == text.count("\n")
    assert with_written_numbers(made) == made


@pytest.mark.parametrize("piece", ["2. a\n", "> 2. a\n1. b\n", "  - 3. a\n\n", "1. 1. 1. a\n"])
def test_long_lists_take_linear_time(piece: str) -> None:
    assert len(with_written_numbers(piece * 40_000)) >= len(piece)
