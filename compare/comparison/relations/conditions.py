"""Conditions that a value may meet: a sign, a threshold, its place in an array, the lengths of its problem."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Mask
from compare.chains.chain import EXAMPLES
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.measures import Measure, index_of, length_of
from compare.comparison.relations.seen import Values

NARROW = 0.15  # a gap between wrong and right values that one number of few digits may stand for
EVERY = {2: "second", 3: "third"}
DIVISORS = (2, 3, 4, 5, 8, 10, 16, 32)


class Place(NamedTuple):
    """A condition, for each value whether it meets it, and the bits that it takes to say; `rest` is where it fails."""

    said: str
    inside: Mask
    bits: float
    rest: str = "elsewhere"
    fitted: bool = False

    def joined(self, other: Place) -> Place:
        """Both."""
        return Place(f"{self.said} and {other.said}", self.inside & other.inside, self.bits + other.bits)


def thresholds(measure: Measure, values: Values, wrong: Mask, right: Mask) -> Iterator[Place]:
    """Where a number is 0, negative or positive; above or below what lies between wrong and right values."""
    for relation, mask in (
        ("= 0", values == 0),
        ("< 0", values < 0),
        ("> 0", values > 0),
        ("≤ 0", values <= 0),
        ("≥ 0", values >= 0),
    ):
        if mask[wrong].all():
            yield Place(measure.said(relation), mask, measure.bits)
    if (values[wrong] == 1).all() and np.isin(values, (0, 1)).all():
        yield Place(measure.said("= 1"), values == 1, measure.bits)
    low, high = values[wrong].min(), values[wrong].max()
    below, above = values[right & (values < low)], values[right & (values > high)]
    if len(below):
        yield from _beyond(measure, values, float(low), float(below.max()), ">")
    if len(above):
        yield from _beyond(measure, values, float(high), float(above.min()), "<")


def _beyond(measure: Measure, values: Values, wrong: float, right: float, sign: str) -> Iterator[Place]:
    """The wrong values lie beyond the right one; a limit between is told only where they leave little room for it."""
    inside = values >= wrong if sign == ">" else values <= wrong
    bits = measure.bits + measure.fitted
    if measure.counts:
        said, rest = ("≥", "≤") if sign == ">" else ("≤", "≥")
        outside = "elsewhere" if abs(wrong - right) == 1 else f"where {measure.said(f'{rest} {right:g}')}"
        yield Place(measure.said(f"{said} {wrong:g}"), inside, bits, outside)
        return
    (low, high), other = sorted((wrong, right)), "<" if sign == ">" else ">"
    narrow = abs(wrong - right) <= NARROW * max(abs(wrong), abs(right))
    far, near = [_between(low, high)] * 2 if narrow else (_rounded(wrong, right), _rounded(right, wrong))
    if not all(low < float(f"{limit:g}") < high for limit in (far, near)):
        return  # more digits than anyone writes
    outside = "elsewhere" if narrow else f"where {measure.said(f'{other} {near:g}')}"
    yield Place(measure.said(f"{sign} {far:g}"), inside, bits, outside, fitted=True)


def _rounded(value: float, other: float) -> float:
    """A number of few digits beside the first, on the side of the other."""
    for digits in range(2, 17):
        step = 10.0 ** (np.floor(np.log10(abs(value) + 1e-300)) - digits + 1)
        limit = float(f"{(np.floor if other < value else np.ceil)(value / step) * step:.{digits}g}")
        if min(value, other) <= limit <= max(value, other) and limit != value:
            return limit
    return (value + other) / 2


def _between(low: float, high: float) -> float:
    """The number of fewest digits between two."""
    if low < 0 < high:
        return 0.0
    for digits in range(1, 17):
        for limit in (float(f"{(low + high) / 2:.{digits}g}"), float(f"{low:.{digits}g}"), float(f"{high:.{digits}g}")):
            if low < limit < high:
                return limit
    return (low + high) / 2


def which(table: Table) -> Iterator[Place]:
    """Which example, feature or component."""
    for axis in table.own:
        index, length = table.column(partial(index_of, axis)), table.column(partial(length_of, axis))
        what = "example" if axis == EXAMPLES else "component"
        yield Place(f"it is the first {what}", index == 0, 4)
        yield Place(f"it is the second {what}", index == 1, 5)
        yield Place(f"it is the last {what}", index == length - 1, 4)
        yield Place(f"it is not the first {what}", index > 0, 5)
        yield Place(f"it is not the last {what}", index < length - 1, 5)
        for k, said in EVERY.items():
            for first in range(k):
                yield Place(f"it is every {said} {what} from number {first + 1} on", index % k == first, 7)


def lengths(table: Table) -> Iterator[Place]:
    """How many examples there are, or features."""
    for k, a in enumerate(table.axes):
        for b in table.axes[k + 1 :]:
            one, other = table.column(partial(length_of, a)), table.column(partial(length_of, b))
            yield Place(f"{a} = {b}", one == other, 6)
            yield Place(f"{a} ≠ {b}", one != other, 6)
            yield Place(f"{a} > {b}", one > other, 8)
            yield Place(f"{a} < {b}", one < other, 8)
        length = table.column(partial(length_of, a))
        for divisor in DIVISORS:
            yield Place(f"{a} is no multiple of {divisor}", length % divisor != 0, 8)
            yield Place(f"{a} is a multiple of {divisor}", length % divisor == 0, 12)
