"""One link over everything compared: its counts and extremes, and the verdict on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from compare.judging.decision import By, Decision
from compare.judging.evidence import CANDIDATE, REFERENCE

Verdict = Literal[
    "right", "digits lost", "clamped", "wrong", "inherited", "no claim", "not decided", "not given", "nothing judged"
]


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


def merged(column: tuple[LinkReport, ...]) -> LinkReport:
    """One link over several comparisons."""
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
