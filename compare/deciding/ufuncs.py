"""What NumPy's ufuncs do to exact numbers: its loops over objects, and loops for those that have none."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from flint import arb

from compare.deciding.array import ExactArray, objects, wrapped
from compare.deciding.elementary import INFINITE, NEGATIVE, ON_BALLS, log_of_sum
from compare.deciding.number import REAL, Number, number, one, two
from compare.deciding.session import leave, session


def applied(ufunc: np.ufunc, method: str, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """The ufunc, called or by one of its methods, on objects. Its `dtype` says nothing here."""
    name = ufunc.__name__
    session().step(COST)
    if name in LEAVE:
        raise leave(f"np.{name} has no exact counterpart here")
    out = options.pop("out", None)
    for option in ("dtype", "casting", "order", "subok", "signature", "sig"):
        options.pop(option, None)
    if name == "clip":
        low, high = operands[1:]
        return _given(wrapped(_clip(operands[0], low, high)), out)
    loop, given = _loop(ufunc), [objects(_plain(each)) for each in operands]
    if method == "at":
        if not isinstance(operands[0], ExactArray):
            raise leave("exact numbers would have been added to an array of floats")
        loop.at(given[0], *given[1:])
        return None
    if out is not None and "where" in options:
        options["out"] = tuple(objects(each) for each in out)
    result = getattr(loop, method)(*given, **options)
    if name in TESTS:
        result = result.astype(bool) if isinstance(result, np.ndarray) else bool(result)
    return _given(wrapped(result), out)


def _plain(operand: Any) -> Any:
    """Scalars as exact numbers in arrays without axes, so that every operand of a loop is an object."""
    return ExactArray.holding(number(operand)) if isinstance(operand, (Number, *REAL)) else operand


def _loop(ufunc: np.ufunc) -> Any:
    """A ufunc over objects."""
    name = ufunc.__name__
    mine: Callable[..., Any] | None = TESTS.get(name) or MORE.get(name)
    if mine is None and name in ON_BALLS:
        mine = partial(one, name)
    if mine is not None:
        function = mine
        return np.frompyfunc(lambda *each: function(*map(number, each)), ufunc.nin, 1, identity=None)
    if name == "matmul" or any(set(types.replace("->", "")) <= {"O", "?"} and "O" in types for types in ufunc.types):
        return ufunc
    raise leave(f"np.{name} has no exact counterpart here")


def _given(result: Any, out: Any) -> Any:
    """The result, in the array that the caller gave for it."""
    target = out[0] if isinstance(out, tuple) else out
    if target is None:
        return result
    if not isinstance(target, ExactArray) and np.asarray(result).dtype.kind == "O":
        raise leave("the result would have been written into an array of floats")
    target[...] = result
    return target


def _clip(values: Any, low: Any, high: Any) -> Any:
    """min(max(values, low), high), where a limit may be missing."""
    made = values if low is None else np.maximum(values, low)
    return made if high is None else np.minimum(made, high)


def _larger(a: Number, b: Number) -> Number:
    return a if a >= b or _nan(a) else b


def _smaller(a: Number, b: Number) -> Number:
    return a if a <= b or _nan(a) else b


def _nan(a: Number) -> bool:
    return _test(lambda ball: ball.is_nan(), np.isnan)(a)


def _test(on_balls: Callable[[arb], bool], on_floats: Callable[[Any], Any]) -> Callable[[Number], bool]:
    """A question about one number. What no enclosure tells is asked of the float, if that is no number either."""

    def test(a: Number) -> bool:
        shadow = bool(on_floats(a.shadow))
        if a.ball.is_nan() or not (a.ball.is_finite() or _infinite(a.ball)):
            return session().chosen(None if np.isfinite(a.shadow) else shadow, shadow)
        return session().chosen(bool(on_balls(a.ball)), shadow)

    return test


def _infinite(ball: arb) -> bool:
    return ball in (INFINITE, NEGATIVE)


def _sign(a: Number) -> Number:
    return number(1.0) if a > 0 else number(-1.0) if a < 0 else number(0.0)


def _logaddexp(a: Number, b: Number) -> Number:
    session().step()
    with np.errstate(all="ignore"):
        return Number(log_of_sum(a.ball, b.ball), np.logaddexp(a.shadow, b.shadow))


def _times_log(shift: int) -> Callable[[Number, Number], Number]:
    def product(a: Number, b: Number) -> Number:
        return number(0.0) if a == 0 else two(operator.mul, a, one("log1p" if shift else "log", b))

    return product


TESTS: dict[str, Callable[..., bool]] = {
    "isnan": _test(lambda ball: False, np.isnan),
    "isfinite": _test(arb.is_finite, np.isfinite),
    "isinf": _test(_infinite, np.isinf),
    "signbit": lambda a: a < 0,
    "logical_and": lambda a, b: bool(a) and bool(b),
    "logical_or": lambda a, b: bool(a) or bool(b),
    "logical_xor": lambda a, b: bool(a) != bool(b),
    "logical_not": lambda a: not a,
    "less": lambda a, b: a < b,
    "less_equal": lambda a, b: a <= b,
    "greater": lambda a, b: a > b,
    "greater_equal": lambda a, b: a >= b,
    "equal": lambda a, b: a == b,
    "not_equal": lambda a, b: a != b,
}
MORE: dict[str, Callable[..., Number]] = {
    "maximum": _larger,
    "minimum": _smaller,
    "fmax": _larger,
    "fmin": _smaller,
    "sign": _sign,
    "logaddexp": _logaddexp,
    "logaddexp2": lambda a, b: one("log2", one("exp2", a) + one("exp2", b)),
    "copysign": lambda a, b: -abs(a) if b < 0 else abs(a),
    "heaviside": lambda a, b: number(1) if a > 0 else number(0) if a < 0 else b,
    "hypot": lambda a, b: one("sqrt", a * a + b * b),
    "float_power": lambda a, b: a**b,
    "power": lambda a, b: a**b,
    "pow": lambda a, b: a**b,
    "reciprocal": lambda a: 1 / a,
    "xlogy": _times_log(0),
    "xlog1py": _times_log(1),
    "deg2rad": lambda a: a * (np.pi / 180),
}
"""What NumPy has no loop over objects for, or one that does not see the floats beside the numbers."""
COST = 10  # operations on numbers that take as long as calling one ufunc
LEAVE = {"frexp", "ldexp", "modf", "nextafter", "spacing", "divmod", "fmod", "remainder", "mod", "floor_divide"}
