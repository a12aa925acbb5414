"""What `backproof check` prints, line by line: verdict, evidence, table, misbehaviour, and what it could not see."""

from __future__ import annotations

from dataclasses import replace
from math import isinf

from compare.judging.link_report import LinkReport
from compare.judging.report import Report
from compare.judging.told import answer, headline, losses, rows
from compare.output.check import counterexample
from compare.output.problem import in_one_line
from compare.usercode.calls import size_of
from compare.usercode.evidence import Place
from compare.usercode.examination import Examination
from compare.usercode.misbehaviour import KINDS, Misbehaviour
from compare.wording import count, short


def lines(examination: Examination) -> list[str]:
    """Everything that was found."""
    report = examination.report
    told = [verdict(examination), *head(examination), ""]
    if report is not None:
        if report.evidence:
            told += [*headline(report).splitlines(), _on(examination.places[0]), *_proof(examination), ""]
        elif report.losses:
            told += [*losses(report), ""]
        told += [*rows(replace(report, links=given(report))), ""]
    return told + remarks(examination)


def given(report: Report) -> tuple[LinkReport, ...]:
    """The links that the table has a row for; the others are listed below it."""
    return tuple(link for link in report.links if link.given)


def verdict(examination: Examination) -> str:
    """The whole check in one line."""
    report = examination.report
    if report is None:
        return f"NOTHING WAS JUDGED: of {count(examination.called, 'problem')} called, none gave a trace"
    judged = sum(len(each.numbers) for each in examination.judged)
    blind = sum(link.blind for link in report.links)
    return (
        f"{count(report.values, 'link value')} on {count(judged, 'problem')}: {_outcome(examination)}; "
        f"{report.unclaimed:,} without claim, {blind:,} blind"
    )


def _outcome(examination: Examination) -> str:
    report = examination.report
    assert report is not None
    told = answer(report)
    refused = [KINDS[one.kind] for one in examination.misbehaviour if not one.harmless]
    return f"{told}, but it {', '.join(dict.fromkeys(refused)).upper()}" if refused else told


def head(examination: Examination) -> list[str]:
    """What was checked, and on which problems."""
    regimes = ", ".join(f"{origin} ({number})" for origin, number in examination.origins.items())
    sizes = ", ".join(
        f"{axis} = {least}" if least == most else f"{axis} from {least} to {most}"
        for axis, (least, most) in examination.sizes.items()
    )
    return [*examination.asked, f"problems: {regimes}; {sizes}"]


def _proof(examination: Examination) -> list[str]:
    """What further problems told apart, or did not, and the smallest problem, worked by hand."""
    told = []
    for one in examination.separations:
        if len(one.diagnosis.named) > 1:
            told.append(f"{one.diagnosis.link}: {one.tried} further problems do not tell these apart either")
        elif one.added:
            told.append(f"{one.diagnosis.link}: {count(len(one.added), 'further problem')} told the mistakes apart")
    return [*told, "", *counterexample.lines(examination.smallest)] if examination.smallest else told


def _on(place: Place) -> str:
    return f"on problem {place.number} ({place.origin}): {in_one_line(place.problem)}"


def remarks(examination: Examination) -> list[str]:
    """What the table does not say: misbehaviour, claims not made, links not given, and the power of the problems."""
    told = [_misbehaved(one, examination) for one in examination.misbehaviour]
    if examination.called < examination.wanted:
        wanted = f"{examination.called} of {count(examination.wanted, 'problem')}"
        told.append(f"only {wanted} were called: {examination.cut}")
    if report := examination.report:
        told += [f"no claim about {count(number, 'value')}: {reason}" for reason, number in report.reasons.items()]
        for side, clamped in (
            ("trace", sum(link.clamped for link in report.links)),
            ("reference", sum(link.reference_clamped for link in report.links)),
        ):
            if clamped:
                told.append(
                    f"{count(clamped, 'value')} of the {side} follow PyTorch's documented clamp, not the mathematics"
                )
        told += _not_given(examination)
        told.append(str(examination.exposure))
    return told


def _misbehaved(one: Misbehaviour, examination: Examination) -> str:
    told = f"it {KINDS[one.kind]} on {one.problems} of {count(examination.called, 'problem')}: {one.message}"
    which = f"problem {one.number}" if one.number else "a further problem"
    return f"{told}; {which} ({size_of(examination.chain, one.problem)}): {in_one_line(one.problem)}"


def _not_given(examination: Examination) -> list[str]:
    if not examination.not_given:
        return []
    told = [f"not given, and carried with what rounding may do to them: {', '.join(examination.not_given)}"]
    for lost in examination.sharpness:
        since = f"since {', '.join(lost.since)} {'is' if len(lost.since) == 1 else 'are'} not given"
        if isinf(lost.times):
            told.append(f"{lost.link}: judged with an allowance, where a complete trace has none, {since}")
        else:
            told.append(f"{lost.link}: judged {short(lost.times)} times less sharply, {since}")
    return told
