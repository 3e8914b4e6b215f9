"""The library: its names, its files, edits in place, rows, and what it refuses."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reviewfmt
from reviewfmt import (
    Boilerplate,
    Comment,
    Episode,
    Figure,
    Grade,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    ReviewError,
    Score,
    Section,
    Title,
    Verdict,
    edit,
)
from reviewfmt.source import decode
from tests.budget import IN_WHOLE
from tests.strategies_json import documents
from tests.test_books import image

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SAMPLES = sorted((ROOT / "samples").glob("*.review"))


def score(value: float, out_of: int) -> Score:
    return Score(Decimal(str(value)), Decimal(out_of))


# -- names ------------------------------------------------------------------------------------


def test_every_public_name_is_there() -> None:
    for name in reviewfmt.__all__:
        assert getattr(reviewfmt, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonesuch'"):
        _ = reviewfmt.nonesuch


def test_dir_shows_public_names_alone() -> None:
    assert set(dir(reviewfmt)) == {*reviewfmt.__all__, "__version__"}


def test_the_names_are_the_same_for_type_checkers() -> None:
    tree = ast.parse(Path(str(reviewfmt.__file__)).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {
        alias.asname
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert told == set(reviewfmt.__all__)
    assert sorted(reviewfmt.__all__) == list(reviewfmt.__all__)


def test_the_import_is_light() -> None:
    code = (
        "import sys; before = set(sys.modules); import reviewfmt\n"
        "print(sorted(one for one in set(sys.modules) - before if one.startswith('reviewfmt')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['reviewfmt', 'reviewfmt.version']\n"


# -- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_of_the_page_run(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(script, "library.md", "exec"), {})


@IN_WHOLE
def test_the_scripts_of_the_page_are_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    for number, script in enumerate(SCRIPTS):
        (tmp_path / f"script_{number}.py").write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]
    done = subprocess.run(
        [*command, *(str(path) for path in sorted(tmp_path.glob("script_*.py")))],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "src"), "PATH": ""},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_names_every_call() -> None:
    calls = {name for name in reviewfmt.__all__ if name[0].islower()}
    assert calls == {name for name in calls if f"`{name}(" in PAGE}


# -- files and formats ------------------------------------------------------------------------

REVIEW = Review(
    Title("Harbour Lights Season 1 Review – Calm at sea", "Harbour Lights", 1, "Calm at sea"),
    Metadata(author="Ada Quill"),
    (
        Guide(
            1,
            (
                Episode("Episode", Decimal(1), title="The First Crossing", score=score(4, 5)),
                Episode("Episode", Decimal(2), None, "Fog", Grade("B+"), (Paragraph("Slow."),)),
                Episode("Special", Decimal("6.5"), title="Tide"),
            ),
        ),
    ),
    (Section(None, (Paragraph("A quiet show about ferries."),), guide=0),),
    (Rating("Art", score(3.5, 5), "lovely"),),
    Verdict(score(8, 10)),
)


@pytest.mark.parametrize("suffix", [".review", ".txt", ".json", ".md", ".html", ".epub", ".docx"])
def test_what_is_dumped_is_loaded(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    reviewfmt.dump(REVIEW, path)
    assert reviewfmt.changes(REVIEW, reviewfmt.load(path)) == []
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_unknown_suffix_is_read_as_text_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.weird"
    path.write_text(reviewfmt.dumps(REVIEW), encoding="utf-8")
    assert reviewfmt.load(path) == REVIEW
    before = path.read_bytes()
    with pytest.raises(ValueError, match=r"no format has the suffix '\.weird'"):
        reviewfmt.dump(REVIEW, path)
    assert path.read_bytes() == before


def test_a_format_that_is_written_alone_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.tex"
    reviewfmt.dump(REVIEW, path)
    with pytest.raises(ReviewError, match="RF500 latex can only be written") as raised:
        reviewfmt.load(path)
    assert {one.path for one in raised.value.diagnostics} == {str(path)}


def test_load_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.review"
    path.write_text("A Show Review\n\nVerdict: 11/10\n", encoding="utf-8")
    with pytest.raises(ReviewError) as raised:
        reviewfmt.load(str(path))
    (found,) = raised.value.diagnostics
    assert (found.code, found.path, found.span.line) == ("RF105", str(path), 3)
    with pytest.raises(FileNotFoundError):
        reviewfmt.load(tmp_path / "none.review")


def test_dump_raises_as_open_does(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        reviewfmt.dump(REVIEW, tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match=r"file"):
        reviewfmt.dump(REVIEW, tmp_path / "file" / "a.review")


BROKEN = [
    (replace(REVIEW, title=Title("", "")), "title"),
    (replace(REVIEW, verdict=None), "verdict"),
    (replace(REVIEW, verdict=Verdict(score(11, 10))), "verdict"),
    (replace(REVIEW, sections=(Section(None, (Paragraph(" two\nlines"),)),)), "sections"),
    (replace(REVIEW, guides=(Guide(1, ()),)), "guides"),
    (replace(REVIEW, guides=(Guide(1, (Episode("Episode", title="Fog"),)),)), "number"),
    (replace(REVIEW, metadata=Metadata(genre=("Drama, slow",))), "genre"),
]


@pytest.mark.parametrize(("review", "part"), BROKEN)
def test_what_is_not_valid_is_refused_with_the_reasons(
    review: Review, part: str, tmp_path: Path
) -> None:
    found = reviewfmt.validate(review)
    assert any(part in one.message for one in found), found
    calls: list[Callable[[], object]] = [
        lambda: reviewfmt.dumps(review),
        lambda: reviewfmt.dump(review, tmp_path / "a.review"),
        lambda: reviewfmt.dump(review, tmp_path / "a.json"),
        lambda: reviewfmt.dump(review, tmp_path / "a.html"),
        lambda: reviewfmt.convert(review, "html"),
        lambda: reviewfmt.edit(reviewfmt.dumps(REVIEW), lambda _: review),
    ]
    for call in calls:
        with pytest.raises(ReviewError) as raised:
            call()
        assert raised.value.diagnostics == tuple(found)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_review_is_refused() -> None:
    assert reviewfmt.validate(REVIEW) == []
    nothing: Any = None
    with pytest.raises(TypeError, match="expected a review, found NoneType"):
        reviewfmt.validate(nothing)
    with pytest.raises(TypeError, match="found NoneType"):
        edit(reviewfmt.dumps(REVIEW), lambda _: nothing)


def test_the_types_of_convert_name_every_format() -> None:
    from reviewfmt.converter import FORMATS
    from reviewfmt.library import BinaryFormat, TextFormat

    assert set(get_args(TextFormat)) == {name for name, row in FORMATS.items() if not row.binary}
    assert set(get_args(BinaryFormat)) == {name for name, row in FORMATS.items() if row.binary}


def test_convert_knows_text_and_bytes() -> None:
    assert isinstance(reviewfmt.convert(REVIEW, "markdown"), str)
    assert isinstance(reviewfmt.convert(REVIEW, "docx"), bytes)
    with pytest.raises(ValueError, match='unknown format "pages"'):
        reviewfmt.convert(REVIEW, "pages")


def test_convert_takes_what_the_command_line_takes(tmp_path: Path) -> None:
    (tmp_path / "c.png").write_bytes(image("png"))
    review = reviewfmt.loads(
        "Fog Review\n\nPublished: 2024-04-11\nCover: c.png\nCover text: A pier\n\n"
        "Calm.\n\nVerdict: 7/10\n"
    )
    for folder in (tmp_path, str(tmp_path)):
        found = reviewfmt.convert_with_losses(review, "epub", language="en", folder=folder)
        assert found.losses == ()
        assert isinstance(found.data, bytes)
        assert found.data == reviewfmt.convert(review, "epub", language="en", folder=folder)
    outside = reviewfmt.convert_with_losses(review, "epub", language="en")
    assert [one.message for one in outside.losses] == [
        "the cover is not embedded in epub: the folder that c.png is in is not known"
    ]
    assert '<html lang="ja"' in reviewfmt.convert(review, language="ja")
    assert "lang: " not in reviewfmt.convert(review, "markdown", language="ja")
    assert "images:\n" in reviewfmt.convert(review, "markdown", profile="hugo")
    page = reviewfmt.convert(
        "<h1>Fog Review</h1><p>Verdict: 7/10</p>", "html", "html", language="fr"
    )
    assert '<html lang="fr"' in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"to": "markdown", "profile": "zola"}, 'unknown profile "zola"; known are hugo, jekyll'),
        ({"to": "html", "profile": "hugo"}, '"html" has no front matter, and so no profile "hugo"'),
        ({"to": "html", "language": "the old one"}, '"the old one" is not a language'),
        ({"to": "html", "language": ""}, '"" is not a language'),
        ({"to": "html", "theme": "sreif"}, 'unknown theme "sreif"; did you mean "serif"?'),
        ({"to": "docx", "theme": "serif"}, 'a theme is for html and epub, found "docx"'),
        ({"to": "epub", "template": "a.html"}, 'a template is for html, found "epub"'),
        ({"to": "html", "template": "no.html"}, "no.html:1: a template cannot be read"),
        ({"to": "html", "css": ["no.css"]}, "no.css:1: a style sheet cannot be read"),
        ({"to": "html", "seen": "five"}, 'found "five", expected a number such as 5, or S2E5'),
        (
            {"to": "json", "seen": "5"},
            'an edition needs a format for readers, such as html or epub, and not "json"',
        ),
    ],
)
def test_convert_refuses_what_it_cannot_take(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        reviewfmt.convert(REVIEW, **arguments)


def test_convert_names_the_type_of_what_is_no_document() -> None:
    nothing: Any = None
    with pytest.raises(TypeError, match="expected a str, bytes or a review, found NoneType"):
        reviewfmt.convert(nothing, "html")


def test_convert_takes_a_look_and_makes_an_edition(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("h1 { color: red }", "utf-8")
    (tmp_path / "a.html").write_text("{{ work }}{{ css }}{{ body }}", "utf-8")
    text = "Fog Review\n\nEpisode 1: Dew -| 3/5\nEpisode 2: Rain -| 4/5\n\nVerdict: 7/10\n"
    found = reviewfmt.convert_with_losses(
        text,
        "html",
        theme="serif",
        css=[tmp_path / "a.css"],
        template=tmp_path / "a.html",
        language="en",
        seen="1",
    )
    assert isinstance(found.data, str)
    same = reviewfmt.convert(
        text,
        "html",
        theme="serif",
        css=tmp_path / "a.css",
        template=tmp_path / "a.html",
        language="en",
        seen=1,
    )
    assert same == found.data
    assert found.data.startswith("Fog/*")
    assert "h1 { color: red }" in found.data
    assert "Without spoilers beyond Episode 1" in found.data
    assert "Rain" not in found.data
    assert [one.code for one in found.losses] == ["RF513"]


def test_the_losses_of_both_ways_are_reported() -> None:
    page = "<h1>A Show Review</h1><p>A <u>quiet</u> show.</p><p>Verdict: 7/10</p>"
    found = reviewfmt.convert_with_losses(page, "review", "html")
    assert [one.code for one in found.losses] == ["RF507"]
    noisy = "A Show Review\n\n% a note\n\nVerdict: 7/10\n\nLeave a comment\n"
    found = reviewfmt.convert_with_losses(noisy, "markdown")
    assert [one.code for one in found.losses] == ["RF503", "RF504"]


def test_a_document_of_a_later_version_is_read() -> None:
    data = reviewfmt.to_json(REVIEW) | {"reviewfmt": "1.9", "mood": "calm", "x_id": 7}
    assert reviewfmt.from_json(data) == REVIEW
    with pytest.raises(ReviewError, match="RF202"):
        reviewfmt.from_json(data | {"reviewfmt": "2.0"})


def test_lists_and_plain_numbers_are_taken() -> None:
    """What a script has at hand becomes what the nodes hold."""
    make: Any = Episode
    entry = make("Episode", 6.5, title="Fog", notes=[Paragraph("Slow.")])
    assert entry == Episode("Episode", Decimal("6.5"), None, "Fog", None, (Paragraph("Slow."),))
    with pytest.raises(TypeError, match=r"Episode\.title is a str or None, found int"):
        make("Episode", 1, title=2)


# -- rows -------------------------------------------------------------------------------------


def test_rows_are_flat_and_all_alike() -> None:
    first, second, third = reviewfmt.rows(REVIEW)
    assert first == {
        "work": "Harbour Lights",
        "season": 1,
        "label": "Episode",
        "number": 1,
        "number_end": None,
        "title": "The First Crossing",
        "value": 4,
        "out_of": 5,
        "share": 0.8,
        "grade": None,
    }
    assert (second["grade"], second["value"], second["share"]) == ("B+", None, None)
    assert (third["number"], third["label"]) == (6.5, "Special")
    assert list(first) == list(second) == list(third)
    assert not any(isinstance(value, Decimal) for row in (first, third) for value in row.values())


# -- edits ------------------------------------------------------------------------------------

TEXT = """\
A Show Season 1 Review – good
Author: Me
Genre: calm, sea
% a comment of the head

