"""What the first letters of a line tell: most kinds are ruled out before a pattern is tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from reviewfmt.syntax.terminals import DIGITS, is_wide
from reviewfmt.syntax.vocabulary import LABELS, NUMBER_HERE, Vocabulary, fold

SEASON, GUIDE, VERDICT, LABEL, BOILERPLATE, TITLE = 1, 2, 4, 8, 16, 32
ANY_OPENING = 63
"""All of them. An opening is a sum of flags: what a line may be, or begin with."""

RUN = re.compile(r"([^\W\d_]*+)([\d-]?)")
WORD = re.compile(r"(?<![^\W_])(?=[^\W_])([^\W\d_]*+)([\d-]?)")
MOST_RUNS = 4096
"""How many runs of letters are cached: most texts have the same few."""
FIRST_WIDE = "\u1100"
"""All characters of scripts without spaces between words come at or after it."""


class Openings:
    """What the first letters of a line tell about its kind.

    `boilerplate` yields the letters that lines of boilerplate open with.
    """

    def __init__(
        self, vocabularies: Sequence[Vocabulary], boilerplate: Callable[[], Iterable[str]]
    ) -> None:
        self._vocabularies = vocabularies
        self._boilerplate = boilerplate
        self.of = lru_cache(maxsize=MOST_RUNS)(self._of)
        """What `letters` may open; `behind` is the digit or hyphen after them, or empty. Without
        letters: what the sign `first` may open.

        The answer may name more than is possible, but never leaves out what is possible: a caller
        uses it to skip checks that cannot succeed.
        """

    def _of(self, letters: str, behind: str, first: str) -> int:
        found = self._by_letters
        if not letters:
            opening = found.get(first, 0) | self._anywhere
            if behind.isdigit():  # 2nd Season, 3話, 2x07, and names whose first word has a digit
                opening |= SEASON | LABEL | found.get("0", 0)
            return opening
        if letters.isascii():
            key = letters.lower()
            opening = found.get(key, 0)
            odd = key != letters and not letters.istitle()
        else:
            key = fold(letters)
            opening = found.get(key, 0)
            if max(letters) >= FIRST_WIDE:
                opening |= found.get("^" + key[0], 0) | SEASON
            odd = letters[1:] != key[1:] and not letters.istitle()
        if odd:
            opening |= GUIDE  # a name that lost the break behind it, or is in capitals
        if behind:
            opening |= SEASON if behind == "-" else LABEL  # a number of two words; E7
        return opening | self._anywhere

    @cached_property
    def _by_letters(self) -> Mapping[str, int]:
        found = _of_words(self._vocabularies)
        for head in self._boilerplate():
            found[head] = found.get(head, 0) | BOILERPLATE
        return found

    @cached_property
    def _anywhere(self) -> int:
        """What any line may open: a user's pattern may begin with any letters."""
        found = 0
        for key, opening in self._by_letters.items():
            if key[0] == "^" and key[1:] < FIRST_WIDE:
                found |= opening & BOILERPLATE
        return found


def _of_words(vocabularies: Sequence[Vocabulary]) -> dict[str, int]:
    """Return what a line may begin with, by its first letters, folded.

    The key of a word that more letters may follow is its first letter with `^` in front.
    """
    found: dict[str, int] = {}

    def add(opening: int, words: Iterable[str], *, glued: bool = False) -> None:
        for word in words:
            first = word.split()[0]
            run = RUN.match(first)[1]  # type: ignore[index]  # it matches nothing too
            open_end = glued and run == " ".join(word.split()) and is_wide(run[-1:])
            key = "^" + fold(run[0]) if open_end else fold(run or first[0])
            found[key] = found.get(key, 0) | opening

    for one in vocabularies:
        for key in ("patterns", "ordinal_patterns"):
            for pattern in one.words("season", key):
                head = pattern.partition(NUMBER_HERE)[0]
                if head.strip():
                    add(SEASON, (head.strip(),), glued=not head.endswith(" "))
        for key in ("cardinals", "ordinals"):
            for spellings in one.positions("numbers", key):
                add(SEASON, spellings, glued=True)
        for name in one.words("guide", "names"):
            add(GUIDE | (SEASON if DIGITS.search(name) else 0), (name,), glued=True)
        for key in ("review", "kinds"):
            add(TITLE, one.words("title", key), glued=True)
        for key in ("nouns", "before", "alone"):
            add(VERDICT, one.words("verdict", key), glued=True)
        for label in LABELS:
            for word in (*one.words("labels", label), *one.plurals(label)):
                head = word.partition(NUMBER_HERE)[0]
                if head.strip():
                    add(LABEL, (head.strip(),))
    return found
