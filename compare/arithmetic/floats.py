"""Plain floating-point numbers: the rules of `operations` as NumPy computes them, in the dtype of the problem.

Numbers of this kind are NumPy's arrays, and the scalars that it makes of arrays without axes: the values of a side that
follows a definition. Where a NumPy function is itself the rule, `operations` names that function.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.arithmetic.precision import Array


def constant(a: Array, number: Array) -> Array:
    """A number of the definition, in the dtype of a."""
    return np.asarray(number, a.dtype)


def moved(a: Array, move: Callable[[Array], Array]) -> Array:
    """The values moved to other places."""
    return move(a)


def sigmoid(z: Array) -> Array:
    """σ(z) by the branch that never overflows."""
    e = np.exp(-np.abs(z))
    value: Array = np.where(z >= 0, 1, e) / (1 + e)
    return value


def softplus(z: Array) -> Array:
    """ln(1 + e^z)."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def power(a: Array, exponent: int) -> Array:
    """a to a whole power."""
    return a**exponent


def positive(a: Array) -> Array:
    """1 where a > 0."""
    return np.asarray(a > 0, a.dtype)


def at_least(a: Array, constant: float) -> Array:
    """max(a, constant)."""
    return np.maximum(a, constant)


def at_most(a: Array, constant: float) -> Array:
    """min(a, constant)."""
    return np.minimum(a, constant)


def weighted(weight: Array, a: Array) -> Array:
    """weight · a, 0 where the weight is 0."""
    return np.where(weight == 0, 0, weight * a)


def single(a: Array) -> Array:
    """a in float32."""
    return a.astype(np.float32)


def widened(a: Array, like: Array) -> Array:
    """a in the dtype of `like`."""
    return a.astype(like.dtype)


def per_feature(a: Array) -> Array:
    """(…, n) as (…, n, 1)."""
    return a[..., None]


def only_feature(a: Array) -> Array:
    """(…, n, d) as (…, n)."""
    return a[..., 0]


def affine(x: Array, w: Array, b: Array) -> Array:
    """x·w + b."""
    z: Array = np.matvec(x, w) + b[..., None]
    return z


def mean_product(g: Array, x: Array, extra: int) -> Array:
    """(1/n) Σ_i g_i x_ij, 1/n taken last."""
    mean: Array = np.vecmat(g, x) / x.shape[-2]
    return mean
