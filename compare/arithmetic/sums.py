"""The rules of `balls` for sums of many terms, added in any order, fused or not: dot products, means, matrix products.

γ_n Σ|terms| bounds the rounding of any order (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
SIAM 2002, (3.5) and §4.2); each product may underflow once; no partial sum overflows where Σ|terms| does not.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.arithmetic.balls import Ball, claimed, how_many, nonzero
from compare.arithmetic.precision import Array, Format, Mask


class PartialSum(Ball):
    """A sum that may go on: a program may add further terms, or bring in a constant factor, in any order.

    A layer x·Wᵀ + b may start from b, and (1/n) Σ may divide each term or the sum: such roundings count against all the
    terms (lemma 3 of docs/numerics.md). The radius is γ_k · `magnitude` + `rest`, where a term meets k = `roundings` on
    its way to the result.

    `magnitude` is the sum of the terms' magnitudes, the largest that the operands' radii allow, which must not
    overflow; `rest` is what those radii and underflow may change in the sum.
    """

    __slots__ = ("magnitude", "rest", "roundings")

    def __init__(self, fmt: Format, value: Array, magnitude: Array, rest: Array | float, roundings: int) -> None:
        radius = fmt.gamma(roundings) * magnitude + rest
        radius *= 1 + roundings * 2.0**-52
        super().__init__(fmt, value, claimed(radius, magnitude, fmt))
        self.magnitude, self.rest, self.roundings = magnitude, rest, roundings

    def moved(self, move: Callable[[Array], Array]) -> PartialSum:
        """The values moved to other places, and their bounds with them."""
        magnitude, rest = (move(np.broadcast_to(part, self.value.shape)) for part in (self.magnitude, self.rest))
        return PartialSum(self.fmt, move(self.value), magnitude, rest, self.roundings)

    def __neg__(self) -> PartialSum:
        return PartialSum(self.fmt, -self.value, self.magnitude, self.rest, self.roundings)

    def __add__(self, other: Ball) -> PartialSum:
        term = other if isinstance(other, PartialSum) else _term(other)
        magnitude, rest = self.magnitude + term.magnitude, self.rest + term.rest
        return PartialSum(self.fmt, self.value + term.value, magnitude, rest, self.roundings + term.roundings + 1)

    def __sub__(self, other: Ball) -> PartialSum:
        return self + -other

    def __radd__(self, other: Ball | float) -> PartialSum:
        return self + self._operand(other)

    def __rsub__(self, other: Ball | float) -> PartialSum:
        return -self + self._operand(other)

    def __mul__(self, other: Ball) -> Ball:
        if not _constant(other):
            return super().__mul__(other)
        return self._scaled(self.value * other.value, np.abs(other.value))

    def __rmul__(self, other: Ball | float) -> Ball:
        return self * self._operand(other)

    def __truediv__(self, other: Ball) -> Ball:
        if not _constant(other):
            return super().__truediv__(other)
        return self._scaled(self.value / other.value, 1 / np.abs(other.value))

    def _operand(self, other: Ball | float) -> Ball:
        return other if isinstance(other, Ball) else Ball(self.fmt, np.asarray(other, np.float64))

    def _scaled(self, value: Array, factor: Array) -> PartialSum:
        """Two roundings more, of 1/n and of the product with it, and an underflow in every term.

        A program that scales last has held the sum itself.
        """
        roundings = self.roundings + 2
        rest = np.where(np.isfinite(self.radius), self.rest * factor + roundings * self.fmt.eta, np.inf)
        return PartialSum(self.fmt, value, self.magnitude * factor, rest, roundings)


def _term(ball: Ball) -> PartialSum:
    return PartialSum(ball.fmt, ball.value, np.abs(ball.value) + ball.radius, ball.radius, 0)


def _constant(ball: Ball) -> bool:
    return ball.exact and ball.value.size == 1


def affine(x: Ball, w: Ball, b: Ball) -> Ball:
    """x·w + b by a dot product in any order: γ_{d+1} (Σ|x||w| + |b|) (Higham (3.5)), and η for each product."""
    value, magnitude, spread, products = _dot(x, w)
    if not b.exact:
        spread = spread + np.asarray(b.radius)[..., None]
    magnitude = magnitude + np.abs(b.value)[..., None]
    return _summed(x.fmt, value + b.value[..., None], magnitude, spread, x.value.shape[-1] + 1, products)


def matvec(x: Ball, w: Ball) -> Ball:
    """x·w by a dot product in any order: γ_d Σ|x||w| (Higham (3.5)), and η for each product."""
    value, magnitude, spread, products = _dot(x, w)
    return _summed(x.fmt, value, magnitude, spread, x.value.shape[-1], products)


def _dot(x: Ball, w: Ball) -> tuple[Array, Array, Array | float, Mask | Array | float]:
    """x·w, Σ|x||w|, what the operands' radii may change in it, and how many products can underflow."""
    size, weight = np.abs(x.value), np.abs(w.value)
    magnitude = np.matvec(size, weight)
    spread: Array | float = 0.0
    if not (x.exact and w.exact):
        of_x, of_w = (np.broadcast_to(ball.radius, ball.value.shape) for ball in (x, w))
        spread = np.matvec(size + of_x, of_w) + np.matvec(of_x, weight)
    products = x.value.shape[-1] * how_many(magnitude, lambda: np.matvec(_nonzero(x), _nonzero(w)) > 0)
    return np.matvec(x.value, w.value), magnitude, spread, products


