"""How many problems of each kind are drawn, in batches of equal shape, and how long their axes are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from math import ceil
from typing import NamedTuple

import numpy as np

from compare.chains.chain import EXAMPLES, Chain
from compare.inputs.awkward import awkward_kinds

SHARES = {"generic": 0.38, "larger": 0.08, "saturated": 0.14, "degenerate": 0.14, "zero start": 0.05}
AWKWARD = 0.05  # the share of each awkward kind
BATCH, FEW = 10, 5  # problems of one shape: of a kind with many, and of a kind with few
LONG, SHORT = range(1, 8), range(1, 5)  # the lengths of the examples' axis, and of every other


class Largest(NamedTuple):
    """How long the axes of the largest problem are: that of the examples, and any other."""

    examples: int = 70
    features: int = 20


LARGEST = Largest()


class Planned(NamedTuple):
    """A batch that is to be drawn."""

    kind: str
    size: int
    lengths: dict[str, int]


def planned(rng: np.random.Generator, chain: Chain, count: int, largest: Largest) -> Iterator[Planned]:
    """Batches of `count` problems in all, kind by kind."""
    axes = chain.axes
    short = _short(rng, axes, largest)
    for kind, many in _shared(chain, count).items():
        if kind == "larger":
            longer = _longer(rng, axes, largest)
            for k, lengths in enumerate(longer):
                if size := len(range(k, many, len(longer))):
                    yield Planned(kind, size, lengths)
        else:
            most = BATCH if SHARES.get(kind, 0) > AWKWARD else FEW
            for start in range(0, many, most):
                yield Planned(kind, min(most, many - start), next(short))


def _shared(chain: Chain, count: int) -> dict[str, int]:
    """How many problems each kind gets: its share, rounded up while there are any left; generic ones get the rest."""
    shares = SHARES | dict.fromkeys(awkward_kinds(chain), AWKWARD)
    if not chain.parameters:
        del shares["zero start"]
    shared, left = {}, count
    for kind, share in shares.items():
        shared[kind] = min(left, ceil(count * share))
        left -= shared[kind]
    shared["generic"] += left
    return shared


def _short(rng: np.random.Generator, axes: Sequence[str], largest: Largest) -> Iterator[dict[str, int]]:
    """Every length of the examples and of the first other axis in turn, so that every pair comes; others at random."""
    features = [length for length in SHORT if length <= largest.features]
    examples = cycle(rng.permutation([length for length in LONG if length <= largest.examples]).tolist())
    first, turns = next((axis for axis in axes if axis != EXAMPLES), ""), cycle(rng.permutation(features).tolist())
    while True:
        lengths = {axis: int(rng.choice(features)) for axis in axes}
        yield lengths | {axis: next(turn) for axis, turn in ((EXAMPLES, examples), (first, turns)) if axis in axes}


def _longer(rng: np.random.Generator, axes: Sequence[str], largest: Largest) -> list[dict[str, int]]:
    """Problems of many examples, of many features, and between; no number of examples is a multiple of 32.

    One axis beside that of the examples is long at a time: what is computed grows with the product.
    """
    others = [axis for axis in axes if axis != EXAMPLES] or [""]
    sizes = (
        (largest.examples, int(rng.integers(2, 5))),
        (int(rng.integers(2, 8)), largest.features),
        (int(rng.integers(33, 64)), int(rng.integers(5, 11))),
        (int(rng.integers(11, 32)), int(rng.integers(11, 20))),
    )
    found = []
    for k, (examples, features) in enumerate(sizes):
        lengths = {axis: int(rng.choice(SHORT)) for axis in others} | {others[k % len(others)]: features}
        lengths = {axis: min(length, largest.features) for axis, length in lengths.items()}
        lengths[EXAMPLES] = min(examples, largest.examples)
        found.append({axis: lengths[axis] for axis in axes})
    return found
