"""Findings about the hand-derived forms: where the notes' own lines end, and that the complement form goes on."""

from __future__ import annotations

import numpy as np

from compare.studies.log_loss.evidence import NUMPY, Evidence, Finding, accurate, is_zero
from compare.studies.log_loss.formulas import CANCELLED, COMPLEMENT, TEXTBOOK
from compare.studies.log_loss.measure import GRADIENT
from compare.wording import significant


def textbook_undefined(evidence: Evidence) -> Finding:
    """The unfused product is 0 · ∞ or 0/0 where ŷ has become 0 or 1."""
    up, down = (evidence.turns(TEXTBOOK, GRADIENT, 0, sign, np.isnan) for sign in (1, -1))
    return evidence.finding(
        "the textbook chain ends in nan",
        holds=not np.isnan([up, down]).any(),
        says=f"the textbook chain, −(y − ŷ)/(ŷ(1 − ŷ)) times ŷ(1 − ŷ), is nan for z from {significant(up)} up, where ŷ "
        f"has rounded to 1, and from {significant(down)} down, where e⁻ᶻ overflows and ŷ is 0.",
        else_says="the textbook chain is a number at z = ±800.",
        of=NUMPY,
        z_up=up,
        z_down=down,
    )


def difference_cancels(evidence: Evidence) -> Finding:
    """ŷ − y loses ∂L/∂z as ŷ nears a target of 1."""
    turn = evidence.turns(CANCELLED, GRADIENT, 1, 1, is_zero)
    return evidence.finding(
        "p − y cancels",
        holds=bool(evidence.wrong_rows(CANCELLED, GRADIENT, 1, 1).any()),
        says=f"−(y − ŷ) is exactly 0 for y = 1 from z = {significant(turn)} up.",
        else_says="−(y − ŷ) has its leading digits right in every row of the table.",
        of=NUMPY,
        z=turn,
    )


def complement_right(evidence: Evidence) -> Finding:
    """q = σ(−z) in place of 1 − ŷ."""
    return accurate(evidence, COMPLEMENT, "the hand-derived complement form, which carries q = σ(−z),", of=NUMPY)
