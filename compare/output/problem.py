"""A problem's arrays in one line, as people write them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from compare.arithmetic.precision import Array
from compare.wording import significant

MANY, FIRST = 8, 3  # of more than so many rows or numbers the first few and the last are shown


def in_one_line(problem: Mapping[str, Array]) -> str:
    """x = ((3, 0), (0, 2)), y = (1, 0), w = (0.4, −0.3), b = 0.1, lr = 0.7."""
    return ", ".join(f"{name} = {_array(np.asarray(value))}" for name, value in problem.items())


def _array(value: Array) -> str:
    if value.ndim == 0:
        return significant(float(value))
    shown = [*map(_array, value)] if len(value) <= MANY else [*map(_array, value[:FIRST]), "…", _array(value[-1])]
    return f"({', '.join(shown)})"
