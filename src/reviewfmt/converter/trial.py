"""Tries a look on generated reviews, before real pages are made with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reviewfmt.converter.variables import NAMES, page_of
from reviewfmt.fields import FieldType
from reviewfmt.model import (
    FIELDS,
    LABELS,
    Episode,
    Field,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.theme import PAGE, Look, ThemeError, check

_SAID = "Lorem"
_SCORE = Score(Decimal(7), Decimal(10))
_VALUES = {FieldType.LIST: (_SAID,), FieldType.DATE: date(2024, 4, 11), FieldType.LANGUAGE: "en"}


def _full() -> Review:
    """Return a review with everything that a review can have."""
    fields: dict[str, Any] = {
        one.name: _VALUES.get(one.type, _SAID) for one in FIELDS if one.type is not FieldType.STATUS
    }
    notes = (Paragraph(_SAID),)
    episodes = tuple(
        Episode(LABELS[0], Decimal(at), title=_SAID, score=_SCORE, notes=notes) for at in (1, 2)
    )
    return Review(
        Title(_SAID, _SAID, 1, _SAID),
        Metadata(**fields, extra=(Field(_SAID, _SAID),)),
        (Guide(1, episodes, _SCORE),),
        (Section(Heading(_SAID), (*notes, ItemList((Item(_SAID),))), None, _SCORE),),
        (Rating(_SAID, _SCORE, _SAID),),
        Verdict(_SCORE, _SAID),
    )


def _bare() -> Review:
    """Return a review with as little as possible."""
    return Review(Title(_SAID, _SAID), verdict=Verdict(_SCORE))


_BODY = f'<h1>{_SAID}</h1>\n<section id="section-1" class="level2">\n<p>{_SAID}</p>\n</section>'


def tried(look: Look) -> None:
    """Check that pages can be made with a look. Raises ThemeError, with file and line."""
    if not look.templates:
        return
    check(look, {PAGE: NAMES})
    if not page_of(_BODY, _full(), "en", look).strip():
        name = look.page or PAGE
        path = next((one.path for one in look.templates if one.name == name), name)
        raise ThemeError(f"{path}:1: it makes an empty page")
    page_of(f"<h1>{_SAID}</h1>", _bare(), None, look)
