"""What a comparison found: counts and extremes for every link, the evidence for the first wrong one, and its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Literal

import numpy as np

from compare.judging.decision import By, Decision
from compare.judging.diagnosis import Diagnosis
from compare.wording import short

CANDIDATE, REFERENCE = 0, 1
SIDES = ("candidate", "reference")
UNKNOWN = float("nan")
Verdict = Literal[
    "right", "digits lost", "clamped", "wrong", "inherited", "no claim", "not decided", "not given", "nothing judged"
]
GRAVEST: tuple[Verdict, ...] = ("wrong", "not decided", "digits lost", "clamped")
FINE = ("right", "clamped", "digits lost")


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
    ulps: float = UNKNOWN
    other_ulps: float = UNKNOWN
    hint: str = ""

    @property
    def truth(self) -> str:
        """Who is right: how far both sides are from the exact value at the problem's inputs; "" where undecided."""
        if np.isnan(self.ulps) or np.isnan(self.other_ulps):
            return ""
        other = SIDES[1 - SIDES.index(self.side)]
        return f"the {self.side} is {self.ulps:.3g} ulps off the exact value, the {other} {self.other_ulps:.3g}"

    @property
    def relative(self) -> float:
        """The error over the size of what the operands give."""
        error, size = abs(self.value - self.expected), abs(self.expected)
        return error / size if size > 0 and np.isfinite(error) else float("inf")

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
            f"{self.truth and '; ' + self.truth}{self.hint and '; ' + self.hint}"
        )


@dataclass(frozen=True)
class LinkReport:
    """One link over everything compared; all numbers but the maxima count values.

    `outside` are values of the candidate that are claimed and that no form holds, `reference_outside` the reference's;
    `clamped` and `reference_clamped` those that only a documented clamp explains; `overflowed` what the candidate holds
    as nan or infinity, with reason, where the right value is claimed; `blind` claimed values smaller than their
    allowance; `inherited` values right in themselves but displaced by the candidate's own earlier link. `forms` names
    the forms that held. The decisions say whether the formula is right where values lie outside; `beyond` is the
    smallest |z| there.
    """

    name: str
    symbol: str
    given: bool
    compared: int
    no_claim: dict[str, int]
    outside: int
    reference_outside: int
    clamped: int
    reference_clamped: int
    overflowed: int
    blind: int
    inherited: int
    max_difference: float
    max_error_over_allowance: float
    forms: tuple[frozenset[str], frozenset[str]]
    beyond: float = float("inf")
    decision: Decision | None = None
    reference_decision: Decision | None = None

    @property
    def claimed(self) -> int:
        """How many of the compared values a claim was made about."""
        return self.compared - sum(self.no_claim.values())

    @property
    def verdict(self) -> Verdict:
        """The candidate's link in a word or two. What lies outside and was not decided is taken for wrong."""
        if not self.given:
            return "not given"
        if self.outside:
            return _of_a_value_outside(self.decision)
        if self.clamped:
            return "clamped"
        if not self.claimed:
            return "no claim"
        return "inherited" if self.inherited else "right"

    @property
    def reference(self) -> Verdict:
        """The reference's link: right, digits lost, clamped, wrong or no claim."""
        if self.reference_outside:
            verdict = _of_a_value_outside(self.reference_decision)
            return "no claim" if verdict == "not decided" else verdict
        if self.reference_clamped:
            return "clamped"
        return "right" if self.claimed or not self.compared else "no claim"

    @property
    def decided_by(self) -> By | None:
        """What told whether the formula is right; None where every value lies within its allowance."""
        return self.decision.by if self.decision and self.outside else None


def _of_a_value_outside(decision: Decision | None) -> Verdict:
    if decision is None or decision.formula == "wrong":
        return "wrong"
    return "digits lost" if decision.formula == "right" else "not decided"


