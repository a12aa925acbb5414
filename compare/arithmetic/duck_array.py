"""Rules as a user writes them: NumPy on the arrays of one problem, run on all problems and both sides at once.

A `DuckArray` takes the place of an array in such a rule. It holds numbers of any kind (balls for the judge, exact ones
for the arbiter, floats). The array's own axes come last; the axes of sides and batches in front of them are hidden from
the rule. Each NumPy function becomes the operation of `operations` that it stands for, so the radii of these operations
combine into a bound for the rule: running error analysis (Higham, Accuracy and Stability of Numerical Algorithms,
2nd ed., SIAM 2002, §3.3).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple
from numpy.lib.mixins import NDArrayOperatorsMixin

from compare.arithmetic import operations
from compare.arithmetic.numpy_functions import ELEMENTWISE, FUNCTIONS, LIMITS, UFUNCS

HAVE = (
    "a form may use + - * / @, ** to a whole power, < and >, np.exp, log, log1p, tanh, square, abs, sum, mean, maximum "
    "and minimum with a number, matmul, matvec, vecmat, vecdot, dot, outer, where, ones_like, zeros_like, transpose, "
    "swapaxes, expand_dims, indexing, .shape and the words of compare.arithmetic.operations"
)

Axes = int | tuple[int, ...] | None


class Batched(NamedTuple):
    """A user's rule as the rule of a form: `axes` counts the axes that each operand has in one problem."""

    rule: Callable[..., Any]
    axes: tuple[int, ...]

    def __call__(self, *operands: Any) -> Any:
        """The rule's result on numbers of one kind. Raises `TypeError` where it returns anything else."""
        arrays = [DuckArray(operand, axes) for operand, axes in zip(operands, self.axes, strict=True)]
        result = self.rule(*arrays)
        if not isinstance(result, DuckArray):
            raise TypeError(f"the rule returns {type(result).__name__}, not an array made from its operands")
        missing = tuple(range(max(array.lead for array in arrays) - result.lead))
        return operations.moved(result.numbers, partial(np.expand_dims, axis=missing)) if missing else result.numbers


