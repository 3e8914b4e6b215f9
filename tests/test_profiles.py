"""Profiles: each value is where a site generator looks for it, and reads back from there."""

from __future__ import annotations

import re
import time
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.converter import FORMATS, read, read_document, write
from reviewfmt.converter.markdown.front_matter import taken, written
from reviewfmt.converter.markdown.profiles import NEGATED, PROFILES, SLUGS, Place, profiled
from reviewfmt.converter.prepared import overrules
from reviewfmt.converter.settling import settle
from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import from_data, to_data
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import FIELDS, Metadata, Review, Score, Title, Verdict
from reviewfmt.pandoc_ast import from_pandoc, front_matter
from tests.budget import CASES
from tests.strategies_json import documents

ROOT = Path(__file__).parent.parent
DATA = tomllib.loads((ROOT / "tests" / "data" / "front_matter" / "cases.toml").read_text("utf-8"))
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
SCORE = Score.of("7/10")
each_profile = pytest.mark.parametrize("profile", PROFILES)


def front_of(review: Review, profile: str) -> dict[str, Any]:
    """Return the front matter as PyYAML reads it."""
    found = yaml.safe_load(write(review, "markdown", profile=profile).decode().split("---\n")[1])
    assert isinstance(found, dict)
    return found


FULL = read(
    b"""Fog Season 2 Review - Calm at sea

Author: No
Published: 2024-04-11
Language: no
Status: complete
Network: 1e3
Genre: drama, yes
Tags: on, 007, 1e3, 0x1F, slow burn
Cover: img/fog.png
Cover text: A pier
Updated: 2024-05-02
Licence: CC BY 4.0
Canonical: https://example.org/fog/
Aliases: /fog-two.html, /old/fog/
Editor: Bo

It is calm.

Verdict: 8.5/10 (superb)
""",
    "review",
)
SAID = {
    "generator": "reviewfmt",
    "title": "Fog Season 2 Review - Calm at sea",
    "work": "Fog",
    "season": 2,
    "tagline": "Calm at sea",
    "rating": 8.5,
    "best_rating": 10,
    "rating_percent": 85,
    "verdict": "8.5/10",
    "author": "No",
    "date": date(2024, 4, 11),
    "lang": "no",
    "status": "complete",
    "network": "1e3",
    "genre": ["drama", "yes"],
    "tags": ["on", "007", "1e3", "0x1F", "slow burn"],
    "extra": ["Editor: Bo"],
}
UPDATED = date(2024, 5, 2)
PAGE = "https://example.org/fog/"
ALIASES = ["/fog-two.html", "/old/fog/"]
OWN: dict[str, dict[str, Any]] = {
    "hugo": {
        "lastmod": UPDATED,
        "license": "CC BY 4.0",
        "canonicalURL": PAGE,
        "aliases": ALIASES,
        "description": "Calm at sea",
        "draft": False,
        "cover": {"image": "img/fog.png", "alt": "A pier"},
        "images": ["img/fog.png"],
    },
    "jekyll": {
        "last_modified_at": UPDATED,
        "license": "CC BY 4.0",
        "canonical_url": PAGE,
        "redirect_from": ALIASES,
        "description": "Calm at sea",
        "published": True,
        "image": "img/fog.png",
        "cover_text": "A pier",
    },
    "eleventy": {
        "updated": UPDATED,
        "licence": "CC BY 4.0",
        "canonical": PAGE,
        "aliases": ALIASES,
        "description": "Calm at sea",
        "draft": False,
        "image": "img/fog.png",
        "cover_text": "A pier",
    },
    "obsidian": {
        "updated": UPDATED,
        "licence": "CC BY 4.0",
        "canonical": PAGE,
        "redirect_from": ALIASES,
        "draft": False,
        "cover": "img/fog.png",
        "cover_text": "A pier",
        "tags": ["on", "_007", "1e3", "0x1F", "slow-burn"],
        "tags_exact": ["on", "007", "1e3", "0x1F", "slow burn"],
    },
}


@each_profile
def test_each_value_stands_where_it_is_looked_for(profile: str) -> None:
    assert front_of(FULL, profile) == {**SAID, **OWN[profile]}


@each_profile
def test_texts_are_quoted_and_numbers_are_not(profile: str) -> None:
    front = write(FULL, "markdown", profile=profile).decode().split("---\n")[1]
    for line in ('title: "', 'author: "No"', '- "on"', 'verdict: "8.5/10"', "rating: 8.5\n"):
        assert line in front
    assert "&" not in front


