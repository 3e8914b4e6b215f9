"""Where each value of a review goes in the front matter that a site generator reads.

A profile is a table of places, with a row for each value that is not under its own name. Reading
finds the values in the places of all profiles, whoever wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple, TypeAlias

from reviewfmt.converter.formats import refused
from reviewfmt.model import AnyScore, Review, Score, digits
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline

Node: TypeAlias = "dict[str, Any]"
"""A value of pandoc's metadata."""

Value: TypeAlias = "str | bool | list[str]"
"""A value of a front matter, with numbers as texts."""

_EXACT = "_exact"
"""The suffix of a key for the exact value, if its usual place cannot hold all of it."""

_HUNDREDTH = Decimal("0.01")


# -- the forms of values ----------------------------------------------------------------------


class Form(NamedTuple):
    """How a value is written in a place, and how it is read back."""

    write: Callable[[Any], Any]
    read: Callable[[Value], Value | None]


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    return inline.plain(value) if isinstance(value, str) else value


_NO_TAG = re.compile(r"[^\w/-]+")


def _slugs(value: list[str]) -> list[str]:
    """Return tags as Obsidian allows them: letters, digits, `_`, `-` and `/`, not only digits."""
    slugs = (_NO_TAG.sub("-", tag).strip("-") for tag in value)
    return [slug if re.search(r"[^\d_]", slug) else f"_{slug}" for slug in slugs]


def _negated(value: Value) -> Value | None:
    return {"true": False, "false": True}.get(str(value).lower())


def _only(value: Value) -> Value | None:
    return value[0] if isinstance(value, list) and len(value) == 1 else None


def _if_text(value: Value) -> Value | None:
    return value if isinstance(value, str) else None


SAME = Form(_same, _same)
PLAIN = Form(_plain, _same)
SLUGS = Form(_slugs, _same)
NEGATED = Form(lambda value: not value, _negated)
LISTED = Form(lambda value: [value], _only)
TEXT = Form(_same, _if_text)


# -- the tables -------------------------------------------------------------------------------


class Place(NamedTuple):
    """The place of a value: the keys that lead to it, and its form there."""

    path: tuple[str, ...]
    form: Form = SAME


@dataclass(frozen=True, slots=True)
class Profile:
    """The places of values for one program, by the names of the values.

    A value without a row is under its own name; a value with several places is in each of them.
    """

    name: str
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Place, ...]:
        """Return the places of a value."""
        found = self.places.get(name)
        if found is None:
            return (Place((name,), PLAIN if name in _MARKED else SAME),)
        return found


_MARKED = ("title", "work", "tagline")
"""Values that may contain marks, which sites would show as they are."""

PROFILES: Mapping[str, Profile] = {
    one.name: one
    for one in (
        # Hugo's own templates for cards use `images`, most themes use `cover.image`. Its
        # sitemap uses `lastmod`.
        Profile(
            "hugo",
            {
                "cover": (Place(("cover", "image"), TEXT), Place(("images",), LISTED)),
                "cover_text": (Place(("cover", "alt"), TEXT),),
                "updated": (Place(("lastmod",)),),
                "licence": (Place(("license",), TEXT),),
                "canonical": (Place(("canonicalURL",), TEXT),),
            },
        ),
        # Jekyll leaves out a page that is not `published`; its plug-ins for cards and the sitemap
        # use `image`, `last_modified_at` and `canonical_url`.
        Profile(
            "jekyll",
            {
                "cover": (Place(("image",), TEXT),),
                "draft": (Place(("published",), NEGATED),),
                "updated": (Place(("last_modified_at",)),),
                "licence": (Place(("license",), TEXT),),
                "canonical": (Place(("canonical_url",), TEXT),),
                "aliases": (Place(("redirect_from",)),),
            },
        ),
        Profile("eleventy", {"cover": (Place(("image",), TEXT),)}),
        # A property of Obsidian is flat, a tag has no spaces, and `aliases` are names of a note.
        Profile(
            "obsidian",
            {
                "tags": (Place(("tags",), SLUGS),),
                "aliases": (Place(("redirect_from",)),),
                "description": (),
            },
        ),
    )
}
"""All profiles by their names."""


