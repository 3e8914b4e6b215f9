"""Writes schemas/review.schema.json, the contract of the JSON document, from what the code knows.

The fields come from `model.FIELDS`, the sets of characters from `characters`, the words from the
model. Run it after a change of one: `python scripts/build_schema.py`. With `--check` it writes
nothing, and ends with 1 if the file is not what it would write.

A `$comment` says in the words of a message what the keyword beside it asks.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reviewfmt.characters import CONTROL, LANGUAGE_TAG, LIST_COMMAS, WHITE_SPACE
from reviewfmt.constraints import LARGEST_ITEM
from reviewfmt.fields import STATUSES, UNFINISHED, FieldSpec, FieldType
from reviewfmt.model import FIELDS, FORMAT_VERSION, GRADES, LABELS

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "review.schema.json"

NUMBERED = ("Episode", "Chapter")
WITHOUT_VERDICT = sorted(UNFINISHED, key=STATUSES.index)
UNFINISHED_WORDS = " or ".join(WITHOUT_VERDICT)
LARGEST_SEASON = 9999

Schema = dict[str, Any]

TEXT: Schema = {"$ref": "#/$defs/text"}


# -- pieces -----------------------------------------------------------------------------------


def characters(signs: Iterable[str]) -> str:
    """Return what a class of these characters holds, in the escapes that every reader knows."""
    codes = sorted({ord(sign) for sign in signs})
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])

    def written(code: int) -> str:
        return f"\\u{code:04x}"

    return "".join(
        written(first) if first == last else f"{written(first)}-{written(last)}"
        for first, last in ranges
    )


def refused_everywhere() -> list[str]:
    """Return the characters that no text holds; lone surrogates, which no pattern says, apart."""
    every = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    return [sign for sign in every if CONTROL.match(sign) or sign in "\t\n\r\u2028\u2029"]


def refused(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def text(description: str, *, or_null: bool = False) -> Schema:
    return {"description": description, "type": either("string", or_null), **TEXT}


def whole(description: str, most: int, *, or_null: bool = False) -> Schema:
    return {
        "description": description,
        "type": either("integer", or_null),
        "minimum": 0,
        "maximum": most,
    }


def number(description: str, *, or_null: bool = False) -> Schema:
    return {
        "description": description,
        "type": either("number", or_null),
        "minimum": 0,
        "exclusiveMaximum": 10**6,
    }


def part(name: str, description: str, *, or_null: bool = False) -> Schema:
    return {
        "description": description,
        "type": either("object", or_null),
        "$ref": f"#/$defs/{name}",
    }


def either(kind: str, or_null: bool) -> str | list[str]:
    return [kind, "null"] if or_null else kind


def array(description: str, items: Schema, least: int = 0) -> Schema:
    found: Schema = {"description": description, "type": "array"}
    if least:
        found["minItems"] = least
    return {**found, "items": items}


def texts(description: str, **more: Any) -> Schema:
    return array(description, {"type": "string", **TEXT, **more}, least=1)


def parts(name: str, description: str, least: int = 0) -> Schema:
    return array(description, {"type": "object", "$ref": f"#/$defs/{name}"}, least)


def closed(properties: Schema, required: Iterable[str] | None = None, **more: Any) -> Schema:
    """Return an object that holds these keys, and keys of a user's own that open with `x_`."""
    needed = list(properties if required is None else required)
    return {
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
        "patternProperties": {"^x_": True},
        "properties": properties,
        **more,
    }


def one_of(*alternatives: tuple[str, ...]) -> Schema:
    """Return that an object holds the keys of exactly one alternative, all of them."""
    together = {
        key: [other for other in keys if other != key]
        for keys in alternatives
        if len(keys) > 1
        for key in keys
    }
    return {
        "dependentRequired": together,
        "if": {"type": "object"},
        "then": {
            "oneOf": [{"anyOf": [{"required": [key]} for key in keys]} for keys in alternatives]
        },
    }


def when(key: str, value: Schema, **then: Schema) -> Schema:
    """Return what the other keys of an object are where one has a certain value."""
    return {
        "if": {"required": [key], "properties": {key: value}},
        "then": {"properties": then},
    }


NULL: Schema = {"type": "null"}


def named(kind: str, comment: str) -> Schema:
    return {"type": kind, "$comment": comment}


# -- the fields -------------------------------------------------------------------------------

LANGUAGE = "^(?:" + re.sub(r"\((?!\?)", "(?:", LANGUAGE_TAG.pattern) + ")$"
LISTED = {"not": refused(f"[{LIST_COMMAS}]"), "$comment": "a text without a comma"}


