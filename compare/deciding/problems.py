"""The problems on which a formula is tried exactly: a few drawn ones of every kind, the same for every chain and run.

Most axes have lengths that are powers of two, so that 1/n is exact where a program computes it in floats.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import EXAMPLES, Chain, shape_of
from compare.judging.contract import Problem

GRID = 2.0**-6  # values are multiples of it: float32 holds them
SEED = 20_170


def drawn(chain: Chain, dtype: np.dtype[np.floating]) -> Iterator[tuple[str, Problem]]:
    """Problems by kind, the plainest first."""
    rng = np.random.default_rng(SEED)
    yield "generic", _problem(chain, dtype, rng, 4, 2)
    yield "generic", _problem(chain, dtype, rng, 4, 4)
    yield "generic", _problem(chain, dtype, rng, 8, 2)
    yield "saturated", _grown(chain, _problem(chain, dtype, rng, 4, 2), 6.0)
    strongly = _grown(chain, _problem(chain, dtype, rng, 4, 2), 60.0)
    yield "strongly saturated", strongly
    if chain.labels:
        yield "strongly saturated, the other labels", strongly | {"y": 1 - strongly["y"]}
    yield "zero start", _zeroed(chain, _problem(chain, dtype, rng, 4, 2))
    for name in ("b", *chain.parameters):
        if name in {array.name for array in chain.arrays}:
            problem = _problem(chain, dtype, rng, 4, 2)
            yield f"{name} = 0", problem | {name: np.zeros_like(problem[name])}
            break
    if chain.labels:
        for label in (0, 1):
            problem = _problem(chain, dtype, rng, 4, 2)
            yield f"all labels {label}", problem | {"y": np.full_like(problem["y"], label)}
    yield "an outlier", _outlier(chain, _problem(chain, dtype, rng, 4, 2), 256.0)
    yield "large values", _outlier(chain, _problem(chain, dtype, rng, 4, 2), 2.0**20)
    for rate in (2.0**-20, 16.0):
        if "lr" in {array.name for array in chain.arrays}:
            problem = _problem(chain, dtype, rng, 4, 2)
            yield f"learning rate {rate:g}", problem | {"lr": np.asarray(rate, dtype)}
    yield "equal examples", _repeated(chain, _problem(chain, dtype, rng, 4, 2))
    for n, d in ((1, 1), (7, 3), (37, 2), (2, 16)):
        yield f"n = {n}, d = {d}", _problem(chain, dtype, rng, n, d)


def unsaturated(chain: Chain) -> list[Problem]:
    """Generic problems of as many bits as float32 has, so that either precision rounds."""
    rng = np.random.default_rng(SEED)
    return [
        _problem(chain, np.dtype(np.float32), rng, n, d, grid=GRID**3) for n, d in ((4, 2), (2, 4), (8, 2), (16, 2))
    ]


def _problem(
    chain: Chain, dtype: np.dtype[np.floating], rng: np.random.Generator, n: int, d: int, grid: float = GRID
) -> dict[str, Array]:
    others = [2, 4, 2, 4]
    lengths = {axis: others[k % 4] for k, axis in enumerate(chain.axes)} | {EXAMPLES: n, "d": d}
    problem = {}
    for name, of in chain.arrays:
        values = np.round(rng.normal(size=shape_of(of, lengths)) / grid) * grid
        if name == "lr":
            values = np.asarray(0.25)
        if name == "y" and chain.labels:
            values = rng.permutation(np.arange(values.size) % 4 == 0).reshape(values.shape)
        problem[name] = np.asarray(values, dtype)
    return problem


def _grown(chain: Chain, problem: dict[str, Array], factor: float) -> dict[str, Array]:
    return problem | {
        name: problem[name] * problem[name].dtype.type(factor) for name in chain.parameters or ("w",) if name in problem
    }


def _zeroed(chain: Chain, problem: dict[str, Array]) -> dict[str, Array]:
    return problem | {name: np.zeros_like(problem[name]) for name in chain.parameters or ("w", "b") if name in problem}


def _repeated(chain: Chain, problem: dict[str, Array]) -> dict[str, Array]:
    """The second example is the first once more."""
    by_example = [array.name for array in chain.arrays if array.axes[:1] == (EXAMPLES,)]
    return problem | {name: problem[name][[0, 0, *range(2, len(problem[name]))]] for name in by_example}


def _outlier(chain: Chain, problem: dict[str, Array], size: float) -> dict[str, Array]:
    """One number of the targets, or of the examples where the targets are labels, is large."""
    name = "x" if chain.labels or "y" not in problem else "y"
    if name not in problem or not problem[name].size:
        return problem
    values = problem[name].copy()
    values.flat[0] = size
    return problem | {name: values}
