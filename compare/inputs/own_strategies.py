"""Hypothesis strategies for the problems of a chain of one's own; `compare.inputs.regimes` draws the same in bulk."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from compare.arithmetic.precision import Array
from compare.chains.chain import EXAMPLES, Chain, shape_of
from compare.inputs.regimes import SATURATED

OWN_REGIMES = ("generic", "degenerate", "saturated", "zero start")
LARGEST, SMALLEST = 8.0, 2.0**-6  # magnitudes, few enough that sums of products saturate now and then


@st.composite
def own_problems(
    draw: st.DrawFn, chain: Chain, dtype: np.dtype[np.floating], given: str | None, max_n: int, max_d: int
) -> dict[str, Array]:
    """Problems of any chain; by regime, parameters `SATURATED` times as large, equal rows, or parameters of 0."""
    regime = given or draw(st.sampled_from(OWN_REGIMES))
    lengths = {axis: draw(st.integers(1, max_n if axis == EXAMPLES else max_d)) for axis in chain.axes}
    numbers = floats_between(dtype, SMALLEST, LARGEST) | floats_between(dtype, -LARGEST, -SMALLEST)
    problem = {}
    for name, axes in chain.arrays:
        elements = numbers
        if name == "lr":
            elements = floats_between(dtype, SMALLEST, 4.0)
        elif name == "y" and chain.labels:
            elements = st.sampled_from((0.0, 1.0))
        values = draw(arrays_of(dtype, shape_of(axes, lengths), elements))
        if name in chain.parameters:
            values *= dtype.type({"saturated": SATURATED, "zero start": 0.0}.get(regime, 1.0))
        elif regime == "degenerate" and axes[:1] == (EXAMPLES,):
            values[1:] = values[0]
        problem[name] = values
    return problem


def arrays_of(dtype: np.dtype[np.floating], shape: tuple[int, ...], numbers: st.SearchStrategy[float]) -> Any:
    """Arrays whose every entry is drawn: with a fill, most entries of an array would be one number."""
    return hnp.arrays(dtype, shape, elements=numbers, fill=st.nothing())


def floats_between(dtype: np.dtype[np.floating], low: float, high: float) -> st.SearchStrategy[float]:
    """Floats of the dtype from `low` to `high`."""
    return st.floats(low, high, width=32 if dtype == np.float32 else 64)
