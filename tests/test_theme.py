"""Themes, style sheets and templates: what they make, and what is said about bad ones."""

from __future__ import annotations

import json
import os
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from reviewfmt.cli import run
from reviewfmt.config import ConfigError, parse_config
from reviewfmt.converter import prepare
from reviewfmt.converter.pandoc import write_document
from reviewfmt.converter.reading import read_document
from reviewfmt.converter.trial import tried
from reviewfmt.converter.variables import NAMES, VARIABLES, page_of
from reviewfmt.files import MIB
from reviewfmt.model import Review, Title
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.theme import (
    DEFAULT,
    THEMES,
    Look,
    Source,
    ThemeError,
    bounds,
    environment,
    load,
    loading,
    render,
    styles,
)

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data" / "theme"
FAULTS: list[dict[str, Any]] = tomllib.loads((DATA / "faults.toml").read_text("utf-8"))["case"]
TEMPLATES: dict[str, list[dict[str, str]]] = tomllib.loads(
    (DATA / "templates.toml").read_text("utf-8")
)
SAMPLE = ROOT / "samples" / "metallic-rouge.review"
DOCS = (ROOT / "docs" / "themes.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def review_of(path: Path = SAMPLE) -> Review:
    return parse(decode(path.read_bytes())).review


def page(review: Review, look: Look = DEFAULT) -> str:
    prepared = prepare(review, "html", look=look)
    made = write_document(prepared.row, prepared.document or {}, prepared.epoch)
    return prepared.finish(made).decode()


def _template(case: dict[str, str]) -> str:
    return case["template"]


def put(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode().replace(b"@BAD@", b"\xff"))
    return name


def made(template: str, review: Review | None = None, body: str = "<p>body</p>") -> str:
    look = load(template=put("mine.html", template))
    return page_of(body, review or review_of(), None, look)


# -- the page ---------------------------------------------------------------------------------


def test_the_page_is_as_it_was() -> None:
    """The page around a body, byte for byte, but for the style sheet and the linked data."""
    review = parse((DATA / "page.review").read_text("utf-8")).review
    said = page_of("<h1>Fog &amp; Salt</h1>", review, "en")
    said = said.replace(styles(), "CSS")
    said = re.sub(r'(?<=ld\+json">).*(?=</script>)', "JSON", said)
    said = re.sub(r'(?<=rel="icon" href=").*(?=">)', "ICON", said)
    assert said == (DATA / "page.html").read_text("utf-8")


def test_a_page_without_a_title_is_called_something() -> None:
    assert "<title>Untitled</title>" in page_of("", Review(Title("", "")), None)


def test_around_takes_the_place_of_the_page() -> None:
    def around(body: str, review: Review) -> str:
        return f"{review.title.work}|{body}"

    prepared = prepare(review_of(), "html", around=around)
    said = prepared.finish(b"<p>x</p>\n").decode()
    assert said == "Metallic Rouge|<p>x</p>"


# -- variables --------------------------------------------------------------------------------


def test_the_variables_are_documented_as_they_are() -> None:
    table = DOCS.partition("### Variables")[2].partition("### ")[0]
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    assert told == [(one.name, one.what) for one in VARIABLES]


def test_the_examples_of_the_documentation_can_be_used() -> None:
    shown = re.findall(r"^```jinja\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    assert len(shown) == 2
    for template in shown:
        look = load(template=put("mine.html", template))
        tried(look)
        assert "Metallic Rouge" in page_of("", review_of(), "en", look)


def test_the_documentation_names_the_themes_the_limits_and_the_properties() -> None:
    themes = DOCS.partition("## Choose a theme")[2].partition("## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", themes, re.MULTILINE)) == THEMES
    table = DOCS.partition("<!-- limits -->")[2].partition("<!-- /limits -->")[0]
    assert re.findall(r"\| ([^|]*\d[^|]*) \|$", table, re.MULTILINE) == [
        f"{loading._LARGEST // MIB} MiB",
        str(loading._MOST),
        f"{bounds.SECONDS:g} seconds",
        f"{bounds.MEMORY // MIB} MiB",
        str(bounds.LARGEST_NUMBER),
        str(bounds.MOST_NODES),
    ]
    told = set(re.findall(r"`(--[\w-]+)`", DOCS)) - {"--css", "--template"}
    theme = (ROOT / "src/reviewfmt/templates/themes/modern.css").read_text("utf-8")
    assert told == set(re.findall(r"^  (--[\w-]+):", theme, re.MULTILINE))
    gone = re.search(r"except (`pprint`.*?)\. There", DOCS, re.DOTALL)
    assert gone is not None
    assert tuple(re.findall(r"`(\w+)`", gone[1])) == environment._GONE


def test_every_variable_can_be_shown() -> None:
    names = "".join(f"{{% if {name} %}}{{% endif %}}" for name in sorted(NAMES))
    assert made(names) == ""


def _plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _plain(one) for key, one in value.items())
    if isinstance(value, list):
        return all(map(_plain, value))
    return value is None or isinstance(value, str | int | float | bool)


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*.review")), ids=lambda p: p.stem)
def test_templates_get_plain_values_alone(path: Path) -> None:
    from reviewfmt.converter.variables import Page, variables

    found = variables(Page(review_of(path), "<p>x</p>", "en", DEFAULT), NAMES)
    assert {name for name, value in found.items() if not _plain(value)} == set()
    json.dumps(found)