def field(spec: FieldSpec) -> Schema:
    """Return the property of `metadata` that a field is."""
    or_null = spec.required
    tail = (
        "; null when it is not given." if or_null else "; the key is there only when it is given."
    )

    def of(what: str) -> str:
        return f"The field {spec.label}: {what}{tail}"

    match spec.type:
        case FieldType.TEXT:
            return text(of("a text"), or_null=or_null)
        case FieldType.LIST:
            items = {"type": "string", **TEXT, **LISTED}
            return array(
                f"The field {spec.label}: texts without a comma" + ("." if spec.required else tail),
                items,
                least=0 if spec.required else 1,
            )
        case FieldType.DATE:
            return {
                **text(of("a day of the calendar, YYYY-MM-DD (ISO 8601)"), or_null=or_null),
                "format": "date",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                "$comment": "a date as YYYY-MM-DD",
            }
        case FieldType.LANGUAGE:
            return {
                **text(
                    of("a well-formed BCP 47 tag (RFC 5646, section 2.1), like en or pt-BR"),
                    or_null=or_null,
                ),
                "pattern": LANGUAGE,
                "$comment": "a language tag such as en or pt-BR",
            }
        case FieldType.STATUS:
            found: Schema = {"description": of(f"one of {', '.join(STATUSES)}")}
            if or_null:
                return {**found, "enum": [*STATUSES, None]}
            return {**found, "type": "string", "enum": list(STATUSES)}
        case FieldType.NUMBER:
            return whole(of("a whole number from 0"), LARGEST_SEASON, or_null=or_null)


def metadata() -> Schema:
    properties = {spec.name: field(spec) for spec in FIELDS}
    properties["extra"] = {
        "description": (
            "The fields that the format does not know, by their keys, in the order of the "
            "review. A key is one to three words without a colon, a letter first; it is no key "
            "that the format knows in any language; no two differ in case alone."
        ),
        "type": "object",
        "additionalProperties": {"type": "string", **TEXT},
    }
    required = [spec.name for spec in FIELDS if spec.required] + ["extra"]
    return {
        "title": "Metadata",
        "description": "What the fields below the title say.",
        **closed(properties, required),
    }


# -- the rest ---------------------------------------------------------------------------------


