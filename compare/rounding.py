"""What rounding may do: a dtype's constants, and balls (value, radius) whose few rules bound it operation by operation.

A ball stands for "the exact result of this operation is within `radius` of `value`", and equally for "any correct
program's rounded result is". The harness evaluates a link's definition as a ball and asks whether a side's value lies
inside. Two roundings are therefore paid for at every operation: the side's, in its own dtype, and the harness's own, in
float64. `Format` adds them once, so that no rule below mentions the harness.

The rules are the standard model of floating-point arithmetic with gradual underflow (Higham, Accuracy and Stability of
Numerical Algorithms, 2nd ed., SIAM 2002, §2.2 and Lemma 3.1): fl(a op b) = (a op b)(1 + δ) + η', |δ| ≤ u, |η'| ≤ η/2, η' = 0
for sums and differences (Hauser, SIAM Rev. 38, 1996). γ_k = ku/(1 − ku). Rules return radius inf where they claim nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Mask = NDArray[np.bool_]

LIBM_ULPS = 4
"""Ulps that exp, log and log1p may be off by: the documented limit of NumPy's vector loops; the suite measures it."""


class Format(NamedTuple):
    """What a dtype promises, the float64 arithmetic of the harness included. `libm` is a relative error, not ulps."""

    name: str
    unit: float
    gamma_1: float
    eta: float
    huge: float
    libm: float
    sigmoid_flush: float

    def gamma(self, k: int) -> float:
        """γ_k of the side plus γ_k of the harness."""
        return _gamma(k, self.unit) + _gamma(k, _HARNESS_UNIT)


def _gamma(k: int, unit: float) -> float:
    return k * unit / (1 - k * unit)


_HARNESS_UNIT = 2.0**-53
_HARNESS_ETA = 2.0**-1074


def format_of(dtype: np.dtype[np.floating] | type) -> Format:
    """The constants of float64 or float32. Raises `KeyError` for any other dtype.

    `huge` is a quarter of the largest finite number: a program that doubles before it halves (MSELoss does) or rounds
    up must not overflow where a claim is made. `sigmoid_flush` is what 1/(1 + e^-z) loses where e^-z overflows.
    """
    return _FORMATS[np.dtype(dtype).name]


def _format(dtype: type[np.floating]) -> Format:
    info = np.finfo(dtype)
    unit, eta, largest = float(info.eps) / 2, float(info.smallest_subnormal), float(info.max)
    return Format(
        name=np.dtype(dtype).name,
        unit=unit,
        gamma_1=_gamma(1, unit) + _gamma(1, _HARNESS_UNIT),
        eta=eta + _HARNESS_ETA,
        huge=largest / 4,
        libm=2 * LIBM_ULPS * (unit + _HARNESS_UNIT),
        sigmoid_flush=1.5 / largest,
    )


_FORMATS = {"float64": _format(np.float64), "float32": _format(np.float32)}


class Ball:
    """A float64 array `value` and the radius within which the exact result and every correct program's result lie."""

    __slots__ = ("fmt", "radius", "value")
    __array_ufunc__ = None

    def __init__(self, fmt: Format, value: Array, radius: Array | float = 0.0) -> None:
        self.fmt, self.value, self.radius = fmt, value, radius

    def _rounded(self, value: Array, spread: Array | float, roundings: float, underflow: Array | float) -> Ball:
        magnitude = np.abs(value)
        radius = roundings * magnitude + (spread + underflow)
        return Ball(self.fmt, value, np.where(magnitude < self.fmt.huge, radius, np.inf))

    def __neg__(self) -> Ball:
        return Ball(self.fmt, -self.value, self.radius)

    def __add__(self, other: Ball) -> Ball:
        return self._rounded(self.value + other.value, self.radius + other.radius, self.fmt.gamma_1, 0.0)

    def __sub__(self, other: Ball) -> Ball:
        return self._rounded(self.value - other.value, self.radius + other.radius, self.fmt.gamma_1, 0.0)

    def __rsub__(self, constant: float) -> Ball:
        return self._rounded(constant - self.value, self.radius, self.fmt.gamma_1, 0.0)

    def __radd__(self, constant: float) -> Ball:
        return self._rounded(constant + self.value, self.radius, self.fmt.gamma_1, 0.0)

    def __rmul__(self, constant: float) -> Ball:
        spread = abs(constant) * self.radius
        return self._rounded(constant * self.value, spread, self.fmt.gamma_1, self.fmt.eta)

    def __mul__(self, other: Ball) -> Ball:
        value = self.value * other.value
        underflow = self.fmt.eta * _some(value, lambda: (self.value != 0) & (other.value != 0))
        return self._rounded(value, _product_spread(self, other), self.fmt.gamma_1, underflow)

    def __truediv__(self, other: Ball) -> Ball:
        value = self.value / other.value
        spread: Array | float = 0.0
        if not (_exact(self) and _exact(other)):
            spread = (self.radius + np.abs(value) * other.radius) / _away_from_zero(other)
        return self._rounded(value, spread, self.fmt.gamma_1, self.fmt.eta)


