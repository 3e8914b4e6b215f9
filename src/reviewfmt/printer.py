"""Review to canonical text (spec, "The canonical form").

What a line of prose would be read as is asked of the same shapes that the reader asks
(shapes.py); where it would be something else, a backslash before it makes it prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

from reviewfmt.characters import closed, tidy
from reviewfmt.model import (
    Boilerplate,
    Comment,
    Episode,
    Field,
    Guide,
    Heading,
    Item,
    ItemList,
    Leaf,
    Metadata,
    Paragraph,
    Rating,
    Review,
    Score,
    Title,
    Verdict,
)
from reviewfmt.shapes import (
    FIELD,
    KEYS,
    LONGEST_TITLE,
    NO_TITLE_END,
    UNSCORED,
    leads_to_guide,
    lenient_field,
    loose_score,
    rivals_title,
    shape_of,
    strict_field,
    structure,
)

_HEADING = 60
_GUIDE = "Episode Guide"


def print_review(review: Review) -> str:
    """Return the canonical text of a review: it reads as a review equal to this one.

    Comments stand below the fields and the site's lines around the review, since a review
    does not know their places (the formatter does). A line of the site that no place makes
    readable as such is left out; only a JSON document edited by hand can hold one.
    """
    front, after = _boilerplate(review)
    parts: list[str] = []
    if front:
        parts.append("\n".join(front))
    if review.title.text:
        parts.append(review.title.text)
    fields = print_metadata(review.metadata)
    if fields:
        parts.append("\n".join(fields))
    if review.comments:
        parts.append("\n".join(print_leaf(comment) for comment in review.comments))
    guides = [part for guide in review.guides for part in _guide(guide)]
    nodes = _nodes(review)
    # Below a guide, such a heading could be read as one more entry.
    first = any(isinstance(node, Heading) and shape(node.text) == "UNSCORED" for node in nodes[:2])
    after_guide = bool(guides) and not first
    closing = [print_leaf(rating) for rating in review.ratings if rating.score is not None]
    if review.verdict is not None and review.verdict.score is not None:
        closing.append(print_leaf(review.verdict))
    block = ["\n".join(closing)] if closing else []
    at = len(nodes) if after_guide or not closing else _closing_place(nodes, review)
    if at == 0 and any(isinstance(node, Heading) and shape(node.text) in _LATE for node in nodes):
        # Below the verdict such a heading would be the site's; a season line ends the fields too.
        parts.append(f"Season {review.title.season or 1} |")
        at = len(nodes)
    sections = _sections(nodes, review, after_guide=after_guide, closing_at=at)
    if at < len(nodes):
        sections[at:at] = block
        block = []
    parts.extend([*sections, *guides] if first else [*guides, *sections])
    parts.extend(block)
    parts.extend(after)
    return "\n\n".join(parts) + "\n" if parts else ""


def shape(text: str) -> str:
    """Return what a line of its own would be, its neighbours aside."""
    return shape_of(text, structure(()))[0]


# -- leaves ---------------------------------------------------------------------------------------


def print_number(value: Decimal) -> str:
    """Return an exact number in plain digits: no exponent, no zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def print_score(score: Score) -> str:
    """Return a score as `3.5/5`."""
    return f"{print_number(score.value)}/{print_number(score.out_of)}"


def print_leaf(leaf: Leaf) -> str:
    """Return the canonical line of a leaf that is read the same wherever it stands.

    Raises TypeError for entries and prose, whose line depends on their neighbours.
    """
    match leaf:
        case Title():
            return leaf.text
        case Field():
            return f"{leaf.key}: {leaf.value}".rstrip()
        case Comment():
            return f"% {leaf.text}".rstrip()
        case Heading() | Boilerplate():
            return leaf.text
        case Item():
            return f"  • {_item(leaf.text)}"
        case Rating() if leaf.score is not None:
            return f"  • {leaf.aspect} - {print_score(leaf.score)}"
        case Verdict() if leaf.score is not None:
            return f"  • Verdict - {print_score(leaf.score)}"
    raise TypeError(f"no line of its own: {leaf!r}")


