"""The problems that a trace is tried on: for a perceptron's the lecture notes' own data first, then drawn ones.

They are drawn from a seed, in batches of equal shape: a few of small numbers, which are good to show; then those that
`plan` says: generic ones, which show most mistakes, and others on which programs fail that are right elsewhere. Labels
are 0 and 1 only, so a trace may ask which of the two it has.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, shape_of
from compare.chains.perceptron import CLASSIFICATION, FUSED, REGRESSION
from compare.experiment.setup import Settings, prepare
from compare.inputs.awkward import CHANGES, make_awkward
from compare.inputs.datasets import load
from compare.inputs.regimes import chain_problems, random_problems
from compare.usercode.plan import BATCH, LARGEST, SHARES, Largest, planned

LOGITS = "classification-logits"
NOTES = {"regression": "houses", "classification": "sentences", LOGITS: "sentences"}
CHAINS = {"regression": REGRESSION, "classification": CLASSIFICATION, LOGITS: FUSED}
SMALL = ((1, 1), (2, 1), (2, 2), (3, 2))
ALONE = ("zero start",)  # two problems of the same data would be the same there

Draw = Callable[[str, dict[str, int], int], dict[str, Array]]  # a batch of a regime, of some lengths, of some size


class Batch(NamedTuple):
    """Problems of one shape, stacked on one axis in front, and where they come from."""

    origin: str
    problems: dict[str, Array]

    @property
    def size(self) -> int:
        """How many problems."""
        return len(next(iter(self.problems.values())))


def perceptron_problems(task: str, count: int, seed: int, dtype: str, largest: Largest = LARGEST) -> Iterator[Batch]:
    """`count` problems of a task in all."""
    notes = prepare(load(NOTES[task], None, None), Settings(dtype=dtype)).problem
    yield Batch(f"{NOTES[task]}, generic start", {name: value[None] for name, value in notes.items()})
    left = count - 1
    if left >= 2:
        left -= 2
        yield Batch("z from −410 to 410", _ladder(np.dtype(dtype), labels=CHAINS[task].labels))
    rng, chain, kind = np.random.default_rng(seed), CHAINS[task], np.dtype(dtype)
    small = SMALL[:left]
    for n, d in small:
        yield Batch("small numbers", _small(rng, n, d, kind, labels=chain.labels))

    def draw(regime: str, lengths: dict[str, int], size: int) -> dict[str, Array]:
        problems = random_problems(rng, regime, size, lengths["n"], lengths["d"], kind.type, labels=chain.labels)
        if chain.labels:
            problems["y"] = rng.integers(0, 2, problems["y"].shape).astype(dtype)
        return problems

    yield from _drawn(rng, chain, left - len(small), largest, draw)


def _ladder(dtype: np.dtype[np.floating], *, labels: bool) -> dict[str, Array]:
    """Two problems, the same for every seed: z on both sides of 0, each with either label.

    A formula that loses digits as |z| grows loses them here, whatever else is drawn. The steps are closest below 37,
    where e^−|z| is about to vanish beside 1.
    """
    steps = np.concatenate([0.2 * 2.0 ** np.arange(12), np.linspace(32.1, 36.6, 19)])
    z = np.sort(np.concatenate([-steps, steps]))
    y = np.arange(len(z)) % 2.0
    both = np.stack([y, 1 - y]) if labels else np.stack([y, 1 - y]) + z / 3
    x = np.stack([z, z])[..., None]
    problem = {"x": x, "y": both, "w": np.ones((2, 1)), "b": np.zeros(2), "lr": np.full(2, 0.5)}
    return {name: value.astype(dtype) for name, value in problem.items()}


def problems_of(chain: Chain, count: int, seed: int, dtype: str, largest: Largest = LARGEST) -> Iterator[Batch]:
    """`count` problems of any chain in all."""
    rng, axes = np.random.default_rng(seed), chain.axes
    small = [dict(zip(axes, lengths, strict=True)) for lengths in _small_lengths(len(axes))][:count]
    for lengths in small:
        problem = {name: _small_values(rng, chain, name, (1, *shape_of(own, lengths))) for name, own in chain.arrays}
        yield Batch("small numbers", {name: np.asarray(value, dtype) for name, value in problem.items()})

    def draw(regime: str, lengths: dict[str, int], size: int) -> dict[str, Array]:
        return chain_problems(rng, chain, regime, lengths, size, np.dtype(dtype))

    yield from _drawn(rng, chain, count - len(small), largest, draw)


def typical_problems(chain: Chain, dtype: str) -> dict[str, Array]:
    """A batch of generic problems of any chain."""
    lengths = dict.fromkeys(chain.axes, 3)
    return chain_problems(np.random.default_rng(0), chain, "generic", lengths, BATCH, np.dtype(dtype))


def _drawn(rng: np.random.Generator, chain: Chain, count: int, largest: Largest, draw: Draw) -> Iterator[Batch]:
    """`count` problems of all kinds. The second of a batch has the first one's data and other parameters."""
    for kind, size, lengths in planned(rng, chain, count, largest):
        problems = draw(kind if kind in SHARES and kind != "larger" else "generic", lengths, size)
        if kind in CHANGES:
            make_awkward(rng, chain, kind, problems)
        if size > 1 and kind not in ALONE:
            for name in problems.keys() - {*chain.parameters, "lr"}:
                problems[name][1] = problems[name][0]
        yield Batch(kind, problems)


def _small_lengths(axes: int) -> list[tuple[int, ...]]:
    """All of length 1, then 2 and 3 in turn, so that neighbouring axes differ in length."""
    return [(1,) * axes, *(tuple(2 + (k + first) % 2 for k in range(axes)) for first in range(2))]


def _small_values(rng: np.random.Generator, chain: Chain, name: str, shape: tuple[int, ...]) -> Array:
    if name == "lr":
        return np.full(shape, 0.5)
    if name == "y" and chain.labels:
        return rng.permutation(np.arange(math.prod(shape)) % 2).reshape(shape)
    values = _signed(rng, shape)
    return values / 2 if name in chain.parameters else values


def _small(rng: np.random.Generator, n: int, d: int, dtype: np.dtype[np.floating], *, labels: bool) -> dict[str, Array]:
    """One problem of small integers and halves, none of them 0 but a label."""
    problem = {
        "x": _signed(rng, (1, n, d)),
        "y": rng.permutation(np.arange(n) % 2)[None] if labels else _signed(rng, (1, n)),
        "w": _signed(rng, (1, d)) / 2,
        "b": _signed(rng, (1,)) / 2,
        "lr": np.array([0.5]),
    }
    return {name: value.astype(dtype) for name, value in problem.items()}


def _signed(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    signed: Array = rng.integers(1, 4, shape) * rng.choice([-1, 1], shape)
    return signed
