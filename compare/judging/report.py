"""What a comparison found: counts and extremes for every link, the evidence for the first wrong one, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from compare.judging.diagnosis import Diagnosis

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
    ulps: float = float("nan")
    other_ulps: float = float("nan")
    hint: str = ""

    @property
    def truth(self) -> str:
        """Who is right: how far both sides are from the exact value at the problem's inputs; "" where undecided."""
        if np.isnan(self.ulps) or np.isnan(self.other_ulps):
            return ""
        other = SIDES[1 - SIDES.index(self.side)]
        return f"the {self.side} is {self.ulps:.3g} ulps off the exact value, the {other} {self.other_ulps:.3g}"

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
    """One link over everything compared; all numbers but the two maxima count values.

    `disagreements` are values of the candidate that no form holds, `reference_wrong` the reference's, `clamped` values
    of the reference that only its documented clamp explains, `blind` claimed values smaller than their allowance,
    `inherited` values right in themselves but displaced by an earlier wrong or clamped link. `forms` names the forms
    that held.
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
    """What `check` and `descend` return. `str(report)` is the link table with the first wrong link as its headline.

    `diagnoses` has one entry for each of `wrong_links`: the known mistakes that the candidate's values look like.
    """

    chain: str
    dtype: str
    links: tuple[LinkReport, ...]
    evidence: tuple[Evidence, ...]
    diagnoses: tuple[Diagnosis, ...] = ()

    @property
    def agrees(self) -> bool:
        """No link of either side is wrong, and about some value a claim was made."""
        return not self.evidence and any(link.claimed for link in self.links)

    @property
    def first_disagreement(self) -> Evidence | None:
        """The headline: the evidence for the first wrong link in the chain's order, at its first wrong step."""
        return self.evidence[0] if self.evidence else None

    @property
    def wrong_links(self) -> tuple[str, ...]:
        """The links that are wrong in themselves, first to last; inherited differences are not among them."""
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

    def __str__(self) -> str:
        return table(self)


def merge(reports: Sequence[Report]) -> Report:
    """One report of several over the same chain and dtype, in order of time."""
    links = tuple(_merge_links(column) for column in zip(*(report.links for report in reports), strict=True))
    first: dict[tuple[str, str], Evidence] = {}
    for one in (one for report in reports for one in report.evidence):
        first.setdefault((one.link, one.side), one)
    order = [link.name for link in links]
    evidence = tuple(sorted(first.values(), key=lambda one: order.index(one.link)))
    return replace(reports[0], links=links, evidence=evidence, diagnoses=_merge_diagnoses(reports, order))


def _merge_diagnoses(reports: Sequence[Report], order: Sequence[str]) -> tuple[Diagnosis, ...]:
    merged: dict[str, Diagnosis] = {}
    for diagnosis in (diagnosis for report in reports for diagnosis in report.diagnoses):
        before = merged.get(diagnosis.link)
        merged[diagnosis.link] = before.joined(diagnosis) if before else diagnosis
    return tuple(sorted(merged.values(), key=lambda diagnosis: order.index(diagnosis.link)))


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
        max_difference=float(np.fmax.reduce([link.max_difference for link in column])),
        max_error_over_allowance=max(link.max_error_over_allowance for link in column),
        forms=(_all_forms(column, CANDIDATE), _all_forms(column, REFERENCE)),
    )


def _all_forms(column: tuple[LinkReport, ...], side: int) -> frozenset[str]:
    return frozenset(label for link in column for label in link.forms[side])


def headline(report: Report) -> str:
    """Agreed, in one line; or the first wrong link with its evidence, and the links wrong in themselves after it."""
    first = report.first_disagreement
    if first is None:
        counted = f"{report.values:,} link values: all agree; {report.unclaimed:,} without claim"
        return counted if report.agrees else f"{counted}; nothing could be claimed, which counts as a failure"
    others = ", ".join(f"{one.link} ({one.side})" for one in report.evidence[1:])
    return "\n".join(
        [
            f"first wrong link: {first.link}, at {first.place}",
            f"  the {first.side} holds      {first.value:.17g}",
            f"  its own operands give    {first.expected:.17g}    ({first.symbol} = {first.formula})",
            f"  the other side holds     {first.other:.17g}",
            f"  off by {first.ratio:.3g} times the allowance {first.allowance:.3g}",
            *(f"  {line}" for line in (first.truth, first.hint) if line),
            *([f"also wrong in themselves: {others}"] if others else []),
            *map(str, report.diagnoses),
        ]
    )


def table(report: Report) -> str:
    """The headline and one row a link."""
    return "\n".join([headline(report), f"{report.chain} chain, {report.dtype}", *rows(report)])


def rows(report: Report) -> list[str]:
    """One row a link, under their heads."""
    head = ("link", "compared", "claimed", "max difference", "error/allowance", "blind", "verdict")
    cells = [head, *(_row(link) for link in report.links)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _row(link: LinkReport) -> tuple[str, ...]:
    if not link.given:
        return (link.name, "", "", "", "", "", link.verdict)
    difference = "-" if isnan(link.max_difference) else f"{link.max_difference:.2g}"
    counts = (str(link.compared), str(link.claimed), difference, f"{link.max_error_over_allowance:.2g}")
    return (link.name, *counts, str(link.blind), link.verdict)
