"""Reviews as the lists of a site show them, as plain values for templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.pandoc_ast.printed import day, season_word, value_word
from reviewfmt.publish.site.catalogue import Placed
from reviewfmt.publish.site.frame import Site, href
from reviewfmt.publish.site.grid import step_of
from reviewfmt.publish.site.records import Mark, Record


def mark_of(mark: Mark | None) -> dict[str, Any] | None:
    """Return a score for templates."""
    if mark is None:
        return None
    value, _, best = mark.text.partition("/")
    share = f"{100 * mark.share:.4g}%"
    return {"value": value, "best": best or None, "share": share, "step": step_of(mark.share)}


def season_of(record: Record, language: str | None = None) -> str | None:
    """Return the name of the season of a review; None if it has no season."""
    if record.season is None:
        return None
    return _season_word(language or record.language, record.season)


_season_word = lru_cache(maxsize=1024)(season_word)


def row_of(site: Site, here: str, one: Placed, *, is_at_work: bool = False) -> dict[str, Any]:
    """Return a review as lists show it; `is_at_work` tells that the page names the work."""
    record = one.record
    season = season_of(record, site.language if is_at_work else None)
    published = record.published
    status = record.status if record.status and record.status != "complete" else None
    return {
        "href": href(here, one.path),
        "work": None if is_at_work and season else record.work,
        "season": season,
        "title": record.title,
        "line": record.tagline or record.summary,
        "language": record.language,
        "direction": "rtl" if is_right_to_left(record.language) else "ltr",
        "verdict": mark_of(record.verdict),
        "author": record.author,
        "published": published,
        "published_words": day(site.language, date.fromisoformat(published)) if published else None,
        "genre": list(record.genre),
        "status": value_word(site.language, "status", status) if status else None,
    }


def changed_of(reviews: Sequence[Placed]) -> str | None:
    """Return the day of the last change of some reviews, or None."""
    days = [one.record.updated or one.record.published or "" for one in reviews]
    return max(days, default="") or None
