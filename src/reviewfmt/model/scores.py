"""Scores and letter grades, and the mean of several scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import TYPE_CHECKING, TypeAlias

from reviewfmt.model.checks import check_decimal, check_str, check_type
from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax import scores as notation

if TYPE_CHECKING:
    from fractions import Fraction

GRADES = tuple(letter + sign for letter in "ABCDEF" for sign in ("+", "", "-"))[:-1]
"""The letter grades, the best first: from `A+` to `F`."""


@total_ordering
@node
class Score:
    """A number over a number, both exact: `3.5/5` is `Score(Decimal("3.5"), Decimal(5))`.

    In a valid review 0 <= value <= out_of and out_of > 0 (spec, "Scores"). Scores are ordered
    by their share, `float(score)`; they are equal only when both numbers are.
    """

    value: Decimal
    out_of: Decimal
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.value) is not Decimal or type(self.out_of) is not Decimal:
            check_decimal(self, "value")
            check_decimal(self, "out_of")

    @staticmethod
    def of(text: str) -> AnyScore:
        """Return the score or the grade that `text` spells in any notation of the format.

        Raises ValueError if `text` is no score (spec, "Scores").
        """
        read = notation.read(text)
        if read is None:
            raise ValueError(f"{text!r} is not a score; write it like 3.5/5, 85%, ★★★ or A-")
        return score_from(read)

    @property
    def share(self) -> Fraction:
        """The value as a share of the maximum: from 0 to 1 in a valid review."""
        from fractions import Fraction  # reading needs none

        return Fraction(self.value) / Fraction(self.out_of)

    def __str__(self) -> str:
        return f"{digits(self.value)}/{digits(self.out_of)}"

    def __float__(self) -> float:
        # The same as float(self.share), but faster: a corpus needs millions of them.
        value, parts = self.value.as_integer_ratio()
        out_of, of_parts = self.out_of.as_integer_ratio()
        return (value * of_parts) / (parts * out_of)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Score):
            return NotImplemented
        return self.share < other.share


@total_ordering
@node
class Grade:
    """A letter grade, from `A+`, the highest, to `F`. Grades are ordered among themselves."""

    grade: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.grade not in GRADES:
            check_str(self, "grade")
            raise ValueError(f"Grade.grade is one of {', '.join(GRADES)}, found {self.grade!r}")

    def __str__(self) -> str:
        return self.grade

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Grade):
            return NotImplemented
        return GRADES.index(self.grade) > GRADES.index(other.grade)


AnyScore: TypeAlias = Score | Grade
_SCORES = (Score, Grade, type(None))


def check_score(node: object) -> None:
    """Check that the attribute `score` of a node is a score, a grade or None."""
    check_type(node, "score", _SCORES, "a Score, a Grade or None")


def score_from(read: notation.Value, span: Span = NOWHERE) -> AnyScore:
    """Return the node of a score as the syntax reads it."""
    if isinstance(read, str):
        return Grade(read, span)
    return Score(*read, span)


def digits(number: Decimal) -> str:
    """Return an exact number in plain digits, without an exponent and trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def mean_of(scores: Iterable[AnyScore | None]) -> Score | None:
    """Return the mean of scores, or None if no score is a number; grades are skipped.

    The mean is over the maximum that all scores share, or else over 10. Its value is rounded to
    two decimals.
    """
    scored = [one for one in scores if isinstance(one, Score)]
    if not scored:
        return None
    maxima = {score.out_of for score in scored}
    if len(maxima) == 1:
        out_of = maxima.pop()
        value = sum((score.value for score in scored), Decimal(0)) / len(scored)
    else:
        from fractions import Fraction

        out_of = Decimal(10)
        share = sum((score.share for score in scored), Fraction(0)) / len(scored)
        exact = share * Fraction(out_of)
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Score(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0, out_of)
