"""The contract: the schema is sound, says what the model says, and both its readers agree."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
import subprocess
import sys
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
from reviewfmt.characters import CONTROL, WHITE_SPACE, tidy
from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import from_data, to_data, violations
from reviewfmt.document import schema as module
from reviewfmt.fields import STATUSES, FieldSpec, FieldType
from reviewfmt.source import decode
from scripts.schema.fields import field
from tests.budget import IN_WHOLE
from tests.strategies_json import documents

SCHEMA: dict[str, Any] = json.loads(asset("schemas/review.schema.json").read_bytes())
DATA = Path(__file__).parent / "data" / "json"
ROOT = Path(__file__).parents[1]

# node of the model -> where the schema says the same
NODES = {
    "Metadata": "metadata",
    "Guide": "guide",
    "Episode": "episode",
    "Section": "section",
    "Figure": "figure",
    "Rating": "rating",
    "Verdict": "verdict",
}
NOT_IN_JSON = {"Metadata": {"fields"}, "Review": {"title", "comments"}, "Episode": {"named_season"}}
# The model is wider: a score in error has no value.
NARROWER = {("Rating", "score"), ("Verdict", "score")}
ONLY_WHEN_GIVEN = {spec.name for spec in model.FIELDS if not spec.required}
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
    hints = typing.get_type_hints(node)
    left_out = NOT_IN_JSON.get(name, set()) | {"span"}
    return {
        one.name: types_of(hints[one.name])
        for one in dataclasses.fields(node)
        if one.name not in left_out
    }


def types_in(at: dict[str, Any]) -> set[str]:
    if "enum" in at and "type" not in at:
        return {"null" if one is None else TYPES[type(one)] for one in at["enum"]}
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
    said = fields(name)
    if name == "Metadata":
        said["extra"] = {"object"}
    compare(name, said, at["properties"])
    assert set(at["properties"]) - set(at["required"]) <= ONLY_WHEN_GIVEN


def test_the_document_is_the_review_with_its_title_spread_out() -> None:
    said = fields("Review") | {"title": {"string"}, "reviewfmt": {"string"}, "$schema": {"string"}}
    said |= {key: kinds for key, kinds in fields("Title").items() if key != "text"}
    compare("Review", said, SCHEMA["properties"])
    assert set(SCHEMA["properties"]) - set(SCHEMA["required"]) == {"$schema"}


def alternatives(name: str) -> list[list[str]]:
    """The keys of each kind of a thing that is of one kind of several."""
    one_of = SCHEMA["$defs"][name]["then"]["oneOf"]
    return [[part["required"][0] for part in one["anyOf"]] for one in one_of]


def test_the_blocks_are_those_of_the_model() -> None:
    properties = SCHEMA["$defs"]["block"]["properties"]
    assert {key for keys in alternatives("block") for key in keys} == set(properties)
    assert types_of(model.Paragraph) == types_in(properties["paragraph"])
    items = fields("ItemList")
    assert items == {"items": types_in(properties["numbered"]), "start": {"integer", "null"}}
    assert types_in(properties["list"]) == items["items"]
    assert fields("Quote") == {"paragraphs": types_in(properties["quote"])}
    # A list is of two kinds: with numbers and without.
    assert len(typing.get_args(model.Block)) + 1 == len(alternatives("block"))


def test_the_scores_are_those_of_the_model() -> None:
    properties = SCHEMA["$defs"]["score"]["properties"]
    assert alternatives("score") == [["value", "out_of"], ["grade"]]
    compare("Score", fields("Score") | fields("Grade"), properties)
    assert properties["grade"]["enum"] == list(model.GRADES)


def test_the_words_are_those_of_the_model() -> None:
    assert SCHEMA["$defs"]["episode"]["properties"]["label"]["enum"] == [*model.LABELS, None]
    assert SCHEMA["$defs"]["metadata"]["properties"]["status"]["enum"] == list(STATUSES)


def test_the_keys_are_written_in_the_order_of_the_schema() -> None:
    for example in SCHEMA["examples"]:
        assert to_data(from_data(example)) == example
        in_order(to_data(from_data(example)), SCHEMA)


def in_order(data: Any, at: dict[str, Any]) -> None:
    if "$ref" in at:
        at = at | SCHEMA["$defs"].get(at["$ref"].rpartition("/")[2], {})
    if isinstance(data, list):
        for one in data:
            in_order(one, at["items"])
    elif isinstance(data, dict) and "properties" in at:
        assert list(data) == [key for key in at["properties"] if key in data]
        for key, value in data.items():
            in_order(value, at["properties"][key])


def test_the_schema_is_the_one_that_its_script_writes() -> None:
    script = ROOT / "scripts" / "build_schema.py"
    ran = subprocess.run([sys.executable, script, "--check"], check=False, capture_output=True)
    assert ran.returncode == 0, "run: python scripts/build_schema.py"


def built(extra: FieldSpec) -> dict[str, Any]:
    """The property of `metadata` that the script writes for a field."""
    return field(extra)


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("kind", FieldType)
def test_a_field_of_any_type_has_a_property(kind: FieldType, required: bool) -> None:
    found = built(FieldSpec("mood", kind, required))
    assert found["description"].startswith("The field Mood: ")
    nullable = required and kind is not FieldType.LIST
    assert ("null" in types_in(found)) is nullable
    Draft202012Validator.check_schema(found)


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
            if key not in ("examples", "if", "then", "else"):
                yield from parts(value)
    elif isinstance(at, list):
        for value in at:
            yield from parts(value)


def test_every_object_is_closed_and_every_property_described() -> None:
    closed_objects = [part for part in parts(SCHEMA) if isinstance(part.get("properties"), dict)]
    assert len(closed_objects) == 10
    for part in closed_objects:
        assert part["additionalProperties"] is False
        assert part["patternProperties"] == {"^x_": True}
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
    assert len(patterns) == 12
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
            fits = tidy(text) == text and not CONTROL.search(text)
            fits = fits and not re.search("[\r\u2028\u2029]", text)
            assert refused("text", text) is not fits, ascii(text)
    assert all(refused("text", f"a{sign}") for sign in WHITE_SPACE)


def test_the_words_of_a_message_stand_beside_what_they_say() -> None:
    asking = [
        part
        for part in parts(SCHEMA)
        if "not" in part or (isinstance(part.get("pattern"), str) and "description" in part)
    ]
    assert len(asking) >= 8
    assert all(part["$comment"] for part in asking)


NO_ASSERTIONS = {
    *("$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "examples", "format"),
    *("properties", "patternProperties", "items", "allOf", "if", "then", "else"),
}
OF_KEYS = {"required", "dependentRequired", "oneOf", "additionalProperties"}


def keywords(at: Any) -> set[str]:
    if isinstance(at, list):
        return set().union(*map(keywords, at))
    if not isinstance(at, dict):
        return set()
    found = set(at)
    for key, value in at.items():
        if key in ("properties", "patternProperties", "$defs"):
            found |= keywords(list(value.values()))
        elif key in ("items", "allOf", "then", "else", "additionalProperties"):
            found |= keywords(value)
    return found


def test_every_keyword_has_a_message() -> None:
    assert keywords(SCHEMA) - NO_ASSERTIONS - OF_KEYS == set(module._MISMATCHES)


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
    assert len(list(corpus())) >= 190


@needs_both
def test_the_fast_reader_is_used() -> None:
    (accepts,) = module._acceptors()
    assert accepts(SCHEMA["examples"][0])
    assert not accepts({})


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, 0, -1, 0.5, 1e300, 10**30, Decimal("1e999")),
        *("", " ", "a", "a\n", "a.", "1.0", "1.3", "en\n", "2024-02-30", "draft", "A-", "Episode"),
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
    data = draw(documents())
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
            parent[draw(st.sampled_from(("level", "x_level", "start", "grade")))] = draw(ODD)
        else:
            parent[f"{step}s"] = parent.pop(step)
    return data


@IN_WHOLE
@needs_both
@given(broken())
def test_both_readers_agree_on_whatever_is_broken(data: Any) -> None:
    both(data, pytest.MonkeyPatch())


@given(broken(), st.sampled_from(("1.0", "1.7")))
def test_whatever_is_broken_is_read_or_refused_at_a_value_of_it(data: Any, version: str) -> None:
    if "reviewfmt" in data:
        data["reviewfmt"] = version
    before = repr(data)
    try:
        review, refused_with = from_data(data), None
    except ReviewError as error:
        review, refused_with = None, {one.code for one in error.diagnostics}
    assert repr(data) == before
    if review is None:
        assert refused_with == {"RF203"}
    else:
        assert violations(to_data(review)) == []
        assert from_data(to_data(review)) == review
