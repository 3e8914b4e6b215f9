"""The contract: the schema is sound, says what the model says, and both its readers agree."""

from __future__ import annotations

import copy
import dataclasses
import importlib.util
import json
import re
import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reviewfmt import model
from reviewfmt.assets import asset
from reviewfmt.characters import CONTROL, WHITE_SPACE, closed, tidy
from reviewfmt.document import schema as module
from reviewfmt.document import to_data, violations
from reviewfmt.source import decode
from tests.strategies import reviews

SCHEMA: dict[str, Any] = json.loads(asset("schemas/review.schema.json").read_bytes())
DATA = Path(__file__).parent / "data" / "json"

# node of the model -> where the schema says the same
NODES = {
    "Metadata": "metadata",
    "Guide": "guide",
    "Episode": "episode",
    "Section": "section",
    "Rating": "rating",
    "Score": "score",
}
NOT_IN_JSON = {
    "Metadata": {"unknown", "fields"},
    "Review": {"title", "comments"},
    "Score": set(),
}
# The model is wider: a score in error has no value, a later section may look like the first.
NARROWER = {("Rating", "score"), ("Section", "heading"), ("Review", "verdict")}
ONLY_WHEN_GIVEN = {"network", "genre", "tags", "cover", "spoilers", "number_end"}
TYPES = {str: "string", int: "integer", Decimal: "number", date: "string"}
TEXTS = ("Title", "Heading", "Paragraph", "Item", "Boilerplate")


def types_of(hint: Any) -> set[str]:
    if isinstance(hint, types.UnionType):
        return set().union(*(types_of(one) for one in typing.get_args(hint)))
    if hint is type(None):
        return {"null"}
    if typing.get_origin(hint) is tuple:
        return {"array"}
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return {"string"} if hint.__name__ in TEXTS else {"object"}
    return {TYPES[hint]}


def fields(name: str) -> dict[str, set[str]]:
    node = getattr(model, name)
    hints = typing.get_type_hints(node, vars(model))
    left_out = NOT_IN_JSON.get(name, set()) | {"span"}
    return {
        one.name: types_of(hints[one.name])
        for one in dataclasses.fields(node)
        if one.name not in left_out
    }


def types_in(at: dict[str, Any]) -> set[str]:
    while "type" not in at:
        at = SCHEMA["$defs"][at["$ref"].rpartition("/")[2]]
    return {at["type"]} if isinstance(at["type"], str) else set(at["type"])


def compare(name: str, said: dict[str, set[str]], properties: dict[str, Any]) -> None:
    assert set(said) == set(properties)
    for key, kinds in said.items():
        expected = kinds - {"null"} if (name, key) in NARROWER or key in ONLY_WHEN_GIVEN else kinds
        assert types_in(properties[key]) == expected, f"{name}.{key}"


@pytest.mark.parametrize("name", NODES)
def test_the_schema_says_what_the_model_says(name: str) -> None:
    at = SCHEMA["$defs"][NODES[name]]
    compare(name, fields(name), at["properties"])
    assert set(at["properties"]) - set(at["required"]) <= ONLY_WHEN_GIVEN


def test_the_document_is_the_review_with_its_title_spread_out() -> None:
    said = fields("Review") | {"title": {"string"}, "reviewfmt": {"string"}}
    said |= {key: kinds for key, kinds in fields("Title").items() if key != "text"}
    compare("Review", said, SCHEMA["properties"])
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"])


def test_the_blocks_are_those_of_the_model() -> None:
    paragraph, item_list = SCHEMA["$defs"]["block"]["properties"].values()
    assert len(typing.get_args(model.Block)) == len(SCHEMA["$defs"]["block"]["properties"])
    assert types_of(model.Paragraph) == types_in(paragraph)
    assert fields("ItemList") == {"items": types_in(item_list)}


def test_the_first_section_differs_in_its_heading_alone() -> None:
    first, other = (SCHEMA["$defs"][name] for name in ("first_section", "section"))
    assert types_in(first["properties"]["heading"]) == fields("Section")["heading"]
    said = ("title", "description")
    for one in (first := copy.deepcopy(first), other := copy.deepcopy(other)):
        del one["properties"]["heading"]
        for key in said:
            del one[key]
    assert first == other


def test_the_version_is_the_one_of_the_model() -> None:
    assert SCHEMA["properties"]["reviewfmt"]["const"] == model.FORMAT_VERSION
    assert SCHEMA["$id"].endswith(f":{model.FORMAT_VERSION}")


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def parts(at: Any) -> Iterator[dict[str, Any]]:
    if isinstance(at, dict):
        yield at
        for key, value in at.items():
            if key not in ("examples", "if", "then", "dependentSchemas"):
                yield from parts(value)
    elif isinstance(at, list):
        for value in at:
            yield from parts(value)


