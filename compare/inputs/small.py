"""Small problems: few examples, few features and numbers that can be worked with on paper."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import strategies as st

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, Input, shape_of

Problem = dict[str, Array]

LONGEST = 3  # the longest axis
COUNTING = (1.0, 2.0, 3.0, 4.0, 5.0)  # an array's simplest numbers in turn: no two rows of three or fewer are alike
OTHERS = (
    -1.0,
    -2.0,
    -3.0,
    0.5,
    -0.5,
    0.25,
    1.5,
    0.75,
    10.0,
    -10.0,
    20.0,
    -20.0,
    50.0,
    -50.0,
    1000.0,
    -1000.0,
    0.1,
    0.3,
)
"""What else a number may be, 0 aside. Large ones are what saturates, and 0.1 is no sum of powers of two."""
RATES = (0.5, 0.25, 1.0, 2.0, 0.1)
LABELS = (0.0, 1.0)


@st.composite
def small_problems(draw: st.DrawFn, chain: Chain, dtype: type[np.floating] = np.float64) -> Problem:
    """Problems of a chain with axes of length 1 to 3: small whole numbers first, then others.

    Shrinks to short axes and to numbers that differ from each other: x and y count from 1, parameters from 2, labels
    are 0 and 1 by turns, what has no axes is 0, and the learning rate is ½.
    """
    lengths = {axis: draw(st.integers(1, LONGEST)) for axis in chain.axes}
    problem = {}
    for array in chain.arrays:
        shape = shape_of(array.axes, lengths)
        numbers = [draw(_element(chain, array, position)) for position in range(math.prod(shape))]
        problem[array.name] = np.array(numbers, dtype).reshape(shape)
    return problem


def _element(chain: Chain, array: Input, position: int) -> st.SearchStrategy[float]:
    """What the element at a position of an array may be, the simplest first."""
    if array.name == "lr":
        return st.sampled_from(RATES)
    if array.name == "y" and chain.labels:
        return st.sampled_from(_turned(LABELS, position))
    if not array.axes:
        return st.sampled_from((0.0, *COUNTING, *OTHERS))
    start = int(array.name in chain.parameters)
    return st.sampled_from((*_turned(COUNTING, position + start), *OTHERS, 0.0))


def _turned(values: tuple[float, ...], by: int) -> tuple[float, ...]:
    by %= len(values)
    return values[by:] + values[:by]
