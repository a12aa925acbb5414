"""Formula or rounding: a report's links with values outside their allowance, decided on the problems that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.deciding.decide import decide
from compare.judging.contract import Side
from compare.judging.report import SIDES, Report

Shown = dict[str, list[Mapping[str, Array]]]
MOST = 24  # problems that one link is decided on, beside those that are drawn for it


def shown(report: Report, chain: Chain, problems: Sequence[Mapping[str, Array]], first: int = 0) -> tuple[Shown, Shown]:
    """For each side and each link with values outside, problems without batch axes that show it, the worst first.

    `problems` are the two sides', with the batch axes on which they were compared; `first` is the block's first step.
    """
    lead = chain.batch_axes(problems[0])
    found: tuple[Shown, Shown] = ({}, {})
    alone: dict[tuple[int, ...], Mapping[str, Array]] = {}
    for one in (*report.worst, *report.evidence):
        side = SIDES.index(one.side)
        index = (one.index if one.step is None else (one.step - first, *one.index))[:lead]
        problem = alone.setdefault(
            (side, *index), {name: np.array(value[index]) for name, value in problems[side].items()}
        )
        already = found[side].setdefault(one.link, [])
        if not any(problem is other for other in already):
            already.append(problem)
    return found


def joined(found: Sequence[tuple[Shown, Shown]]) -> tuple[Shown, Shown]:
    """Those of several comparisons: the first few of each comparison, in turn."""
    both: tuple[Shown, Shown] = ({}, {})
    for side, every in enumerate(both):
        for each in found:
            for link, problems in each[side].items():
                every[link] = [*every.get(link, []), *problems][:MOST]
    return both


def decided(report: Report, chain: Chain, sides: Sequence[Side], found: tuple[Shown, Shown]) -> Report:
    """The report with each link that has values outside decided, on both sides; nothing is run where there is none."""
    dtype = np.dtype(report.dtype)
    ours, theirs = (decide(chain, side, of, dtype) if of else {} for side, of in zip(sides, found, strict=True))
    return report.decided(ours, theirs)

