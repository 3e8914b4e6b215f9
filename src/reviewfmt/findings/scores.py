"""The findings about scores and the verdict."""

from __future__ import annotations

from reviewfmt.findings.wording import Finding, error, warning

_SCORE = "write a number over a number, like 3.5/5"

SCORES: tuple[Finding, ...] = (
    error(
        "RF102",
        "missing-verdict",
        "the line that resembles a verdict, or the last line",
        end=(
            "no verdict, expected a line such as: Verdict: 8/10",
            "add the verdict; if there is none yet, write `Status: draft` or `Status: airing`",
        ),
        scored=(
            "no verdict on a separate line; line {line} ends with the score {score!q}",
            "write the score on a separate line: {spelling}; if the text is a page from"
            " another site, `reviewfmt adopt` makes a draft of it",
        ),
        near=(
            "no verdict: {line!q} begins like a verdict, but is {kind!k}",
            "write it as: {spelling}",
        ),
        comments=(
            "no verdict above this line, where the comments of readers begin; there is a"
            " verdict below it, on line {line}",
            "move the verdict above this line; if the line is prose, write `\\` before it",
        ),
    ),
    error(
        "RF103",
        "second-verdict",
        "the line",
        verdict=(
            "a second verdict; the first is on line {line}",
            "keep one; to rate an aspect of this name, write brackets around the name:"
            " [Rating] - 7/10",
        ),
    ),
    error(
        "RF104",
        "worded-verdict",
        "the words",
        words=(
            "the verdict is in words, {words!q}, expected a score such as 6/10",
            "write the score, followed by the words in brackets: Verdict: 6/10 (Good)",
        ),
    ),
    error(
        "RF105",
        "score-above-maximum",
        "the score",
        score=(
            "the score {value}/{out_of} is above its maximum, {out_of}",
            "correct the score or its maximum",
        ),
    ),
    error(
        "RF106",
        "zero-maximum",
        "the score",
        score=("the score {value}/0 has the maximum zero", _SCORE),
    ),
    error(
        "RF107",
        "unreadable-score",
        "the words in place of the score",
        unreadable=("{words!q} is not a score, expected a number over a number", _SCORE),
        digits=(
            "{words!q} has too many digits for a score, expected at most nine, and at most"
            " six after the point",
            "round the number, like 3.5/5",
        ),
        missing=("no score where one is expected", _SCORE),
        no_maximum=(
            "the score {words!q} has no maximum",
            "write the maximum after the number, like 7/10; `maximum = 10` in the"
            " configuration sets it for all scores",
        ),
    ),
    error(
        "RF108",
        "negative-score",
        "the words in place of the score",
        negative=(
            "the score {words!q} is below zero",
            "write a number that is not negative: 0/10",
        ),
    ),
    warning(
        "RF125",
        "notations-differ",
        "both notations",
        score=(
            "{words!q} gives two scores; {score} is used",
            "make both notations the same score, or keep one",
        ),
    ),
)
