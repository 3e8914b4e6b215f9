"""Each format that pandoc writes, shown by a program that is not pandoc: the words are all there.

A harmless review and a hostile one of the same build are shown. What a reader sees of the hostile
one is what the harmless one shows, with the hostile words where the harmless ones stood: no word
is missing, none is markup, none is more. Of the samples every word is seen.

`.ci/run` installs the programs and sets REVIEWFMT_EXTERNAL=1, with which nothing here may be
skipped.
"""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from reviewfmt.converter import FORMATS, read, write
from reviewfmt.model import Review
from tests.consumers import CONSUMERS, LUA, is_here, put, said_by
from tests.hostile import TEXTS, gathered, placed

SAMPLES = {
    path.stem: read(path.read_bytes(), "review")
    for path in sorted((Path(__file__).parents[2] / "samples").glob("*.review"))
}

OTHERS = {
    "review": "the laws",
    "json": "the laws",
    "markdown": "test_convert_markdown.py",
    "html": "test_browser.py",
    "epub": "test_browser.py",
    "plain": "has no markup",
}


def test_no_format_is_left_out() -> None:
    assert set(FORMATS) == CONSUMERS.keys() | OTHERS.keys()
    assert len(SAMPLES) > 15


def _need(*needs: str) -> None:
    missing = [one for one in needs if not is_here(one)]
    if missing:
        told = f"{', '.join(missing)}: not here; .ci/run installs it"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(told)
        pytest.skip(told)


_LETTERS = {"latex": re.compile("[\u0009-\u024f–—‘’“”…•½]*"), "typst": re.compile("[\0-\uffff]*")}
"""What the fonts of a format have, where they have not all: Latin, and no pictures."""


def _is_shown(text: str, format: str) -> bool:
    return format not in _LETTERS or _LETTERS[format].fullmatch(text) is not None


_UNSEEN = re.compile("[\\s\u200b\ufeff─]")


def seen(text: str) -> str:
    """Return a text without its spaces and lines, and three dots for the sign of three."""
    return _UNSEEN.sub("", text).replace("…", "...")


_TOKEN = re.compile(r"zq(\d+);q")


def _token(number: int) -> str:
    return f"zq{number};q"


@pytest.mark.parametrize("format", CONSUMERS)
def test_what_is_shown_is_what_the_review_says(format: str, tmp_path: Path) -> None:
    _need(*CONSUMERS[format].needs)
    texts = [text for text in TEXTS if _is_shown(text, format)]
    some = texts[list(CONSUMERS).index(format) % 5 :: 5]
    shifts = {f"placed{at}": [*texts[at:], *texts[:at]] for at in range(0, len(texts), 220)}
    places = {name: placed(shifted.__getitem__) for name, shifted in shifts.items()}
    samples = {
        name: review
        for name, review in SAMPLES.items()
        if _is_shown("".join(said_by(review)), format)
    }
    assert len(samples) > 8
    reviews: dict[str, Review] = {
        "harmless": gathered([_token(number) for number in range(len(some))]),
        "hostile": gathered(some),
        "harmless-placed": placed(_token)[0],
        **{name: review for name, (review, _) in places.items()},
        **samples,
    }
    documents = {name: write(review, format) for name, review in reviews.items()}
    shown = {name: seen(text) for name, text in CONSUMERS[format].show(documents, tmp_path).items()}
    assert len(shown["hostile"]) > 10_000
    assert shown["hostile"] == _filled(shown["harmless"], some)
    for name, (_, said) in places.items():
        assert shown[name] == _filled(shown["harmless-placed"], said), name
    for name, review in samples.items():
        assert _missing(review, shown[name], ordered=format != "typst") == [], name


def _filled(harmless: str, texts: list[str]) -> str:
    return _TOKEN.sub(lambda match: seen(texts[int(match[1])]), harmless)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def _missing(review: Review, shown: str, *, ordered: bool) -> list[str]:
    """Return what of a review is not seen; a PDF has Arabic in the order of its shapes."""
    said = [seen(text) for text in said_by(review) if text]
    if ordered or not _RIGHT_TO_LEFT.search("".join(said)):
        return [text for text in said if text not in shown]
    letters = Counter(unicodedata.normalize("NFKC", shown))
    return list(Counter(unicodedata.normalize("NFKC", "".join(said))) - letters)


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_latex_stops_at_letters_that_its_font_has_not(engine: str, tmp_path: Path) -> None:
    """A letter is never left out: TeX says which is missing, and makes no PDF."""
    _need(engine, LUA)
    (path,) = put({"a": write(SAMPLES["shiomachi-diner"], "latex")}, "latex", tmp_path).values()
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", path.name],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert not path.with_suffix(".pdf").exists()
    assert re.search(rb"U\+6F6E", done.stdout + (tmp_path / "a.log").read_bytes())
