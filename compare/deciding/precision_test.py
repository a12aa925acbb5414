"""The second best, for code that cannot run on exact numbers: the same calls in float32 and in float64.

From one precision to the other rounding shrinks by 2^29, and the error of a wrong formula does not. Errors are taken
from the definition at the function's own operands, and counted in what rounding may do to it there: about u times its
largest term.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from flint import ctx
from numpy.typing import NDArray

from compare.arithmetic.exact import exact
from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, canonical
from compare.deciding.carrying import Enclosures, beside
from compare.judging.contract import Problem, Side
from compare.judging.decision import Decision
from compare.judging.judge import carry

BITS = 1024
UNITS = {np.dtype(np.float64): 2.0**-53, np.dtype(np.float32): 2.0**-24}
MODERATE = 2.0**20
SHRINKS = 2.0**10  # an error that grows less than so, counted in units, shrinks as rounding does
STAYS = 2.0**20  # one that grows more does not
SINGLE = 2.0**29 * 64  # units of float64: below it, the function may have rounded to float32 on the way

Errors = Mapping[str, Array]


class Measured(NamedTuple):
    """A link's largest errors on one problem, in units of each precision, and where that of float64 is."""

    problem: Problem
    double: float
    single: float
    place: tuple[int, ...]

    @property
    def growth(self) -> float:
        """How much larger the error is in units of float64: near 1 for rounding, near 2^29 for a wrong formula."""
        return self.double / max(self.single, 1.0)


def by_precision(
    chain: Chain, side: Side, failing: Mapping[str, Sequence[Problem]], others: Sequence[Problem]
) -> dict[str, Decision | None]:
    """What two precisions say of the links in `failing`, on their own problems and others; None: nothing."""
    distinct = {id(problem): problem for problems in (*failing.values(), others) for problem in problems}
    measured = {key: _measured(chain, side, each) for key, each in distinct.items() if moderate(chain, each)}
    return {
        link: _decision(link, [one for each in (*problems, *others) if (one := measured.get(id(each), {}).get(link))])
        for link, problems in failing.items()
    }


def moderate(chain: Chain, problem: Problem) -> bool:
    """Whether no link is so large or small that one precision is saturated there before the other."""
    wide = {name: np.asarray(array, np.float64) for name, array in problem.items()}
    sizes = [np.abs(np.append(ball.value, 1.0)) for ball in carry(chain, wide).values()]
    return all(size.max() < MODERATE and size[size > 0].min() > 1 / MODERATE for size in sizes)


def _measured(chain: Chain, side: Side, problem: Problem) -> dict[str, Measured]:
    """The links' errors in both precisions, on the problem that float32 holds."""
    with np.errstate(all="ignore"):
        single = {name: np.asarray(array, np.float32) for name, array in problem.items()}
    if not all(np.isfinite(array).all() for array in single.values()):
        return {}
    double = {name: np.asarray(array, np.float64) for name, array in single.items()}
    mine, coarse = _errors(chain, side, double), _errors(chain, side, single)
    return {link: one for link in mine if (one := _worst(double, mine[link], coarse.get(link))) is not None}


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
            name: _units(np.fmin.reduce([_off(values[name], each.value) for each in made]), size)
            for name, made, size in compared
            if size is not None
        }


def _units(off: Array, size: Array) -> Array:
    """How many times the rounding; of nothing none, also where nothing is rounded."""
    return np.where(off == 0, 0.0, off / size)


def _real(values: NDArray[Any]) -> bool:
    return values.dtype.kind == "f"


def _off(values: Array, made: Enclosures) -> Array:
    """How far values are from what a form makes of the operands; nan where either is no number."""
    pairs = zip(exact(values).value.flat, made.flat, strict=True)
    off = [float(abs(value - each).mid()) if (value - each).is_finite() else np.nan for value, each in pairs]
    return np.reshape(np.asarray(off, np.float64), values.shape)


def _worst(problem: Problem, double: Array, single: Array | None) -> Measured | None:
    """The largest errors of one problem, where both are numbers."""
    if single is None or single.shape != double.shape:
        return None
    known = np.isfinite(double) & np.isfinite(single)
    if not known.any():
        return None
    largest = np.where(known, double, -1.0)
    place = tuple(int(each) for each in np.unravel_index(np.argmax(largest), double.shape))
    return Measured(problem, float(largest[place]), float(np.max(np.where(known, single, -1.0))), place)


def _decision(link: str, every: Sequence[Measured]) -> Decision | None:
    """Wrong where one problem says so, right where all do."""
    if not every:
        return None
    worst = max(every, key=lambda one: one.growth)
    if worst.growth > STAYS and worst.double > SINGLE:
        said = "from float32 to float64 its error does not shrink as rounding does"
        return Decision(link, "wrong", "precision", said, len(every), problem=worst.problem, index=worst.place)
    if worst.growth < SHRINKS:
        said = f"from float32 to float64 its error shrinks as rounding does, on {len(every)} problems"
        return Decision(link, "right", "precision", said, len(every))
    return None
