"""The distance of a floating-point number from an exact one, in ulps, rigorously or not at all.

One ulp is the spacing of the floating-point numbers in the binade of the exact value, never below the smallest
subnormal; beyond what rounds to the largest finite number there is none, and no claim (Muller et al., Handbook of
Floating-Point Arithmetic, 2nd ed., Birkhäuser 2018, §2.3.2, Goldberg's definition).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from flint import arb, fmpq

from compare.arithmetic.exact import Numbers
from compare.arithmetic.precision import Array

TOO_WIDE = "the enclosure is too wide to tell"
BEYOND = "the exact value is beyond the largest finite number"
ACCURACY = 2.0**-30  # an interval narrower than this part of an ulp decides a distance, to nine decimals


def distances(values: Array, truth: Numbers, dtype: np.dtype[Any]) -> tuple[Array, Numbers]:
    """Ulps of `values` from `truth` (broadcast), nan where undecided; and beside it the reason, "" where decided."""
    info = np.finfo(dtype)
    lowest = int(info.minexp - info.nmant)
    largest = arb(float(info.max)) + arb(2) ** (int(info.maxexp) - int(info.nmant) - 2)
    exact = np.broadcast_to(truth, values.shape)
    found = [
        distance(value, number, int(info.nmant), lowest, largest)
        for value, number in zip(values.ravel().tolist(), exact.ravel().tolist(), strict=True)
    ]
    ulps = np.array([ulp for ulp, _ in found], np.float64).reshape(values.shape)
    reasons = np.array([reason for _, reason in found], dtype=object).reshape(values.shape)
    return ulps, reasons


def distance(value: float, truth: arb | fmpq, digits: int, lowest: int, largest: arb) -> tuple[float, str]:
    """Ulps between a float and an exact number, and "" or why that is undecided.

    `digits` is the number of bits behind the leading one, 2^lowest the smallest subnormal, `largest` what still rounds
    to a finite number. Which of two binades holds
    the exact number need not be known where the distance is the same in ulps of both: 1 is a good value of σ(800).
    """
    if isinstance(truth, fmpq):
        truth = arb(truth)
    if not truth.is_finite():
        return math.nan, TOO_WIDE
    low, high = truth.abs_lower(), truth.abs_upper()
    if high > largest:
        return math.nan, BEYOND if low > largest else TOO_WIDE
    if not math.isfinite(value):
        return math.inf, ""
    fine, coarse = (max(_exponent(bound) - digits, lowest) for bound in (low, high))
    ulps = abs(arb(value) - truth) * arb(2) ** -fine
    if fine < coarse:
        ulps = ulps.union(ulps * arb(2) ** (fine - coarse))
    if ulps.rad() > ACCURACY:
        return math.nan, TOO_WIDE
    return float(ulps.mid()), ""


def _exponent(positive: arb) -> int:
    """e with 2^e ≤ positive < 2^(e+1), for an exact number; far below any spacing for 0."""
    if positive.is_zero():
        return -(2**30)
    mantissa, exponent = positive.man_exp()
    return int(mantissa).bit_length() - 1 + int(exponent)
