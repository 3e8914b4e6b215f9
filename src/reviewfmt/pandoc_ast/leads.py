"""Entries that open a paragraph or an item, or are a heading, such as `2. Rain – 3/5. Slow.`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from reviewfmt.characters import closed, tidy
from reviewfmt.model import AnyScore, Episode
from reviewfmt.pandoc_ast.counted import counted_in_words, with_digits
from reviewfmt.pandoc_ast.pieces import Bullets, Grid, Head, Piece, Prose, Rule, Terms
from reviewfmt.pandoc_ast.scored import read_score, scores_in
from reviewfmt.pandoc_ast.trailing import Ending, score_last
from reviewfmt.syntax import inline
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.inline import Emphasis, Inline, Strong
from reviewfmt.syntax.kinds import classify
from reviewfmt.syntax.scores import number as number_of
from reviewfmt.syntax.shapes import Kind
from reviewfmt.syntax.words import built_in

_LONGEST = 160
_MOST_TITLE_WORDS = 14
_SIGNS = " \t-–—:|,;=•·"
_NUMBER = re.compile(
    r"(?:#[ \t]?|№[ \t]?|No\.?[ \t])?(?P<first>\d{1,3})(?:\.(?P<second>\d{1,2})(?!\d))?"
    r"(?P<sign>[ \t]*[.):–—-]+)?[ \t]+(?=\S)"
)
_LOOSE = re.compile(r"\d{1,3}[ \t]+(?![“\"„«「『])")
_COUNTED = re.compile(r"[^\W\d_]{2,12}[ \t](?P<number>\d{1,3})[ \t]*[:.–—-][ \t]+(?=\S)")
"""What a show calls its parts, and the number of one: `Day 3: Pins`."""

_QUOTED = re.compile(r"[“\"„«「『‘](?P<title>[^“”\"„«»「」『』]+)[”\"“»」』’][.,]?")
_SENTENCE = re.compile(r"[^\W\d]{4,}[.!?。]\s")
_BOX = re.compile(r"(?:\[[ xX]\]|[☐☑☒✓✔✅❌])[ \t]+")
LEVEL = 7
"""The level of a paragraph that opens with an entry: deeper than that of any heading."""


_LEAST_NOTE_WORDS = 3


class Lead(NamedTuple):
    """An entry at the start of a line, and the text behind its score; `whole` tells of none.

    `marked` tells that strong text opens the line. `part` is the second number of `3.2`. `loose`
    tells that no sign stands behind the number: it counts only in a row with others.
    """

    episode: Episode
    rest: str
    marked: bool
    part: int | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class EntryHead(Head):
    """A heading, or the opening of a paragraph, that is an entry of a guide."""

    episode: Episode = Episode()  # noqa: RUF009  # it is frozen


def without_box(line: str) -> str:
    """Return an item without the box that tells whether it is done."""
    match = _BOX.match(line)
    return line if match is None else line[match.end() :]


def lead_of(line: str) -> Lead | None:
    """Return the entry that a line opens with; one without a label has a title and a score."""
    nodes = inline.inlines(without_box(line))
    last = _scored_last(nodes)
    if last is not None and last.episode.title and len(last.rest.split()) >= _LEAST_NOTE_WORDS:
        return last  # what stands between is said of it
    return _scored_first(nodes) or last


def is_noted_entry(line: str) -> bool:
    """Tell whether strong text opens a line as an entry, its score the end, a note between them."""
    if not line.startswith("**"):
        return False
    nodes = inline.inlines(line)
    lead = _scored_last(nodes) or _scored_first(nodes)
    if lead is not None and lead.episode.score is None:
        return False
    if lead is None or not lead.rest or lead.episode.number is None:
        return False
    return bool(lead.episode.title) or closed(lead.rest)


def _scored_last(nodes: Sequence[Inline]) -> Lead | None:
    """Return the entry that opens a line in strong text, and has its score at the end."""
    if len(nodes) < 2 or not isinstance(nodes[0], Strong):
        return None
    plain, opening = inline.plain_of(nodes), inline.plain_of(nodes[:1])
    found = list(scores_in(plain))
    read = _entry(opening.rstrip(_SIGNS + ".")) if found else None
    if not found and (ending := score_last(inline.render(tuple(nodes)))) is not None:
        return _graded_last(nodes, opening, ending)
    if read is None or plain[found[-1].end :].strip(")]") or found[-1].start < len(opening):
        return None
    episode, part = read
    rest = inline.part(tuple(nodes), len(opening), found[-1].start)
    title = _marked(episode.title, nodes, plain)
    said = tidy(inline.render(rest)).lstrip(_SIGNS).rstrip(_SIGNS + "([")
    said = _without_name(said).rstrip() if closed(_without_name(said).rstrip()) else said
    return Lead(replace(episode, title=title, score=found[-1].score), said, True, part)


def _graded_last(nodes: Sequence[Inline], opening: str, ending: Ending) -> Lead | None:
    """Return the entry that opens a line in strong text, and has its grade at the end."""
    read = _entry(opening.rstrip(_SIGNS + "."))
    before = inline.plain(ending.rest)
    if read is None or read[0].number is None or not before.startswith(opening):
        return None
    episode, part = read
    said = inline.part(tuple(inline.inlines(ending.rest)), len(opening), len(before))
    title = _marked(episode.title, nodes, inline.plain_of(nodes))
    rest = tidy(inline.render(said)).lstrip(_SIGNS)
    return Lead(replace(episode, title=title, score=ending.score), rest, True, part)


def _scored_first(nodes: Sequence[Inline]) -> Lead | None:
    plain = inline.plain_of(nodes)
    marked = bool(nodes) and isinstance(nodes[0], Strong)
    cut = _cut(plain, nodes)
    if cut is None:
        if len(plain) > _LONGEST or closed(plain):
            return None
        said, score, rest = plain, None, ""
    else:
        said, score, rest = cut
    read = _entry(said)
    if read is None:
        return None
    episode, part = read
    if score is None and episode.number is None:
        return None
    title = _marked(episode.title, nodes, plain)
    loose = _LOOSE.match(said) is not None
    if loose and score is None:
        return None
    return Lead(replace(episode, title=title, score=score), rest, marked, part, loose)


def _cut(plain: str, nodes: Sequence[Inline]) -> tuple[str, AnyScore, str] | None:
    """Return what stands before the first score of a line, the score, and the text behind it."""
    found = next(scores_in(plain[: _LONGEST + 16]), None)
    if found is None or found.start > _LONGEST:
        return _graded(plain)
    before, behind = plain[: found.start], plain[found.end :]
    said = before.rstrip(_SIGNS)
    if said.endswith(("(", "[")):
        if not behind.lstrip().startswith((")", "]")) and behind[:1] not in ",;":
            return None
        said = said[:-1].rstrip(_SIGNS)
    elif (said == before.rstrip()) and not (_is_boundary(nodes, len(said)) or _NUMBER.match(said)):
        return None
    said = _without_name(said)
    if not said or (behind[:1].isalnum() and not plain[: found.end].endswith((".", "。"))):
        return None
    rest = inline.render(inline.part(tuple(nodes), found.end, len(plain)))
    return said, found.score, tidy(rest.lstrip(_SIGNS + ")].。"))


def _graded(plain: str) -> tuple[str, AnyScore, str] | None:
    """Return a line that ends in a letter grade behind a sign, as `_cut` does."""
    if len(plain) > _LONGEST:
        return None
    before, sign, said = plain.rpartition(" ")
    score = read_score(said.strip("()[]")) if sign else None
    if score is None or not (before.rstrip() != before.rstrip().rstrip(_SIGNS) or said[0] in "(["):
        return None
    return _without_name(before.rstrip(_SIGNS)), score, ""


def _is_boundary(nodes: Sequence[Inline], at: int) -> bool:
    """Tell whether strong text or emphasis begins or ends at a place of the plain text."""
    end = 0
    for one in nodes:
        start, end = end, end + len(inline.plain_of((one,)))
        if isinstance(one, Strong | Emphasis) and (end == at or start in (at, at + 1)):
            return True
    return False


@cache
def _score_names() -> re.Pattern[str]:
    words = {word for one in built_in().vocabularies for word in one.words("score", "before")}
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<=[\s\-–—:|,;(])(?:{names})\Z", re.IGNORECASE)


def _without_name(said: str) -> str:
    """Return a text without the name of a score that ends it: `Rain – Score`."""
    match = _score_names().search(said[-40:])
    return said if match is None else said[: len(said) - len(match[0])].rstrip(_SIGNS + "([")


def _entry(said: str) -> tuple[Episode, int | None] | None:
    """Return the entry that the words before a score say, and the second number of `3.2`."""
    if len(said.split()) > _MOST_TITLE_WORDS or _SENTENCE.search(said) is not None:
        return None
    if classify(said, built_in()).kind in (Kind.VERDICT, Kind.SEASON, Kind.GUIDE):
        return None
    number = _NUMBER.match(said)
    outlined = None if number is None else built_in().label.match(said, number.end())
    if number is not None and outlined is not None and any(map(str.isdecimal, outlined[0])):
        said, number = said[number.end() :], None  # the number of a heading in an outline
    if number is not None:
        title = _title(said[number.end() :])
        part = None if number["second"] is None else int(number["second"])
        if not title:
            return None
        digits = number["first"] + ("" if part is None else f".{part}")
        return Episode("Episode", number_of(digits), None, title), part
    words = built_in()
    said = with_digits(said)
    said = counted_in_words(said)
    if words.verdict_name.fullmatch(said) is not None:
        return None
    counted = _COUNTED.match(said)
    if counted is not None and words.label.match(said) is None and words.season_at(said) is None:
        title = _title(said[counted.end() :])
        if not title:
            return None
        return Episode("Episode", number_of(counted["number"]), None, title), None
    label = words.label.match(said)
    if label is not None and said[label.end() :].startswith(","):
        said = f"{label[0]}: {said[label.end() + 1 :].strip()}"
    entry = read_guide_entry(said, built_in())
    if entry is not None and entry.label is not None and entry.number is not None:
        last = None if entry.number_end is None else number_of(entry.number_end)
        title = _title(entry.title or "")
        return Episode(
            entry.label,
            number_of(entry.number),
            last,
            title or None,
            named_season=entry.season,
        ), None
    title = _title(said)
    return (Episode(title=title), None) if title else None


def _title(said: str) -> str:
    said = tidy(said.strip(_SIGNS))
    quoted = _QUOTED.fullmatch(said)
    if quoted is not None:
        return quoted["title"]
    last = said.rpartition(" ")[2]
    stopped = said.endswith(".") and said.count(".") == 1 and len(last) > _LEAST_LAST_WORD
    return said[:-1] if stopped else said


_LEAST_LAST_WORD = 3


def _marked(title: str | None, nodes: Sequence[Inline], plain: str) -> str | None:
    """Return a title with the marks that it has in a line, strong text around all of it aside."""
    start = plain.find(title) if title else -1
    if not title or start < 0:
        return inline.escape(title) if title else None
    found = inline.part(tuple(nodes), start, start + len(title))
    if len(found) == 1 and isinstance(found[0], Strong):
        found = found[0].children
    return tidy(inline.render(found))


# -- the pieces of a document --------------------------------------------------------------------


class Asked(NamedTuple):
    """What is asked of a piece: whether it names a guide, and the score that it is, if any."""

    names_guide: Callable[[Piece], bool]
    score: Callable[[Piece], AnyScore | None]


def led(run: Sequence[Piece], asked: Asked) -> list[Piece]:
    """Return pieces with each entry that is a heading, or opens a paragraph, as its head."""
    run = _with_lines(list(_parted(run)), asked)
    return list(_with_paragraphs(_with_headings(run, asked), asked))


def _with_lines(run: list[Piece], asked: Asked) -> list[Piece]:
    """Return pieces with lines that are entries as their heads, where paragraphs hold the scores.

    `Episode 1 – Rain`, what is said of it, and `Score: 7/10` are three paragraphs. Most of two
    such lines or more have a score.
    """
    heads: dict[int, Episode] = {}
    for at, piece in enumerate(run):
        if isinstance(piece, Prose) and (episode := _typed_entry(piece)) is not None:
            heads[at] = episode
    places = list(heads)
    scores = [_score_below(run, at, asked) for at in places]
    found = [score for score in scores if score is not None]
    if len(places) < _LEAST_ROWS or 2 * len(found) <= len(places):
        return run
    if all(score == at + 1 for at, score in zip(places, scores, strict=True)):
        return run  # each score stands right below
    last = len(run)
    if scores[-1] is not None:
        ends = [*places[1:], last]
        behind = (
            end - score - 1
            for score, end in zip(scores[:-1], ends, strict=False)
            if score is not None
        )
        last = scores[-1] + 1 + max(behind, default=0)
    lined: list[Piece] = []
    for at, piece in enumerate(run):
        if at == last and not isinstance(piece, Head):
            lined.append(Rule())
        one = heads.get(at)
        lined.append(piece if one is None else EntryHead(LEVEL, piece.text, episode=one))  # type: ignore[union-attr]
    return lined


def _typed_entry(piece: Prose) -> Episode | None:
    """Return the entry with a label and a title that a paragraph is and nothing else, or None."""
    if piece.score is not None or "\n" in piece.text or len(piece.text) > _LONGEST:
        return None
    if built_in().label.match(inline.plain(piece.text)) is None:
        return None
    lead = lead_of(piece.text)
    if lead is None or lead.rest or lead.episode.score is not None:
        return None
    return lead.episode if lead.episode.number is not None and lead.episode.title else None


def _score_below(run: Sequence[Piece], at: int, asked: Asked) -> int | None:
    """Return which piece below an entry is its score, or ends in it; None for none."""
    for later in range(at + 1, len(run)):
        piece = run[later]
        if isinstance(piece, Head) or not isinstance(piece, Prose) or _typed_entry(piece):
            return None
        if asked.score(piece) is not None:
            return later
        if piece.score is None and score_last(piece.text) is not None:
            return later
    return None


def _parted(run: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with the score that opens a paragraph below an entry's heading by itself.

    A paragraph of several lines that open with entries is one for each of these.
    """
    run = [one for piece in run for one in _entry_by_entry(piece)]
    for at, piece in enumerate(run):
        above = run[at - 1] if at else None
        if isinstance(piece, Prose) and piece.score is None and isinstance(above, Head):
            lead = lead_of(above.text) if above.score is None else None
            opened = score_first(piece.text.partition("\n")[0])
            numbered = lead is not None and lead.episode.number is not None
            if opened is not None and numbered and lead is not None and lead.episode.score is None:
                below = "\n".join(filter(None, (opened[1], piece.text.partition("\n")[2])))
                yield from (Prose(str(opened[0])), Prose(below))
                continue
        yield piece