@pytest.mark.parametrize("case", TEMPLATES["says"], ids=_template)
def test_a_template_says(case: dict[str, str]) -> None:
    said = re.sub(r"^ *<link rel=.icon.*", "ICON", made(case["template"])).rstrip("\n")
    assert said == case["said"]


def test_sections_are_as_they_stand_in_the_body() -> None:
    review = parse(
        "A Show Review\n\nFirst.\n\n## One *two*\n\nText.\n\n## Three\n\nMore.\n\nVerdict: 8/10\n"
    ).review
    whole = page(review)
    look = load(template=put("mine.html", "{% for one in sections %}{{ one.html }}{% endfor %}"))
    sections = page(review, look)
    found = LexborHTMLParser(sections).css("[id]")
    assert [one.attributes["id"] for one in found] == ["section-1", "section-2", "section-3"]
    for part in re.findall(r"<(?:section|div).*?</(?:section|div)>", sections, re.DOTALL):
        assert part in whole
    names = "{% for one in sections %}{{ one.id }}={{ one.heading }};{% endfor %}"
    look = load(template=put("mine.html", names))
    assert "section-1=;section-2=One two;section-3=Three;" in page(review, look)


# -- templates --------------------------------------------------------------------------------


def test_a_template_extends_the_built_in_page() -> None:
    said = made(
        '{% extends "page.html.jinja" %}\n'
        "{% block header %}<header>{{ work }}</header>\n{% endblock %}"
    )
    plain = page_of("<p>body</p>", review_of(), None)
    assert said.replace("<header>Metallic Rouge</header>\n", "") == plain
    assert "<body>\n<header>Metallic Rouge</header>\n<main" in said


def test_a_folder_of_templates_takes_the_places_of_the_built_in_ones() -> None:
    put(
        "mine/page.html.jinja", '{% extends "page.html.jinja" %}{% block title %}Mine{% endblock %}'
    )
    look = load(template="mine")
    tried(look)
    assert "<title>Mine</title>" in page_of("", review_of(), None, look)


def test_the_built_in_template_has_a_name_of_its_own() -> None:
    put("mine/page.html.jinja", '{% include "part.html.jinja" %}')
    put("mine/part.html.jinja", '{% extends "reviewfmt/page.html.jinja" %}')
    assert page_of("", review_of(), None, load(template="mine")) == page_of("", review_of(), None)


def test_what_a_template_includes_is_found_beside_it() -> None:
    put("deep/parts/foot.html", "foot of {{ work }}")
    put("deep/mine.html", "{% include 'parts/foot.html' %}")
    look = load(template="deep/mine.html")
    assert page_of("", review_of(), None, look) == "foot of Metallic Rouge"
    assert [one.name for one in look.templates] == ["mine.html", "parts/foot.html"]


def test_what_a_template_includes_sees_the_names_around_it() -> None:
    put("each.html", "{{ at }}{{ one.number }};")
    put("parts.html", "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}")
    put(
        "mine.html",
        "{% set at = 7 %}{% for one in episodes[:2] %}{% include 'each.html' %}{% endfor %}"
        "{% if work %}{% from 'parts.html' import twice as two %}{{ two(work) }}{% endif %}",
    )
    look = load(template="mine.html")
    tried(look)
    assert page_of("", review_of(), None, look) == "71;72;Metallic RougeMetallic Rouge"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no symbolic links")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    put("deep/mine.html", "\n{% include 'a.html' %}")
    (tmp_path / "deep" / "a.html").symlink_to(tmp_path / "secret")
    with pytest.raises(ThemeError, match=r'deep/mine.html:2: "a.html" leads out of its folder'):
        load(template="deep/mine.html")


def test_a_page_of_a_template_that_has_the_body_reads_back() -> None:
    template = (DATA / "own.html").read_text("utf-8")
    for path in sorted((ROOT / "samples").glob("*.review"))[:6]:
        review = review_of(path)
        look = load(template=put("mine.html", template))
        back = read_document(page(review, look).encode(), "html").review
        assert back == read_document(page(review).encode(), "html").review


