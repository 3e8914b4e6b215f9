"""Documents that no reader was written for: each value is in its place, none is lost unsaid."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from reviewfmt.converter import read_document
from reviewfmt.document import write_json
from tests.accounting import missing, said_by
from tests.budget import IN_WHOLE
from tests.unseen import DOCUMENTS, document, expected, headings_of, said_by_review

ALL = [
    pytest.param(one, id=one["file"], marks=() if at % 3 == 0 else IN_WHOLE)
    for at, one in enumerate(DOCUMENTS)
]


@pytest.mark.parametrize("one", ALL)
def test_a_document_of_others_says_what_it_says(one: dict[str, Any]) -> None:
    data, format = document(one["file"])
    reading = read_document(data, format)
    said = (*said_by_review(reading.review), *headings_of(reading.review))
    gone = Counter(expected(one)) - Counter(said)
    assert sorted(gone) == sorted(one.get("elsewhere", ()))
    told = [found.message for found in reading.losses]
    assert missing(said_by(data, format), write_json(reading.review), told) == []


@pytest.mark.parametrize("format", ["markdown", "html", "epub", "docx", "odt"])
def test_nine_in_ten_values_of_each_kind_are_in_their_place(format: str) -> None:
    ones = [one for one in DOCUMENTS if one["file"].startswith(f"{format}/")]
    values = sum(len(expected(one)) for one in ones)
    elsewhere = sum(len(one.get("elsewhere", ())) for one in ones)
    assert len(ones) >= 10
    assert 10 * elsewhere <= values