@pytest.mark.parametrize(
    ("score", "said"),
    [
        ("4/5", {"rating": 4, "best_rating": 5, "rating_percent": 80, "verdict": "4/5"}),
        ("7/9", {"rating": 7, "best_rating": 9, "rating_percent": 77.78, "verdict": "7/9"}),
        ("0/10", {"rating": 0, "best_rating": 10, "rating_percent": 0, "verdict": "0/10"}),
        ("100%", {"rating": 100, "best_rating": 100, "rating_percent": 100, "verdict": "100/100"}),
        ("0.000001/10", {"rating": 0.000001, "rating_percent": 0, "verdict": "0.000001/10"}),
        ("A-", {"verdict": "A-", "rating": None, "best_rating": None, "rating_percent": None}),
    ],
)
def test_a_verdict_is_numbers_to_sort_by(score: str, said: dict[str, Any]) -> None:
    review = Review(Title("Fog Review", "Fog"), verdict=Verdict(Score.of(score)))
    for profile in PROFILES:
        found = front_of(review, profile)
        assert {key: found.get(key) for key in said} == said
        assert read(write(review, "markdown", profile=profile), "markdown") == review


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("hugo", ("draft", True)),
        ("jekyll", ("published", False)),
        ("eleventy", ("draft", True)),
        ("obsidian", ("draft", True)),
    ],
)
def test_a_draft_is_not_published(profile: str, said: tuple[str, bool]) -> None:
    review = read(b"Fog Review\n\nStatus: draft\n\nIt is calm.\n", "review")
    found = front_of(review, profile)
    assert (found[said[0]], found["status"], "verdict" in found) == (said[1], "draft", False)
    assert read(write(review, "markdown", profile=profile), "markdown") == review


# -- and back ---------------------------------------------------------------------------------


def front_and_back(review: Review, profile: str) -> Review:
    """Return what reads back of a review and its front matter, without pandoc, which is slow."""
    plain = front_matter(review, overrules(review.title))
    front = written(profiled(review, plain, PROFILES[profile]))
    document = {"meta": taken(front).meta, "blocks": []}
    source = FORMATS["markdown"].source(ours=True)
    reading = settle(from_pandoc(document, source), "markdown", typed=False)
    assert reading.losses == ()
    return reading.review