def _entry_by_entry(piece: Piece) -> Iterator[Piece]:
    """Yield a paragraph whose lines open with entries, and are no plain ones, as several."""
    lines = piece.text.split("\n") if isinstance(piece, Prose) and piece.score is None else []
    opens = [at for at, line in enumerate(lines) if _opens_entry(line)]
    if len(opens) < _LEAST_ROWS or opens[0] or all(map(_is_plain_entry, lines)):
        yield piece
        return
    for start, end in pairwise((*opens, len(lines))):
        yield Prose("\n".join(lines[start:end]))


_LEAST_ROWS = 2


def _opens_entry(line: str) -> bool:
    """Tell whether a line opens with an entry that has a number and a score."""
    lead = lead_of(line)
    if lead is None or lead.episode.number is None or lead.loose:
        return False
    return lead.episode.score is not None


def _is_plain_entry(line: str) -> bool:
    return classify(line, built_in()).kind is Kind.ENTRY


def _with_headings(run: Sequence[Piece], asked: Asked) -> list[Piece]:
    """Return pieces whose headings with numbers, or below that of a guide, are entries.

    Below a guide that has its entries already, a heading without a number is one of a section. Two
    headings of a level or more must be entries, and most of these have a score.
    """
    found: dict[int, list[tuple[int, Episode, bool]]] = {}
    guide = 0
    for at, piece in enumerate(run):
        if not isinstance(piece, Head):
            continue
        if asked.names_guide(piece):
            guide = 0 if _has_entries(run, at) else piece.level
            continue
        if piece.level <= guide:
            guide = 0
        episode = _heading(piece, below_guide=guide > 0)
        if episode is not None:
            scored = episode.score is not None or _is_scored_below(run, at, asked)
            found.setdefault(piece.level, []).append((at, episode, scored))
    heads = list(run)
    for ones in found.values():
        if any(_is_loose(run[at]) for at, _, _ in ones):
            counted = [episode.number for _, episode, _ in ones]
            ones = ones if counted == list(range(1, len(ones) + 1)) else []
        numbered = sum(episode.number is not None for _, episode, _ in ones)
        if 2 * numbered > len(ones):
            ones = [one for one in ones if one[1].number is not None or one[2]]
        if len(ones) > 1 and 2 * sum(scored for _, _, scored in ones) > len(ones):
            for at, episode, _ in ones:
                head = run[at]
                assert isinstance(head, Head)
                heads[at] = EntryHead(head.level, head.text, episode=episode)
    return heads


