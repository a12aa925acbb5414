"""A dtype's constants of rounding: the side's arithmetic and the harness's own, added.

Every operation is rounded twice: by the side, in its own dtype, and by the harness, in float64. `Format` adds the two
once, so that no rule of `balls` mentions the harness. γ_k = ku/(1 − ku) (Higham, Accuracy and Stability of Numerical
Algorithms, 2nd ed., SIAM 2002, Lemma 3.1).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Mask = NDArray[np.bool_]

LIBM_ULPS = 4  # most ulps by which exp, log, log1p are off: NumPy's documented limit; the suite measures it


class Format(NamedTuple):
    """What a dtype promises, the float64 arithmetic of the harness included. `libm` is a relative error, not ulps.

    `kinks` and `most` say where nothing is claimed: at a kink, and of sums of k terms where k·u is above `most`, since
    γ_k tells little near k·u = 1 and nothing beyond (see `reasons`, which asks what either has left without claim).
    """

    name: str
    unit: float
    gamma_1: float
    eta: float
    huge: float
    libm: float
    sigmoid_flush: float
    harness: float
    kinks: bool = True
    most: float = 0.5

    def gamma(self, k: int) -> float:
        """γ_k of the side plus γ_k of the harness; infinite for too many terms."""
        if k * self.unit > self.most:
            return np.inf
        return _gamma(k, self.unit) + _gamma(k, self.harness)


def _gamma(k: int, unit: float) -> float:
    return k * unit / (1 - min(k * unit, 0.5))


_HARNESS_UNIT = 2.0**-53
_HARNESS_ETA = 2.0**-1074


def format_of(dtype: np.dtype[np.floating] | type) -> Format:
    """The constants of float64 or float32. Raises `KeyError` for any other dtype.

    `huge` is a quarter of the largest finite number: a program that doubles before it halves (MSELoss does) or rounds
    up must not overflow where a claim is made. `sigmoid_flush` is what 1/(1 + e^-z) loses where e^-z overflows.
    """
    return _FORMATS[np.dtype(dtype).name]


def single_sided(dtype: np.dtype[np.floating] | type) -> Format:
    """The constants where a rule's value is the side's own, so that the harness rounds no value.

    Its bounds can still underflow, in at most five products a rule, by half of `_HARNESS_ETA` each.
    """
    return _SINGLE_SIDED[np.dtype(dtype).name]


def _format(dtype: type[np.floating], harness: float, underflows: float) -> Format:
    info = np.finfo(dtype)
    unit, eta, largest = float(info.eps) / 2, float(info.smallest_subnormal), float(info.max)
    return Format(
        name=np.dtype(dtype).name,
        unit=unit,
        gamma_1=_gamma(1, unit) + _gamma(1, harness),
        eta=eta + underflows * _HARNESS_ETA,
        huge=largest / 4,
        libm=2 * LIBM_ULPS * (unit + harness),
        sigmoid_flush=1.5 / largest,
        harness=harness,
    )


_FORMATS = {np.dtype(dtype).name: _format(dtype, _HARNESS_UNIT, 1.0) for dtype in (np.float64, np.float32)}
_SINGLE_SIDED = {np.dtype(dtype).name: _format(dtype, 0.0, 2.5) for dtype in (np.float64, np.float32)}
