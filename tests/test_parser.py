"""The parser: fixtures of what reads and of what is malformed, and where each leaf stands.

A case is tests/data/parser/NAME.review with, beside it, NAME.json, the document that it says; no
case there has a finding. In tests/data/malformed stands NAME.expected instead: every finding of
the parser, a line each, `line:column: CODE`.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.boilerplate import EDGE
from reviewfmt.characters import tidy
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import to_data, violations
from reviewfmt.model import (
    Boilerplate,
    Comment,
    Episode,
    Field,
    GuideHeading,
    Heading,
    Item,
    Leaf,
    Paragraph,
    Rating,
    Score,
    SeasonLine,
    Span,
    Title,
    Verdict,
)
from reviewfmt.parser import Parsed, parse
from reviewfmt.printer import print_review
from reviewfmt.rules import RULES
from reviewfmt.source import decode

DATA = Path(__file__).resolve().parent / "data"
READ = sorted((DATA / "parser").glob("*.review"))
MALFORMED = sorted((DATA / "malformed").glob("*.review"))
TEXTS = [path for path in READ + MALFORMED if not path.stem.startswith("RF118")]
PAGE = Path(__file__).resolve().parents[2] / "shared" / "real" / "metallic-rouge-s1.txt"
NOT_OF_A_TEXT = {"RF100", "RF121"}  # no file to read, and a canonical text not written
LINE_END = re.compile("\r\n|\r|\n")
ARRANGERS = ["lark", *(["lark-cython"] if importlib.util.find_spec("lark_cython") else [])]


def findings(data: bytes) -> tuple[Diagnostic, ...]:
    try:
        return parse(decode(data)).diagnostics
    except ReviewError as error:
        return error.diagnostics


def places(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{one.span.line}:{one.span.column}: {one.code}" for one in found]


def by_name(path: Path) -> str:
    return path.stem


def test_there_are_fixtures() -> None:
    assert len(READ) >= 100
    assert len(MALFORMED) >= 60
    for folder in ("parser", "malformed"):
        stems = Counter(path.stem for path in (DATA / folder).iterdir())
        assert {stem for stem, count in stems.items() if count != 2} == set()


@pytest.mark.parametrize("path", READ, ids=by_name)
def test_what_reads_says_what_it_should(path: Path) -> None:
    parsed = parse(decode(path.read_bytes()))
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert to_data(parsed.review) == expected
    assert parsed.diagnostics == ()
    assert violations(expected) == []


@pytest.mark.parametrize("path", READ, ids=by_name)
def test_the_printed_text_reads_as_the_same_review(path: Path) -> None:
    review = parse(decode(path.read_bytes())).review
    again = parse(print_review(review))
    assert to_data(again.review) == to_data(review)
    assert again.diagnostics == ()


@pytest.mark.parametrize("path", MALFORMED, ids=by_name)
def test_each_fault_is_found_at_its_place_and_nothing_else(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert expected
    assert places(findings(path.read_bytes())) == expected


def test_every_code_of_reading_is_expected_several_times() -> None:
    expected = Counter(
        line.rpartition(" ")[2]
        for path in MALFORMED
        for line in path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    )
    codes = {code for code in RULES if code.startswith("RF1")} - NOT_OF_A_TEXT
    assert set(expected) == codes
    assert min(expected.values()) >= 2


@pytest.mark.parametrize("path", TEXTS, ids=by_name)
@pytest.mark.parametrize(
    ("end", "encoding"),
    [("\r\n", "utf-8"), ("\r", "utf-8-sig"), ("\n", "utf-16")],
    ids=["crlf", "cr", "utf-16"],
)
def test_line_ends_and_encodings_change_nothing(path: Path, end: str, encoding: str) -> None:
    parsed = parse(decode(path.read_bytes()))
    other = parse(decode(LINE_END.sub(end, parsed.text).encode(encoding)))
    assert other.review == parsed.review
    assert places(other.diagnostics) == places(parsed.diagnostics)
    assert [leaf.span[:2] for leaf in other.leaves] == [leaf.span[:2] for leaf in parsed.leaves]
    stands(other)


# -- spans ----------------------------------------------------------------------------------------


def offset_of(text: str, line: int, column: int) -> int:
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return starts[line - 1] + column - 1


def sound(text: str, span: Span) -> str:
    """Return what a span holds, once its lines and columns say what its offsets do."""
    assert 0 <= span.offset <= span.end_offset <= len(text)
    assert offset_of(text, span.line, span.column) == span.offset
    assert offset_of(text, span.end_line, span.end_column) == span.end_offset
    return text[span.offset : span.end_offset]


def one_line(text: str) -> str:
    return tidy(LINE_END.sub("\n", text).replace("\n\\", "\n"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def says(written: str, score: Score) -> None:
    """Check that a score as it is written is the score as it was read."""
    if over := re.fullmatch(r"([\d.,]+)\s*(?:/|out\s+of)\s*([\d.,]+)", written, re.IGNORECASE):
        assert (number(over[1]), number(over[2])) == (score.value, score.out_of)
    elif percent := re.fullmatch(r"([\d.,]+)\s?%", written):
        assert (number(percent[1]), Decimal(100)) == (score.value, score.out_of)
    else:
        assert set(written) <= set("★⭐☆½\ufe0f ")
        whole = Decimal(sum(written.count(star) for star in "★⭐"))
        assert score.value == whole + Decimal(written.count("½")) / 2


def holds(text: str, leaf: Leaf) -> None:
    """Check that a leaf's span holds what the leaf says."""
    written = sound(text, leaf.span)
    assert written
    assert written == written.strip()
    match leaf:
        case Title() | Heading() | Boilerplate():
            assert tidy(written) == leaf.text
        case Field():
            assert re.split(r"\s*:\s*", written, maxsplit=1) == [leaf.key, written_value(written)]
            assert leaf.value == tidy(written_value(written))
        case SeasonLine():
            assert len(re.findall("season", written, re.IGNORECASE)) == len(leaf.seasons)
        case GuideHeading():
            assert re.fullmatch(r"\w+\s+(?:guide|list)\s*:?", written, re.IGNORECASE)
        case Episode():
            assert (leaf.title or "") in tidy(written)
            assert (leaf.label or "").lower()[:2] in written.lower()
            if leaf.number is not None:
                assert f"{leaf.number:f}" in written
        case Paragraph():
            assert one_line(written.removeprefix("\\") or written) == leaf.text
        case Item():
            bullet = re.match(r"[•*–-]\s*\\?", written)
            assert bullet is not None
            assert one_line(written[bullet.end() :]) == leaf.text
        case Comment():
            assert written[0] == "%"
            assert tidy(written[1:]) == leaf.text
        case Rating():
            assert leaf.aspect in tidy(written)
        case Verdict():
            assert re.search("verdict|score|rating|overall", written, re.IGNORECASE)
    if isinstance(leaf, Episode | Rating | Verdict) and leaf.score is not None:
        score = sound(text, leaf.score.span)
        assert leaf.span.offset <= leaf.score.span.offset
        assert leaf.score.span.end_offset <= leaf.span.end_offset
        says(score, leaf.score)


