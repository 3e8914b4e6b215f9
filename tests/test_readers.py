"""Reading back (law 5): text -> Markdown, HTML, EPUB or docx -> text gives the same review."""

from __future__ import annotations

import io
import json
import subprocess
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from reviewfmt.converter import (
    FORMATS,
    PandocWorker,
    Prepared,
    pandoc,
    prepare,
    read,
    read_document,
    write,
)
from reviewfmt.converter.linked_data import linked
from reviewfmt.converter.made import unmade, unmade_book
from reviewfmt.converter.markdown.front_matter import taken, written
from reviewfmt.converter.page import Page, read_page
from reviewfmt.converter.prepared import overrules
from reviewfmt.converter.settling import settle
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.document import read_json, validate, write_json
from reviewfmt.model import (
    Block,
    Episode,
    Figure,
    Heading,
    Item,
    Paragraph,
    Quote,
    Review,
    Title,
)
from reviewfmt.pandoc_ast import from_pandoc, front_matter
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.writer import dumps
from tests import growing
from tests.budget import CONVERTED, IS_WHOLE
from tests.growing import spelled
from tests.test_pandoc_ast import CASES, load

DATA = Path(__file__).parent / "data" / "read"
ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
REAL = sorted((ROOT.parent / "shared" / "real").glob("*.txt"))
FORMS = ("markdown", "html", "epub", "docx")


def published(review: Review) -> Review:
    """The review as an output publishes it: marks in one spelling, and nothing beside it."""

    def block(one: Block) -> Block:
        if isinstance(one, Paragraph):
            return Paragraph(spelled(one.text))
        if isinstance(one, Quote):
            return Quote(tuple(Paragraph(spelled(each.text)) for each in one.paragraphs))
        if isinstance(one, Figure):
            return replace(one, caption=one.caption and spelled(one.caption))
        return replace(one, items=tuple(Item(spelled(each.text)) for each in one.items))

    def blocks(all_of: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map(block, all_of))

    def episode(one: Episode) -> Episode:
        return replace(one, title=one.title and spelled(one.title), notes=blocks(one.notes))

    title, verdict = review.title, review.verdict
    return replace(
        review,
        title=Title(
            spelled(title.text),
            spelled(title.work),
            title.season,
            title.tagline and spelled(title.tagline),
        ),
        guides=tuple(
            replace(guide, episodes=tuple(map(episode, guide.episodes))) for guide in review.guides
        ),
        sections=tuple(
            replace(
                each,
                heading=each.heading and Heading(spelled(each.heading.text)),
                blocks=blocks(each.blocks),
            )
            for each in review.sections
        ),
        ratings=tuple(
            replace(each, note=each.note and spelled(each.note)) for each in review.ratings
        ),
        verdict=verdict and replace(verdict, note=verdict.note and spelled(verdict.note)),
        boilerplate=(),
        comments=(),
    )


# What this project writes