def _is_loose(piece: Piece) -> bool:
    """Tell whether a heading opens with a number and no sign behind it."""
    return isinstance(piece, Head) and _LOOSE_HEAD.match(inline.plain(piece.text)) is not None


def _has_entries(run: Sequence[Piece], at: int) -> bool:
    """Tell whether a list, a table or an entry stands between a heading and the next one."""
    for later in range(at + 1, len(run)):
        piece = run[later]
        if isinstance(piece, Head):
            return False
        if isinstance(piece, Bullets | Grid | Terms):
            return True
        if isinstance(piece, Prose) and piece.score is None:
            lead = lead_of(piece.text.partition("\n")[0])
            if lead is not None and lead.episode.label is not None:
                return True
    return False


_PART = re.compile(r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})[.):]?[ \t]+(?=[^\W\d])")
_LOOSE_HEAD = re.compile(r"(\d{1,3})[ \t]+([^\W\d].*)")


def _heading(head: Head, *, below_guide: bool) -> Episode | None:
    """Return the entry that a heading is by its number or its place."""
    text = head.text if head.score is None else f"{head.text} – {head.score}"
    plain = inline.plain(head.text)
    lead = lead_of(text)
    part = _PART.match(plain)
    if part is not None and head.score is None and plain[part.end() :].strip():
        number = Decimal(int(part["second"]))
        title = tidy(plain[part.end() :])
        return Episode(
            "Episode", number, None, inline.escape(title), named_season=int(part["first"])
        )
    loose = _LOOSE_HEAD.match(plain)
    if lead is None and head.score is None and closed(plain):
        read = _entry(plain)  # a title may be a question
        if read is not None and read[0].label is not None and read[0].number is not None:
            nodes = inline.inlines(head.text)
            return replace(read[0], title=_marked(read[0].title, nodes, plain))
    if lead is None and loose is not None and head.score is None:
        return Episode("Episode", Decimal(int(loose[1])), None, inline.escape(loose[2]))
    if lead is not None and not lead.rest and lead.episode.label is not None:
        return lead.episode
    if not below_guide:
        return None
    if lead is not None and not lead.rest:
        return lead.episode
    return Episode(title=tidy(head.text)) if plain and head.score is None else None


