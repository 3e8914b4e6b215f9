"""The parser: fixtures of what reads and of what is malformed, and where each leaf stands.

A case is tests/data/parser/NAME.review with, beside it, NAME.json, the document that it says; no
case there has a finding. In tests/data/malformed stands NAME.expected instead: every finding of
the parser, a line each, `line:column: CODE`. The texts of tests/data/laws are some that a
generator found; whatever they say, they are read whole.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewfmt.characters import join_lines, tidy
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.document import to_data, violations
from reviewfmt.findings import FINDINGS
from reviewfmt.model import (
    Boilerplate,
    Comment,
    Episode,
    Field,
    Figure,
    Grade,
    GuideHeading,
    Heading,
    Item,
    Leaf,
    Node,
    Paragraph,
    Rating,
    Review,
    Score,
    SeasonLine,
    Title,
    Verdict,
    walk,
)
from reviewfmt.parser import Parsed, parse
from reviewfmt.source import decode
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax import scores
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.parts import Part
from reviewfmt.syntax.words import built_in

DATA = Path(__file__).resolve().parent / "data"
READ = sorted((DATA / "parser").glob("*.review"))
MALFORMED = sorted((DATA / "malformed").glob("*.review"))
LAWS = sorted((DATA / "laws").glob("*.review"))
TEXTS = [path for path in READ + MALFORMED + LAWS if not path.stem.startswith("RF118")]
PAGE = Path(__file__).resolve().parents[2] / "shared" / "real" / "metallic-rouge-s1.txt"
NOT_OF_A_TEXT = {"RF100", "RF121"}  # no file to read, and a canonical text not written
LINE_END = re.compile("\r\n|\r|\n")
EVERY_END = re.compile("\r\n|[\r\n\u2028\u2029\x85]")
WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


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
    assert len(READ) >= 250
    assert len(MALFORMED) >= 150
    assert len(LAWS) >= 70
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
    assert set(expected) == set(FINDINGS) - NOT_OF_A_TEXT
    assert min(expected.values()) >= 2


def test_every_wording_of_a_finding_is_used() -> None:
    said = {
        (one.code, re.sub(r'"[^"]*"|[\d.,]+', "", one.message))
        for path in MALFORMED
        for one in findings(path.read_bytes())
    }
    for code in set(FINDINGS) - NOT_OF_A_TEXT - {"RF118"}:
        messages = {message for found, message in said if found == code}
        wordings = FINDINGS[code].wordings
        assert len(messages) >= len(wordings), (code, messages, list(wordings))


def test_ten_bad_lines_have_ten_findings_with_their_places() -> None:
    path = DATA / "malformed" / "ten-bad-scores.review"
    found = findings(path.read_bytes())
    assert len(found) == 10
    assert [one.span.line for one in found] == list(range(5, 15))
    assert {"RF105", "RF106", "RF107", "RF108"} == {one.code for one in found}


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
    assert [line[:2] + line[3:] for line in other.lines] == [
        line[:2] + line[3:] for line in parsed.lines
    ]
    stands(other)


# -- spans ------------------------------------------------------------------------------------


def offset_of(text: str, line: int, column: int) -> int:
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return starts[line - 1] + column - 1


def sound(text: str, span: Span) -> str:
    """Return what a span holds, once its lines and columns say what its offsets do."""
    assert 0 <= span.offset <= span.end_offset <= len(text)
    assert offset_of(text, span.line, span.column) == span.offset
    assert offset_of(text, span.end_line, span.end_column) == span.end_offset
    return text[span.offset : span.end_offset]


def joined(written: str) -> str:
    """Return the text that lines of prose say."""
    lines = [tidy(line) for line in EVERY_END.split(written) if tidy(line)]
    return join_lines([tidy(line.removeprefix("\\")) or line for line in lines])


def holds(text: str, leaf: Leaf) -> None:
    """Check that a leaf's span holds what the leaf says."""
    written = sound(text, leaf.span)
    assert written
    assert written == written.strip()
    match leaf:
        case Title() | Heading():
            assert leaf.text in tidy(written)
        case Boilerplate():
            assert leaf.text in (tidy(written), tidy(written[1:]))
        case Field():
            key, value = re.split(r"\s*[:：]\s*", written, maxsplit=1)
            assert (tidy(key), tidy(value.removeprefix("\\") or value)) == (leaf.key, leaf.value)
        case SeasonLine():
            assert len(leaf.seasons) == 1 + len(re.findall(r"[|｜](?=\s*\w)", written))
        case GuideHeading():
            assert leaf.score is None or leaf.span.offset <= leaf.score.span.offset
        case Episode():
            assert (leaf.title or "") in tidy(written)
            if leaf.number is not None:
                assert f"{leaf.number:f}" in written.translate(WIDE_DIGITS)
        case Paragraph():
            texts = (joined(written), quoted(written), tidy(written), cut_apart(written))
            assert leaf.text in texts
        case Item():
            sign = re.match(r"(?:[•・･*＊–－-]|\d{1,3}[.)．）])\s*\\?", written)
            assert sign is not None
            assert joined(written[sign.end() :]) == leaf.text or written[sign.end() :] == leaf.text
        case Figure():
            assert written.startswith("![")
            assert leaf.src in written
        case Comment():
            assert written[0] in "%％"
            assert tidy(written[1:]) == leaf.text
        case Rating():
            assert leaf.aspect in tidy(written)
        case Verdict():
            assert leaf.note is None or leaf.note in tidy(written)
    score = getattr(leaf, "score", None)
    if score is not None:
        assert leaf.span.offset <= score.span.offset
        assert score.span.end_offset <= leaf.span.end_offset
        says(sound(text, score.span), score)


