"""Reads guides in lists and headings: `1. Rain – 3/5`, `### Episode 1: Rain – 3/5`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reviewfmt.characters import closed, tidy
from reviewfmt.model import (
    AnyScore,
    Block,
    Episode,
    Figure,
    Guide,
    Paragraph,
    Quote,
    score_from,
)
from reviewfmt.pandoc_ast.entries.entry import Read
from reviewfmt.pandoc_ast.entries.lines import before_signs, lead_of, without_box
from reviewfmt.pandoc_ast.lines.loose import bracketed, led, loosened
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.lines.trailing_scores import score_last
from reviewfmt.pandoc_ast.pieces.piece import (
    Bullets,
    Head,
    Picture,
    Piece,
    Prose,
    Quotation,
    words_of,
)
from reviewfmt.pandoc_ast.printed import known_words
from reviewfmt.pandoc_ast.scored import read_score, scores_in, split_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.inline import Strong
from reviewfmt.syntax.line_kinds import Entry, Kind
from reviewfmt.syntax.line_kinds import Verdict as VerdictLine
from reviewfmt.syntax.scores import number as number_of
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_NOTED = re.compile(
    r"(?P<title>[^()\[\]]{1,120})[(\[](?P<score>[^()\[\]]{1,24})[)\]]\s{0,3}[:–—-]\s{0,3}(?P<note>\S.*)"
)
"""A title, a score in brackets, and a remark: `Rain (3/5): a slow start`."""

_SCORE_BEHIND = re.compile(r"(\S.*?)[ \t]+(\S+)\Z")


def guide_in(bullets: Bullets, *, named: bool) -> Sequence[Episode] | None:
    """Return the entries in the items of a list, or None if the list is not a guide.

    Entries without a number get the numbers of the list. `named` is true if a heading names a
    guide; below the name of a season, most items need a score.
    """
    found = [_item(parts) for parts in bullets.parts]
    if not found or any(one is None for one in found):
        return None
    episodes = [one for one in found if one is not None]
    scored = sum(one.score is not None for one in episodes)
    numbered = bullets.start is not None
    labelled = all(one.label is not None for one in episodes)
    if not (numbered or labelled) or not (2 * scored > len(episodes) or (named and numbered)):
        return None
    if bullets.start is None or labelled:
        return in_season(episodes)
    return [
        one
        if one.label is not None
        else replace(one, label="Episode", number=Decimal(bullets.start + at))
        for at, one in enumerate(episodes)
    ]


def in_season(episodes: Sequence[Episode]) -> Sequence[Episode]:
    """Return entries whose numbers all name one season, `2.1` and `2.2`, numbered in that season.

    The first entry must be the first of the season, and each must be the next one.
    """
    numbers = [one.number for one in episodes]
    if len(numbers) < _LEAST_OF_SEASON or any(one is None for one in numbers):
        return episodes
    said = [f"{one:f}".partition(".") for one in numbers]
    if len({whole for whole, _, _ in said}) > 1:
        return episodes
    for at, (_, _, part) in enumerate(said, 1):
        if part not in (str(at), str(at).rstrip("0")) and part != f"0{at}":
            return episodes
    season = int(said[0][0])
    return [
        replace(one, number=Decimal(at), named_season=season) for at, one in enumerate(episodes, 1)
    ]


_LEAST_OF_SEASON = 2


def _item(parts: Sequence[Piece]) -> Episode | None:
    first = parts[0] if parts else None
    if not isinstance(first, Prose | Head):
        return None
    line, *rest = first.text.split("\n")
    episode = _dressed_entry(loosened(without_box(led(line))))
    if episode is None:
        return None
    below: list[Piece] = [*map(Prose, rest), *parts[1:]]
    if episode.title is None and (titled := _titled_below(below)) is not None:
        episode, below = replace(episode, title=titled[0]), titled[1]
    if episode.score is None:
        score, below = _scored_below(below)
        title = _bare(episode.title) if score is not None and episode.title else episode.title
        if score is None and title and (ending := score_last(title)) is not None:
            title, score = _bare(ending.rest), ending.score  # a grade with its own marks
        episode = replace(episode, title=title, score=score)
    return replace(episode, notes=(*episode.notes, *blocks_of(below)))


def _titled_below(below: Sequence[Piece]) -> tuple[str, list[Piece]] | None:
    """Return the title in the first item below an entry: `Title: Rain`."""
    first = below[0] if below else None
    if not isinstance(first, Bullets) or not first.items:
        return None
    key, colon, said = first.items[0].partition(":")
    if not colon or fold(inline.plain(key)) not in known_words("title") or not said.strip():
        return None
    return tidy(said), [*first.without(0), *below[1:]]


def _scored_below(below: Sequence[Piece]) -> tuple[AnyScore | None, list[Piece]]:
    """Return the score in a line or an item below an entry, and the pieces without it."""
    for at, piece in enumerate(below):
        if (score := lone_score(piece)) is not None:
            return score, [*below[:at], *below[at + 1 :]]
        if not isinstance(piece, Bullets):
            continue
        found = [lone_score(Prose(item)) for item in piece.items]
        place = next((number for number, one in enumerate(found) if one is not None), None)
        if place is not None:
            return found[place], [*below[:at], *piece.without(place), *below[at + 1 :]]
    last = below[-1] if below else None
    ending = score_last(last.text) if isinstance(last, Prose) and last.score is None else None
    if ending is not None:
        return ending.score, [*below[:-1], Prose(ending.rest)]
    return None, list(below)


def _bare(title: str) -> str:
    """Return a title without strong text around the whole title."""
    nodes = inline.inlines(title)
    strong = nodes[0] if len(nodes) == 1 else None
    return inline.render(strong.children) if isinstance(strong, Strong) else title


def _dressed_entry(line: str) -> Episode | None:
    """Return the entry in a line with marks; marks inside the title stay."""
    marked, bare = entry_in(line), entry_in(undressed(line))
    if marked is None or bare is None or marked.title is None:
        return bare
    agree = (marked.label, marked.number, marked.score) == (bare.label, bare.number, bare.score)
    nodes = inline.inlines(marked.title)
    whole = len(nodes) == 1 and isinstance(nodes[0], Strong)
    return bare if whole or not agree else marked


def entry_in(line: str) -> Episode | None:
    """Return the entry in a line of a guide; an entry with only a title has no label.

    The text after the score is its first note.
    """
    found = _entry_in(line)
    if found is not None and found.score is not None and found.label is not None:
        return found
    lead = lead_of(line)
    if lead is not None and lead.episode.label is None and built_in().label.match(line):
        return found
    if lead is None or (found is not None and found.score is not None and not lead.episode.label):
        return found
    if lead.episode.score is None and lead.episode.label is None:
        return found
    notes = (Paragraph(lead.rest),) if lead.rest else ()
    return replace(lead.episode, notes=notes)


def _entry_in(line: str) -> Episode | None:
    entry = read_guide_entry(line, built_in())
    if entry is None or entry.split is None:
        opening = _opened_by_score(line)
        if opening is not None:
            return opening
    if entry is None:
        behind = bracketed(line)
        if behind is not None:
            return Episode(title=_bare(tidy(behind[0])), score=read_score(inline.plain(behind[1])))
        noted = _NOTED.fullmatch(line)
        score = read_score(inline.plain(noted["score"])) if noted else None
        if noted is not None and score is not None:
            note = Paragraph(tidy(noted["note"]))
            return Episode(title=_bare(tidy(noted["title"])), score=score, notes=(note,))
        match = _SCORE_BEHIND.match(line)
        score = read_score(inline.plain(match[2])) if match else None
        title = tidy(before_signs(match[1], " \t,;:=|–—-") if match and score is not None else line)
        return Episode(title=title, score=score) if title else None
    return _episode(entry, line)


def _opened_by_score(line: str) -> Episode | None:
    """Return the entry in a line whose score precedes its title: `★★★ Rain`, `[3/5] Rain`."""
    found = next(scores_in(line[:_LONGEST_SCORE]), None)
    if found is None or line[: found.start].strip("*([ ") or line[found.end - 1].isalpha():
        return None
    title = line[found.end :]
    title = title.lstrip("*)] \t-–—:" if "||" in title else "*)] \t-–—:|")
    if not title or title[:1].islower() or closed(title):
        return None
    number = lead_of(title)
    if number is not None and number.episode.number is not None:
        return None
    return Episode(title=tidy(title), score=found.score)


_LONGEST_SCORE = 24


def _episode(entry: Entry, line: str) -> Episode:
    split, title = entry.split, entry.title
    score = score_from(split.score.value) if split is not None and split.score else None
    notes: tuple[Block, ...] = ()
    if split is not None and split.note:
        notes = (Paragraph(split.note),)
    elif split is not None and split.tail >= 0 and tidy(line[split.tail :]):
        notes = (Paragraph(tidy(line[split.tail :])),)
    if split is None and title:
        match = _SCORE_BEHIND.match(title)
        behind = read_score(inline.plain(match[2])) if match else None
        if match and behind is not None:
            title, score = match[1].rstrip(" ,;"), behind
    number = None if entry.number is None else number_of(entry.number)
    last = None if entry.number_end is None else number_of(entry.number_end)
    return Episode(
        entry.label, number, last, title or None, score, notes, named_season=entry.season
    )


def labelled_entry(text: str) -> Episode | None:
    """Return the entry in a heading with a label and a number, or None."""
    line = loosened(undressed(text))
    data = classify(line, built_in()).data
    if not isinstance(data, Entry) or data.label is None or data.number is None or data.numeral:
        said, score = split_score(line)
        data = classify(said, built_in()).data if score is not None else None
        if not isinstance(data, Entry) or data.label is None or data.number is None:
            return None
        return replace(_episode(data, said), score=score)
    return _episode(data, line)


def lone_score(piece: Piece | None) -> AnyScore | None:
    """Return the score that a paragraph consists of; a name such as `Score:` may precede it."""
    if not isinstance(piece, Prose):
        return None
    if piece.score is not None and piece.note is None:
        return piece.score
    line = undressed(piece.text)
    score = read_score(inline.plain(line))
    return named_score(piece) if score is None else score


def named_score(piece: Piece | None) -> AnyScore | None:
    """Return the score of a paragraph such as `Rating: 3/5`, which a verdict may be as well."""
    named = named_line(piece)
    return None if named is None else named[1]


def named_line(piece: Piece | None) -> tuple[str, AnyScore] | None:
    """Return the name and the score of a paragraph such as `Rating: 3/5`, or None."""
    if not isinstance(piece, Prose) or piece.score is not None:
        return None
    kind, data = classify(undressed(piece.text), built_in())
    if kind is Kind.VERDICT and isinstance(data, VerdictLine) and data.name and data.split:
        found, note = data.split.score, data.split.note
        return (data.name, score_from(found.value)) if found is not None and not note else None
    return None


def blocks_of(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Yield pieces as the blocks of a note; kinds that a note cannot have become paragraphs."""
    for piece in pieces:
        if isinstance(piece, Bullets):
            yield piece.listed()
        elif isinstance(piece, Quotation):
            yield Quote(tuple(map(Paragraph, piece.paragraphs)))
        elif isinstance(piece, Picture):
            yield Figure(piece.src, piece.alt or None, piece.caption or None)
        elif text := tidy(words_of(piece)):
            yield Paragraph(text)


def read_of(episodes: Sequence[Episode], season: int | None) -> Read:
    """Return entries as a guide with their names, which a heading below it may refer to."""
    return Read(Guide(season, tuple(episodes)), ("",) * len(episodes))