def print_metadata(metadata: Metadata) -> list[str]:
    """Return the lines of the fields, the known ones first, in the format's order."""
    values = {
        "author": metadata.author,
        "published": metadata.published.isoformat() if metadata.published else None,
        "language": metadata.language,
        "network": metadata.network,
        "genre": ", ".join(metadata.genre),
        "tags": ", ".join(metadata.tags),
        "cover": metadata.cover,
        "spoilers": metadata.spoilers,
    }
    lines = [f"{key.capitalize()}: {values[key]}" for key in KEYS if values[key]]
    others = [print_leaf(field) for field in metadata.unknown]
    if others and not lines and not all(map(_alone_a_field, others)):
        lines = [f"{KEYS[0].capitalize()}:"]  # beside a known one, any is a field
    return lines + others


def _alone_a_field(line: str) -> bool:
    return strict_field(FIELD.fullmatch(line)) and shape(line) != "WORDED"


def _item(text: str) -> str:
    return (
        text if shape("• " + text) in ("ITEM", "ITEM_RATING") and text[0] != "\\" else "\\" + text
    )


# -- guides ---------------------------------------------------------------------------------------


def _guide(guide: Guide) -> list[str]:
    parts = [] if guide.season is None else [f"Season {guide.season}"]
    return [*parts, _GUIDE, "\n".join(print_entries(guide.episodes))]


def print_label(episode: Episode) -> str | None:
    """Return the label of an entry with its numbers: `Episode 3`, `Episodes 1 & 2`, `Special`."""
    label, first, last = episode.label, episode.number, episode.number_end
    if label is None or first is None:
        return label
    if last is None:
        return f"{label} {print_number(first)}"
    between = " & " if last == first + 1 else "-"
    return f"{label}s {print_number(first)}{between}{print_number(last)}"


def print_entries(episodes: Sequence[Episode]) -> list[str]:
    """Return the lines of the entries of one guide."""
    # Lines that go on in small letters would be a wrapped paragraph.
    bare = (
        len(episodes) > 1
        and all(_bare(episode) for episode in episodes)
        and not any((episode.title or "")[:1].islower() for episode in episodes[1:])
    )
    return [episode.title or "" if bare else print_entry(episode) for episode in episodes]


def print_entry(episode: Episode) -> str:
    """Return the line of an entry: `Episode 3: Marginal City -| Review Score – 3.5/5`."""
    label = print_label(episode)
    name = episode.title or ""
    if label is not None:
        name = f"{label}: {name}" if name else label
    if episode.score is not None:
        return f"{name} -| Review Score – {print_score(episode.score)}"
    return name if label is not None and _reads_unscored(name, episode) else f"{name} -|"


def _bare(episode: Episode) -> bool:
    """Tell whether an entry can stand as its title alone."""
    title = episode.title
    return (
        title is not None
        and episode.label is None
        and episode.score is None
        and len(title) <= LONGEST_TITLE
        and title[-1] not in NO_TITLE_END
        and shape(title) == "PROSE"
    )


def _reads_unscored(line: str, episode: Episode) -> bool:
    found = UNSCORED.match(line) if shape(line) == "UNSCORED" else None
    return (
        found is not None
        and "|" not in line
        and loose_score(found) is None
        and (found["number"] is None) == (episode.number is None)
        and (tidy(found["title"]) or None) == episode.title
    )


# -- sections -------------------------------------------------------------------------------------


_Node: TypeAlias = Heading | Paragraph | ItemList


def _nodes(review: Review) -> list[_Node]:
    """Return the headings and the blocks of the sections, in their order."""
    nodes: list[_Node] = []
    for section in review.sections:
        if section.heading is not None:
            nodes.append(section.heading)
        nodes.extend(section.blocks)
    return nodes


def _weak(review: Review) -> bool:
    """Tell whether another line of a title's shape could be taken for the title."""
    return review.title.season is None and review.title.tagline is None


