"""What the server answers about a text: from data, and laws over all texts."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import converters, types

from reviewfmt.model import FIELDS
from reviewfmt.server.actions import (
    FIX_ALL,
    FIX_ALL_UNSAFE,
    QUICK_FIX,
    REWRITE,
    Action,
    actions,
    is_asked,
)
from reviewfmt.server.analysis import Analysis
from reviewfmt.server.completion import completion
from reviewfmt.server.diagnostics import diagnostics
from reviewfmt.server.edits import edited, edits_between, workspace_edit
from reviewfmt.server.fields import SPECS, field_help
from reviewfmt.server.hints import hints
from reviewfmt.server.hovers import hover
from reviewfmt.server.legend import TYPES
from reviewfmt.server.links import address_of, links, path_of, uri_of
from reviewfmt.server.outline import flat, folding, symbols
from reviewfmt.server.positions import ENCODINGS, Encoding
from reviewfmt.server.rename import RenameError, name_at, rename
from reviewfmt.server.tokens import tokens
from reviewfmt.syntax.words import built_in
from tests.budget import SOME
from tests.server_client import Json, applied, lines_of, offset_of
from tests.texts import mutations, pages

DATA = Path(__file__).parent / "data" / "server"
CURSOR = "‸"
URI = "file:///tmp/reviews/a.review"
CONVERTER = converters.get_converter()
GUIDE = """\
Harbour Lights Season 1 Review – Calm 🚢

Author: Ana
Cover: img/harbour one.png
TMDB: tv/12

Story: 7/10

Episode Guide

Episode 1: Low Tide 🚢 -| Review Score – 4/5

  See [the crew](crew.review) and <https://example.org/sea>.

Episode 2: Fog -| Review Score – 3/5

## Sound – 3/5

A *calm* score by **Bo**, with ||a twist||.

![The pier](pier.png "At dusk")

% one
% two

Verdict: 8/10

