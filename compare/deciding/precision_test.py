"""The second best, for code that cannot run on exact numbers: the same calls in float32 and in float64.

From one precision to the other rounding shrinks by 2^29, and the error of a wrong formula does not. Errors are taken
from the definition at the function's own operands, and counted in what rounding may do to it there: about u times its
largest term.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from flint import ctx

from compare.arithmetic.exact import exact
from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, canonical
from compare.deciding.comparing import beside
from compare.judging.contract import Problem, Side
from compare.judging.decision import Decision

BITS = 1024
UNITS = {np.dtype(np.float64): 2.0**-53, np.dtype(np.float32): 2.0**-24}
SHRINKS = 2.0**10  # an error that grows less than so, counted in units, shrinks as rounding does
STAYS = 2.0**20  # one that grows more does not
SINGLE = 2.0**29 * 64  # units of float64: below it, the function may have rounded to float32 on the way

Errors = Mapping[str, Array]


class Measured(NamedTuple):
    """A link's largest errors on one problem, in units of each precision, and where that of float64 is."""

    problem: Problem
    double: float
    single: float
    index: tuple[int, ...]

    @property
    def growth(self) -> float:
        """How much larger the error is in units of float64: near 1 for rounding, near 2^29 for a wrong formula."""
        return self.double / max(self.single, 1.0)


def by_precision(
    chain: Chain, side: Side, links: Collection[str], problems: Sequence[Problem]
) -> dict[str, Decision | None]:
    """What two precisions say of these links; None where they do not decide."""
    found: dict[str, list[Measured]] = {link: [] for link in links}
    for problem in problems:
        single = {name: np.asarray(array, np.float32) for name, array in problem.items()}
        if not all(np.isfinite(array).all() for array in single.values()):
            continue
        double = {name: np.asarray(array, np.float64) for name, array in single.items()}
        errors = [_errors(chain, side, each) for each in (double, single)]
        for link in links:
            if all(link in each for each in errors):
                found[link] += _measured(double, *(each[link] for each in errors))
    return {link: _decision(link, measured) for link, measured in found.items()}


def _errors(chain: Chain, side: Side, problem: Problem) -> Errors:
    """Each link's errors in units of the problem's own precision; nothing where the call fails."""
    unit = UNITS[next(iter(problem.values())).dtype]
    try:
        with np.errstate(all="ignore"):
            returned = side({name: array.copy() for name, array in problem.items()})
        given = {canonical(str(name)): np.asarray(value) for name, value in returned.items()}
    except Exception:  # a user's function may raise anything
        return {}
    values = {name: given[name].astype(np.float64) for name in chain.names if name in given and _real(given[name])}
    wide = {name: np.asarray(array, np.float64) for name, array in problem.items()}
    with ctx.workprec(BITS), np.errstate(all="ignore"):
        compared = beside(chain, wide, {name: exact(array).value for name, array in values.items()}, unit)
        return {
            name: np.min([_off(values[name], each) for each in made], axis=0) / size
            for name, made, size in compared
            if made and size is not None
        }


def _real(values: np.ndarray) -> bool:  # type: ignore[type-arg]
    return values.dtype.kind == "f"


def _off(values: Array, made: np.ndarray) -> Array:  # type: ignore[type-arg]
    """How far values are from what a form makes of the operands."""
    pairs = zip(exact(values).value.flat, made.flat, strict=True)
    off = [
        float(abs(value - each).mid()) if value.is_finite() and each.is_finite() else np.nan for value, each in pairs
    ]
    return np.reshape(np.asarray(off, np.float64), values.shape)


def _measured(problem: Problem, double: Array, single: Array) -> list[Measured]:
    """The errors of one problem, where both are numbers."""
    known = np.isfinite(double) & np.isfinite(single)
    if not known.any():
        return []
    index = np.unravel_index(np.argmax(np.where(known, double, -1)), double.shape)
    place = tuple(int(each) for each in index)
    return [Measured(problem, float(double[place]), float(np.max(np.where(known, single, -1))), place)]


def _decision(link: str, measured: Sequence[Measured]) -> Decision | None:
    if not measured:
        return None
    worst = max(measured, key=lambda one: one.growth)
    if worst.growth > STAYS and worst.double > SINGLE:
        said = "from float32 to float64 its error does not shrink as rounding does"
        return Decision(link, "wrong", "precision", said, len(measured), problem=worst.problem, index=worst.index)
    if worst.growth < SHRINKS:
        said = f"from float32 to float64 its error shrinks as rounding does, on {len(measured)} problems"
        return Decision(link, "right", "precision", said, len(measured))
    return None
