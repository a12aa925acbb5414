"""Kinds of problem on which programs fail that are right elsewhere: a batch of generic ones, changed in one way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import EXAMPLES, Chain

Problems = dict[str, Array]
LARGE = 1e6  # what a price or a population looks like
SMALL = 1e-5  # times a generic parameter: σ is near ½ and tanh near 0, but neither is there


def awkward_kinds(chain: Chain) -> tuple[str, ...]:
    """The kinds that there are for a chain, in order."""
    learnt = bool(chain.parameters)
    targets = any(array.name == "y" for array in chain.arrays)
    there = {
        "one parameter 0": learnt,
        "near 0": learnt,
        "odd rows": any(_of_examples(chain)),
        "one class": targets and chain.labels,
        "y near 1e6": targets and not chain.labels,
    }
    return tuple(kind for kind, exists in there.items() if exists)


def make_awkward(rng: np.random.Generator, chain: Chain, kind: str, problems: Problems) -> None:
    """Change a batch of generic problems, each array with one axis in front, into problems of the kind."""
    CHANGES[kind](rng, chain, problems)


def _one_parameter_0(rng: np.random.Generator, chain: Chain, problems: Problems) -> None:
    """The last parameter first: b alone is 0 where w is not."""
    names = chain.parameters[::-1]
    for k, name in enumerate(names):
        problems[name][k :: len(names)] = 0


def _near_0(rng: np.random.Generator, chain: Chain, problems: Problems) -> None:
    """The parameters, and targets that are numbers: so is what is left between them and the prediction."""
    for name in (*chain.parameters, *(["y"] if "y" in problems and not chain.labels else [])):
        problems[name] *= SMALL


def _odd_rows(rng: np.random.Generator, chain: Chain, problems: Problems) -> None:
    """In turn an outlier, a row of 0 and a row that is there twice."""
    for name in _of_examples(chain):
        rows = problems[name]
        for k in range(len(rows)):
            row = int(rng.integers(rows.shape[1]))
            rows[k, row] = (rows[k, row] * 10.0 ** rng.uniform(3, 6), 0.0, rows[k, row - 1])[k % 3]


def _one_class(rng: np.random.Generator, chain: Chain, problems: Problems) -> None:
    problems["y"][::2], problems["y"][1::2] = 1, 0


def _targets_near_1e6(rng: np.random.Generator, chain: Chain, problems: Problems) -> None:
    problems["y"][...] = LARGE * (1 + problems["y"] / 64)


CHANGES: dict[str, Callable[[np.random.Generator, Chain, Problems], None]] = {
    "one parameter 0": _one_parameter_0,
    "near 0": _near_0,
    "odd rows": _odd_rows,
    "one class": _one_class,
    "y near 1e6": _targets_near_1e6,
}


def _of_examples(chain: Chain) -> list[str]:
    """The inputs that have a row for every example, the targets aside."""
    return [name for name, axes in chain.arrays if axes[:1] == (EXAMPLES,) and name != "y"]
