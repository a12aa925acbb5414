"""What NumPy's functions do to arrays of exact numbers: its own code where that runs on objects, ours elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from compare.deciding.array import ExactArray, bare, converted, objects, wrapped
from compare.deciding.averages import average, bincount, exactly, into, mean, median, norm, std, total, var
from compare.deciding.number import Number, number
from compare.deciding.session import leave, session

CLIP: Any = np._core.umath.clip  # type: ignore[attr-defined]  # the ufunc beneath np.clip


def called(function: Callable[..., Any], arguments: Any, options: dict[str, Any]) -> Any:
    """A function of NumPy on exact arrays, by ours where there is one. Its `dtype` says nothing here."""
    mine = OWN.get(function)
    if mine is not None:
        return mine(*arguments, **options)
    given = {name: _opened(value) for name, value in options.items() if name not in ("dtype", "out")}
    return into(wrapped(function(*map(_opened, arguments), **given)), options.get("out"))


def _opened(argument: Any) -> Any:
    """For NumPy's own code: objects in plain arrays."""
    if isinstance(argument, Number):
        return bare(ExactArray.holding(argument))
    if isinstance(argument, (list, tuple)):
        made = [_opened(each) if isinstance(each, (np.ndarray, list, tuple)) else each for each in argument]
        return made if isinstance(argument, list) else tuple(made)
    return objects(argument)


def full_like(
    a: Any, fill_value: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None, **_: Any
) -> Any:
    """np.full_like: exact unless another type is asked for."""
    shape = np.shape(a) if shape is None else shape
    if dtype is not None and np.dtype(dtype).kind != "f":
        return np.full(shape, fill_value, dtype)
    made = np.empty(shape, dtype=object)
    made[...] = bare(exactly(fill_value)) if np.ndim(fill_value) else number(np.asarray(fill_value, object).item())
    return made.view(ExactArray)


def _like(fill: float) -> Callable[..., Any]:
    def made(a: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None, **_: Any) -> Any:
        return full_like(a, fill, dtype, shape=shape)

    return made


def _isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> Any:
    return abs(exactly(a) - b) <= atol + rtol * abs(exactly(b))


def _nan_to_num(x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    largest = float(np.finfo(session().dtype).max)
    limits = (largest if posinf is None else posinf, -largest if neginf is None else neginf)
    x = exactly(x)
    made = x.copy() if copy else x
    for place in np.ndindex(x.shape):
        if np.isnan(x[place]):
            made[place] = nan
        elif np.isinf(x[place]):
            made[place] = limits[int(x[place].shadow < 0)]
    return made if made.ndim else made.item()


def _array_equal(a: Any, b: Any, equal_nan: bool = False) -> bool:
    return np.shape(a) == np.shape(b) and bool(np.all(exactly(a) == b))


def _clip(a: Any, a_min: Any = None, a_max: Any = None, out: Any = None, **limits: Any) -> Any:
    return into(CLIP(exactly(a), limits.get("min", a_min), limits.get("max", a_max)), out)


def _told(a: Any, *_: Any, **__: Any) -> str:
    return f"exact numbers near {[each.shadow for each in a.flat]}"


def _leaving(function: Callable[..., Any]) -> Callable[..., Any]:
    def leaves(*_: Any, **__: Any) -> Any:
        raise leave(f"np.{function.__name__} has no exact counterpart here")

    return leaves


def _method(name: str) -> Callable[..., Any]:
    def asked(a: Any, *arguments: Any, **options: Any) -> Any:
        return getattr(exactly(a), name)(*arguments, **options)

    return asked


OWN: dict[Any, Callable[..., Any]] = {
    np.mean: mean,
    np.var: var,
    np.std: std,
    np.average: average,
    np.median: median,
    np.linalg.norm: norm,
    np.bincount: bincount,
    np.zeros_like: _like(0.0),
    np.ones_like: _like(1.0),
    np.empty_like: _like(0.0),
    np.full_like: full_like,
    np.isclose: _isclose,
    np.allclose: lambda a, b, *more, **options: bool(np.all(_isclose(a, b, *more, **options))),
    np.nan_to_num: _nan_to_num,
    np.array_equal: _array_equal,
    np.result_type: lambda *_: np.dtype(object),
    np.copy: lambda a, *_, **__: exactly(a).copy(),
    np.astype: lambda x, dtype, **_: converted(exactly(x), np.dtype(dtype)),
    np.clip: _clip,
    np.trace: lambda a, *_, **__: total(np.diagonal(exactly(a)), axis=-1),
    np.any: _method("any"),
    np.all: _method("all"),
    np.sum: _method("sum"),
    np.prod: _method("prod"),
    np.max: _method("max"),
    np.amax: _method("max"),
    np.min: _method("min"),
    np.amin: _method("min"),
    np.real: exactly,
    np.array_repr: _told,
    np.array_str: _told,
    **{function: _leaving(function) for function in (np.round, np.fix, np.save, np.savez, np.savetxt, np.interp)},
}
"""Where NumPy's own code does not run on objects, or asks them for floats."""
