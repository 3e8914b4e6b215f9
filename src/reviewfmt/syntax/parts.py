"""The parts of a document, and the transitions between them (spec, "Parts")."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from reviewfmt.syntax.line_kinds import Kind


class Part(StrEnum):
    """The parts of a document."""

    TOP = "top"
    FIELDS = "fields"
    BODY = "body"
    GUIDE = "guide"
    COMMENTS = "comments"


_TOP, _FIELDS, _BODY, _GUIDE, _COMMENTS = Part
_ASIDE = (Kind.COMMENT, Kind.BOILERPLATE)

TRANSITIONS: Mapping[Part, Mapping[Kind, Part]] = MappingProxyType(
    {
        _TOP: {
            **dict.fromkeys(Kind, _FIELDS),
            **dict.fromkeys((Kind.BLANK, *_ASIDE), _TOP),
            **dict.fromkeys((Kind.GUIDE, Kind.ENTRY), _GUIDE),
            Kind.SEASON: _BODY,
            Kind.VERDICT: _BODY,
            Kind.COMMENTS: _COMMENTS,
        },
        _FIELDS: {
            **dict.fromkeys(Kind, _BODY),
            **dict.fromkeys((Kind.BLANK, *_ASIDE), _FIELDS),
            **dict.fromkeys((Kind.FIELD, Kind.RATING, Kind.VERDICT), _FIELDS),
            **dict.fromkeys((Kind.GUIDE, Kind.ENTRY), _GUIDE),
            Kind.COMMENTS: _COMMENTS,
        },
        _BODY: {
            **dict.fromkeys(Kind, _BODY),
            **dict.fromkeys((Kind.GUIDE, Kind.ENTRY), _GUIDE),
            Kind.COMMENTS: _COMMENTS,
        },
        _GUIDE: {
            **dict.fromkeys(Kind, _GUIDE),
            **dict.fromkeys((Kind.SEASON, Kind.HEADING, Kind.TITLE, Kind.VERDICT), _BODY),
            Kind.COMMENTS: _COMMENTS,
        },
        _COMMENTS: dict.fromkeys(Kind, _COMMENTS),
    }
)
"""The part below a line, by the part of the line and its kind there.

One transition does not depend on the kind: a guide ends below the notes of its last entry.
"""


def step(part: Part, kind: Kind) -> Part:
    """Return the part below a line of a kind."""
    return TRANSITIONS[part][kind]
