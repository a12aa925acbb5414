"""NumPy's functions, each as the operation of `operations` that it stands for: a user's rule calls them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from compare.arithmetic import operations


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


def greater(a: Any, b: Any) -> Any:
    """1 where a > b, and 0 elsewhere: the sign of a difference is right even where it is rounded."""
    return operations.positive(a - b)


def less(a: Any, b: Any) -> Any:
    """1 where a < b, and 0 elsewhere."""
    return operations.positive(b - a)


def where(condition: Any, a: Any, b: Any) -> Any:
    """a where the condition holds, and b elsewhere; `greater` or `less` made the condition."""
    return condition * a + (1 - condition) * b


def total(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The sum along axes."""
    return a.sum(axis, keepdims)


def mean(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean along axes."""
    return a.mean(axis, keepdims)


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
    return a.mT


def expand_dims(a: Any, axis: int) -> Any:
    """The array with one more axis, of length 1."""
    return a[(slice(None),) * (axis % (a.ndim + 1)) + (None,)]


def zeros_like(a: Any) -> Any:
    """0 for every element."""
    return 0 * operations.ones_like(a)


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
LIMITS: dict[np.ufunc, Callable[..., Any]] = {np.maximum: operations.at_least, np.minimum: operations.at_most}
"""Here the second operand is a plain number."""
UFUNCS: dict[np.ufunc, Callable[..., Any]] = {  # on whole arrays of one problem, as are FUNCTIONS
    np.matmul: matmul,
    np.matvec: matvec,
    np.vecmat: vecmat,
    np.vecdot: vecdot,
    np.greater: greater,
    np.less: less,
}
FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.sum: total,
    np.mean: mean,
    np.dot: dot,
    np.outer: outer,
    np.where: where,
    np.transpose: transpose,
    np.swapaxes: swapaxes,
    np.matrix_transpose: matrix_transpose,
    np.expand_dims: expand_dims,
    np.ones_like: operations.ones_like,
    np.zeros_like: zeros_like,
}
