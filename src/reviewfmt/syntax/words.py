"""The words that a reader knows: the patterns and tables of all its vocabularies.

`built_in()` are those of the package. `Words.with_more` adds a user's vocabularies and patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from types import MappingProxyType

from reviewfmt.syntax.boilerplate import BOILERPLATE_TABLES, PAGE_TABLE, Boilerplate
from reviewfmt.syntax.openings import FIRST_WIDE, MOST_RUNS, RUN, SEASON, WORD, Openings
from reviewfmt.syntax.terminals import DIGITS, NEVER, is_wide, terminals
from reviewfmt.syntax.vocabulary import LABELS, NUMBER_HERE, STATUSES, Vocabulary, fold

_HOLES = re.compile("\ue000([A-Z_]+)\ue001")
_HYPHENED = re.compile(r"[^\W\d_]-[^\W\d_].?|.?[^\W\d_]-[^\W\d_]")
"""Two letters around an offset, a hyphen between: `Two-Parter` is one word, and no number."""


class Words:
    """The patterns and the tables of words that a reader needs, compiled when they are first used.

    `vocabularies` come with the package or from the user, and `words` are their patterns by the
    names of the holes in `grammar/review.lark`. `boilerplate` are the built-in patterns by table,
    `heads` the first letters of what each of them matches, `own` the user's patterns by table.
    `maximum` is the maximum of a number that states none, or None.
    """

    def __init__(
        self,
        vocabularies: Sequence[Vocabulary],
        words: Mapping[str, str],
        boilerplate: Mapping[str, Sequence[str]],
        maximum: int | None = None,
        heads: Mapping[str, Sequence[str]] = MappingProxyType({}),
        own: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self.vocabularies = tuple(vocabularies)
        self.maximum = maximum
        self._words = words
        of_format = {name: boilerplate.get(name, ()) for name in BOILERPLATE_TABLES}
        of_pages = {PAGE_TABLE: boilerplate.get(PAGE_TABLE, ())}
        self._boilerplate = Boilerplate(of_format, heads, own)
        self.page_boilerplate = Boilerplate(of_pages, heads, {}).table_of
        """As `boilerplate`, for what only pages of other sites have around a review."""
        self.boilerplate_patterns = boilerplate
        self.opens = Openings(self.vocabularies, self._boilerplate.openings).of
        self.season_of = lru_cache(maxsize=MOST_RUNS)(self._season_of)
        """The number of a season name; None if its word is no number."""
        self.verdict_end = lru_cache(maxsize=MOST_RUNS)(self._verdict_end)
        """Where the name of a verdict at the start of a name ends, or -1."""

    def boilerplate(self, text: str) -> str | None:
        """Return the table of the pattern of boilerplate that matches a whole line, or None.

        Only the user's patterns match a line in which a score follows a pipe with a dash.
        """
        table = self._boilerplate.table_of(text)
        if table is None or ("|" not in text and "｜" not in text):
            return table
        found = self.scored.finditer(text)
        if any(one["dashed"] is not None and one["grade"] is None for one in found):
            return self._boilerplate.own_table_of(text)
        return table

    def shape(self, name: str) -> str:
        """Return the pattern of a terminal of grammar/review.lark, its words filled in."""
        from reviewfmt.syntax.generated import SHAPES

        return _HOLES.sub(lambda found: self._words[found[1]], SHAPES[name])

    def _compiled(self, name: str) -> re.Pattern[str]:
        return re.compile(self.shape(name))

    @cached_property
    def score(self) -> re.Pattern[str]:
        """A score in any notation."""
        return self._compiled("SCORE")

    @cached_property
    def second_score(self) -> re.Pattern[str]:
        """A second notation of the score in front of it."""
        return self._compiled("SECOND_SCORE")

    @cached_property
    def score_sign(self) -> re.Pattern[str]:
        """Where a score may be: a line with no match holds no score but a grade."""
        return self._compiled("SCORE_SIGN")

    @cached_property
    def separator(self) -> re.Pattern[str]:
        """What may end a title or a name."""
        return self._compiled("SEPARATOR")

    @cached_property
    def scored(self) -> re.Pattern[str]:
        """A separator and the score that follows it."""
        return self._compiled("SCORED")

    @cached_property
    def number_mark(self) -> re.Pattern[str]:
        """A digit or a star: what has none holds no score but a grade."""
        return self._compiled("NUMBER_MARK")

    @cached_property
    def grade_mark(self) -> re.Pattern[str]:
        """A letter that may be a grade."""
        return self._compiled("GRADE_MARK")

    @cached_property
    def unscored(self) -> re.Pattern[str]:
        """The first words of a line that holds no score where one would count."""
        if self.maximum is not None:
            return re.compile(NEVER)  # any number may be one
        return self._compiled("UNSCORED")

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """A name with nothing in it to be read, a separator, and a score that ends the line."""
        return self._compiled("PLAIN")

    @cached_property
    def plain_entry(self) -> re.Pattern[str]:
        """What `plain` is, with white space behind it."""
        return self._compiled("PLAIN_ENTRY")

    @cached_property
    def starred(self) -> re.Pattern[str]:
        """Stars that no separator precedes."""
        return self._compiled("STARRED")

    @cached_property
    def unreadable(self) -> re.Pattern[str]:
        """A separator and what is meant for a score and cannot be read."""
        return self._compiled("UNREADABLE")

    @cached_property
    def unscaled(self) -> re.Pattern[str]:
        """A separator and a number with no maximum."""
        return self._compiled("UNSCALED")

    @cached_property
    def score_words(self) -> re.Pattern[str]:
        """The words between a separator and a score; there may be none."""
        return self._compiled("SCORE_WORDS")

    @cached_property
    def label(self) -> re.Pattern[str]:
        """The label and the numbers of an entry."""
        return self._compiled("LABEL")

    @cached_property
    def label_end(self) -> re.Pattern[str]:
        """The signs between a label and a title."""
        return self._compiled("LABEL_END")

    @cached_property
    def numeral(self) -> re.Pattern[str]:
        """The number of an entry that has no label."""
        return self._compiled("NUMERAL")

    @cached_property
    def season_name(self) -> re.Pattern[str]:
        """One season name, anywhere."""
        return self._compiled("SEASON")

    @cached_property
    def season_pipe(self) -> re.Pattern[str]:
        """The pipe between two season names."""
        return self._compiled("SEASON_PIPE")

    @cached_property
    def guide_season_end(self) -> re.Pattern[str]:
        """The text between a season name and the name of its guide."""
        return self._compiled("GUIDE_SEASON_END")

    @cached_property
    def guide_line(self) -> re.Pattern[str]:
        """The line that opens a guide."""
        return self._compiled("GUIDE_LINE")

    @cached_property
    def verdict_name(self) -> re.Pattern[str]:
        """The name of a verdict."""
        return self._compiled("VERDICT_NAME")

    @cached_property
    def title_opening(self) -> re.Pattern[str]:
        """A Review word in front of the work."""
        return self._compiled("TITLE_OPENING")

    @cached_property
    def title_review(self) -> re.Pattern[str]:
        """A Review word behind the work."""
        return self._compiled("TITLE_REVIEW")

    @cached_property
    def kind_word(self) -> re.Pattern[str]:
        """A kind of work."""
        return re.compile(self._words["KIND_WORD"])

    @cached_property
    def review_word(self) -> re.Pattern[str]:
        """A Review word, anywhere."""
        return re.compile(r"(?<![^\W_])" + self._words["REVIEW_WORD"])

    @cached_property
    def field_line(self) -> re.Pattern[str]:
        """A key, a colon and a value."""
        return self._compiled("FIELD_LINE")

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """A line that opens with one to six `#`."""
        return self._compiled("SIGNED_HEADING")

    @cached_property
    def bullet(self) -> re.Pattern[str]:
        """The sign of an item."""
        return self._compiled("BULLET_SIGN")

    @cached_property
    def item_number(self) -> re.Pattern[str]:
        """The number of an item."""
        return self._compiled("NUMBER_SIGN")

    # -- tables of words

    def _lookup(self, table: str, keys: Iterable[str]) -> dict[str, str]:
        return {
            fold(word): key
            for one in self.vocabularies
            for key in keys
            for word in one.words(table, key)
        }

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of an entry by its folded word; “…” stands for the number."""
        found = self._lookup("labels", LABELS)
        for one in self.vocabularies:
            found |= {fold(word): label for label in LABELS for word in one.plurals(label)}
        return found

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The name of a field by its folded key, in every language."""
        keys = {key for one in self.vocabularies for key in one.tables.get("fields", ())}
        return self._lookup("fields", sorted(keys))

    def opening(self, text: str, at: int) -> int:
        """Return what the words at an offset of a line may open, judged by their first letters."""
        letters, behind = RUN.match(text, at).groups()  # type: ignore[union-attr]  # it matches nothing too
        return self.opens(letters, behind, text[at : at + 1])

    def openings_in(self, text: str) -> list[tuple[int, int]]:
        """Return where each word of a text begins, and what it may open."""
        opens = self.opens
        found = []
        for word in WORD.finditer(text):
            letters, behind = word.groups()
            at = word.start()
            found.append((at, opens(letters, behind, "" if letters else text[at])))
        return found

    @cached_property
    def statuses(self) -> Mapping[str, str]:
        """The status by its folded word."""
        return self._lookup("status", STATUSES)

    @cached_property
    def spoiler_headings(self) -> Set[str]:
        """The folded headings of sections with spoilers."""
        return frozenset(self._lookup("spoilers", ("headings",)))

    @cached_property
    def season_numbers(self) -> Mapping[str, int]:
        """The number by its folded word, cardinal or ordinal."""
        return {
            fold(word): number
            for one in self.vocabularies
            for key in ("ordinals", "cardinals")
            for number, spellings in enumerate(one.positions("numbers", key), 1)
            for word in spellings
        }

    def _season_of(self, name: str) -> int | None:
        digits = DIGITS.search(name)
        if digits:
            return int(digits[0])
        words = fold(name)
        edges = [
            at
            for at in range(len(words) + 1)
            if _HYPHENED.fullmatch(words[max(at - 2, 0) : at + 2]) is None
            and (
                not words[at - 1 : at].isalnum()
                or not words[at : at + 1].isalnum()
                or is_wide(words[at - 1 : at + 1])
            )
        ]
        for at in edges:
            for end in reversed(edges):
                if (found := self.season_numbers.get(words[at:end])) is not None:
                    return found
        return None

    def season_at(self, text: str, at: int = 0) -> tuple[int, int] | None:
        """Return the season that is named at an offset, and where the name ends, or None."""
        match = self.season_name.match(text, at)
        if match is None:
            return None
        number = self.season_of(match[0])
        return None if number is None else (number, match.end())

    def _verdict_end(self, name: str) -> int:
        match = self.verdict_name.match(name)
        return -1 if match is None else match.end()

    def seasons_in(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield the seasons that a text names: the number, and where the name begins and ends."""
        if text.isascii() or max(text) < FIRST_WIDE:
            end = 0
            for at, opening in self.openings_in(text):
                if opening & SEASON and at >= end:
                    named = self.season_at(text, at)
                    if named is not None:
                        end = named[1]
                        yield named[0], at, end
            return
        at = 0
        while match := self.season_name.search(text, at):
            number = self.season_of(match[0])
            if number is not None:
                yield number, match.start(), match.end()
            at = match.start() + 1 if number is None else match.end()

    @cached_property
    def _by_language(self) -> Mapping[str, Vocabulary]:
        return {one.language.lower(): one for one in reversed(self.vocabularies)}

    def vocabulary(self, language: str | None) -> Vocabulary:
        """Return the vocabulary of a language tag by BCP 47 lookup, or else the English one."""
        tag = (language or "en").lower()
        known = self._by_language
        while tag:
            if tag in known:
                return known[tag]
            tag = tag.rpartition("-")[0]
        return known["en"]

    def word(self, language: str | None, table: str, key: str) -> str:
        """Return the canonical word of a key in a language, or else the English one."""
        words = self.vocabulary(language).words(table, key)
        return (words or self.vocabulary("en").words(table, key))[0]

    def label_word(self, language: str | None, label: str, *, plural: bool = False) -> str:
        """Return the word of a label in a language: `Folge`, `第…話`, `Episodes`."""
        vocabulary = self.vocabulary(language)
        if plural and (words := vocabulary.plurals(label)):
            return words[0]
        return self.word(language, "labels", label)

    def articles(self, language: str | None) -> tuple[str, ...]:
        """Return the articles of a language and of English, the longest first.

        An article that is a word of its own ends in a space: `The `, but `L’`.
        """
        said = {
            word.removesuffix(NUMBER_HERE) if word.endswith(NUMBER_HERE) else f"{word} "
            for one in (self.vocabulary(language), self.vocabulary("en"))
            for word in one.words("title", "articles")
        }
        return tuple(sorted(said, key=lambda one: (-len(one), one)))

    def printed(self, language: str | None, table: str = "printed") -> Mapping[str, str]:
        """Return the words of `table` that published outputs print in a language.

        The table is "printed", or "site" for the navigation of a site.
        """
        return {
            **self.vocabulary("en").tables[table],
            **self.vocabulary(language).tables.get(table, {}),
        }

    def with_more(
        self,
        vocabularies: Sequence[Vocabulary] = (),
        boilerplate: Mapping[str, Sequence[str]] | None = None,
        maximum: int | None = None,
    ) -> Words:
        """Return these words and more. Raises VocabularyError if the patterns are too large."""
        if not (vocabularies or boilerplate or maximum):
            return self
        every = (*self.vocabularies, *vocabularies)
        own = {
            name: (*self._boilerplate.own.get(name, ()), *(boilerplate or {}).get(name, ()))
            for name in BOILERPLATE_TABLES
        }
        words = terminals(every) if vocabularies else self._words
        return Words(
            every,
            words,
            self.boilerplate_patterns,
            maximum or self.maximum,
            self._boilerplate.heads,
            own if any(own.values()) else self._boilerplate.own,
        )


@cache
def built_in() -> Words:
    """Return the words that come with the package."""
    from reviewfmt.syntax.generated import BOILERPLATE, BOILERPLATE_HEADS, VOCABULARIES, WORDS

    return Words(
        [Vocabulary(one["language"], one["name"], one) for one in VOCABULARIES],
        WORDS,
        BOILERPLATE,
        heads=BOILERPLATE_HEADS,
    )