def quoted(written: str) -> str:
    """Return the text of lines with a `>` each: the signs, if there is no other text."""
    lines = [tidy(line) for line in EVERY_END.split(written)]
    texts = [tidy(line[1:]) for line in lines if tidy(line[1:])]
    return join_lines(texts) if texts else " ".join(lines)


SIGNS_BETWEEN_RATINGS = re.compile(r"(?<=\d)\s*[,，、|｜/／·•.;](?=\s)")
"""What a cut between two ratings skips (spec, "Lost line breaks")."""


def cut_apart(written: str) -> str:
    """Return the text of ratings that were cut apart and are prose: they stand in a guide."""
    return joined(SIGNS_BETWEEN_RATINGS.sub("", written))


def says(written: str, score: Score | Grade) -> None:
    """Check that a score as it is written is the score as it was read.

    In a line that lost its breaks, digits of prose may follow it.
    """
    read = scores.read(written, built_in())
    assert read is not None
    if isinstance(score, Grade):
        assert read == score.grade
    else:
        assert read == (score.value, score.out_of)


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
        if found.severity is Severity.ERROR:
            covered.update(range(found.span.line, found.span.end_line + 1))
    for at, line in enumerate(LINE_END.split(text), 1):
        assert covered[at] or not tidy(line), f"line {at} is dropped: {line!r}"


@pytest.mark.parametrize("path", TEXTS, ids=by_name)
def test_every_leaf_stands_where_it_says(path: Path) -> None:
    stands(parse(decode(path.read_bytes())))


def places_of(node: Node) -> list[Node]:
    return [one for one in walk(node) if hasattr(one, "span")]


@pytest.mark.parametrize("path", READ, ids=by_name)
def test_every_node_has_its_place(path: Path) -> None:
    parsed = parse(decode(path.read_bytes()))
    review = parsed.review
    for node in (*places_of(review), *review.metadata.fields, *review.metadata.extra):
        assert node.span != NOWHERE, node  # type: ignore[union-attr]  # only those with a span
        assert sound(parsed.text, node.span)  # type: ignore[union-attr]  # only those with a span
    for guide in review.guides:
        for episode in guide.episodes:
            for note in episode.notes:
                assert note.span.offset >= episode.span.offset
                assert guide.span.offset <= note.span.offset < guide.span.end_offset


