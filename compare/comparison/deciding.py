"""Formula or rounding: a report's links with values outside their allowance, decided on the problems that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.deciding.decide import decide
from compare.judging.contract import Side, trace_of
from compare.judging.decision import Decision
from compare.judging.evidence import REFERENCE, SIDES, Evidence
from compare.judging.judge import judge
from compare.judging.report import Report
from compare.mistakes.planting import plant

MOST = 24  # problems that one link is decided on, beside those that are drawn for it
SINGLE = 2.0**-24
NOISE = 128.0  # times the allowance by which a sum that cancels may change with the order of its terms


class Case(NamedTuple):
    """A value outside its allowance: the problem, without batch axes, and the place in the link's own array."""

    problem: Mapping[str, Array]
    place: tuple[int, ...]
    evidence: Evidence


Cases = dict[str, list[Case]]


def cases_of(
    report: Report, chain: Chain, problems: Sequence[Mapping[str, Array]], first: int = 0
) -> tuple[Cases, Cases]:
    """For each side and each link with values outside, cases of it, the worst first.

    `problems` are the two sides', with the batch axes on which they were compared; `first` is the block's first step.
    """
    lead = chain.batch_axes(problems[0])
    found: tuple[Cases, Cases] = ({}, {})
    alone: dict[tuple[int, ...], Mapping[str, Array]] = {}
    for one in (*report.worst, *report.evidence):
        side = SIDES.index(one.side)
        index = one.index if one.step is None else (one.step - first, *one.index)
        batch, place = index[:lead], index[lead:]
        problem = alone.setdefault(
            (side, *batch), {name: np.array(value[batch]) for name, value in problems[side].items()}
        )
        already = found[side].setdefault(one.link, [])
        if not any(problem is other.problem for other in already):
            already.append(Case(problem, place, one))
    return found


def joined(found: Sequence[tuple[Cases, Cases]]) -> tuple[Cases, Cases]:
    """Those of several comparisons: the first few of each comparison, in turn."""
    both: tuple[Cases, Cases] = ({}, {})
    for side, every in enumerate(both):
        for each in found:
            for link, cases in each[side].items():
                every[link] = [*every.get(link, []), *cases][:MOST]
    return both


def decided(report: Report, chain: Chain, sides: Sequence[Side], found: tuple[Cases, Cases]) -> Report:
    """The report with each link that has values outside decided, on both sides; nothing is run where there is none."""
    with np.errstate(all="ignore"):  # a program may overflow: that is judged, not told by NumPy
        ours, theirs = (_decisions(report, chain, side, of) for side, of in zip(sides, found, strict=True))
    return report.decided(ours, theirs)


def _decisions(report: Report, chain: Chain, side: Side, cases: Cases) -> dict[str, Decision]:
    if not cases:
        return {}
    forgotten = [link for link, every in cases.items() if not all(_repeats(chain, side, one) for one in every[:2])]
    problems = {link: [one.problem for one in every] for link, every in cases.items() if link not in forgotten}
    decisions = decide(chain, side, problems, np.dtype(report.dtype)) if problems else {}
    decisions |= {link: near for link, one in decisions.items() if (near := _approximation(one, cases[link]))}
    said = "called again with the same problem, it gives another value"
    return decisions | {link: Decision(link, "not decided", None, said) for link in forgotten}


def _approximation(decision: Decision, cases: Sequence[Case]) -> Decision | None:
    """A reference that departs by less than float32 tells apart, as PyTorch's softplus does beyond 20, loses digits."""
    near = all(one.evidence.side == SIDES[REFERENCE] and one.evidence.relative < SINGLE for one in cases)
    if decision.formula != "not decided" or not near:
        return None
    return Decision(decision.link, "right", "precision", "it departs by less than float32 tells apart")


def _repeats(chain: Chain, side: Side, case: Case) -> bool:
    """Whether the side, called again, still holds a value outside there: what it no longer does cannot be decided."""
    evidence = case.evidence
    if evidence.ratio < NOISE:
        return True
    try:
        trace = trace_of(side, case.problem, chain, evidence.side, complete=False)
        judgements = judge(chain, case.problem, [trace, plant(chain, {}, case.problem)])
        again = next(each for each in judgements if each.link.name == evidence.link)
    except Exception:  # whoever decides meets it as well, and says so
        return True
    return not again.given[0] or bool(again.outside[0][case.place])
