"""Running error analysis: arrays that carry a bound on their own rounding error through code that is written for NumPy.

A `Bounded` array holds the values that the plain code computes, bit for bit, and beside each how far it can be from
exact arithmetic on the same inputs. The bounds are the radii by which links are judged (`balls`, `sums`), taken around
the computed values as Higham does (Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002, §3.3): a rule's
radius pays for the rounding of one operation and for the errors of its operands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from compare.arithmetic import balls, sums
from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.numpy_functions import ELEMENTWISE
from compare.arithmetic.precision import Array, Mask, single_sided

_NOT_WHOLE = "no rule bounds the error of a ** b unless b is a whole number, at least 1"


def _minimum(a: Ball, constant: Ball) -> Ball:
    return balls.at_most(a, _number(constant, "no rule bounds the error of minimum(a, b) unless b is a constant"))


def _maximum(a: Ball, constant: Ball) -> Ball:
    return balls.at_least(a, _number(constant, "no rule bounds the error of maximum(a, b) unless b is a constant"))


def _power(a: Ball, constant: Ball) -> Ball:
    exponent = _number(constant, _NOT_WHOLE)
    if exponent < 1 or not exponent.is_integer():
        raise TypeError(_NOT_WHOLE)
    return balls.power(a, int(exponent))


def _number(constant: Ball, otherwise: str) -> float:
    if constant.value.ndim or not constant.exact:
        raise TypeError(otherwise)
    return float(constant.value)


def _logaddexp(zero: Ball, z: Ball) -> Ball:
    if zero.value.any() or not zero.exact:
        raise TypeError("no rule bounds the error of logaddexp(a, b) unless a is 0")
    return balls.softplus(z)


def _vecmat(g: Ball, x: Ball) -> Ball:
    radius = x.radius if isinstance(x.radius, float) else np.swapaxes(x.radius, -1, -2)
    return sums.matvec(Ball(x.fmt, np.swapaxes(x.value, -1, -2), radius), g)


RULES: dict[np.ufunc, Callable[..., Ball]] = ELEMENTWISE | {
    np.minimum: _minimum,
    np.maximum: _maximum,
    np.power: _power,
    np.logaddexp: _logaddexp,
    np.matmul: sums.matmul,
    np.matvec: sums.matvec,
    np.vecmat: _vecmat,
}
"""What NumPy is asked for, and the rule that bounds its error."""


class Bounded(NDArrayOperatorsMixin):
    """An array `value`, float64 or float32, and in float64 an `error`: |value − exact| ≤ error, no claim where inf.

    It goes where the code of `manual` takes an array; what would lose the bounds, or has no rule, raises `TypeError`.
    """

    __slots__ = ("error", "value")

    def __init__(self, value: Any, error: Array | float = 0.0) -> None:
        self.value: Array = np.asarray(value)
        claims = np.isfinite(self.value) & ~np.isnan(error)
        self.error: Array = np.where(claims, error, np.inf)

    def __repr__(self) -> str:
        return f"Bounded({self.value!r}, {self.error!r})"

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of value and error."""
        return self.value.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of the value."""
        return self.value.dtype

    def copy(self) -> Bounded:
        """The same in memory of its own."""
        return Bounded(self.value.copy(), self.error)

    def __getitem__(self, index: Any) -> Bounded:
        return Bounded(self.value[index], self.error[index])

    def __bool__(self) -> bool:
        raise TypeError("an array with error bounds is neither true nor false")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        raise TypeError("an array with error bounds cannot be made a plain one, which has none: take .value")

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        values = [_value(each) for each in inputs]
        if ufunc is np.equal and method == "__call__" and not options:
            return _equal(*(self._ball(each) for each in inputs))
        if ufunc in RULES and method == "__call__" and not options:
            rule: Callable[..., Ball] = RULES[ufunc]
            return self._apply(ufunc(*values), rule, *inputs)
        if ufunc is np.add and method == "reduce" and set(options) == {"axis"}:
            return self._apply(np.add.reduce(*values, **options), sums.total, self, **options)
        return NotImplemented

    def __array_function__(self, function: Any, types: Any, arguments: Any, options: Any) -> Any:
        if function is np.where and len(arguments) == 3 and not isinstance(arguments[0], Bounded):
            condition, *branches = arguments
            return self._apply(np.where(condition, *map(_value, branches)), partial(balls.where, condition), *branches)
        if function is np.ones_like and len(arguments) == 1 and not options:
            return Bounded(np.ones_like(self.value))
        return NotImplemented

    def _apply(self, value: Any, rule: Callable[..., Ball], *inputs: Any, **options: Any) -> Bounded:
        """The value with the radius of the rule, whose own rounding `SAFETY` pays for."""
        with np.errstate(all="ignore"):
            ball = rule(*(self._ball(each) for each in inputs), **options)
            return Bounded(value, np.broadcast_to(ball.radius, ball.value.shape) * SAFETY)

    def _ball(self, operand: Any) -> Ball:
        """An operand in float64; a constant in the code is off by what the dtype cannot hold of it."""
        if not isinstance(operand, Bounded):
            held = np.asarray(operand, self.dtype)
            operand = Bounded(held, np.abs(np.asarray(operand, np.float64) - held))
        error = operand.error if operand.error.any() else 0.0
        return Ball(single_sided(self.dtype), operand.value.astype(np.float64), error)


def _value(operand: Any) -> Any:
    return operand.value if isinstance(operand, Bounded) else operand


def _equal(a: Ball, b: Ball) -> Mask:
    if not (a.exact and b.exact):
        raise TypeError("whether two numbers are equal cannot be told when one of them is rounded")
    return np.asarray(a.value == b.value)


def bounded(problem: Mapping[str, Array]) -> dict[str, Bounded]:
    """The arrays of a problem, exact as they are given, copied."""
    return {name: Bounded(np.array(value)) for name, value in problem.items()}


def trace_with_bounds(
    side: Callable[[Mapping[str, Any]], Mapping[str, Any]], problem: Mapping[str, Array]
) -> dict[str, Bounded]:
    """Every link as the side computes it, and how far rounding can have taken it from the exact link of the problem.

    The bounds are of the formulas that the side evaluates: of a wrong formula they are wrong. A step is bounded
    likewise by calling it with `**bounded(problem)`. Raises `TypeError` where an operation has no rule.
    """
    return {
        name: value if isinstance(value, Bounded) else Bounded(value) for name, value in side(bounded(problem)).items()
    }
