"""What NumPy's functions do to arrays of exact numbers: its own code where that runs on objects, ours elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from compare.deciding.array import ExactArray, bare, converted, objects, wrapped
from compare.deciding.number import Number, number, one
from compare.deciding.session import leave, session


def called(function: Callable[..., Any], arguments: Any, options: dict[str, Any]) -> Any:
    """A function of NumPy on exact arrays, by ours where there is one."""
    mine = OWN.get(function)
    if mine is not None:
        return mine(*arguments, **options)
    options = {name: value for name, value in options.items() if name != "dtype"}
    out = options.pop("out", None)
    given = [_opened(each) for each in arguments]
    result = wrapped(function(*given, **{name: _opened(value) for name, value in options.items()}))
    if out is None:
        return result
    out[...] = result
    return out


def _opened(argument: Any) -> Any:
    """For NumPy's own code: objects in plain arrays."""
    if isinstance(argument, Number):
        return bare(ExactArray.holding(argument))
    if isinstance(argument, (list, tuple)):
        made = [_opened(each) if isinstance(each, (np.ndarray, list, tuple)) else each for each in argument]
        return made if isinstance(argument, list) else tuple(made)
    return objects(argument)


def exactly(values: Any) -> ExactArray:
    """Anything that NumPy takes for an array, as one of ours."""
    return values if isinstance(values, ExactArray) else ExactArray.holding(values)


def _mean(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: Any = False, *, where: Any = True
) -> Any:
    a = exactly(a)
    total = np.add.reduce(a, axis=axis, keepdims=keepdims is True, where=where)
    result = total / (np.sum(np.broadcast_to(where, a.shape), axis=axis, keepdims=keepdims is True))
    return _into(result, out)


