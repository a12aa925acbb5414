"""What the user's modules see during the exact run in place of NumPy, math and `float`; taken away again whatever happens.

What makes arrays makes exact ones, `float` lets an exact number through, and math's functions call the number's own.
Functions, default arguments and closures stay untouched, and so do NumPy and math themselves.
"""

from __future__ import annotations

import builtins
import functools
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from compare.deciding import number as numbers
from compare.deciding.array import FLOATING, ExactArray, converted
from compare.deciding.functions import exactly
from compare.deciding.number import Number, number, one
from compare.deciding.session import leave, session

Names = dict[str, Any]


class Passing(type):
    """The class of a stand-in for a type of floats: calling it lets exact numbers through."""

    real: type

    def __call__(cls, value: Any = 0.0, *more: Any) -> Any:
        if isinstance(value, Number):
            return Number(value.ball, _shadow(cls.real, value.shadow))
        if isinstance(value, np.ndarray) and _has_exact(value):
            made = converted(exactly(value), np.dtype(cls.real))
            return made.item() if cls.real is builtins.float or made.ndim == 0 else made
        return cls.real(value, *more)

    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, (cls.real, Number))

    def __eq__(cls, other: Any) -> bool:
        return other is cls or other is cls.real

    def __hash__(cls) -> int:
        return hash(cls.real)


