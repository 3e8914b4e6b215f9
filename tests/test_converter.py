"""The formats: what each writes, the same bytes every time, and what is said when it cannot."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypandoc
import pytest

from reviewfmt.converter import FORMATS, losses, pandoc, read, with_metadata, write
from reviewfmt.converter.made import unmade, unmade_book
from reviewfmt.diagnostic import ReviewError
from reviewfmt.model import Boilerplate, Comment, Figure, Paragraph, Review, Section, walk
from reviewfmt.pandoc_ast import to_pandoc
from tests.test_pandoc_ast import CASES, find, load, prose, prose_in

PANDOC = [name for name, row in FORMATS.items() if row.writer]
FETCHING = [name for name in PANDOC if FORMATS[name].binary or name == "rtf"]
GOLDEN = {"markdown": ".md", "html": ".html"}
EVERYTHING = next(path for path in CASES if path.stem == "everything")
MARKUP = next(path for path in CASES if path.stem == "markup")


@pytest.fixture(scope="module")
def everything() -> Review:
    return load(EVERYTHING)


@pytest.fixture
def fresh_pandoc() -> Iterator[None]:
    pandoc.pandoc_path.cache_clear()
    yield
    pandoc.pandoc_path.cache_clear()


MARK = re.compile(r"(?m) # sha256-\S+$|^<!-- reviewfmt sha256-\S+ -->\n")


def body(text: str) -> str:
    """A page without its head and its mark: neither is a part of what a case says."""
    text = MARK.sub("", text)
    return text[text.index("<body>") :] if "<body>" in text else text


@pytest.mark.parametrize("format", GOLDEN)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_output_is_the_one_on_file(path: Path, format: str) -> None:
    expected = path.with_suffix(GOLDEN[format]).read_text(encoding="utf-8")
    assert body(write(load(path), format).decode()) == expected


def test_suffixes_are_told_apart() -> None:
    suffixes = [suffix for row in FORMATS.values() for suffix in row.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


@pytest.mark.parametrize("format", PANDOC)
def test_every_format_carries_every_part(format: str, everything: Review) -> None:
    data = write(everything, format)
    if FORMATS[format].binary:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    # What a format escapes or wraps is not asked here; words and scores stand in all of them.
    text = data.decode(errors="replace")
    for part in ("Lanterns of Ebb Street", "Holm", "Low Water", "3.5/5", "8.25/10", "7.5/10"):
        assert part in text
    for part in ("Drama", "slow burn", "Channel North", "none past", "gulls", "does not"):
        assert part in text
    for part in (
        "Low Pier",
        "3.75/5",
        "drowns twice",
        "ledger",
        "Watch the lamp",
        "worth the wait",
    ):
        assert part in text
    for part in ("B-", "muddy", "keeper is the", "example.org", "wick.jpg", "cello.png"):
        assert part in text.replace("\\-", "-")
    assert "Leave a comment" not in text


@pytest.mark.parametrize("format", [*FETCHING, "html", "markdown"])
def test_no_picture_is_fetched(format: str, everything: Review) -> None:
    """A writer that puts pictures into its output reads them, from anywhere: it is given none."""
    pictures = find(to_pandoc(everything, FORMATS[format].shape)["blocks"], "Image")
    assert bool(pictures) is (format == "html")


@pytest.mark.parametrize("format", PANDOC)
def test_the_same_review_gives_the_same_bytes(
    format: str, everything: Review, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("TZ", "UTC")
    once = write(everything, format)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert write(everything, format) == once


@pytest.mark.parametrize("format", ["epub", "docx", "odt"])
@pytest.mark.parametrize(
    ("published", "epoch", "day"),
    [
        (date(2024, 4, 11), None, (2024, 4, 11)),
        (None, None, (1980, 1, 1)),
        (date(1955, 4, 11), None, (1980, 1, 1)),
        (date(9999, 4, 11), None, (2099, 12, 31)),
        (date(2024, 4, 11), "1000000000", (2001, 9, 9)),
    ],
)
def test_the_date_inside_an_archive(
    format: str,
    published: date | None,
    epoch: str | None,
    day: tuple[int, int, int],
    everything: Review,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    dated = replace(everything, metadata=replace(everything.metadata, published=published))
    with zipfile.ZipFile(io.BytesIO(write(dated, format))) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {day}


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1.5", "٣"])
def test_an_unusable_source_date(
    epoch: str, everything: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert refused(everything, "epub") == [
        ("RF500", f"SOURCE_DATE_EPOCH is {epoch!r}, expected whole seconds since 1970")
    ]


def package(review: Review) -> str:
    with zipfile.ZipFile(io.BytesIO(write(review, "epub"))) as archive:
        return archive.read("EPUB/content.opf").decode()


@pytest.mark.parametrize("epoch", [None, "1000000000"])
def test_a_book_has_the_day_of_its_review(
    epoch: str | None, everything: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert '<dc:date id="epub-date">2024-04-11</dc:date>' in package(everything)
    undated = replace(everything, metadata=replace(everything.metadata, published=None))
    assert "<dc:date" not in package(undated)
    assert 'property="dcterms:modified"' in package(undated)


def test_a_cover_that_a_book_does_not_hold_is_reported(everything: Review) -> None:
    bare = replace(everything, guides=(), sections=(), boilerplate=())
    (found,) = losses(bare, "epub")
    address = "https://example.org/covers/ebb-street-2.jpg"
    told = f"the cover is not embedded in epub: {address} is an address, and nothing is fetched"
    assert (found.code, found.message) == ("RF509", told)
    assert losses(replace(bare, metadata=replace(bare.metadata, cover=None)), "epub") == []


def identifier(review: Review) -> str:
    return package(review).partition("urn:uuid:")[2].partition("<")[0]


def test_an_epub_is_identified_by_what_it_says(everything: Review) -> None:
    noisy = replace(everything, boilerplate=(), comments=(Comment("later"),))
    assert len(identifier(everything)) == 36
    assert identifier(noisy) == identifier(everything)
    assert identifier(replace(everything, ratings=())) != identifier(everything)


@pytest.mark.parametrize(
    ("stem", "language", "rtl"),
    [("everything", "en", False), ("arabic", "ar", True), ("bare", "en", False)],
)
def test_an_epub_names_language_and_direction(stem: str, language: str, rtl: bool) -> None:
    found = package(load(next(path for path in CASES if path.stem == stem)))
    assert f"<dc:language>{language}</dc:language>" in found
    assert ('page-progression-direction="rtl"' in found) is rtl


def test_a_page_always_names_a_language() -> None:
    pages = {path.stem: write(load(path), "html").decode() for path in CASES}
    assert '<html lang="ar" dir="rtl">' in pages["arabic"]
    assert '<html lang="und">' in pages["titles-alone"]
    assert '<html lang="en">' in pages["bare"]
    assert '<h1 class="title p-name">' in pages["bare"]  # whence it is read: nobody named one


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_prose_reads_back_word_for_word(path: Path, format: str, tmp_path: Path) -> None:
    review = load(path)
    target = tmp_path / "review"
    made = write(review, format)
    said = unmade(made.decode()).text.encode() if format == "html" else unmade_book(made).text
    target.write_bytes(said)
    document = json.loads(pypandoc.convert_file(target, "json", format))
    paragraphs, items = prose_in(document["blocks"])
    expected, expected_items = prose(review)
    assert [text for text in paragraphs if text] == expected
    assert sorted(items) == sorted(expected_items)
    pictures = sum(isinstance(node, Figure) for node in walk(review))
    assert len(find(document["blocks"], "Table")) == len(review.guides) + bool(review.ratings)
    assert len(find(document["blocks"], "Figure")) == pictures + 1


def test_nothing_of_the_prose_is_markup() -> None:
    page = write(load(MARKUP), "html").decode()
    assert page.count("<script") == 1  # our own, in the head
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;" in page


@pytest.mark.parametrize(
    ("format", "lines"),
    [
        ("rst", ["\\.. note\\:: rst", "\\- not an item", "\\1. not a list", "plain"]),
        ("mediawiki", ["&#35; not a heading", "&#58; a definition", "plain"]),
        ("asciidoc", ["&#45; not an item", "1&#46; not a list", "plain"]),
        ("org", ["@@comment:@@-@@comment:@@ not an item", "@@comment:@@1. not a list", "plain"]),
    ],
)
def test_prose_that_looks_like_the_start_of_a_block(format: str, lines: list[str]) -> None:
    review = load(MARKUP)
    review = replace(review, sections=(*review.sections, Section(None, (Paragraph("plain"),))))
    written = write(review, format).decode().splitlines()
    assert [line for line in lines if line not in written] == []


# What is said when it cannot


def refused(review: Review, format: str, **metadata: str) -> list[tuple[str, str]]:
    with pytest.raises(ReviewError) as caught:
        write(review, format, metadata=metadata)
    return [(found.code, found.message) for found in caught.value.diagnostics]


def stand_in(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(program))


def test_pandoc_is_not_installed(
    everything: Review, monkeypatch: pytest.MonkeyPatch, fresh_pandoc: None
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert refused(everything, "html") == [("RF501", "pandoc could not be run: it was not found")]


def test_pandoc_cannot_be_started(
    everything: Review, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(tmp_path / "gone"))
    assert refused(everything, "html") == [
        ("RF501", "pandoc could not be run: no such file or directory")
    ]


def test_pandoc_is_killed(
    everything: Review, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in(tmp_path, "kill -KILL $$", monkeypatch)
    assert refused(everything, "epub") == [
        ("RF502", "pandoc was ended by SIGKILL while it wrote epub")
    ]


def test_pandoc_fails(everything: Review, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(tmp_path, "cat >/dev/null; echo out of luck >&2; exit 3", monkeypatch)
    assert refused(everything, "docx") == [
        ("RF502", "pandoc failed on docx: pandoc gave up (exit code 3)")
    ]


def test_an_unknown_format(everything: Review) -> None:
    ((code, message),) = refused(everything, "word")
    assert code == "RF500"
    assert message.startswith("unknown format 'word', expected one of review, json, markdown")


def test_a_format_that_is_written_only() -> None:
    with pytest.raises(ReviewError, match="rtf can only be written, expected one of review, json"):
        read(b"", "rtf")


# The metadata


def test_metadata_overrides_fields(everything: Review) -> None:
    given = {
        "Author": " Rui  Prado ",
        "published": "2025-01-02",
        "language": "pt-BR",
        "genre": "Drama, Comedy",
        "network": "",
    }
    data = with_metadata(everything, given).metadata
    assert (data.author, data.published, data.language) == ("Rui Prado", date(2025, 1, 2), "pt-BR")
    assert (data.genre, data.network) == (("Drama", "Comedy"), None)
    assert data.tags == everything.metadata.tags
    page = write(everything, "html", metadata=given).decode()
    assert '<html lang="pt-BR">' in page
    assert "Rui Prado" in page
    assert "Ida Holm" not in page


@pytest.mark.parametrize(
    ("key", "value", "code", "message"),
    [
        ("published", "11 April", "RF115", "'11 April' is not a date, expected a day such as"),
        ("published", "2024-02-30", "RF115", "'2024-02-30' is not a date, expected a day such as"),
        ("published", "04/05/2024", "RF115", "'04/05/2024' is not a date, expected a day such as"),
        ("language", "English!", "RF116", "'English!' is not a language, expected a tag such as"),
        ("autor", "Rui", "RF114", "unknown field 'autor'"),
        ("mood", "dark", "RF114", "unknown field 'mood', expected one of author, published"),
        ("author", "R\x07ui", "RF113", "control character in the metadata author"),
        ("status", "paused", "RF122", "'paused' is not a status, expected one of draft, airing"),
    ],
)
def test_metadata_that_is_refused(
    key: str, value: str, code: str, message: str, everything: Review
) -> None:
    ((found, said),) = refused(everything, "html", **{key: value})
    assert found == code
    assert said.startswith(message)


# What is left out


def test_losses_are_counted(everything: Review) -> None:
    noisy = replace(
        everything,
        boilerplate=(Boilerplate("Leave a comment"), Boilerplate("Share")),
        comments=(Comment("check the date"),),
    )
    assert losses(noisy, "review") == []
    assert [str(found) for found in losses(noisy, "json")] == [
        "1:1: RF504 1 comment is left out of json",
    ]
    assert [str(found) for found in losses(noisy, "html")] == [
        "1:1: RF503 2 lines of boilerplate are left out of html",
        "1:1: RF504 1 comment is left out of html",
    ]
    quiet = replace(noisy, boilerplate=(), comments=())
    assert losses(quiet, "markdown") == []
    assert [str(found) for found in losses(quiet, "epub")] == [
        *(
            f"1:1: RF509 a picture is not embedded in epub: {why}"
            for why in (
                "https://example.org/wick.jpg is an address, and nothing is fetched",
                "the folder that cello.png is in is not known",
                "https://example.org/score.png is an address, and nothing is fetched",
            )
        ),
        "1:1: RF509 the cover is not embedded in epub:"
        " https://example.org/covers/ebb-street-2.jpg is an address, and nothing is fetched",
    ]
    one = replace(quiet, guides=(), sections=(Section(None, (Figure("a.png"),)),))
    assert [found.message for found in losses(one, "docx")] == [
        "a picture is not embedded in docx: the folder that a.png is in is not known"
    ]
    assert [found.message for found in losses(one, "rtf")] == [
        "1 picture is not embedded in rtf, which holds the address alone"
    ]
    assert losses(replace(one, sections=()), "docx") == []


def test_who_writes_a_page_loads_nothing_that_reads_documents() -> None:
    """A run over many files pays for each process that loads them."""
    code = (
        "import sys\n"
        "from reviewfmt.converter import PandocWorker, prepare\n"
        "from reviewfmt.parser import parse\n"
        "prepare(parse('A Review\\n\\nVerdict: 7/10\\n').review, 'html').finish(b'')\n"
        "readers = ('body', 'fields', 'reading', 'text', 'titles')\n"
        "names = [*(f'reviewfmt.pandoc_ast.{one}' for one in readers), 'zipfile', 'yaml']\n"
        "print([one for one in names if one in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
