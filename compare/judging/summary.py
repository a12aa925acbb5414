"""From the judgements of a candidate and a reference to their report: counts, extremes, and the first wrong value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from compare.arithmetic.balls import SAFETY
from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import EXAMPLES, partial_of
from compare.judging.evidence import CANDIDATE, REFERENCE, SIDES, Evidence
from compare.judging.judgement import Judgement
from compare.judging.link_report import LinkReport
from compare.judging.report import Report


def tally(judgements: Iterable[Judgement], chain: str, dtype: str, first_step: int | None = None) -> Report:
    """Sum the judgements of a candidate and a reference. `first_step`: the values' first axis is steps, from there."""
    links: list[LinkReport] = []
    evidence: list[Evidence] = []
    worst: list[Evidence] = []
    z: Array | None = None
    displaced: set[str] = set()
    with np.errstate(invalid="ignore", over="ignore"):
        for judgement in judgements:
            downstream = any(name in displaced for form in judgement.link.forms for name in form.of)
            if judgement.well_within or (all(judgement.given) and judgement.right.all()):
                links.append(_flawless(judgement, downstream))
            else:
                found = _evidence(judgement, first_step, _first)
                links.append(_counted(judgement, downstream, z))
                evidence += found
                worst += _evidence(judgement, first_step, partial(_largest, beside=True))
                worst += _evidence(judgement, first_step, partial(_largest, beside=False))
                downstream |= judgement.given[CANDIDATE] and _displaces(judgement)
            if downstream:
                displaced.add(judgement.link.name)
            if judgement.link.name == "z":
                z = judgement.value[CANDIDATE]
    return Report(chain, dtype, tuple(links), tuple(evidence), worst=tuple(worst))


def _displaces(j: Judgement) -> bool:
    """Whether the candidate holds another value than the definition's, so that what follows differs from the truth."""
    return bool((j.outside | j.clamped)[CANDIDATE].any())


def _flawless(j: Judgement, downstream: bool) -> LinkReport:
    """The report of a link whose every value is right on both sides: what `_counted` says, for less work."""
    difference = np.abs(j.value[CANDIDATE] - j.value[REFERENCE])
    beyond = difference > j.radius[CANDIDATE] + j.radius[REFERENCE]
    displaced = bool(beyond.any())
    if displaced:
        _assert_explained(j, difference)
    return LinkReport(
        name=j.link.name,
        symbol=j.link.symbol,
        given=True,
        compared=difference.size,
        no_claim={},
        outside=0,
        reference_outside=0,
        clamped=0,
        reference_clamped=0,
        overflowed=0,
        blind=_count_blind(j),
        inherited=int(np.count_nonzero(beyond)) if downstream and displaced else 0,
        max_difference=_largest_finite(difference),
        max_error_over_allowance=float(j.ratio.max()),
        forms=(_labels(j, CANDIDATE), _labels(j, REFERENCE)),
    )


def _counted(j: Judgement, downstream: bool, z: Array | None) -> LinkReport:
    given = j.given[CANDIDATE]
    right, outside, unclaimed = j.right, j.outside, j.unclaimed
    no_claim = {reason: mask[CANDIDATE] for reason, mask in j.reasons.items()} if given else {}
    difference = np.abs(j.value[CANDIDATE] - j.value[REFERENCE])
    both = right[CANDIDATE] & right[REFERENCE] & given
    if both.all():
        _assert_explained(j, difference)
    beyond = both & (difference > j.radius.sum(axis=0)) if downstream else np.zeros(())
    weighed = np.where(right | outside, j.ratio, 0.0)[np.array(j.given)]
    return LinkReport(
        name=j.link.name,
        symbol=j.link.symbol,
        given=given,
        compared=int(given) * difference.size,
        no_claim=_disjoint(no_claim),
        outside=int(outside[CANDIDATE].sum()) * int(given),
        reference_outside=int(outside[REFERENCE].sum()) * int(j.given[REFERENCE]),
        clamped=int(j.clamped[CANDIDATE].sum()) * int(given),
        reference_clamped=int(j.clamped[REFERENCE].sum()) * int(j.given[REFERENCE]),
        overflowed=int((unclaimed & j.claimed)[CANDIDATE].sum()) * int(given),
        blind=_count_blind(j) * int(given),
        inherited=int(beyond.sum()),
        max_difference=_largest_finite(difference),
        max_error_over_allowance=float(weighed.max()),
        forms=(_labels(j, CANDIDATE), _labels(j, REFERENCE)),
        beyond=_smallest_beside(z, outside[CANDIDATE]) if given else np.inf,
    )


