"""The features of a line of a page, among its neighbours and in the page.

A feature is a name that a line has or lacks. Features describe forms and what the vocabularies
know; none is a word of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from reviewfmt.characters import closed
from reviewfmt.pages.layout import SITES, layout
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.looks import SHORT, Look
from reviewfmt.pages.rhythm import rhythm
from reviewfmt.syntax.vocabulary import fold


def features(
    lines: Sequence[PageLine], looks: Sequence[Look], decided: Collection[int] = ()
) -> list[list[str]]:
    """Return the names of the features of each line, including those from its neighbours.

    The lines at the places in `decided` have a known label, so they get no features.
    """
    places = _places(lines)
    guides = _guides(lines, looks)
    pages = _pages(lines, looks)
    units = _units(lines, looks)
    rhythms = rhythm(lines, looks, _blocks(lines), decided)
    layouts = layout(lines, looks, decided)
    headed = _headed(looks)
    under = _under(lines, headed)
    size = len(lines)
    found: list[list[str]] = []
    for at, (one, place, page) in enumerate(zip(looks, places, pages, strict=True)):
        if at in decided:
            found.append([])
            continue
        has = list(one.own)
        has += place
        has += page
        has += guides[at]
        has += rhythms[at]
        has += layouts[at]
        for offset, name in ((-1, "-"), (1, "+")):
            if 0 <= at + offset < size and headed[at + offset]:
                has.append(f"{name}{headed[at + offset]}&{one.seen[1]}")
        if under[at]:
            has.append(f"under-{under[at]}")
            has.append(f"under-{under[at]}&{one.seen[-1]}&{one.opens}")
        gap = lines[at].gap
        below = lines[at + 1].gap if at + 1 < size else True
        for offset, name in ((-2, "--"), (-1, "-"), (1, "+"), (2, "++")):
            near = at + offset
            if 0 <= near < size:
                has += [f"{name}{seen}" for seen in looks[near].seen]
            else:
                has.append(f"{name}edge")
        if at:
            above = looks[at - 1]
            has.append(f"-{above.kind}{gap}&{one.kind}")
            has.append(f"-{above.score}{gap}&{one.score}")
            if above.score == "none" and "short" in above.own:
                named = "verdict-name" in above.own
                has.append(f"named={named}{gap}&{one.score}")
        if at + 1 < size:
            has.append(f"+{looks[at + 1].kind}{below}&{one.kind}")
            has.append(f"+{looks[at + 1].score}{below}&{one.score}")
            if "verdict-name" in one.own:
                has.append(f"verdict-name&+{looks[at + 1].score}{below}")
        has += units[at]
        if "name-like" in one.own and _is_by_title(at, has, looks):
            has.append("name-there")
        found.append(has)
    return found


def _headed(looks: Sequence[Look]) -> list[str]:
    """Return for each line the feature of a known heading, or an empty text."""
    return [next((name for name in one.own if name.startswith(_HEADED)), "") for one in looks]


def _under(lines: Sequence[PageLine], headed: Sequence[str]) -> list[str]:
    """Return for each line the known heading above it, if only short lines are between."""
    found = []
    above, away = "", 0
    for line, head in zip(lines, headed, strict=True):
        is_under = above and not head and away < _MOST_BELOW and len(line.text) <= SHORT
        found.append(above if is_under else "")
        above, away = (head, 0) if head else (above if is_under else "", away + 1)
    return found


def _is_by_title(at: int, has: Sequence[str], looks: Sequence[Look]) -> bool:
    """Tell whether a line is where authors are named: below the title or the text, or near a date.

    A line whose words are in the title is the name of the work.
    """
    if "in-title" in has:
        return False
    if "after=1" in has or any(name.startswith("below-title") for name in has):
        return True
    return any(
        "byline=d" in one.own for one in (*looks[max(at - 1, 0) : at], *looks[at + 1 : at + 2])
    )


def _places(lines: Sequence[PageLine]) -> list[list[str]]:
    """Return the position of each line in its block."""
    found = []
    for at, line in enumerate(lines):
        first = line.gap
        last = at + 1 == len(lines) or lines[at + 1].gap
        place = "alone" if first and last else "first" if first else "last" if last else "mid"
        found.append([f"place={place}", f"place={place}&long={len(line.text) > SHORT}"])
        if not first:
            above = lines[at - 1].text
            full = len(above) <= SHORT and len(above) > 25
            found[-1].append(f"wraps={full}&{closed(above)}&{line.text[0].islower()}")
    return found


def _pages(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[list[str]]:
    """Return the position of each line in the page: what is above it, and what is below."""
    size = len(lines)
    folded = [fold(line.text) if len(line.text) <= SHORT else "" for line in lines]
    counts = Counter(folded)
    titles = [at for at, one in enumerate(looks) if "review" in one.own and one.kind in _TITLED]
    long = [at for at, line in enumerate(lines) if len(line.text) > SHORT]
    verdicts = [at for at, one in enumerate(looks) if one.score != "none"]
    told = [at for at, line in enumerate(lines) if _is_told(line.text)]
    named = sum(one.score.endswith("verdict") for one in looks)
    first_told = next((at for at in told if not titles or at > titles[0]), size)
    last_told = told[-1] if told else -1
    first_title = titles[0] if titles else size
    first_long = long[0] if long else size
    last_long = long[-1] if long else -1
    last_score = verdicts[-1] if verdicts else -1
    seen: set[str] = set()
    title = folded[first_title] if titles else ""
    has_comments = is_shut = False
    found = []
    for at, one in enumerate(looks):
        text = folded[at]
        has = [
            f"top={min(at, 4)}",
            f"bottom={min(size - 1 - at, 4)}",
            f"titled={'here' if at == first_title else at > first_title}",
            f"begun={at > first_long}",
            f"ended={at > last_long}&{at > last_score}",
            f"comments={has_comments}",
            f"shut={is_shut}",
            f"{one.score}&{at >= last_score}&{at > last_long}",
            f"{one.kind}&begun={at > first_long}&titled={at > first_title}",
            f"{one.kind}&comments={has_comments}",
            f"told={at > first_told}&{at > last_told}&{at > last_score}",
            f"told={at > first_told}&{at > last_told}&{one.seen[1]}&{one.seen[-1]}",
            f"{one.score}&named={min(named - one.score.endswith('verdict'), 2)}",
        ]
        key = next((name for name in one.own if name.startswith("key=")), None)
        if key is not None:
            has.append(f"{key}&titled={at > first_title}")
        if text[-1:] in _ASKING:
            has.append(f"asks&{at > last_long}&{at > last_score}")
        if first_title < at <= first_title + _NEAR:
            has.append(f"below-title={at - first_title}")
            has.append(f"below-title={at - first_title}&{one.seen[1]}&{one.seen[-1]}")
        if text:
            if text in seen:
                has.append("again")
            if title and at != first_title:
                if title.startswith(text):
                    has.append("in-title")
                elif title in text:
                    has.append("holds-title")
            seen.add(text)
            if counts[text] > 1:
                has.append("twice")
        found.append(has)
        if one.kind in ("comments", "counts"):
            has_comments = True
        if one.kind in SITES and at > last_long:
            is_shut = True
    return found


def _is_told(text: str) -> bool:
    """Tell whether a line is a sentence or more: it ends with a mark, and is not a name."""
    return closed(text) and (len(text) > _SENTENCE_LENGTH or not text.isascii())


_HEADED = "heads="
_MOST_BELOW = 8
"""The largest number of short lines below a known heading that are a list."""

_SENTENCE_LENGTH = 25
_NEAR = 3
_ASKING = tuple("?？!！")
_TITLED = frozenset(("prose", "verdict", "rating", "label", "entry?", "season", "heading"))


def _guides(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[list[str]]:
    """Return the position of each line relative to entries, and to scores in its block."""
    size = len(lines)
    strong = [
        one.opens == "label" and len(line.text) <= SHORT
        for one, line in zip(looks, lines, strict=True)
    ]
    below = [0] * (size + 1)
    for at in range(size - 1, -1, -1):
        below[at] = below[at + 1] + strong[at]
    blocks = _blocks(lines)
    shut = [closed(line.text) for line in lines]
    found = []
    above, since, is_apart = 0, 9, True
    for at, one in enumerate(looks):
        start, end = blocks[at]
        inside = range(start, end)
        scored = sum(looks[k].score != "none" for k in inside) if end - start < 40 else 40
        share = "all" if scored == end - start else "none" if not scored else "some"
        shown = min(below[start] - below[end], 2)
        closing = sum(shut[start:end]) if end - start < 40 else 0
        ends = "all" if closing == end - start else "most" if 2 * closing > end - start else "few"
        around_ = f"{min(above, 1)}{min(below[at + 1], 1)}"
        if strong[at]:
            above, since, is_apart = above + 1, 0, False
        else:
            since += 1
            is_apart = is_apart or lines[at].gap
        near = f"{min(since, 3)}{is_apart}"
        episodes = min(below[0], 3)
        has = [
            f"eps={around_}",
            f"eps={around_}&near={near}",
            f"eps={around_}&{one.kind}",
            f"eps={around_}&{one.score}&{near}",
            f"block={share}&{min(end - start, 4)}",
            f"block={ends}&{min(end - start, 4)}&{'first' if at == start else shut[at - 1]}",
            f"block={share}&{shown}&{one.opens}&{one.score}",
            f"page={episodes}&{one.score}&{one.opens}",
        ]
        found.append(has)
    return found


def _units(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[list[str]]:
    """Return the position of each line among units: lines with the same beginning.

    The lines between two units show how much belongs to the last one.
    """
    found: list[list[str]] = [[] for _ in lines]
    starts = _openings(lines, looks)
    if len(starts) < 2:
        return found
    between = [below - above - 1 for above, below in pairwise(starts)]
    most, is_even = max(between), len(set(between)) == 1
    for at in range(starts[0]):
        found[at].append("unit=above")
    ends = (*starts[1:], len(lines))
    for start, end in zip(starts, ends, strict=True):
        found[start].append(f"unit=here&{min(most, 3)}")
        place = "last" if end == len(lines) else "mid"
        for at in range(start + 1, end):
            inside = f"{at - start <= most}&{is_even}&{min(most, 3)}"
            found[at].append(f"unit={place}&{inside}")
            found[at].append(f"unit={place}&{inside}&{looks[at].seen[1]}")
            found[at].append(f"unit={place}&{inside}&{looks[at].score}")
    return found


def _openings(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[int]:
    """Return the short lines with the most frequent beginning with a label, number or quote."""
    opened: dict[str, list[int]] = {"label": [], "number": [], "quote": [], "part": []}
    for at, (line, one) in enumerate(zip(lines, looks, strict=True)):
        if one.opens in opened and len(line.text) <= SHORT:
            opened[one.opens].append(at)
    return max(opened.values(), key=len)


def _blocks(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """Return the beginning and the end of the block of each line."""
    starts = [at for at, line in enumerate(lines) if line.gap or not at] + [len(lines)]
    found = []
    for start, end in pairwise(starts):
        found += [(start, end)] * (end - start)
    return found