def test_every_object_is_closed_and_every_property_described() -> None:
    closed_objects = [part for part in parts(SCHEMA) if isinstance(part.get("properties"), dict)]
    assert len(closed_objects) == 9
    for part in closed_objects:
        assert part["additionalProperties"] is False
        for key, value in part["properties"].items():
            assert value["description"].endswith("."), key
    for name, part in SCHEMA["$defs"].items():
        assert part["title"], name
        assert part["description"].endswith("."), name


def test_every_example_is_valid() -> None:
    assert SCHEMA["examples"]
    for example in SCHEMA["examples"]:
        assert violations(example) == []


def test_patterns_hold_no_class_that_readers_of_patterns_differ_in() -> None:
    patterns = [part["pattern"] for part in parts(SCHEMA) if isinstance(part.get("pattern"), str)]
    assert len(patterns) == 4
    for pattern in patterns:
        assert not re.search(r"\\[swdbSWDB]|\(\?[<!=]|\\u[dD][89a-fA-F]", pattern)


def refused(name: str, text: str) -> bool:
    at = SCHEMA["$defs"][name]
    return re.search(at["not"]["pattern"], text) is not None


def test_a_text_is_what_tidying_leaves_as_it_is() -> None:
    for code in range(0x10000):
        if 0xD800 <= code < 0xE000:  # no pattern holds these; `violations` asks for them itself
            continue
        sign = chr(code)
        for text in (sign, f"a{sign}b", f"{sign}b", f"a{sign}", f"a {sign}b", f"a{sign}{sign}b"):
            fits = tidy(text) == text and not CONTROL.search(text) and "\r" not in text
            assert refused("text", text) is not fits, ascii(text)
    assert all(refused("text", f"a{sign}") for sign in WHITE_SPACE)


def test_a_heading_is_what_is_not_closed() -> None:
    for code in range(0x10000):
        for text in (
            chr(code),
            f"a{chr(code)}",
            f"a.{chr(code)}",
            f"a{chr(code)}”",
            f"{chr(code)}a",
        ):
            if not text.endswith("\n"):  # no text, and `$` stands before it in Python alone
                assert refused("heading", text) is closed(text), ascii(text)


# Two readers of the schema, one answer.

needs_both = pytest.mark.skipif(
    importlib.util.find_spec("jsonschema_rs") is None, reason="jsonschema-rs is not installed"
)


def corpus() -> Iterator[Any]:
    for path in sorted(DATA.glob("*/*.json")):
        try:
            yield pytest.param(json.loads(decode(path.read_bytes())), id=path.stem)
        except (ValueError, RecursionError):
            continue


def both(data: object, patch: pytest.MonkeyPatch) -> None:
    fast = violations(data)
    with patch.context() as plain_only:
        plain_only.setattr(module, "_acceptors", tuple)
        plain = violations(data)
    assert fast == plain


@needs_both
@pytest.mark.parametrize("data", list(corpus()))
def test_both_readers_agree_on_the_corpus(data: object) -> None:
    both(data, pytest.MonkeyPatch())


def test_the_corpus_is_there() -> None:
    assert len(list(corpus())) >= 60


@needs_both
def test_the_fast_reader_is_used() -> None:
    (accepts,) = module._acceptors()
    assert accepts(SCHEMA["examples"][0])
    assert not accepts({})


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, 0, -1, 0.5, 1e300, 10**30, Decimal("1e999")),
        *("", " ", "a", "a\n", "a.", "1.0", "en\n", "2024-02-30"),
        *("\ud800", "\u00a0a", "a\u0085b"),
        *([], [[]], ["a", None], {}, {"a": 1}),
    ]
)


def places_in(data: Any) -> Iterator[tuple[Any, Any]]:
    steps = list(data) if isinstance(data, dict) else range(len(data))
    for step in steps:
        yield data, step
        if isinstance(data[step], dict | list):
            yield from places_in(data[step])


@st.composite
def broken(draw: st.DrawFn) -> Any:
    data = to_data(draw(reviews()))
    for _ in range(draw(st.integers(1, 3))):
        where = list(places_in(data))
        if not where:
            break
        parent, step = where[draw(st.integers(0, len(where) - 1))]
        change = draw(st.sampled_from(("replace", "remove", "add", "rename")))
        if change == "replace":
            parent[step] = draw(ODD)
        elif change == "remove" or isinstance(parent, list):
            del parent[step]
        elif change == "add":
            parent["level"] = draw(ODD)
        else:
            parent[f"{step}s"] = parent.pop(step)
    return data


@needs_both
@given(broken())
def test_both_readers_agree_on_whatever_is_broken(data: Any) -> None:
    both(data, pytest.MonkeyPatch())
