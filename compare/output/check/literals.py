"""A problem's numbers as code: short ones to be read in a line, and NumPy literals to be pasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain


def arrays(chain: Chain, problem: Mapping[str, Array], most: int) -> list[str]:
    """x = 1, w = [0.5, -2]: each array as Python writes it; no number where they are more than so many."""
    if sum(array.size for array in problem.values()) > most:
        return ["(its numbers: --verbose)"]
    return [f"{chain.symbol(name)} = {_written(value)}" for name, value in problem.items()]


def _written(value: Array) -> str:
    """One number alone without brackets."""
    plain = value.item() if value.size == 1 else value.tolist()
    return _listed(value.dtype, plain)


def _listed(dtype: np.dtype[np.floating], plain: Any) -> str:
    if isinstance(plain, list):
        return f"[{', '.join(_listed(dtype, each) for each in plain)}]"
    return str(dtype.type(plain)).removesuffix(".0")


def pasted(problem: Mapping[str, Array]) -> list[str]:
    """x = np.array([[1.0]]): a line of Python for each array, exact."""
    return [f"{name} = {_array(value)}" for name, value in problem.items()]


def _array(value: Array) -> str:
    dtype = "" if value.dtype == np.float64 else f", np.{value.dtype.name}"
    return f"np.array({value.tolist()}{dtype})"
