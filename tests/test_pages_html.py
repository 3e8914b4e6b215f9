"""The reader of other people's pages, their HTML: right values, no word lost, no lie believed."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from reviewfmt import convert, convert_with_losses, load, loads
from reviewfmt.cli import main
from reviewfmt.converter import read_document as read_exactly
from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import write_json
from reviewfmt.model import Figure, Quote
from reviewfmt.pages import Draft, find, write_draft
from reviewfmt.pages.decode import decode, model
from reviewfmt.pages.documents import read_document
from reviewfmt.pages.features import features
from reviewfmt.pages.found import Found, is_html
from reviewfmt.pages.html import read_html
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.page import chain_of, page_of_lines
from tests.accounting import missing, said_by
from tests.budget import IN_WHOLE
from tests.unseen import document, said_by_review

FOLDER = Path(__file__).parent / "data" / "pages_html"
PAGES = sorted(FOLDER.glob("*.html"))
REFUSED = sorted((FOLDER / "refused").glob("*.html"))
EXPECTED: dict[str, list[list[str]]] = {}
for _one in tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))["review"]:
    EXPECTED.setdefault(_one["page"], []).append(_one["lines"])


def _page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _only(text: str) -> Draft:
    (draft,) = find(text).reviews
    return draft


# -- the values -------------------------------------------------------------------------------


@cache
def _found(page: str) -> tuple[Draft, ...]:
    return find(_page(page)).reviews


def _is_right(page: str) -> bool:
    said = [sorted(said_by_review(one.review)) for one in _found(page)]
    return said == [sorted(lines) for lines in EXPECTED[page]]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_no_page_is_wrong_without_a_doubt(page: Path) -> None:
    drafts = _found(page.name)
    assert len(drafts) == len(EXPECTED[page.name])
    for draft, lines in zip(drafts, EXPECTED[page.name], strict=True):
        gone = Counter(lines) - Counter(said_by_review(draft.review))
        assert not gone or draft.doubts
        assert not {"work", "verdict"} & {line.partition(":")[0] for line in gone}


def test_nine_pages_in_ten_are_right() -> None:
    assert len(PAGES) >= 25
    assert {page.name for page in PAGES} == EXPECTED.keys()
    wrong = [page.name for page in PAGES if not _is_right(page.name)]
    assert 10 * len(wrong) <= len(PAGES), wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_word_of_a_page_is_in_the_review_or_reported(page: Path) -> None:
    data = page.read_bytes()
    if len(EXPECTED[page.name]) > 1 or "broken" in page.name:
        return
    reading = read_document(data, "page")
    told = [found.message for found in reading.losses]
    told += [field.key for field in reading.review.metadata.extra]
    assert missing(said_by(data, "html"), write_json(reading.review), told) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_draft_of_a_page_has_a_text(page: Path) -> None:
    for draft in _found(page.name):
        assert loads(write_draft(draft)).title == draft.review.title


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_each_line_of_a_page_is_in_one_place(page: Path) -> None:
    """The spans of lines go up, and each holds the first word of its line in the source."""
    text = page.read_text(encoding="utf-8")
    read = read_html(text)
    assert read is not None
    spans = [line.span for line in read.lines]
    assert spans == sorted(spans)
    assert len({span.offset for span in spans}) == len(spans)
    for line in read.lines:
        word = re.match(r"[^\W_]+", _said(line))
        hidden = line.hint is not None and "||" in line.hint.marked
        if word is not None and not hidden:
            start = line.span.offset
            end = start + 300 if line.hint and line.hint.picture else start + len(word[0]) + 12
            assert word[0] in text[start:end], line


def _said(line: PageLine) -> str:
    assert line.hint is not None
    picture = line.hint.picture
    return line.text.removeprefix(line.hint.bullet) if picture is None else picture[2] or ""


def test_quotes_pictures_links_and_spoilers_come_through() -> None:
    draft = _only(_page("spoilers-and-quotes.html"))
    assert "> An hour is a room. You may as well furnish it." in write_draft(draft)
    assert "[the interview](https://glass.example/interview)" in write_draft(draft)
    assert "||The stranger is her, later.||" in write_draft(draft)
    assert "it is *not* what you would do" in write_draft(draft)
    figures = [
        block
        for section in _only(_page("wp-blocks-columns.html")).review.sections
        for block in section.blocks
        if isinstance(block, Figure)
    ]
    assert [(one.alt, one.caption) for one in figures] == [
        ("Lanterns on a black river", "The last shot of the first hour.")
    ]


def test_paragraphs_of_one_quote_are_one_quote() -> None:
    page = _page("spoilers-and-quotes.html").replace(
        "<blockquote>", "<blockquote><p>An hour is a door, said the other one, and shut it.</p>"
    )
    quotes = [
        block
        for section in _only(page).review.sections
        for block in section.blocks
        if isinstance(block, Quote)
    ]
    notes = [
        block
        for one in _only(page).review.episodes
        for block in one.notes
        if isinstance(block, Quote)
    ]
    assert [len(one.paragraphs) for one in quotes + notes] == [2]


def _of(body: str, title: str = "Fog Season 3 Review") -> Draft:
    return _only(
        f"<!DOCTYPE html><html><body><main><h1>{title}</h1><p>By Ana Lima on 3 March 2021</p><p>The"
        f" year opens where the last one shut the door, and takes its time.</p>{body}</main></body>"
    )


def test_a_season_in_front_of_the_number_is_no_part_of_it() -> None:
    body = "".join(f"<h3>3.{at} “Tide {at}” ({at}/5)</h3><p>It rains.</p>" for at in (1, 2, 3))
    draft = _of(f"{body}<p>Verdict: 7/10</p>")
    assert [str(one.number) for one in draft.review.episodes] == ["1", "2", "3"]
    special = _of(body.replace("3.2", "3.5") + "<p>Verdict: 7/10</p>")
    assert [str(one.number) for one in special.review.episodes] == ["3.1", "3.5", "3.3"]


def test_a_number_that_comes_again_is_in_doubt() -> None:
    rows = ("1</td><td>Ebb</td><td>4/5", "2</td><td>Flow</td><td>3/5")
    one = f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"
    again = one.replace("Ebb", "Jokes").replace("Flow", "Law")
    reasons = [doubt.why for doubt in _of(one + "<p>Verdict: 7/10</p>").doubts]
    assert "same-number" not in reasons
    reasons = [doubt.why for doubt in _of(f"{one}<h2>Marks</h2>{again}<p>Verdict: 7/10</p>").doubts]
    assert reasons.count("same-number") == 2


@pytest.mark.parametrize(
    ("title", "work", "season"),
    [
        ("Season review: Salt Row, Season 2", "Salt Row", 2),
        ("Staffel-Kritik: Salzweg, Staffel 2", "Salzweg", 2),
        ("Salt Row, Season 1: A Review", "Salt Row", 1),
        ("Season of Salt Review", "Season of Salt", None),
        ("Review: Season of Salt", "Season of Salt", None),
    ],
)
def test_a_title_may_call_itself_a_review_of_a_season(
    title: str, work: str, season: int | None
) -> None:
    review = _of("<p>Verdict: 7/10</p>", title).review
    assert (review.work, review.season) == (work, season)


def test_footnotes_are_no_episodes() -> None:
    notes = '<div class="footnotes" role="doc-endnotes"><ol><li><p>A reader says 5/5.</p></li></ol>'
    draft = _of(f"<p>Episode 1: Ebb – 4/5</p><p>Verdict: 7/10</p>{notes}</div>")
    assert [one.title for one in draft.review.episodes] == ["Ebb"]


_RATED = "<ol><li>Story: 8/10</li><li>Art: 7/10</li><li>Music: 9/10</li></ol>"
_SEEN = "<ol><li>The Fog: 8/10</li><li>The Boats: 7/10</li></ol>"


@pytest.mark.parametrize(
    ("body", "episodes", "ratings"),
    [
        (f"<h2>Episodes</h2>{_SEEN}<h2>Scores</h2>{_RATED}", ["The Fog", "The Boats"], 3),
        (f"<h2>Episodes</h2>{_SEEN}<h2>What counts</h2>{_RATED}", ["The Fog", "The Boats"], 3),
        (f"<h2>Ratings:</h2>{_RATED}", [], 3),
        ("<h2>What I liked</h2><ol><li>The fog.</li><li>The boats, all of them.</li></ol>", [], 0),
        (f"<h2>The Episodes</h2>{_SEEN}", ["The Fog", "The Boats"], 0),
    ],
)
def test_of_numbered_lists_one_is_a_guide(body: str, episodes: list[str], ratings: int) -> None:
    text = f"<p>It is foggy in the harbour, and no boat minds it at all.</p>{body}"
    review = _of(f"{text}<p>Verdict: 8/10</p>").review
    assert [one.title for one in review.episodes] == episodes
    assert len(review.ratings) == ratings
    assert all(not one.aspect[0].isdigit() for one in review.ratings)


def test_values_that_are_chosen_from_a_list_are_apart() -> None:
    chosen = "".join(f'<span class="selected-value c">{one}</span>' for one in ("Legal", "Comedy"))
    rows = (f"<th>Genre</th><td>{chosen}</td>", "<th>Network</th><td>Coast</td>")
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    assert _of(f"{table}<p>Verdict: 7/10</p>").review.metadata.genre == ("Legal", "Comedy")


@pytest.mark.parametrize(
    "cell", ["<p class=MsoNormal>{}<o:p></o:p></p>", "<div>{}</div>", "<span>{}</span>", "{}<br>"]
)
def test_a_row_is_one_line_whatever_its_cells_hold(cell: str) -> None:
    rows = "".join(
        f"<tr><td>{cell.format(name)}</td><td>{cell.format(value)}</td></tr>"
        for name, value in (("Network", "Coast One"), ("Genre", "Drama, Crime"))
    )
    data = _of(f"<table>{rows}</table><p>Verdict: 7/10</p>").review.metadata
    assert (data.network, data.genre) == ("Coast One", ("Drama", "Crime"))


# -- witnesses --------------------------------------------------------------------------------


def _doubts(draft: Draft) -> list[tuple[str, str]]:
    return [(one.why, one.said) for one in draft.doubts]


def test_what_agrees_is_sure() -> None:
    """The title tells no work apart; the series of the data does, and the doubt is gone."""
    agreeing = _page("jsonld-agrees.html")
    assert _doubts(_only(agreeing)) == []
    alone = re.sub(r"<script.*</script>", "", agreeing)
    assert "no-work" in dict(_doubts(_only(alone)))


def test_what_conflicts_is_reported_with_both_values() -> None:
    """The text has the score, the data the author and the date."""
    draft = _only(_page("jsonld-lies.html"))
    assert {said for why, said in _doubts(draft) if why == "witness"} == {
        "4/10, 10/10",
        "Lotte Brandauer, Site Admin",
        "2022-07-04, 2022-08-01",
    }
    assert "(4/10, 10/10)" in write_draft(draft)


@pytest.mark.parametrize(
    ("data", "verdict", "why"),
    [
        ('"ratingValue":"8","bestRating":"10"', "8/10", None),
        ('"ratingValue":"8","bestRating":"100"', "8/100", None),
        ('"ratingValue":"8.0","bestRating":10', "8/10", None),
        ('"ratingValue":"9","bestRating":"10"', "9/10", "unseen"),
        ('"ratingValue":"8"', None, None),
        ('"ratingValue":"-8","bestRating":"10"', None, None),
        ('"ratingValue":"11","bestRating":"10"', None, None),
        ('"ratingValue":"many","bestRating":"10"', None, None),
    ],
)
def test_a_missing_maximum_comes_from_the_data(
    data: str, verdict: str | None, why: str | None
) -> None:
    page = _page("jsonld-fills-maximum.html").replace('"ratingValue":"8","bestRating":"10"', data)
    draft = _only(page)
    found = draft.review.verdict
    assert (None if found is None else str(found.score)) == verdict
    reasons = {one.why for one in draft.doubts}
    assert ("unseen" in reasons) == (why == "unseen")
    assert ("no-maximum" in reasons) == (verdict is None or why == "unseen")


@pytest.mark.parametrize(
    "data",
    [
        '{"@type":"TVSeries","aggregateRating":{"ratingValue":"2","bestRating":"10"}}',
        '{"@type":"Review","aggregateRating":{"ratingValue":"2","bestRating":"10"}}',
        '[{"@type":"Review","reviewRating":{"ratingValue":"2"}},'
        '{"@type":"Review","reviewRating":{"ratingValue":"3"}}]',
        '{"@type":"Review","reviewRating":[[[["2"]]]]}',
        '{"@type":"Review","reviewRating":{"ratingValue":{"a":"2"}}}',
    ],
)
def test_what_others_think_is_no_verdict(data: str) -> None:
    page = re.sub(
        r'(ld\+json">).*(</script>)', rf"\g<1>{data}\2", _page("jsonld-fills-maximum.html")
    )
    assert _only(page.replace("Overall: 8", "Watch it.")).review.verdict is None


@pytest.mark.parametrize(
    ("before", "after", "said", "work", "season"),
    [
        ('"seasonNumber":2', '"seasonNumber":3', "", "Low Orbit", 3),
        ("<h1>Low Orbit is", "<h1>Low Orbit Season 4 is", "season 4, season 2", "Low Orbit", 4),
        (
            "<h1>Low Orbit is the",
            "<h1>Review: Bread Season 2 – the",
            "Bread, Low Orbit",
            "Bread",
            2,
        ),
        ('"name":"Low Orbit","agg', '"name":"","agg', "", None, 2),
    ],
)
def test_the_title_is_that_of_the_page(
    before: str, after: str, said: str, work: str | None, season: int
) -> None:
    page = _page("jsonld-agrees.html")
    assert before in page
    draft = _only(page.replace(before, after))
    assert draft.review.work == work or work is None
    assert draft.review.season == season
    assert {one.said for one in draft.doubts if one.why == "witness"} == ({said} if said else set())


def test_data_of_several_works_says_nothing_of_the_one() -> None:
    page = _page("jsonld-fills-maximum.html")
    (script,) = re.findall(r"<script.*</script>", page)
    other = script.replace("Nine Bridges", "Ten Fords").replace('"8"', '"3"')
    draft = _only(page.replace(script, script + other))
    assert draft.review.verdict is None
    assert "no-maximum" in {one.why for one in draft.doubts}


def test_a_page_without_a_title_takes_that_of_the_data_in_doubt() -> None:
    page = _page("jsonld-agrees.html").replace("h1>", "p>")
    draft = _only(page)
    assert draft.review.work == "Low Orbit"


@pytest.mark.parametrize(
    ("source", "doubts"),
    [
        ('{"@type": "Review", "reviewRating":', 1),
        ('{"@type": "Review",}', 1),
        ("{'@type': 'Review'}", 1),
        ("Review of Fog", 1),
        ("[" * 5_000, 1),
        ('{"@type": "Review", "author": "Ana Lima"}', 0),
        ('<!-- {"@type": "WebSite"} -->', 0),
        (" \n ", 0),
    ],
)
def test_broken_data_is_a_doubt_at_its_line(source: str, doubts: int) -> None:
    page = (
        f'<!DOCTYPE html><html><head>\n<script type="application/ld+json">{source}</script>'
        "</head><body><h1>Fog Season 3 Review</h1><p>It ends in the fog.</p><p>Verdict: 8/10</p>"
    )
    draft = _only(page)
    found = [one for one in draft.doubts if one.why == "no-json"]
    assert [one.line.span.line for one in found] == [2] * doubts
    assert write_draft(draft).count("the JSON-LD of the page is broken") == doubts


def test_votes_of_readers_are_no_verdict() -> None:
    for name in ("wp-review-plugin-box.html", "taqyeem-jannah.html", "yasr-author-rating.html"):
        said = str(_only(_page(name)).review.verdict)
        assert not re.search(r"3\.2|4\.1|2\.1|2\.9", said)


def test_the_oracles_see_the_same() -> None:
    """extruct and mf2py read the same author, date and rating out of the same pages."""
    extruct = pytest.importorskip("extruct")
    mf2py = pytest.importorskip("mf2py")
    page = _page("microdata-hidden-score.html")
    (item,) = extruct.extract(page, syntaxes=["microdata"])["microdata"]
    witness = read_html(page).witness.values  # type: ignore[union-attr]
    rating = item["properties"]["reviewRating"]["properties"]
    assert (witness["ratingValue"], witness["bestRating"]) == (
        rating["ratingValue"],
        rating["bestRating"],
    )
    assert witness["author"] == item["properties"]["author"]
    assert witness["datePublished"] == item["properties"]["datePublished"]
    page = _page("hreview-stars.html")
    (review,) = mf2py.parse(doc=page)["items"]
    witness = read_html(page).witness.values  # type: ignore[union-attr]
    said = review["properties"]
    assert witness["ratingValue"] == said["rating"][0]
    assert witness["datePublished"] == said["published"][0]
    assert witness["author"] == said["author"][0]["value"]


# -- what is no review ------------------------------------------------------------------------


@pytest.mark.parametrize("page", REFUSED, ids=lambda path: path.stem)
def test_a_page_without_a_review_says_what_it_holds(page: Path) -> None:
    found = find(page.read_text(encoding="utf-8"))
    assert found.reviews == ()
    assert re.search(r"paragraph|empty|posts", found.instead), found.instead
    with pytest.raises(ReviewError) as refused:
        read_document(page.read_bytes(), "page", str(page))
    (one,) = refused.value.diagnostics
    assert (one.code, one.message, one.path) == ("RF602", found.instead, str(page))


def _thread(title: str, times: Sequence[str]) -> str:
    posts = "".join(
        f"<p>{time}</p><p>The fog comes in from the third episode, and it never leaves again.</p>"
        for time in times
    )
    return f"<!DOCTYPE html><html><body><h1>{title}</h1>{posts}<p>Verdict: 8/10</p></body></html>"


_TIMES = ("May 3, 2021, 10:12 am", "May 3, 2021, 11:40 am", "May 4, 2021, 8:01 pm")


@pytest.mark.parametrize(
    ("title", "times", "instead"),
    [
        (
            "Fog Season 1",
            _TIMES,
            "the page is a thread of 3 posts, and its title names no review",
        ),
        ("Fog Season 1", _TIMES[:2], ""),
        ("Fog Season 1 Review", _TIMES, ""),
        ("Fog Season 1", ("May 3, 2021", "May 10, 2021", "May 17, 2021"), ""),
    ],
    ids=["thread", "two posts", "review in the title", "diary"],
)
def test_a_thread_is_refused_unless_its_title_names_a_review(
    title: str, times: Sequence[str], instead: str
) -> None:
    found = find(_thread(title, times))
    assert (found.instead, bool(found.reviews)) == (instead, not instead)


def test_lines_decided_by_their_zone_do_not_change_the_other_lines() -> None:
    """The features of a line in a menu are not read, since no weight can change its label."""
    decided = 0
    for path in PAGES:
        read = read_html(path.read_text(encoding="utf-8"))
        assert read is not None
        page = page_of_lines(read.lines)
        chain = chain_of(page)
        whole = chain._replace(features=features(page.lines, page.looks))
        decided += sum(not names for names in chain.features)
        assert decode(model(), chain) == decode(model(), whole)
    assert decided


def test_a_list_of_teasers_is_no_review() -> None:
    teasers = "".join(
        f"<article><h2><a href='/{at}'>Review: Show {at} Season 2</a></h2>"
        f"<p>A few words on what happens in it, and then some dots…</p><p>Verdict: {at % 10}/10</p>"
        "<a href='#'>Read more</a></article>"
        for at in range(50)
    )
    found = find(f"<!DOCTYPE html><html><body><main>{teasers}</main></body></html>")
    assert found.reviews == ()
    assert found.instead == "the page lists 50 reviews, and holds none of them whole"


def test_a_page_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("html", "found"):
        monkeypatch.setattr(f"reviewfmt.pages.{module}.MOST_LINES", 20)
    assert find(_page("jsonld-agrees.html")).reviews
    for page in (_long(10), "Fog Review\n" * 21):
        assert find(page).instead == "the page has more than 20 lines"


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("<p>fog</p>", "more than 50000 lines"),
        ("<li class='a'> fog\n", "more than 50000 lines"),
        ("<b>fog</b>", "more than 150000 elements"),
        ("<div></div>", "more than 150000 elements"),
        ("fog<br>", "more than 150000 elements"),
    ],
)
def test_a_page_that_is_too_large_is_refused_before_it_is_taken_apart(
    part: str, instead: str
) -> None:
    begun = process_time()
    found = find(f"<!DOCTYPE html><html><body><h1>Fog Season 2 Review</h1>{part * 200_000}")
    assert found == Found((), (), f"the page has {instead}")
    assert process_time() - begun < 1  # about a tenth; taken apart, five and more


def test_a_page_that_is_too_large_is_refused_before_pandoc_reads_it() -> None:
    page = b"<!DOCTYPE html><html><body><h1>Fog Season 2 Review</h1>" + b"<p>fog</p>" * 60_000
    begun = process_time()
    with pytest.raises(ReviewError) as refused:
        read_document(page, "html", "a.html")
    (one,) = refused.value.diagnostics
    assert (one.code, one.message) == ("RF602", "the page has more than 50000 lines")
    assert process_time() - begun < 1


def test_tags_that_nest_too_deep_are_refused() -> None:
    found = find("<!DOCTYPE html><body>" + "<div>" * 5_000 + "Fog Review")
    assert found.instead == "the tags of the page are too broken to be read"


@given(
    st.lists(
        st.sampled_from(
            (
                *("<p>", "</p>", "<div class='x'>", "</div>", "<table>", "<tr>", "<td>", "<li>"),
                *(
                    "<h1>Fog Review</h1>",
                    "<h2>",
                    "<br>",
                    "<dl>",
                    "<dt>",
                    "<dd>",
                    "<b>",
                    "<a href='/a'>",
                ),
                *(
                    "Episode 1: Ebb – 4/5",
                    "Verdict: 8/10",
                    "4 May 2021",
                    "&amp;&lt;",
                    "<!--",
                    "-->",
                ),
                *(
                    "<script>",
                    "</script>",
                    "<img src=a.png alt='b'>",
                    "by Ana Lima",
                    "<ol>",
                    "<figure>",
                ),
                *(
                    "\x07",
                    "“",
                    "Story",
                    "7",
                    "/10",
                    "<pre>\n",
                    "<blockquote>",
                    "</blockquote>",
                    "<",
                ),
            )
        ),
        max_size=30,
    )
)
def test_nothing_is_invented_and_nothing_raises(parts: list[str]) -> None:
    """Whatever the tags: each number of a draft is one of the page."""
    text = f"<!DOCTYPE html><html><body>{' '.join(parts)}</body></html>"
    body = LexborHTMLParser(text).body
    shown = set(re.findall(r"\d+", "" if body is None else body.text(separator=" ")))
    for draft in find(text).reviews:
        lines = "\n".join(said_by_review(draft.review)).replace("entry 1", "")
        lists = {str(at) for at in range(1, text.count("<li>") + 1)}
        assert set(re.findall(r"\d+", lines)) <= shown | lists | {"2021", "05", "04", "0"}
        loads(write_draft(draft))


# -- time -------------------------------------------------------------------------------------

_BLOCK = (
    "<h3>Episode {0}: Tide {0}</h3><p>4/5</p><p>A boat comes in, and nobody is in it, and the"
    " engine is warm.</p><ul><li>boats</li><li>rain</li></ul>"
)


def _long(count: int) -> str:
    blocks = "".join(_BLOCK.format(at % 900) for at in range(count))
    return f"<!DOCTYPE html><html><body><main><h1>Fog Season 1 Review</h1>{blocks}</main></body>"


@IN_WHOLE
def test_a_long_page_ends() -> None:
    text = _long(400)
    begun = process_time()
    assert find(text).reviews
    assert process_time() - begun < 15  # about one second


@pytest.mark.parametrize(
    "part",
    ["<!-- ", "<b>", "<div class='share'>", "<script>", "<td>", "<a href=x>", "&lt;", "<p title='"],
)
def test_a_large_page_of_one_tag_ends(part: str) -> None:
    begun = process_time()
    find(f"<!DOCTYPE html><html><body><h1>Fog Review</h1><p>{part * 20_000}")
    assert process_time() - begun < 4


# -- convert, check, adopt and the library ----------------------------------------------------


class Ran(NamedTuple):
    """What a run of the command line gave."""

    exit_code: int
    output: str


def _run(*arguments: str) -> Ran:
    done = CliRunner().invoke(main, list(arguments), standalone_mode=False)
    if done.exception is not None:
        return Ran(getattr(done.exception, "exit_code", 1), str(done.exception))
    return Ran(done.return_value or 0, done.output)


UNREAD = (
    "<!DOCTYPE html><html lang='en'><head><title>Fog</title></head><body>\n<main><h1>Fog Season 2"
    " Review</h1>\n<p>By Ana Lima on 3 March 2021</p>\n<p>The year opens where the first one shut"
    " the door, and it takes its time to go in.</p>\n<p>Overall: 8</p></main></body></html>\n"
)
"""A page that the reader of documents refuses: it has no verdict."""


def test_html_of_others_that_is_refused_goes_to_the_reader_of_pages(tmp_path: Path) -> None:
    page = tmp_path / "fog.html"
    page.write_text(UNREAD, encoding="utf-8")
    with pytest.raises(ReviewError):
        read_exactly(UNREAD.encode(), "html")
    assert load(page).work == "Fog"
    converted = convert_with_losses(UNREAD, "json", "html")
    assert '"work": "Fog"' in str(converted.data)
    assert {one.code for one in converted.losses} >= {"RF601"}
    done = _run("convert", str(page), "-t", "review")
    assert done.exit_code == 0, done.output
    assert "Status: draft" in done.output
    assert (
        f"{page}:5:4: RF601 left out: a number without a maximum is not a score: Overall: 8"
        in done.output
    )
    done = _run("check", str(page))
    assert f"{page}:5:4: RF601" in done.output
    assert _run("diff", str(page), str(page)).exit_code == 0


def test_what_the_reader_of_documents_reads_stays_its_own() -> None:
    data = document("html/wordpress-classic.html").data
    assert read_document(data, "html") == read_exactly(data, "html")


def test_a_page_of_ours_is_never_read_as_one_of_others() -> None:
    page = str(convert("Fog Season 1 Review\n\nIt is good.\n\nVerdict: 8/10\n", "html"))
    broken = page.replace("8/10", "8").replace("Verdict", "Tide")
    with pytest.raises(ReviewError) as refused:
        read_document(broken.encode(), "html")
    assert "RF602" not in {one.code for one in refused.value.diagnostics}


def test_the_format_page_reads_html_and_text(tmp_path: Path) -> None:
    for name, text in (
        ("a.html", _page("jsonld-agrees.html")),
        ("b.txt", "Home | Shows\n\nFog Season 2 Review\n\nIt is a long way in.\n\nVerdict: 8/10\n"),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert _run("check", "-f", "page", str(path)).exit_code == 0
        done = _run("convert", "-f", "page", str(path), "-t", "json")
        assert done.exit_code == 0, done.output
    done = _run("check", "-f", "page", str(tmp_path))
    assert "2 files" in done.output
    assert _run("check", "-f", "pages", str(tmp_path)).exit_code == 2
    assert str(convert(_page("jsonld-agrees.html"), "json", "page"))


def test_a_page_of_several_reviews_names_adopt(tmp_path: Path) -> None:
    page = FOLDER / "two-reviews.html"
    done = _run("convert", "-f", "page", str(page), "-t", "json")
    assert done.exit_code == 1
    assert "RF602 the page holds 2 reviews" in done.output
    assert "reviewfmt adopt" in done.output
    done = _run("adopt", str(page), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    works = [load(one).work for one in sorted((tmp_path / "out").iterdir())]
    assert sorted(works) == ["Fell Running", "The Toll House"]


def test_adopt_takes_folders_and_keeps_their_order(tmp_path: Path) -> None:
    saved = tmp_path / "saved" / "2021"
    saved.mkdir(parents=True)
    (saved / "fog.html").write_text(UNREAD, encoding="utf-8")
    (saved.parent / "orbit.htm").write_text(_page("jsonld-agrees.html"), encoding="utf-8")
    (saved.parent / "note.md").write_text("not a page")
    done = _run("adopt", str(saved.parent), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    made = sorted(str(one.relative_to(tmp_path / "out")) for one in tmp_path.rglob("*.review"))
    assert made == ["2021/fog.review", "orbit.review"]
    text = (tmp_path / "out" / "2021" / "fog.review").read_text(encoding="utf-8")
    assert "% page, line 5: left out: a number without a maximum is not a score: Overall: 8" in text


def test_the_encoding_that_a_page_names_is_its_own(tmp_path: Path) -> None:
    page = tmp_path / "fog.html"
    text = UNREAD.replace("<head>", '<head><meta charset="windows-1252">').replace("Fog", "Fög")
    page.write_bytes(text.encode("cp1252"))
    assert load(page).work == "Fög"
    done = _run("adopt", str(page), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    assert load(tmp_path / "out" / "fog.review").work == "Fög"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\n<html>", True),
        ("<h1>Fog</h1>", True),
        ("Fog <b>Review</b>", False),
        ("<3 Fog Review", False),
        ("", False),
    ],
)
def test_html_is_told_by_its_first_tag(text: str, html: bool) -> None:
    assert is_html(text) is html
