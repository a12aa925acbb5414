"""Examines one subject: calls it on every problem, judges what it returns, diagnoses what is wrong.

Knows no model and no process: chain, sides and problems come in, an `Examination` goes out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from compare.chains.chain import Chain
from compare.comparison.check import judged as report_on
from compare.comparison.deciding import cases_of, decided, joined
from compare.comparison.diagnosis import diagnose
from compare.comparison.exposure import Exposure, exposure
from compare.counterexample import Counterexample
from compare.counterexample.separation import Separation
from compare.errors import BadInput
from compare.judging.arbiter import arbitrated, with_ulps_of
from compare.judging.contract import TraceError, trace_of
from compare.judging.evidence import UNKNOWN, Evidence
from compare.judging.link_report import Verdict
from compare.judging.report import Report, merge
from compare.usercode.batches import Batch
from compare.usercode.calls import Announce, Calls, Fatal, Trace, lengths, one_of, stacked
from compare.usercode.evidence import Judged, Place
from compare.usercode.misbehaviour import Misbehaviour
from compare.usercode.proof import separated, shown_smallest
from compare.usercode.scouting import ended_alike
from compare.usercode.sharpness import Sharpness, Widths
from compare.usercode.subject import Subject


@dataclass(frozen=True)
class Examination:
    """What was found.

    `report` is None where no problem gave a trace; `places` go with its evidence, `places_of_losses` with its losses,
    `separations` with its diagnoses, and `smallest` is the smallest problem found that shows the first wrong link.

    `asked` says what was checked. `given` are the links of the first trace; `called` of the `wanted` problems were
    called, and `cut` says why no more. `origins` counts all problems by where they come from, `sizes` has the smallest
    and the largest length of each axis.
    """

    chain: Chain
    asked: tuple[str, ...]
    judged: tuple[Judged, ...]
    report: Report | None
    places: tuple[Place, ...]
    places_of_losses: tuple[Place, ...]
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
    def verdict(self) -> Verdict:
        """The gravest verdict on the links; wrong where a call gave no trace and no excuse."""
        if not all(one.harmless for one in self.misbehaviour):
            return "wrong"
        return self.report.verdict if self.report else "nothing judged"

    @property
    def agrees(self) -> bool:
        """Nothing is wrong or undecided, and every call gave a trace or has an excuse."""
        well = all(one.harmless for one in self.misbehaviour)
        return well and self.called == self.wanted and self.report is not None and self.report.agrees

    @property
    def agrees_strictly(self) -> bool:
        """As `agrees`, and no digits are lost and nothing overflows (`--strict`)."""
        return self.agrees and not self.misbehaviour and self.report is not None and self.report.agrees_strictly

    @property
    def not_given(self) -> tuple[str, ...]:
        """The links of the chain that the trace leaves out."""
        return tuple(name for name in self.chain.names if name not in self.given)


def examine(subject: Subject, announce: Announce, seconds: float, fatal: Fatal | None = None) -> Examination:
    """Call the candidate on every problem, within so many seconds, and judge it. `BadInput` if the reference fails."""
    calls = _scouted(subject, Calls(subject, announce, seconds, fatal))
    widths = Widths(subject.chain)
    judged: list[Judged] = []
    before, batches = 0, list(subject.batches)
    for batch in batches:
        reference = _reference(subject, batch)
        traces = calls.batch(batch, before, reference)
        if traces:
            judged.append(_judged(subject.chain, batch, before, traces, reference, widths))
        before += batch.size
    calls.again()
    report = _merged(subject, judged, calls)
    places, lost = (_places(one, judged) for one in (report.evidence, report.losses)) if report else ((), ())
    report = report and _without_batches(report)
    separations: tuple[Separation, ...] = ()
    smallest = None
    if report is not None and report.wrong_links:
        report, separations = separated(subject.chain, report, judged, calls.further)
        smallest = shown_smallest(subject.chain, report, places, calls.further, subject.reference)
    return Examination(
        subject.chain,
        (*subject.asked, *subject.candidate.told),
        tuple(judged),
        report,
        places,
        lost,
        separations,
        smallest,
        calls.given,
        tuple(calls.counted.all),
        widths.lost(),
        exposure(
            subject.chain,
            [each.problems for each in judged],
            calls.given,
            {axis: most for axis, (_, most) in _sizes(subject.chain, judged).items()},
        ),
        calls.called,
        before,
        calls.cut,
        _origins(batches),
        _sizes(subject.chain, batches),
    )


def _scouted(subject: Subject, calls: Calls) -> Calls:
    """The calls on the ten that come first, stopped, where these tell all there is to tell; otherwise none of them."""
    for k, scout in enumerate(subject.scouts):
        if calls.batch(scout, k, _reference(subject, scout)):
            return calls.anew()
    calls.stopped = ended_alike(calls.counted.all)
    return calls if calls.over() else calls.anew()


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
    report = report_on(problems, ours, theirs, chain)
    widths.add(problems, tuple(ours), theirs)
    return Judged(batch.origin, tuple(before + k + 1 for k in rows), problems, ours, theirs, report)


def _merged(subject: Subject, judged: Sequence[Judged], calls: Calls) -> Report | None:
    """One report, decided, arbitrated and diagnosed. A mistake is named only if it fits every problem."""
    if not judged:
        return None
    chain = subject.chain
    report = merge([each.report for each in judged])
    found = joined([cases_of(each.report, chain, (each.problems, each.problems)) for each in judged])
    report = decided(report, chain, (calls.exactly, subject.reference), found)
    report = arbitrated(report, partial(_with_ulps, chain, judged))
    if not report.wrong_links:
        return report
    diagnoses = diagnose(chain, [each.problems for each in judged], [each.trace for each in judged])
    return replace(report, diagnoses=tuple(one for one in diagnoses if one.link in report.wrong_links))


def _places(every: Sequence[Evidence], judged: Sequence[Judged]) -> tuple[Place, ...]:
    return tuple(_place(evidence, judged) for evidence in every)


def _without_batches(report: Report) -> Report:
    """Places within one problem: the problem itself is told beside."""

    def within(every: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return tuple(replace(one, index=one.index[1:]) for one in every)

    return replace(report, evidence=within(report.evidence), worst=within(report.worst), losses=within(report.losses))


def _place(evidence: Evidence, judged: Sequence[Judged]) -> Place:
    """The problem of a value in the merged report: in the first batch that has it."""
    each = _batch_of(evidence, judged)
    k = evidence.index[0]
    return Place(each.numbers[k], each.origin, one_of(each.problems, k))


def _batch_of(evidence: Evidence, judged: Sequence[Judged]) -> Judged:
    bare = replace(evidence, ulps=UNKNOWN, other_ulps=UNKNOWN)
    return next(each for each in judged if bare in (*each.report.evidence, *each.report.worst))


def _with_ulps(chain: Chain, judged: Sequence[Judged], evidence: Evidence) -> Evidence:
    each = _batch_of(evidence, judged)
    return with_ulps_of(evidence, chain, (each.problems, each.problems), (each.trace, each.reference))


def _origins(batches: Sequence[Batch]) -> dict[str, int]:
    told: dict[str, int] = {}
    for batch in batches:
        told[batch.origin] = told.get(batch.origin, 0) + batch.size
    return told


def _sizes(chain: Chain, batches: Sequence[Batch | Judged]) -> dict[str, tuple[int, int]]:
    every = [lengths(chain, one_of(batch.problems, 0)) for batch in batches]
    axes = every[0] if every else ()
    return {axis: (min(one[axis] for one in every), max(one[axis] for one in every)) for axis in axes}
