"""Plain floating-point numbers: the rules of `operations` as NumPy computes them, in the dtype of the problem.

The definitions of the links run on it as they run on the balls of the judge: what a side holds that follows them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.arithmetic.precision import Array


class Plain:
    """An array and its arithmetic."""

    RULES = ("compare.arithmetic.floats", "compare.arithmetic.moves")
    __slots__ = ("value",)
    __array_ufunc__ = None

    def __init__(self, value: Array) -> None:
        self.value = value

    def constant(self, number: Array) -> Plain:
        """A number of the definition, in this dtype."""
        return Plain(np.asarray(number, self.value.dtype))

    def moved(self, move: Callable[[Array], Array]) -> Plain:
        """The values moved about."""
        return Plain(move(self.value))

    def __neg__(self) -> Plain:
        return Plain(-self.value)

    def __add__(self, other: Plain) -> Plain:
        return Plain(self.value + other.value)

    def __sub__(self, other: Plain) -> Plain:
        return Plain(self.value - other.value)

    def __mul__(self, other: Plain) -> Plain:
        return Plain(self.value * other.value)

    def __truediv__(self, other: Plain) -> Plain:
        return Plain(self.value / other.value)

    def __radd__(self, constant: float) -> Plain:
        return Plain(constant + self.value)

    def __rsub__(self, constant: float) -> Plain:
        return Plain(constant - self.value)

    def __rmul__(self, constant: float) -> Plain:
        return Plain(constant * self.value)

    def __rtruediv__(self, constant: float) -> Plain:
        return Plain(constant / self.value)


def exp(a: Plain) -> Plain:
    """e^a."""
    return Plain(np.exp(a.value))


def log(a: Plain) -> Plain:
    """ln a."""
    return Plain(np.log(a.value))


def log1p(a: Plain) -> Plain:
    """ln(1 + a)."""
    return Plain(np.log1p(a.value))


def sigmoid(z: Plain) -> Plain:
    """σ(z) by the branch that never overflows."""
    e = np.exp(-np.abs(z.value))
    return Plain(np.where(z.value >= 0, 1, e) / (1 + e))


def sigmoid_any_branch(z: Plain) -> Plain:
    """σ(z)."""
    return sigmoid(z)


def softplus(z: Plain) -> Plain:
    """ln(1 + e^z)."""
    return Plain(np.maximum(z.value, 0) + np.log1p(np.exp(-np.abs(z.value))))


def tanh(a: Plain) -> Plain:
    """tanh a."""
    return Plain(np.tanh(a.value))


def power(a: Plain, exponent: int) -> Plain:
    """a to a whole power."""
    return Plain(a.value**exponent)


def positive(a: Plain) -> Plain:
    """1 where a > 0."""
    return Plain(np.asarray(a.value > 0, a.value.dtype))


def absolute(a: Plain) -> Plain:
    """|a|."""
    return Plain(np.abs(a.value))


def at_least(a: Plain, constant: float) -> Plain:
    """max(a, constant)."""
    return Plain(np.maximum(a.value, constant))


def at_most(a: Plain, constant: float) -> Plain:
    """min(a, constant)."""
    return Plain(np.minimum(a.value, constant))


def weighted(weight: Plain, a: Plain) -> Plain:
    """weight · a, 0 where the weight is 0."""
    return Plain(np.where(weight.value == 0, 0, weight.value * a.value))


def ones_like(a: Plain) -> Plain:
    """1 for every element of a."""
    return Plain(np.ones_like(a.value))


def single(a: Plain) -> Plain:
    """a in float32."""
    return Plain(a.value.astype(np.float32))


def widened(a: Plain, like: Plain) -> Plain:
    """a in the dtype of `like`."""
    return Plain(a.value.astype(like.value.dtype))


def per_feature(a: Plain) -> Plain:
    """(…, n) as (…, n, 1)."""
    return Plain(a.value[..., None])


def only_feature(a: Plain) -> Plain:
    """(…, n, d) as (…, n)."""
    return Plain(a.value[..., 0])


def affine(x: Plain, w: Plain, b: Plain) -> Plain:
    """x·w + b."""
    return Plain(np.matvec(x.value, w.value) + b.value[..., None])


def matmul(a: Plain, b: Plain) -> Plain:
    """The product of matrices."""
    return Plain(np.matmul(a.value, b.value))


def total(a: Plain, axis: int) -> Plain:
    """The sum along an axis."""
    return Plain(a.value.sum(axis=axis))


def mean_over(a: Plain, axis: int) -> Plain:
    """The mean along an axis."""
    return Plain(a.value.mean(axis=axis))


def mean_product(g: Plain, x: Plain, extra: int) -> Plain:
    """(1/n) Σ_i g_i x_ij, 1/n taken last."""
    return Plain(np.vecmat(g.value, x.value) / x.value.shape[-2])