def definitions() -> Schema:
    """Return the parts of a document by their names."""
    space = characters(WHITE_SPACE)
    never = characters(refused_everywhere())
    score = "A number over a number, or a letter grade."
    no_score = f"{score[:-1]}; null when the review gives none."
    figure_sign = "!["
    return {
        "text": {
            "title": "Text",
            "description": (
                "At least one character; no white space at the ends; inside, of the ASCII white "
                "space single spaces only (no-break and other Unicode spaces may stand); no "
                "line ends, no control characters."
            ),
            "minLength": 1,
            "not": refused(f"^[{space}]|[{space}]$|[{never}]|[ ][ ]"),
            "$comment": "a text of one line with single spaces",
        },
        "score": {
            "title": "Score",
            "description": "A number over a number (3.5/5), or a letter grade (A-).",
            **closed(
                {
                    "value": {
                        "description": (
                            "The points given, from 0 to out_of; at most 6 places after the point."
                        ),
                        "type": "number",
                        "minimum": 0,
                        "exclusiveMaximum": 10**9,
                    },
                    "out_of": {
                        "description": (
                            "The points there are to give, above 0; at most 6 places after the "
                            "point."
                        ),
                        "type": "number",
                        "exclusiveMinimum": 0,
                        "exclusiveMaximum": 10**9,
                    },
                    "grade": {
                        "description": "A letter grade, A+ the best.",
                        "type": "string",
                        "enum": list(GRADES),
                        "$comment": f"a letter grade from {GRADES[0]} to {GRADES[-1]}",
                    },
                },
                (),
                **one_of(("value", "out_of"), ("grade",)),
            ),
        },
        "metadata": metadata(),
        "guide": {
            "title": "Guide",
            "description": "The entries of one episode guide.",
            **closed(
                {
                    "season": whole(
                        "The number of the season that the guide lists, counted from 1 (0 "
                        "for specials); null when neither the guide nor the title names one.",
                        LARGEST_SEASON,
                        or_null=True,
                    ),
                    "score": part("score", f"The score of the season. {no_score}", or_null=True),
                    "episodes": parts("episode", "The entries, in the order of the guide.", 1),
                }
            ),
        },
        "episode": {
            "title": "Episode",
            "description": "One entry of a guide.",
            **closed(
                {
                    "label": {
                        "description": "The kind of entry, in English; null for a bare title.",
                        "enum": [*LABELS, None],
                    },
                    "number": number(
                        "The number within the kind, the first one of a double episode; 6.5 "
                        "stands between 6 and 7. At most 3 places after the point; null "
                        "when it has none.",
                        or_null=True,
                    ),
                    "number_end": number(
                        "The last number of a double episode, above number; null for any other.",
                        or_null=True,
                    ),
                    "title": text("The name; null when the guide gives none.", or_null=True),
                    "score": part("score", f"The score of the entry. {no_score}", or_null=True),
                    "notes": parts("block", "What the guide says of the entry, below it."),
                },
                allOf=[
                    when(
                        "label",
                        NULL,
                        number=named("null", "null, as its label is null"),
                        title=named("string", "a text, as its label is null"),
                    ),
                    when(
                        "label",
                        {"enum": list(NUMBERED)},
                        number=named(
                            "number", f"a number, as its label is {' or '.join(NUMBERED)}"
                        ),
                    ),
                    when("number", NULL, number_end=named("null", "null, as its number is null")),
                ],
            ),
        },
        "section": {
            "title": "Section",
            "description": "A heading and the blocks below it.",
            **closed(
                {
                    "guide": {
                        "description": (
                            "The index, from 0, of the guide that the section stands below; "
                            "null above the first. It never falls from one section to the next."
                        ),
                        "type": ["integer", "null"],
                        "minimum": 0,
                    },
                    "heading": text(
                        "The heading; null only in the first section below a guide, or "
                        "above the first guide.",
                        or_null=True,
                    ),
                    "score": part(
                        "score", f"The score that ends the heading. {no_score}", or_null=True
                    ),
                    "blocks": parts(
                        "block", "What stands below the heading, in the order of the review."
                    ),
                },
                **when(
                    "heading",
                    NULL,
                    score=named("null", "null, as its heading is null"),
                    blocks={"minItems": 1},
                ),
            ),
        },
        "block": {
            "title": "Block",
            "description": (
                "A paragraph, a list, a numbered list, a quote or a figure: exactly one of them."
            ),
            **closed(
                {
                    "paragraph": text("A paragraph, as one line of text."),
                    "list": texts("The items of a list, without their bullets."),
                    "numbered": texts("The items of a numbered list, without their numbers."),
                    "start": whole(
                        f"The number of the first item; no item has a number above {LARGEST_ITEM}.",
                        LARGEST_ITEM,
                    ),
                    "quote": texts("The paragraphs of a quotation."),
                    "figure": part("figure", "A picture."),
                },
                (),
                **one_of(("paragraph",), ("list",), ("numbered", "start"), ("quote",), ("figure",)),
            ),
        },
        "figure": {
            "title": "Figure",
            "description": (
                "A picture; none of its texts holds an exclamation mark with an opening bracket "
                "behind it."
            ),
            **closed(
                {
                    "src": {
                        **text("Where the picture is: a path or a URL, without white space."),
                        "allOf": [
                            {
                                "not": refused(f"[{space}]"),
                                "$comment": "a text without white space",
                            },
                            {"not": refused(r"!\["), "$comment": f"a text without {figure_sign}"},
                        ],
                    },
                    "alt": {
                        **text(
                            "What stands for the picture where it is not seen; null when "
                            "the review gives nothing.",
                            or_null=True,
                        ),
                        "allOf": [
                            {"not": refused(r"\]\("), "$comment": "a text without ]("},
                            {"not": refused(r"!\["), "$comment": f"a text without {figure_sign}"},
                        ],
                    },
                    "caption": {
                        **text("The caption; null when the review gives none.", or_null=True),
                        "allOf": [
                            {"not": refused(r"!\["), "$comment": f"a text without {figure_sign}"}
                        ],
                    },
                }
            ),
        },
        "rating": {
            "title": "Rating",
            "description": "The score of one aspect.",
            **closed(
                {
                    "aspect": text("What is scored: Story, Sound."),
                    "score": part("score", f"The score of the aspect. {score}"),
                    "note": text(
                        "The remark behind the score; null when there is none.", or_null=True
                    ),
                }
            ),
        },
        "verdict": {
            "title": "Verdict",
            "description": "The score of the whole work.",
            **closed(
                {
                    "score": part("score", f"The score. {score}"),
                    "note": text(
                        "The remark behind the score; null when there is none.", or_null=True
                    ),
                }
            ),
        },
    }


