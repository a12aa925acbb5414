"""Hypothesis strategies for problems, regime by regime; `compare.inputs.regimes` draws the same regimes in bulk."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from compare.arithmetic.precision import Array
from compare.chains.chain import PERCEPTRON, Chain
from compare.inputs.own_strategies import OWN_REGIMES, arrays_of, floats_between, own_problems
from compare.inputs.regimes import REGIMES, UNSATURATED

Problem = dict[str, Array]

LARGEST, SMALLEST = 64.0, 2.0**-10  # magnitudes, except in regimes at the ends of the dtype's range
WIDE = ("huge", "full range")  # where most sums overflow, and nothing can be claimed of what is made of them
BOUNDED = (True, True, True, False)  # in how many of those no z overflows
DEGENERACIES = ("one example", "equal rows", "no features", "no weights", "few values", "saturated")


def problems(
    chain: Chain | None = None,
    *,
    labels: bool | None = None,
    dtype: type[np.floating] = np.float64,
    regime: str | None = None,
    max_n: int = 24,
    max_d: int = 5,
) -> st.SearchStrategy[Problem]:
    """Problems of a chain; of one perceptron: x (n, d), y (n,), w (d,), b (), lr (). All are float64, or all float32.

    `labels`, which a chain knows itself: the targets are 0 and 1, or lie between. 1 ≤ n ≤ `max_n`; d, and every other
    axis, from 1 to `max_d`. Without a `regime`, any of `compare.inputs.regimes.REGIMES`: "generic" (no zeros; the exact
    |z| is below 27, or 16 in float32, so neither ŷ nor 1 − ŷ rounds to 0), "degenerate" (one example, equal rows,
    zeros, few distinct values, saturation), "saturated", "tiny", "huge", "subnormal", "full range" and "zero start"
    (w = 0 and b = 0); a chain with other arrays has `OWN_REGIMES`. Shrinks to the generic regime and to 0 and 1.
    Raises `ValueError` for another regime, another dtype or a limit below 1.
    """
    if chain is None and labels is None:
        raise ValueError("give a chain, or labels=True or False for the perceptron's problems")
    if np.dtype(dtype).name not in UNSATURATED:
        raise ValueError(f"no problems of dtype {np.dtype(dtype)}; float64 and float32 are compared")
    if max_n < 1 or max_d < 1:
        raise ValueError(f"max_n = {max_n} and max_d = {max_d}; a problem has at least one example and one feature")
    own = chain is not None and chain.arrays != PERCEPTRON
    regimes = OWN_REGIMES if own else REGIMES
    if regime is not None and regime not in regimes:
        raise ValueError(f"no regime {regime!r}; the regimes are {', '.join(regimes)}")
    if chain is not None and own:
        return own_problems(chain, np.dtype(dtype), regime, max_n, max_d)
    return _problems(chain.labels if chain else bool(labels), np.dtype(dtype), regime, max_n, max_d)


@st.composite
def _problems(
    draw: st.DrawFn, labels: bool, dtype: np.dtype[np.floating], given: str | None, max_n: int, max_d: int
) -> Problem:
    regime = given or draw(st.sampled_from(REGIMES))
    kind = draw(st.sampled_from(DEGENERACIES)) if regime == "degenerate" else ""
    n = 1 if kind == "one example" else draw(st.integers(1, max_n))
    d = draw(st.integers(1, max_d))
    numbers = st.sampled_from([1.0, -1.0, 0.5, 0.0]) if kind == "few values" else _numbers(dtype, regime)
    x, w, b = (draw(arrays_of(dtype, shape, numbers)) for shape in ((n, d), (d,), ()))
    y = draw(arrays_of(dtype, (n,), draw(_targets(dtype)) if labels else numbers))
    lr = draw(arrays_of(dtype, (), _rates(dtype, regime)))
    if kind == "equal rows":
        x[1:] = x[0]
    if kind == "no features":
        x[:] = 0
    if kind == "no weights" or regime == "zero start":
        w[:] = 0
    if regime == "zero start":
        b[...] = 0
    if regime in ("generic", "degenerate", "saturated"):
        limit = UNSATURATED[dtype.name]
        least = limit * draw(st.sampled_from((1, 4, 32))) if "saturated" in (regime, kind) else 0.0
        w, b = _scaled(x, w, b, least, max(limit, 2 * least))
    if regime in WIDE and draw(st.sampled_from(BOUNDED)):
        w, b = _bounded(x, w, b, np.finfo(dtype).maxexp - 2)
    return {"x": x, "y": y, "w": w, "b": b, "lr": lr}


def _numbers(dtype: np.dtype[np.floating], regime: str) -> st.SearchStrategy[float]:
    info = np.finfo(dtype)
    largest, smallest = info.maxexp, int(np.log2(info.smallest_subnormal))
    ranges = {
        "tiny": (2.0 ** (smallest // 2 - 10), 2.0 ** (smallest // 2 + 20)),
        "huge": (2.0 ** (largest // 2 - 20), 2.0 ** (largest // 2 + 2)),
        "subnormal": (float(info.smallest_subnormal), 2.0 ** (smallest + info.nmant + 8)),
        "full range": (0.0, float(info.max)),
    }
    low, high = ranges.get(regime, (SMALLEST, LARGEST))
    return floats_between(dtype, low, high) | floats_between(dtype, -high, -low)


def _targets(dtype: np.dtype[np.floating]) -> st.SearchStrategy[st.SearchStrategy[float]]:
    """Only 0 and 1 throughout a problem, or anything from 0 to 1."""
    return st.sampled_from((st.sampled_from((0.0, 1.0)), floats_between(dtype, 0.0, 1.0)))


def _rates(dtype: np.dtype[np.floating], regime: str) -> st.SearchStrategy[float]:
    if regime in ("degenerate", "full range"):
        return floats_between(dtype, 0.0, float(np.finfo(dtype).max))
    return floats_between(dtype, SMALLEST, 4.0)


def _scaled(x: Array, w: Array, b: Array, least: float, below: float) -> tuple[Array, Array]:
    """w and b times a power of two that puts the largest Σ|x||w| + |b| of an example, unless 0, in [least, below).

    The sum bounds |z|; the margin covers its own rounding. `below` is at least 2 `least`. Short numbers stay short.
    """
    size = float((np.abs(x).astype(np.float64) @ np.abs(w) + np.abs(b)).max()) * (1 + 2.0**-20)
    shift = 0 if least <= size < below or size == 0 else -int(np.frexp(size / below)[1])
    return np.ldexp(w, shift), np.asarray(np.ldexp(b, shift))


def _bounded(x: Array, w: Array, b: Array, exponent: int) -> tuple[Array, Array]:
    """w and b times a power of two that keeps Σ|x||w| + |b| of every example below two to the exponent."""
    largest = int(np.frexp(np.abs(x).max())[1]) + int(np.frexp(np.abs(w).max())[1]) + len(w).bit_length()
    shift = min(0, exponent - 1 - max(largest, int(np.frexp(np.abs(b))[1])))
    return np.ldexp(w, shift), np.asarray(np.ldexp(b, shift))
