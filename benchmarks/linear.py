"""Reads long runs of every sign of the grammar: reading takes linear time.

`python -m benchmarks.linear` reads each text at 30,000 signs and at 60,000, by processor time; an
argument gives another number of signs. Of lines there are a tenth as many. It exits with 1 where
a text takes longer than a second, or more than three times as long at twice the length.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from reviewfmt.parser import parse

TITLE = "Harbour Lights Season 1 Review – Calm\n\n"
RUNS = (
    *"-–—|｜:：=([{)]}“”\"'«»「」★☆⭐½#*>%\\~!.,;/⁄_`&•・ \u00a0\u3000\ufeffaASéE1第話화のx",
    "- ", "| ", "-|", "-| ", ": ", "( ", "[ ", "“ ", "★ ", "# ", "* ", "> ", "1 ", "a ", "/ ",
    "1/5 ", "1/5 (", "- 1/5 (", "- 1/5 ", "-| 1/5 ", "| 1/5 ", ": 1/5 ", "-1/5 ", "- -1/5 ",
    "-| N/5 ", ": 7 ", "1,", "1.", "1/", "★½", "★ ☆", "B - ", "- B ", "4 stars ", "85% ",
    "Episode 1: ", "Episode 1: 1/5 ", "Episode 1 -| 1/5 ", "Episode 1: Fog - 1/5 ", "第1話 ",
    "S1E1 ", "1x2 ", "1. ", "7) ", "Season 2 ", "Season 2 | ", "Season Two ", "Second Season ",
    "Episode Guide ", "Verdict ", "Verdict: 1/5 ", "Final ", "Overall: ", "Story: 1/5, ",
    "Author: ", "Review ", "Review: ", "Review – ", "Anime Review: ", "[a] - 1/5 ", "[a](b) ",
    "![a](b) ", "||a|| ", "*a* ", "**", "](", "![", "<a:", "(a) ", "“a” ", "Leave a comment ",
    "share this ", "8점/10점 ", "4 étoiles sur 5 ", "out of ", "1 of ",
)  # fmt: skip
"""What is repeated on one line, behind nothing, a bullet, a label, a sign or a key."""

OPENINGS = ("", "• ", "Episode 1: ", "## ", "# ", "Author: ", "[", "Fog -| ")
ENDS = ("", " 1/5", ")")

LINES = (
    "a", "a.", "• a", "1. a", "> a", ">", "![a](b)", "%", "% a", "~ a", "\\a", "## a", "# a",
    "Season 2", "Season 2 |", "Season 2 – 1/5", "Episode Guide", "Episode 1: Fog -| 1/5",
    "Episode 1: Fog", "Episode 1", "Fog -| 1/5", "Fog - 1/5", "• Fog - 1/5", "[Fog] - 1/5",
    "Verdict: 1/5", "1/5", "Author: Ana", "Mood: calm", "Verdict: good", "7. Fog", "Menu",
    "Share this:", "Story: 7", "  a", "  • a", "a:", "3 Comments", "TV Review",
    "Episode 1: Fog -| 1/5 and more", "Story: 1/5, Sound: 1/5", "Authr: Ana", "Author: Tags: x",
)  # fmt: skip
"""What is repeated a line each: alone, with blank lines between, and two kinds in turn."""


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield the name of each text, and the text with `count` signs or lines."""
    for run in RUNS:
        many = run * (count // len(run))
        for opening in OPENINGS:
            for end in ENDS:
                yield f"{opening!r} {run!r} {end!r}", f"{TITLE}{opening}{many}{end}\n"
    lines = count // 10
    for line in LINES:
        yield f"lines {line!r}", TITLE + f"{line}\n" * lines
        yield f"blocks {line!r}", TITLE + f"{line}\n\n" * (lines // 2)
        yield f"numbered {line!r}", TITLE + "".join(f"{line}{at}\n" for at in range(lines))
        yield f"guide of {line!r}", TITLE + "Episode Guide\n\nFog -| 1/5\n" + f"{line}\n" * lines
        notes = f"{line}\n" * lines
        yield f"note {line!r}", f"{TITLE}Episode 1 -| 1/5\n\n{notes}\nEpisode 2 -| 1/5\n"
        for other in LINES:
            yield f"lines {line!r} {other!r}", TITLE + f"{line}\n{other}\n" * (lines // 2)
            yield f"blocks {line!r} {other!r}", TITLE + f"{line}\n\n{other}\n\n" * (lines // 4)
    yield "fields", TITLE + "".join(f"Key{at}: value\n" for at in range(lines))


def seconds(text: str) -> float:
    """Return how long a text takes to read, by processor time."""
    start = time.process_time()
    parse(text)
    return time.process_time() - start


def main(arguments: list[str]) -> int:
    """Read every text, and print those that take too long."""
    count = int(arguments[0]) if arguments else 60_000
    faults = 0
    for (name, text), (_, double) in zip(texts(count // 2), texts(count), strict=True):
        twice = seconds(double)
        once = seconds(text) if twice > 0.2 else twice
        if twice > 1 or (twice > 0.2 and twice > 3 * once):
            faults += 1
            print(f"{name}: {once:.3f} s, {twice:.3f} s at twice the length", flush=True)
    print(f"{faults} texts take too long")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
