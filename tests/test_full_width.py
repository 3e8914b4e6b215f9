"""Full-width signs of structure are read as their narrow selves (spec, "Full-width signs")."""

from __future__ import annotations

import re
import re._constants as ops  # type: ignore[import-not-found]  # the typed stubs have it not
import re._parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.characters import FULL_WIDTH
from reviewfmt.converter.reading import read
from reviewfmt.model import Paragraph
from reviewfmt.parser import parse
from reviewfmt.rules.context import Context
from reviewfmt.rules.ignores import ignores
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.generated import SHAPES
from reviewfmt.syntax.line_kinds import Data, Fault, Kind, Split
from reviewfmt.syntax.words import built_in
from reviewfmt.writer import format_text

ROOT = Path(__file__).resolve().parent.parent
SPEC = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")
TABLES = r"```(?:kind|rating|entry|guide-entry|field)\n(.*?)```"
WIDE = str.maketrans(FULL_WIDTH)
NUMBER_WORD = "[\\d-]"
"""What follows the first part of `Twenty-one`: its hyphen is no sign of structure."""


def lines() -> list[str]:
    """Return the lines of the spec's tables, the samples and the fixtures."""
    found = {
        row.rpartition("=>")[0]
        for table in re.findall(TABLES, SPEC, re.S)
        for row in table.split("\n")
    }
    for folder in (ROOT / "samples", ROOT / "tests" / "data" / "parser"):
        for path in folder.glob("*.review"):
            found.update(path.read_bytes().decode("utf-8", "replace").splitlines())
    return sorted(line.strip() for line in found if line.strip())


def told(kind: Kind, data: Data) -> tuple[Any, ...]:
    """Return what a line says but for its words, in which signs stay what they are."""
    split = getattr(data, "split", None)
    said: list[Any] = [kind, type(data)]
    if isinstance(split, Split):
        fault = split.fault.code if isinstance(split.fault, Fault) else None
        said += [split.name_end, split.score, fault, split.pipe, split.dashed, split.tail]
    return (*said, *(getattr(data, name, None) for name in ("label", "number", "season", "bullet")))


def test_a_line_in_full_width_signs_is_what_it_is_in_narrow_ones() -> None:
    words = built_in()
    compared = 0
    for line in lines():
        narrow = classify(line, words)
        # Menus and figures are text and addresses of web pages, and no signs of structure.
        if narrow.kind in (Kind.FIGURE, Kind.BOILERPLATE) or line == line.translate(WIDE):
            continue
        if "［" in line or "］" in line:  # a bracket closes with its own form alone
            continue
        wide = classify(line.translate(WIDE), words)
        assert told(*wide) == told(*narrow), line
        compared += 1
    assert compared > 500


def sets(pattern: Any) -> Iterator[set[str]]:
    """Yield the characters of each set of a pattern, those of one literal too."""
    for op, argument in pattern:
        if op is ops.IN:
            yield {chr(value) for one, value in argument if one is ops.LITERAL}
        elif op is ops.LITERAL:
            yield {chr(argument)}
        yield from inner(argument)


def inner(argument: Any) -> Iterator[set[str]]:
    """Yield the sets of the patterns that an argument of a pattern holds."""
    if isinstance(argument, re._parser.SubPattern):
        yield from sets(argument)
    elif isinstance(argument, tuple | list):
        for one in argument:
            yield from inner(one)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_set_of_a_shape_holds_both_forms_of_a_sign(name: str) -> None:
    pattern = SHAPES[name].replace(NUMBER_WORD, "\\d")
    for found in sets(re._parser.parse(pattern)):
        for narrow, wide in FULL_WIDTH.items():
            assert (narrow in found) == (wide in found), (name, sorted(found))


@pytest.mark.parametrize(
    "text",
    [
        "＃ x",
        "＃＃ x",
        "％ x",
        "＞ x",
        "･ x",
        "・x",
        "－ x",
        "＊ x",
        "霧 － 7/10",
        "［霧］ － 7/10",
    ],
)
def test_a_paragraph_that_opens_with_a_full_width_sign_is_escaped(text: str) -> None:
    page = (
        f"Fog Season 1 Review – calm\n\nAuthor: Ann\n\nIt is calm.\n\n\\{text}\n\nVerdict: 7/10\n"
    )
    written = format_text(page)
    assert f"\n\\{text}\n" in written
    assert format_text(written) == written


@pytest.mark.parametrize("text", ["＼ x", "～つづく～", "！［霧］（a.png）", "＃x", "－x", "＊x"])
def test_what_opens_ordinary_text_is_not_escaped(text: str) -> None:
    page = f"Fog Season 1 Review – calm\n\nIt is calm.\n\n\\{text}。\n\nVerdict: 7/10\n"
    assert f"\n{text}。\n" in format_text(page)


def test_a_comment_with_a_full_width_sign_silences_findings() -> None:
    page = "Fog Season 1 Review – calm\n\n％ ignore: RF402 － the author is unknown\nIt is calm.\n"
    (found,) = ignores(Context(parse(page)))
    assert [code.code for code in found.codes] == ["RF402"]


def test_a_title_loses_its_full_width_sign_as_it_does_a_narrow_one() -> None:
    page = "＃ Fog Season 1 Review － calm\n\nIt is calm.\n\nVerdict: 7/10\n"
    assert parse(page).review.title.text == "Fog Season 1 Review － calm"
    assert format_text(page) == format_text(page.replace("＃", "#"))


def test_a_converted_paragraph_keeps_the_sign_that_it_opens_with() -> None:
    signs = "％ of all ferries", "＃ is a sign", "＞ is one too"
    page = "\n\n".join(
        ("# Fog Season 1 Review – calm", *signs, "Episode 1: Rain -| 3/5", "Verdict: 7/10")
    )
    review = read(page.encode(), "markdown")
    blocks = [
        block.text
        for one in review.sections
        for block in one.blocks
        if isinstance(block, Paragraph)
    ]
    assert blocks == list(signs)
    assert len(review.guides) == 1
