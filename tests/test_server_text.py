"""The text of an open document, and its places: against a plain model of the protocol."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.server.documents import Change, Document
from reviewfmt.server.positions import ENCODINGS, Encoding, Positions, split_lines, units
from tests.budget import SOME

_PIECES = st.sampled_from(
    ["a", "é", "夜", "🚢", "😀", "\n", "\r", "\r\n", "\u2028", "\u0085", "\u0301", "Episode 1", " "]
)
TEXTS = st.lists(_PIECES, max_size=30).map("".join)
_PLACE = st.tuples(st.integers(0, 8), st.integers(0, 12))


def reference(text: str, place: tuple[int, int]) -> int:
    """Return the offset in code units of UTF-16 of a place, as the protocol defines it."""
    at, lines = 0, []
    while True:
        end = min(
            (one for one in (text.find("\n", at), text.find("\r", at)) if one >= 0), default=-1
        )
        if end < 0:
            lines.append((at, len(text)))
            break
        lines.append((at, end))
        at = end + (2 if text.startswith("\r\n", end) else 1)
    if place[0] >= len(lines):
        return len(as_units(text))
    start, end = lines[place[0]]
    return len(as_units(text[:start])) + min(place[1], len(as_units(text[start:end])))


def as_units(text: str) -> list[bytes]:
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[at : at + 2] for at in range(0, len(data), 2)]


def as_text(code_units: list[bytes]) -> str:
    return b"".join(code_units).decode("utf-16-le", "surrogatepass")


@settings(max_examples=min(SOME, 500))
@given(TEXTS, st.lists(st.tuples(_PLACE, _PLACE, TEXTS), max_size=4))
def test_changes_are_those_of_a_text_in_utf_16(
    text: str, changes: list[tuple[tuple[int, int], tuple[int, int], str]]
) -> None:
    """The editor's model is a string of UTF-16: edits may part pairs and line ends."""
    document = Document("file:///a.review", text, 1)
    for number, (start, end, new) in enumerate(changes, 2):
        start, end = sorted((start, end))
        first, last = reference(text, start), reference(text, end)
        code_units = as_units(text)
        code_units[first:last] = as_units(new)
        text = as_text(code_units)
        document.change([Change(start, end, new)], number)
        assert "".join(document.lines) == text
        assert list(document.lines) == split_lines(text)
    assert document.version == len(changes) + 1 or not changes


@settings(max_examples=min(SOME, 500))
@given(TEXTS, st.sampled_from(ENCODINGS))
def test_an_offset_and_its_position_are_one_place(text: str, encoding: Encoding) -> None:
    places = Positions.of(text, encoding)
    for offset in range(len(text) + 1):
        place = places.position(offset)
        back = places.offset(place["line"], place["character"])
        if text[max(offset - 1, 0) : offset + 1] == "\r\n":
            assert back == offset - 1
        else:
            assert back == offset
            assert places.start_of(place["line"]) <= offset


@settings(max_examples=min(SOME, 500))
@given(TEXTS, st.sampled_from(ENCODINGS), _PLACE)
def test_any_position_has_an_offset_in_its_line(
    text: str, encoding: Encoding, place: tuple[int, int]
) -> None:
    places = Positions.of(text, encoding)
    offset = places.offset(*place)
    found = places.position(offset)
    assert 0 <= offset <= len(text)
    assert found["line"] == min(place[0], len(places.lines) - 1)
    if place[0] < len(places.lines):
        assert found["character"] <= place[1]


def test_units_count_what_their_encoding_counts() -> None:
    text = "é夜🚢\u2028a"
    assert [units(text, one) for one in ENCODINGS] == [13, 6, 5]
    assert [units("\ud83d", one) for one in ENCODINGS] == [3, 1, 1]


def test_a_byte_order_mark_is_no_character_of_the_text() -> None:
    document = Document("file:///a.review", "\ufeffTitle\nb", 1)
    places = Positions(document.lines)
    assert document.text == "Title\nb"
    assert places.position(0) == {"line": 0, "character": 1}
    assert places.position(6) == {"line": 1, "character": 0}
    assert [places.offset(0, 0), places.offset(0, 1), places.offset(1, 0)] == [0, 0, 6]
    assert [places.line_of(0), places.line_of(5), places.line_of(6)] == [0, 0, 1]


def test_a_change_of_all_the_text_needs_no_range() -> None:
    document = Document("file:///a.review", "one\ntwo", 1)
    document.change([Change(None, None, "three"), Change((0, 5), (0, 5), "!")], 7)
    assert (document.text, document.version, document.edition) == ("three!", 7, 1)


def test_the_size_counts_bytes() -> None:
    assert Document("file:///a.review", "é夜🚢\n", 1).size == len("é夜🚢\n".encode())


def test_positions_of_one_long_line_take_linear_time() -> None:
    """A hundred thousand places in one line of half a megabyte: each goes on from the last one."""
    text = "é" * 500_000
    places = Positions.of(text)
    found = [places.position(at)["character"] for at in range(0, len(text), 5)]
    assert found == list(range(0, len(text), 5))
