"""Where a formula turns: the float from which something holds, found among all floats of a range."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from compare.arithmetic.precision import Array, Mask

POINTS = 256  # floats tried at once: a multiple of every vector width, so that all are computed alike


def from_where(holds: Callable[[Array], Mask], low: float, high: float, dtype: np.dtype[np.floating]) -> float:
    """The least float in [low, high], both positive, from which `holds` is true of all that were asked; nan if none.

    Positive floats are in the order of their bits, so the bits are searched: 256 evenly spread, then 256 between the
    last that fails and the next. A property that comes and goes within a gap may be missed there.
    """
    bits = np.dtype(f"i{dtype.itemsize}")
    first, last = (int(np.asarray(end, dtype).view(bits)) for end in (low, high))
    while True:
        step = max(1, -(-(last - first) // (POINTS - 1)))
        asked = np.minimum(first + step * np.arange(POINTS), last).astype(bits)
        failing = np.flatnonzero(~holds(asked.view(dtype)))
        if not failing.size:
            return float(asked.view(dtype)[0])
        if failing[-1] == POINTS - 1:
            return math.nan
        first, last = int(asked[failing[-1]]), int(asked[failing[-1] + 1])
        if last - first == 1:
            return float(np.asarray(last, bits).view(dtype))