Season 1 – 8/10

Episode Guide

Episode 1: A -| 3/5 – nice one
Episode 2: B  |  3/5
% ignore: RF302
  A note.
Episode 4: D -| 3/5Episode 5: E -| 4/5

## Story – 5/10

> so they say
> at sea

  • an item
    that goes on
% between the items
  • another

Wrapped
  prose.

  • Art: 5/10 (meh)
  • Verdict = 6/10

Leave a comment
No, 1/10
"""


def _episodes(review: Review, *more: Episode) -> Review:
    (guide,) = review.guides
    return replace(review, guides=(replace(guide, episodes=(*guide.episodes, *more)),))


def _without_episode(review: Review, at: int) -> Review:
    (guide,) = review.guides
    kept = guide.episodes[:at] + guide.episodes[at + 1 :]
    return replace(review, guides=(replace(guide, episodes=kept),))


def _guide(review: Review, **changes: Any) -> Review:
    return replace(review, guides=(replace(review.guides[0], **changes),))


def _blocks(review: Review, change: Callable[[list[Any]], None]) -> Review:
    blocks = list(review.sections[0].blocks)
    change(blocks)
    return replace(review, sections=(replace(review.sections[0], blocks=tuple(blocks)),))


EDITS: dict[str, tuple[Callable[[Review], Review], dict[str, str]]] = {
    "nothing": (lambda review: review, {}),
    "a score": (
        lambda review: review.replace_episode(4, score="4.5/5"),
        {"Episode 4: D -| 3/5E": "Episode 4: D -| 4.5/5E"},
    ),
    "the score of an entry with a remark": (
        lambda review: review.replace_episode(1, score="1/5"),
        {"A -| 3/5 – nice": "A -| 1/5 – nice"},
    ),
    "a title of an entry with a remark": (
        lambda review: review.replace_episode(1, title="Alpha"),
        {"Episode 1: A -| 3/5 – nice one": "Episode 1: Alpha -| Review Score – 3/5 – nice one"},
    ),
    "a score where there was none": (
        lambda review: review.replace_episode(2, score="A-"),
        {"Episode 2: B  |  3/5": "Episode 2: B -| Review Score – A-"},
    ),
    "the verdict": (
        lambda review: replace(review, verdict=Verdict(score(9, 10))),
        {"Verdict = 6/10": "Verdict = 9/10"},
    ),
    "the score of a season": (
        lambda review: _guide(review, score=score(7, 10)),
        {"Season 1 – 8/10": "Season 1 – 7/10"},
    ),
    "the score of a section": (
        lambda review: review.replace_section("Story", score=score(6, 10)),
        {"## Story – 5/10": "## Story – 6/10"},
    ),
    "the remark of a rating": (
        lambda review: replace(review, ratings=(replace(review.ratings[0], note="fine"),)),
        {"• Art: 5/10 (meh)": "• Art - 5/10 – fine"},
    ),
    "another entry": (
        lambda review: _episodes(review, Episode("OVA", Decimal(1), title="Z", score=score(1, 5))),
        {"-| 4/5\n": "-| 4/5\nOVA 1: Z -| Review Score – 1/5\n"},
    ),
    "an entry less": (
        lambda review: _without_episode(review, 1),
        {"Episode 2: B  |  3/5\n": "", "  A note.\n": ""},
    ),
    "one of two entries on a line": (
        lambda review: _without_episode(review, 3),
        {"Episode 5: E -| 4/5": ""},
    ),
    "a field": (
        lambda review: replace(review, metadata=replace(review.metadata, author="You")),
        {"Author: Me": "Author: You"},
    ),
    "a field more and one less": (
        lambda review: replace(review, metadata=Metadata(author="Me", network="Sea TV")),
        {"Genre: calm, sea": "Network: Sea TV"},
    ),
    "what the title names": (
        lambda review: replace(review, title=replace(review.title, work="Other")),
        {"Author: Me": "Work: Other\nAuthor: Me"},
    ),
    "a paragraph more": (
        lambda review: _blocks(review, lambda blocks: blocks.append(Paragraph("The end, then."))),
        {"  prose.\n": "  prose.\n\nThe end, then.\n"},
    ),
    "a paragraph less": (
        lambda review: _blocks(review, lambda blocks: blocks.pop()),
        {"Wrapped\n  prose.\n\n": ""},
    ),
    "a quote less": (
        lambda review: _blocks(review, lambda blocks: blocks.pop(0)),
        {"> so they say\n> at sea\n\n": ""},
    ),
    "an item": (
        lambda review: _blocks(
            review,
            lambda blocks: blocks.__setitem__(1, ItemList((blocks[1].items[0], Item("a third")))),
        ),
        {"• another": "• a third"},
    ),
    "a section more": (
        lambda review: replace(
            review,
            sections=(*review.sections, Section(Heading("Sound"), (Paragraph("Loud."),), guide=0)),
        ),
        {"  prose.\n": "  prose.\n\nSound\n\nLoud.\n"},
    ),
    "a figure": (
        lambda review: _blocks(review, lambda blocks: blocks.append(Figure("a.png", "a boat"))),
        {"  prose.\n": "  prose.\n\n![a boat](a.png)\n"},
    ),
    "a comment": (
        lambda review: replace(review, comments=(Comment("other"), *review.comments[1:])),
        {"% a comment of the head": "% other"},
    ),
    "a comment less": (
        lambda review: replace(review, comments=review.comments[1:]),
        {"% a comment of the head\n": ""},
    ),
    "a line of boilerplate more": (
        lambda review: replace(review, boilerplate=(*review.boilerplate, Boilerplate("More"))),
        {"No, 1/10\n": "No, 1/10\nMore\n"},
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_touches_only_what_changes(name: str, end: str) -> None:
    change, lines = EDITS[name]
    expected = TEXT
    for old, new in lines.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    edited = edit(TEXT.replace("\n", end), change)
    assert edited == expected.replace("\n", end)
    assert reviewfmt.loads(edited) == change(reviewfmt.loads(TEXT))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_verdict_of_a_sample_is_one_line(path: Path) -> None:
    text = decode(path.read_bytes())
    old = reviewfmt.loads(text)
    if old.verdict is None:
        pytest.skip("the sample has no verdict yet")
    new = replace(old, verdict=Verdict(score(1, 10), old.verdict.note))
    edited = edit(text, lambda _: new)
    assert reviewfmt.loads(edited) == new
    before, after = text.splitlines(), edited.splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == (new != old)


def test_an_edit_of_a_text_with_errors_is_refused() -> None:
    with pytest.raises(ReviewError, match="RF105"):
        edit("A Show Review\n\nVerdict: 11/10\n", lambda review: review)


def test_a_text_that_repeats_its_title_in_a_field_is_edited_there() -> None:
    text = "A Show Review\nWork: A Show\n% why\n\nVerdict: 7/10\n"
    edited = edit(text, lambda review: replace(review, title=replace(review.title, work="B")))
    assert edited == text.replace("Work: A Show", "Work: B")
    other = edit(text, lambda review: replace(review, title=Title("B Review", "B")))
    assert other == "B Review\n% why\n\nVerdict: 7/10\n"


def test_notes_and_quotes_are_edited() -> None:
    old = "A Show Review\n\nEpisode 1: A -| 3/5\n\nSlow.\n\nEpisode 2: B -| 4/5\n\nVerdict: 7/10\n"
    noted = (Quote((Paragraph("Slow,"), Paragraph("they say."))),)
    edited = edit(old, lambda review: review.replace_episode(1, notes=noted))
    assert edited == old.replace("Slow.", "> Slow,\n>\n> they say.")


@IN_WHOLE
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), documents())
def test_any_review_becomes_any_other(first: dict[str, Any], second: dict[str, Any]) -> None:
    """What an edit returns reads as what was asked for; it refuses only where it says so."""
    try:
        old, new = reviewfmt.from_json(first), reviewfmt.from_json(second)
        text = reviewfmt.dumps(old)
        reviewfmt.dumps(new)
    except ReviewError:
        return
    try:
        edited = edit(text, lambda _: new)
    except ReviewError as error:
        (found,) = error.diagnostics
        assert found.message.startswith("the new review cannot be written with every comment")
        assert old.boilerplate or new.boilerplate
        return
    assert reviewfmt.loads(edited) == new


@IN_WHOLE
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.integers(0, 10))
def test_a_score_of_any_review_is_edited(data: dict[str, Any], value: int) -> None:
    """One score in a text: the comments around it stay, and every other line."""
    try:
        text = reviewfmt.dumps(reviewfmt.from_json(data))
    except ReviewError:
        return
    lines = text.splitlines()
    lines.insert(len(lines) - 1, "% ignore: RF305")
    text = "\n".join(lines) + "\n"
    old = reviewfmt.parse(text).review
    if old.verdict is None or old.verdict.score is None or len(old.comments) != 1:
        return
    new = replace(old, verdict=replace(old.verdict, score=score(value, 10)))
    edited = edit(text, lambda _: new)
    assert reviewfmt.loads(edited) == new
    assert sum(a != b for a, b in zip(lines, edited.splitlines(), strict=True)) <= 1


def test_the_own_keys_of_a_json_document_are_kept_in_json_and_reported_elsewhere() -> None:
    review = reviewfmt.load(ROOT / "samples" / "lantern-street.review")
    text = json.dumps({**reviewfmt.to_json(review), "x_id": 7})
    kept = reviewfmt.convert_with_losses(text, "json", "json")
    assert json.loads(kept.data)["x_id"] == 7
    assert kept.losses == ()
    left = reviewfmt.convert_with_losses(text, "review", "json")
    assert [one.code for one in left.losses] == ["RF506"]
