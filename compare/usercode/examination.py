"""Examines one subject: calls it on every problem, judges what it returns, diagnoses what is wrong.

Knows no model and no process: chain, sides and problems come in, an `Examination` goes out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compare.chains.chain import Chain
from compare.comparison.check import check
from compare.comparison.diagnosis import diagnose
from compare.comparison.exposure import Exposure, exposure
from compare.counterexample import Counterexample
from compare.counterexample.separation import Separation
from compare.errors import BadInput
from compare.judging.contract import TraceError, trace_of
from compare.judging.report import Evidence, Report, merge
from compare.usercode.batches import Batch
from compare.usercode.calls import Announce, Calls, Fatal, Trace, lengths, one_of, stacked
from compare.usercode.evidence import Judged, Place
from compare.usercode.misbehaviour import Misbehaviour
from compare.usercode.proof import separated, shown_smallest
from compare.usercode.sharpness import Sharpness, Widths
from compare.usercode.subject import Subject


@dataclass(frozen=True)
class Examination:
    """What was found.

    `report` is None where no problem gave a trace; `places` go with its evidence, `separations` with its diagnoses, and
    `smallest` is the smallest problem found that shows the first wrong link.

    `asked` says what was checked. `given` are the links of the first trace; `called` of the `wanted` problems were
    called, and `cut` says why no more. `origins` counts all problems by where they come from, `sizes` has the smallest
    and the largest length of each axis.
    """

    chain: Chain
    asked: tuple[str, ...]
    judged: tuple[Judged, ...]
    report: Report | None
    places: tuple[Place, ...]
    separations: tuple[Separation, ...]
    smallest: Counterexample | None
    given: tuple[str, ...]
    misbehaviour: tuple[Misbehaviour, ...]
    sharpness: tuple[Sharpness, ...]
    exposure: Exposure
    called: int
    wanted: int
    cut: str
    origins: Mapping[str, int]
    sizes: Mapping[str, tuple[int, int]]

    @property
    def agrees(self) -> bool:
        """Every link given agrees on every problem, and every call gave a trace."""
        well = all(one.harmless for one in self.misbehaviour)
        return well and self.called == self.wanted and self.report is not None and self.report.agrees

    @property
    def not_given(self) -> tuple[str, ...]:
        """The links of the chain that the trace leaves out."""
        return tuple(name for name in self.chain.names if name not in self.given)


def examine(subject: Subject, announce: Announce, seconds: float, fatal: Fatal | None = None) -> Examination:
    """Call the candidate on every problem, within so many seconds, and judge it. `BadInput` if the reference fails."""
    calls, widths = Calls(subject, announce, seconds, fatal), Widths(subject.chain)
    judged: list[Judged] = []
    before, batches = 0, list(subject.batches)
    for batch in batches:
        reference = _reference(subject, batch)
        traces = calls.batch(batch, before, reference)
        if traces:
            judged.append(_judged(subject.chain, batch, before, traces, reference, widths))
        before += batch.size
    calls.again()
    report, places = _merged(subject.chain, judged)
    separations: tuple[Separation, ...] = ()
    smallest = None
    if report is not None and report.wrong_links:
        report, separations = separated(subject.chain, report, judged, calls.further)
        smallest = shown_smallest(subject.chain, report, places, calls.further, subject.reference)
    return Examination(
        subject.chain,
        subject.asked,
        tuple(judged),
        report,
        places,
        separations,
        smallest,
        calls.given,
        tuple(calls.counted.all),
        widths.lost(),
        exposure(subject.chain, [each.problems for each in judged], calls.given),
        calls.called,
        before,
        calls.cut,
        _origins(batches),
        _sizes(subject.chain, batches),
    )


def _reference(subject: Subject, batch: Batch) -> Trace:
    try:
        return trace_of(subject.reference, batch.problems, subject.chain, "reference", complete=True)
    except TraceError as error:
        raise BadInput(str(error)) from None


def _judged(
    chain: Chain, batch: Batch, before: int, traces: Mapping[int, Trace], reference: Trace, widths: Widths
) -> Judged:
    rows = list(traces)
    problems, theirs = ({name: value[rows] for name, value in arrays.items()} for arrays in (batch.problems, reference))
    ours = stacked(list(traces.values()))
    report = check(problems, lambda problem: ours, lambda problem: theirs, chain)
    widths.add(problems, tuple(ours), theirs)
    return Judged(batch.origin, tuple(before + k + 1 for k in rows), problems, ours, report)


def _merged(chain: Chain, judged: Sequence[Judged]) -> tuple[Report | None, tuple[Place, ...]]:
    """One report, and the problem of each wrong value. A mistake is named only if it fits every problem."""
    if not judged:
        return None, ()
    report = merge([each.report for each in judged])
    places = tuple(_place(evidence, judged) for evidence in report.evidence)
    within = tuple(replace(evidence, index=evidence.index[1:]) for evidence in report.evidence)
    found = diagnose(chain, [each.problems for each in judged], [each.trace for each in judged]) if within else ()
    return replace(report, evidence=within, diagnoses=found), places


def _place(evidence: Evidence, judged: Sequence[Judged]) -> Place:
    """The problem of a wrong value in the merged report: in the first batch that has it."""
    each = next(each for each in judged if evidence in each.report.evidence)
    k = evidence.index[0]
    return Place(each.numbers[k], each.origin, one_of(each.problems, k))


def _origins(batches: Sequence[Batch]) -> dict[str, int]:
    told: dict[str, int] = {}
    for batch in batches:
        told[batch.origin] = told.get(batch.origin, 0) + batch.size
    return told


def _sizes(chain: Chain, batches: Sequence[Batch]) -> dict[str, tuple[int, int]]:
    every = [lengths(chain, one_of(batch.problems, 0)) for batch in batches]
    return {axis: (min(one[axis] for one in every), max(one[axis] for one in every)) for axis in every[0]}