def matmul(a: Ball, b: Ball) -> PartialSum:
    """The product of matrices, (…, n, k) by (…, k, m), in any order: γ_k Σ|a||b|, and η for each product."""
    size, weight = np.abs(a.value), np.abs(b.value)
    magnitude = np.matmul(size, weight)
    products = a.value.shape[-1] * how_many(magnitude, lambda: np.matmul(_nonzero(a), _nonzero(b)) > 0)
    spread: Array | float = 0.0
    if not (a.exact and b.exact):
        of_a, of_b = (np.broadcast_to(ball.radius, ball.value.shape) for ball in (a, b))
        spread = np.matmul(size + of_a, of_b) + np.matmul(of_a, weight)
    rest = spread + products * a.fmt.eta
    return PartialSum(a.fmt, np.matmul(a.value, b.value), magnitude + spread, rest, a.value.shape[-1])


def total(a: Ball, axis: int) -> PartialSum:
    """The sum along an axis of n, in any order: γ_{n−1} Σ|a|."""
    spread: Array | float = 0.0 if a.exact else np.broadcast_to(a.radius, a.value.shape).sum(axis=axis)
    magnitude = np.abs(a.value).sum(axis=axis) + spread
    return PartialSum(a.fmt, a.value.sum(axis=axis), magnitude, spread, a.value.shape[axis] - 1)


def mean_over(a: Ball, axis: int) -> Ball:
    """The mean along an axis of n, summed in any order, 1/n taken first or last: γ_{n+1} mean|a| + nη."""
    n = a.value.shape[axis]
    spread: Array | float = 0.0 if a.exact else np.broadcast_to(a.radius, a.value.shape).mean(axis=axis)
    magnitude = np.abs(a.value).sum(axis=axis)
    products = n * how_many(magnitude, lambda: np.maximum.reduce(_nonzero(a), axis=axis))
    return _summed(a.fmt, a.value.sum(axis=axis) / n, magnitude, spread, n + 1, products, n)


def mean_product(g: Ball, x: Ball, extra: int) -> Ball:
    """(1/n) Σ_i g_i x_ij, x exact; `extra` further roundings (and η three times) met g_i/n on another path."""
    n = x.value.shape[-2]
    value = np.vecmat(g.value, x.value) / n
    size = np.abs(x.value)
    magnitude = np.vecmat(np.abs(g.value), size)
    some = how_many(magnitude, lambda: np.vecmat(_nonzero(g), _nonzero(x)) > 0)
    spread: Array | float = some * (3 * g.fmt.eta * size.sum(axis=-2))
    if not g.exact:
        spread = spread + np.vecmat(np.broadcast_to(g.radius, g.value.shape), size) / n
    return _summed(g.fmt, value, magnitude, spread, n + extra, n * some, n)


def _nonzero(a: Ball) -> Array:
    return np.where(nonzero(a), 1.0, 0.0)


def _summed(
    fmt: Format,
    value: Array,
    magnitude: Array,
    spread: Array | float,
    roundings: int,
    products: Mask | Array | float,
    divisor: int = 1,
) -> Ball:
    """A sum over `divisor`; its terms' magnitudes add up to `magnitude`, which must not overflow.

    `magnitude` and `spread` are sums themselves, too small by a part of at most `roundings` 2^-52.
    """
    radius = fmt.gamma(roundings) * (magnitude / divisor + spread) + (spread + products * fmt.eta)
    radius *= 1 + roundings * 2.0**-52
    return Ball(fmt, value, claimed(radius, magnitude, fmt))
