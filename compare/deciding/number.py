"""A real number in a proven enclosure that NumPy code takes for a float, and beside it what the float would be.

Source of the enclosures: Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE
Transactions on Computers 66 (2017). NumPy's loops over objects call the methods `exp`, `log` … of the elements.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np
from flint import arb

from compare.deciding.elementary import ON_BALLS, ON_FLOATS, power, quotient
from compare.deciding.session import leave, session

SHORT = 2.0**10
REAL = (int, float, np.floating, np.integer, np.bool_)  # what may meet an exact number


class Number:
    """`ball` encloses the real number; `shadow` is what a program in floating point would hold in its place."""

    __slots__ = ("ball", "shadow")

    def __init__(self, ball: arb, shadow: Any) -> None:
        self.ball, self.shadow = ball, shadow

    def __neg__(self) -> Number:
        return Number(-self.ball, -self.shadow)

    def __pos__(self) -> Number:
        return self

    def __abs__(self) -> Number:
        return Number(abs(self.ball), abs(self.shadow))

    def __add__(self, other: Any) -> Any:
        return two(operator.add, self, other)

    def __radd__(self, other: Any) -> Any:
        return two(operator.add, other, self)

    def __sub__(self, other: Any) -> Any:
        return two(operator.sub, self, other)

    def __rsub__(self, other: Any) -> Any:
        return two(operator.sub, other, self)

    def __mul__(self, other: Any) -> Any:
        return two(operator.mul, self, other)

    def __rmul__(self, other: Any) -> Any:
        return two(operator.mul, other, self)

    def __truediv__(self, other: Any) -> Any:
        return two(quotient, self, other, np.true_divide)

    def __rtruediv__(self, other: Any) -> Any:
        return two(quotient, other, self, np.true_divide)

    def __pow__(self, other: Any) -> Any:
        return two(power, self, other, np.power)

    def __rpow__(self, other: Any) -> Any:
        return two(power, other, self, np.power)

    def __lt__(self, other: Any) -> Any:
        return compared(operator.lt, operator.ge, self, other)

    def __le__(self, other: Any) -> Any:
        return compared(operator.le, operator.gt, self, other)

    def __gt__(self, other: Any) -> Any:
        return compared(operator.gt, operator.le, self, other)

    def __ge__(self, other: Any) -> Any:
        return compared(operator.ge, operator.lt, self, other)

    def __eq__(self, other: Any) -> Any:
        return compared(operator.eq, operator.ne, self, other)

    def __ne__(self, other: Any) -> Any:
        return compared(operator.ne, operator.eq, self, other)

    def __hash__(self) -> int:
        return hash(self.shadow)

    def __bool__(self) -> bool:
        return bool(self != 0)

    def _leaves(self, *_: Any) -> NoReturn:
        raise leave("a number would have been rounded")

    def __int__(self) -> int:
        """A whole number is none the less exact as an `int`; any other would be cut."""
        if not self.ball.is_integer():
            raise leave("a number would have been cut to a whole one")
        return int(self.ball.unique_fmpz())  # type: ignore[arg-type]

    __float__ = __index__ = __complex__ = _leaves
    __round__ = __floor__ = __ceil__ = __trunc__ = __floordiv__ = __rfloordiv__ = _leaves
    __mod__ = __rmod__ = __divmod__ = __rdivmod__ = _leaves

    def __repr__(self) -> str:
        return f"an exact number near {self.shadow}"

    def __format__(self, _: str) -> str:
        return repr(self)

    def __copy__(self) -> Number:
        return self

    def __deepcopy__(self, _: Any) -> Number:
        return self

    def __reduce_ex__(self, _: Any) -> NoReturn:
        raise leave("a number would have been stored")

    def __getitem__(self, index: Any) -> Any:
        return self._array()[index]

    def __array_ufunc__(self, *given: Any, **options: Any) -> Any:
        return self._array().__array_ufunc__(*given, **options)

    def __array_function__(self, *given: Any) -> Any:
        return self._array().__array_function__(*given)

    def __getattr__(self, name: str) -> Any:
        """What NumPy's scalars have beside arithmetic is that of an array without axes."""
        if name in ON_BALLS:
            return lambda: one(name, self)
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._array(), name)

    def _array(self) -> Any:
        from compare.deciding.array import ExactArray

        return ExactArray.holding(self)


def number(value: Any, like: Any = None) -> Number:
    """A float as the real number that it is. Raises `Left` for what is no real number."""
    if isinstance(value, Number):
        return value
    if not isinstance(value, REAL):
        raise leave(f"{type(value).__name__} has no exact counterpart")
    return Number(enclosure(value), (like or session().dtype.type)(value))


def enclosure(value: Any) -> arb:
    """The real number that a float or an integer is; nan is a ball that tells nothing."""
    if isinstance(value, int | np.integer | np.bool_):
        return arb(int(value))
    if isinstance(value, np.float32 | np.float16) and not _short(value):
        session().met(float(np.finfo(value.dtype).eps) / 2)
    if isinstance(value, np.longdouble) and math.isfinite(value):
        high = float(value)
        return arb(high) + arb(float(value - np.longdouble(high)))
    return arb(float(value))


def _short(value: Any) -> bool:
    """Whether a number has so few bits that it was not rounded: 0.5 or 3, and not 0.1."""
    return not math.isfinite(value) or math.frexp(value)[0] * SHORT % 1 == 0


def two(operation: Callable[..., Any], a: Any, b: Any, on_floats: Callable[..., Any] | None = None) -> Any:
    """An operation on two numbers, of which one may be a plain one."""
    session().step()
    balls, shadows = [], []
    for each in (a, b):
        if isinstance(each, Number):
            balls.append(each.ball)
            shadows.append(each.shadow)
        elif isinstance(each, REAL):
            balls.append(enclosure(each))
            shadows.append(each)
        else:
            return NotImplemented
    with np.errstate(all="ignore"):
        return Number(operation(*balls), (on_floats or operation)(*shadows))


def compared(relation: Callable[..., Any], converse: Callable[..., Any], a: Number, b: Any) -> Any:
    """Whether a relation holds."""
    if not isinstance(b, (Number, *REAL)):
        return NotImplemented
    ball, shadow = (b.ball, b.shadow) if isinstance(b, Number) else (enclosure(b), b)
    held = bool(relation(a.shadow, shadow))
    if a.ball.is_nan() or ball.is_nan():
        exact = held if np.isnan(a.shadow) or np.isnan(shadow) else None
    else:
        exact = True if relation(a.ball, ball) else False if converse(a.ball, ball) else None
    return session().chosen(exact, held)


def one(name: str, a: Number) -> Number:
    """A function of one number, by its NumPy name."""
    session().step()
    with np.errstate(all="ignore"):
        return Number(ON_BALLS[name](a.ball), ON_FLOATS[name](a.shadow))
