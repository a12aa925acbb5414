"""Rules as a user writes them: NumPy on the arrays of one problem, run on all problems and both sides at once.

A `DuckArray` takes the place of an array in such a rule. It holds numbers of any kind (balls for the judge, exact ones
for the arbiter, floats). The array's own axes come last; the axes of sides and batches in front of them are hidden from
the rule. Each NumPy function becomes the operation of `operations` that it stands for, so the radii of these operations
combine into a bound for the rule: running error analysis (Higham, Accuracy and Stability of Numerical Algorithms,
2nd ed., SIAM 2002, §3.3).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import partial, reduce
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from compare.arithmetic import choices, operations
from compare.arithmetic.array_shapes import Extreme, Shaped
from compare.arithmetic.kinds import WORDS
from compare.arithmetic.numpy_choices import LIMITS
from compare.arithmetic.numpy_functions import ELEMENTWISE, FUNCTIONS, FURTHER, UFUNCS, power, power_of

EACH = ELEMENTWISE | FURTHER
HAVE = (
    "a form may use + - * / @ & | ~, ** to a plain number, comparisons, indexing by slices and None, .shape, the "
    "words of compare.arithmetic.operations, and np."
    + ", ".join(sorted({f.__name__ for f in (*EACH, *UFUNCS, *FUNCTIONS)}))
)

REDUCTIONS = {np.add: np.sum, np.maximum: np.max, np.minimum: np.min}
Axes = int | tuple[int, ...] | None


class Batched(NamedTuple):
    """A user's rule as the rule of a form: `axes` counts the axes that each operand has in one problem.

    `data` are the places of those operands in which no derivative is taken.
    """

    rule: Callable[..., Any]
    axes: tuple[int, ...]
    data: frozenset[int] = frozenset()

    def __call__(self, *operands: Any) -> Any:
        """The rule's result on numbers of one kind. Raises `TypeError` where it returns anything else."""
        pairs = enumerate(zip(operands, self.axes, strict=True))
        arrays = [DuckArray(operand, axes, is_data=place in self.data) for place, (operand, axes) in pairs]
        result = self.rule(*arrays)
        if not isinstance(result, DuckArray):
            raise TypeError(f"the rule returns {type(result).__name__}, not an array made from its operands")
        missing = tuple(range(max(array.lead for array in arrays) - result.lead))
        return operations.moved(result.numbers, partial(np.expand_dims, axis=missing)) if missing else result.numbers


