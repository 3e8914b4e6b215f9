"""What the reader tells at a look is what its readers make of the line, one after another."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from reviewfmt.diagnostic import ReviewError
from reviewfmt.source import decode
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.generated import BOILERPLATE, VOCABULARIES, WORDS
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.lines import read_lines
from reviewfmt.syntax.openings import ANY_OPENING
from reviewfmt.syntax.vocabulary import NUMBER_HERE, Vocabulary
from reviewfmt.syntax.words import Words, built_in

ROOT = Path(__file__).resolve().parent.parent
NOTHING = re.compile("(?!)")


class Asked(Words):
    """Words that rule nothing out: every reader is asked for every line."""

    unscored = NOTHING
    plain = NOTHING
    plain_entry = NOTHING

    def opening(self, text: str, at: int) -> int:
        """Return that any word may open the line."""
        return ANY_OPENING


LANGUAGES = [Vocabulary(one["language"], one["name"], one) for one in VOCABULARIES]
ASKED = Asked(LANGUAGES, WORDS, BOILERPLATE)


def files() -> list[Path]:
    """Return the texts of the fixtures and the samples."""
    folders = (ROOT / "tests" / "data", ROOT / "samples")
    return [path for folder in folders for path in sorted(folder.rglob("*.review"))]


def words() -> Iterator[str]:
    """Yield the words that open a line, each with what may follow it."""
    ends = (
        " 3: Fog -| 4/5",
        " - 7/10",
        ": 7/10",
        " of it all is good",
        "",
        "3",
        " 2 – B+",
        "-like",
    )
    behind = cycle(ends)
    for vocabulary in LANGUAGES:
        for table in ("labels", "season", "guide", "verdict", "numbers"):
            for spelling in _flat(vocabulary.tables.get(table, {})):
                word = spelling.replace(NUMBER_HERE, "2")
                for _ in range(3):
                    yield word + next(behind)
                yield f"• {word.upper()}{next(behind)}"
                yield f"{word}Episode 1: Fog -| 3/5"
                yield f"{word} Season"


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _flat(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _flat(one)


PIECES = (
    *("Episode ", "Season ", "Verdict ", "Story ", "Episode Guide", "Review ", "The ", "Share "),
    *(" - ", " – ", ": ", " | ", " -| ", "-", "/", "3/5", "7/10", "85%", "★★★", "4 stars", "of"),
    *("B+", "(fine)", "[A]", "“Fog”", "\\\\", "1", "12", "2x07", "S2E7", "第3話", "第2期", "½"),
    *(", ", ".", "  ", " word", " longer words follow here", " sea/land", " well-known", "A", "•"),
    *(
        " － ",
        "：",
        " －｜ ",
        "－",
        "／",
        "７／１０",
        "Ｂ＋",
        "［Ａ］",
        "Ｓ２Ｅ７",
        "ＯＶＡ",
        "＃",
        "％",
        "＞",
        "･",
    ),
)


def mixtures() -> Iterator[str]:
    """Yield lines of pieces that mean something in one place or another."""
    chance = random.Random(7)
    for _ in range(4000):
        yield "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 12)))


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_the_lines_of_a_text_are_told_as_they_are_read(path: Path) -> None:
    try:
        text = decode(path.read_bytes())
    except ReviewError:  # bytes that are no text have no lines
        return
    assert read_lines(text, built_in()) == read_lines(text, ASKED)


def test_a_line_is_told_by_its_first_letters_as_it_is_read() -> None:
    text = "\n".join([*words(), *mixtures()])
    assert read_lines(text, built_in()) == read_lines(text, ASKED)


def test_most_lines_are_told_at_a_look() -> None:
    told = ("The series is good, and it goes on to be.", "• Story - 7/10", "Episode 1: Fog -| 3/5")
    kinds = (Kind.PROSE, Kind.RATING, Kind.ENTRY)
    words = built_in()
    for line, kind in zip(told, kinds, strict=True):
        assert classify(line, words).kind is kind
        start = 2 if line[0] == "•" else 0
        assert (words.unscored.match(line, start) is not None) == (kind is Kind.PROSE)
        assert (words.plain.match(line, start) is None) == (kind is Kind.PROSE)


PLAIN = ("Episode 3: Fog | 3/5", "Ep. 4: A 7 of Us -| 4.5/5", "Folge 12: Der Zug -| Wertung – 7/10")
ODD = (
    *("Episode 5 -| 4/5", "Special | 3/5", "S2E7: Fog -| 4/5", "Episode 6: “Fog” | 4/5"),
    *("Episode 7: 3/5", "Episode 8: Fog | N/5", "Episode 9: [A | 3/5] -| 4/5", "Fog -| 4/52024"),
    *("Season 2", "Episode 2: Fog | 4/52024", "Episode 2: Fog | 85%", "Episode 4: Fog – 4/5"),
)
BETWEEN = (" ", "  ", ", ", " • ", "", ". ", " - ", "\t")
BEHIND = (
    *("", " It was a good year.", " A score of 3/5 would be mean.", " | links", " (4/5)", " 5/5"),
    *(", Episode 6: Rain", " Episode 5 was good", " Verdict: 4/5", " - Fog", ".", " B+"),
)


def test_entries_in_a_line_are_cut_as_the_long_way_cuts_them() -> None:
    chance = random.Random(5)
    cut = 0
    for _ in range(4000):
        parts = []
        for _ in range(chance.randint(1, 4)):
            odd = chance.random() < 0.1
            parts.append(chance.choice(ODD if odd else PLAIN))
            parts.append(chance.choice(BETWEEN) if chance.random() < 0.2 else " ")
        text = "".join(parts).strip() + chance.choice(BEHIND)
        ours = read_lines(text, built_in())
        assert ours == read_lines(text, ASKED), text
        cut += len(ours) > 1
    assert cut > 1000
