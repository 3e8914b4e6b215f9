"""Whether a review text says what a review says: the guard of every way in but text itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewfmt.diagnostic import Severity

if TYPE_CHECKING:
    from reviewfmt.model import Review
    from reviewfmt.parser import Parsed

Path = tuple[str | int, ...]


def text_form(review: Review, boilerplate: Sequence[str] = ()) -> tuple[Parsed, list[Path]]:
    """Return what the printed `review` reads as, and where that says something else.

    `boilerplate` are patterns as `parse` takes them. The paths are of the JSON document, one
    for each key of it that differs, down to the first value that does:
    `("sections", 0, "heading")`. Boilerplate and comments are not compared.
    """
    from reviewfmt.document import to_data
    from reviewfmt.parser import parse
    from reviewfmt.printer import print_review

    parsed = parse(print_review(review), boilerplate)
    said, read = to_data(review), to_data(parsed.review)
    differs = [
        _first((key,), said[key], read[key])
        for key in said
        if key != "boilerplate" and said[key] != read[key]
    ]
    if differs and differs[0][0] in _TITLE:
        return parsed, differs[:1]  # all else follows from the title
    if not differs and any(found.severity is Severity.ERROR for found in parsed.diagnostics):
        differs = [_nameless(review)]
    return parsed, differs


_TITLE = ("title", "work", "season", "tagline")
_NUMBERED = ("Episode", "Chapter")


def _nameless(review: Review) -> Path:
    """Return the path of the first entry without the number that its label asks for."""
    for at, guide in enumerate(review.guides):
        for place, episode in enumerate(guide.episodes):
            if episode.label in _NUMBERED and episode.number is None:
                return ("guides", at, "episodes", place, "number")
    return ("title",)


def no_text_form(place: Sequence[str | int]) -> str:
    """Return what is said of the value at `place` of a JSON document that no text says."""
    where = ".".join(map(str, place))
    if place[0] in _TITLE:
        return (
            f"{where}: no title line reads as this; title is the line, such as “Fog Season 1 Review"
            " – calm at sea”, and work, season and tagline are what it says"
        )
    if place[-1] == "number":
        return f"{where}: found null, expected the number of the episode or chapter"
    return (
        f"{where}: no review text reads as this; the title line, the guides and the"
        " sections must say it as they would in a review"
    )


def _first(path: Path, said: object, read: object) -> Path:
    """Return the path of the first value that differs, where what is around it is alike."""
    if isinstance(said, dict) and isinstance(read, dict) and said.keys() == read.keys():
        for key, value in said.items():
            if value != read[key]:
                return _first((*path, key), value, read[key])
    if isinstance(said, list) and isinstance(read, list):
        for index, value in enumerate(said):
            if index >= len(read) or value != read[index]:
                other = read[index] if index < len(read) else None
                return _first((*path, index), value, other)
    return path
