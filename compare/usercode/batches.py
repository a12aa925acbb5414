"""The problems that a trace is tried on: for a perceptron's the lecture notes' own data first, then drawn ones.

They are drawn from a seed, in batches of equal shape: a few of small numbers, which are good to show; generic ones,
which show most mistakes; then those that saturate, repeat or lack examples, or start from zero. Labels are 0 and 1
only, so a trace may ask which of the two it has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import cycle
from math import ceil
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.inputs.regimes import chain_problems, random_problems

NOTES = {"regression": "houses", "classification": "sentences"}
SHARES = {"generic": 0.5, "saturated": 0.2, "degenerate": 0.2, "zero start": 0.1}
SMALL = ((1, 1), (2, 1), (2, 2), (3, 2))
EXAMPLES, FEATURES = range(1, 8), range(1, 5)
BATCH = 10


class Batch(NamedTuple):
    """Problems of one shape, stacked on one axis in front, and where they come from."""

    origin: str
    problems: dict[str, Array]

    @property
    def size(self) -> int:
        """How many problems."""
        return len(next(iter(self.problems.values())))


def perceptron_problems(task: str, count: int, seed: int, dtype: str) -> Iterator[Batch]:
    """`count` problems of a task in all."""
    notes = prepare(load(NOTES[task], None, None), Settings(dtype=dtype)).problem
    yield Batch(f"{NOTES[task]}, generic start", {name: value[None] for name, value in notes.items()})
    rng, labels = np.random.default_rng(seed), task == "classification"
    for n, d in SMALL[: count - 1]:
        yield Batch("small numbers", _small(rng, n, d, np.dtype(dtype), labels=labels))
    shapes = cycle(rng.permutation([(n, d) for n in EXAMPLES for d in FEATURES]).tolist())
    for regime, many in _shared(count - 1 - len(SMALL)).items():
        for start in range(0, many, BATCH):
            n, d = next(shapes)
            size, kind = min(BATCH, many - start), np.dtype(dtype).type
            problems = random_problems(rng, regime, size, n, d, kind, labels=labels)
            if labels:
                problems["y"] = rng.integers(0, 2, (size, n)).astype(dtype)
            yield Batch(regime, problems)


def problems_of(chain: Chain, count: int, seed: int, dtype: str) -> Iterator[Batch]:
    """`count` problems of any chain in all."""
    rng = np.random.default_rng(seed)
    axes = dict.fromkeys(axis for array in chain.arrays for axis in array.axes)
    small = [dict(zip(axes, lengths, strict=True)) for lengths in _small_lengths(len(axes))][:count]
    for lengths in small:
        problem = {
            name: _small_values(rng, chain, name, [1, *(lengths[axis] for axis in own)]) for name, own in chain.arrays
        }
        yield Batch("small numbers", {name: np.asarray(value, dtype) for name, value in problem.items()})
    for regime, many in _shared(count - len(small)).items():
        for start in range(0, many, BATCH):
            lengths = {axis: int(rng.choice(EXAMPLES if axis == "n" else FEATURES)) for axis in axes}
            size = min(BATCH, many - start)
            yield Batch(regime, chain_problems(rng, chain, regime, lengths, size, np.dtype(dtype)))


def typical_problems(chain: Chain, dtype: str) -> dict[str, Array]:
    """A batch of generic problems of any chain."""
    lengths = {axis: 3 for array in chain.arrays for axis in array.axes}
    return chain_problems(np.random.default_rng(0), chain, "generic", lengths, BATCH, np.dtype(dtype))


def _small_lengths(axes: int) -> list[tuple[int, ...]]:
    """All of length 1, then 2 and 3 in turn, so that neighbouring axes differ in length."""
    return [(1,) * axes, *(tuple(2 + (k + first) % 2 for k in range(axes)) for first in range(2))]


def _small_values(rng: np.random.Generator, chain: Chain, name: str, shape: list[int]) -> Array:
    if name == "lr":
        return np.full(shape, 0.5)
    if name == "y" and chain.labels:
        return rng.permutation(np.arange(math.prod(shape)) % 2).reshape(shape)
    values = _signed(rng, tuple(shape))
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


def _shared(count: int) -> dict[str, int]:
    """How many problems each regime gets: its share, rounded up while there are any left."""
    shared, left = {}, count
    for regime, share in SHARES.items():
        shared[regime] = max(0, min(left, ceil(count * share)))
        left -= shared[regime]
    return shared