def _var(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, ddof: Any = 0, keepdims: Any = False, **_: Any
) -> Any:
    a = exactly(a)
    off = a - _mean(a, axis, keepdims=True)
    total = np.add.reduce(off * off, axis=axis, keepdims=keepdims is True)
    return _into(total / (a.size // max(1, _size(total)) - ddof), out)


def _std(*arguments: Any, **options: Any) -> Any:
    return np.sqrt(_var(*arguments, **options))


def _size(values: Any) -> int:
    return int(getattr(values, "size", 1))


def _into(result: Any, out: Any) -> Any:
    if out is None:
        return result
    out[...] = result
    return out


def _norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    x = exactly(x)
    if ord in (None, 2, "fro") and not (ord == 2 and axis is None and x.ndim == 2):
        return np.sqrt(np.add.reduce(x * x, axis=axis, keepdims=keepdims))
    if ord == 1 and (x.ndim == 1 or isinstance(axis, int)):
        return np.add.reduce(abs(x), axis=axis, keepdims=keepdims)
    if ord == np.inf and (x.ndim == 1 or isinstance(axis, int)):
        return np.maximum.reduce(abs(x), axis=axis, keepdims=keepdims)
    raise leave("np.linalg.norm of this order")


def _like(fill: float) -> Callable[..., Any]:
    def made(a: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None, **_: Any) -> Any:
        return _full_like(a, fill, dtype, shape=shape)

    return made


def _full_like(
    a: Any, fill_value: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None, **_: Any
) -> Any:
    shape = np.shape(a) if shape is None else shape
    kind = np.dtype(dtype) if dtype is not None else None
    if kind is not None and kind.kind != "f":
        return np.full(shape, fill_value, kind)
    made = np.empty(shape, dtype=object)
    made[...] = (
        bare(exactly(fill_value)) if np.ndim(fill_value) else number(getattr(fill_value, "item", lambda: fill_value)())
    )
    return made.view(ExactArray)


def _isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> Any:
    return abs(exactly(a) - b) <= atol + rtol * abs(exactly(b))


def _nan_to_num(x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    largest = float(np.finfo(session().dtype).max)
    x = exactly(x)
    made = x.copy() if copy else x
    highest, lowest = largest if posinf is None else posinf, -largest if neginf is None else neginf
    no_number, infinite = np.atleast_1d(np.isnan(x)), np.atleast_1d(np.isinf(x))
    for place in np.ndindex(x.shape):
        if no_number.reshape(x.shape)[place]:
            made[place] = nan
        elif infinite.reshape(x.shape)[place]:
            made[place] = highest if x[place].shadow > 0 else lowest
    return made


def _array_equal(a: Any, b: Any, equal_nan: bool = False) -> bool:
    return np.shape(a) == np.shape(b) and bool(np.all(exactly(a) == b))


def _result_type(*_: Any) -> Any:
    return np.dtype(object)


def _copy(a: Any, *_: Any, **__: Any) -> Any:
    return exactly(a).copy()


def _astype(x: Any, dtype: Any, **_: Any) -> Any:
    return converted(exactly(x), np.dtype(dtype))


def _clip(
    a: Any, a_min: Any = None, a_max: Any = None, out: Any = None, *, min: Any = None, max: Any = None, **_: Any
) -> Any:
    low, high = a_min if min is None else min, a_max if max is None else max
    made = exactly(a) if low is None else np.maximum(a, low)
    return _into(made if high is None else np.minimum(made, high), out)


def _trace(a: Any, *arguments: Any, **options: Any) -> Any:
    return np.add.reduce(np.diagonal(exactly(a)), axis=-1)


def _leaving(name: str) -> Callable[..., Any]:
    def leaves(*_: Any, **__: Any) -> Any:
        raise leave(f"np.{name} has no exact counterpart here")

    return leaves


def _truth(name: str) -> Callable[..., Any]:
    def asked(a: Any, *arguments: Any, **options: Any) -> Any:
        return getattr(exactly(a), name)(*arguments, **options)

    return asked


def _average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False, *, keepdims: bool = False) -> Any:
    if weights is None or returned:
        return (_mean(a, axis, keepdims=keepdims), np.size(a)) if returned else _mean(a, axis, keepdims=keepdims)
    a, weights = exactly(a), exactly(weights)
    if weights.ndim < a.ndim:
        weights = weights.reshape([a.shape[k] if k == axis else 1 for k in range(a.ndim)])
    spread = np.broadcast_to(weights, a.shape)
    return np.sum(a * weights, axis=axis, keepdims=keepdims) / np.sum(spread, axis=axis, keepdims=keepdims)


def _bincount(x: Any, weights: Any = None, minlength: int = 0) -> Any:
    places = np.asarray([int(each) for each in bare(x)] if isinstance(x, ExactArray) else x)
    if weights is None:
        return np.bincount(places, minlength=minlength)
    total = ExactArray.holding(np.zeros(max(minlength, int(places.max(initial=-1)) + 1)))
    np.add.at(total, places, exactly(weights))
    return total


OWN: dict[Any, Callable[..., Any]] = {
    np.mean: _mean,
    np.var: _var,
    np.std: _std,
    np.linalg.norm: _norm,
    np.zeros_like: _like(0.0),
    np.ones_like: _like(1.0),
    np.empty_like: _like(0.0),
    np.full_like: _full_like,
    np.isclose: _isclose,
    np.allclose: lambda a, b, *more, **options: bool(np.all(_isclose(a, b, *more, **options))),
    np.nan_to_num: _nan_to_num,
    np.array_equal: _array_equal,
    np.result_type: _result_type,
    np.copy: _copy,
    np.astype: _astype,
    np.clip: _clip,
    np.average: _average,
    np.bincount: _bincount,
    np.trace: _trace,
    np.any: _truth("any"),
    np.all: _truth("all"),
    np.sum: _truth("sum"),
    np.prod: _truth("prod"),
    np.max: _truth("max"),
    np.amax: _truth("max"),
    np.min: _truth("min"),
    np.amin: _truth("min"),
    np.real: lambda a: exactly(a),
    np.array_repr: lambda a, *_, **__: f"exact numbers near {[each.shadow for each in a.flat]}",
    np.array_str: lambda a, *_, **__: f"exact numbers near {[each.shadow for each in a.flat]}",
    **{function: _leaving(function.__name__) for function in (np.round, np.fix, np.save, np.savez, np.savetxt)},
}
"""Where NumPy's own code does not run on objects, or asks them for floats."""
_ = one
