"""Learns the weights of the page reader from the labelled pages (`make train`).

It writes `src/reviewfmt/pages/weights.json`; with `--check` it reports whether that file is up to
date. The learner is an averaged perceptron over the chain, in whole numbers: the same pages give
the same file on every machine. The scale from weights to probabilities is found by
cross-validation: each fifth of the layouts is read with weights from the others.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

from reviewfmt.pages.decode import Chain, Model, likeliest, local_weights, marginals
from reviewfmt.pages.labels import NAMES
from reviewfmt.pages.page import chain_of, page_of
from scripts.labelled import Labelled, pages

WEIGHTS = Path(__file__).parents[1] / "src" / "reviewfmt" / "pages" / "weights.json"

SEED = 20
RUNS = 3
"""The weights are the means of this many runs, each with the pages in another order."""

ROUNDS = 12
MARGIN = 20
DROPPED = 0.3
"""The share of features that each line lacks in a round, so that no label depends on one."""

RAREST = 4
FOLDS = 5
SCALES = (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15)
LEAST_SHARE = 1e-6
PRECISION = 10
"""Weights are kept in tenths."""


class Example(NamedTuple):
    """A labelled page in the form that the learner needs."""

    name: str
    layout: str
    page: Labelled
    chain: Chain
    labels: list[int]


def examples() -> list[Example]:
    """Return every labelled page."""
    found = []
    for name, page in pages():
        chain = chain_of(page_of(page.text))
        labels = [NAMES.index(label) for label in page.labels]
        if len(labels) != len(chain.gaps):
            raise ValueError(f"{name}: {len(labels)} labels for {len(chain.gaps)} lines")
        found.append(Example(name, name.split(".")[0], page, chain, labels))
    return found


def train(known: Sequence[Example], rounds: int = ROUNDS) -> Model:
    """Return the weights from pages: an averaged perceptron with a margin, in whole numbers."""
    counts = Counter(name for one in known for names in one.chain.features for name in names)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    every = [_learned(known, names, rounds, SEED + at) for at in range(RUNS)]
    features = {
        name: mean for name in names if any(mean := _mean([one.features[name] for one in every]))
    }
    size = len(NAMES)
    steps = {
        gap: [_mean([one.steps[gap][above] for one in every]) for above in range(size)]
        for gap in (False, True)
    }
    return Model(features, steps, 1.0)


def _learned(known: Sequence[Example], names: Sequence[str], rounds: int, seed: int) -> Model:
    """Return the average of the weights of a run; `seed` gives the order of the pages."""
    now, sums = _blank(names), _blank(names)
    order = list(known)
    chance = random.Random(seed)
    clock = 1
    for _ in range(rounds):
        chance.shuffle(order)
        for whole in order:
            one = whole._replace(chain=_thinned(whole.chain, chance))
            local = local_weights(now, one.chain)
            for weights, label in zip(local, one.labels, strict=True):
                weights[label] -= MARGIN
            path = likeliest(now, one.chain.gaps, local)
            clock += 1
            _correct(now, one, path, 1)
            _correct(sums, one, path, clock)
    features = {
        name: _average(row, sums.features[name], clock) for name, row in now.features.items()
    }
    steps = {
        gap: [_average(*rows, clock) for rows in zip(now.steps[gap], sums.steps[gap], strict=True)]
        for gap in now.steps
    }
    return Model(features, steps, 1.0)


def _thinned(chain: Chain, chance: random.Random) -> Chain:
    """Return a chain whose lines lack a part of their features."""
    return chain._replace(
        features=[
            [name for name in names if chance.random() >= DROPPED] for names in chain.features
        ]
    )


def _blank(names: Iterable[str]) -> Model:
    size = len(NAMES)
    steps = {gap: [[0] * size for _ in NAMES] for gap in (False, True)}
    return Model({name: [0] * size for name in names}, steps, 1.0)


def _correct(model: Model, one: Example, path: Sequence[int], amount: int) -> None:
    """Move the weights towards the right labels of a page, and away from those of a path."""
    for at, (right, wrong) in enumerate(zip(one.labels, path, strict=True)):
        if right != wrong:
            for name in one.chain.features[at]:
                if name in model.features:
                    model.features[name][right] += amount
                    model.features[name][wrong] -= amount
        if at:
            steps = model.steps[one.chain.gaps[at]]
            steps[one.labels[at - 1]][right] += amount
            steps[path[at - 1]][wrong] -= amount


def _average(row: Sequence[int], sums: Sequence[int], clock: int) -> list[int]:
    pairs = zip(row, sums, strict=True)
    return [(PRECISION * (clock * now - total)) // clock for now, total in pairs]


def _mean(rows: Sequence[Sequence[int]]) -> list[int]:
    """Return the mean of each weight."""
    return [sum(column) // len(rows) for column in zip(*rows, strict=True)]


class Fold(NamedTuple):
    """Pages to learn from, and pages to test with."""

    learned: list[Example]
    kept: list[Example]


def folds(known: Sequence[Example], count: int = FOLDS) -> list[Fold]:
    """Return the folds of the pages; each layout is for tests in exactly one of them."""
    layouts = sorted({one.layout for one in known})
    random.Random(SEED).shuffle(layouts)
    found = []
    for at in range(count):
        kept = set(layouts[at::count])
        found.append(
            Fold(
                [one for one in known if one.layout not in kept],
                [one for one in known if one.layout in kept],
            )
        )
    return found


def calibrated(kept_out: Sequence[tuple[Model, Sequence[Example]]]) -> float:
    """Return the scale that gives the correct labels of test pages the highest probability."""
    weighed = [
        (model, one.chain.gaps, local_weights(model, one.chain), one.labels)
        for model, kept in kept_out
        for one in kept
    ]

    def loss(scale: float) -> float:
        total = 0.0
        for model, gaps, local, labels in weighed:
            shares = marginals(model._replace(scale=scale), gaps, local)
            pairs = zip(shares, labels, strict=True)
            total -= sum(log(max(row[label], LEAST_SHARE)) for row, label in pairs)
        return total

    return min((scale / PRECISION for scale in SCALES), key=loss)


def written(model: Model) -> str:
    """Return the text of the file of a model, with one feature on each line for readable diffs."""
    rows = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(row, separators=(',', ':'))}"
        for name, row in sorted(model.features.items())
    )
    steps = ",\n".join(
        "  [\n"
        + ",\n".join("   " + json.dumps(row, separators=(",", ":")) for row in model.steps[gap])
        + "\n  ]"
        for gap in (False, True)
    )
    return (
        f'{{\n "scale": {model.scale},\n "labels": {json.dumps(NAMES)},\n'
        f' "steps": [\n{steps}\n ],\n "features": {{\n{rows}\n }}\n}}\n'
    )


def main(arguments: Sequence[str]) -> int:
    known = examples()
    kept_out = [(train(learned), kept) for learned, kept in folds(known)]
    text = written(train(known)._replace(scale=calibrated(kept_out)))
    if "--check" in arguments:
        return WEIGHTS.read_text(encoding="utf-8") != text
    WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{WEIGHTS}: {len(known)} pages, {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
