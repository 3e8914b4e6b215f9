"""The review as typed, frozen nodes: the one type that all parts of the project exchange.

Every node knows its place in its source (`span`). Two nodes are equal if they say the same,
whatever their places. So `==` tells whether a printed text reads as the same review.

Nodes accept lists for tuples, and raise a TypeError that names the field for a value of a wrong
type. `validate` (library) tells whether a review also meets the constraints of the format.

The leaves (`Leaf`) are what the lines of a source become: every line that is not blank belongs to
a leaf, or has an error (spec, "Nothing is dropped").
"""

from __future__ import annotations

from reviewfmt.model.blocks import Block, Figure, Heading, Item, ItemList, Paragraph, Quote, Section
from reviewfmt.model.guides import LABELS, Episode, Guide, GuideHeading, SeasonLine
from reviewfmt.model.metadata import FIELDS, TITLE_FIELD_NAMES, Field, Metadata, Title
from reviewfmt.model.nodes import Leaf, Node, walk
from reviewfmt.model.review import FORMAT_VERSION, Boilerplate, Comment, Rating, Review, Verdict
from reviewfmt.model.scores import GRADES, AnyScore, Grade, Score, digits, mean_of, score_from

__all__ = [
    "FIELDS",
    "FORMAT_VERSION",
    "GRADES",
    "LABELS",
    "TITLE_FIELD_NAMES",
    "AnyScore",
    "Block",
    "Boilerplate",
    "Comment",
    "Episode",
    "Field",
    "Figure",
    "Grade",
    "Guide",
    "GuideHeading",
    "Heading",
    "Item",
    "ItemList",
    "Leaf",
    "Metadata",
    "Node",
    "Paragraph",
    "Quote",
    "Rating",
    "Review",
    "Score",
    "SeasonLine",
    "Section",
    "Title",
    "Verdict",
    "digits",
    "mean_of",
    "score_from",
    "walk",
]
