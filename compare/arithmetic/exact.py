"""Exact values: the rules of `operations` on proven enclosures, by python-flint's ball arithmetic at any precision.

An `Exact` is an array of numbers of one kind: `arb`, a real number between two proven bounds, or `fmpq`, a rational.
The definitions of the links run on it as they run on the balls of the judge, so there is one statement of each link.
Source of the arithmetic: Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE
Transactions on Computers 66 (2017).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from flint import arb, fmpq
from numpy.typing import NDArray

Numbers = NDArray[np.object_]
Kind = Callable[[float], Any]


def enclosed(value: float) -> arb:
    """A float as the real number that it is; nan and infinities as an interval that tells nothing."""
    return arb(value) if np.isfinite(value) else arb("nan")


def rational(value: float) -> fmpq:
    """A finite float as the fraction that it is."""
    return fmpq(*value.as_integer_ratio())


class Exact:
    """An array of exact numbers and its arithmetic. The working precision of `arb` is flint's global `ctx.prec`."""

    __slots__ = ("kind", "value")
    __array_ufunc__ = None

    def __init__(self, value: Numbers, kind: Kind = enclosed) -> None:
        self.value, self.kind = value, kind

    @property
    def shape(self) -> tuple[int, ...]:
        """As an array's."""
        return self.value.shape

    def _like(self, value: Any) -> Exact:
        return Exact(np.asarray(value, dtype=object), self.kind)

    def constant(self, number: Any) -> Exact:
        """A number of the definition, as the real number that it is."""
        return exact(number, self.kind)

    def moved(self, move: Callable[[Any], Any]) -> Exact:
        """The values moved to other places."""
        return self._like(move(self.value))

    def __neg__(self) -> Exact:
        return self._like(-self.value)

    def __add__(self, other: Exact) -> Exact:
        return self._like(self.value + other.value)

    def __sub__(self, other: Exact) -> Exact:
        return self._like(self.value - other.value)

    def __mul__(self, other: Exact) -> Exact:
        return self._like(self.value * other.value)

    def __truediv__(self, other: Exact) -> Exact:
        return self._like(self.value / other.value)

    def __radd__(self, constant: float) -> Exact:
        return self._like(self.kind(constant) + self.value)

    def __rsub__(self, constant: float) -> Exact:
        return self._like(self.kind(constant) - self.value)

    def __rmul__(self, constant: float) -> Exact:
        return self._like(self.kind(constant) * self.value)

    def __rtruediv__(self, constant: float) -> Exact:
        return self._like(self.kind(constant) / self.value)

    def each(self, function: Callable[..., Any], *others: Any) -> Exact:
        """The function of every element."""
        return self._like(np.frompyfunc(function, 1 + len(others), 1)(self.value, *others))


def exact(values: Any, kind: Kind = enclosed) -> Exact:
    """Floating-point numbers, of any shape, as exact ones."""
    array = np.asarray(values, np.float64)
    numbers = np.empty(array.size, dtype=object)
    numbers[:] = [kind(value) for value in array.ravel().tolist()]
    return Exact(numbers.reshape(array.shape), kind)


def exp(a: Exact) -> Exact:
    """e^a."""
    return a.each(arb.exp)


def log(a: Exact) -> Exact:
    """ln a; tells nothing for a ≤ 0."""
    return a.each(arb.log)


def log1p(a: Exact) -> Exact:
    """ln(1 + a), also for a near 0."""
    return a.each(arb.log1p)


def sigmoid(z: Exact) -> Exact:
    """σ(z) = 1/(1 + e^−z)."""
    return z.each(_sigmoid)


def _sigmoid(z: arb) -> arb:
    """By the branch whose exponential is small: the exponential of a large number has no finite enclosure."""
    return 1 / (1 + (-z).exp()) if z > 0 else z.exp() / (1 + z.exp())


def softplus(z: Exact) -> Exact:
    """ln(1 + e^z)."""
    return z.each(_softplus)


def _softplus(z: arb) -> arb:
    return z + (-z).exp().log1p() if z > 0 else z.exp().log1p()


def tanh(a: Exact) -> Exact:
    """tanh a."""
    return a.each(arb.tanh)


def power(a: Exact, exponent: int) -> Exact:
    """a to a whole power."""
    return a._like(a.value**exponent)


def positive(a: Exact) -> Exact:
    """1 where a > 0; between 0 and 1 where that is undecided, and at a kink."""
    return a.each(_positive)


def _positive(a: Any) -> Any:
    return a * 0 + 1 if a > 0 else a * 0 if a < 0 else arb(0.5, 0.5)


def absolute(a: Exact) -> Exact:
    """|a|."""
    return a.each(abs)


def at_least(a: Exact, constant: float) -> Exact:
    """max(a, constant)."""
    return a.each(arb.max, arb(constant))


def at_most(a: Exact, constant: float) -> Exact:
    """min(a, constant)."""
    return a.each(arb.min, arb(constant))


def weighted(weight: Exact, a: Exact) -> Exact:
    """weight · a, 0 where the weight is exactly 0."""
    return weight.each(_weighted, a.value)


def _weighted(weight: Any, a: Any) -> Any:
    return weight if weight == 0 else weight * a


def ones_like(a: Exact) -> Exact:
    """1 for every element of a."""
    return exact(np.ones(a.value.shape), a.kind)


def per_feature(a: Exact) -> Exact:
    """(…, n) as (…, n, 1)."""
    return a._like(a.value[..., None])


def only_feature(a: Exact) -> Exact:
    """(…, n, 1) as (…, n)."""
    return a._like(a.value[..., 0])


def affine(x: Exact, w: Exact, b: Exact) -> Exact:
    """x·w + b."""
    return x._like((x.value * w.value[..., None, :]).sum(axis=-1) + b.value[..., None])


def matmul(a: Exact, b: Exact) -> Exact:
    """The product of matrices."""
    return a._like(np.matmul(a.value, b.value))


def total(a: Exact, axis: int) -> Exact:
    """The sum along an axis."""
    return a._like(a.value.sum(axis=axis))


def mean_over(a: Exact, axis: int) -> Exact:
    """The mean along an axis."""
    return a._like(a.value.sum(axis=axis) / a.value.shape[axis])


def mean_product(g: Exact, x: Exact, extra: int) -> Exact:
    """(1/n) Σ_i g_i x_ij; nothing is rounded, on whatever path."""
    return mean_over(per_feature(g) * x, axis=-2)
