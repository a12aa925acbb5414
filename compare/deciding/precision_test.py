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
from compare.chains.chain import Chain
from compare.chains.names import links_of
from compare.deciding.carrying import Enclosures, beside
from compare.deciding.trial import near_a_right_form
from compare.judging.contract import Problem, Side
from compare.judging.decision import Decision
from compare.judging.judge import carry

BITS = 1024
UNITS = {np.dtype(np.float64): 2.0**-53, np.dtype(np.float32): 2.0**-24}
MODERATE = 2.0**20
SHRINKS = 2.0**10  # an error that grows less than so, counted in units, shrinks as rounding does
STAYS = 2.0**20  # one that grows more does not
SINGLE = 2.0**29 * 64  # units of float64: below it, the function may have rounded to float32 on the way

GROSS = 2.0**-20  # of the value: documented approximations, such as a softplus that becomes the identity, are nearer
STAYS_SO = "from float32 to float64 its error does not shrink as rounding does"

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
    far = {key: _far_off(chain, side, each) for key, each in distinct.items() if key not in measured}
    found: dict[str, Decision | None] = {}
    for link, problems in failing.items():
        gross = next(((each, far[id(each)][link]) for each in problems if link in far.get(id(each), {})), None)
        if gross is not None:
            found[link] = Decision(link, "wrong", "precision", STAYS_SO, 1, problem=gross[0], index=gross[1])
        else:
            every = [one for each in (*problems, *others) if (one := measured.get(id(each), {}).get(link))]
            found[link] = _decision(link, every)
    return found


def _far_off(chain: Chain, side: Side, problem: Problem) -> dict[str, tuple[int, ...]]:
    """The links that are grossly off where one precision may be saturated, and where.

    The error is a part of the value that no rounding of a right form from the inputs explains, and it is at most a
    thousand times as large in float32.
    """
    double, single = (_as(dtype, problem) for dtype in (np.float64, np.float32))
    mine, coarse = _called(chain, side, double), _called(chain, side, single)
    offs, others = (_offs(chain, *each) for each in ((double, mine), (single, coarse)))
    found = {}
    with np.errstate(all="ignore"):
        known = carry(chain, double)
        for link in offs.keys() & others.keys():
            off = offs[link].error
            gross = (off > GROSS * offs[link].value) & (others[link].error < SHRINKS * off)
            gross &= ~near_a_right_form(chain, link, mine[link], known)
            if gross.any():
                found[link] = tuple(int(k) for k in np.argwhere(gross)[0])
    return found


def moderate(chain: Chain, problem: Problem) -> bool:
    """Whether no link is so large or small that one precision is saturated there before the other."""
    wide = {name: np.asarray(array, np.float64) for name, array in problem.items()}
    sizes = [np.abs(np.append(ball.value, 1.0)) for ball in carry(chain, wide).values()]
    return all(size.max() < MODERATE and size[size > 0].min() > 1 / MODERATE for size in sizes)


def _measured(chain: Chain, side: Side, problem: Problem) -> dict[str, Measured]:
    """The links' errors in both precisions, on the problem that float32 holds."""
    single = _as(np.float32, problem)
    if not all(np.isfinite(array).all() for array in single.values()):
        return {}
    double = _as(np.float64, single)
    mine, coarse = _errors(chain, side, double), _errors(chain, side, single)
    return {link: one for link in mine if (one := _worst(double, mine[link], coarse.get(link))) is not None}


def _as(dtype: type[np.floating], problem: Problem) -> dict[str, Array]:
    with np.errstate(all="ignore"):
        return {name: np.asarray(array, dtype) for name, array in problem.items()}


def _errors(chain: Chain, side: Side, problem: Problem) -> Errors:
    """Each link's errors in units of the problem's own precision; nothing where the call fails."""
    offs = _offs(chain, problem, _called(chain, side, problem))
    return {name: _units(one.error, one.rounding) for name, one in offs.items()}


def _called(chain: Chain, side: Side, problem: Problem) -> dict[str, Array]:
    """What the function gives, in float64; nothing where the call fails."""
    try:
        with np.errstate(all="ignore"):
            returned = side({name: array.copy() for name, array in problem.items()})
        given = {
            name: np.asarray(value) for name, value in links_of(returned, chain, chain.batch_axes(problem)).items()
        }
    except Exception:  # a user's function may raise anything
        return {}
    return {name: value.astype(np.float64) for name, value in given.items() if _real(value)}


class Off(NamedTuple):
    """A link's distance from the nearest form, what rounding may do to it, and how large it is there."""

    error: Array
    rounding: Array
    value: Array


def _offs(chain: Chain, problem: Problem, values: Mapping[str, Array]) -> dict[str, Off]:
    unit = UNITS[next(iter(problem.values())).dtype]
    with ctx.workprec(BITS), np.errstate(all="ignore"):
        given = {name: exact(array).value for name, array in values.items()}
        return {
            name: Off(
                np.fmin.reduce([_off(values[name], each.value) for each in made]),
                size,
                np.fmin.reduce([_off(np.zeros_like(values[name]), each.value) for each in made]),
            )
            for name, made, size in beside(chain, _as(np.float64, problem), given, unit)
            if size is not None
        }


def _units(off: Array, size: Array) -> Array:
    """How many times the rounding; of nothing none, also where nothing is rounded."""
    with np.errstate(all="ignore"):
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
