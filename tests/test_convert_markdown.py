"""Markdown: its front matter is the same to every reader of YAML, its text is text on any site."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from typing import Any

import pypandoc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.converter import read, read_document, write
from reviewfmt.converter.markdown.front_matter import taken, written
from reviewfmt.converter.prepared import overrules
from reviewfmt.diagnostic import ReviewError
from reviewfmt.model import Metadata, Review, Score, Title, Verdict
from reviewfmt.pandoc_ast import front_matter
from tests.budget import CASES
from tests.hostile import BY_KIND, TEXTS, gathered, placed
from tests.strategies_json import texts
from tests.test_convert_text import STEP, TOKENS, Outline, comparable, expected, outline

SCORE = Score.of("7/10")


def front_of(markdown: str) -> dict[str, Any]:
    """Return the front matter as PyYAML reads it."""
    found = yaml.safe_load(markdown.split("---\n")[1])
    assert isinstance(found, dict)
    return found


@settings(max_examples=CASES)
@given(st.lists(st.one_of(texts(), st.sampled_from(TEXTS)), min_size=1, max_size=8))
def test_every_text_of_a_front_matter_stays_what_it_is(said: list[str]) -> None:
    data = {"title": said[0], "tags": said, "date": date(2024, 4, 11), "season": 2}
    front = written(data)
    assert yaml.safe_load(front.split("---\n")[1]) == {"generator": "reviewfmt", **data}
    again = taken(f"{front}\nIt is calm.\n")
    assert again.text == "\nIt is calm.\n"
    assert again.meta["title"] == {"t": "MetaMarked", "c": said[0]}
    assert [tag["c"] for tag in again.meta["tags"]["c"]] == said


@pytest.mark.parametrize("shift", range(0, len(TEXTS), STEP * 4))
def test_every_field_of_a_front_matter_stays_what_it_is(shift: int) -> None:
    review, _ = placed([*TEXTS[shift:], *TEXTS[:shift]].__getitem__)
    found = front_of(write(review, "markdown").decode())
    assert found == {
        "generator": "reviewfmt",
        **front_matter(review, overrules(review.title)),
    }


@pytest.mark.parametrize("text", BY_KIND["scalars"])
def test_a_word_that_yaml_takes_for_something_else(text: str) -> None:
    data = Metadata(author=text, network=text, cover=text)
    review = Review(Title(f"{text} Review", text), data, verdict=Verdict(SCORE))
    markdown = write(review, "markdown").decode()
    found = front_of(markdown)
    assert (found["author"], found["network"], found["cover"]) == (text, text, text)
    assert "&#" not in markdown.split("---\n")[1]
    assert read(markdown.encode(), "markdown").metadata == data


def read_back(markdown: str) -> Outline:
    """Return the parts that a site finds in Markdown: GitHub's dialect, with links of its own."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=gfm-emoji", "--to=json", "--sandbox"],
        input=taken(markdown).text.encode(),
        capture_output=True,
        check=True,
    )
    return outline(json.loads(done.stdout))


def test_text_is_text_on_every_site() -> None:
    said = TEXTS[::STEP]
    harmless = read_back(write(gathered(TOKENS[: len(said)]), "markdown").decode())
    written_ = write(gathered(said), "markdown").decode()
    hostile = read_back(written_)
    assert comparable(hostile, "markdown") == comparable(expected(harmless, said), "markdown")


@pytest.mark.parametrize("shift", range(0, len(TEXTS), STEP * 4))
def test_no_text_is_a_template(shift: int) -> None:
    """Jekyll, Hugo and similar programs fill in templates before they look for Markdown."""
    review, _ = placed([*TEXTS[shift:], *TEXTS[:shift]].__getitem__)
    for each in (review, gathered(BY_KIND["templates"])):
        body = taken(write(each, "markdown").decode()).text
        assert re.search(r"\{", body) is None


# What others write in front


@pytest.mark.parametrize(
    ("front", "place", "message"),
    [
        ("---\ntitle: A\ntitle: B\n---\n", (3, 1), "front matter has the key 'title' twice"),
        ("---\na:\n  b: 1\n  b: 2\n---\n", (4, 3), "front matter has the key 'b' twice"),
        ("---\r\ntitle: A\r\ntitle: B\r\n---\r\n", (3, 1), "front matter has the key 'title'"),
        ("---\ntitle: [A\n---\n", (3, 1), "front matter is not YAML: "),
        ("---\n? [a]\n: b\n---\n", (2, 3), "front matter has a key that is not text"),
        ("---\na: &a [*a, *a]\n---\n", (2, 4), "front matter holds more than is read"),
        (
            '{"title": "A",\n"title": "B"}\n',
            (2, 1),
            'front matter is not JSON: found the key "title" twice in one object',
        ),
        ('{"a": {"b": 1, "b": 2}}\n', (1, 16), 'front matter is not JSON: found the key "b" twice'),
        ('{\n  "title": "A",\n}\n', (3, 1), 'front matter is not JSON: found "}", expected a key'),
        ('{\n  "title": "A"\n', (4, 1), "front matter is not JSON: found "),
        ('+++\ntitle = "A"\ntitle = "B"\n+++\n', (3, 1), "front matter has the key 'title' twice"),
        ("+++\n[a]\nb = 1\n[a]\n+++\n", (4, 1), "front matter has the key 'a' twice"),
        ("+++\na = {b = 1, b = 2}\n+++\n", (2, 1), "front matter has the key "),
        ("+++\nx = 1\ntitle = Fog\n+++\n", (3, 9), "front matter is not TOML: invalid value"),
        ('+++\r\na = "A"\r\na = 2\r\n+++\r\n', (3, 1), "front matter has the key 'a' twice"),
        (f"---\na: {'x' * 70_000}\n---\n", (1, 1), "front matter has more than 65536 characters"),
    ],
)
def test_a_front_matter_that_is_refused(front: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(ReviewError) as caught:
        read_document(f"{front}\nIt is calm.\n\n- Verdict - 6/10\n".encode(), "markdown", "a.md")
    (found,) = caught.value.diagnostics
    assert (found.code, found.path) == ("RF508", "a.md")
    assert (found.span.line, found.span.column) == place
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    "text",
    ["{x} is no front matter", "{{ x }}", "{", '{"a": 1} and more', "---\n\nA line\n\n---\n\nx"],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert taken(text) == (text, {}, False)
