"""What a comparison found: counts and extremes for every link, and the evidence for the first wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compare.formats import Array, Mask
from compare.judge import Judgement

CANDIDATE, REFERENCE = 0, 1
SIDES = ("candidate", "reference")


@dataclass(frozen=True)
class Evidence:
    """One wrong value: where it is, what it is, what its definition allows at the side's own operands."""

    link: str
    symbol: str
    side: str
    step: int | None
    index: tuple[int, ...]
    value: float
    other: float
    expected: float
    allowance: float
    formula: str

    @property
    def ratio(self) -> float:
        """How many times its allowance the error is; inf where no error is allowed or the value is not finite."""
        error = abs(self.value - self.expected)
        return error / self.allowance if self.allowance > 0 and np.isfinite(error) else float("inf")

    @property
    def place(self) -> str:
        """Where the value is, counted from 1; the step, counted from 0."""
        where = f"[{', '.join(str(i + 1) for i in self.index)}]" if self.index else "its only value"
        return where if self.step is None else f"{where} of step {self.step}"

    def __str__(self) -> str:
        return (
            f"{self.link} at {self.place}: the {self.side} holds {self.value:.17g}, its own operands give "
            f"{self.expected:.17g} ({self.symbol} = {self.formula}), {self.ratio:.3g} times the allowance "
            f"{self.allowance:.3g} away; the other side holds {self.other:.17g}"
        )


@dataclass(frozen=True)
class LinkReport:
    """One link over everything compared; all numbers but the two maxima count values.

    `disagreements` are values of the candidate that no form holds, `reference_wrong` the reference's, `clamped` values
    of the reference that only its documented clamp explains, `blind` claimed values smaller than their allowance,
    `inherited` values right in themselves but displaced by an earlier wrong link. `forms` names the forms that held.
    """

    name: str
    symbol: str
    given: bool
    compared: int
    no_claim: dict[str, int]
    disagreements: int
    reference_wrong: int
    clamped: int
    blind: int
    inherited: int
    max_difference: float
    max_error_over_allowance: float
    forms: tuple[frozenset[str], frozenset[str]]

    @property
    def claimed(self) -> int:
        """How many of the compared values a claim was made about."""
        return self.compared - sum(self.no_claim.values())

    @property
    def verdict(self) -> str:
        """The link in a word or two."""
        if not self.given:
            return "not given"
        if self.disagreements:
            return "DISAGREES"
        if self.reference_wrong:
            return "REFERENCE WRONG"
        if not self.claimed:
            return "no claim"
        if self.inherited:
            return "inherited"
        return "clamped" if self.clamped else "agrees"


@dataclass(frozen=True)
class Report:
    """What `check` and `descend` return. `str(report)` is the link table with the first wrong link as its headline."""

    chain: str
    dtype: str
    links: tuple[LinkReport, ...]
    slips: tuple[Evidence, ...]

    @property
    def agrees(self) -> bool:
        """No link of either side is wrong, and something was claimed of every given link's chain."""
        return not self.slips and any(link.claimed for link in self.links)

    @property
    def first_disagreement(self) -> Evidence | None:
        """The headline: the evidence for the first wrong link in the chain's order, at its first wrong step."""
        return self.slips[0] if self.slips else None

    @property
    def wrong_links(self) -> tuple[str, ...]:
        """The links that are wrong in themselves, first to last; inherited differences are not among them."""
        return tuple(slip.link for slip in self.slips if slip.side == "candidate")

    @property
    def values(self) -> int:
        """How many link values were compared."""
        return sum(link.compared for link in self.links)

    @property
    def unclaimed(self) -> int:
        """How many of them no claim was made about."""
        return sum(link.compared - link.claimed for link in self.links)

    def __str__(self) -> str:
        from compare.words import table

        return table(self)