# -- faults -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: str(case["name"]))
def test_what_cannot_be_used_is_said_at_its_line(
    case: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in case["files"].items():
        put(name, text)
    option, used = case.get("option", "--template"), case.get("use", "mine.html")
    arguments = ["convert", str(SAMPLE), "-t", "html", "-o", "out/", option, used]
    assert run(arguments) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"reviewfmt: {case['said']}")
    assert [*Path("out").glob("*")] == []


@pytest.mark.parametrize("case", TEMPLATES["long"], ids=_template)
def test_a_template_that_takes_too_long_is_stopped(
    case: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewfmt.theme.bounds.SECONDS", 0.1)
    begun = time.process_time()
    with pytest.raises(ThemeError, match=r"^mine.html:1: it takes longer than 0.1 seconds a page"):
        made(case["template"])
    assert time.process_time() - begun < 3


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux says how much it is")
@pytest.mark.parametrize("case", TEMPLATES["large"], ids=_template)
def test_a_template_that_takes_too_much_memory_is_stopped(
    case: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setattr("reviewfmt.theme.bounds.MEMORY", 64 * 1024 * 1024)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ThemeError, match=r"^mine.html:1: it takes more than \d+ MiB of memory"):
        made(case["template"])
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_fault_that_only_a_review_shows_is_reported_with_its_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("mine.html", "{{ 1 // (episodes|length - 13) }}")
    put("a.review", "A Show Review\n\nVerdict: 8/10\n")
    put("b.review", SAMPLE.read_text("utf-8"))
    arguments = [
        "convert",
        "a.review",
        "b.review",
        "-t",
        "html",
        "-o",
        "o",
        "--template",
        "mine.html",
    ]
    assert run(arguments) == 1
    assert re.search(r"RF500.*mine\.html:1: .*zero", capsys.readouterr().err)
    assert Path("o/a.html").exists()
    assert not Path("o/b.html").exists()


# -- style sheets -----------------------------------------------------------------------------


def test_a_style_sheet_follows_the_theme() -> None:
    first, second = put("a.css", "h1 { color: red }\n"), put("b.css", "h2 { color: blue }\n")
    look = load("serif", (first, second))
    assert styles(look).endswith("h1 { color: red }\n\nh2 { color: blue }")
    assert styles(look).startswith(styles(load("serif")))


def test_a_style_sheet_does_not_end_its_element() -> None:
    text = 'p::after { content: "</style><script>alert(1)</script>" }\n/* </STYLE > */'
    said = page_of("", review_of(), None, load(css=(put("a.css", text),)))
    found = LexborHTMLParser(said)
    assert len(found.css("script")) == 1
    assert len(found.css("style")) == 1
    assert r"<\/style>" in said


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_has_all_colours_in_both_schemes(theme: str) -> None:
    css = styles(Look(theme))
    named = set(re.findall(r"var\((--[\w-]+)", css)) - {"--share", "--end", "--side"}
    light = set(re.findall(r"^  (--[\w-]+):", css, re.MULTILINE))
    dark = set(re.findall(r"^    (--[\w-]+):", css, re.MULTILINE))
    assert named <= light
    colours = {
        one
        for one, value in re.findall(r"^  (--[\w-]+): (.+);", css, re.MULTILINE)
        if value.startswith("#")
    }
    assert colours <= dark
    assert not re.search(r"url\(|@import|https?:", css), "a page asks for nothing"


def test_an_unknown_theme_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", str(SAMPLE), "-t", "html", "--theme", "sreif"]) == 2
    assert 'unknown theme "sreif"; did you mean "serif"?' in capsys.readouterr().err
    with pytest.raises(ConfigError, match=r'^x:2: unknown theme "neon"; known are modern, serif'):
        parse_config(b'\ntheme = "neon"\n', "x", own=True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-t", "markdown", "--theme", "serif"], "--theme and --css are for pages and books"),
        (["-t", "docx", "-o", "a.docx", "--css", "a.css"], "--theme and --css are for pages"),
        (["-o", "a.epub", "--template", "a.html"], "--template is for pages of HTML"),
        (["-t", "json", "--template", "a.html"], "--template is for pages of HTML"),
        (["-t", "html", "--css", ""], "the path of a style sheet must not be empty"),
    ],
)
def test_a_look_has_no_place_elsewhere(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put("a.css", "")
    put("a.html", "")
    assert run(["convert", str(SAMPLE), *options]) == 2
    assert said in capsys.readouterr().err


# -- configuration and what is done again -----------------------------------------------------


def test_the_configuration_says_the_look(capsys: pytest.CaptureFixture[str]) -> None:
    put("in/reviewfmt.toml", 'theme = "compact"\ncss = "look/a.css"\ntemplate = "look/page.html"\n')
    put("in/look/a.css", "h1 { color: red }")
    put("in/look/page.html", "<style>{{ css }}</style>{{ work }}")
    put("in/a.review", SAMPLE.read_text("utf-8"))
    assert run(["convert", "in/a.review", "-o", "a.html"]) == 0
    said = Path("a.html").read_text("utf-8")
    assert said.startswith(f"<style>{styles(load('compact', ('in/look/a.css',)))}</style>Metallic")
    assert run(["convert", "in/a.review", "-o", "b.html", "--theme", "serif"]) == 0
    assert styles(load("serif", ("in/look/a.css",))) in Path("b.html").read_text("utf-8")
    assert run(["convert", "in/a.review", "-t", "markdown"]) == 0, "a template is for pages"
    put("in/look/page.html", "\n{{ wrok }}")
    capsys.readouterr()
    assert run(["convert", "in/a.review", "-o", "c.html"]) == 2
    assert 'in/look/page.html:2: unknown variable "wrok"; did you mean "work"?' in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("css = 1", "css is 1, expected a list of strings"),
        ('css = ["a.css", 2]', "css holds 2, expected strings alone"),
        ('css = ""', 'css is "", expected the path of a style sheet'),
        ("template = true", "template is true, expected the path of a template"),
        ('theme = ["serif"]', "theme is a list, expected the name of a theme"),
    ],
)
def test_a_configuration_of_a_look_that_is_none(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=f"^x:1: {re.escape(said)}"):
        parse_config(text.encode(), "x", own=True)