def _some(result: Array, count: Callable[[], Mask | Array]) -> Mask | Array | float:
    """How many products can underflow: 1 unless a result is 0, when it is worth asking which operands are 0."""
    return 1.0 if result.all() else count()


def _exact(ball: Ball) -> bool:
    return isinstance(ball.radius, float) and ball.radius == 0.0


def _product_spread(a: Ball, b: Ball) -> Array | float:
    if _exact(a) and _exact(b):
        return 0.0
    return np.abs(a.value) * b.radius + np.abs(b.value) * a.radius + a.radius * b.radius


def _away_from_zero(ball: Ball) -> Array:
    """The smallest magnitude in the ball, rounded down; 0 (so: no claim) where the radius is over half the value."""
    magnitude = np.abs(ball.value)
    return np.where(ball.radius <= magnitude / 2, (magnitude - ball.radius) * (1 - 2.0**-50), 0.0)


def exp(a: Ball) -> Ball:
    """e^a: relative error `libm`, and as many ulps of η where the result is subnormal."""
    value = np.exp(a.value)
    spread = 0.0 if _exact(a) else value * np.expm1(a.radius)
    return a._rounded(value, spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def log(a: Ball) -> Ball:
    """ln a for a ≥ 0. Slope 1/a, taken at the end of the ball that is nearest 0. ln 0 = −inf claims nothing."""
    spread = 0.0 if _exact(a) else a.radius / _away_from_zero(a)
    return a._rounded(np.log(a.value), spread, a.fmt.libm, 0.0)


def log1p(a: Ball) -> Ball:
    """ln(1 + a) for a ≥ −1. Slope 1/(1 + a)."""
    spread = 0.0 if _exact(a) else a.radius / _away_from_zero(Ball(a.fmt, 1 + a.value, a.radius))
    return a._rounded(np.log1p(a.value), spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def sigmoid(z: Ball) -> Ball:
    """σ(z) by the branch that never overflows: e = e^-|z|, then 1/(1 + e) or e/(1 + e).

    The error of e reaches σ with factor at most 1, the sum and the quotient round once each: libm + γ_2. The spread uses
    σ' ≤ min(¼, σ, 1 − σ) and σ(z + Δ) ≤ σ(z) e^Δ.
    """
    e = np.exp(-np.abs(z.value))
    value = np.where(z.value >= 0, 1.0, e) / (1 + e)
    spread: Array | float = 0.0
    if not _exact(z):
        spread = np.minimum(z.radius / 4, np.minimum(value, e / (1 + e)) * np.expm1(z.radius))
    return z._rounded(value, spread, z.fmt.libm + z.fmt.gamma(2), (LIBM_ULPS + 2) * z.fmt.eta)


def sigmoid_any_branch(z: Ball) -> Ball:
    """σ(z) by any of the usual programs, 1/(1 + e^-z) included, which is 0 as soon as e^-z overflows."""
    ball = sigmoid(z)
    return Ball(z.fmt, ball.value, ball.radius + z.fmt.sigmoid_flush)


def softplus(z: Ball) -> Ball:
    """ln(1 + e^z) = max(z, 0) + log1p(e^-|z|): both terms ≥ 0, so relative: 2 libm + γ_1. Its slope σ ≤ min(1, softplus)."""
    value = np.logaddexp(0.0, z.value)
    spread = 0.0 if _exact(z) else np.minimum(z.radius, value * np.expm1(z.radius))
    return z._rounded(value, spread, 2 * z.fmt.libm + z.fmt.gamma_1, (2 * LIBM_ULPS + 1) * z.fmt.eta)


def absolute(a: Ball) -> Ball:
    """|a|, exact."""
    return Ball(a.fmt, np.abs(a.value), a.radius)


def at_least(a: Ball, constant: float) -> Ball:
    """max(a, constant), exact; what lies wholly below the constant is the constant, even −inf."""
    known = np.where(np.isfinite(a.value), a.radius, np.where(a.value == -np.inf, 0.0, np.inf))
    return Ball(a.fmt, np.maximum(a.value, constant), np.where(a.value + known < constant, 0.0, known))


def at_most(a: Ball, constant: float) -> Ball:
    """min(a, constant), exact."""
    return -at_least(-a, -constant)


def weighted(weight: Ball, a: Ball) -> Ball:
    """weight · a, a term of weight 0 being 0 whatever a is (0 · ln 0 = 0, the convention of entropy)."""
    product = weight * a
    nothing = (weight.value == 0) & (np.asarray(weight.radius) == 0)
    return Ball(a.fmt, np.where(nothing, 0.0, product.value), np.where(nothing, 0.0, product.radius))


def per_feature(a: Ball) -> Ball:
    """One value an example, (…, n), made ready to meet the features, (…, n, 1)."""
    radius = a.radius if isinstance(a.radius, float) else a.radius[..., None]
    return Ball(a.fmt, a.value[..., None], radius)


def affine(x: Ball, w: Ball, b: Ball) -> Ball:
    """x·w + b by a dot product in any order, fused or not: γ_{d+1} Σ|x||w| + |b| (Higham (3.5)), and η for each product."""
    d = x.value.shape[-1]
    value = np.matvec(x.value, w.value) + b.value[..., None]
    magnitude = np.matvec(np.abs(x.value), np.abs(w.value)) + np.abs(b.value)[..., None]
    spread: Array | float = 0.0
    if not (_exact(x) and _exact(w) and _exact(b)):
        radii = [np.broadcast_to(ball.radius, ball.value.shape) for ball in (x, w, b)]
        spread = np.matvec(np.abs(x.value) + radii[0], radii[1]) + np.matvec(radii[0], np.abs(w.value)) + radii[2][..., None]
    products = d * _some(magnitude, lambda: np.matvec(_nonzero(x), _nonzero(w)) > 0)
    return _summed(x.fmt, value, magnitude, spread, d + 1, products)


def mean_over(a: Ball, axis: int) -> Ball:
    """The mean along an axis of n, summed in any order, 1/n taken first or last: γ_{n+1} mean|a| + nη."""
    n = a.value.shape[axis]
    spread: Array | float = 0.0 if _exact(a) else np.broadcast_to(a.radius, a.value.shape).mean(axis=axis)
    magnitude = np.abs(a.value).sum(axis=axis)
    return _summed(a.fmt, a.value.sum(axis=axis) / n, magnitude, spread, n + 1, n * (magnitude > 0), n)


def mean_product(g: Ball, x: Ball, extra: int) -> Ball:
    """(1/n) Σ_i g_i x_ij in any order, `extra` further roundings having met g_i/n (and η three times) on another path."""
    n = x.value.shape[-2]
    value = np.vecmat(g.value, x.value) / n
    size = np.abs(x.value)
    magnitude = np.vecmat(np.abs(g.value), size)
    some = _some(magnitude, lambda: np.vecmat(_nonzero(g), _nonzero(x)) > 0)
    spread: Array | float = some * (3 * g.fmt.eta * size.sum(axis=-2))
    if not _exact(g):
        spread = spread + np.vecmat(np.broadcast_to(g.radius, g.value.shape), size) / n
    return _summed(g.fmt, value, magnitude, spread, n + extra, n * some, n)


def _nonzero(a: Ball) -> Array:
    return (a.value != 0).astype(np.float64)


def _summed(
    fmt: Format,
    value: Array,
    magnitude: Array,
    spread: Array | float,
    roundings: int,
    products: Mask | Array | float,
    divisor: int = 1,
) -> Ball:
    """A sum over `divisor`, the terms' magnitudes adding up to `magnitude`, which must not overflow, whatever the order."""
    radius = fmt.gamma(roundings) * (magnitude / divisor) + (spread + products * fmt.eta)
    return Ball(fmt, value, np.where(magnitude < fmt.huge, radius, np.inf))
