"""NumPy as a user's module sees it during an exact run: what makes arrays of floats makes exact ones."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from compare.deciding.array import FLOATING, ExactArray, converted, has_exact
from compare.deciding.averages import exactly
from compare.deciding.functions import full_like
from compare.deciding.number import Number
from compare.deciding.session import leave, session


class Passing(type):
    """The class of a stand-in for a type of floats: calling it lets exact numbers through."""

    real: Any

    def __call__(cls, value: Any = 0.0, *more: Any) -> Any:
        """The value in that type; of an exact number only the shadow is rounded."""
        if not isinstance(value, (Number, np.ndarray)) or not has_exact(value):
            return cls.real(value, *more)
        made = converted(exactly(value), np.dtype(cls.real))
        return made if made.ndim else Number(made.item().ball, cls._shadow(made.item().shadow))

    def _shadow(cls, shadow: Any) -> Any:
        with np.errstate(all="ignore"):
            return np.float64(shadow) if cls.real is builtins.float else cls.real(shadow)

    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, (cls.real, Number))

    def __eq__(cls, other: Any) -> bool:
        return other is cls or bool(other == cls.real)

    def __hash__(cls) -> int:
        return hash(cls.real)


def passing(real: Any) -> Any:
    """The stand-in for a type of floats."""
    return Passing(real.__name__, (real,), {"real": real, "dtype": np.dtype(real)} if real is float else {"real": real})


def array(values: Any, dtype: Any = None, *, copy: Any = True, ndmin: int = 0, **_: Any) -> Any:
    """np.array: exact where numbers with a fraction go in or are asked for."""
    if has_exact(values):
        made: Any = exactly(values)
        made = made.copy() if made is values and copy else made
        made = made if dtype is None else converted(made, np.dtype(dtype))
    else:
        plain = np.array(values, dtype=dtype)
        made = ExactArray.of_floats(plain) if plain.dtype.kind in FLOATING else plain
    return made.reshape((1,) * (ndmin - made.ndim) + made.shape) if ndmin > made.ndim else made


def asarray(values: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
    """np.asarray and its kin."""
    return array(values, dtype, copy=False)


def full(shape: Any, fill_value: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
    """np.full."""
    if dtype is None and not has_exact(fill_value):
        dtype = np.asarray(fill_value).dtype
    return full_like(None, fill_value, dtype, shape=shape)


def _filled(fill: float) -> Callable[..., Any]:
    def made(shape: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
        return full_like(None, fill, dtype, shape=shape)

    return made


def _like(name: str) -> Callable[..., Any]:
    def made(a: Any, *arguments: Any, **options: Any) -> Any:
        return getattr(np, name)(asarray(a), *arguments, **options)

    return made


def _eye(n: int, M: int | None = None, k: int = 0, dtype: Any = float, **_: Any) -> Any:
    return asarray(np.eye(n, M, k, dtype=np.dtype(dtype)))


def _fromiter(values: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
    return array(list(values), dtype)


def _result_type(*operands: Any) -> Any:
    return np.result_type(*(session().dtype if has_exact(each) else each for each in operands))


def _frombuffer(*_: Any, **__: Any) -> Any:
    raise leave("np.frombuffer reads bytes")


class _Vectorized:
    """np.vectorize."""

    def __init__(self, pyfunc: Callable[..., Any], otypes: Any = None, *_: Any, **__: Any) -> None:
        self.function, self.plain = pyfunc, np.vectorize(pyfunc, otypes)

    def __call__(self, *operands: Any) -> Any:
        if not any(map(has_exact, operands)):
            return self.plain(*operands)
        loop = np.frompyfunc(self.function, len(operands), 1)
        return array(np.asarray(loop(*(np.asarray(each, dtype=object) for each in operands)), dtype=object))


class _Rows:
    """np.c_ and np.r_, which look at NumPy's own types inside."""

    def __init__(self, plain: Any) -> None:
        self.plain = plain

    def __getitem__(self, index: Any) -> Any:
        items = index if isinstance(index, tuple) else (index,)
        if not any(map(has_exact, items)):
            return self.plain[index]
        opened = tuple(each if isinstance(each, (str, slice)) else np.asarray(each, dtype=object) for each in items)
        return ExactArray.holding(self.plain[opened])


def lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of NumPy that takes lists of exact numbers as arrays of them."""

    @functools.wraps(function)
    def made(*arguments: Any, **options: Any) -> Any:
        return function(*map(_gathered, arguments), **{name: _gathered(value) for name, value in options.items()})

    return made


def _gathered(value: Any) -> Any:
    """Lists of numbers as arrays; arrays in lists are seen by NumPy itself."""
    loose = isinstance(value, (list, tuple)) and has_exact(value) and all(map(_number, _leaves(value)))
    return exactly(value) if loose else value


def _number(value: Any) -> bool:
    return not (isinstance(value, np.ndarray) or callable(value))


def _leaves(values: Any) -> Iterator[Any]:
    for each in values:
        yield from _leaves(each) if isinstance(each, (list, tuple)) else (each,)


NUMPY: dict[str, Any] = {
    "zeros": _filled(0.0),
    "ones": _filled(1.0),
    "empty": _filled(0.0),
    "full": full,
    "eye": _eye,
    "identity": _eye,
    "array": array,
    "copy": array,
    **dict.fromkeys(("asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "require"), asarray),
    **{name: _like(name) for name in ("zeros_like", "ones_like", "empty_like", "full_like")},
    "fromiter": _fromiter,
    "frombuffer": _frombuffer,
    "result_type": _result_type,
    "vectorize": _Vectorized,
    "c_": _Rows(np.c_),
    "r_": _Rows(np.r_),
    **{name: passing(getattr(np, name)) for name in ("float64", "double", "float32", "single", "longdouble")},
}
