"""The lines under headings of reStructuredText: docutils finds each long enough."""

from __future__ import annotations

import pytest

from reviewfmt.converter.underlines import lengthened


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("a\ufeffb\n==\n\nText\n", "a\ufeffb\n===\n\nText\n"),
        ("==\na\u0651b\n==\n", "===\na\u0651b\n===\n"),
        ("Story\n=====\n", "Story\n=====\n"),
        ("霧\n==\n", "霧\n==\n"),
        ("A\n\n--------------\n\nB\n", "A\n\n--------------\n\nB\n"),
        ("=== ===\nA   B\n=== ===\n", "=== ===\nA   B\n=== ===\n"),
    ],
)
def test_a_line_is_as_long_as_its_heading(made: str, expected: str) -> None:
    assert lengthened(made.encode()).decode() == expected


@pytest.mark.parametrize("made", ["=\n" * 40_000, "a" * 80_000, "a\n" * 40_000, "=" * 80_000])
def test_a_long_document_is_looked_through_once(made: str) -> None:
    """A hang guard."""
    assert lengthened(made.encode())