def _closing_place(nodes: Sequence[_Node], review: Review) -> int:
    """Return the node above which the verdict stands where no guide does.

    A heading that looks like a title could be taken for a better one, and right below the title
    one that looks like a field for that; below the verdict neither is.
    """
    for at, node in enumerate(nodes):
        if isinstance(node, Heading) and (
            (_weak(review) and rivals_title(node.text)) or (at == 0 and lenient_field(node.text))
        ):
            return at
    return len(nodes)


def _sections(
    nodes: Sequence[_Node], review: Review, *, after_guide: bool, closing_at: int
) -> list[str]:
    """Return the blocks of the sections, each a string; the verdict stands above `closing_at`."""
    parts: list[str] = []
    prose_follows = False
    for at in range(len(nodes) - 1, -1, -1):
        node = nodes[at]
        before = nodes[at - 1] if at else None
        if isinstance(node, Heading):
            parts.append(node.text)
            prose_follows = False
        elif isinstance(node, ItemList):
            parts.append("\n".join(print_leaf(item) for item in node.items))
            prose_follows = True
        else:
            text = node.text
            # One block of prose below a guide may yet stand between its entries; a list ends it.
            after_verdict = at >= closing_at
            structure_above = after_guide or after_verdict
            open_guide = after_guide and at <= 1 and not isinstance(before, ItemList)
            escape = (
                must_escape(
                    text, before=before, after_guide=open_guide, after_verdict=after_verdict
                )
                or (at == 0 and not structure_above and lenient_field(text))
                or (_weak(review) and not structure_above and rivals_title(text))
            )
            short = may_be_heading(text)
            if short and not escape:
                escape = prose_follows or isinstance(before, Heading)
            parts.append("\\" + text if escape else text)
            prose_follows = escape or not short
    parts.reverse()
    return parts


def may_be_heading(text: str) -> bool:
    """Tell whether a line of prose alone is short and open enough for a heading."""
    return len(text) <= _HEADING and not closed(text)


_READ_AS_PROSE = frozenset(("PROSE", "RATING"))
_LATE = frozenset(("EDGE", "TALK"))
_OPENS = frozenset(("REPLY", "COUNT", "TALK"))


def must_escape(
    text: str,
    *,
    before: object = None,
    after_guide: bool = False,
    after_verdict: bool = False,
) -> bool:
    """Tell whether a paragraph would be read as something else, or the heading `before` would."""
    would_be = shape(text)
    if (
        isinstance(before, Heading)
        and shape(before.text) in ("SEASON", "UNSCORED")
        and leads_to_guide(text, would_be)
    ):
        return True
    if would_be == "UNSCORED":
        return after_guide
    if would_be in _LATE:
        return after_verdict
    return would_be not in _READ_AS_PROSE


# -- the site's lines -----------------------------------------------------------------------------


def _boilerplate(review: Review) -> tuple[list[str], list[str]]:
    """Return the site's lines before the title, and the blocks of those after the verdict."""
    lines = list(review.boilerplate)
    front: list[str] = []
    title = review.title.span.offset
    while lines and lines[0].span.offset < title:
        front.append(lines.pop(0).text)
    after: list[str] = []
    tail: list[str] = []
    replied = False
    for text in (line.text for line in lines):
        found = shape(text)
        if replied or found in _OPENS:
            replied = True
            tail.append(text)
        elif found in ("BOILERPLATE", "EDGE"):
            after.append(text)
        else:
            tail.append(text)
    tail = _reply_first(tail)
    if tail and shape(tail[0]) not in _OPENS:
        front.extend(_harmless(tail))
        tail = []
    return front, after + (["\n".join(tail)] if tail else [])


def _reply_first(lines: list[str]) -> list[str]:
    replies = [at for at, text in enumerate(lines) if shape(text) in _OPENS]
    if not replies:
        return lines
    first = replies[0]
    return [lines[first], *lines[:first], *lines[first + 1 :]]


def _harmless(lines: Iterable[str]) -> list[str]:
    """Return the lines that read as the site's before a title."""
    return [
        text
        for text in lines
        if "eview" not in text and "EVIEW" not in text and shape(text) in ("PROSE", "EDGE", "ITEM")
    ]