def tally(judgements: Iterable[Judgement], chain: str, dtype: str, first_step: int | None = None) -> Report:
    """Sum the judgements of a candidate and a reference. `first_step`: the values' first axis is steps, from there."""
    links: list[LinkReport] = []
    slips: list[Evidence] = []
    with np.errstate(invalid="ignore", over="ignore"):
        for judgement in judgements:
            if all(judgement.given) and judgement.right.all():
                links.append(_flawless(judgement, bool(slips)))
            else:
                links.append(_counted(judgement, bool(slips)))
                slips += _evidence(judgement, first_step)
    return Report(chain, dtype, tuple(links), tuple(slips))


def _flawless(j: Judgement, after_slip: bool) -> LinkReport:
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
        inherited=int(np.count_nonzero(beyond)) if after_slip and displaced else 0,
        max_difference=_largest_finite(difference),
        max_error_over_allowance=float(j.ratio.max()),
        forms=(_labels(j, CANDIDATE), _labels(j, REFERENCE)),
    )


def _counted(j: Judgement, after_slip: bool) -> LinkReport:
    given = j.given[CANDIDATE]
    wrong, right = j.wrong, j.right
    candidate_wrong = (wrong | j.clamped)[CANDIDATE] & given
    settled = candidate_wrong | wrong[REFERENCE]
    unclaimed = {reason: mask.any(axis=0) & ~settled for reason, mask in j.reasons.items()} if given else {}
    difference = np.abs(j.value[CANDIDATE] - j.value[REFERENCE])
    both = right[CANDIDATE] & right[REFERENCE] & given
    if both.all():
        _assert_explained(j, difference)
    beyond = both & (difference > j.radius.sum(axis=0)) if after_slip else np.zeros(())
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
    blind = j.blind
    return int(np.count_nonzero(blind[CANDIDATE] | blind[REFERENCE])) if blind.any() else 0


def _largest_finite(difference: Array) -> float:
    largest = float(difference.max())
    if not np.isfinite(largest):
        largest = float(np.max(difference, initial=0.0, where=np.isfinite(difference)))
    return largest


def _assert_explained(j: Judgement, difference: Array) -> None:
    """|m − t| ≤ r_m + r_t + |f(operands of m) − f(operands of t)| where both are right, or the harness is at fault."""
    bound = j.radius.sum(axis=0) + np.abs(j.centre[CANDIDATE] - j.centre[REFERENCE])
    if (difference > bound * (1 + 2.0**-40)).any():
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
    if j.at_ease:
        return frozenset((j.link.forms[0].label,))
    held, form = j.right[side] | j.clamped[side], j.form[side]
    return frozenset(f.label for index, f in enumerate(j.link.forms) if (held & (form == index)).any())


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
                )
            ]
    return []


def merge(reports: Sequence[Report]) -> Report:
    """One report of several over the same chain and dtype, in order of time."""
    links = tuple(_merge_links(column) for column in zip(*(report.links for report in reports), strict=True))
    first: dict[tuple[str, str], Evidence] = {}
    for slip in (slip for report in reports for slip in report.slips):
        first.setdefault((slip.link, slip.side), slip)
    order = [link.name for link in links]
    slips = tuple(sorted(first.values(), key=lambda slip: order.index(slip.link)))
    return replace(reports[0], links=links, slips=slips)


def _merge_links(column: tuple[LinkReport, ...]) -> LinkReport:
    reasons = dict.fromkeys(reason for link in column for reason in link.no_claim)
    return replace(
        column[0],
        compared=sum(link.compared for link in column),
        no_claim={reason: sum(link.no_claim.get(reason, 0) for link in column) for reason in reasons},
        disagreements=sum(link.disagreements for link in column),
        reference_wrong=sum(link.reference_wrong for link in column),
        clamped=sum(link.clamped for link in column),
        blind=sum(link.blind for link in column),
        inherited=sum(link.inherited for link in column),
        max_difference=max(link.max_difference for link in column),
        max_error_over_allowance=max(link.max_error_over_allowance for link in column),
        forms=(_all_forms(column, CANDIDATE), _all_forms(column, REFERENCE)),
    )


def _all_forms(column: tuple[LinkReport, ...], side: int) -> frozenset[str]:
    return frozenset(label for link in column for label in link.forms[side])
