"""NumPy's functions, each as the operation that it stands for: a user's rule calls them. Choices: `numpy_choices`."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from compare.arithmetic import choices, elementary, operations
from compare.arithmetic.numpy_choices import CHOICES, LARGEST
from compare.arithmetic.numpy_moves import MOVES


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


def power_of(base: float, a: Any) -> Any:
    """A plain number above 0 to the power a."""
    if base <= 0:
        raise TypeError(f"np.power has no rule for a power of {base}")
    return elementary.raised(a, base=base)


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


def inner(a: Any, b: Any) -> Any:
    """a @ bᵀ: the sums of products along the last axis of each."""
    return a @ (b.swapaxes(-1, -2) if getattr(b, "ndim", 1) > 1 else b)


def einsum(subscripts: str, *operands: Any, **options: Any) -> Any:
    """Sums of products, as "nd,hd->nh": every label is an axis, and those not on the right are summed along."""
    taken, arrow, made = subscripts.replace(" ", "").partition("->")
    once = sorted(label for label in {*taken} - {","} if taken.count(label) == 1)
    made = made if arrow else "".join(once)
    labels = made + "".join(dict.fromkeys(label for label in taken if label not in made + ","))
    product: Any = 1.0
    for own, operand in zip(taken.split(","), operands, strict=True):
        if not own.isalpha() or len({*own}) < len(own):
            raise TypeError(f"np.einsum has no rule for {subscripts!r}: every axis needs a letter of its own")
        ordered = np.transpose(operand, [own.index(label) for label in labels if label in own])
        product = product * ordered[tuple(slice(None) if label in own else None for label in labels)]
    summed = tuple(range(len(made), len(labels)))
    return product.sum(axis=summed) if summed else product


def prod(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The product along axes, factor by factor."""
    return a.product(axis, keepdims)


def outer(a: Any, b: Any) -> Any:
    """The table of products of two vectors."""
    return a[:, None] * b[None, :]


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
    np.sinh: elementary.sinh,
    np.cosh: elementary.cosh,
    np.exp2: partial(elementary.raised, base=2.0),
    np.log2: partial(elementary.log_to, base=2.0),
    np.log10: partial(elementary.log_to, base=10.0),
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
    np.var: variance,
    np.std: deviation,
    np.linalg.norm: norm,
    np.copy: itself,
    np.einsum: einsum,
    np.prod: prod,
    np.inner: inner,
    np.average: mean,
    **MOVES,
    **LARGEST,
}
