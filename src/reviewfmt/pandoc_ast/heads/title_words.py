"""Reads the words of a title: the work, the season, and how certain it is a review's title."""

from __future__ import annotations

import re
from functools import cache

from reviewfmt.characters import closed
from reviewfmt.pandoc_ast.entries.entry import headings
from reviewfmt.pandoc_ast.lines.scored_titles import scored_title
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis
from reviewfmt.syntax.vocabulary import NUMBER_HERE, fold
from reviewfmt.syntax.words import built_in


def evidence(text: str) -> int:
    """Return how certain it is that a text is the title of a review.

    The result is 2 with the words of such a title, 1 with a season at its end, 0 with neither, and
    -1 if it names no work: `Review`, `Season 2`.
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
    if season is not None and not subject[:season].strip(ENDS_OF_WORK):
        return -1
    if reads_as_title(text):
        return 2
    if season is None and _with_season_behind(said) != said:
        return 1  # `“Fog” Season 2 is the best`
    return 1 if season is not None and not closed(_REMARK.sub("", said)) else 0


_REMARK = re.compile(r"(?<=\S)[ \t]+\([^()]{1,40}\)\Z")


def _ends_work(behind: str) -> bool:
    """Tell whether the text after a season is empty, a tagline or a remark."""
    rest = behind.strip(ENDS_OF_WORK)
    if not rest or _PARTING.match(behind) is not None:
        return True
    return not rest.isascii() and built_in().review_word.fullmatch(rest) is not None


_PARTING = re.compile(r"[ \t]*[:：(]|[ \t]+[-–—|·]")


def reads_as_title(text: str) -> bool:
    """Tell whether a text with marks has the words of the title of a review."""
    words = built_in()
    said = unadorned(inline.plain(text))
    return bool(words.title_opening.match(said) or words.title_review.search(said))


def reads_as_review(text: str) -> bool:
    """Tell whether a title says that its document is a review, or names its season."""
    return evidence(text) > 0


ENDS_OF_WORK = " \t-–—:|,()[]（）【】"
_KIND = re.compile(
    r"(?:season|series|staffel|saison|temporada|stagione|full|quick|short|mini|spoiler-free|early)"
    r"[ \t]++(?P<word>[^\W\d_]++)[ \t]*+[:：][ \t]*+",
    re.IGNORECASE,
)

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
    r"(?P<before>[^«»“”\"„「」『』《》:]{0,40})[«“\"„「『《][ \t]*+"
    r"(?P<work>[^«»“”\"„「」『』《》]++)[»”\"“」』》][.,]?"
)
_OPENED = re.compile(r"\s*+['‘’“\"«](?P<work>[^'‘’“”\"«»]{1,80})['’”\"»],?[ \t]++")
_OF = frozenset(("of", "de", "du", "von", "zu", "zur", "di", "da", "do", "à"))


def plain_title(title: str) -> str:
    """Return a title in the words of the format: `Review: Fog` for `[Review] Fog`.

    An article before its Review word, other words in brackets at its beginning, and emoji at its
    ends are left out.
    """
    title = _with_coded_season(_with_space(unadorned(title)))
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
    return _with_season_behind(without_article(_unopened(with_colon(title))))


def with_colon(title: str) -> str:
    """Return a title with a colon between its Review word and the quoted work after it.

    `Review “Fog”` becomes `Review: “Fog”`.
    """
    opens = built_in().review_word.match(title)
    rest = title[opens.end() :] if opens is not None else ""
    if opens is None or rest.lstrip()[:1] not in (*_OPENING_QUOTES,) or not rest[:1].isspace():
        return title
    return f"{opens[0]}: {rest.lstrip()}"


_OPENING_QUOTES = "'\"‘“«„「『《〈‹"


@cache
def _coded_season() -> re.Pattern[str]:
    """Return the pattern of a season in brackets, in the form of a code: `(T1)`."""
    said = {word for one in built_in().vocabularies for word in one.words("season", "codes")}
    return re.compile(rf"(?<=\S)[ \t]*[(\[](?:{'|'.join(said)})(?P<season>\d{{1,2}})[)\]]")


def _with_coded_season(title: str) -> str:
    """Return a title in which a code in brackets is replaced by the season in words."""
    if not any(map(title.__contains__, "([")):
        return title
    spelled = built_in().word(None, "season", "patterns")
    return _coded_season().sub(
        lambda match: f" {spelled.replace(NUMBER_HERE, match['season'])}", title
    )


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
    """Return the words that people put before the name of a work, in every language."""
    said = {word for one in built_in().vocabularies for word in one.words("title", "openings")}
    words = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    return re.compile(rf"(?P<said>{words})(?:[ \t]*+[:–—-])?[ \t]++(?=\S)", re.IGNORECASE)


def _unopened(title: str) -> str:
    """Return a title with a season, without words before the name of the work."""
    match = _openings().match(title)
    if match is None or not any(map(str.isspace, match["said"])):
        return title
    rest = title[match.end() :]
    return rest if any(built_in().seasons_in(rest)) else title


def marked_work(title: str, work: str) -> str | None:
    """Return the emphasized work in a title whose first words are not part of the work.

    `work` is what the title seems to name: `One thing I watched: *Fog*, series one` names Fog.
    """
    nodes = inline.inlines(title) if inline.has_marks(title) else ()
    found = [at for at, node in enumerate(nodes) if isinstance(node, Emphasis)]
    if len(found) != 1:
        return None
    said = inline.plain_of(nodes[found[0] : found[0] + 1]).strip()
    before, place, behind = inline.plain(work).partition(said)
    if not place or not before.strip() or behind.strip(ENDS_OF_WORK):
        return None
    last = before.split()[-1]
    apart = last[-1] in ENDS_OF_WORK or (last.islower() and last not in _OF_TITLES)
    return said if apart and len(said) > 1 else None


_OF_TITLES = frozenset(("the", "a", "an", "and", "of", "in", "to"))
"""Words in lower case in the middle of a title."""


_REVIEW_OF = re.compile(
    r"(?:(?:an?|my|our|une|eine|una|uma)[ \t]+)?(?P<word>[^\W\d_][\w-]{2,20})[ \t]+"
    r"(?:(?:of|zu|zur|zum|von|de|di|do|da|à)[ \t]+|d[’'])(?=\S)",
    re.IGNORECASE,
)


def _with_season_behind(title: str) -> str:
    """Return a title with the season after the work: `Season 2 of Fog`, `“Fog” in Season 2`."""
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
    """Return a work, its season and the words after it.

    An example is `Fog Season 2 Is the Best Show Yet`. The result is None if the text names no
    season between other words.
    """
    for season, start, end in built_in().seasons_in(work):
        before, behind = work[:start].strip(ENDS_OF_WORK), work[end:].strip(ENDS_OF_WORK)
        if not before:
            continue
        if behind and _REMARK.fullmatch(f"x {work[end:].strip()}", 1) is not None:
            return before, season, ""
        owner = before if before[0] in "‘'" else _OWNED.sub("", before)
        if owner != before and (opening := _openings().match(owner)) is not None:
            owner = owner[opening.end() :]
        before = owner
        if before and behind and _OPENING_ARTICLE.sub("", f"{before} ").strip():
            return before, season, behind
    return None


_OWNED = re.compile(r"(?:(?<=\w)[’']s|(?<=s)[’'])\Z")
"""Matches the words before a season that name its work: `Fog’s second season`."""

_SEASONS_ARTICLE = re.compile(
    r"(?<=\S)[ \t]*[-–—:,|][ \t]+(?:the|la|le|el|il|a|o|die|der|das|de|het)\Z", re.IGNORECASE
)
"""Matches the words before a season in words: `Fog: the second season`."""

_SINGLE = re.compile(r"[‘'](?P<work>[^‘’']{1,80})[’']")


def unquoted(work: str) -> str:
    """Return the name of a work without quotes around it, or without the article of its season."""
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
    """Return a title without the article of a Review word at its end: `Fog: A Review`."""
    match = _ARTICLE.search(title)
    if match is None or not reads_as_title(f"x {match[1]}"):
        return title
    return f"{title[: match.start()]} {match[1]}"
