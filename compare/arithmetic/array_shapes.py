"""The array of one problem in a user's rule: its own axes, those in front of them, and how elements meet and move."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from compare.arithmetic import operations
from compare.arithmetic.array_methods import Methods


class Extreme(NamedTuple):
    """What an array of largest or smallest elements was taken from: the numbers, and the axis counted from the end."""

    source: Any
    axis: int
    smallest: bool


class Shaped(Methods):
    """The array of one problem: `numbers` of one kind, of which the last `ndim` axes are its own.

    `is_condition` says that a comparison made it, so that it is 1 or 0. `is_data` says that no derivative is taken in
    it: a comparison of data with a number has no kink.
    """

    __slots__ = ("extreme", "is_condition", "is_data", "ndim", "numbers")

    def __init__(self, numbers: Any, ndim: int, *, is_condition: bool = False, is_data: bool = False) -> None:
        self.numbers, self.ndim, self.is_condition, self.is_data = numbers, ndim, is_condition, is_data
        self.extreme: Extreme | None = None

    @property
    def lead(self) -> int:
        """How many axes are in front of its own."""
        return len(self.numbers.shape) - self.ndim

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape in one problem."""
        return tuple(self.numbers.shape[self.lead :])

    def transpose(self, *axes: int) -> Self:
        """The axes in the order given, or in the opposite one."""
        order = normalize_axis_tuple(axes, self.ndim) if axes else tuple(reversed(range(self.ndim)))
        lead = self.lead
        return self._moved(partial(np.transpose, axes=(*range(lead), *(lead + axis for axis in order))))

    def swapaxes(self, axis1: int, axis2: int) -> Self:
        """Two axes exchanged."""
        first, second = self._from_the_end((axis1, axis2))
        return self._moved(partial(np.swapaxes, axis1=first, axis2=second))

    def reshape(self, *shape: Any) -> Self:
        """The same elements in the same order."""
        own = np.empty(self.shape, bool).reshape(*shape).shape
        made = self._moved(partial(_reshaped, lead=self.lead, own=own))
        made.extreme = self.extreme
        return made

    @property
    def size(self) -> int:
        """How many elements there are in one problem."""
        return math.prod(self.shape)

    def condition(self, word: Callable[..., Any], *others: Self) -> Self:
        """A condition, got as `each` does."""
        made = self.each(word, *others)
        made.is_condition = True
        return made

    @property
    def dtype(self) -> np.dtype[Any]:
        """That of the problem."""
        kept = getattr(self.numbers, "dtype", None)
        return np.dtype(kept or getattr(getattr(self.numbers, "fmt", None), "name", np.float64))

    def each(self, word: Callable[..., Any], *others: Self) -> Self:
        """An operation on numbers that are aligned as NumPy aligns the arrays of one problem."""
        ndim = max(array.ndim for array in (self, *others))
        return type(self)(word(*(array._padded(ndim) for array in (self, *others))), ndim)

    def _padded(self, ndim: int) -> Any:
        missing = tuple(range(-ndim, -self.ndim))
        return operations.moved(self.numbers, partial(np.expand_dims, axis=missing)) if missing else self.numbers

    def _from_the_end(self, axis: int | tuple[int, ...]) -> tuple[int, ...]:
        return tuple(each - self.ndim for each in normalize_axis_tuple(axis, self.ndim))

    def _moved(self, move: Callable[[Any], Any]) -> Self:
        numbers = operations.moved(self.numbers, move)
        made = type(self)(numbers, len(numbers.shape) - self.lead)
        made.is_condition, made.is_data = self.is_condition, self.is_data
        return made


def _reshaped(values: Any, lead: int, own: tuple[int, ...]) -> Any:
    return values.reshape(*values.shape[:lead], *own)
