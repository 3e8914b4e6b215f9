"""Reads what a JSON-LD script of a page says about its review, by the names of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from reviewfmt.characters import tidy

# What old pages put around a script so that old browsers ignore it.
_BEFORE = ("//", "<!--", "<![CDATA[")
_BEHIND = ("//", "]]>", "-->", ";")
_MOST_WRAPPINGS = 4


def linked(source: str) -> dict[str, str]:
    """Return what the first Review of a JSON-LD script says; nothing if it is not JSON."""
    return next(iter(linked_reviews(source)), {})


def linked_reviews(source: str) -> list[dict[str, str]]:
    """Return what each Review of a JSON-LD script says; nothing if it is not JSON."""
    import json

    try:
        return list(_said(json.loads(bare(source))))
    except (ValueError, RecursionError):
        return []


def linked_article(source: str) -> dict[str, str]:
    """Return the author and the date of the first article of a JSON-LD script.

    The result is {} if the script is not JSON.
    """
    import json

    try:
        nodes = list(_nodes(json.loads(bare(source)), 0))
    except (ValueError, RecursionError):
        return {}
    named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    for node in nodes:
        types = node.get("@type", "")
        if not any(map(_is_article, types if isinstance(types, list) else [types])):
            continue
        author = node.get("author")
        if isinstance(author, dict) and "@id" in author:
            author = named.get(str(author["@id"]), author)
        given = {"author": _name(author), "datePublished": node.get("datePublished")}
        return {key: tidy(unescape(said)) for key, said in given.items() if isinstance(said, str)}
    return {}


def _is_article(kind: object) -> bool:
    return str(kind).endswith(("Article", "BlogPosting"))


def bare(source: str) -> str:
    """Return a script without what old pages put around it."""
    text = source.strip()
    for _ in range(_MOST_WRAPPINGS):
        for sign in _BEFORE:
            text = text.removeprefix(sign).lstrip()
        for sign in _BEHIND:
            text = text.removesuffix(sign).rstrip()
    return text


def _said(data: Any) -> Iterator[dict[str, str]]:
    nodes = list(_nodes(data, 0))
    named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}

    def whole(value: Any) -> Any:
        """Return a value with references replaced by what they refer to."""
        if isinstance(value, list):
            return [whole(each) for each in value]
        if isinstance(value, dict) and "@id" in value:
            return named.get(str(value["@id"]), value)
        return value

    for node in nodes:
        types = node.get("@type", "")
        if any(
            str(each).endswith("Review") for each in (types if isinstance(types, list) else [types])
        ):
            rating = whole(node.get("reviewRating"))
            rating = rating[0] if isinstance(rating, list) and rating else rating
            rating = rating if isinstance(rating, dict) else {"ratingValue": rating}
            work, season = _item(whole(node.get("itemReviewed")), whole)
            given = {
                "name": node.get("headline") or node.get("name"),
                "author": _name(whole(node.get("author"))),
                "datePublished": node.get("datePublished"),
                "inLanguage": node.get("inLanguage"),
                "work": work,
                "season": season,
                "reviewBody": node.get("reviewBody"),
                "ratingValue": rating.get("ratingValue"),
                "bestRating": rating.get("bestRating"),
            }
            yield {
                key: tidy(unescape(str(value)))
                for key, value in given.items()
                if isinstance(value, str | int | float)
            }


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 20:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _nodes(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _nodes(value, depth + 1)


def _item(item: Any, whole: Callable[[Any], Any]) -> tuple[str | None, Any]:
    """Return the name of the reviewed work, and the number of its season."""
    item = item[0] if isinstance(item, list) and len(item) == 1 else item
    if not isinstance(item, dict):
        return _name(item), None
    series = whole(item.get("partOfSeries"))
    if _name(series) is None:
        return _name(item), item.get("seasonNumber")
    return _name(series), item.get("seasonNumber") or _name(item)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None
