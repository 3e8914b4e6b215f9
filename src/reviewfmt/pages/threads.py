"""Recognizes the threads of forums: pages of posts by several people under one title."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.pages.bylines import holds_day
from reviewfmt.pages.decode import Decoded
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.looks import CLOCK
from reviewfmt.syntax.words import Words

LEAST_POSTS = 3
"""A page with this many posts is a thread; a page with fewer may be a review with a reply."""

_HEAD = 100
"""The characters of a line that may name the author and the time of a post."""

_NOT_POSTS = frozenset(("site", "comment"))


def count_posts(lines: Sequence[PageLine], decoded: Sequence[Decoded], words: Words) -> int:
    """Return the number of posts in a page: of lines that begin with a day and an hour.

    The comments below a review do not count, and neither does boilerplate.
    """
    return sum(
        read.label not in _NOT_POSTS and _is_post(line.text[:_HEAD], words)
        for line, read in zip(lines, decoded, strict=True)
    )


def _is_post(head: str, words: Words) -> bool:
    return CLOCK.search(head) is not None and holds_day(head, words)
