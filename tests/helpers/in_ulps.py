"""The accurate links by z with their limits, and how many ulps each is from its exact value.

For float64 the exact values are the arbiter's. For float32 they may be float64's: e^−|z| is at most 4 ulps off
(`compare.arithmetic.precision`), which is 8u for u = 2^-53, and the quotients, products and log1p that follow add at
most 12u, so a float64 value is right to 2^-48 of itself. An ulp of float32 is at least 2^-24 of the value, so a
distance is known to `DOUBT` = 2^-24 ulps; where e^−|z| itself underflows, the links are below the smallest float32
number by 2^-800. Where a float64 value is at the lower end of a binade the exact one may be below it: then the finer
ulp is taken.
"""

from typing import NamedTuple

import numpy as np

from compare.arithmetic import exact as of_exact_numbers
from compare.arithmetic.ulps import BEYOND, TOO_WIDE, distances
from compare.chains import definitions
from manual import log_loss, sigmoid

DOUBT = 2.0**-24
NO_CLAIM = -1.0
"""Stands for the ulps of a value whose exact one is beyond the largest finite number."""
SUBNORMAL = ", divisor subnormal"
LIMITS = {
    "σ(z)": 4,
    "σ(−z)": 4,
    "∂ŷ/∂z": 5,
    "L, y = 0": 2,
    "L, y = 1": 2,
    "∂L/∂ŷ, y = 0": 5,
    "∂L/∂ŷ, y = 1": 5,
    "∂L/∂ŷ, y = 0" + SUBNORMAL: 7,
    "∂L/∂ŷ, y = 1" + SUBNORMAL: 7,
    "∂L/∂z, y = 0": 4,
    "∂L/∂z, y = 1": 4,
}
DIVISORS = {"∂L/∂ŷ, y = 0": "σ(−z)", "∂L/∂ŷ, y = 1": "σ(z)"}


def computed(z):
    """The links as the hand-derived code computes them."""
    p, q = sigmoid.both(z)
    links = {"σ(z)": p, "σ(−z)": q, "∂ŷ/∂z": sigmoid.dy_hat_dz(z)}
    for label in (0, 1):
        y = np.full_like(z, label)
        links[f"L, y = {label}"] = log_loss.log_loss(y, z)
        links[f"∂L/∂ŷ, y = {label}"] = log_loss.dL_dy_hat(y, p, q)
        links[f"∂L/∂z, y = {label}"] = log_loss.dL_dz(y, p, q)
    return links


def in_float64(z):
    """The links of float32 z in float64, by formulas of their own: one exponential of −|z|, no link from another."""
    size, positive = np.abs(z.astype(np.float64)), z > 0
    e = np.exp(-size)
    larger, smaller, loss = 1 / (1 + e), e / (1 + e), np.log1p(e)
    p, q = np.where(positive, larger, smaller), np.where(positive, smaller, larger)
    with np.errstate(divide="ignore", over="ignore"):
        one_over_larger, one_over_smaller = 1 + e, 1 + 1 / e
    return {
        "σ(z)": p,
        "σ(−z)": q,
        "∂ŷ/∂z": e / ((1 + e) * (1 + e)),
        "L, y = 0": loss + np.where(positive, size, 0),
        "L, y = 1": loss + np.where(positive, 0, size),
        "∂L/∂ŷ, y = 0": np.where(positive, one_over_smaller, one_over_larger),
        "∂L/∂ŷ, y = 1": -np.where(positive, one_over_larger, one_over_smaller),
        "∂L/∂z, y = 0": p,
        "∂L/∂z, y = 1": -q,
    }


def by_the_arbiter(z):
    """The links as enclosures, at flint's current precision, by the definitions that the judge uses."""
    t = of_exact_numbers.exact(z)
    links = {"σ(z)": of_exact_numbers.sigmoid(t), "σ(−z)": of_exact_numbers.sigmoid(-t)}
    links["∂ŷ/∂z"] = definitions.sigmoid_slope_of_z(t)
    for label in (0, 1):
        y = of_exact_numbers.exact(np.full(z.shape, label))
        links[f"L, y = {label}"] = definitions.log_loss_of_z(y, t)
        links[f"∂L/∂ŷ, y = {label}"] = definitions.log_loss_slope_of_z(y, t)
        links[f"∂L/∂z, y = {label}"] = definitions.cancelled_of_z(y, t)
    return {name: link.value for name, link in links.items()}


def ulps_from_float64(values, truth):
    """Ulps of float32 values; nan where a value is not a number."""
    exponent = ((np.abs(truth) * (1 - 2.0**-47)).view(np.int64) >> 52) - 1023
    ulp = np.maximum(exponent, -126) - 23
    per_ulp = ((1023 - ulp) << 52).view(np.float64)
    with np.errstate(invalid="ignore"):
        error = np.abs(values - truth)
    return np.where(np.abs(truth) <= np.finfo(np.float32).max, error * per_ulp, NO_CLAIM)


def ulps_from_the_arbiter(values, truth):
    """Ulps of values of either dtype; nan where undecided.

    1/σ(z) for |z| in the thousands is beyond the largest number, and so far that no finite enclosure holds it.
    """
    ulps, reasons = distances(values, truth, values.dtype)
    far = (reasons == TOO_WIDE) & np.isinf(values)
    return np.where((reasons == BEYOND) | far, NO_CLAIM, ulps)


class Worst(NamedTuple):
    """The largest distance of a link, the z where it occurs, and how many values were measured."""

    ulps: float
    z: float
    values: int

    def or_worse(self, other):
        """The worse of two, over the values of both; nan is worse than any number."""
        worse = self if other.ulps <= self.ulps else other
        return worse._replace(values=self.values + other.values)


NOTHING = Worst(NO_CLAIM, np.nan, 0)


def worst(z, values, truth, ulps_of):
    """The `Worst` of every row of LIMITS: ∂L/∂ŷ has a row for the z where its divisor is a subnormal number."""
    found = {}
    for name, link in values.items():
        ulps = ulps_of(link, truth[name])
        if name in DIVISORS:
            subnormal = values[DIVISORS[name]] < np.finfo(z.dtype).tiny
            found[name] = _worst(z[~subnormal], ulps[~subnormal])
            found[name + SUBNORMAL] = _worst(z[subnormal], ulps[subnormal])
        else:
            found[name] = _worst(z, ulps)
    return found


def _worst(z, ulps):
    if not ulps.size:
        return NOTHING
    at = ulps.argmax()
    return Worst(float(ulps[at]), float(z[at]), int(np.count_nonzero(ulps != NO_CLAIM)))