def test_the_remark_behind_a_score_has_its_place() -> None:
    text = "A Review\n\nEpisode 1: Fog -| 3/5 – slow, and dull\n\nVerdict: 8/10\n"
    (note,) = parse(text).review.episodes[0].notes
    assert sound(text, note.span) == "slow, and dull"


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


@given(
    st.lists(st.sampled_from(["", *LINES]), max_size=14),
    st.sampled_from(["\n", "\r\n", "\r", "\u2028\n", "\n\u2029"]),
)
@example(["    a filler week", "＞", "＞"], "\r\n")
@example(["Episode 1. Fog -| 3/5", "", "Story: 7/10, Sound: 8/10 | Art 9/10", "-| 1,5/ 5"], "\n")
def test_no_line_is_dropped_whatever_stands_beside_it(lines: list[str], end: str) -> None:
    stands(parse(end.join(lines)))


# -- lines and their kinds --------------------------------------------------------------------


def test_each_line_has_its_kind_and_its_part() -> None:
    text = (
        "Menu\nA Review\n\nAuthor: Ana\n\nIn short\n\nIt is calm.\nEpisode Guide\nFog: 3/5\n"
        "Rain\n• Story - 7/10\nSun | 4/5 late\nmore.\n\nVerdict: 8/10\n\nLeave a comment\nx\n"
    )
    assert [(line.line, line.part, line.kind) for line in parse(text).lines] == [
        (1, Part.TOP, Kind.BOILERPLATE),
        (2, Part.TOP, Kind.TITLE),
        (4, Part.FIELDS, Kind.FIELD),
        (6, Part.BODY, Kind.HEADING),
        (8, Part.BODY, Kind.PROSE),
        (9, Part.GUIDE, Kind.GUIDE),
        (10, Part.GUIDE, Kind.ENTRY),
        (11, Part.GUIDE, Kind.PROSE),
        (12, Part.GUIDE, Kind.ITEM),
        (13, Part.GUIDE, Kind.ENTRY),
        (14, Part.BODY, Kind.PROSE),
        (16, Part.BODY, Kind.VERDICT),
        (18, Part.COMMENTS, Kind.COMMENTS),
        (19, Part.COMMENTS, Kind.BOILERPLATE),
    ]


def test_a_lone_sign_of_a_comment_is_a_leaf_and_no_comment() -> None:
    parsed = parse("A Review\n\n• a\n%\n• b\n% c\n\nVerdict: 8/10\n")
    assert [one.text for one in parsed.review.comments] == ["c"]
    assert [one for one in parsed.beside if isinstance(one, Comment)] == [Comment("")]


def test_a_number_has_the_maximum_of_the_configuration() -> None:
    words = built_in().with_more(maximum=10)
    text = "A Review\n\nEpisode 1: Fog -| 7\n\nStory: 6.5\n\n• Verdict - 8\n"
    review = parse(text, words).review
    assert review.episodes[0].score == Score(Decimal(7), Decimal(10))
    assert [one.score for one in review.ratings] == [Score(Decimal("6.5"), Decimal(10))]
    assert review.verdict is not None
    assert review.verdict.score == Score(Decimal(8), Decimal(10))
    assert parse(text, words).diagnostics == ()


def test_patterns_of_the_caller_are_boilerplate_in_any_case() -> None:
    words = built_in().with_more(boilerplate={"anywhere": [r"ferry news\b.*"]})
    text = "Harbour Lights Review – Calm\n\nFERRY NEWS: buy a boat\n\nVerdict: 8/10\n"
    parsed = parse(text, words)
    assert [line.text for line in parsed.review.boilerplate] == ["FERRY NEWS: buy a boat"]
    assert parsed.review.sections == ()


def test_an_empty_text_says_nothing() -> None:
    parsed = parse("\n \u00a0\n")
    assert parsed.review == Review(Title("", ""))
    assert [one.code for one in parsed.diagnostics] == ["RF120"]


def test_what_is_no_text_is_refused_as_such() -> None:
    with pytest.raises(TypeError, match="is a str, found bytes"):
        parse(b"A Show Review")  # type: ignore[arg-type] # that is what is asked
