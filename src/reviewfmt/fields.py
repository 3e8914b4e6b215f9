"""The fields of a review: what each one holds, and where it goes (spec, "Fields").

A field is declared once: by the `FieldSpec` in the `metadata=` of its attribute in
`model.Metadata`. Reader, writer, JSON document, schema, converters and diff iterate
`model.FIELDS`. The words that name a field in each language are in `grammar/vocabulary/`,
under the field's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FieldType(StrEnum):
    """What the value of a field is.

    `TEXT` is a str; `LIST` a tuple of str, written with commas between; `DATE` a
    `datetime.date`; `LANGUAGE` a BCP 47 tag; `STATUS` one of `STATUSES`; `NUMBER` a whole
    number from 0.
    """

    TEXT = "text"
    LIST = "list"
    DATE = "date"
    LANGUAGE = "language"
    STATUS = "status"
    NUMBER = "number"


STATUSES = ("draft", "airing", "dropped", "complete")
"""What `Status:` may say, in the words of the JSON document."""

UNFINISHED = frozenset(("draft", "airing"))
"""The statuses under which a review may have no verdict."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field.

    `name` is the attribute of `Metadata`, the key of the JSON document and the key of the
    vocabulary's `[fields]`; `label` the English word that the text and published outputs use.
    `required` tells whether the JSON document always has the key. `pandoc` is the key of
    pandoc's metadata that the value is published under (None: the field's own name).
    `published` tells whether pages and books show the field.
    """

    name: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    pandoc: str | None = None
    published: bool = True

    @property
    def label(self) -> str:
        """The field's English name as a text spells it: `Author`."""
        return self.name.replace("_", " ").capitalize()

    @property
    def role(self) -> str:
        """The key of pandoc's metadata that the value goes to."""
        return self.pandoc or self.name


def spec(
    name: str,
    type_: FieldType = FieldType.TEXT,
    *,
    required: bool = False,
    pandoc: str | None = None,
    published: bool = True,
) -> dict[str, Any]:
    """Return what the `metadata=` of an attribute of `Metadata` holds."""
    return {"spec": FieldSpec(name, type_, required, pandoc, published)}


TITLE_FIELDS = (
    FieldSpec("work"),
    FieldSpec("season", FieldType.NUMBER),
    FieldSpec("tagline"),
)
"""The fields that overrule what the title line seems to say; they are no metadata."""