def _shadow(kind: type, shadow: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.float64(shadow) if kind is builtins.float else kind(shadow)


class _Float(builtins.float, metaclass=Passing):
    real = builtins.float
    dtype = np.dtype(builtins.float)


class _Float64(np.float64, metaclass=Passing):
    real = np.float64


class _Float32(np.float32, metaclass=Passing):
    real = np.float32


class _LongDouble(np.longdouble, metaclass=Passing):
    real = np.longdouble


def _has_exact(value: Any) -> bool:
    """Whether an exact number is in it."""
    if isinstance(value, (Number, ExactArray)):
        return True
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "O" and any(isinstance(each, Number) for each in value.flat)
    return isinstance(value, (list, tuple)) and any(map(_has_exact, value))


def _is_float(dtype: Any) -> bool:
    return dtype is None or np.dtype(dtype).kind == "f"


def _array(values: Any, dtype: Any = None, *, copy: Any = True, ndmin: int = 0, **_: Any) -> Any:
    """np.array: exact where numbers with a fraction go in or come out."""
    if _has_exact(values):
        made = exactly(values)
        if made is values and copy:
            made = made.copy()
        made = made if dtype is None else converted(made, np.dtype(dtype))
    else:
        plain = np.array(values, dtype=dtype)
        made = ExactArray.of_floats(plain) if plain.dtype.kind in FLOATING else plain
    return made.reshape((1,) * (ndmin - made.ndim) + made.shape) if ndmin > made.ndim else made


def _asarray(values: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
    return _array(values, dtype, copy=False)


def _filled(fill: float) -> Callable[..., Any]:
    def made(shape: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
        return _full(shape, fill, dtype)

    return made


def _full(shape: Any, fill_value: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
    if dtype is None and not _has_exact(fill_value):
        dtype = np.asarray(fill_value).dtype
    if not _is_float(dtype):
        return np.full(shape, fill_value, dtype)
    return np.full_like(ExactArray.holding(np.zeros(shape)), fill_value)


def _eye(n: int, M: int | None = None, k: int = 0, dtype: Any = None, **_: Any) -> Any:
    plain = np.eye(n, M, k, **({} if dtype is None else {"dtype": np.dtype(dtype)}))
    return ExactArray.of_floats(plain) if plain.dtype.kind == "f" else plain


def _fromiter(values: Any, dtype: Any = None, *_: Any, **__: Any) -> Any:
    return _array(list(values), dtype)


def _result_type(*operands: Any) -> Any:
    kinds = [session().dtype if _has_exact(each) else each for each in operands]
    return np.result_type(*kinds)


def _frombuffer(*_: Any, **__: Any) -> Any:
    raise leave("np.frombuffer reads bytes")


class _Vectorized:
    """np.vectorize on exact numbers."""

    def __init__(self, pyfunc: Callable[..., Any], otypes: Any = None, *_: Any, **__: Any) -> None:
        self.function, self.plain = pyfunc, np.vectorize(pyfunc, otypes)

    def __call__(self, *operands: Any) -> Any:
        if not any(map(_has_exact, operands)):
            return self.plain(*operands)
        made = np.frompyfunc(self.function, len(operands), 1)(*(np.asarray(each, dtype=object) for each in operands))
        return _array(made if isinstance(made, np.ndarray) else np.asarray(made, dtype=object))


class _Rows:
    """np.c_ and np.r_, which look at NumPy's own types inside."""

    def __init__(self, plain: Any) -> None:
        self.plain = plain

    def __getitem__(self, index: Any) -> Any:
        items = index if isinstance(index, tuple) else (index,)
        if not any(map(_has_exact, items)):
            return self.plain[index]
        opened = tuple(np.asarray(each, dtype=object) if not isinstance(each, (str, slice)) else each for each in items)
        return ExactArray.holding(self.plain[opened])


def _lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of NumPy that takes lists of exact numbers as arrays of them."""

    @functools.wraps(function)
    def lifted(*arguments: Any, **options: Any) -> Any:
        return function(*map(_gathered, arguments), **{name: _gathered(value) for name, value in options.items()})

    return lifted


def _gathered(value: Any) -> Any:
    """Lists of numbers as arrays; NumPy sees the arrays in other lists by itself."""
    if isinstance(value, (list, tuple)) and _has_exact(value) and not any(_within(value)):
        return exactly(value)
    return value


def _within(values: Any) -> Iterator[bool]:
    """For each element, however deep, whether it is an array."""
    for each in values:
        if isinstance(each, (list, tuple)):
            yield from _within(each)
        else:
            yield isinstance(each, np.ndarray) or callable(each)


def _of_math(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
    """A function of math on one exact number."""

    def function(a: Any, *more: Any) -> Any:
        if not any(map(_has_exact, (a, *more))):
            return plain(a, *more)
        a = _scalar(a)
        result = one(_NAMES.get(name, name), a)
        if session().guided and np.isfinite(a.shadow) and not np.isfinite(result.shadow):
            raise (OverflowError("math range error") if np.isinf(result.shadow) else ValueError("math domain error"))
        return result / one("log", _scalar(more[0])) if more else result

    return function


def _scalar(value: Any) -> Number:
    return exactly(value).item()  # type: ignore[no-any-return]


def _of_two(function: Callable[..., Any], plain: Callable[..., Any]) -> Callable[..., Any]:
    """A function of math on numbers of which one may be exact."""

    def made(*values: Any) -> Any:
        return function(*map(_scalar, values)) if any(map(_has_exact, values)) else plain(*values)

    return made


def _fsum(values: Any) -> Any:
    given = list(values)
    return functools.reduce(lambda a, b: a + b, given, number(0.0)) if _has_exact(given) else math.fsum(given)


def _sumprod(p: Any, q: Any) -> Any:
    return _fsum([a * b for a, b in zip(p, q, strict=True)])


_NAMES = {"atan": "arctan", "asin": "arcsin", "acos": "arccos", "asinh": "arcsinh", "atanh": "arctanh"}
_ONE = ("exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sqrt", "cbrt", "sin", "cos", "tan", "sinh", "cosh")
MATH: Names = {
    **{name: _of_math(name, getattr(math, name)) for name in (*_ONE, "tanh", "fabs", "erf", *_NAMES)},
    **{name: _of_two(getattr(np, name), getattr(math, name)) for name in ("isnan", "isinf", "isfinite", "copysign")},
    "pow": _of_two(lambda a, b: a**b, math.pow),
    "hypot": lambda *values: (
        one("sqrt", _fsum([each * each for each in values])) if _has_exact(values) else math.hypot(*values)
    ),
    "isclose": lambda a, b, **options: bool(
        abs(a - b) <= max(options.get("rel_tol", 1e-9) * max(abs(a), abs(b)), options.get("abs_tol", 0.0))
    ),
    "fsum": _fsum,
    "sumprod": _sumprod,
    "prod": lambda values, *, start=1: functools.reduce(lambda a, b: a * b, values, start),
    "dist": lambda p, q: MATH["hypot"](*(a - b for a, b in zip(p, q, strict=True))),
}
NUMPY: Names = {
    "zeros": _filled(0.0),
    "ones": _filled(1.0),
    "empty": _filled(0.0),
    "full": _full,
    "eye": _eye,
    "identity": _eye,
    "array": _array,
    "asarray": _asarray,
    "asanyarray": _asarray,
    "ascontiguousarray": _asarray,
    "asfortranarray": _asarray,
    "require": _asarray,
    "copy": lambda a, *_, **__: _array(a),
    "fromiter": _fromiter,
    "frombuffer": _frombuffer,
    "result_type": _result_type,
    "vectorize": _Vectorized,
    "c_": _Rows(np.c_),
    "r_": _Rows(np.r_),
    "float64": _Float64,
    "double": _Float64,
    "float32": _Float32,
    "single": _Float32,
    "longdouble": _LongDouble,
}
for _name in ("zeros_like", "ones_like", "empty_like"):
    NUMPY[_name] = functools.partial(
        lambda name, a, **options: getattr(np, name)(_array(a, copy=False), **options), _name
    )


class _Module:
    """A module of which some names are others."""

    def __init__(self, module: ModuleType, names: Names) -> None:
        self.__module, self.__names = module, names

    def __getattr__(self, name: str) -> Any:
        if name in self.__names:
            return self.__names[name]
        found = getattr(self.__module, name)
        return _lifted(found) if self.__module is np and _is_function(found) else found


def _is_function(found: Any) -> bool:
    return callable(found) and not isinstance(found, (type, np.ufunc)) and not isinstance(found, ModuleType)


_MODULES: dict[int, Any] = {id(np): _Module(np, NUMPY), id(math): _Module(math, MATH)}
_BOUND: dict[int, Any] = {
    id(getattr(module, name)): standin
    for module, names in ((np, NUMPY), (math, MATH))
    for name, standin in names.items()
    if hasattr(module, name)
}


def standin_for(value: Any) -> Any:
    """What stands in for a name's value; the value itself where nothing does."""
    made = _MODULES.get(id(value), _BOUND.get(id(value), value))
    if made is value and type(value) is type(np.sum) and getattr(np, value.__name__, None) is value:
        return _lifted(value)
    return made


@contextmanager
def standing_in(modules: Sequence[Names]) -> Iterator[None]:
    """Stand-ins in these modules' globals for as long as this lasts; what lists and dicts hold is put back, too."""
    with ExitStack() as after:
        for names in modules:
            after.callback(_put_back, names, dict(names))
            for kept in _kept(names):
                after.callback(_refill, kept, kept.copy())
            for name, value in list(names.items()):
                made = standin_for(value)
                if made is not value:
                    names[name] = made
            names.setdefault("float", _Float)
        yield


def _put_back(names: Names, before: Names) -> None:
    """What was bound, and nothing else, in the order in which it was."""
    for name in [name for name in names if name not in before]:
        del names[name]
    names.update(before)


def _kept(names: Names) -> Iterator[Any]:
    """The lists, dicts and sets in which a module's functions can remember what they saw."""
    own = [value for name, value in names.items() if not name.startswith("__")]
    for value in own:
        held = (
            (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())
            if isinstance(value, FunctionType)
            else (value,)
        )
        yield from (each for each in held if type(each) in (list, dict, set))


def _refill(kept: Any, before: Any) -> None:
    kept.clear()
    if isinstance(kept, list):
        kept.extend(before)
    else:
        kept.update(before)


_ = numbers
