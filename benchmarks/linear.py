"""Long runs of each sign and each line of the grammar, which must be read in linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

TITLE = "Harbour Lights Season 1 Review – Calm\n\n"
END = "\nVerdict: 6/10\n"
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
    "share this ", "8점/10점 ", "4 étoiles sur 5 ", "out of ", "1 of ", "A 7/10, ",
    "Episode 1: [a - 1/5 ",
)  # fmt: skip
"""Texts to repeat on one line: alone, or behind a bullet, a label, a sign or a key."""

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
"""Lines to repeat: alone, with blank lines between, and two kinds in turn."""


NESTED = (
    ("[ ", "a](", " "), ("[", "](", ""), ("*[a ", "](b) ", ""), ("||a ", "||](", ""),
    ("*a **b ", "** *", ""), ("[a](", "(", ")"), ("![", "](", ""), ("(", ")", ""), ("<a:", ">", ""),
    ("“", "”", ""), ("1/5 (", ")", ""), ("[", "] - 1/5", ""),
)  # fmt: skip
"""Signs that open and close many times, and the text behind each closing sign."""


def texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield the name of each text, and the function that makes it with about a given size."""

    def line(run: str, opening: str, end: str) -> Callable[[int], str]:
        return lambda size: f"{TITLE}{opening}{run * (size // len(run.encode()))}{end}\n{END}"

    def lines(*pieces: str) -> Callable[[int], str]:
        many = "".join(pieces)
        return lambda size: f"{TITLE}{many * (size // len(many.encode()))}{END}"

    def nested(opening: str, closing: str) -> Callable[[int], str]:
        length = len((opening + closing).encode())
        return lambda size: (
            f"{TITLE}{opening * (size // length)}{closing * (size // length)}\n{END}"
        )

    for run in RUNS:
        ends = {(opening, end) for opening in OPENINGS for end in ENDS if not (opening and end)}
        for opening, end in sorted(ends):
            yield f"{opening!r} {run!r} {end!r}", line(run, opening, end)
    for opening, closing, end in NESTED:
        yield f"nested {opening!r} {closing!r}", nested(opening, closing + end)
    for at, one in enumerate(LINES):
        for other in (one, *(LINES * 2)[at + 1 :: 7][:6]):
            yield f"lines {one!r} {other!r}", lines(f"{one}\n{other}\n")
            yield f"blocks {one!r} {other!r}", lines(f"{one}\n\n{other}\n\n")
