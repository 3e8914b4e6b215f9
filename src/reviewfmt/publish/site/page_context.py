"""What is around the page of a review within its site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reviewfmt.publish.site import linked
from reviewfmt.publish.site.catalogue import (
    TERMS,
    WORKS,
    Catalogue,
    Group,
    Placed,
    terms_of,
)
from reviewfmt.publish.site.frame import Site, frame, href
from reviewfmt.publish.site.rows import mark_of, season_of


def around_of(site: Site, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield what is around the page of each review, in the order of the catalogue.

    They are plain values, so that they cross processes, and tell whether a page is as it was.
    """
    works = catalogue.work_of()
    terms = terms_of(catalogue)
    for one in catalogue.reviews:
        work = works[one.path]
        crumbs = ((site.words["works"], f"{WORKS}/"), (work.name, work.path))
        title = season_of(one.record) or one.record.title
        data = linked.breadcrumbs(site, crumbs, title, one.path)
        yield {
            **frame(site, catalogue, one.path, one.record.title, crumbs),
            "around": {
                "work": work.name,
                "work_href": href(one.path, work.path),
                "others": _others(site, one, work),
                "terms": _terms(site, one, terms[one.path]),
            },
            "breadcrumbs": linked.script(data) if data else "",
        }


def _others(site: Site, one: Placed, work: Group) -> list[dict[str, Any]]:
    """Return the reviews of a work, where there are others than this one."""
    if len(work.reviews) < 2:
        return []
    count = Counter(other.record.season for other in work.reviews)
    return [
        {
            "by": other.record.author if count[other.record.season] > 1 else None,
            "name": season_of(other.record, site.language) or other.record.title,
            "href": href(one.path, other.path),
            "is_here": other is one,
            "verdict": mark_of(other.record.verdict),
        }
        for other in work.reviews
    ]


def _terms(site: Site, one: Placed, groups: dict[str, list[Group]]) -> list[dict[str, Any]]:
    return [
        {
            "name": site.words[name],
            "links": [
                {"name": each.name, "href": href(one.path, each.path)} for each in groups[name]
            ],
        }
        for name in TERMS
        if name in groups
    ]