class DuckArray(Shaped):
    """An array that NumPy's functions and operators take, which then call the rules of the numbers it holds."""

    __slots__ = ()

    def sum(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The sum along axes, in any order."""
        return self._reduced(operations.total, axis, keepdims)

    def mean(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The mean along axes, 1/n taken first or last."""
        return self._reduced(operations.mean_over, axis, keepdims)

    def max(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The largest along axes."""
        return self._extreme(axis, keepdims, smallest=False)

    def min(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The smallest along axes."""
        return self._extreme(axis, keepdims, smallest=True)

    def _extreme(self, axis: Axes, keepdims: bool, *, smallest: bool) -> DuckArray:
        found = (-self if smallest else self)._reduced(choices.largest, axis, keepdims)
        found = -found if smallest else found
        axes = self._from_the_end(tuple(range(self.ndim)) if axis is None else axis)
        if len(axes) == 1:
            found.extreme = Extreme(self.numbers, axes[0], smallest)
        return found

    def extreme_of(self, other: DuckArray) -> DuckArray | None:
        """Which elements of the other array are its largest, or smallest, if these are what this array holds."""
        extreme = self.extreme
        if extreme is None or extreme.source is not other.numbers:
            return None
        kept = list(other.shape)
        kept[extreme.axis] = 1
        if list(self.shape) != kept:
            return None
        source = -other if extreme.smallest else other
        return DuckArray(choices.is_largest(source.numbers, axis=extreme.axis), other.ndim, is_condition=True)

    def argmax(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """Where along an axis the largest stands."""
        return self._reduced(choices.place_of_largest, axis, keepdims)

    def joined(self, arrays: Sequence[Any], axis: int) -> DuckArray:
        """The arrays, of which this is one, one after the other along an axis."""
        parts = [self.operand(array) for array in arrays]
        lead = np.broadcast_shapes(*(part.numbers.shape[: part.lead] for part in parts))
        spread = [part._moved(partial(_broadcast, lead=lead, own=part.shape)) for part in parts]
        return _applied(choices.joined, *spread, axis=self._from_the_end(axis)[0])

    def product(self, axis: Axes = None, keepdims: bool = False) -> DuckArray:
        """The product along axes."""
        return self._reduced(_product, axis, keepdims)

    def _reduced(self, word: Callable[..., Any], axis: Axes, keepdims: bool) -> DuckArray:
        axes = self._from_the_end(tuple(range(self.ndim)) if axis is None else axis)
        gathered = operations.moved(self.numbers, partial(_gathered, axes=axes))
        reduced = DuckArray(word(gathered, axis=-1), self.ndim - len(axes))
        return reduced._moved(partial(np.expand_dims, axis=axes)) if keepdims else reduced

    def operand(self, operand: Any) -> DuckArray:
        """An operand, or a constant of the definition."""
        if isinstance(operand, DuckArray):
            return operand
        number = np.asarray(operand, np.float64)
        is_condition = np.asarray(operand).dtype == bool
        numbers = operations.constant_like(self.numbers, number)
        return DuckArray(numbers, number.ndim, is_condition=is_condition, is_data=True)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, index: Any) -> DuckArray:
        within = index if isinstance(index, tuple) else (index,)
        within = tuple(np.asarray(each) if isinstance(each, list) else each for each in within)
        lists = [each for each in within if isinstance(each, np.ndarray) and each.dtype.kind == "i"]
        simple = [each for each in within if each is None or each is Ellipsis or isinstance(each, (int, slice))]
        if len(lists) > 1 or len(lists) + len(simple) < len(within):
            raise TypeError("the arrays of a form are indexed by whole numbers, slices, None, … and one list of places")
        end = () if any(each is Ellipsis for each in within) else (Ellipsis,)
        made = self._moved(partial(_item, index=(*(slice(None),) * self.lead, *within, *end)))
        if not lists and all(each in (None, Ellipsis, slice(None)) for each in within):
            made.extreme = self.extreme
        return made

    def __setitem__(self, index: Any, value: Any) -> None:
        raise TypeError("the arrays of a form do not change in place: choose with np.where, or join parts")

    def __bool__(self) -> bool:
        raise TypeError("the arrays of a form are neither true nor false: choose with np.where(a > 0, …, …)")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise TypeError(f"the arrays of a form cannot be made plain ones; {HAVE}")

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *operands: Any, **options: Any) -> DuckArray:
        if method == "reduce" and ufunc in REDUCTIONS:
            reduced: DuckArray = FUNCTIONS[REDUCTIONS[ufunc]](self, **{"axis": 0, **options})
            return reduced
        in_place = list(options) == ["out"] and all(out is self for out in options["out"])
        if method == "__call__" and in_place:
            after: DuckArray = self.__array_ufunc__(ufunc, method, *operands)
            self.numbers, self.extreme = after.numbers, None
            return self
        if method == "__call__" and not options:
            number = next((each for each in operands if isinstance(each, Real)), None)
            if ufunc in LIMITS and number is not None:
                return self.each(partial(LIMITS[ufunc], constant=float(number)))
            if ufunc in (np.power, np.float_power) and number is not None:
                raised: DuckArray = power(self, float(number)) if operands[0] is self else power_of(float(number), self)
                return raised
            if ufunc in UFUNCS or ufunc in EACH:
                first, *others = (self.operand(operand) for operand in operands)
                whole: DuckArray = (
                    UFUNCS[ufunc](first, *others) if ufunc in UFUNCS else first.each(EACH[ufunc], *others)
                )
                return whole
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


for _word in WORDS:
    _word.register(DuckArray, partial(_applied, _word))
operations.constant_like.register(DuckArray, DuckArray.operand)


def _product(numbers: Any, axis: int) -> Any:
    parts = [operations.moved(numbers, partial(_item, index=(..., place))) for place in range(numbers.shape[axis])]
    return reduce(operator.mul, parts)


def _item(values: Any, index: Any) -> Any:
    return values[index]


def _broadcast(values: Any, lead: tuple[int, ...], own: tuple[int, ...]) -> Any:
    return np.broadcast_to(values, (*lead, *own))


def _gathered(values: Any, axes: tuple[int, ...]) -> Any:
    """These axes merged into one, the last."""
    kept = values.ndim - len(axes)
    ordered = np.moveaxis(values, axes, range(kept, values.ndim))
    return ordered.reshape(*ordered.shape[:kept], -1)