@settings(max_examples=max(20, CASES // 5))  # growing one takes long
@given(documents(), st.sampled_from(sorted(PROFILES)))
def test_any_front_matter_reads_back(data: dict[str, Any], profile: str) -> None:
    grown = from_data({**data, "sections": [], "guides": [], "ratings": []})
    review = replace(grown, boilerplate=(), comments=())
    if review.verdict is not None:
        review = replace(review, verdict=replace(review.verdict, note=None))
    assert to_data(front_and_back(review, profile)) == to_data(review)


@each_profile
@pytest.mark.parametrize("path", SAMPLES[::6], ids=lambda path: path.stem)
def test_a_sample_reads_back(path: Path, profile: str) -> None:
    review = replace(read(path.read_bytes(), "review"), boilerplate=(), comments=())
    reading = read_document(write(review, "markdown", profile=profile), "markdown")
    assert (reading.review, reading.losses) == (review, ())


@each_profile
def test_marks_are_for_people_and_stand_beside(profile: str) -> None:
    title = Title(r"*Fog* \*2 Season 1 Review – **Calm**", r"*Fog* \*2", 1, "**Calm**")
    review = Review(title, Metadata(tags=("2024", "a & b")), verdict=Verdict(SCORE))
    found = front_of(review, profile)
    assert found["title"] == "Fog *2 Season 1 Review – Calm"
    assert (found["work"], found["tagline"]) == ("Fog *2", "Calm")
    assert read(write(review, "markdown", profile=profile), "markdown") == review


def test_what_somebody_changed_in_a_front_matter_counts() -> None:
    made = write(FULL, "markdown", profile="obsidian").decode()
    changed = made.replace('- "slow-burn"', '- "slow-burn"\n- "fog"', 1)
    reading = read_document(changed.encode(), "markdown")
    assert reading.review.metadata.tags == ("on", "_007", "1e3", "0x1F", "slow-burn", "fog")
    other = made.replace("rating_percent: 85", "rating_percent: 12")
    assert "rating_percent" in str(read_document(other.encode(), "markdown").review.metadata.extra)
    (loss,) = read_document(made.replace("rating: 8.5", "rating: 9").encode(), "markdown").losses
    assert loss.message == "left out of the review from markdown: rating: 9"


# -- what others write ------------------------------------------------------------------------


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_what_others_write_is_read(case: dict[str, Any]) -> None:
    reading = read_document(case["text"].encode(), "markdown")
    data: dict[str, Any] = to_data(reading.review)
    found = {**data, **data["metadata"], "verdict": (data["verdict"] or {}).get("score", False)}
    said = {key: found.get(key) for key in case["says"]}
    assert said == case["says"]
    losses = [one.message.partition(": ")[2] for one in reading.losses]
    assert losses == case.get("loses", [])


HOSTILE = ('"', "'", '"""', "=1", "[ ", '\\"', '"\\', "=1 0", "1-", "{a={", "=0x", "[[", "#", "+")


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_a_hostile_front_matter_is_read_in_linear_time(fence: str) -> None:
    start = time.process_time()
    for text in HOSTILE:
        with suppress(ReviewError):  # it raises nothing else
            taken(f"{fence}\na = {text * (30_000 // len(text))}\n{fence}\n")
    assert time.process_time() - start < 10


# -- the tables -------------------------------------------------------------------------------


def test_a_place_means_one_value_in_all_profiles() -> None:
    meanings: dict[tuple[str, ...], set[str]] = {}
    for profile in PROFILES.values():
        for name, places in profile.places.items():
            for place in places:
                assert isinstance(place, Place)
                meanings.setdefault(place.path, set()).add(name)
    assert {path: names for path, names in meanings.items() if len(names) > 1} == {}


SHOWN = {
    "description": "tagline, for cards",
    "draft": "a draft",
    "rating": "the verdict's number",
    "best_rating": "its maximum",
    "rating_percent": "its share in percent",
    "verdict": "verdict",
}
FORMS = {NEGATED: ", inverted", SLUGS: ", spaces as `-`"}


def test_the_page_about_sites_says_where_each_value_stands() -> None:
    named = {field.role: field.name.replace("_", " ") for field in FIELDS}
    values = {"title": "title", **{one.role: one.name for one in TITLE_FIELDS}, **SHOWN, **named}
    rows = [f"| value | {' | '.join(PROFILES)} |", f"|{'---|' * (len(PROFILES) + 1)}"]
    for value, shown in values.items():
        cells = [
            ", ".join(f"`{'.'.join(path)}`{FORMS.get(form, '')}" for path, form in one.of(value))
            for one in PROFILES.values()
        ]
        rows.append(f"| {shown} | {' | '.join(cells)} |".replace("|  |", "| |"))
    page = (ROOT / "docs" / "sites.md").read_text("utf-8")
    assert re.findall(r"<!-- places -->\n(.*?)\n<!--", page, re.DOTALL) == ["\n".join(rows)]


def test_the_help_names_every_profile() -> None:
    from click.testing import CliRunner

    from reviewfmt.cli import main

    said = " ".join(CliRunner().invoke(main, ["convert", "--help"]).output.split())
    assert re.search(r"--profile NAME .*" + r"\W+(?:or )?".join(PROFILES), said)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-t", "markdown", "--profile", "hugo"], 0, 'images:\n- "img/fog.png"'),
        (["-t", "markdown", "--profile", "Jekyll"], 0, "published: true"),
        (["-t", "markdown", "--profile", "hug"], 2, 'unknown profile "hug"; did you mean "hugo"?'),
        (["-t", "markdown", "--profile", "zola"], 2, "known are hugo, jekyll, eleventy, obsidian"),
        (["-t", "html", "--profile", "hugo"], 2, "is for the front matter of Markdown"),
    ],
)
def test_the_command_line_takes_a_profile(
    arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from reviewfmt.cli import main

    path = tmp_path / "fog.review"
    path.write_bytes(write(FULL, "review"))
    done = CliRunner().invoke(main, ["convert", str(path), *arguments])
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_an_unknown_profile_and_another_format_are_refused() -> None:
    with pytest.raises(ReviewError, match="unknown profile 'hexo', expected one of hugo, jekyll"):
        write(FULL, "markdown", profile="hexo")
    with pytest.raises(ReviewError, match="html has no front matter, and so no profile hugo"):
        write(FULL, "html", profile="hugo")
