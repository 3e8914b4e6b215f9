"""What changed between two reviews, case by case: tests/data/diff/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest

from reviewfmt.cli import run
from reviewfmt.comparison import changes
from reviewfmt.comparison.steps import steps
from reviewfmt.model import (
    FIELDS,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Figure,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.parser import parse

DATA = Path(__file__).parent / "data" / "diff"
CASES = [
    pytest.param(case, id=case["name"])
    for path in sorted(DATA.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
BASE = tomllib.loads((DATA / "cases.toml").read_text(encoding="utf-8"))["base"]


def test_the_cases_are_found() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_a_case(case: dict[str, object]) -> None:
    new = BASE
    edits = case.get("edits", [])
    assert isinstance(edits, list)
    for old_text, new_text in edits:
        assert old_text in new
        new = new.replace(old_text, new_text)
    found = [str(one) for one in changes(parse(BASE).review, parse(new).review)]
    assert found == case["expected"]
    back = changes(parse(new).review, parse(BASE).review)
    assert len(back) == len(found)


@pytest.mark.parametrize("form", ["json", "html", "markdown", "epub"])
def test_a_review_is_the_same_in_any_format(form: str, tmp_path: Path) -> None:
    old = tmp_path / "a.review"
    old.write_text(BASE, encoding="utf-8")
    new = tmp_path / f"a.{ {'markdown': 'md'}.get(form, form) }"
    assert run(["convert", str(old), "-t", form, "-o", str(new)]) == 0
    assert run(["diff", str(old), str(new)]) == 0


def test_the_command_tells_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "a.review", tmp_path / "b.review"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace("• Verdict - 6/10", "• Verdict - 7/10"), encoding="utf-8")
    assert run(["diff", str(old), str(new), "--output-format", "json"]) == 1
    assert '"where": "verdict"' in capsys.readouterr().out


def test_a_review_with_errors_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "a.review", tmp_path / "b.review"
    old.write_text(BASE, encoding="utf-8")
    new.write_text("no review\n", encoding="utf-8")
    assert run(["diff", str(old), str(new)]) == 2
    assert "RF102" in capsys.readouterr().err
    assert run(["diff", str(old), str(tmp_path / "none.review")]) == 2
    assert run(["diff", str(old)]) == 2


def test_git_calls_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "blob", tmp_path / "a.review"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace("• Verdict - 6/10", "• Verdict - 7/10"), encoding="utf-8")
    given = ["a.review", str(old), "0" * 40, "100644", str(new), "1" * 40, "100644"]
    assert run(["diff", "--git", *given]) == 0
    assert capsys.readouterr().out == "review a.review\nverdict: 6/10 → 7/10\n"
    given[1] = "/dev/null"
    assert run(["diff", "--git", *given]) == 0
    assert "title: added" not in capsys.readouterr().err


WHOLE = Review(
    title=Title("A Season 1 Review – tag", "A", 1, "tag"),
    metadata=Metadata(
        author="B",
        published=date(2024, 4, 11),
        language="en",
        status="complete",
        network="N",
        genre=("drama", "sea"),
        tags=("ferry",),
        cover="a.jpg",
        cover_text="a pier",
        spoilers="few",
        updated=date(2024, 5, 2),
        kind="TV series",
        tmdb="tv/1396",
        imdb="tt0903747",
        anilist="21",
        wikidata="Q1079",
        licence="CC BY 4.0",
        canonical="https://example.org/a",
        aliases=("/a", "/b"),
        extra=(Field("Studio", "Harbour"), Field("Running time", "24")),
    ),
    guides=(
        Guide(
            1,
            (
                Episode("Episode", Decimal(1), None, "One", Score.of("3/5")),
                Episode(
                    "Episode",
                    Decimal(2),
                    Decimal(3),
                    "Two",
                    Score.of("B+"),
                    notes=(
                        Paragraph("A note."),
                        ItemList((Item("a"), Item("b")), 3),
                        Quote((Paragraph("Said she."),)),
                        Figure("b.png", "a boat", "The boat"),
                    ),
                ),
                Episode(title="Three"),
            ),
            Score.of("70%"),
        ),
    ),
    sections=(
        Section(None, (Paragraph("Above the guide."),)),
        Section(
            Heading("Story"),
            (
                Paragraph("A lamp, a boat and a long night."),
                ItemList((Item("One item"), Item("Another"))),
                Quote((Paragraph("Row!"), Paragraph("No."))),
                Figure("c.png", "a lamp", "The lamp"),
            ),
            guide=0,
            score=Score.of("4/5"),
        ),
    ),
    ratings=(Rating("Story", Score.of("5/10"), "slow"), Rating("Sound", Score.of("A"))),
    verdict=Verdict(Score.of("6/10"), "worth a night"),
)
"""A review in which every node of the model says everything that it can say."""

OTHER = {"label": "OVA", "grade": "D"}
"""What a test puts where not any text will do, by the name of the attribute."""


def _guide(**changes_: Any) -> Review:
    return replace(WHOLE, guides=(replace(WHOLE.guides[0], **changes_),))


def _entry(at: int, **changes_: Any) -> Review:
    episodes = list(WHOLE.guides[0].episodes)
    episodes[at] = replace(episodes[at], **changes_)
    return _guide(episodes=tuple(episodes))


def _section(at: int, **changes_: Any) -> Review:
    sections = list(WHOLE.sections)
    sections[at] = replace(sections[at], **changes_)
    return replace(WHOLE, sections=tuple(sections))


def _metadata(**changes_: Any) -> Review:
    return replace(WHOLE, metadata=replace(WHOLE.metadata, **changes_))


_NOTES = WHOLE.guides[0].episodes[1].notes
_BLOCKS = WHOLE.sections[1].blocks

HAND_MADE: list[tuple[str, Review, list[str]]] = [
    (
        "a title that a field overrules",
        replace(WHOLE, title=replace(WHOLE.title, season=2, tagline=None)),
        ["season: 1 → 2", "tagline: removed tag"],
    ),
    ("a known field", _metadata(status="dropped"), ["status: complete → dropped"]),
    ("a list", _metadata(genre=("drama",)), ["genre: drama, sea → drama"]),
    (
        "a field of the author's own",
        _metadata(extra=(Field("Studio", "Pier"),)),
        ["field 'Studio': Harbour → Pier", "field 'Running time': removed 24"],
    ),
    (
        "fields in another order",
        _metadata(extra=WHOLE.metadata.extra[::-1]),
        ["fields: Studio, Running time → Running time, Studio"],
    ),
    ("the score of a season", _guide(score=None), ["score of the season: removed 70/100"]),
    ("a grade", _entry(1, score=Score.of("A")), ["episodes 2 & 3, score: B+ → A"]),
    (
        "a note added",
        _entry(0, notes=(Paragraph("The lamp goes out."),)),
        ["episode 1, note: paragraph 1: added “The lamp goes out.”"],
    ),
    (
        "a note edited",
        _entry(1, notes=(Paragraph("A long note."), *_NOTES[1:])),
        ["episodes 2 & 3, note: paragraph 1 edited: “A note.” → “A long note.”"],
    ),
    (
        "an entry with notes removed",
        _guide(episodes=(WHOLE.guides[0].episodes[0], WHOLE.guides[0].episodes[2])),
        [
            "episodes 2 & 3: removed “Two” B+",
            "episodes 2 & 3, note: paragraph 1: removed “A note.”",
            "episodes 2 & 3, note: numbered item 1: removed “a”",
            "episodes 2 & 3, note: numbered item 2: removed “b”",
            "episodes 2 & 3, note: quote 1: removed “Said she.”",
            "episodes 2 & 3, note: picture 1: removed “b.png – a boat – The boat”",
        ],
    ),
    (
        "the number that a list begins with",
        _entry(1, notes=(_NOTES[0], ItemList((Item("a"), Item("b")), 1), *_NOTES[2:])),
        ["episodes 2 & 3, notes: lists or quotes divided otherwise → see the text"],
    ),
    ("the score of a section", _section(1, score=None), ["heading 1, score: removed 4/5"]),
    (
        "a section above the guide",
        _section(1, guide=None),
        ["sections: lists or sections divided otherwise → see the text"],
    ),
    (
        "a quote",
        _section(1, blocks=(*_BLOCKS[:2], Quote((Paragraph("Row!"),)), _BLOCKS[3])),
        ["quote 2: removed “No.”"],
    ),
    (
        "a picture",
        _section(1, blocks=(*_BLOCKS[:3], Figure("c.png", "a lamp"))),
        ["picture 1 edited: “… – a lamp – The lamp” → “… – a lamp”"],
    ),
    (
        "bullets that become numbers",
        _section(1, blocks=(_BLOCKS[0], ItemList(_BLOCKS[1].items, 1), *_BLOCKS[2:])),  # type: ignore[union-attr] # it is a list
        [
            "item 1: removed “One item”",
            "item 2: removed “Another”",
            "numbered item 1: added “One item”",
            "numbered item 2: added “Another”",
        ],
    ),
    (
        "remarks",
        replace(
            WHOLE,
            ratings=(Rating("Story", Score.of("5/10")), WHOLE.ratings[1]),
            verdict=Verdict(Score.of("6/10"), "worth two"),
        ),
        ["rating of 'Story', remark: removed slow", "verdict, remark: worth a night → worth two"],
    ),
    (
        "a verdict that is yet to come",
        replace(WHOLE, verdict=None),
        ["verdict: removed 6/10", "verdict, remark: removed worth a night"],
    ),
]


def _replacements(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the node with one thing in it changed, for all that it says, and what was changed."""
    for one in fields(node):
        value = getattr(node, one.name)
        where = f"{type(node).__name__}.{one.name}"
        if not one.compare or one.name in ("boilerplate", "comments"):
            continue
        if isinstance(value, str):
            other = OTHER.get(one.name, f"{value} too")
            yield where, replace(node, **{one.name: other})
        elif isinstance(value, int | Decimal):
            yield where, replace(node, **{one.name: value + 1})
        elif isinstance(value, date):
            yield where, replace(node, **{one.name: date(2020, 1, 1)})
        if hasattr(value, "__dataclass_fields__"):
            for name, changed in _replacements(value):
                yield name, replace(node, **{one.name: changed})
        if isinstance(value, tuple) and value:
            yield f"{where}, one less", replace(node, **{one.name: value[:-1]})
            if len(value) > 1:
                yield f"{where}, in another order", replace(node, **{one.name: value[::-1]})
            for at, part in enumerate(value):
                parts: Iterable[tuple[str, Any]] = ((where, f"{part} too"),)
                if not isinstance(part, str):
                    parts = _replacements(part)
                for name, changed in parts:
                    yield (
                        name,
                        replace(node, **{one.name: (*value[:at], changed, *value[at + 1 :])}),
                    )


