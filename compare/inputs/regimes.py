"""`strategies`' regimes in bulk, for `make soak`, benchmarks and `check`: no shrinking, 100,000 problems a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import EXAMPLES, Chain, shape_of

REGIMES = ("generic", "degenerate", "saturated", "tiny", "huge", "subnormal", "full range", "zero start")

UNSATURATED = {"float64": 27.0, "float32": 16.0}  # below this |z| no ŷ or 1 − ŷ rounds to 0; BCELoss' clamps are idle
SATURATED = 40.0  # times a generic parameter: most sums are then far beyond where σ and tanh are flat


def random_problems(
    rng: np.random.Generator, regime: str, count: int, n: int, d: int, dtype: type[np.floating], *, labels: bool
) -> dict[str, Array]:
    """A batch of `count` problems, x (count, n, d); `labels`: targets in [0, 1], in every other one 0 and 1 only."""
    info = np.finfo(dtype)
    x, w, b = (_numbers(rng, regime, shape, info) for shape in ((count, n, d), (count, d), (count,)))
    if regime == "degenerate":
        x[: count // 3] = x[: count // 3, :1]
        x[count // 3 : count // 2] = 0
        w[count // 2 :: 2] = 0
    if regime == "zero start":
        w[:], b[:] = 0, 0
    if regime in ("generic", "degenerate", "saturated"):
        limit = UNSATURATED[info.dtype.name] * (40 if regime == "saturated" else 0.9)
        with np.errstate(all="ignore"):
            size = (np.abs(x) @ np.abs(w)[..., None])[..., 0].max(axis=-1) + np.abs(b)
        scale = np.where(size > 0, limit * rng.uniform(0.05, 1, count) / np.maximum(size, 1e-300), 1.0)
        w, b = w * scale[:, None], b * scale
    y = _targets(rng, regime, (count, n), info, labels)
    lr = 10.0 ** rng.uniform(-4, 0.5, count)
    return {name: np.asarray(value).astype(dtype) for name, value in {"x": x, "y": y, "w": w, "b": b, "lr": lr}.items()}


def _numbers(rng: np.random.Generator, regime: str, shape: tuple[int, ...], info: np.finfo[np.floating]) -> Array:
    largest, smallest = np.log2(float(info.max)), np.log2(float(info.smallest_subnormal))
    exponents = {
        "tiny": (smallest / 2 - 10, smallest / 2 + 20),
        "huge": (largest / 2 - 20, largest / 2 + 2),
        "subnormal": (smallest, smallest + info.nmant + 8),
        "full range": (smallest, largest - 2**-10),
    }
    if regime not in exponents:
        return rng.normal(size=shape) * 2.0 ** rng.integers(-6, 7, shape)
    sign = rng.choice([-1.0, 1.0], shape)
    return sign * np.exp2(rng.uniform(*exponents[regime], shape))


def _targets(
    rng: np.random.Generator, regime: str, shape: tuple[int, int], info: np.finfo[np.floating], labels: bool
) -> Array:
    if not labels:
        return _numbers(rng, regime, shape, info)
    fractions = rng.uniform(0, 1, shape) ** rng.choice([1, 8], shape)
    return np.where(np.arange(shape[0])[:, None] % 2 == 0, rng.integers(0, 2, shape), fractions)


def chain_problems(
    rng: np.random.Generator, chain: Chain, regime: str, lengths: Mapping[str, int], count: int, dtype: np.dtype[Any]
) -> dict[str, Array]:
    """A batch of `count` problems of any chain; with axes of the `lengths` given.

    "generic", "saturated" (large parameters), "degenerate" (equal rows, zeros) or "zero start" (parameters of 0).
    """
    problems, parameters = {}, chain.parameters
    for name, axes in chain.arrays:
        shape = (count, *shape_of(axes, lengths))
        values = rng.normal(size=shape) * 2.0 ** rng.integers(-3, 3, shape)
        if name in parameters:
            values = values * {"saturated": SATURATED, "zero start": 0.0}.get(regime, 1.0)
        elif regime == "degenerate" and axes[:1] == (EXAMPLES,):
            values[: count // 2] = values[: count // 2, :1]
            values[count // 2 :: 2] = 0
        if name == "lr":
            values = 10.0 ** rng.uniform(-4, 0.5, shape)
        if name == "y" and chain.labels:
            values = rng.integers(0, 2, shape)
        problems[name] = np.asarray(values).astype(dtype)
    return problems
