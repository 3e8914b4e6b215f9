"""The definitions of the parts of a document, by name."""

from __future__ import annotations

from reviewfmt.characters import WHITE_SPACE
from reviewfmt.constraints import LARGEST_ITEM
from reviewfmt.model import GRADES, LABELS
from scripts.schema.fields import LARGEST_SEASON, metadata
from scripts.schema.keywords import (
    NULL,
    Schema,
    characters,
    closed,
    named,
    number,
    one_of,
    part,
    parts,
    refused,
    refused_everywhere,
    text,
    texts,
    when,
    whole,
)

NUMBERED = ("Episode", "Chapter")


def definitions() -> Schema:
    """Return the definitions of the parts of a document by name."""
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