def test_whatever_differs_is_a_change() -> None:
    assert changes(WHOLE, WHOLE) == []
    seen = set()
    for name, changed in _replacements(WHOLE):
        assert changed != WHOLE, name
        assert changes(WHOLE, changed), name
        assert changes(changed, WHOLE), name
        seen.add(name)
    assert len(seen) > 50
    for spec in FIELDS:
        assert getattr(WHOLE.metadata, spec.name), f"{spec.name} is nowhere in the review"
        assert f"Metadata.{spec.name}" in seen


def test_boilerplate_and_comments_are_no_part_of_a_review() -> None:
    more = replace(WHOLE, boilerplate=(Boilerplate("Home"),), comments=(Comment("a note"),))
    assert changes(WHOLE, more) == changes(more, WHOLE) == []


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: str(case[0]))
def test_what_a_change_says(case: tuple[str, Review, list[str]]) -> None:
    _, new, expected = case
    assert [str(one) for one in changes(WHOLE, new)] == expected


def test_what_is_no_review_is_refused_as_such() -> None:
    with pytest.raises(TypeError, match="expected a review, found str"):
        changes("a", "b")  # type: ignore[arg-type] # that is what is asked


# -- long texts ------------------------------------------------------------------------------------


def _paragraphs(texts: Iterable[str]) -> Review:
    section = Section(None, tuple(map(Paragraph, texts)))
    return Review(Title("A Review", "A"), sections=(section,))


