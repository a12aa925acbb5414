"""The rules that only move values about, so that nothing is rounded: one rule for every kind of number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, Self, TypeVar

import numpy as np


class Movable(Protocol):
    """Numbers whose arrays can be moved about, whatever each number carries with it."""

    def moved(self, move: Callable[[Any], Any]) -> Self:
        """The numbers after the move, of which they must not share memory that is written to later."""
        ...


T = TypeVar("T", bound=Movable)


def per_example(a: T) -> T:
    """(…, d) as (…, 1, d)."""
    return a.moved(partial(np.expand_dims, axis=-2))


def swapped(a: T) -> T:
    """(…, n, d) as (…, d, n)."""
    return a.moved(partial(np.swapaxes, axis1=-1, axis2=-2))


def next_feature(a: T) -> T:
    """Feature j + 1 in the place of j."""
    return a.moved(partial(np.roll, shift=-1, axis=-1))


def without_last(a: T, axis: int) -> T:
    """0 in place of the last element along an axis."""
    return a.moved(partial(_last_cleared, axis=axis))


def _last_cleared(values: Any, axis: int) -> Any:
    cleared = values.copy()
    np.moveaxis(cleared, axis, 0)[-1] = 0
    return cleared
