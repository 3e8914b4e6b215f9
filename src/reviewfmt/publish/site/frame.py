"""What is around every page of a site: names, links, words; as plain values for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.publish.site.catalogue import ASSETS, SEARCH, TERMS, WORKS, Catalogue
from reviewfmt.publish.site.feeds import ATOM, JSON_FEED, address
from reviewfmt.syntax.vocabulary import NUMBER_HERE
from reviewfmt.syntax.words import built_in
from reviewfmt.theme import DEFAULT, Look, html

INDEX = "index.html"
STYLE = "style.css"
SCRIPT = f"{ASSETS}/site.js"

_FEEDS = ((ATOM, "application/atom+xml"), (JSON_FEED, "application/feed+json"))


@dataclass(frozen=True)
class Site:
    """A site: its name, its language, and its options.

    `base` is its address, which ends with a slash, or None. `size` is how many reviews a page of a
    list has. `is_served` tells that the site is shown by `serve`.
    """

    name: str
    language: str
    base: str | None = None
    look: Look = field(default_factory=lambda: DEFAULT)
    size: int = 100

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words that pages print around the reviews, by their keys."""
        return built_in().printed(self.language, "site")

    def word(self, key: str, *said: object) -> str:
        """Return a word, with what is said at each of its places."""
        text = self.words[key]
        for one in said:
            text = text.replace(NUMBER_HERE, str(one), 1)
        return text

    def absolute(self, path: str) -> str | None:
        """Return the web address of a path; None if the address of the site is unknown."""
        return None if self.base is None else address(self.base, path)


class Page(NamedTuple):
    """A page: its path, its template with the variables, and the day of its last change.

    `is_listed` tells whether it is for search engines.
    """

    path: str
    template: str
    variables: dict[str, Any]
    changed: str | None = None
    is_listed: bool = True


def href(here: str, path: str) -> str:
    """Return the relative link from the page or folder `here` to another one of the site.

    The link names the file of a folder's page, so that it works without a server.
    """
    above = here.split("/")[:-1]
    target = file_of(path).split("/")
    most = min(len(above), len(target) - 1)
    same = next((at for at in range(most) if above[at] != target[at]), most)
    return quote("../" * (len(above) - same) + "/".join(target[same:]))


def rooted(site: Site, path: str) -> str:
    """Return a link to a page that works on any page of the site, as 404.html needs."""
    above = "/" if site.base is None else urlsplit(site.base).path
    return above + quote(path)


def file_of(path: str) -> str:
    """Return the file of a page or folder."""
    return path + INDEX if path.endswith("/") or not path else path


Crumb = tuple[str, str]


def frame(
    site: Site,
    catalogue: Catalogue,
    path: str,
    title: str,
    crumbs: Sequence[Crumb] = (),
    *,
    is_rooted: bool = False,
) -> dict[str, Any]:
    """Return the variables of every page.

    `crumbs` are the names and paths of the pages above this one, except the home page. `is_rooted`
    tells that the page may be shown at any address.
    """

    def link(target: str) -> str:
        return rooted(site, target) if is_rooted else href(path, target)

    menu = [
        {"name": site.words[key], "href": link(f"{key}/"), "is_here": path == f"{key}/"}
        for key in (WORKS, *TERMS)
        if key == WORKS or catalogue.terms.get(key)
    ]
    above = [{"name": name, "href": link(target)} for name, target in crumbs]
    if path:
        above.insert(0, {"name": site.words["home"], "href": link("")})
    feeds = [
        {"href": link(name), "type": kind}
        for name, kind in _FEEDS
        if site.base is not None and any(one.record.published for one in catalogue.reviews)
    ]
    return {
        "site": {
            "name": site.name,
            "language": site.language,
            "direction": "rtl" if is_right_to_left(site.language) else "ltr",
            "home": link(""),
            "is_home": not path,
            "menu": menu,
            "above": above,
            "feeds": feeds,
            "style": link(STYLE),
            "script": link(SCRIPT),
            "search": link(f"{SEARCH}/"),
        },
        "words": dict(site.words),
        "page_title": title if not path else f"{title} – {site.name}",
        "heading": title,
    }


def head(
    site: Site,
    path: str,
    title: str,
    description: str,
    data: str,
    *,
    is_listed: bool = True,
) -> dict[str, Any]:
    """Return the variables of the head of a page that is no review; `data` is linked data."""
    return {
        "canonical": site.absolute(path) if is_listed else None,
        "description": description,
        "is_listed": is_listed,
        "json_ld": html(data),
        "card_title": title,
    }


def said_of(site: Site, name: str, count: int) -> str:
    """Return what a search engine shows of a list of this many reviews."""
    return f"{name}. {site.word('count', count)}"