Leave a comment
Nice!
"""


def cases(name: str) -> list[Any]:
    found = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(one, id=one["name"]) for one in found]


def at_cursor(case: Json) -> tuple[str, int]:
    text = case["text"].removeprefix("\n")
    return text.replace(CURSOR, ""), text.index(CURSOR)


@pytest.mark.parametrize("case", cases("completion"))
def test_completion(case: Json) -> None:
    text, offset = at_cursor(case)
    items = completion(Analysis(text), offset, snippets=True)
    labels = [one["label"] for one in items]
    if "offers" in case:
        wanted = case["offers"]
        assert labels[: len(wanted)] == wanted
        assert not case.get("only") or labels == wanted
    if "writes" in case:
        assert items[0]["textEdit"]["newText"] == case["writes"]
    if "has" in case:
        one = next(one for one in items if one["label"] == case["has"]["label"])
        lines = lines_of(text)
        start = offset_of(lines, one["textEdit"]["range"]["start"], "utf-16")
        assert (one["textEdit"]["newText"], text[start:offset]) == (
            case["has"]["text"],
            case["has"]["from"],
        )
    assert case.get("not") not in labels


@pytest.mark.parametrize("case", cases("hovers"))
def test_hover(case: Json) -> None:
    text, offset = at_cursor(case)
    found = hover(Analysis(text), offset)
    if not case["says"]:
        assert found is None
        return
    assert found is not None
    for said in case["says"]:
        assert said in found["contents"]["value"]
    assert case.get("not", "\0") not in found["contents"]["value"]


@pytest.mark.parametrize("case", cases("renames"))
def test_rename(case: Json) -> None:
    text, offset = at_cursor(case)
    analysis = Analysis(text)
    if "why" in case and name_at(analysis, offset) is None:
        assert case["why"] in "only the name of the work can be renamed"
        return
    if "why" in case:
        with pytest.raises(RenameError, match=case["why"]):
            rename(analysis, case["to"])
        return
    place = name_at(analysis, offset)
    assert place is not None
    assert text[slice(*place)] == analysis.review.work
    made = edited(text, rename(analysis, case["to"]))
    assert made == case["made"].removeprefix("\n")
    assert Analysis(made).review.work == case["to"]


@pytest.mark.parametrize("case", cases("actions"))
def test_actions(case: Json) -> None:
    text, offset = at_cursor(case)
    analysis = Analysis(text)
    offered = offered_at(analysis, offset)
    if "titles" in case:
        assert [one.title for one in offered] == case["titles"]
    if "choose" in case:
        chosen = next(one for one in offered if one.title == case["choose"])
        assert edited(text, chosen.edits) == case["made"].removeprefix("\n")


def offered_at(analysis: Analysis, offset: int) -> list[Action]:
    found = [one for one in analysis.findings if one.span.offset <= offset <= one.span.end_offset]
    return list(actions(analysis, found, offset, offset))


def test_kinds_that_are_asked_for() -> None:
    assert all(is_asked(kind, None) for kind in (QUICK_FIX, REWRITE, FIX_ALL, FIX_ALL_UNSAFE))
    assert is_asked(FIX_ALL, ["source"])
    assert is_asked(FIX_ALL, ["source.fixAll"])
    assert not is_asked(FIX_ALL_UNSAFE, ["source.fixAll"])
    assert not is_asked(QUICK_FIX, ["source.fixAll"])
    assert is_asked(REWRITE, ["refactor"])


def test_the_outline() -> None:
    (title,) = symbols(Analysis(GUIDE))
    assert title["name"] == "Harbour Lights Season 1 Review – Calm 🚢"
    told = [(one["name"], one.get("detail")) for one in title["children"]]
    assert told == [
        ("Author", "Ana"),
        ("Cover", "img/harbour one.png"),
        ("TMDB", "tv/12"),
        ("Story", "7/10"),
        ("Episode Guide", None),
        ("Sound", "3/5"),
        ("Verdict", "8/10"),
    ]
    guide = title["children"][4]
    assert [(one["name"], one["detail"]) for one in guide["children"]] == [
        ("Episode 1 Low Tide 🚢", "4/5"),
        ("Episode 2 Fog", "3/5"),
    ]
    listed = flat([title], URI)
    assert len(listed) == 10
    assert listed[6]["containerName"] == "Episode Guide"


def test_what_folds() -> None:
    lines = GUIDE.split("\n")
    found = {
        (lines[one["startLine"]][:9], lines[one["endLine"]][:9], one["kind"])
        for one in folding(Analysis(GUIDE))
    }
    assert found == {
        ("Author: A", "TMDB: tv/", "region"),
        ("Episode G", "Episode 2", "region"),
        ("Episode 1", "  See [th", "region"),
        ("## Sound ", "![The pie", "region"),
        ("% one", "% two", "comment"),
        ("Leave a c", "Nice!", "comment"),
    }


def test_hints() -> None:
    analysis = Analysis(GUIDE)
    found = hints(analysis, 0, len(GUIDE))
    lines = GUIDE.split("\n")
    told = [(lines[one["position"]["line"]][:9], one["label"]) for one in found]
    assert told == [
        ("Episode G", "mean 3.5/5"),
        ("Episode 1", "= 8/10"),
        ("Episode 2", "= 6/10"),
        ("## Sound ", "= 6/10"),
    ]
    assert (
        found[1]["position"]["character"] == len("Episode 1: Low Tide 🚢 -| Review Score – 4/5") + 1
    )
    start = GUIDE.index("## Sound")
    assert [one["label"] for one in hints(analysis, start, len(GUIDE))] == ["= 6/10"]


def test_links() -> None:
    found = [(one["target"], one["range"]["start"]) for one in links(Analysis(GUIDE), URI)]
    assert found == [
        ("file:///tmp/reviews/img/harbour%20one.png", {"line": 3, "character": 7}),
        ("https://www.themoviedb.org/tv/12", {"line": 4, "character": 6}),
        ("file:///tmp/reviews/crew.review", {"line": 12, "character": 17}),
        ("https://example.org/sea", {"line": 12, "character": 35}),
        ("file:///tmp/reviews/pier.png", {"line": 20, "character": 12}),
    ]


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("../other.review", "file:///tmp/other.review"),
        ("夜 1.png", "file:///tmp/reviews/%E5%A4%9C%201.png"),
        ("javascript:alert(1)", None),
        ("command:rm", None),
        ("#part", None),
        ("", None),
    ],
)
def test_addresses(target: str, address: str | None) -> None:
    assert address_of(target, URI) == address


def test_a_path_has_no_address_beside_a_text_that_is_no_file() -> None:
    assert address_of("a.png", "untitled:Untitled-1") is None


def test_paths_and_uris(tmp_path: Path) -> None:
    path = str(tmp_path / "夜 #1.review")
    assert path_of(uri_of(path)) == path
    assert path_of("file:///tmp/a%20b.review") == "/tmp/a b.review"
    assert path_of("untitled:Untitled-1") is None
    assert path_of("file:///a%00b") is None
    assert path_of("file://[") is None


def test_every_field_has_its_help() -> None:
    assert {one.name for one in FIELDS} < set(SPECS)
    for spec in SPECS.values():
        assert field_help(spec, built_in()).startswith(f"**{spec.label}**: ")


def test_a_range_has_the_tokens_of_its_lines() -> None:
    analysis = Analysis(GUIDE)
    start = GUIDE.index("## Sound")
    some = tokens(analysis, start, start + 5)
    assert some[:2] == [GUIDE.count("\n", 0, start), 0]
    assert len(some) < len(tokens(analysis))
    assert {TYPES[one] for one in some[3::5]} <= {"operator", "class", "number"}


def test_edits_of_a_document_say_its_version_where_that_is_asked_for() -> None:
    edits = [{"range": {}, "newText": ""}]
    assert workspace_edit(URI, None, edits) == {"changes": {URI: edits}}
    assert workspace_edit(URI, 7, edits) == {
        "documentChanges": [{"textDocument": {"uri": URI, "version": 7}, "edits": edits}]
    }


# -- laws ---------------------------------------------------------------------------------------

ANY = st.one_of(
    pages(), mutations(), st.text(alphabet="a\r\n🚢é\u2028|-:#%123/5 Episode", max_size=60)
)


@settings(max_examples=min(SOME, 500), suppress_health_check=list(HealthCheck))
@given(st.text("ab\r\n🚢", max_size=30), st.text("ab\r\n🚢", max_size=30))
def test_edits_make_one_text_of_another(old: str, new: str) -> None:
    edits = edits_between(old, new)
    assert edited(old, edits) == new
    assert all(one.end <= two.start for one, two in pairwise(edits))
    analysis = Analysis(old)
    assert applied(old, analysis.places.edits(edits)) == new


def test_edits_of_many_equal_lines_take_no_square() -> None:
    old = "a\n\n" * 50_000
    new = "b\n\n" + "a\n\n" * 49_000 + "a\n" * 1000
    assert edited(old, edits_between(old, new)) == new


@settings(max_examples=min(SOME, 500), suppress_health_check=list(HealthCheck))
@given(ANY, st.sampled_from(ENCODINGS), st.data())
def test_every_answer_is_one_of_the_protocol(
    text: str, encoding: Encoding, data: st.DataObject
) -> None:
    """Whatever the text, and wherever in it: the types of the protocol take each answer."""
    analysis = Analysis(text, encoding=encoding)
    offset = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(offset, len(text)))
    found = diagnostics(analysis, URI)
    CONVERTER.structure(found, list[types.Diagnostic])
    CONVERTER.structure(completion(analysis, offset, snippets=True), list[types.CompletionItem])
    CONVERTER.structure(symbols(analysis), list[types.DocumentSymbol])
    CONVERTER.structure(flat(symbols(analysis), URI), list[types.SymbolInformation])
    CONVERTER.structure(folding(analysis), list[types.FoldingRange])
    CONVERTER.structure(hints(analysis, offset, end), list[types.InlayHint])
    CONVERTER.structure(links(analysis, URI), list[types.DocumentLink])
    if (said := hover(analysis, offset)) is not None:
        CONVERTER.structure(said, types.Hover)
    assert_outline(symbols(analysis), analysis, encoding)
    assert_tokens(tokens(analysis), text, encoding)
    for one in offered_at(analysis, offset):
        edits = analysis.places.edits(one.edits)
        assert applied(text, edits, encoding) == edited(text, one.edits)


def assert_outline(found: list[Json], analysis: Analysis, encoding: Encoding) -> None:
    """Assert that a symbol is in its parent, and its name in it."""
    lines = lines_of(analysis.text)

    def ends(place: Json) -> tuple[int, int]:
        start = offset_of(lines, place["start"], encoding)
        return start, offset_of(lines, place["end"], encoding)

    def walk(symbols: list[Json], outer: tuple[int, int]) -> None:
        for one in symbols:
            whole, chosen = ends(one["range"]), ends(one["selectionRange"])
            assert outer[0] <= whole[0] <= chosen[0] <= chosen[1] <= whole[1] <= outer[1]
            assert one["name"].strip()
            walk(one.get("children", []), whole)

    walk(found, (0, len(analysis.text)))


def assert_tokens(found: list[int], text: str, encoding: Encoding) -> None:
    """Assert that tokens are in order, stay in their lines, and have a type."""
    assert len(found) % 5 == 0
    lines = lines_of(text)
    line = character = last = 0
    for at in range(0, len(found), 5):
        by, shift, length, kind, modifiers = found[at : at + 5]
        line, character = line + by, (0 if by else character) + shift
        start = offset_of(lines, {"line": line, "character": character}, encoding)
        end = offset_of(lines, {"line": line, "character": character + length}, encoding)
        assert last <= start < end
        assert kind < len(TYPES)
        assert modifiers == 0
        last = end


@settings(max_examples=min(SOME, 500), suppress_health_check=list(HealthCheck))
@given(st.one_of(pages(), mutations()), st.data())
def test_an_ignore_silences_its_finding_and_nothing_else(text: str, data: st.DataObject) -> None:
    analysis = Analysis(text)
    if not analysis.findings:
        return
    found = data.draw(st.sampled_from(analysis.findings))
    for one in actions(analysis, [found], found.span.offset, found.span.offset, [QUICK_FIX]):
        if not one.title.startswith("Ignore"):
            continue
        made = analysis.with_text(edited(text, one.edits))
        codes = [each.code for each in made.findings]
        assert len(codes) < len(analysis.findings)
        assert set(codes) <= {each.code for each in analysis.findings}
        assert made.review.title == analysis.review.title


@settings(max_examples=min(SOME, 500), suppress_health_check=list(HealthCheck))
@given(st.one_of(pages(), mutations()))
def test_a_rename_changes_the_name_and_comes_back(text: str) -> None:
    analysis = Analysis(text)
    try:
        made = edited(text, rename(analysis, "Quiet Ferries"))
    except RenameError:
        return
    assert Analysis(made).review.work == "Quiet Ferries"
    assert Analysis(made).review.title.season == analysis.review.title.season