def profile_of(name: str) -> Profile:
    """Return the profile of this name. Raises ReviewError (RF500) if there is none."""
    found = PROFILES.get(name)
    if found is None:
        message = f"unknown profile {name!r}, expected one of {', '.join(PROFILES)}"
        raise refused("RF500", message)
    return found


# -- writing ----------------------------------------------------------------------------------


def profiled(review: Review, plain: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """Return a front matter for a site: the complete `plain`, with each value in its places.

    It also has what sites list and sort by: always the work, the season and the tagline; the
    verdict, its number, its maximum and its share in percent; and whether it is a draft.
    """
    found: dict[str, Any] = {}
    for name, value in _values(review, plain).items():
        places = profile.of(name)
        for place in places:
            _put(found, place.path, place.form.write(value))
        if places and places[0].form.write(value) != value and places[0].form in (PLAIN, SLUGS):
            found[name + _EXACT] = value
    return found


def _values(review: Review, plain: Mapping[str, Any]) -> dict[str, Any]:
    title, verdict = review.title, review.verdict
    named = {"work": title.work or None, "season": title.season, "tagline": title.tagline}
    values = {
        **({"title": plain["title"]} if "title" in plain else {}),
        **{name: plain.get(name, value) for name, value in named.items()},
        "description": _plain(title.tagline),
        "draft": review.metadata.status == "draft",
        **_rated(verdict.score if verdict is not None else None),
    }
    rest = {name: value for name, value in plain.items() if name not in values}
    return {name: value for name, value in (values | rest).items() if value is not None}


def _rated(score: AnyScore | None) -> dict[str, Any]:
    if score is None:
        return {}
    if not isinstance(score, Score):
        return {"verdict": str(score)}
    return {
        "rating": score.value,
        "best_rating": score.out_of,
        "rating_percent": _percent(score),
        "verdict": str(score),
    }


def _percent(score: Score) -> Decimal:
    share = score.share * 100
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(_HUNDREDTH, ROUND_HALF_EVEN).normalize()


def _put(found: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        found = found.setdefault(key, {})
    found[path[-1]] = value


# -- reading ----------------------------------------------------------------------------------


def unprofiled(meta: Mapping[str, Node], *, ours: bool) -> dict[str, Node]:
    """Return metadata of a front matter with each value under its own name.

    Values in the places of a profile are moved, and mere repetitions are removed. A value that
    differs from the one under its name stays where it is. `ours` is true if this project wrote it.
    """
    found = dict(meta)
    _lift(found)
    _flatten_rating(found)
    if ours:
        for name in [key.removesuffix(_EXACT) for key in found if key.endswith(_EXACT)]:
            _restore(found, name)
    for name, place in _places():
        if len(place.path) > 1 and place.path[0] != name:
            _take_out(found, name, place)
    for name, place in _places():
        _move(found, name, place)
    _settle_draft(found)
    if ours:
        _forget_repeated(found)
    return found


def _places() -> list[tuple[str, Place]]:
    return [
        (name, place)
        for profile in PROFILES.values()
        for name, places in profile.places.items()
        for place in places
        if place.path != (name,)
    ]


def _lift(found: dict[str, Node]) -> None:
    """Move the values below Hugo's `params` beside the other values."""
    params = found.get("params")
    if params is None or params["t"] != "MetaMap":
        return
    taken = [key for key in params["c"] if key not in found]
    found |= {key: params["c"][key] for key in taken}
    rest = {key: node for key, node in params["c"].items() if key not in taken}
    if rest:
        found["params"] = {"t": "MetaMap", "c": rest}
    else:
        del found["params"]


_RATED = {"value": "rating", "ratingvalue": "rating"}
_RATED |= dict.fromkeys(("best", "bestrating", "max", "out_of"), "best_rating")
"""The names of the parts of a rating in front matter, and their names here."""


def _flatten_rating(found: dict[str, Node]) -> None:
    """Put the parts of a rating that is a map beside the other values."""
    rating = found.get("rating")
    if rating is None or rating["t"] != "MetaMap":
        return
    parts = {_RATED.get(key.lower(), f"rating {key}"): node for key, node in rating["c"].items()}
    if (
        "rating" in parts
        and len(parts) == len(rating["c"])
        and parts.keys() & found.keys() <= {"rating"}
    ):
        found |= parts


def _restore(found: MutableMapping[str, Node], name: str) -> None:
    """Restore the exact value, unless somebody has changed the value in its place."""
    exact = found[name + _EXACT]
    value, shown = _value(exact), _value(found.get(name))
    form = SLUGS if isinstance(value, list) else PLAIN
    if shown is not None and form.write(value) == shown:
        found[name] = exact
        del found[name + _EXACT]


def _move(found: MutableMapping[str, Node], name: str, place: Place) -> None:
    """Move a value to its name, unless another value is there."""
    held: Mapping[str, Node] = found
    for key in place.path[:-1]:
        node = held.get(key)
        if node is None or node["t"] != "MetaMap" or len(node["c"]) > 1:
            return
        held = node["c"]
    said = _value(held.get(place.path[-1]))
    value = None if said is None else place.form.read(said)
    if value is None:
        return
    if place.path[0] != name and name in found and _key(_value(found[name])) != _key(value):
        return
    del found[place.path[0]]
    found[name] = _node(value)


def _take_out(found: MutableMapping[str, Node], name: str, place: Place) -> None:
    """Take a value out of the map that holds another value, such as a cover."""
    whole, key = place.path
    node = found.get(whole)
    if name in found or node is None or node["t"] != "MetaMap":
        return
    said = _value(node["c"].get(key))
    value = None if said is None else place.form.read(said)
    if value is None:
        return
    found[whole] = {"t": "MetaMap", "c": {one: it for one, it in node["c"].items() if one != key}}
    if not found[whole]["c"]:
        del found[whole]
    found[name] = _node(value)


def _settle_draft(found: MutableMapping[str, Node]) -> None:
    """Turn `draft` into the status that it means; a redundant one is removed."""
    said = str(_value(found.get("draft"))).lower()
    if said not in ("true", "false"):
        return
    if said == "true":
        found.setdefault("status", _node("draft"))
    is_draft = str(_value(found.get("status"))).lower() == "draft"
    if is_draft == (said == "true"):
        del found["draft"]


def _forget_repeated(found: MutableMapping[str, Node]) -> None:
    """Remove what only repeats another value in a form for lists and cards."""
    tagline, description = _value(found.get("tagline")), _value(found.get("description"))
    if description is not None and _plain(tagline) == description:
        del found["description"]
    percent, score = _value(found.get("rating_percent")), _value(found.get("verdict"))
    rated = read_score(score) if isinstance(score, str) else None
    if isinstance(rated, Score) and percent == digits(_percent(rated)):
        del found["rating_percent"]


def _value(node: Node | None) -> Value | None:
    """Return the value of a node that is a text, a boolean or a list of texts."""
    if node is None:
        return None
    kind, content = node["t"], node["c"]
    if kind == "MetaList":
        texts = all(one["t"] == "MetaString" for one in content)
        return [one["c"] for one in content] if texts else None
    is_value: bool = kind in ("MetaString", "MetaBool", "MetaMarked")
    return content if is_value else None


def _key(value: Value | None) -> object:
    return tuple(value) if isinstance(value, list) else str(value)


def _node(value: Value) -> Node:
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_node(one) for one in value]}
    return {"t": "MetaBool" if isinstance(value, bool) else "MetaString", "c": value}
