"""A linear chain over the lines of a page: the likeliest labels, and their probabilities."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import exp
from operator import add, mul
from typing import NamedTuple, TypeAlias

from reviewfmt.assets import asset
from reviewfmt.pages.labels import NAMES, may_follow

_NEVER = -1e9
_TITLE = NAMES.index("title")
_LEAST_TITLE = 0.05
"""The smallest probability of a title, if no line of a page is likelier."""
WEIGHTS = "pages/weights.json"


class Decoded(NamedTuple):
    """The label of a line, its probability, and the likeliest other label."""

    label: str
    probability: float
    runner_up: str


class Model(NamedTuple):
    """The weights of a chain.

    `features` has the weights of each feature, one for each label in the order of `NAMES`; `steps`
    has those of the step from a label (the row) to another, by whether a blank line is between.
    `scale` converts a weight to a logarithm of a probability.
    """

    features: Mapping[str, list[int]]
    steps: Mapping[bool, Sequence[list[int]]]
    scale: float


class Chain(NamedTuple):
    """A page for the chain: the features of each line, the gap above, and its impossible labels."""

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
    """Return the weight of each label on each line, from the line's own features."""
    index = {name: at for at, name in enumerate(NAMES)}
    known = model.features
    found = []
    for names, never in zip(chain.features, chain.barred, strict=True):
        rows = filter(None, map(known.get, names))
        weights: list[float] = list(map(sum, zip(*rows, strict=True))) or [0] * len(NAMES)
        for name in never:
            weights[index[name]] = _NEVER
        found.append(weights)
    return found


@cache
def _allowed() -> tuple[tuple[bool, ...], ...]:
    """Return whether the step is allowed, by label below and by label above."""
    return tuple(tuple(may_follow(above, label) for above in NAMES) for label in NAMES)


Labels: TypeAlias = tuple[int, ...]
"""The possible labels of a line, by their index in `NAMES`."""


def _possible(weights: Sequence[float]) -> Labels:
    """Return the labels that the weights of a line allow, or all of them if they allow none."""
    left = tuple([at for at, weight in enumerate(weights) if weight > _NEVER])
    return left or tuple(range(len(NAMES)))


class _Shares(NamedTuple):
    """The factors of steps in probabilities, by label below and by label above."""

    into: Sequence[Sequence[float]]
    out: Sequence[Sequence[float]]


class _Steps:
    """The weights of steps between the possible labels of two lines; few pairs are distinct."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._weights: dict[tuple[bool, Labels, Labels], list[list[float]]] = {}
        self._shares: dict[tuple[bool, Labels, Labels], _Shares] = {}

    def weights(self, gap: bool, above: Labels, below: Labels) -> list[list[float]]:
        """Return the weights by label below, and for each by label above."""
        key = gap, above, below
        found = self._weights.get(key)
        if found is None:
            steps, allowed = self._model.steps[gap], _allowed()
            found = self._weights[key] = [
                [steps[i][j] if allowed[j][i] else _NEVER for i in above] for j in below
            ]
        return found

    def shares(self, gap: bool, above: Labels, below: Labels) -> _Shares:
        """Return the weights as factors of probabilities."""
        key = gap, above, below
        found = self._shares.get(key)
        if found is None:
            scale = self._model.scale
            into = [[exp(scale * weight) for weight in column] for column in self.weights(*key)]
            found = self._shares[key] = _Shares(into, [*zip(*into, strict=True)])
        return found


def likeliest(model: Model, gaps: Sequence[bool], local: Sequence[Sequence[float]]) -> list[int]:
    """Return the labels of the likeliest path, by their index in `NAMES` (Viterbi).

    `local` are the weights of each label on each line, from the line's own features.
    """
    if not local:
        return []
    steps = _Steps(model)
    labels = _possible(local[0])
    best = [local[0][label] for label in labels]
    back: list[tuple[Labels, list[int]]] = [(labels, [])]
    for weights, gap in zip(local[1:], gaps[1:], strict=True):
        above, labels = labels, _possible(weights)
        row, chosen = [], []
        for label, column in zip(labels, steps.weights(gap, above, labels), strict=True):
            sums = list(map(add, best, column))
            top = max(sums)
            chosen.append(sums.index(top))
            row.append(top + weights[label])
        best = row
        back.append((labels, chosen))
    at = best.index(max(best))
    path = []
    for labels, chosen in reversed(back):
        path.append(labels[at])
        at = chosen[at] if chosen else 0
    return path[::-1]


def decode(model: Model, chain: Chain) -> list[Decoded]:
    """Return the label of each line on the likeliest path, and its probability.

    The probabilities are the marginals of the chain (forward-backward). If the path has no title,
    but a line may well be one, the path is the likeliest of those through that line.
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
    steps = _Steps(model)
    labels = list(map(_possible, local))
    own = []
    for weights, known in zip(local, labels, strict=True):
        top = max(weights)
        own.append([exp(model.scale * (weights[label] - top)) for label in known])
    forward = [_normal(own[0])]
    for at in range(1, len(own)):
        into = steps.shares(gaps[at], labels[at - 1], labels[at]).into
        above = forward[-1]
        reached = [sum(map(mul, above, column)) for column in into]
        forward.append(_normal(list(map(mul, own[at], reached))))
    behind = [1.0] * len(labels[-1])
    found = [forward[-1]]
    for at in range(len(own) - 1, 0, -1):
        out = steps.shares(gaps[at], labels[at - 1], labels[at]).out
        ahead = list(map(mul, behind, own[at]))
        behind = _normal([sum(map(mul, ahead, row)) for row in out])
        found.append(_normal(list(map(mul, forward[at - 1], behind))))
    return [_spread(*one) for one in zip(labels, reversed(found), strict=True)]


def _spread(labels: Labels, shares: Sequence[float]) -> list[float]:
    """Return the share of every label, from the shares of some."""
    found = [0.0] * len(NAMES)
    for label, share in zip(labels, shares, strict=True):
        found[label] = share
    return found


def _normal(shares: list[float]) -> list[float]:
    """Return shares with the sum one."""
    total = sum(shares)
    return [share / total for share in shares] if total else [1 / len(shares)] * len(shares)
