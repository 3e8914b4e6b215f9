"""What is fuzzed: a reader, the errors it may raise, and the inputs to begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from reviewfmt.config import ConfigError, parse_config
from reviewfmt.converter import read, write
from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import read_json, write_json
from reviewfmt.linter import check
from reviewfmt.source import decode
from tests.test_laws import assert_holds_the_laws

DATA = Path(__file__).parents[1] / "data"
SAMPLES = Path(__file__).parents[2] / "samples"


class Target(NamedTuple):
    """One reader: `ask` raises nothing for any bytes; `seeds` are inputs to mutate."""

    ask: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def _text(data: bytes) -> None:
    try:
        text = decode(data)
    except ReviewError:
        return
    assert_holds_the_laws(text)
    check(text)


def _json(data: bytes) -> None:
    try:
        review = read_json(decode(data))
    except ReviewError:
        return
    assert read_json(write_json(review)) == review


def _config(data: bytes) -> None:
    for own in (True, False):
        try:
            parse_config(data, "fuzzed.toml", own=own)
        except ConfigError as error:
            if not str(error).startswith("fuzzed.toml:"):
                raise


def _document(name: str) -> Callable[[bytes], None]:
    def ask(data: bytes) -> None:
        try:
            review = read(data, name)
        except ReviewError:
            return
        assert read_json(write_json(review)) == review

    return ask


def _files(folder: Path, pattern: str) -> Callable[[], list[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(folder.rglob(pattern))]


def _packages(name: str) -> Callable[[], list[bytes]]:
    """Packages are made of a JSON fixture: the repository holds none."""
    fixture = DATA / "convert" / "everything.json"
    return lambda: [write(read(fixture.read_bytes(), "json"), name)]


TARGETS: Mapping[str, Target] = {
    "text": Target(_text, _files(SAMPLES, "*.review")),
    "json": Target(_json, _files(DATA / "json", "*.json")),
    "markdown": Target(_document("markdown"), _files(DATA / "convert", "*.md")),
    "html": Target(_document("html"), _files(DATA / "convert", "*.html")),
    "epub": Target(_document("epub"), _packages("epub")),
    "docx": Target(_document("docx"), _packages("docx")),
    "config": Target(_config, _files(DATA, "*.toml")),
}
