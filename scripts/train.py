"""Learns the weights of the page reader from the labelled pages (`make train`).

It writes `src/reviewfmt/pages/weights.json`; with `--check` it tells whether that file is what the
pages teach. The learner is an averaged perceptron over the chain, in whole numbers: the same pages
give the same file on every machine. How sure a weight makes is found on pages kept out: each
fifth of the layouts is read by what the others teach.
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
ROUNDS = 12
MARGIN = 20
DROPPED = 0.3
"""The share of its features that a line goes without, others each round: no label rests on one."""

RAREST = 4
FOLDS = 5
SCALES = (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15)
LEAST_SHARE = 1e-6
PRECISION = 10
"""Weights are kept in tenths."""


class Example(NamedTuple):
    """A labelled page as the learner takes it."""

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
    """Return what pages teach: an averaged perceptron with a margin, in whole numbers."""
    counts = Counter(name for one in known for names in one.chain.features for name in names)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    now, sums = _blank(names), _blank(names)
    order = list(known)
    chance = random.Random(SEED)
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
        name: mean
        for name, row in now.features.items()
        if any(mean := _mean(row, sums.features[name], clock))
    }
    steps = {
        gap: [_mean(*rows, clock) for rows in zip(now.steps[gap], sums.steps[gap], strict=True)]
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


def _mean(row: Sequence[int], sums: Sequence[int], clock: int) -> list[int]:
    pairs = zip(row, sums, strict=True)
    return [(PRECISION * (clock * now - total)) // clock for now, total in pairs]


class Fold(NamedTuple):
    """Pages to learn from, and those kept out."""

    learned: list[Example]
    kept: list[Example]


def folds(known: Sequence[Example], count: int = FOLDS) -> list[Fold]:
    """Return the folds of the pages; a layout is kept out in one of them alone."""
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
    """Return the scale that makes the right labels of pages kept out the likeliest."""
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
    """Return the text of the file of a model: a feature a line, for who compares two."""
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
