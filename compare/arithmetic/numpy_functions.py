"""NumPy's functions, each as the operation that it stands for: a user's rule calls them. Choices: `numpy_choices`."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from compare.arithmetic import choices, elementary, operations
from compare.arithmetic.numpy_choices import CHOICES, LARGEST


def square(a: Any) -> Any:
    """a²."""
    return a * a


def matmul(a: Any, b: Any) -> Any:
    """a @ b, vectors being rows on the left and columns on the right."""
    if not (a.ndim and b.ndim):
        raise TypeError("a matrix product takes no single numbers: write a * b")
    product = (a if a.ndim > 1 else a[None, :]).each(operations.matmul, b if b.ndim > 1 else b[:, None])
    product = product if a.ndim > 1 else product[..., 0, :]
    return product if b.ndim > 1 else product[..., 0]


def matvec(a: Any, b: Any) -> Any:
    """(…, n, d) by (…, d)."""
    return matmul(a, b[..., None])[..., 0]


def vecmat(a: Any, b: Any) -> Any:
    """(…, n) by (…, n, d)."""
    return matmul(a[..., None, :], b)[..., 0, :]


def vecdot(a: Any, b: Any) -> Any:
    """(…, d) by (…, d)."""
    return matvec(a[..., None, :], b)[..., 0]


def power(a: Any, exponent: float) -> Any:
    """a to a power that is a plain number."""
    if exponent == 0:
        return operations.ones_like(a)
    if exponent == 0.5:
        return elementary.sqrt(a)
    if exponent != int(exponent):
        return a.each(partial(elementary.real_power, exponent=exponent))
    whole, size = exponent > 0, abs(int(exponent))
    return a.each(partial(operations.power if whole else elementary.inverse_power, exponent=size))


def itself(a: Any) -> Any:
    """The same numbers, a condition's too."""
    return a.each(partial(operations.moved, move=np.positive))


def reciprocal(a: Any) -> Any:
    """1/a."""
    return 1 / a


def logaddexp(a: Any, b: Any) -> Any:
    """ln(e^a + e^b)."""
    return a.each(choices.larger, b) + operations.log1p(operations.exp(-abs(a - b)))


def total(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The sum along axes."""
    return a.sum(axis, keepdims)


def mean(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean along axes."""
    return a.mean(axis, keepdims)


def variance(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean square of what is left of a without its mean."""
    return square(a - a.mean(axis, True)).mean(axis, keepdims)


def deviation(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The root of the variance."""
    return elementary.sqrt(variance(a, axis, keepdims))


def norm(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The root of the sum of squares."""
    return elementary.sqrt(square(a).sum(axis, keepdims))


def dot(a: Any, b: Any) -> Any:
    """a @ b, or a * b where one of them is a single number."""
    vectors = all(getattr(each, "ndim", 0) for each in (a, b))
    return a @ b if vectors else a * b


def outer(a: Any, b: Any) -> Any:
    """The table of products of two vectors."""
    return a[:, None] * b[None, :]


def transpose(a: Any, axes: Any = ()) -> Any:
    """The axes in the order given, or reversed."""
    return a.transpose(*axes or ())


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """Two axes exchanged."""
    return a.swapaxes(axis1, axis2)


def matrix_transpose(a: Any) -> Any:
    """The last two axes exchanged."""
    return a.swapaxes(-1, -2)


def expand_dims(a: Any, axis: int) -> Any:
    """The array with one more axis, of length 1."""
    return a[(slice(None),) * (axis % (a.ndim + 1)) + (None,)]


def reshape(a: Any, shape: Any) -> Any:
    """The same elements in the same order, in another shape."""
    return a.reshape(shape)


def ravel(a: Any) -> Any:
    """All elements in one row."""
    return a.reshape(-1)


def squeeze(a: Any, axis: Any = None) -> Any:
    """Without axes of length 1."""
    gone = {each % a.ndim for each in np.atleast_1d(axis)} if axis is not None else range(a.ndim)
    return a.reshape([length for each, length in enumerate(a.shape) if length > 1 or each not in gone])


def broadcast_to(a: Any, shape: Any) -> Any:
    """The array repeated to a shape."""
    return a + np.zeros(shape)


def concatenate(arrays: Any, axis: int = 0) -> Any:
    """One after the other along an axis."""
    first = next(array for array in arrays if hasattr(array, "joined"))
    return first.joined(arrays, axis)


def stack(arrays: Any, axis: int = 0) -> Any:
    """Arrays of one shape along a new axis."""
    return concatenate([np.expand_dims(array, axis) for array in arrays], axis)


def hstack(arrays: Any) -> Any:
    """Side by side."""
    return concatenate(arrays, axis=min(1, max(np.ndim(array) for array in arrays) - 1))


def vstack(arrays: Any) -> Any:
    """One below the other; a vector is a row."""
    return concatenate([array if np.ndim(array) > 1 else array[None] for array in arrays])


def column_stack(arrays: Any) -> Any:
    """Side by side; a vector is a column."""
    return concatenate([array if np.ndim(array) > 1 else array[:, None] for array in arrays], axis=1)


def zeros_like(a: Any) -> Any:
    """0 for every element."""
    return full_like(a, 0.0)


def full_like(a: Any, value: float) -> Any:
    """The same number for every element."""
    return operations.constant_like(a, np.full(a.shape, value, np.float64))


ELEMENTWISE: dict[np.ufunc, Callable[..., Any]] = {  # element by element, on operands that broadcast
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.negative: operator.neg,
    np.absolute: operations.absolute,
    np.square: square,
    np.exp: operations.exp,
    np.log: operations.log,
    np.log1p: operations.log1p,
    np.tanh: operations.tanh,
}
FURTHER: dict[np.ufunc, Callable[..., Any]] = {  # element by element, too, beyond what the perceptron needs
    np.fabs: operations.absolute,
    np.sqrt: elementary.sqrt,
    np.expm1: elementary.expm1,
    np.sin: elementary.sin,
    np.cos: elementary.cos,
    np.arctan: elementary.arctan,
    np.sign: choices.sign,
    np.maximum: choices.larger,
}
UFUNCS: dict[np.ufunc, Callable[..., Any]] = {  # on whole arrays of one problem, as are FUNCTIONS
    np.matmul: matmul,
    np.matvec: matvec,
    np.vecmat: vecmat,
    np.vecdot: vecdot,
    np.positive: itself,
    np.reciprocal: reciprocal,
    np.logaddexp: logaddexp,
    **CHOICES,
}
FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.ndim: operator.attrgetter("ndim"),
    np.shape: operator.attrgetter("shape"),
    np.size: operator.attrgetter("size"),
    np.sum: total,
    np.mean: mean,
    np.dot: dot,
    np.outer: outer,
    np.transpose: transpose,
    np.swapaxes: swapaxes,
    np.matrix_transpose: matrix_transpose,
    np.expand_dims: expand_dims,
    np.ones_like: operations.ones_like,
    np.zeros_like: zeros_like,
    np.full_like: full_like,
    np.var: variance,
    np.std: deviation,
    np.linalg.norm: norm,
    np.reshape: reshape,
    np.ravel: ravel,
    np.squeeze: squeeze,
    np.broadcast_to: broadcast_to,
    np.concatenate: concatenate,
    np.stack: stack,
    np.hstack: hstack,
    np.vstack: vstack,
    np.column_stack: column_stack,
    **LARGEST,
}