def _is_scored_below(run: Sequence[Piece], at: int, asked: Asked) -> bool:
    """Tell whether a piece between a heading and the next one is a score."""
    for later in range(at + 1, len(run)):
        piece = run[later]
        if isinstance(piece, Head):
            return False
        if asked.score(_first_line(piece)) is not None:
            return True
        if isinstance(piece, Prose) and piece.score is None and score_last(piece.text) is not None:
            return True
    return False


def _first_line(piece: Piece) -> Piece:
    if isinstance(piece, Prose) and piece.score is None and "\n" in piece.text:
        return Prose(piece.text.partition("\n")[0])
    return piece


class _Opened(NamedTuple):
    """A paragraph that opens with an entry: its place, the entry, and the text below.

    `taken` tells that the piece behind it is the score. `plainly` tells that the line says so to
    every reader.
    """

    at: int
    lead: Lead
    below: str
    taken: bool
    plainly: bool


def _with_paragraphs(run: Sequence[Piece], asked: Asked) -> Iterator[Piece]:
    place = 0
    for group in _groups(run, asked):
        first, last = group[0].at, group[-1].at
        yield from run[place : max(place, first - 1)]
        if first > place:
            yield _as_heading(run[first - 1], asked)
        place = first
        numbered = _in_seasons([one.lead for one in group])
        for one, episode in zip(group, numbered, strict=True):
            yield from run[place : one.at]
            said = run[one.at]
            assert isinstance(said, Prose)
            yield EntryHead(LEVEL, said.text, episode=episode)
            if one.below:
                yield Prose(one.below)
            place = one.at + 1 + one.taken
        most = max((two.at - one.at - 1 - one.taken for one, two in pairwise(group)), default=0)
        end = place
        while end < min(place + most, len(run)) and isinstance(run[end], Prose):
            end += 1
        yield from run[place:end]
        yield Rule()
        place = max(end, last + 1)
    yield from run[place:]


