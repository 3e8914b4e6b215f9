"""Measures the page reader on layouts that were not used for training (`make measure`).

Each fifth of the layouts is read with weights learned from the others. It prints the share of lines
and of documents that are right, of pages that are wrong without a doubt on the wrong line, and of
uncertain lines in pages that are right.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from reviewfmt.model import Review
from reviewfmt.pages import LEAST, Draft
from reviewfmt.pages.assemble import assemble
from reviewfmt.pages.decode import Decoded, decode, model
from reviewfmt.pages.page import page_of
from reviewfmt.syntax.words import built_in
from scripts.train import Example, examples, folds, train

Values: TypeAlias = dict[str, object]


class Measured(NamedTuple):
    """The shares of what is right on pages that were not used for training."""

    lines: float
    documents: float
    silent: float
    doubted: float


def expected(values: Sequence[Sequence[str]]) -> Values:
    """Return the values of a labelled page's review: its names, its scores, its episodes."""
    found: Values = {"work": None, "season": None, "tagline": None, "verdict": None}
    ratings, episodes = [], []
    for key, *said in values:
        if key == "rating":
            if said[1] != "?":
                ratings.append(tuple(said))
        elif key == "entry":
            episodes.append(tuple(None if one in ("-", "?") else one for one in said))
        else:
            found[key] = None if said[0] in ("-", "?") else said[0]
    return found | {"ratings": ratings, "episodes": episodes}


def said(review: Review) -> Values:
    """Return the values of a review as `expected` gives them."""
    return {
        "work": review.work or None,
        "season": _text(review.season),
        "tagline": review.tagline,
        "verdict": None if review.verdict is None else str(review.verdict.score),
        "ratings": [(one.aspect, str(one.score)) for one in review.ratings],
        "episodes": [(_text(one.number), one.title, _text(one.score)) for one in review.episodes],
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def measure(known: Sequence[Example], scale: float) -> Measured:
    """Return what is right on labelled pages, each read with weights from other layouts."""
    lines = right = documents = silent = doubted = of_right = 0
    for learned, kept in folds(known):
        taught = train(learned)._replace(scale=scale)
        for one in kept:
            read = decode(taught, one.chain)
            lines += len(read)
            right += sum(a.label == b for a, b in zip(read, one.page.labels, strict=True))
            drafts = _drafts(one, read)
            if _is_right(one, drafts):
                documents += 1
                of_right += len(read)
                doubted += len(_doubted(drafts))
            else:
                silent += _is_silent(one, drafts)
    count = len(known)
    return Measured(right / lines, documents / count, silent / count, doubted / of_right)


def _drafts(one: Example, read: Sequence[Decoded]) -> list[Draft]:
    return assemble(page_of(one.page.text), read, built_in(), LEAST)


def _doubted(drafts: Sequence[Draft]) -> set[int]:
    return {doubt.line.span.line for draft in drafts for doubt in draft.doubts}


def _is_right(one: Example, drafts: Sequence[Draft]) -> bool:
    """Tell whether drafts are those that the correct labels give, with the correct values."""
    labels = _drafts(one, [Decoded(label, 1.0, "") for label in one.page.labels])
    values = [expected(each) for each in one.page.values]
    return [draft.review for draft in drafts] == [draft.review for draft in labels] and [
        said(draft.review) for draft in drafts
    ] == values


def _is_silent(one: Example, drafts: Sequence[Draft]) -> bool:
    """Tell whether a title, a verdict or an episode is wrong without a doubt on its line."""
    doubted = _doubted(drafts)
    if len(drafts) != len(one.page.values):
        return not doubted
    for draft, each in zip(drafts, one.page.values, strict=True):
        review, right, found = draft.review, expected(each), said(draft.review)
        names = [found[key] != right[key] for key in ("work", "season", "tagline")]
        if any(names) and review.title.span.line not in doubted:
            return True
        if found["verdict"] != right["verdict"]:
            if review.verdict is not None and review.verdict.span.line not in doubted:
                return True
            if review.verdict is None and not doubted:
                return True
        wanted = right["episodes"]
        assert isinstance(wanted, list)
        shown = zip(said(review)["episodes"], review.episodes, strict=True)  # type: ignore[call-overload]
        for value, episode in shown:
            if value not in wanted and episode.span.line not in doubted:
                return True
        if len(review.episodes) < len(wanted) and not doubted:
            return True
    return False


def main() -> int:
    for name, share in measure(examples(), model().scale)._asdict().items():
        print(f"{name}: {share:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