def _words(seed: int, count: int, known: int) -> list[str]:
    random = Random(seed)
    return [f"word{random.randrange(known)}" for _ in range(count)]


LONG: list[tuple[str, Review, Review]] = [
    (
        f"a paragraph of {count} words, {known} of them different",
        _paragraphs([" ".join(_words(1, count, known))]),
        _paragraphs([" ".join(_words(2, count, known))]),
    )
    for count, known in ((4_000, 9), (4_000, 4_000), (50_000, 50))
] + [
    (
        f"{count} paragraphs, {known} of them different",
        _paragraphs(_words(1, count, known)),
        _paragraphs(_words(2, count + 1, known)),
    )
    for count, known in ((4_000, 2), (4_000, 100), (8_000, 20_000))
]
_ENTRIES = [
    tuple(Episode("Special", None, None, one) for one in _words(s, 5_000, 3)) for s in (1, 2)
]
LONG += [
    (
        "5000 entries of three names",
        replace(WHOLE, guides=(Guide(1, _ENTRIES[0]),)),
        replace(WHOLE, guides=(Guide(1, _ENTRIES[1]),)),
    ),
    (
        "a long paragraph in front of many short ones",
        _paragraphs([" ".join(_words(1, 20_000, 90)), *["word1 a"] * 3_000]),
        _paragraphs([*["b word2 c"] * 3_000, " ".join(_words(2, 20_000, 90))]),
    ),
]


@pytest.mark.parametrize(("old", "new"), [pytest.param(a, b, id=name) for name, a, b in LONG])
def test_long_texts_take_no_long_time(old: Review, new: Review) -> None:
    start = process_time()
    assert changes(old, new)
    assert process_time() - start < 10


@pytest.mark.parametrize("known", [1, 3, 40, 1_000, 50_000])
@pytest.mark.parametrize("counts", [(0, 300), (1, 20_000), (150, 150), (900, 700)])
def test_the_steps_lead_from_one_to_the_other(known: int, counts: tuple[int, int]) -> None:
    old, new = _words(1, counts[0], known), _words(2, counts[1], known)
    both = _words(3, 40, 50_000)
    old, new = [*both[:9], *old, *both[9:30], *old, *both[30:]], [*both[:20], *new, *both[20:]]
    built, equal, at = [], 0, (0, 0)
    for tag, low, high, new_low, new_high in steps(old, new):
        assert at == (low, new_low)
        at = (high, new_high)
        if tag == "equal":
            assert old[low:high] == new[new_low:new_high]
            equal += high - low
        built += old[low:high] if tag == "equal" else new[new_low:new_high]
    assert built == new
    assert at == (len(old), len(new))
    assert equal >= 9
