"""Proof that a link is wrong: further problems tell mistakes apart, and one is the smallest that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from compare.chains.chain import Chain
from compare.counterexample import Counterexample, smallest
from compare.counterexample.separation import Separation, separating
from compare.judging.contract import Side, TraceError
from compare.judging.evidence import SIDES
from compare.judging.report import Report
from compare.usercode.evidence import Judged, Place


def separated(
    chain: Chain, report: Report, judged: Sequence[Judged], side: Side
) -> tuple[Report, tuple[Separation, ...]]:
    """The report with its diagnoses narrowed by further problems; no call is made where each names one mistake."""
    problems, traces = [each.problems for each in judged], [each.trace for each in judged]
    found = tuple(separating(chain, diagnosis, problems, traces, side) for diagnosis in report.diagnoses)
    return replace(report, diagnoses=tuple(each.diagnosis for each in found)), found


def shown_smallest(
    chain: Chain, report: Report, places: Sequence[Place], side: Side, reference: Side
) -> Counterexample | None:
    """The smallest problem on which the candidate's first wrong link is wrong; None where it is wrong on no other."""
    for evidence, place in zip(report.evidence, places, strict=True):
        if evidence.side == SIDES[0]:
            overall = next((each for each in report.diagnoses if each.link == evidence.link), None)
            dtype = np.dtype(report.dtype).type
            try:
                return smallest(chain, side, reference, evidence.link, dtype, overall=overall, failing=place.problem)
            except TraceError:  # a side that does not repeat itself, which is reported elsewhere
                return None
    return None
