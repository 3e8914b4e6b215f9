"""The pages of a site except those of reviews: their paths, templates and variables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reviewfmt.publish.site import linked
from reviewfmt.publish.site.catalogue import (
    BY_SCORE,
    BY_TITLE,
    ORDERS,
    SEARCH,
    TERMS,
    WORKS,
    Catalogue,
    Group,
    Placed,
    pages_of,
)
from reviewfmt.publish.site.frame import Crumb, Page, Site, frame, head, href, said_of
from reviewfmt.publish.site.rows import changed_of, mark_of, row_of, season_of
from reviewfmt.publish.site.work_page import work_page

_ORDER_WORDS = {"": "newest", BY_SCORE: "best", BY_TITLE: "by_title"}
_FEWEST_SORTED = 3
_MOST_NARROWING = 40
"""How many genres, tags and authors the first page names: those with the most reviews."""


def pages(site: Site, catalogue: Catalogue) -> Iterator[Page]:
    """Yield all pages of a site except those of the reviews."""
    yield from _list(site, catalogue, "", site.name, catalogue.reviews, ())
    for name in (WORKS, *TERMS):
        groups = catalogue.works if name == WORKS else catalogue.terms[name]
        if groups or name == WORKS:
            yield _overview(site, catalogue, name, groups)
    for work in catalogue.works:
        yield work_page(site, catalogue, work)
    for name in TERMS:
        above = ((site.words[name], f"{name}/"),)
        for group in catalogue.terms[name]:
            yield from _list(site, catalogue, group.path, group.name, group.reviews, above)
    yield _search(site, catalogue)
    yield _not_found(site, catalogue)


# -- lists ------------------------------------------------------------------------------------


def _list(
    site: Site,
    catalogue: Catalogue,
    folder: str,
    name: str,
    reviews: Sequence[Placed],
    crumbs: Sequence[Crumb],
) -> Iterator[Page]:
    """Yield the pages of a list of reviews, in each order."""
    said = said_of(site, name, len(reviews))
    orders = ORDERS if len(reviews) >= _FEWEST_SORTED else {"": ORDERS[""]}
    for order, key in orders.items():
        above = f"{folder}{order}/" if order else folder
        pieces = list(pages_of(sorted(reviews, key=key), site.size))
        for at, (piece, shown) in enumerate(pieces):
            path = above + piece
            title = name if not path or path == folder else f"{name}: {_place(site, order, at)}"
            here = crumbs if path == folder else (*crumbs, *([(name, folder)] if folder else []))
            listed = [(one.record.title, one.path) for one in shown]
            data = linked.script(
                linked.website(site) if not path else None,
                linked.collection(site, title, path, listed),
                linked.breadcrumbs(site, here, title, path),
            )
            variables = {
                **frame(site, catalogue, path, title, here),
                **head(site, path, title, said, data, is_listed=not order),
                "heading": name,
                "count": site.word("count", len(reviews)),
                "reviews": [row_of(site, path, one) for one in shown],
                "orders": [
                    {
                        "name": site.words[_ORDER_WORDS[one]],
                        "href": href(path, f"{folder}{one}/" if one else folder),
                        "is_here": one == order,
                    }
                    for one in orders
                ],
                "narrow": _narrow(site, catalogue, path) if not folder else [],
                "pages": _pages(site, path, [above + one for one, _ in pieces], at),
            }
            yield Page(path, "site/list.html.jinja", variables, changed_of(reviews), not order)


def _place(site: Site, order: str, at: int) -> str:
    words = [site.words[_ORDER_WORDS[order]]] if order else []
    return ", ".join([*words, *([f"{at + 1}"] if at or not order else [])])


def _pages(site: Site, here: str, paths: Sequence[str], at: int) -> dict[str, Any] | None:
    """Return the links to the pages of a list; None if there is only one page."""
    if len(paths) < 2:
        return None
    return {
        "said": site.word("page", at + 1, len(paths)),
        "previous": href(here, paths[at - 1]) if at else None,
        "next": href(here, paths[at + 1]) if at + 1 < len(paths) else None,
    }


def _narrow(site: Site, catalogue: Catalogue, here: str) -> list[dict[str, Any]]:
    """Return the lists by genre, by tag and by author, for further reading."""
    found = []
    for name in ("genres", "tags", "authors"):
        groups = catalogue.terms[name]
        most = sorted(groups, key=lambda one: -len(one.reviews))[:_MOST_NARROWING]
        kept = {one.path for one in most}
        if groups:
            links = [
                {"name": one.name, "href": href(here, one.path), "count": len(one.reviews)}
                for one in groups
                if one.path in kept
            ]
            found.append({"name": site.words[name], "links": links})
    return found


def _overview(site: Site, catalogue: Catalogue, name: str, groups: Sequence[Group]) -> Page:
    path = f"{name}/"
    title = site.words[name]
    data = linked.script(
        linked.collection(site, title, path, [(one.name, one.path) for one in groups]),
        linked.breadcrumbs(site, (), title, path),
    )
    variables = {
        **frame(site, catalogue, path, title),
        **head(site, path, title, f"{title} – {site.name}", data),
        "groups": [
            {
                "name": one.name,
                "language": one.language,
                "href": href(path, one.path),
                "count": len(one.reviews),
                "marks": [
                    {"name": season_of(each.record, site.language), **mark}
                    for each in one.reviews
                    if (mark := mark_of(each.record.verdict)) is not None
                ]
                if name == WORKS
                else [],
            }
            for one in groups
        ],
    }
    return Page(path, "site/groups.html.jinja", variables, changed_of(catalogue.reviews))


# -- pages that search engines do not list ----------------------------------------------------


def _search(site: Site, catalogue: Catalogue) -> Page:
    path = f"{SEARCH}/"
    title = site.words["search"]
    variables = {
        **frame(site, catalogue, path, title),
        **head(site, path, title, "", linked.script(linked.website(site)), is_listed=False),
        "index": "index.json",
        "root": href(path, "").removesuffix("index.html"),
        "library": href(path, "assets/minisearch.js"),
        "searcher": href(path, "assets/search.js"),
    }
    return Page(path, "site/search.html.jinja", variables, is_listed=False)


def _not_found(site: Site, catalogue: Catalogue) -> Page:
    title = site.words["not_found"]
    variables = {
        **frame(site, catalogue, "404.html", title, is_rooted=True),
        **head(site, "404.html", title, "", linked.script(linked.website(site)), is_listed=False),
    }
    return Page("404.html", "site/not_found.html.jinja", variables, is_listed=False)


def moved(site: Site, alias: str, target: Placed) -> Page:
    """Return the page at an old address of a review, which redirects to the review."""
    title = site.words["moved"]
    variables = {
        "site": {"language": site.language, "name": site.name},
        "heading": title,
        "title": target.record.title,
        "href": href(alias, target.path),
        "canonical": site.absolute(target.path),
    }
    return Page(alias, "site/moved.html.jinja", variables, is_listed=False)
