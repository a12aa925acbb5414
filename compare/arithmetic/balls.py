"""Balls, intervals given by midpoint and radius, and the rules that bound rounding, operation by operation.

A ball stands for "the exact result of this operation is within `radius` of `value`", and equally for "any correct
program's rounded result is". The harness evaluates a link's definition as a ball and asks whether a side's value lies
inside.

The rules are the standard model of floating-point arithmetic with gradual underflow (Higham, Accuracy and Stability of
Numerical Algorithms, 2nd ed., SIAM 2002, §2.2): fl(a op b) = (a op b)(1 + δ) + η', |δ| ≤ u, |η'| ≤ η/2, η' = 0 for sums
and differences (Hauser, SIAM Rev. 38, 1996). Rules return radius inf where they claim nothing. Sums of many terms are
in `sums`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from compare.arithmetic.precision import LIBM_ULPS, Array, Format, Mask, format_of

SAFETY = 1 + 2.0**-40  # covers rounding in the radii: fewer than 100 float64 operations on terms ≥ 0


class Ball:
    """A float64 array `value` and the radius within which the exact result and every correct program's result lie."""

    __slots__ = ("fmt", "radius", "value")
    __array_ufunc__ = None

    def __init__(self, fmt: Format, value: Array, radius: Array | float = 0.0) -> None:
        self.fmt, self.value, self.radius = fmt, value, radius

    @property
    def shape(self) -> tuple[int, ...]:
        """As an array's."""
        return self.value.shape

    @property
    def exact(self) -> bool:
        """Known to be exact everywhere: the radius is the number 0."""
        return isinstance(self.radius, float) and self.radius == 0.0

    def constant(self, number: Array) -> Ball:
        """A number of the definition, of which a side holds what its dtype can."""
        off = np.abs(number - number.astype(self.fmt.name))
        return Ball(self.fmt, number, off if off.any() else 0.0)

    def moved(self, move: Callable[[Array], Array]) -> Ball:
        """The values moved to other places, and their radii with them."""
        radius = self.radius if self.exact else move(np.broadcast_to(self.radius, self.value.shape))
        return Ball(self.fmt, move(self.value), radius)

    def _rounded(self, value: Array, spread: Array | float, roundings: float, underflow: Array | float) -> Ball:
        magnitude = np.abs(value)
        radius = roundings * magnitude
        radius += (1 + roundings) * spread + underflow
        return Ball(self.fmt, value, claimed(radius, magnitude, self.fmt))

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
        underflow = self.fmt.eta * how_many(value, lambda: nonzero(self) & nonzero(other))
        return self._rounded(value, _product_spread(self, other), self.fmt.gamma_1, underflow)

    def __rtruediv__(self, constant: float) -> Ball:
        return Ball(self.fmt, np.asarray(constant, np.float64)) / self

    def __truediv__(self, other: Ball) -> Ball:
        value = self.value / other.value
        spread: Array | float = 0.0
        if not (self.exact and other.exact):
            nearest = _away_from_zero(other)
            spread = self.radius / nearest + np.abs(value) * (other.radius / nearest)
        return self._rounded(value, spread, self.fmt.gamma_1, self.fmt.eta)


def claimed(radius: Array, magnitude: Array, fmt: Format) -> Array:
    """The radius where no number in the ball can have overflowed on the way, inf elsewhere."""
    largest = magnitude + radius
    if np.maximum.reduce(largest, axis=None) < fmt.huge:
        return radius
    return np.where(largest < fmt.huge, radius, np.inf)


def how_many(result: Array, count: Callable[[], Mask | Array]) -> Mask | Array | float:
    """How many products can underflow: 1 unless a result is 0; then it pays to count the operands that are 0."""
    return 1.0 if result.all() else count()


def nonzero(ball: Ball) -> Mask:
    """Where the ball holds a number other than 0."""
    other: Mask = ball.value != 0
    return other if ball.exact else other | (np.asarray(ball.radius) > 0)


def _product_spread(a: Ball, b: Ball) -> Array | float:
    if a.exact and b.exact:
        return 0.0
    return np.abs(a.value) * b.radius + np.abs(b.value) * a.radius + a.radius * b.radius


def _away_from_zero(ball: Ball) -> Array:
    """The smallest magnitude in the ball, rounded down; 0 (so: no claim) where the radius is over half the value."""
    magnitude = np.abs(ball.value)
    return np.where(ball.radius <= magnitude / 2, (magnitude - ball.radius) * (1 - 2.0**-50), 0.0)


def _growth(value: Array, at: Array, radius: Array | float) -> Array:
    """value (e^radius − 1), and no less than e^(at + radius) − e^at where `value`, at most e^at, underflowed."""
    return np.where(value > _FAR_FROM_UNDERFLOW, value * np.expm1(radius), np.exp(at + radius))


_FAR_FROM_UNDERFLOW = 2.0**-1000