def _as_heading(piece: Piece, asked: Asked) -> Piece:
    """Return a paragraph that names the guide below it as the heading that it is."""
    if isinstance(piece, Prose) and asked.names_guide(piece):
        return Head(LEVEL - 1, inline.escape(inline.plain(piece.text)))
    return piece


def _groups(run: Sequence[Piece], asked: Asked) -> Iterator[list[_Opened]]:
    """Yield the paragraphs that open with entries, those of each guide together."""
    group: list[_Opened] = []
    guided = False
    skip = -1
    for at, piece in enumerate((*run, Head(1, ""))):
        if at == skip:
            continue
        opened = _opened(run, at, asked, guided=guided) if isinstance(piece, Prose) else None
        if opened is not None:
            group.append(opened)
            skip = at + 1 if opened.taken else -1
        elif isinstance(piece, Head | Grid):
            if len(group) > 1 and not all(one.plainly for one in group) and _counts(group):
                yield group
            group = []
            guided = isinstance(piece, Head) and asked.names_guide(piece)
        elif asked.names_guide(piece):
            guided = True


def _counts(group: Sequence[_Opened]) -> bool:
    """Tell whether numbers that no sign stands behind count up from one."""
    if not any(one.lead.loose for one in group):
        return True
    return [one.lead.episode.number for one in group] == list(range(1, len(group) + 1))


