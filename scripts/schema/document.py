"""The schema of the whole document, with its example."""

from __future__ import annotations

from reviewfmt.fields import STATUSES, UNFINISHED
from reviewfmt.model import FORMAT_VERSION
from scripts.schema.definitions import definitions
from scripts.schema.fields import LARGEST_SEASON
from scripts.schema.keywords import (
    TEXT,
    Schema,
    array,
    closed,
    named,
    part,
    parts,
    text,
    whole,
)

WITHOUT_VERDICT = sorted(UNFINISHED, key=STATUSES.index)
UNFINISHED_WORDS = " or ".join(WITHOUT_VERDICT)

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
