"""From a failing problem to a smaller one: rows and columns dropped, numbers rounded to fewer bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain

Problem = dict[str, Array]
SIMPLE = (0.0, 1.0, 2.0, 0.5)
BITS = (1, 2, 4, 8, 16)


def reduced(problem: Mapping[str, Array], chain: Chain, shows: Callable[[Problem], bool]) -> Problem | None:
    """The smallest problem reached from a failing one by steps of which each still shows it; None if it does not.

    The problem has no batch axes. Parts of each axis are left out, halves first, then each number is made simpler.
    """
    found = {name: np.asarray(value) for name, value in problem.items()}
    if not shows(found):
        return None
    for axis in chain.axes:
        found = _shortened(found, chain, axis, shows)
    for array in chain.arrays:
        for at in np.ndindex(found[array.name].shape):
            simpler = (_replaced(found, array.name, at, value) for value in _simpler(float(found[array.name][at])))
            found = next(filter(shows, simpler), found)
    return found


def _shortened(problem: Problem, chain: Chain, axis: str, shows: Callable[[Problem], bool]) -> Problem:
    """Without the parts of an axis that are not needed: of half its length, of a quarter, down to one."""
    part = _length(problem, chain, axis) // 2
    while part:
        start = 0
        while start < _length(problem, chain, axis):
            fewer = _without(problem, chain, axis, slice(start, start + part))
            if _length(fewer, chain, axis) and shows(fewer):
                problem = fewer
            else:
                start += part
        part //= 2
    return problem


def _length(problem: Problem, chain: Chain, axis: str) -> int:
    array = next(array for array in chain.arrays if axis in array.axes)
    return int(problem[array.name].shape[array.axes.index(axis)])


def _without(problem: Problem, chain: Chain, axis: str, part: slice) -> Problem:
    fewer = dict(problem)
    for name, axes in chain.arrays:
        for place in (place for place, other in enumerate(axes) if other == axis):
            fewer[name] = np.delete(fewer[name], part, axis=place)
    return fewer


def _simpler(value: float) -> Iterator[float]:
    """Simpler numbers than this one, the simplest first; those of its sign that are near it last."""
    near = float(np.rint(value))
    mantissa, exponent = np.frexp(value)
    rounded = (float(np.ldexp(np.rint(np.ldexp(mantissa, bits)), exponent - bits)) for bits in BITS)
    for number in dict.fromkeys((*SIMPLE, near, *rounded)):
        if number == value:
            return
        if np.isfinite(number):
            yield number


def _replaced(problem: Problem, name: str, at: tuple[int, ...], value: float) -> Problem:
    array = problem[name].copy()
    array[at] = value
    return {**problem, name: array}