def exp(a: Ball) -> Ball:
    """e^a: relative error `libm`, and as many ulps of η where the result is subnormal."""
    value = np.exp(a.value)
    spread = 0.0 if a.exact else _growth(value, a.value, a.radius)
    return a._rounded(value, spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def log(a: Ball) -> Ball:
    """ln a for a ≥ 0. Slope 1/a, taken at the end of the ball that is nearest 0. ln 0 = −inf claims nothing."""
    spread = 0.0 if a.exact else a.radius / _away_from_zero(a)
    return a._rounded(np.log(a.value), spread, a.fmt.libm, 0.0)


def log1p(a: Ball) -> Ball:
    """ln(1 + a) for a ≥ −1. Slope 1/(1 + a)."""
    spread = 0.0 if a.exact else a.radius / _away_from_zero(Ball(a.fmt, 1 + a.value, a.radius))
    return a._rounded(np.log1p(a.value), spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def tanh(a: Ball) -> Ball:
    """tanh a: relative error `libm`. Slope 1 − tanh² ≤ min(1, 4e^−2|a|), at the end of the ball that is nearest 0."""
    spread = 0.0 if a.exact else a.radius * np.minimum(1.0, 4 * np.exp(2 * (a.radius - np.abs(a.value))))
    return a._rounded(np.tanh(a.value), spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def power(a: Ball, exponent: int) -> Ball:
    """a^k by k − 1 products, or, of a third power or a higher one, by a library whose error is `libm`."""
    product = a
    for _ in range(exponent - 1):
        product = product * a
    if exponent <= 2:
        return product
    return a._rounded(product.value, product.radius, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def positive(a: Ball) -> Ball:
    """1 where a > 0 and 0 elsewhere, exact; ½ ± ½ where the ball holds both kinds of number; no claim at a = 0."""
    undecided = ~(np.abs(a.value) > a.radius) & np.asarray(a.radius > 0)
    kink = (a.value == 0) & (np.asarray(a.radius) == 0) & np.bool_(a.fmt.kinks)
    radius = np.where(kink, np.inf, np.where(undecided, 0.5, 0.0))
    return Ball(a.fmt, np.where(undecided, 0.5, a.value > 0), radius if radius.any() else 0.0)


def sigmoid(z: Ball) -> Ball:
    """σ(z) by the branch that never overflows: e = e^-|z|, then 1/(1 + e) or e/(1 + e).

    The error of e reaches σ with factor at most 1, the sum and the quotient round once each: libm + γ_2. The spread
    uses σ' ≤ min(¼, σ, 1 − σ) and σ(z + Δ) ≤ σ(z) e^Δ.
    """
    e = np.exp(-np.abs(z.value))
    value = np.where(z.value >= 0, 1.0, e) / (1 + e)
    spread: Array | float = 0.0
    if not z.exact:
        spread = np.minimum(z.radius / 4, _growth(np.minimum(value, e / (1 + e)), -np.abs(z.value), z.radius))
    return z._rounded(value, spread, z.fmt.libm + z.fmt.gamma(2), (LIBM_ULPS + 2) * z.fmt.eta)


def sigmoid_any_branch(z: Ball) -> Ball:
    """σ(z) by any of the usual programs, 1/(1 + e^-z) included, which is 0 as soon as e^-z overflows."""
    ball = sigmoid(z)
    return Ball(z.fmt, ball.value, ball.radius + z.fmt.sigmoid_flush)


def softplus(z: Ball) -> Ball:
    """ln(1 + e^z) = max(z, 0) + log1p(e^-|z|): both terms ≥ 0, so relative: 2 libm + γ_1. Slope ≤ min(1, itself)."""
    value = np.logaddexp(0.0, z.value)
    spread = 0.0 if z.exact else np.minimum(z.radius, _growth(value, z.value, z.radius))
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


def where(condition: Mask, a: Ball, b: Ball) -> Ball:
    """a where the condition holds and b elsewhere, exact."""
    return Ball(a.fmt, np.where(condition, a.value, b.value), np.where(condition, a.radius, b.radius))


def per_feature(a: Ball) -> Ball:
    """One value per example, (…, n), shaped to broadcast over the features, (…, n, 1)."""
    radius = a.radius if isinstance(a.radius, float) else a.radius[..., None]
    return Ball(a.fmt, a.value[..., None], radius)


def ones_like(a: Ball) -> Ball:
    """1 for every element of a."""
    return Ball(a.fmt, np.ones(a.value.shape))


def only_feature(a: Ball) -> Ball:
    """(…, 1) as (…)."""
    radius = a.radius if isinstance(a.radius, float) else a.radius[..., 0]
    return Ball(a.fmt, a.value[..., 0], radius)


def single(a: Ball) -> Ball:
    """a rounded to float32: what is known exactly exactly; elsewhere the rounding may fall to either side."""
    fmt = format_of(np.float32)
    value = a.value.astype(np.float32).astype(np.float64)
    return Ball(fmt, value) if a.exact else Ball(fmt, value, a.radius + 2 * fmt.unit * np.abs(a.value) + fmt.eta)


def widened(a: Ball, like: Ball) -> Ball:
    """a, exact; it holds float32 numbers only."""
    return a


def hull(balls: Sequence[Ball]) -> Ball:
    """A ball around the first one's value that holds them all: what any right form may give for a link."""
    first, *others = balls
    radius = np.asarray(first.radius)
    for ball in others:
        radius = np.maximum(radius, np.abs(ball.value - first.value) + ball.radius)
    value = first.value if radius.ndim <= first.value.ndim else np.broadcast_to(first.value, radius.shape)
    return Ball(first.fmt, value, np.nan_to_num(radius, nan=np.inf, posinf=np.inf))