EXAMPLE: Schema = {
    "reviewfmt": FORMAT_VERSION,
    "title": "Harbour Lights Season 1 Review – Calm at sea",
    "work": "Harbour Lights",
    "season": 1,
    "tagline": "Calm at sea",
    "metadata": {
        "author": "Ada Quay",
        "published": "2024-04-11",
        "language": "en",
        "status": "complete",
        "extra": {"Editor": "Bo Pier"},
    },
    "guides": [
        {
            "season": 1,
            "score": {"value": 8, "out_of": 10},
            "episodes": [
                {
                    "label": "Episode",
                    "number": 1,
                    "number_end": None,
                    "title": "The Pilot Boat",
                    "score": {"value": 3.5, "out_of": 5},
                    "notes": [{"paragraph": "It leaves on time."}],
                },
                {
                    "label": "Episode",
                    "number": 2,
                    "number_end": 3,
                    "title": None,
                    "score": None,
                    "notes": [],
                },
            ],
        }
    ],
    "sections": [
        {
            "guide": None,
            "heading": None,
            "score": None,
            "blocks": [
                {"paragraph": "A *quiet* series, and a good one."},
                {"figure": {"src": "pier.jpg", "alt": "A pier at dusk", "caption": None}},
            ],
        },
        {
            "guide": 0,
            "heading": "Story",
            "score": {"grade": "A-"},
            "blocks": [
                {"list": ["It takes its time", "It arrives"]},
                {"numbered": ["The fog", "The lighthouse"], "start": 1},
                {"quote": ["Nobody rows alone."]},
            ],
        },
    ],
    "ratings": [
        {"aspect": "Sound", "score": {"value": 7.5, "out_of": 10}, "note": "gulls and all"}
    ],
    "verdict": {"score": {"value": 8, "out_of": 10}, "note": None},
    "boilerplate": ["Leave a comment"],
}


def schema() -> Schema:
    """Return the schema as data."""
    document = closed(
        {
            "$schema": {
                "description": "Where the schema is, for editors; it says nothing of the review.",
                "type": "string",
            },
            "reviewfmt": {
                "description": (
                    "The version of the format that the document is written in. A reader takes "
                    "a later minor version too, and leaves out what it does not know."
                ),
                "type": "string",
                "const": FORMAT_VERSION,
            },
            "title": text("The title line, word for word."),
            "work": text("The name of the work reviewed."),
            "season": whole(
                "The number of the season reviewed, counted from 1 (0 for specials); null "
                "when the review names none.",
                LARGEST_SEASON,
                or_null=True,
            ),
            "tagline": text(
                "What the title says behind the name; null when it says nothing more.",
                or_null=True,
            ),
            "metadata": part("metadata", "What the fields below the title say."),
            "guides": parts("guide", "The episode guides, in the order of the review."),
            "sections": parts("section", "The prose, in the order of the review."),
            "ratings": parts("rating", "The scores by aspect, in the order of the review."),
            "verdict": part(
                "verdict",
                f"The score of the whole work; null only where the status is {UNFINISHED_WORDS}.",
                or_null=True,
            ),
            "boilerplate": array(
                "The lines of the web page around the review, in its order; published "
                "outputs leave them out.",
                {"type": "string", **TEXT},
            ),
        }
    )
    document["required"].remove("$schema")
    unfinished = {"required": ["status"], "properties": {"status": {"enum": WITHOUT_VERDICT}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:reviewfmt:schema:review:{FORMAT_VERSION}",
        "title": "Review",
        "description": (
            f"The JSON document of the review format, version {FORMAT_VERSION}: one review of a "
            "series. Absent scalars are null, absent lists are empty; a writer writes the keys "
            "in the order of the properties here. Keys that open with x_ are the user's own: "
            "they are kept, and no text says them. Numbers are exact decimals of at most 6 "
            "places after the point (episode numbers: 3). Beyond what a schema can say: a "
            "score's value is at most its out_of, a date is one of the calendar, number_end is "
            "above number, and what the descriptions of extra, start, guide and heading say; "
            "brackets are balanced in an entry's title and in an aspect where a line that holds "
            "them needs brackets around them."
        ),
        "type": "object",
        **document,
        "allOf": [
            {
                "if": {"properties": {"metadata": unfinished}},
                "else": {
                    "properties": {
                        "verdict": named(
                            "object",
                            f"an object, as the status is not {UNFINISHED_WORDS}",
                        )
                    }
                },
            },
            {
                "if": {"properties": {"season": {"type": "integer"}}, "required": ["season"]},
                "then": {
                    "properties": {
                        "guides": {
                            "items": {
                                "properties": {
                                    "season": named(
                                        "integer", "a whole number, as the document has a season"
                                    )
                                }
                            }
                        }
                    }
                },
            },
        ],
        "examples": [EXAMPLE],
        "$defs": definitions(),
    }


def rendered() -> str:
    """Return the text of the schema as it should stand."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(SCHEMA.read_text(encoding="utf-8") != rendered())
    SCHEMA.write_text(rendered(), encoding="utf-8")