@pytest.mark.parametrize("format", FORMS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_back(path: Path, format: str) -> None:
    review = parse(decode(path.read_bytes())).review
    again = read_document(write(review, format), format)
    assert again.review == published(review)
    assert again.losses == ()


@pytest.mark.parametrize("format", FORMS)
def test_the_real_page_comes_back(format: str) -> None:
    if not REAL:
        pytest.skip("no page as found on the web is at hand")
    for path in REAL:
        review = parse(decode(path.read_bytes())).review
        assert read_document(write(review, format), format).review == published(review)


@pytest.fixture(scope="module")
def there_and_back() -> Iterator[Callable[[Review, str], Review]]:
    """A function that writes and reads a review, by pandocs that stay: a process takes long."""
    reader = subprocess.Popen(
        [pypandoc.get_pandoc_path(), "lua", str(DATA / "reader.lua")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    todo: list[tuple[str, Prepared]] = []
    writer = PandocWorker(depth=0)
    outputs = writer.write_many(iter(todo.pop, None))

    def convert(review: Review, format: str) -> Review:
        row = FORMATS[format]
        prepared = prepare(review, format)
        if format in ("markdown", "docx"):  # what is beside the text is looked at below
            prepared = replace(prepared, finish=bytes)
        todo.append((format, prepared))
        _, made = next(outputs)
        assert isinstance(made, bytes)
        if format == "html":
            made = unmade(made.decode()).text.encode()
        if format == "epub":
            made = unmade_book(made).text
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(f"{row.reader} {len(made)}\n".encode() + made)
        reader.stdin.flush()
        again = json.loads(reader.stdout.readline())
        if format == "docx" and review.metadata.language:
            again["meta"]["lang"] = {"t": "MetaString", "c": review.metadata.language}
        if format == "markdown":
            again["meta"] = taken(written(front_matter(review, overrules(review.title)))).meta
        found = settle(from_pandoc(again, row.source(ours=True)), format, typed=False)
        assert found.losses == ()
        return found.review

    yield convert
    writer.close()
    reader.stdin.close()
    reader.wait()
    reader.stdout.close()


@pytest.mark.parametrize("part", range(2))
def test_any_review_comes_back(part: int, there_and_back: Callable[[Review, str], Review]) -> None:
    """Two parts, for two processors; each review goes through every format.

    What fails is reported as its text: Hypothesis takes very long to print such a review.
    """
    failed: list[str] = []

    @seed(part)
    @settings(
        max_examples=CONVERTED // 2,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.explicit, Phase.generate],
    )
    @given(growing.published())
    def law(review: Review) -> None:
        if failed:
            return
        found = validate(review)
        failed.extend(map(str, found))
        for format in FORMS:
            try:
                comes_back = there_and_back(review, format) == review
            except AssertionError:
                comes_back = False
            if not comes_back:
                failed.append(f"{format}\n{dumps(review)}")

    law()
    assert not failed, "\n".join(failed)


FIXTURES = sorted((ROOT / "tests" / "data" / "parser").glob("*.review"))


def test_every_fixture_comes_back_through_every_format(
    there_and_back: Callable[[Review, str], Review],
) -> None:
    """One format after the other; what comes back equal from each does so from any chain."""
    seen = 0
    for path in (*FIXTURES, *SAMPLES)[:: 1 if IS_WHOLE else 10]:
        parsed = parse(decode(path.read_bytes()))
        if any(found.severity is Severity.ERROR for found in parsed.diagnostics):
            continue
        seen += 1
        review = again = published(parsed.review)
        for format in FORMS:
            again = there_and_back(again, format)
            assert again == review, (path.name, format)
        assert read_json(write_json(review)) == review
    assert seen > (100 if IS_WHOLE else 10)


# What people changed, and what other people made


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((DATA / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", _cases("edits.toml"))
def test_an_edit_comes_back(case: dict[str, Any]) -> None:
    review = load(next(path for path in CASES if path.stem == "everything"))
    text = write(review, case["format"]).decode()
    before = _lines(read_document(text.encode(), case["format"]).review)
    for old, new in case["edits"]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    reading = read_document(text.encode(), case["format"])
    after = _lines(reading.review)
    assert reading.losses == ()
    assert set(case["said"]) <= set(after)
    assert set(case["gone"]) <= set(before) - set(after)
    changed = {*case["said"], *case["gone"]}
    assert [line for line in before if line not in changed] == [
        line for line in after if line not in changed
    ]


def _lines(review: Review) -> list[str]:
    return list(filter(None, map(str.strip, dumps(review).split("\n"))))


_SCORE = {"markdown": "4.5/5", "html": ">4.5/5</td>"}


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize(("score", "code"), [("9/5", "RF105"), ("3/0", "RF106")])
def test_a_score_edited_out_of_its_range_is_an_error(format: str, score: str, code: str) -> None:
    review = load(next(path for path in CASES if path.stem == "everything"))
    text = (
        write(review, format)
        .decode()
        .replace(_SCORE[format], _SCORE[format].replace("4.5/5", score), 1)
    )
    with pytest.raises(ReviewError) as caught:
        read_document(text.encode(), format)
    assert code in [found.code for found in caught.value.diagnostics]


@pytest.mark.parametrize("case", _cases("others.toml"))
def test_a_document_of_others(case: dict[str, Any]) -> None:
    reading = read_document(case["source"].lstrip().encode(), case["format"], "there")
    assert dumps(reading.review) == case["review"].lstrip()
    told = [f"{one.code} {one.message.partition(', is ')[0]}" for one in reading.losses]
    assert told == case["losses"]
    assert {(found.path, found.severity) for found in reading.losses} <= {
        ("there", Severity.WARNING)
    }


@pytest.mark.parametrize("format", ["epub", "docx"])
def test_a_book_of_others(format: str) -> None:
    source = next(param.values[0] for param in _cases("others.toml") if "column" in str(param.id))
    book = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "gfm", "-t", format, "-o", "-", "-M", "title=A book"],
        input=source["source"].encode(),
        capture_output=True,
        check=True,
    ).stdout
    review = read_document(book, format).review
    assert "Episode 1: Low Tide -| Review Score – 80/100" in dumps(review)
    assert "It is calm at sea." in dumps(review)


# What cannot be read


def _archive(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _book() -> bytes:
    return write(load(next(path for path in CASES if path.stem == "bare")), "epub")


def _refused(data: bytes, format: str, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(ReviewError) as caught:
        read_document(data, format, **options)
    return [(found.code, found.message) for found in caught.value.diagnostics]


def _encrypted() -> bytes:
    data = bytearray(_book())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def _damaged() -> bytes:
    data = bytearray(_book())
    at = data.find(b"<?xml")  # what follows is stored or packed content
    at = at if at >= 0 else len(data) // 2
    data[at] ^= 0xFF
    return bytes(data)


def _with(name: str, content: bytes) -> bytes:
    return _archive({**_members(_book()), name: content})


_BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
_CIPHER = b'<encryption><enc:EncryptedData xmlns:enc="x"/></encryption>'
BAD_BOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no bytes": (lambda: b"", "no whole epub archive"),
    "no archive": (lambda: b"PK but no more", "no whole epub archive"),
    "empty": (lambda: _archive({}), "epub archive is empty"),
    "another archive": (lambda: _archive({"a.txt": b"a"}), "the archive holds no META-INF/"),
    "truncated": (lambda: _book()[:-200], "no whole epub archive"),
    "damaged": (_damaged, "no whole epub archive"),
    "encrypted": (_encrypted, "epub archive is encrypted"),
    "encrypted inside": (lambda: _with("META-INF/encryption.xml", _CIPHER), "epub is encrypted"),
    "climbing": (lambda: _with("../../x", b"x"), "names a path outside itself: '../../x'"),
    "climbing backwards": (lambda: _with("..\\x", b"x"), "names a path outside itself"),
    "absolute": (lambda: _with("/etc/x", b"x"), "names a path outside itself: '/etc/x'"),
    "entities": (lambda: _with("EPUB/x.xhtml", _BOMB), "EPUB/x.xhtml declares XML entities"),
    "other type": (lambda: _with("mimetype", b"text/plain"), "its mimetype is another"),
}


@pytest.mark.parametrize("name", BAD_BOOKS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bad_book_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make, expected = BAD_BOOKS[name]
    ((code, message),) = _refused(make(), "epub")
    assert code == "RF508"
    assert expected in message
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_is_refused_at_its_limit() -> None:
    bomb = _with("EPUB/x.xhtml", b"\0" * 80_000_000)
    assert len(bomb) < 200_000
    assert _refused(bomb, "epub") == [("RF508", "epub archive unpacks to more than 67108864 bytes")]
    assert _refused(_book(), "epub", limit=1000) == [
        ("RF508", "epub archive unpacks to more than 1000 bytes")
    ]


@pytest.mark.parametrize(
    ("data", "format", "code"),
    [
        (b"", "html", "RF508"),
        (b"<p>Hello.</p>", "html", "RF508"),
        (b"<p>Author: Ana</p>", "html", "RF508"),
        (b"# A Walk\n\nNo verdict at all.", "markdown", "RF508"),
        (b"", "markdown", "RF508"),
        (b"---\na: [\n---\n\nx\n", "markdown", "RF508"),
        (b"\xff\xfe\xfa", "markdown", "RF118"),
        (b"<div>" * 5000 + b"x", "html", "RF508"),
        (b"> " * 5000 + b"x", "markdown", "RF508"),
        (b"[" * 10_000, "json", "RF201"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "json", "RF201"),
    ],
)
def test_what_is_no_review_is_refused(data: bytes, format: str, code: str) -> None:
    assert code in {found for found, _ in _refused(data, format)}


def test_reading_has_its_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pandoc"
    program.touch(mode=0o755)
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(program))
    monkeypatch.setattr(pandoc, "seconds_for", lambda _: 0.2)
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    ((code, message),) = _refused(b"x", "markdown")
    assert (code, message) == ("RF508", "markdown took more than 0.2 seconds to read")
    program.write_text("#!/bin/sh\nexit 251\n")
    assert _refused(b"x", "html") == [("RF508", "html takes more than 2048 MiB of memory to read")]
    program.write_text("#!/bin/sh\nkill -9 $$\n")
    assert _refused(b"x", "html") == [("RF502", "pandoc was ended by SIGKILL while it read html")]


def test_front_matter_that_grows_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 9):
        lines.append(f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 10) + "]")
    text = "---\ntitle: A Show Review\n" + "\n".join(lines) + "\n---\n\n## Verdict\n\n**7/10**\n"
    assert _refused(text.encode(), "markdown") == [
        ("RF508", "front matter has 80 aliases, expected 20 at most")
    ]


@pytest.mark.parametrize(
    "text",
    ["<", "<!", "<a ", "<!--", "<?x", "&", '<a b="', "<div>", "<script>", "<b itemprop=x>", "</a "],
)
def test_a_hostile_page_is_walked_to_its_end(text: str) -> None:
    """Where tags are looked for again and again from each of them, this takes hours."""
    assert read_page(text * 100_000) == Page({})


@pytest.mark.parametrize("value", ["0x1f", "007", "1e3", "0o17", "1.50", "2024", "-7", "yes"])
def test_a_value_that_yaml_would_count_comes_back_as_it_was(value: str) -> None:
    text = f"A Season 1 Review\n\nAuthor: {value}\nGenre: {value}\n\nGood.\n\nVerdict: 3/5\n"
    review = read(text.encode(), "review")
    assert read(write(review, "markdown"), "markdown") == review


@pytest.mark.parametrize(
    "source",
    [
        "x" + " " * 1_000_000 + "y",
        "{" + ";" * 1_000_000 + "}",
        "//" * 500_000,
        "[" * 100_000,
        '{"@type": "Review", "author": ' + "[" * 900 + "]" * 900 + "}",
    ],
    ids=["spaces", "semicolons", "strokes", "brackets", "a nested author"],
)
def test_hostile_linked_data_says_nothing(source: str) -> None:
    """Where what wraps a script is looked for from each character, this takes hours."""
    assert linked(source) == {}


@pytest.mark.parametrize("said", ["pt-BR", "fr", "en-US", "ar", "ja", "x-harbour", None])
def test_a_docx_names_its_language(said: str | None) -> None:
    review = load(next(path for path in CASES if path.stem == "bare"))
    asked = replace(review, metadata=replace(review.metadata, language=said))
    assert read_document(write(asked, "docx"), "docx").review.metadata.language == said