@dataclass(frozen=True)
class Report:
    """What `check` and `descend` return. `str(report)` is the link table with the answer as its headline.

    `evidence` has the first value of each link that is wrong or not decided, `losses` the worst of each link whose
    formula is right and that loses digits. `worst` are the values farthest outside of each link, beside the right one
    and in themselves. `diagnoses` has one entry for each of `wrong_links`: what the candidate's values look like.
    """

    chain: str
    dtype: str
    links: tuple[LinkReport, ...]
    evidence: tuple[Evidence, ...]
    diagnoses: tuple[Diagnosis, ...] = ()
    worst: tuple[Evidence, ...] = ()
    losses: tuple[Evidence, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The candidate in a word or two: the gravest verdict on its links, or "nothing judged"."""
        found = {link.verdict for link in self.links}
        if not found - {"not given", "no claim"}:
            return "nothing judged"
        return next((verdict for verdict in GRAVEST if verdict in found), "right")

    @property
    def reference_wrong(self) -> tuple[str, ...]:
        """The links at which the reference's formula is wrong."""
        return tuple(link.name for link in self.links if link.reference == "wrong")

    @property
    def agrees(self) -> bool:
        """Whether the exit status would be 0: nothing wrong or undecided on either side, and something was judged."""
        return self.verdict in FINE and not self.reference_wrong

    @property
    def agrees_strictly(self) -> bool:
        """As `agrees`, and the candidate neither loses digits nor holds nan or infinity for a number (`--strict`)."""
        exact = self.verdict != "digits lost" and not any(link.overflowed for link in self.links)
        return self.agrees and exact and not any(link.verdict == "digits lost" for link in self.links)

    @property
    def first_disagreement(self) -> Evidence | None:
        """The headline: the evidence for the first wrong link in the chain's order, at its first wrong step."""
        return self.evidence[0] if self.evidence else None

    @property
    def first_wrong(self) -> str | None:
        """The first link of the candidate that is wrong."""
        return next((link.name for link in self.links if link.verdict == "wrong"), None)

    @property
    def wrong_links(self) -> tuple[str, ...]:
        """The candidate's links that are wrong in themselves or not decided; inherited differences are not."""
        return tuple(one.link for one in self.evidence if one.side == "candidate")

    @property
    def values(self) -> int:
        """How many link values were compared."""
        return sum(link.compared for link in self.links)

    @property
    def unclaimed(self) -> int:
        """How many of them no claim was made about."""
        return sum(link.compared - link.claimed for link in self.links)

    @property
    def reasons(self) -> dict[str, int]:
        """About how many values no claim was made, by the reason."""
        told: dict[str, int] = {}
        for link in self.links:
            for reason, number in link.no_claim.items():
                told[reason] = told.get(reason, 0) + number
        return told

    def decided(self, candidate: Mapping[str, Decision], reference: Mapping[str, Decision]) -> Report:
        """The report once it is known which formulas are right: their evidence becomes losses."""
        links = tuple(
            replace(
                link,
                decision=candidate.get(link.name, link.decision),
                reference_decision=reference.get(link.name, link.reference_decision),
            )
            for link in self.links
        )
        right = {(one.link, side) for side, of in zip(SIDES, (candidate, reference), strict=True) for one in _right(of)}
        return replace(
            self,
            links=links,
            evidence=tuple(one for one in self.evidence if (one.link, one.side) not in right),
            losses=_one_each(
                [link.name for link in links],
                _worst_first([*self.losses, *(one for one in self.worst if (one.link, one.side) in right)]),
            ),
            diagnoses=tuple(one for one in self.diagnoses if (one.link, SIDES[CANDIDATE]) not in right),
        )

    def __str__(self) -> str:
        return table(self)


def _right(decisions: Mapping[str, Decision]) -> list[Decision]:
    return [one for one in decisions.values() if one.formula == "right"]


def merge(reports: Sequence[Report]) -> Report:
    """One report of several over the same chain and dtype, in order of time."""
    links = tuple(_merge_links(column) for column in zip(*(report.links for report in reports), strict=True))
    order = [link.name for link in links]
    return replace(
        reports[0],
        links=links,
        evidence=_one_each(order, [one for report in reports for one in report.evidence]),
        worst=_one_each(order, _worst_first([one for report in reports for one in report.worst])),
        losses=_one_each(order, _worst_first([one for report in reports for one in report.losses])),
        diagnoses=_merge_diagnoses(reports, order),
    )


def _one_each(order: Sequence[str], every: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first of every link and side, in the chain's order."""
    first: dict[tuple[str, str], Evidence] = {}
    for one in every:
        first.setdefault((one.link, one.side), one)
    return tuple(sorted(first.values(), key=lambda one: order.index(one.link)))


def _worst_first(every: Sequence[Evidence]) -> list[Evidence]:
    return sorted(every, key=lambda one: -one.relative)


def _merge_diagnoses(reports: Sequence[Report], order: Sequence[str]) -> tuple[Diagnosis, ...]:
    merged: dict[str, Diagnosis] = {}
    for diagnosis in (diagnosis for report in reports for diagnosis in report.diagnoses):
        before = merged.get(diagnosis.link)
        merged[diagnosis.link] = before.joined(diagnosis) if before else diagnosis
    return tuple(sorted(merged.values(), key=lambda diagnosis: order.index(diagnosis.link)))


SUMMED = (
    "compared",
    "outside",
    "reference_outside",
    "clamped",
    "reference_clamped",
    "overflowed",
    "blind",
    "inherited",
)


def _merge_links(column: tuple[LinkReport, ...]) -> LinkReport:
    reasons = dict.fromkeys(reason for link in column for reason in link.no_claim)
    return replace(
        column[0],
        **{name: sum(getattr(link, name) for link in column) for name in SUMMED},
        no_claim={reason: sum(link.no_claim.get(reason, 0) for link in column) for reason in reasons},
        max_difference=float(np.fmax.reduce([link.max_difference for link in column])),
        max_error_over_allowance=max(link.max_error_over_allowance for link in column),
        forms=(_all_forms(column, CANDIDATE), _all_forms(column, REFERENCE)),
        beyond=min(link.beyond for link in column),
        decision=_gravest([link.decision for link in column if link.outside]),
        reference_decision=_gravest([link.reference_decision for link in column if link.reference_outside]),
    )


def _gravest(decisions: Sequence[Decision | None]) -> Decision | None:
    """The first that says wrong, or else the first that decides nothing, or else the first."""
    order = ("wrong", "not decided", "right")
    if not decisions or None in decisions:
        return None
    return min((one for one in decisions if one is not None), key=lambda one: order.index(one.formula))


def _all_forms(column: tuple[LinkReport, ...], side: int) -> frozenset[str]:
    return frozenset(label for link in column for label in link.forms[side])


def headline(report: Report) -> str:
    """The answer, in a line; then the first wrong link with its evidence, and where digits are lost."""
    first = report.first_disagreement
    counted = f"{report.values:,} link values: {answer(report)}; {report.unclaimed:,} without claim"
    if first is None:
        return "\n".join([counted, *losses(report)])
    others = ", ".join(f"{one.link} ({one.side})" for one in report.evidence[1:])
    return "\n".join(
        [
            f"{_headed(report, first)}: {first.link}, at {first.place}",
            *(f"  {said}" for said in (decision_on(report, first),) if said),
            f"  the {first.side} holds      {first.value:.17g}",
            f"  its own operands give    {first.expected:.17g}    ({first.symbol} = {first.formula})",
            f"  the other side holds     {first.other:.17g}",
            f"  off by {first.ratio:.3g} times the allowance {first.allowance:.3g}",
            *(f"  {line}" for line in (first.truth, first.hint) if line),
            *([f"also wrong in themselves: {others}"] if others else []),
            *map(str, report.diagnoses),
            *losses(report),
        ]
    )


def answer(report: Report) -> str:
    """The verdict on the candidate, and on the reference where it is wrong, in a few words."""
    wrong = [link.name for link in report.links if link.verdict == "wrong"]
    undecided = [link.name for link in report.links if link.verdict == "not decided"]
    lost = [link.name for link in report.links if link.verdict == "digits lost"]
    told = {
        "wrong": f"WRONG at {', '.join(wrong)}",
        "not decided": f"formula or rounding NOT DECIDED at {', '.join(undecided)}",
        "digits lost": f"right formula, digits lost at {', '.join(lost)}",
        "clamped": "all agree, with PyTorch's documented clamp",
        "nothing judged": "NOTHING COULD BE CLAIMED",
    }.get(report.verdict, "all agree")
    of_reference = f"; the REFERENCE IS WRONG at {', '.join(report.reference_wrong)}" if report.reference_wrong else ""
    return told + of_reference


def _headed(report: Report, evidence: Evidence) -> str:
    decision = _decision(report, evidence)
    return "not decided" if decision and decision.formula == "not decided" else "first wrong link"


def decision_on(report: Report, evidence: Evidence) -> str:
    """What was decided about the formula of that link on that side; "" where nothing was asked."""
    decision = _decision(report, evidence)
    return decision.said if decision else ""


def _decision(report: Report, evidence: Evidence) -> Decision | None:
    link = next((link for link in report.links if link.name == evidence.link), None)
    if link is None:
        return None
    return link.decision if evidence.side == SIDES[CANDIDATE] else link.reference_decision


def losses(report: Report) -> list[str]:
    """Where digits are lost by a right formula, how many, and what keeps them: one line each."""
    return [_lost(report, one) for one in report.losses]


def _lost(report: Report, one: Evidence) -> str:
    link = next(link for link in report.links if link.name == one.link)
    ulps = f"{short(one.ulps)} ulps" if np.isfinite(one.ulps) else f"{short(one.ratio)} times the allowance"
    where = f", where |z| ≥ {short(link.beyond)}" if one.side == SIDES[CANDIDATE] and 0 < link.beyond < np.inf else ""
    keeps = f"; {one.symbol} = {one.formula} keeps them" if one.side == SIDES[CANDIDATE] else ""
    by = decision_on(report, one)
    return f"{one.link}: the {one.side}'s formula is right ({by}), and loses up to {ulps}{where}{keeps}"


def table(report: Report) -> str:
    """The headline and one row a link."""
    return "\n".join([headline(report), f"{report.chain} chain, {report.dtype}", *rows(report)])


def rows(report: Report) -> list[str]:
    """One row a link, under their heads; what the reference does has a column where it is not right throughout."""
    head = ["link", "compared", "claimed", "max difference", "error/allowance", "blind", "verdict"]
    odd = any(link.reference not in ("right", "no claim") for link in report.links)
    cells = [[*head, *["reference"] * odd], *([*_row(link), *[link.reference] * odd] for link in report.links)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _row(link: LinkReport) -> tuple[str, ...]:
    if not link.given:
        return (link.name, "", "", "", "", "", link.verdict)
    difference = "-" if isnan(link.max_difference) else f"{link.max_difference:.2g}"
    counts = (str(link.compared), str(link.claimed), difference, f"{link.max_error_over_allowance:.2g}")
    verdict = link.verdict.upper() if link.verdict in ("wrong", "not decided") else link.verdict
    return (link.name, *counts, str(link.blind), verdict)
