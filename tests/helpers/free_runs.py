"""Both sides descending apart from one start: how far they come apart, and the bound that rounding and α allow.

Δ_{k+1} = max(1, αλ − 1) Δ_k + e_k, λ ≥ λ_max: beyond α = 2/λ_max the product's own bound ends, this one goes on.
"""

from typing import NamedTuple

import numpy as np

import manual
import torch_impl
from compare import FUSED, REGRESSION
from compare.comparison.trajectory import largest_stable_rate
from compare.judging.judge import carry

STEPS = (100, 400)
SIDES = {
    "regression": (REGRESSION, manual.regression.trace, torch_impl.regression.trace),
    "log loss": (FUSED, manual.classification.cancelled, torch_impl.classification.bce_with_logits),
}
RUNS = {
    "contraction": ("regression", 0.5),
    "contraction, log loss": ("log loss", 0.5),
    "the largest stable α": ("regression", 1.0),
    "divergence": ("regression", 1.2),
    "chaos": ("log loss", 20.0),
}
"""What is run, and α in units of 2/λ_max."""


class Apart(NamedTuple):
    """After so many steps: the distance of the two sides' (w, b), its bound, and the norm of one side's (w, b)."""

    steps: int
    distance: float
    bound: float
    size: float


def problem(task, rate):
    """Twelve examples of two features around 0, for both tasks the same."""
    rng = np.random.default_rng(85)
    x = rng.normal(size=(12, 2))
    labels = task == "log loss"
    y = (x[:, 0] + rng.normal(size=12) > 0).astype(np.float64) if labels else x @ (0.7, -1.1) + rng.normal(size=12)
    lr = np.array(rate * largest_stable_rate(x, labels=labels))
    return {"x": x, "y": y, "w": np.array([0.4, -0.3]), "b": np.array(0.1), "lr": lr}


def run(name):
    """The state at each of STEPS."""
    task, rate = RUNS[name]
    chain, *sides = SIDES[task]
    start, last = problem(task, rate), max(STEPS)
    ends, roundings = [], np.zeros(last)
    for side in sides:
        visited, step = [start], start
        for _ in range(last):
            after = side(step)
            step = step | {"w": after["w+"], "b": after["b+"]}
            visited.append(step)
        stacked = {v: np.stack([each[v] for each in visited[:-1]]) for v in start}
        roundings += 2 * np.linalg.norm(_parameters(carry(chain, stacked), "radius"), axis=-1)
        ends.append(np.stack([np.append(each["w"], each["b"]) for each in visited]))
    distances, sizes = np.linalg.norm(ends[0] - ends[1], axis=-1), np.linalg.norm(ends[1], axis=-1)
    bounds = _bounds(max(1.0, 2 * rate - 1), roundings)
    return [Apart(k, float(distances[k]), float(bounds[k]), float(sizes[k])) for k in STEPS]


def _parameters(links, what):
    w, b = (np.asarray(getattr(links[name], what)) for name in ("w+", "b+"))
    return np.concatenate([w, b[..., None]], axis=-1)


def _bounds(growth, roundings):
    found = [0.0]
    with np.errstate(over="ignore"):
        for rounding in roundings:
            found.append(growth * found[-1] + rounding)
    return np.array(found)