def _opened(run: Sequence[Piece], at: int, asked: Asked, *, guided: bool) -> _Opened | None:
    """Return the entry that a paragraph opens with; one with no number stands in a guide."""
    piece = run[at]
    if not isinstance(piece, Prose) or piece.score is not None:
        return None
    line, _, below = piece.text.partition("\n")
    lead = lead_of(line)
    if lead is None:
        return None
    taken = False
    if lead.episode.score is None:
        if lead.rest:
            return None
        opening, _, further = below.partition("\n")
        score = asked.score(Prose(opening)) if below else None
        if score is not None:
            below = further
        elif below and (opened := score_first(opening)) is not None:
            score, said = opened
            below = "\n".join(filter(None, (said, further)))
        elif not below and at + 1 < len(run):
            score = asked.score(run[at + 1])
            taken = score is not None
        if score is None:
            return None
        lead = lead._replace(episode=replace(lead.episode, score=score))
    if lead.episode.label is None and not (guided and lead.marked):
        return None
    plainly = not lead.rest and not taken and classify(line, built_in()).kind is Kind.ENTRY
    return _Opened(at, lead, "\n".join(filter(None, (lead.rest, below))), taken, plainly)


def score_first(line: str) -> tuple[AnyScore, str] | None:
    """Return the score that opens a line, and the text behind the stop or the dash after it.

    Its name may stand before it: `Score: 3/5. A slow start.`
    """
    found = next(scores_in(line[:_LONGEST]), None)
    if found is None or not _opens_score(line[: found.start].strip("* ")):
        return None
    rest = line[found.end :].lstrip("*")
    drawn = line[found.end - 1] in "★☆⭐½"
    apart = drawn or line[: found.end].endswith(".")
    if not rest.strip() or not (apart or rest.strip()[0] in "-–—:,;.("):
        return None
    return found.score, tidy(rest.strip().lstrip("-–—:,;. "))


def _opens_score(before: str) -> bool:
    """Tell whether the words before a score are none, or name it."""
    name = before.rstrip(" *:=–—-")
    if not name:
        return not before
    return name != before and _score_names().fullmatch(f" {name}", 1) is not None


def _in_seasons(leads: Sequence[Lead]) -> list[Episode]:
    """Return the entries of leads: `3.1`, `3.2` are those of the third season."""
    seasons = {int(one.episode.number or 0) for one in leads}
    if len(seasons) > 1 or any(one.part is None for one in leads):
        return [one.episode for one in leads]
    (season,) = seasons
    return [
        replace(one.episode, number=Decimal(one.part or 0), named_season=season) for one in leads
    ]