def _smallest_beside(z: Array | None, outside: Mask) -> float:
    """The smallest |z| of an example that has a value outside; inf where there is none, or no z for each example."""
    if z is None or not outside.any() or outside.shape[: z.ndim] != z.shape:
        return float("inf")
    of_example = outside.reshape(*z.shape, -1).any(axis=-1)
    return float(np.nanmin(np.abs(z[of_example]), initial=np.inf))


def _count_blind(j: Judgement) -> int:
    if not j.radius.any():
        return 0
    blind = j.blind
    return int(np.count_nonzero(blind[CANDIDATE] | blind[REFERENCE])) if blind.any() else 0


def _largest_finite(difference: Array) -> float:
    """nan where no difference is finite."""
    largest = float(difference.max())
    if not np.isfinite(largest):
        finite = difference[np.isfinite(difference)]
        largest = float(finite.max()) if finite.size else float("nan")
    return largest


def _assert_explained(j: Judgement, difference: Array) -> None:
    """|m − t| ≤ r_m + r_t + |f(operands of m) − f(operands of t)| where both are right, or the harness is at fault."""
    bound = j.radius.sum(axis=0) + np.abs(j.centre[CANDIDATE] - j.centre[REFERENCE])
    if (difference > bound * SAFETY).any():
        raise AssertionError(f"{j.link.name}: a difference exceeds what explains it; this is a defect of compare")


def _disjoint(masks: dict[str, Mask]) -> dict[str, int]:
    counts: dict[str, int] = {}
    counted: Mask = np.zeros((), bool)
    for reason, mask in masks.items():
        fresh = mask & ~counted
        counted = counted | mask
        if fresh.any():
            counts[reason] = int(fresh.sum())
    return counts


def _labels(j: Judgement, side: int) -> frozenset[str]:
    if not j.given[side]:
        return frozenset()
    if j.well_within:
        return frozenset((j.link.forms[j.form.flat[0]].label,))
    held, form = j.right[side] | j.clamped[side], j.form[side]
    return frozenset(f.label for index, f in enumerate(j.link.forms) if (held & (form == index)).any())


def _divided_early(j: Judgement, at: tuple[int, ...]) -> str:
    """Whether n times the value would be right: a hint, since ∂J/∂… of one example is often given for its ∂L/∂…."""
    halves, axes = partial_of(j.link.name), j.link.axes or ()
    if halves is None or halves[0] != "L" or EXAMPLES not in axes:
        return ""
    n = j.value.shape[axes.index(EXAMPLES) - len(axes)]
    fits = n > 1 and abs(n * j.value[at] - j.centre[at]) <= (n + 1) * j.radius[at]
    return f"{n} times it would be right: it looks divided by n, which belongs to ∂J only" if fits else ""


def _first(j: Judgement, outside: Mask, side: int) -> tuple[int, ...]:
    """The first in time, then in place."""
    return tuple(int(i) for i in np.argwhere(outside)[0])


def _largest(j: Judgement, outside: Mask, side: int, *, beside: bool) -> tuple[int, ...]:
    """Where the error is largest, in itself or beside what the operands give."""
    with np.errstate(all="ignore"):
        error = np.abs(j.value[side] - j.centre[side]) / (np.abs(j.centre[side]) if beside else 1.0)
    found = np.argmax(np.where(outside, np.nan_to_num(error, nan=np.inf), -1.0))
    return tuple(int(i) for i in np.unravel_index(found, outside.shape))


def _evidence(
    j: Judgement, first_step: int | None, chosen: Callable[[Judgement, Mask, int], tuple[int, ...]]
) -> list[Evidence]:
    """A value outside of each side that has one."""
    found = []
    for side in (CANDIDATE, REFERENCE):
        outside = j.outside[side]
        if j.given[side] and outside.any():
            index = chosen(j, outside, side)
            at = (side, *index)
            step, place = (None, index) if first_step is None else (first_step + index[0], index[1:])
            found.append(
                Evidence(
                    j.link.name,
                    j.link.symbol,
                    SIDES[side],
                    step,
                    place,
                    float(j.value[at]),
                    float(j.value[(1 - side, *index)]),
                    float(j.centre[at]),
                    float(j.radius[at]),
                    j.link.forms[j.form[at]].formula,
                    hint=_divided_early(j, at),
                )
            )
    return found