def written_value(written: str) -> str:
    return re.split(r"\s*:\s*", written, maxsplit=1)[1]


def stands(parsed: Parsed) -> None:
    """Check every place: each leaf holds what it says, and each line is in one or in error."""
    text = parsed.text
    covered: Counter[int] = Counter()
    before = 0
    for leaf in parsed.leaves:
        holds(text, leaf)
        assert before <= leaf.span.offset
        before = leaf.span.end_offset
        covered.update(range(leaf.span.line, leaf.span.end_line + 1))
    for found in parsed.diagnostics:
        sound(text, found.span)
        covered.update(range(found.span.line, found.span.end_line + 1))
    for at, line in enumerate(LINE_END.split(text), 1):
        assert covered[at] or not tidy(line), f"line {at} is dropped: {line!r}"


@pytest.mark.parametrize("path", TEXTS, ids=by_name)
def test_every_leaf_stands_where_it_says(path: Path) -> None:
    stands(parse(decode(path.read_bytes())))


def test_every_leaf_of_a_page_as_found_stands_where_it_says() -> None:
    if not PAGE.is_file():
        pytest.skip("the page as found is not beside this checkout")
    parsed = parse(decode(PAGE.read_bytes()))
    assert parsed.diagnostics == ()
    stands(parsed)


LINES = sorted(
    {
        line
        for path in TEXTS
        for line in LINE_END.split(decode(path.read_bytes()))
        if len(line) < 80 and not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in line)
    }
)


@given(st.lists(st.sampled_from(["", *LINES]), max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_line_is_dropped_whatever_stands_beside_it(lines: list[str], end: str) -> None:
    parsed = parse(end.join(lines))
    stands(parsed)
    assert all(parse(parsed.text, arranger=name).review == parsed.review for name in ARRANGERS)
    if not any(found.severity == "error" for found in parsed.diagnostics):
        again = parse(print_review(parsed.review)).review
        said, read = to_data(parsed.review), to_data(again)
        assert {**said, "boilerplate": None} == {**read, "boilerplate": None}


# -- what the caller adds -------------------------------------------------------------------------


def test_patterns_of_the_caller_are_of_the_site_in_any_case() -> None:
    text = "Harbour Lights Review – Calm\n\nFERRY NEWS: buy a boat\n\nVerdict: 8/10\n"
    parsed = parse(text, [r"ferry news\b.*"])
    assert [line.text for line in parsed.review.boilerplate] == ["FERRY NEWS: buy a boat"]
    assert parsed.review.sections == ()
    with pytest.raises(re.error):
        parse(text, ["("])


def test_words_that_a_review_may_use_are_of_the_site_after_the_verdict_alone() -> None:
    assert EDGE
    text = "Harbour Lights Review – Calm\n\nSearch\n\nIt is long.\n\nVerdict: 8/10\n\nSearch\n"
    review = parse(text).review
    assert [line.text for line in review.boilerplate] == ["Search"]
    assert [section.heading and section.heading.text for section in review.sections] == ["Search"]


def test_what_is_no_text_is_refused_as_such() -> None:
    with pytest.raises(TypeError, match="is a str, found bytes"):
        parse(b"A Show Review")  # type: ignore[arg-type] # that is what is asked
