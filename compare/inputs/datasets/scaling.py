"""Standardised features, and the way back to raw units.

With x̃ = (x − m)/s, the model w·x̃ + b is the raw model w_raw·x + b_raw where w_raw = w/s and b_raw = b − Σ w·m/s.
The mean m and the population deviation s are taken once, in float64, before either side sees the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from compare.errors import BadInput
from compare.inputs.datasets.dataset import Array, frozen
from compare.inputs.datasets.wording import listed, quoted


@dataclass(frozen=True, eq=False)
class Scaling:
    """Mean and deviation of each feature, both (d,); `constant` names the columns that were only centred."""

    mean: Array
    deviation: Array
    constant: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "mean", frozen(self.mean))
        object.__setattr__(self, "deviation", frozen(self.deviation))

    @property
    def warning(self) -> str:
        """One line about constant columns; empty when there are none."""
        if not self.constant:
            return ""
        return f"constant, so centred only and worth nothing to the model: {listed(self.constant)}"

    def transform(self, x: ArrayLike) -> Array:
        """Raw features (…, d) as standardised ones."""
        scaled: Array = (np.asarray(x, np.float64) - self.mean) / self.deviation
        return scaled

    def to_raw(self, w: ArrayLike, b: ArrayLike) -> tuple[Array, Array]:
        """Weights (…, d) and bias (…,) of the standardised problem, for raw features; not finite beyond float64."""
        with np.errstate(over="ignore", invalid="ignore"):
            w_raw: Array = np.asarray(w, np.float64) / self.deviation
            b_raw: Array = np.asarray(b, np.float64) - (w_raw * self.mean).sum(-1)
        return w_raw, b_raw

    def to_standardised(self, w_raw: ArrayLike, b_raw: ArrayLike) -> tuple[Array, Array]:
        """The inverse of `to_raw`: w = w_raw·s and b = b_raw + Σ w_raw·m."""
        raw = np.asarray(w_raw, np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            w: Array = raw * self.deviation
            b: Array = np.asarray(b_raw, np.float64) + (raw * self.mean).sum(-1)
        return w, b


def unscaled(d: int) -> Scaling:
    """The scaling that leaves d features as they are."""
    return Scaling(np.zeros(d), np.ones(d))


def standardise(x: Array, features: Sequence[str]) -> Scaling:
    """Mean and population deviation of the columns of x (n, d).

    The mean is x₀ + mean(x − x₀): differences of near values are exact (Sterbenz), so a column such as 10¹⁵, 10¹⁵ + 1
    keeps its digits and a constant column is centred to 0 exactly. Squares are taken of values scaled by a power of
    two, so that none overflows or vanishes (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., ch. 27).
    """
    with np.errstate(over="ignore", invalid="ignore"):
        mean = x[0] + (x - x[0]).mean(0)
        centred = x - mean
        widest = np.abs(centred).max(0)
        unit = np.ldexp(1.0, np.frexp(widest)[1] - 1)
        deviation = unit * np.sqrt(np.square(centred / unit).mean(0))
    constant = (x == x[0]).all(0)
    deviation[constant] = 1.0
    for name, size in zip(features, deviation, strict=True):
        if not np.isfinite(size):
            raise BadInput(f"column {quoted(name)} is too large to be standardised in float64; use a larger unit")
        if size < np.finfo(np.float64).tiny:
            raise BadInput(f"column {quoted(name)} varies too little to be standardised in float64; use a smaller unit")
    return Scaling(mean, deviation, tuple(name for name, same in zip(features, constant, strict=True) if same))
