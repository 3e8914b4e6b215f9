"""The files besides the review that an output may contain."""

from __future__ import annotations

import re
from urllib.parse import unquote

from reviewfmt.converter.formats import Format
from reviewfmt.converter.pictures.embedded import addresses_of
from reviewfmt.model import Review

_OF_THE_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def files_named(review: Review, row: Format) -> list[str]:
    """Return the paths of the other files in an output of the format `row`.

    They are spelled as in the review, relative to its folder. Files may be elsewhere, or missing.
    """
    if not (row.binary or row.name == "html"):
        return []
    named = {review.metadata.cover or "", *(addresses_of(review) if row.binary else ())}
    named |= {unquote(one) for one in named}
    return sorted(one for one in named if one and not _OF_THE_WEB.match(one))
