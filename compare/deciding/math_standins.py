"""math's functions as a user's module sees them during an exact run: on exact numbers they are the numbers' own."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from compare.deciding.array import has_exact
from compare.deciding.averages import exactly
from compare.deciding.number import Number, number, one
from compare.deciding.session import session

NUMPY_NAMES = {"atan": "arctan", "asin": "arcsin", "acos": "arccos"}
NUMPY_NAMES |= {"asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh"}
EXPONENTIAL = ("exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sqrt", "cbrt", "fabs", "erf")
OF_ONE = (*EXPONENTIAL, "sin", "cos", "tan", "sinh", "cosh", "tanh", *NUMPY_NAMES)


def _of_one(name: str) -> Callable[..., Any]:
    """A function of one number. On the path of the floats it raises where math's raises."""
    plain: Callable[..., Any] = getattr(math, name)

    def function(a: Any, *base: Any) -> Any:
        if not any(map(has_exact, (a, *base))):
            return plain(a, *base)
        a = _scalar(a)
        result = one(NUMPY_NAMES.get(name, name), a)
        if session().guided and np.isfinite(a.shadow) and not np.isfinite(result.shadow):
            raise OverflowError("math range error") if np.isposinf(result.shadow) else ValueError("math domain error")
        return result / one("log", _scalar(base[0])) if base else result

    return function


def _scalar(value: Any) -> Number:
    scalar: Number = exactly(value).item()
    return scalar


def _of_two(exactly_: Callable[..., Any], plain: Callable[..., Any]) -> Callable[..., Any]:
    """A function of numbers of which one may be exact."""

    def function(*values: Any) -> Any:
        return exactly_(*map(_scalar, values)) if any(map(has_exact, values)) else plain(*values)

    return function


def _fsum(values: Any) -> Any:
    given = list(values)
    return functools.reduce(lambda a, b: a + b, given, number(0.0)) if has_exact(given) else math.fsum(given)


def _hypot(*values: Any) -> Any:
    squares: Any = _fsum([each * each for each in values])
    return one("sqrt", squares) if has_exact(values) else math.hypot(*values)


def _isclose(a: Any, b: Any, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    return bool(abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol))


MATH: dict[str, Any] = {
    **{name: _of_one(name) for name in OF_ONE if hasattr(math, name)},
    **{name: _of_two(getattr(np, name), getattr(math, name)) for name in ("isnan", "isinf", "isfinite", "copysign")},
    "pow": _of_two(lambda a, b: a**b, math.pow),
    "hypot": _hypot,
    "dist": lambda p, q: _hypot(*(a - b for a, b in zip(p, q, strict=True))),
    "isclose": _isclose,
    "fsum": _fsum,
    "sumprod": lambda p, q: _fsum([a * b for a, b in zip(p, q, strict=True)]),
    "prod": lambda values, *, start=1: functools.reduce(lambda a, b: a * b, values, start),
}