class DuckArray(NDArrayOperatorsMixin):
    """The array of one problem: `numbers` of one kind, of which the last `ndim` axes are its own."""

    __slots__ = ("ndim", "numbers")

    def __init__(self, numbers: Any, ndim: int) -> None:
        self.numbers, self.ndim = numbers, ndim

    @property
    def lead(self) -> int:
        """How many axes are in front of its own."""
        return len(self.numbers.shape) - self.ndim

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape in one problem."""
        return tuple(self.numbers.shape[self.lead :])

    @property
    def T(self) -> DuckArray:
        """All axes in the opposite order."""
        return self.transpose()

    @property
    def mT(self) -> DuckArray:
        """The last two axes exchanged."""
        return self.swapaxes(-1, -2)

    def transpose(self, *axes: int) -> DuckArray:
        """The axes in the order given, or in the opposite one."""
        order = normalize_axis_tuple(axes, self.ndim) if axes else tuple(reversed(range(self.ndim)))
        lead = self.lead
        return self._moved(partial(np.transpose, axes=(*range(lead), *(lead + axis for axis in order))))

    def swapaxes(self, axis1: int, axis2: int) -> DuckArray:
        """Two axes exchanged."""
        first, second = self._from_the_end((axis1, axis2))
        return self._moved(partial(np.swapaxes, axis1=first, axis2=second))

    def sum(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The sum along axes, in any order."""
        return self._reduced(operations.total, axis, keepdims)

    def mean(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The mean along axes, 1/n taken first or last."""
        return self._reduced(operations.mean_over, axis, keepdims)

    def each(self, word: Callable[..., Any], *others: DuckArray) -> DuckArray:
        """An operation on numbers that are aligned as NumPy aligns the arrays of one problem."""
        ndim = max(array.ndim for array in (self, *others))
        return DuckArray(word(*(array._padded(ndim) for array in (self, *others))), ndim)

    def _padded(self, ndim: int) -> Any:
        missing = tuple(range(-ndim, -self.ndim))
        return operations.moved(self.numbers, partial(np.expand_dims, axis=missing)) if missing else self.numbers

    def _reduced(self, word: Callable[..., Any], axis: Axes, keepdims: bool) -> DuckArray:
        axes = self._from_the_end(tuple(range(self.ndim)) if axis is None else axis)
        gathered = operations.moved(self.numbers, partial(_gathered, axes=axes))
        reduced = DuckArray(word(gathered, axis=-1), self.ndim - len(axes))
        return reduced._moved(partial(np.expand_dims, axis=axes)) if keepdims else reduced

    def _from_the_end(self, axis: int | tuple[int, ...]) -> tuple[int, ...]:
        return tuple(each - self.ndim for each in normalize_axis_tuple(axis, self.ndim))

    def _moved(self, move: Callable[[Any], Any]) -> DuckArray:
        return _applied(operations.moved, self, move)

    def _operand(self, operand: Any) -> DuckArray:
        """An operand, or a constant of the definition."""
        if isinstance(operand, DuckArray):
            return operand
        number = np.asarray(operand, np.float64)
        return DuckArray(operations.constant_like(self.numbers, number), number.ndim)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, index: Any) -> DuckArray:
        within = index if isinstance(index, tuple) else (index,)
        if not all(each is None or each is Ellipsis or isinstance(each, (int, slice)) for each in within):
            raise TypeError("the arrays of a form are indexed by whole numbers, slices, None and …")
        end = () if Ellipsis in within else (Ellipsis,)
        return self._moved(partial(_item, index=(*(slice(None),) * self.lead, *within, *end)))

    def __bool__(self) -> bool:
        raise TypeError("the arrays of a form are neither true nor false: choose with np.where(a > 0, …, …)")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise TypeError(f"the arrays of a form cannot be made plain ones; {HAVE}")

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *operands: Any, **options: Any) -> DuckArray:
        if ufunc is np.add and method == "reduce":
            return self.sum(**{"axis": 0, **options})
        if method == "__call__" and not options:
            number = next((each for each in operands if isinstance(each, (int, float))), None)
            if ufunc in LIMITS and number is not None:
                return self.each(partial(LIMITS[ufunc], constant=float(number)))
            if ufunc is np.power and isinstance(operands[0], DuckArray) and isinstance(number, int) and number >= 1:
                return self.each(partial(operations.power, exponent=number))
            if ufunc in ELEMENTWISE or ufunc in UFUNCS:
                first, *others = (self._operand(operand) for operand in operands)
                made: DuckArray
                made = UFUNCS[ufunc](first, *others) if ufunc in UFUNCS else first.each(ELEMENTWISE[ufunc], *others)
                return made
        raise TypeError(f"np.{ufunc.__name__} has no rule as it is called here; {HAVE}")

    def __array_function__(self, function: Any, types: Any, arguments: Any, options: Any) -> DuckArray:
        if function not in FUNCTIONS:
            raise TypeError(f"np.{function.__name__} has no rule; {HAVE}")
        result: DuckArray = FUNCTIONS[function](*arguments, **options)
        return result


def _applied(word: Callable[..., Any], *operands: Any, **options: Any) -> DuckArray:
    """An operation of `operations` on the numbers that the arrays hold."""
    result = word(*(each.numbers if isinstance(each, DuckArray) else each for each in operands), **options)
    lead = max(each.lead for each in operands if isinstance(each, DuckArray))
    return DuckArray(result, len(result.shape) - lead)


for _word in operations.WORDS:
    _word.register(DuckArray, partial(_applied, _word))
operations.constant_like.register(DuckArray, DuckArray._operand)


def _item(values: Any, index: Any) -> Any:
    return values[index]


def _gathered(values: Any, axes: tuple[int, ...]) -> Any:
    """These axes merged into one, the last."""
    kept = values.ndim - len(axes)
    ordered = np.moveaxis(values, axes, range(kept, values.ndim))
    return ordered.reshape(*ordered.shape[:kept], -1)
