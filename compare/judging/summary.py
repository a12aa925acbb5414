"""From the judgements of a candidate and a reference to their report: counts, extremes, and the first wrong value."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from compare.arithmetic.balls import SAFETY
from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import EXAMPLES, partial_of
from compare.judging.judgement import Judgement
from compare.judging.report import CANDIDATE, REFERENCE, SIDES, Evidence, LinkReport, Report


def tally(judgements: Iterable[Judgement], chain: str, dtype: str, first_step: int | None = None) -> Report:
    """Sum the judgements of a candidate and a reference. `first_step`: the values' first axis is steps, from there."""
    links: list[LinkReport] = []
    evidence: list[Evidence] = []
    displaced: set[str] = set()
    with np.errstate(invalid="ignore", over="ignore"):
        for judgement in judgements:
            downstream = any(name in displaced for form in judgement.link.forms for name in form.of)
            if judgement.well_within or (all(judgement.given) and judgement.right.all()):
                links.append(_flawless(judgement, downstream))
            else:
                links.append(_counted(judgement, downstream))
                evidence += (found := _evidence(judgement, first_step))
                downstream |= bool(found) or links[-1].clamped > 0
            if downstream:
                displaced.add(judgement.link.name)
    return Report(chain, dtype, tuple(links), tuple(evidence))


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
        disagreements=0,
        reference_wrong=0,
        clamped=0,
        blind=_count_blind(j),
        inherited=int(np.count_nonzero(beyond)) if downstream and displaced else 0,
        max_difference=_largest_finite(difference),
        max_error_over_allowance=float(j.ratio.max()),
        forms=(_labels(j, CANDIDATE), _labels(j, REFERENCE)),
    )


def _counted(j: Judgement, downstream: bool) -> LinkReport:
    given = j.given[CANDIDATE]
    wrong, right = j.wrong, j.right
    candidate_wrong = (wrong | j.clamped)[CANDIDATE] & given
    settled = candidate_wrong | wrong[REFERENCE]
    unclaimed = {reason: mask.any(axis=0) & ~settled for reason, mask in j.reasons.items()} if given else {}
    difference = np.abs(j.value[CANDIDATE] - j.value[REFERENCE])
    both = right[CANDIDATE] & right[REFERENCE] & given
    if both.all():
        _assert_explained(j, difference)
    beyond = both & (difference > j.radius.sum(axis=0)) if downstream else np.zeros(())
    weighed = np.where(right | wrong, j.ratio, 0.0)[np.array(j.given)]
    return LinkReport(
        name=j.link.name,
        symbol=j.link.symbol,
        given=given,
        compared=int(given) * difference.size,
        no_claim=_disjoint(unclaimed),
        disagreements=int(candidate_wrong.sum()),
        reference_wrong=int((wrong[REFERENCE] & ~candidate_wrong).sum()),
        clamped=int(j.clamped[REFERENCE].sum()) * int(given),
        blind=_count_blind(j) * int(given),
        inherited=int(beyond.sum()),
        max_difference=_largest_finite(difference),
        max_error_over_allowance=float(weighed.max()),
        forms=(_labels(j, CANDIDATE), _labels(j, REFERENCE)),
    )


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


def _evidence(j: Judgement, first_step: int | None) -> list[Evidence]:
    """The first wrong value of the candidate, or else of the reference; the first in time, then in place."""
    for side in (CANDIDATE, REFERENCE):
        wrong = (j.wrong | j.clamped)[side] if side == CANDIDATE else j.wrong[side]
        if j.given[side] and wrong.any():
            index = tuple(int(i) for i in np.argwhere(wrong)[0])
            at = (side, *index)
            form = j.link.forms[j.form[at]]
            step, place = (None, index) if first_step is None else (first_step + index[0], index[1:])
            return [
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
                    form.formula,
                    hint=_divided_early(j, at),
                )
            ]
    return []