def test_what_a_look_changes_is_made_again_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("in/a.review", "in/b.review"):
        put(name, SAMPLE.read_text("utf-8"))
    put("mine.css", "h1 { color: red }")
    put("parts.html", "one")
    put("mine.html", "{{ css }}{% include 'parts.html' %}{{ work }}")

    def done(*options: str) -> str:
        assert run(["convert", "in", "-t", "html", "-o", "out", *options]) == 0
        return next(one for one in capsys.readouterr().err.splitlines() if "converted" in one)

    everything = ("--css", "mine.css", "--template", "mine.html")
    assert "2 converted" in done(*everything)
    assert "0 converted, 2 unchanged" in done(*everything)
    put("mine.css", "h1 { color: blue }")
    assert "2 converted" in done(*everything)
    put("parts.html", "two")
    assert "2 converted" in done(*everything)
    assert "0 converted, 2 unchanged" in done(*everything)
    assert "2 converted" in done(*everything, "--theme", "serif")
    assert "2 converted" in done()
    assert "0 converted, 2 unchanged" in done("--theme", "modern")


def test_a_template_is_nothing_to_a_book(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("in/a.review", "in/b.review"):
        put(name, SAMPLE.read_text("utf-8"))
    put("in/reviewfmt.toml", 'template = "page.html"\n')
    for text, said in (("one", "2 converted"), ("two", "0 converted, 2 unchanged")):
        put("in/page.html", text)
        assert run(["convert", "in", "-t", "epub", "-o", "out"]) == 0
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("theme", THEMES)
def test_a_book_has_the_theme(theme: str) -> None:
    import zipfile

    put("mine.css", "h1 { color: red }")
    arguments = ["convert", str(SAMPLE), "-o", "a.epub", "--theme", theme, "--css", "mine.css"]
    assert run(arguments) == 0
    with zipfile.ZipFile("a.epub") as archive:
        (sheet,) = (one for one in archive.namelist() if one.endswith(".css"))
        assert archive.read(sheet).decode().rstrip("\n") == styles(load(theme, ("mine.css",)))


def test_equal_looks_give_equal_pages_and_cross_processes() -> None:
    import pickle

    from reviewfmt.cli.looks import LookChoice, Looks
    from reviewfmt.config import Config

    look = load("serif", (put("a.css", "a {}"),), put("mine.html", "{{ work }}"))
    assert pickle.loads(pickle.dumps(look)) == look
    looks = Looks(LookChoice("serif", ("a.css",), "mine.html"))
    assert looks.of(Config()) == look
    Path("a.css").unlink()
    assert pickle.loads(pickle.dumps(looks)).of(Config()) == look, "no file is read again"


def test_another_template_is_rendered_with_what_its_caller_passes() -> None:
    look = Look(templates=(Source("a.html.jinja", "a", "{{ x }}"),))
    assert render("a.html.jinja", {"x": "<"}, look) == "&lt;"
