"""The title of a document: one of its headings, or what its metadata calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from reviewfmt.characters import closed
from reviewfmt.model import AnyScore, Score
from reviewfmt.pandoc_ast.bylines import LONGEST, byline_of
from reviewfmt.pandoc_ast.entries import headings
from reviewfmt.pandoc_ast.fields import field_of
from reviewfmt.pandoc_ast.pictographs import unadorned
from reviewfmt.pandoc_ast.pieces import (
    Bullets,
    Figure,
    Grid,
    Head,
    Picture,
    Piece,
    Prose,
    Rule,
    Terms,
)
from reviewfmt.pandoc_ast.scored import read_score, split_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Inline, Link, Strong
from reviewfmt.syntax.words import built_in, fold


class Titled(NamedTuple):
    """The title of a document, the language that its heading names, and the run without it.

    `above` are headings above the title that say nothing of the review, such as a site's name.
    """

    title: str
    language: str | None
    run: list[Piece]
    above: tuple[str, ...] = ()


def title_of(run: list[Piece], named: str, page: bool, *, ours: bool = False) -> Titled:
    """Return the title: a heading, the first line, or what the metadata calls it (`named`).

    The one that says most of a review is it: a Review word, else a season. Of equals it is the
    first heading, where that is of the first level or nothing else names the document.
    """
    named = _without_site(named, run) if page and not ours else named
    tops = [place for place, piece in enumerate(run) if _text(piece) and _level(piece) == 1]
    heads = sorted({*tops, *_opening_heads(run)})
    first = next((place for place, piece in enumerate(run) if isinstance(piece, Head)), None)
    said = {place: evidence(_text(run[place])) for place in heads}
    best = max(heads, key=lambda place: (said[place], -place), default=None)
    typed = max(_typed(run), key=lambda one: (evidence(one[1]), -one[0]), default=None)
    most = max(evidence(named), said[best] if best is not None else 0)
    if typed is None and not heads and not named:
        typed = _boldly_typed(run)
        most = -1
    if typed is not None and evidence(typed[1]) > most:
        at, line = typed
        return Titled(line, None, [*run[:at], *_below_title(run[at]), *run[at + 1 :]])
    taken = first if first in tops or (not named and not page) else None
    worth = 0 if taken is None else evidence(_text(run[taken]))
    if best is not None and said[best] > max(worth, 0 if taken is not None else evidence(named)):
        taken = best
    if taken is not None and evidence(named) > evidence(_text(run[taken])):
        taken = None if evidence(named) > 1 or not page else taken
    if taken is None and not named and not page and best is not None:
        taken = best
    if taken is not None:
        head = run[taken]
        better = evidence(_text(head)) > evidence(named)
        if isinstance(head, Head) and (page or not named or better or head.text == named):
            above, before = _passed(run[:taken], head.level)
            text = head.text if ours else _unlinked(head.text)
            return Titled(text, head.language, before + run[taken + 1 :], above)
    if run and isinstance(run[0], Prose) and inline.plain(run[0].text) == inline.plain(named):
        run = run[1:]  # word processors write their title as a paragraph
    return Titled(named, None, run)


_PARTED = re.compile(r"\s+[-–—|»·:]\s+")


def _without_site(named: str, run: Sequence[Piece]) -> str:
    """Return what a browser calls a page without the name of its site, where a line says so.

    It is the line above the text that the rest opens with: `Gareth's Page - Fog, Series Two`.
    """
    parts = _PARTED.split(named, maxsplit=1)
    if len(parts) != 2 or evidence(parts[1]) <= 0:
        return named
    for piece in run[:_MOST_ABOVE_TITLE]:
        line = piece.text.partition("\n")[0] if isinstance(piece, Prose | Head) else ""
        said = inline.plain(line).strip()
        if len(said) > 2 and parts[1].startswith(said):
            return parts[1]
    return named


_MOST_ABOVE_TITLE = 6


def _unlinked(title: str) -> str:
    """Return a title without its links to the page itself: all of it is one, or it stays inside."""
    nodes = inline.inlines(title) if inline.has_marks(title) else ()

    def is_own(node: Inline) -> bool:
        return isinstance(node, Link) and (len(nodes) == 1 or "://" not in node.target)

    if not any(map(is_own, nodes)):
        return title
    parts = (
        node.children if isinstance(node, Link) and is_own(node) else (node,) for node in nodes
    )
    return inline.render(tuple(one for each in parts for one in each))


def _opening_heads(run: list[Piece]) -> Iterator[int]:
    """Yield the places of the headings above the first text of a document."""
    for place, piece in enumerate(run):
        if isinstance(piece, Head):
            yield place
        elif not isinstance(piece, Picture | Figure | Rule) and not _is_line(piece):
            return


def _is_line(piece: Piece) -> bool:
    return isinstance(piece, Prose) and len(piece.text) <= LONGEST and not closed(piece.text)


def _passed(before: list[Piece], level: int) -> tuple[tuple[str, ...], list[Piece]]:
    """Return the headings above a title of a lower level, and the other pieces above it."""
    above = tuple(
        inline.plain(piece.text)
        for piece in before
        if isinstance(piece, Head) and (piece.level < level or evidence(piece.text) < 0)
    )
    rest = [
        piece
        for piece in before
        if not isinstance(piece, Head) or inline.plain(piece.text) not in above
    ]
    return above, rest


def _typed(run: list[Piece]) -> Iterator[tuple[int, str]]:
    """Yield the lines above the first text that read as a title, with the places of each."""
    for at, piece in enumerate(run[:_MOST_ABOVE]):
        if not isinstance(piece, Prose):
            return
        line, *below = piece.text.split("\n")
        if len(line) > LONGEST or (below and not _stands_below(below[0])):
            return
        if evidence(line) > 0 and not _stands_below(line):
            nodes = inline.inlines(line)
            strong = nodes[0] if len(nodes) == 1 else None
            yield at, inline.render(strong.children) if isinstance(strong, Strong) else line


def _boldly_typed(run: list[Piece]) -> tuple[int, str] | None:
    """Return the first line in strong text of a document without headings, and its place.

    It stands near the top, and a short line or the text stands below it.
    """
    for at, piece in enumerate(run[:_MOST_ABOVE]):
        if not isinstance(piece, Prose) or piece.score is not None:
            return None
        nodes = inline.inlines(piece.text)
        strong = nodes[0] if len(nodes) == 1 else None
        line = inline.plain_of(nodes)
        if not isinstance(strong, Strong) or "\n" in line or len(line) > LONGEST:
            continue
        if evidence(line) < 0 or closed(line) or _stands_below(line):
            continue
        return at, inline.render(strong.children)
    return None


def season_above(run: Sequence[Piece]) -> int | None:
    """Return the season that opens one of the lines below a title, such as `Season 2 · Murk`."""
    words = built_in()
    for piece, after in pairwise((*run[: _MOST_ABOVE + 1], Rule())):
        if isinstance(piece, Head):
            if isinstance(after, Grid | Bullets | Head | Terms):
                return None
        elif not _is_line(piece):
            return None
        said = inline.plain(piece.text if isinstance(piece, Head | Prose) else "")
        named = words.season_at(said)
        if named is None:
            continue
        rest = said[named[1] :].strip(_ENDS)
        if said[named[1] : named[1] + 2].strip()[:1] in _PARTS or (
            words.review_word.fullmatch(without_by_review(rest)) is not None
        ):
            return named[0]
    return None


def without_by_review(said: str) -> str:
    """Return words without what makes a Review word of them: `reviewed` is one too."""
    return said[:-2] if said.endswith("ed") and len(said) > _LEAST_WORD else said


_LEAST_WORD = 6


def _stands_below(line: str) -> bool:
    """Tell whether a line is what stands right below a title: a byline, or a field."""
    field = field_of(line)
    return byline_of(inline.plain(line)) is not None or (field is not None and bool(field.name))


def _below_title(piece: Piece) -> list[Piece]:
    text = piece.text.partition("\n")[2] if isinstance(piece, Prose) else ""
    return [Prose(text)] if text else []


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Head) else ""


def _level(piece: Piece) -> int:
    return piece.level if isinstance(piece, Head) else 0


def evidence(text: str) -> int:
    """Return how far a text reads as the title of a review.

    It is 2 with the words of one, 1 with a season at its end, 0 with neither, and -1 where it
    names no work: `Review`, `Season 2`.
    """
    said, words = scored_title(inline.plain(text))[0], built_in()
    said = unadorned(said)
    bare = _OPENING_ARTICLE.sub("", said.strip(" .:!"))
    kind = words.kind_word.match(bare)
    rest = bare[kind.end() :].strip() if kind is not None else bare
    if words.review_word.fullmatch(rest):
        return -1
    if fold(bare) in headings("conclusion") | headings("guide") | headings("ratings"):
        return -1
    plain = plain_title(said)
    reviewed = words.title_review.search(plain)
    subject = plain if reviewed is None or not reviewed.start() else plain[: reviewed.start()]
    ends = (start for _, start, end in words.seasons_in(subject) if _ends_work(subject[end:]))
    season = next(ends, None)
    if season is not None and not subject[:season].strip(_ENDS):
        return -1
    if reads_as_title(text):
        return 2
    if season is None and _with_season_behind(said) != said:
        return 1  # `“Fog” Season 2 is the best`
    return 1 if season is not None and not closed(_REMARK.sub("", said)) else 0


_REMARK = re.compile(r"(?<=\S)[ \t]+\([^()]{1,40}\)\Z")


def _ends_work(behind: str) -> bool:
    """Tell whether what stands behind a season is nothing, or a tagline or a remark."""
    rest = behind.strip(_ENDS)
    if not rest or _PARTING.match(behind) is not None:
        return True
    return not rest.isascii() and built_in().review_word.fullmatch(rest) is not None


_PARTING = re.compile(r"[ \t]*[:：(]|[ \t]+[-–—|·]")


def reads_as_title(text: str) -> bool:
    """Tell whether a text with marks has the words that the title of a review has."""
    words = built_in()
    said = unadorned(inline.plain(text))
    return bool(words.title_opening.match(said) or words.title_review.search(said))


def reads_as_review(text: str) -> bool:
    """Tell whether a title says that its document is a review, or of which season it is."""
    return evidence(text) > 0


_ENDS = " \t-–—:|,()[]（）【】"
_MOST_ABOVE = 4
_KIND = re.compile(
    r"(?:season|series|staffel|saison|temporada|stagione|full|quick|short|mini|spoiler-free|early)"
    r"[ \t]++(?P<word>[^\W\d_]++)[ \t]*+[:：][ \t]*+",
    re.IGNORECASE,
)
_PARTS = ("", ",", ";", "·", "•", "|", "-", "–", "—", "(", ":")

_ARTICLES = (
    *("a", "an", "my", "our", "the", "un", "une", "la", "le", "ma", "eine", "die", "der", "meine"),
    *("full", "quick", "short", "mini", "complete", "final", "honest", "spoiler-free", "in-depth"),
    *("una", "el", "mi", "uma", "a", "minha", "il"),
)
_OPENING_ARTICLE = re.compile(rf"(?:{'|'.join(_ARTICLES)})[ \t]++", re.IGNORECASE)
_ARTICLE = re.compile(
    rf"(?<=\S)[ \t]*+[-–—|:,][ \t]++(?:(?:{'|'.join(_ARTICLES)})[ \t]++){{1,2}}(\S++)"
    r"(?:[ \t]++[(\[][^()\[\]]{1,40}[)\]])?\Z",
    re.IGNORECASE,
)


_BRACKET = re.compile(r"[ \t]*+[\[【［](?P<said>[^\[\]【】［］]{1,40})[\]】］][ \t]*+(?=\S)")
_QUOTED = re.compile(
    r"(?P<before>[^«»“”\"„「」『』:]{0,40})[«“\"„「『][ \t]*+(?P<work>[^«»“”\"„「」『』]++)"
    r"[»”\"“」』][.,]?"
)
_OPENED = re.compile(r"\s*+['‘’“\"«](?P<work>[^'‘’“”\"«»]{1,80})['’”\"»],?[ \t]++")
_OF = frozenset(("of", "de", "du", "von", "zu", "zur", "di", "da", "do", "à"))


def plain_title(title: str) -> str:
    """Return a title in the words that ours have: `Review: Fog` where it is `[Review] Fog`.

    An article before its Review word, other words in brackets at its start, and the emoji at its
    ends are left out.
    """
    title = _with_space(unadorned(title))
    bracket = _BRACKET.match(title)
    if bracket is not None:
        rest = title[bracket.end() :]
        word = built_in().review_word.fullmatch(bracket["said"])
        title = f"{bracket['said']}: {rest}" if word is not None else rest
    opening = _KIND.match(title)
    if opening is not None and built_in().review_word.fullmatch(opening["word"]):
        title = f"{opening['word']}: {title[opening.end() :]}"
    about = _REVIEW_OF.match(title)
    if about is not None and built_in().review_word.fullmatch(about["word"]):
        title = f"{about['word']}: {title[about.end() :]}"
    return _with_season_behind(without_article(_unopened(title)))


def _with_space(title: str) -> str:
    """Return a title with a space between its season and a Review word: `第2期 レビュー`."""
    if title.isascii():
        return title
    words = built_in()
    for _, _, end in words.seasons_in(title):
        rest = title[end:]
        if rest and not rest[0].isspace() and words.review_word.fullmatch(rest.strip()):
            return f"{title[:end]} {rest}"
    return title


@cache
def _openings() -> re.Pattern[str]:
    """Return what other people write before the name of a work, in every language."""
    said = {word for one in built_in().vocabularies for word in one.words("title", "openings")}
    words = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    return re.compile(rf"(?P<said>{words})(?:[ \t]*+[:–—-])?[ \t]++(?=\S)", re.IGNORECASE)


def _unopened(title: str) -> str:
    """Return a title that names a season without what people write before the name of the work."""
    match = _openings().match(title)
    if match is None or not any(map(str.isspace, match["said"])):
        return title
    rest = title[match.end() :]
    return rest if any(built_in().seasons_in(rest)) else title


def marked_work(title: str, work: str) -> str | None:
    """Return the work that stands in emphasis in a title, behind words that are no part of it.

    `work` is what the title seems to name: `One thing I watched: *Fog*, series one` names Fog.
    """
    nodes = inline.inlines(title) if inline.has_marks(title) else ()
    found = [at for at, node in enumerate(nodes) if isinstance(node, Emphasis)]
    if len(found) != 1:
        return None
    said = inline.plain_of(nodes[found[0] : found[0] + 1]).strip()
    before, place, behind = inline.plain(work).partition(said)
    if not place or not before.strip() or behind.strip(_ENDS):
        return None
    last = before.split()[-1]
    apart = last[-1] in _ENDS or (last.islower() and last not in _OF_TITLES)
    return said if apart and len(said) > 1 else None


_OF_TITLES = frozenset(("the", "a", "an", "and", "of", "in", "to"))
"""Words in the middle of a title that open with no capital."""


_REVIEW_OF = re.compile(
    r"(?:(?:an?|my|our|une|eine|una|uma)[ \t]+)?(?P<word>[^\W\d_][\w-]{2,20})[ \t]+"
    r"(?:(?:of|zu|zur|zum|von|de|di|do|da|à)[ \t]+|d[’'])(?=\S)",
    re.IGNORECASE,
)


def _with_season_behind(title: str) -> str:
    """Return a title with the season behind the work: `Season 2 of Fog`, `“Fog” in Season 2`."""
    words = built_in()
    named = words.season_at(title)
    behind = title[named[1] :].split(maxsplit=1) if named is not None else []
    if named is not None and len(behind) == 2 and behind[0].casefold() in _OF:
        quoted = _OPENED.match(f"{behind[1]} ")
        if quoted is None:
            return f"{behind[1]} {title[: named[1]]}"
        rest = behind[1][quoted.end() :].strip()
        return " ".join(filter(None, (quoted["work"], title[: named[1]], rest)))
    opening = words.title_opening.match(title)
    start = opening.end() if opening is not None else 0
    quoted = _OPENED.match(title, start)
    named = words.season_at(title, quoted.end()) if quoted is not None else None
    if quoted is None or named is None or not title[named[1] :].strip():
        return title
    rest = title[named[1] :].strip()
    if rest[0] in "-–—:|(,":
        return title
    work = title[start : quoted.end()].rstrip(" \t,")
    return f"{title[:start]}{work} {title[quoted.end() : named[1]]}: {rest}"


def with_season_inside(work: str) -> tuple[str, int, str] | None:
    """Return a work, its season and the words behind that: `Fog Season 2 Is the Best Show Yet`.

    None where a text names no season between other words.
    """
    for season, start, end in built_in().seasons_in(work):
        before, behind = work[:start].strip(_ENDS), work[end:].strip(_ENDS)
        if before and behind and _REMARK.fullmatch(f"x {work[end:].strip()}", 1) is not None:
            return before, season, ""
        owner = before if before[0] in "‘'" else _OWNED.sub("", before)
        if owner != before and (opening := _openings().match(owner)) is not None:
            owner = owner[opening.end() :]
        before = owner
        if before and behind and _OPENING_ARTICLE.sub("", f"{before} ").strip():
            return before, season, behind
    return None


_OWNED = re.compile(r"(?:(?<=\w)[’']s|(?<=s)[’'])\Z")
"""What tells whose season it is: `Fog’s second season`."""

_SEASONS_ARTICLE = re.compile(
    r"(?<=\S)[ \t]*[-–—:,|][ \t]+(?:the|la|le|el|il|a|o|die|der|das|de|het)\Z", re.IGNORECASE
)
"""What stands before a season in words: `Fog: the second season`."""

_SINGLE = re.compile(r"[‘'](?P<work>[^‘’']{1,80})[’']")


def unquoted(work: str) -> str:
    """Return the name of a work without the quotes around it, or the article of its season."""
    work = _SEASONS_ARTICLE.sub("", work)
    match = _QUOTED.fullmatch(work)
    if match is None:
        inner = _SINGLE.fullmatch(work)
        return work if inner is None else inner["work"].strip()
    before = match["before"].split()
    if before and before[-1].casefold() in _OF:
        before.pop()
    said = " ".join(before)
    return work if said and not built_in().review_word.fullmatch(said) else match["work"].strip()


def without_article(title: str) -> str:
    """Return a title without the article of a Review word that ends it: `Fog: A Review`."""
    match = _ARTICLE.search(title)
    if match is None or not reads_as_title(f"x {match[1]}"):
        return title
    return f"{title[: match.start()]} {match[1]}"


_MOST_SCORE = 24
_IN_BRACKETS = re.compile(rf"[(\[](?P<score>[^()\[\]]{{1,{_MOST_SCORE}}})[)\]]\Z")
_LAST_WORDS = re.compile(
    r"(?:(?<=\s)|\A)(?P<score>(?:\d[\d.,½]*+[ \t]?/[ \t]?\d++|[★⭐☆½\ufe0f]++|\d[\d.,]*+[ \t]?%))\Z"
)
_NUMBERED_PART = re.compile(
    r"\b(?:part|chapter|disc|volume|vol\.?|book|teil|partie|parte)\Z", re.IGNORECASE
)


def scored_title(title: str) -> tuple[str, AnyScore | None]:
    """Return a title without the score that ends it, and the score: `Tin Roof (Season 1): 8/10`.

    A letter grade stands in brackets or behind a dash or a colon.
    """
    said = unadorned(title).rstrip()
    found = _IN_BRACKETS.search(said[-_MOST_SCORE - 2 :]) or _LAST_WORDS.search(said[-_MOST_SCORE:])
    if found is not None:
        before, score = said[: -len(found[0])], read_score(found["score"])
    else:
        before, score = split_score(said)
    before = before.rstrip(_ENDS_OF_NAME)
    if score is None or not before or _NUMBERED_PART.search(before) is not None:
        return title, None
    if isinstance(score, Score) and (score.out_of not in _MAXIMA or score.value > score.out_of):
        return title, None
    return _without_score_name(before), score


def _without_score_name(before: str) -> str:
    """Return the words before a score without its name: `Fog Season 1 – Score`."""
    name = re.search(r"[ \t]*+[-–—|:,][ \t]++(?P<name>[^-–—|:,]{1,30})\Z", before)
    if name is None or built_in().verdict_name.fullmatch(name["name"]) is None:
        return before
    if built_in().review_word.fullmatch(name["name"]) is not None:
        return before  # `Fog: Review` is a title's own word
    return before[: name.start()]


_ENDS_OF_NAME = " \t\u00a0-–—:|,=·•→"
_MAXIMA = (5, 10, 20, 100)
