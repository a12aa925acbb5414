"""NumPy's means, variances and norms on exact numbers: its own code asks them for floats on the way."""

from __future__ import annotations

from typing import Any

import numpy as np

from compare.deciding.array import ExactArray, bare
from compare.deciding.session import leave

Axes = Any


def exactly(values: Any) -> ExactArray:
    """Anything that NumPy takes for an array, as one of ours."""
    return values if isinstance(values, ExactArray) else ExactArray.holding(values)


def total(values: Any, axis: Axes = None, keepdims: Any = False, where: Any = True) -> Any:
    """The sum along axes."""
    add: Any = np.add
    return add.reduce(exactly(values), axis=axis, keepdims=keepdims is True, where=where)


def into(result: Any, out: Any) -> Any:
    """The result, in the array that the caller gave for it."""
    if out is None:
        return result
    out[...] = result
    return out


def mean(
    a: Any, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: Any = False, *, where: Any = True
) -> Any:
    """np.mean."""
    a = exactly(a)
    count = np.sum(np.broadcast_to(where, a.shape), axis=axis, keepdims=keepdims is True)
    return into(total(a, axis, keepdims, where) / count, out)


def var(
    a: Any, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: Any = 0, keepdims: Any = False, **_: Any
) -> Any:
    """np.var."""
    a = exactly(a)
    off = a - mean(a, axis, keepdims=True)
    squares = total(off * off, axis, keepdims)
    return into(squares / (a.size // max(1, int(np.size(bare(squares)))) - ddof), out)


def std(*arguments: Any, **options: Any) -> Any:
    """np.std."""
    return np.sqrt(var(*arguments, **options))


def average(a: Any, axis: Axes = None, weights: Any = None, returned: bool = False, *, keepdims: Any = False) -> Any:
    """np.average."""
    a = exactly(a)
    weights = np.ones(a.shape) if weights is None else exactly(weights)
    if weights.ndim < a.ndim:
        weights = weights.reshape([a.shape[k] if k == axis else 1 for k in range(a.ndim)])
    count = total(exactly(np.broadcast_to(weights, a.shape)), axis, keepdims)
    made = total(a * weights, axis, keepdims) / count
    return (made, count) if returned else made


def median(a: Any, axis: Axes = None, *_: Any, **options: Any) -> Any:
    """np.median along one axis or over all."""
    if options.get("out") is not None or options.get("keepdims") or isinstance(axis, tuple):
        raise leave("np.median, called so")
    ordered = np.sort(exactly(a), axis=axis)
    along = 0 if axis is None else axis
    half, odd = divmod(ordered.shape[along], 2)
    middle = [np.take(ordered, place, axis=along) for place in ([half] if odd else [half - 1, half])]
    return middle[0] if odd else (middle[0] + middle[1]) / 2


def norm(x: Any, ord: Any = None, axis: Axes = None, keepdims: Any = False) -> Any:
    """np.linalg.norm, where it is no matrix norm that needs singular values."""
    x = exactly(x)
    if ord is None or ord == "fro" or (ord == 2 and _vectors(x, axis)):
        return np.sqrt(total(x * x, axis, keepdims))
    if ord == 1 and _vectors(x, axis):
        return total(abs(x), axis, keepdims)
    if ord == np.inf and _vectors(x, axis):
        return abs(x).max(axis=axis, keepdims=keepdims)
    raise leave("np.linalg.norm of this order")


def _vectors(x: ExactArray, axis: Axes) -> bool:
    return isinstance(axis, int) or (axis is None and x.ndim == 1)


def bincount(x: Any, weights: Any = None, minlength: int = 0) -> Any:
    """np.bincount, whose weights are added up."""
    places = np.asarray([int(each) for each in x], np.intp)
    if weights is None:
        return np.bincount(places, minlength=minlength)
    sums = ExactArray.holding(np.zeros(max(minlength, int(places.max(initial=-1)) + 1)))
    np.add.at(sums, places, exactly(weights))
    return sums
