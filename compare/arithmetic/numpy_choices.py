"""NumPy's comparisons, choices and extremes, as a user's rule calls them.

A comparison makes a condition. That of an array with its own largest or smallest elements, as `z == z.max()`, asks
which one it is: the difference is 0 there by construction, and no kink.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from compare.arithmetic import choices, operations

MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


def compared(a: Any, b: Any, sign: str) -> Any:
    """The condition that `a sign b`: a difference has the right sign even where it is rounded."""
    if (mask := b.extreme_of(a)) is not None:
        return _with_extreme(mask, MIRRORED[sign] if b.extreme.smallest else sign)
    if (mask := a.extreme_of(b)) is not None:
        return _with_extreme(mask, sign if a.extreme.smallest else MIRRORED[sign])
    if sign in ("==", "!="):
        condition = (a - b).condition(choices.is_zero)
    else:
        word = choices.above if a.is_data and b.is_data else operations.positive
        condition = (a - b if sign in (">", "<=") else b - a).condition(word)
    return condition if sign in ("<", ">", "==") else negated(condition)


def _with_extreme(mask: Any, sign: str) -> Any:
    """How an array compares with its largest elements, of which there is the mask."""
    if sign in (">", "<="):
        never = mask & negated(mask)
        return never if sign == ">" else negated(never)
    return mask if sign in ("==", ">=") else negated(mask)


def negated(condition: Any) -> Any:
    """Where the condition does not hold."""
    return _checked(condition).condition(choices.complement)


def both(a: Any, b: Any) -> Any:
    """Where both hold."""
    return _checked(a).condition(choices.both, _checked(b))


def either(a: Any, b: Any) -> Any:
    """Where one of them holds."""
    return negated(both(negated(a), negated(b)))


def _checked(condition: Any) -> Any:
    if not condition.is_condition:
        raise TypeError("a choice is made by a comparison: write a > 0, not a")
    return condition


def multiply(a: Any, b: Any) -> Any:
    """a · b; where one of them is a condition, the other or 0."""
    if a.is_condition and b.is_condition:
        return both(a, b)
    if a.is_condition or b.is_condition:
        condition, other = (a, b) if a.is_condition else (b, a)
        return condition.each(choices.masked, other)
    return a.each(operator.mul, b)


def heaviside(a: Any, at_zero: Any) -> Any:
    """1 where a > 0, and 0 where a < 0; nothing is claimed of what it is at 0."""
    return operations.positive(a)


def where(condition: Any, a: Any, b: Any) -> Any:
    """a where the condition holds, and b elsewhere."""
    some = next(each for each in (condition, a, b) if hasattr(each, "condition"))
    if condition is some:
        _checked(condition)
    return some.operand(condition).each(choices.chosen, some.operand(a), some.operand(b))


def select(conditions: Any, arrays: Any, default: Any = 0) -> Any:
    """The array of the first condition that holds."""
    for condition, array in reversed([*zip(conditions, arrays, strict=True)]):
        default = where(condition, array, default)
    return default


def take_along_axis(a: Any, places: Any, axis: int = -1) -> Any:
    """The one element along an axis that stands at each place."""
    if places.shape[axis] != 1:
        raise TypeError("np.take_along_axis takes one place along the axis here")
    numbered = np.arange(a.shape[axis]).reshape([-1 if each == axis % a.ndim else 1 for each in range(a.ndim)])
    return where(numbered == places, a, 0).sum(axis, True)


def clip(a: Any, a_min: Any = None, a_max: Any = None, **named: Any) -> Any:
    """a, but no less than `a_min`, or `min`, and no more than `a_max`, or `max`."""
    low, high = named.get("min", a_min), named.get("max", a_max)
    a = a if low is None else np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


def smaller(a: Any, b: Any) -> Any:
    """min(a, b)."""
    return -(-a).each(choices.larger, -b)


def largest(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The largest along axes."""
    return a.max(axis, keepdims)


def smallest(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The smallest along axes."""
    return a.min(axis, keepdims)


def place_of_largest(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Where the largest stands, to be compared with np.arange."""
    return a.argmax(axis, keepdims)


def place_of_smallest(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Where the smallest stands."""
    return a.argmin(axis, keepdims)


LIMITS: dict[np.ufunc, Callable[..., Any]] = {np.maximum: operations.at_least, np.minimum: operations.at_most}
"""Here the second operand is a plain number."""
COMPARISONS: dict[np.ufunc, Callable[..., Any]] = {
    ufunc: partial(compared, sign=sign)
    for ufunc, sign in (
        (np.less, "<"),
        (np.greater, ">"),
        (np.less_equal, "<="),
        (np.greater_equal, ">="),
        (np.equal, "=="),
        (np.not_equal, "!="),
    )
}
CHOICES: dict[np.ufunc, Callable[..., Any]] = {  # on arrays of one problem
    **COMPARISONS,
    np.multiply: multiply,
    np.minimum: smaller,
    np.heaviside: heaviside,
    np.logical_and: both,
    np.logical_or: either,
    np.logical_not: negated,
    np.bitwise_and: both,
    np.bitwise_or: either,
    np.invert: negated,
}
LARGEST: dict[Any, Callable[..., Any]] = {
    np.where: where,
    np.select: select,
    np.take_along_axis: take_along_axis,
    np.clip: clip,
    np.max: largest,
    np.min: smallest,
    np.amax: largest,
    np.amin: smallest,
    np.argmax: place_of_largest,
    np.argmin: place_of_smallest,
}
