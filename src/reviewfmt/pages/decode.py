"""A linear chain over the lines of a page: the likeliest labels, and how likely each is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import exp
from operator import add, mul
from typing import NamedTuple

from reviewfmt.assets import asset
from reviewfmt.pages.labels import NAMES, may_follow

_NEVER = -1e9
_TITLE = NAMES.index("title")
_LEAST_TITLE = 0.05
"""How likely a title has to be where a page has no likelier one."""
WEIGHTS = "pages/weights.json"


class Decoded(NamedTuple):
    """The label of a line, its probability, and the likeliest other label."""

    label: str
    probability: float
    runner_up: str


class Model(NamedTuple):
    """The weights of a chain.

    `features` are those of each feature, a number a label in the order of `NAMES`; `steps` those
    of the step from a label (the row) to another, by whether a blank line stands between.
    `scale` turns a weight into a part of the logarithm of a probability.
    """

    features: Mapping[str, list[int]]
    steps: Mapping[bool, Sequence[list[int]]]
    scale: float


class Chain(NamedTuple):
    """A page as the chain sees it: by line its features, the gap above, and what it cannot be."""

    features: Sequence[Collection[str]]
    gaps: Sequence[bool]
    barred: Sequence[Collection[str]]


@cache
def model() -> Model:
    """Return the model that ships with the package."""
    import json

    data = json.loads(asset(WEIGHTS).read_text(encoding="utf-8"))
    return Model(data["features"], {False: data["steps"][0], True: data["steps"][1]}, data["scale"])


def local_weights(model: Model, chain: Chain) -> list[list[float]]:
    """Return the weight of each label on each line by the line's own features."""
    index = {name: at for at, name in enumerate(NAMES)}
    zero = [0.0] * len(NAMES)
    known = model.features
    found = []
    for names, never in zip(chain.features, chain.barred, strict=True):
        rows = [row for row in map(known.get, names) if row is not None]
        weights = [float(sum(column)) for column in zip(*rows, strict=True)] if rows else zero[:]
        for name in never:
            weights[index[name]] = _NEVER
        found.append(weights)
    return found


@cache
def _allowed() -> tuple[tuple[bool, ...], ...]:
    """Return by label below, and by label above, whether the step is allowed."""
    return tuple(tuple(may_follow(above, label) for above in NAMES) for label in NAMES)


def columns(model: Model, gap: bool) -> list[list[float]]:
    """Return the weights of the steps by label below, in it by label above."""
    steps = model.steps[gap]
    return [
        [steps[i][j] if fits else _NEVER for i, fits in enumerate(row)]
        for j, row in enumerate(_allowed())
    ]


def likeliest(model: Model, gaps: Sequence[bool], local: Sequence[Sequence[float]]) -> list[int]:
    """Return the labels of the likeliest path, by their index in `NAMES` (Viterbi).

    `local` are the weights of each label on each line by the line's own features.
    """
    if not local:
        return []
    steps = {gap: columns(model, gap) for gap in (False, True)}
    best: Sequence[float] = local[0]
    back: list[list[int]] = []
    for weights, gap in zip(local[1:], gaps[1:], strict=True):
        row, chosen = [], []
        for column, weight in zip(steps[gap], weights, strict=True):
            if weight <= _NEVER:
                row.append(_NEVER)
                chosen.append(0)
                continue
            sums = list(map(add, best, column))
            top = max(sums)
            chosen.append(sums.index(top))
            row.append(top + weight)
        best = row
        back.append(chosen)
    path = [best.index(max(best))]
    for chosen in reversed(back):
        path.append(chosen[path[-1]])
    return path[::-1]


def decode(model: Model, chain: Chain) -> list[Decoded]:
    """Return the label of each line on the likeliest path, and how likely it is there.

    The probabilities are the marginals of the chain (forward-backward). Where the path has no
    title, and a line may well be one, the path is the likeliest of those through that line.
    """
    local = local_weights(model, chain)
    if not local:
        return []
    path = likeliest(model, chain.gaps, local)
    rows = marginals(model, chain.gaps, local)
    if _TITLE not in path:
        best = max(range(len(rows)), key=lambda at: rows[at][_TITLE])
        if rows[best][_TITLE] >= _LEAST_TITLE:
            weight = local[best][_TITLE]
            local[best] = [_NEVER] * len(NAMES)
            local[best][_TITLE] = weight
            path = likeliest(model, chain.gaps, local)
    found = []
    for at, shares in zip(path, rows, strict=True):
        share = shares[at]
        shares[at] = -1.0
        found.append(Decoded(NAMES[at], share, NAMES[shares.index(max(shares))]))
    return found


def marginals(
    model: Model, gaps: Sequence[bool], local: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Return the probability of each label on each line (forward-backward)."""
    scale = model.scale
    own = []
    for weights in local:
        top = max(weights)
        own.append([exp(scale * (weight - top)) for weight in weights])
    into = {
        gap: [[exp(scale * weight) for weight in column] for column in columns(model, gap)]
        for gap in (False, True)
    }
    out = {gap: [list(row) for row in zip(*into[gap], strict=True)] for gap in into}
    forward = [_normal(own[0])]
    for shares, gap in zip(own[1:], gaps[1:], strict=True):
        above = forward[-1]
        reached = [
            share and share * sum(map(mul, above, column))
            for share, column in zip(shares, into[gap], strict=True)
        ]
        forward.append(_normal(reached))
    behind = [1.0] * len(NAMES)
    found = [forward[-1]]
    for at in range(len(own) - 1, 0, -1):
        ahead = list(map(mul, behind, own[at]))
        behind = _normal([sum(map(mul, ahead, row)) for row in out[gaps[at]]])
        found.append(_normal(list(map(mul, forward[at - 1], behind))))
    return found[::-1]


def _normal(shares: list[float]) -> list[float]:
    """Return shares whose sum is one."""
    total = sum(shares)
    return [share / total for share in shares] if total else [1 / len(shares)] * len(shares)
