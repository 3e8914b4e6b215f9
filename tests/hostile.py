"""Reviews in which every text is one that some output may take for more than text.

The places are found by walking the model: a node or a field that is added is among them at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from reviewfmt.characters import LIST_COMMAS
from reviewfmt.document import read_json
from reviewfmt.fields import FieldType
from reviewfmt.model import (
    FIELDS,
    Block,
    Episode,
    Field,
    Figure,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.pandoc_ast.addresses import is_picture
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Link, Strong, Text

DATA = Path(__file__).parent / "data" / "convert"
BY_KIND: dict[str, list[str]] = tomllib.loads((DATA / "hostile.toml").read_text(encoding="utf-8"))
TEXTS = [text for texts in BY_KIND.values() for text in texts]
SCORE = Score.of("7/10")

_FIXED = {
    "label",  # one of the format's own words
    "grade",
    "name",  # of a known field
    *(one.name for one in FIELDS if one.type in (FieldType.LANGUAGE, FieldType.STATUS)),
}
_UNMARKED = {Metadata: {"*"}, Field: {"*"}, Rating: {"aspect"}, Figure: {"src", "alt"}}
"""What holds no inline marks: there a text is left unchanged, elsewhere its signs are escaped."""

Put = Callable[[str], str]
"""Returns the next text for a place, the name of which it gets."""


def everything() -> Review:
    """Return a review that has every node of the model."""
    return read_json((DATA / "everything.json").read_text(encoding="utf-8"))


def put_into(node: Any, put: Put) -> Any:
    """Return `node` with each of its texts as `put` gives it, marks escaped where it has marks."""
    changes: dict[str, Any] = {}
    bare = _UNMARKED.get(type(node), set())
    for one in fields(node):
        value = getattr(node, one.name)
        if one.name in _FIXED or one.name in ("fields", "span"):
            continue
        place = f"{type(node).__name__}.{one.name}"
        if isinstance(value, str):
            said = put(place)
            plain = bool(bare & {"*", one.name})
            changes[one.name] = said if plain else inline.escape(said)
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            changes[one.name] = tuple(put(place) for _ in value)
        elif isinstance(value, tuple):
            changes[one.name] = tuple(put_into(each, put) for each in value)
        elif is_dataclass(value):
            changes[one.name] = put_into(value, put)
    return replace(node, **changes)


def placed(text_of: Callable[[int], str]) -> tuple[Review, list[str]]:
    """Return the review with everything, its n-th text being `text_of(n)`, and those texts.

    A key is what a key may be, and an address has no white space.
    """
    said: list[str] = []

    def put(place: str) -> str:
        number = len(said)
        if place == "Field.key":
            said.append(f"Key {chr(ord('A') + number % 26)}{number}")
            return said[-1]
        said.append(_fitting(place, text_of(number)))
        return said[-1] + _SUFFIXES.get(place, "")

    return put_into(everything(), put), said


_SUFFIXES = {"Figure.src": ".x", "Figure.alt": ";", "Title.tagline": " (t)"}
"""What keeps a text from being a picture's address, from needing no sign, from ending a title."""

_LISTS = {f"Metadata.{one.name}" for one in FIELDS if one.type is FieldType.LIST}


def _fitting(place: str, text: str) -> str:
    """Return a text as its place may hold it; the address of a picture is not one."""
    if place.startswith("Figure."):
        text = text.replace("![", "! [").replace("](", "] (")
    if place == "Figure.src":
        text = "".join(text.split()).replace("#", "")
        return "a" if not text or is_picture(f"{text}.x") or "![" in text else text
    if place in _LISTS:
        for comma in LIST_COMMAS:
            text = text.replace(comma, "")
        return text.strip() or "x"
    return text


def gathered(texts: Sequence[str]) -> Review:
    """Return one review that holds each text in each place of the prose, the guide and the ratings.

    Each is alone, inside a line, inside and beside marks.
    """
    sections = [Section(Heading(inline.escape(text)), _blocks(text), score=SCORE) for text in texts]
    said = [inline.escape(text) for text in texts]
    episodes = tuple(
        Episode("Episode", Decimal(at), None, text, SCORE, (Paragraph(text),))
        for at, text in enumerate(said)
    )
    ratings = tuple(Rating(plain, SCORE, text) for text, plain in zip(said, texts, strict=True))
    extra = tuple(Field(f"Key N{at}", text) for at, text in enumerate(texts))
    return Review(
        Title("Fog Review", "Fog"),
        Metadata(extra=extra),
        (Guide(None, episodes),),
        tuple(sections),
        ratings,
        Verdict(SCORE, said[0]),
    )


def _blocks(text: str) -> tuple[Block, ...]:
    """Return every kind of block, with a text alone, inside a line, inside and beside marks."""
    alone = inline.escape(text)
    here = Text(text)
    beside = inline.render(
        (
            *(Text("mid "), Emphasis((Text("em"),)), Text(f" {text} "), Strong((Text("st"),))),
            *(Text(f" {text} "), Link("https://example.org/a", (Text("li"),))),
            Text(f" {text} end"),
        )
    )
    inside = inline.render(
        (
            *(Text("mid "), Emphasis((here,)), Text(" and "), Strong((here,)), Text(" and ")),
            *(Link("https://example.org/b", (here,)), Text(" end")),
        )
    )
    middle = f"in {alone} mid"
    return (
        *(Paragraph(alone), Paragraph(middle), Paragraph(beside), Paragraph(inside)),
        ItemList((Item(alone), Item(middle))),
        ItemList((Item(alone),), 3),
        Quote((Paragraph(alone), Paragraph(middle))),
        Figure("https://example.org/c.png", f"{text};", alone),
    )
