"""A generated archive of reviews, with a seed and in the size and proportions of a real page."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

SIZE = 7_200
"""The approximate size of a review in bytes: that of the page that was measured."""

_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def reviews(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield `count` valid, different reviews: the file name and the text of each."""
    for number in range(count):
        drawn = random.Random(seed * 1_000_003 + number)
        work = " ".join((_one(drawn, "names"), _one(drawn, "names"), _one(drawn, "kinds")))
        yield f"{work.lower().replace(' ', '-')}-{number}.review", _review(work, drawn)


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` reviews into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reviews(count, seed):
        (folder / name).write_text(text, encoding="utf-8")


def _one(drawn: random.Random, kind: str) -> str:
    return drawn.choice(_WORDS[kind])


def _review(work: str, drawn: random.Random) -> str:
    season = drawn.randint(1, 4)
    scores = [drawn.randint(4, 10) / 2 for _ in range(drawn.randint(8, 13))]
    day = f"{drawn.randint(2004, 2025)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
    guide = [
        f"Episode {at}: {_one(drawn, 'names')} and {_one(drawn, 'names')}'s {_one(drawn, 'kinds')}"
        f" -| Review Score – {score:g}/5"
        for at, score in enumerate(scores, 1)
    ]
    blocks = [
        f"{work} Season {season} Review – {_one(drawn, 'taglines')}",
        f"Author: {_one(drawn, 'first')} {_one(drawn, 'names')}\n"
        f"Published: {day}\nLanguage: en\nGenre: Drama, Mystery",
        f"Season {season}",
        "Episode Guide",
        "\n".join(guide),
        _paragraph(drawn),
    ]
    parts = drawn.sample(_WORDS["parts"], 4)
    while parts or sum(map(len, blocks)) < SIZE - 400:
        if parts:
            blocks.append(parts.pop())
        blocks += [_paragraph(drawn) for _ in range(3)]
    verdict = round(sum(scores) / len(scores) * 2)
    blocks.append(f"  • Story - {drawn.randint(1, 10)}/10\n  • Verdict - {verdict}/10")
    return "\n\n".join(blocks) + "\n"


def _paragraph(drawn: random.Random) -> str:
    sentences = [_sentence(drawn) for _ in range(drawn.randint(3, 6))]
    chance = drawn.random()
    if chance < 0.15:
        sentences.append(f"Call it *{_one(drawn, 'what')}*.")
    elif chance < 0.2:
        sentences.append(f"||{_sentence(drawn)}||")
    return " ".join(sentences)


def _sentence(drawn: random.Random) -> str:
    who, does, what, how = (_one(drawn, kind) for kind in ("who", "does", "what", "how"))
    return f"{who} {does} {what}, {how}."
