"""What becomes of planted mistakes: named, one of several that fit, seen but not named, or hidden.

In mutation testing's terms a hidden mistake survived, a seen one was detected, and a named one was identified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.comparison.check import compare_traces
from compare.comparison.deciding import cases_of, decided
from compare.comparison.descent import descend
from compare.judging.contract import Side
from compare.judging.report import Report, merge
from compare.mistakes import MistakeAt
from compare.mistakes.planting import StatefulSide, plant

STEPS_TAKEN = 12


class Cell(NamedTuple):
    """A mistake's outcome: hidden, seen, elsewhere, or named with the keys of `others` that fit (str(): one of 2)."""

    outcome: str
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"one of {len(self.others) + 1}" if self.others else self.outcome


def cell_of(report: Report, known: MistakeAt) -> Cell:
    """What a report says of a side in which the mistake was planted, and nothing else is wrong."""
    if not report.wrong_links:
        return Cell("hidden")
    if report.wrong_links != (known.slip.link,):
        return Cell("elsewhere")
    fits = [other.key for other in report.diagnoses[0].named]
    return Cell("named", tuple(key for key in fits if key != known.key)) if known.key in fits else Cell("seen")


def reports(
    chain: Chain,
    mistakes: Sequence[MistakeAt],
    problem: Mapping[str, Array],
    right: Mapping[str, Array],
    theirs: Mapping[str, Array],
) -> list[Report]:
    """What the comparison finds of each mistake, planted alone in the trace `right`. The problem may be a batch."""
    return [_found(chain, known, problem, right, theirs) for known in mistakes]


def _found(
    chain: Chain,
    known: MistakeAt,
    problem: Mapping[str, Array],
    right: Mapping[str, Array],
    theirs: Mapping[str, Array],
) -> Report:
    """What lies outside at other links, too, is decided: at ŷ = 1e200 a right form may lose every digit."""
    forms = {known.slip.link: known.slip.form}
    report = compare_traces(problem, plant(chain, forms, problem, right), theirs, chain)
    if set(report.wrong_links) <= set(forms):
        return report
    sides = partial(plant, chain, forms), partial(plant, chain, {})
    return decided(report, chain, sides, cases_of(report, chain, (problem, problem)))


def reports_over_steps(
    chain: Chain, mistakes: Sequence[MistakeAt], problems: Sequence[Mapping[str, Array]], reference: Side
) -> list[Report]:
    """The same for mistakes that need the step before, over 12 steps of descent from each of the problems."""
    return [merge([_descended(chain, known, problem, reference) for problem in problems]) for known in mistakes]


def _descended(chain: Chain, known: MistakeAt, problem: Mapping[str, Array], reference: Side) -> Report:
    side = StatefulSide(chain, {known.slip.link: known.slip.form})
    return descend(problem, side, reference, chain, STEPS_TAKEN).report
