"""What `backproof check` prints, line by line: verdict, evidence, table, misbehaviour, and what it could not see."""

from __future__ import annotations

from math import isinf

from compare.foreign.examination import Examination, Place
from compare.foreign.misbehaviour import KINDS, Misbehaviour
from compare.output.numbers import count, short
from compare.output.problem import in_one_line
from compare.words import headline, rows


def verdict(examination: Examination) -> str:
    """The whole check in one line."""
    report = examination.report
    refused = [one for one in examination.misbehaviour if not one.harmless]
    if report is None:
        return f"NOTHING WAS JUDGED: of {count(examination.called, 'problem')} called, none gave a trace"
    said = f"{report.values:,} link values on {count(sum(len(each.numbers) for each in examination.judged), 'problem')}"
    if report.slips:
        first = report.slips[0]
        told = f"{count(len(report.slips), 'link')} WRONG, first {first.link}"
    elif refused:
        told = "MISBEHAVES; the links that it gave agree" if report.agrees else "MISBEHAVES; NOTHING COULD BE CLAIMED"
    else:
        told = "all agree" if report.agrees else "NOTHING COULD BE CLAIMED"
    blind = sum(link.blind for link in report.links)
    return f"{said}: {told}; {report.unclaimed:,} without claim, {blind:,} blind"


def lines(examination: Examination) -> list[str]:
    """Everything below the verdict."""
    told = []
    if examination.report is not None:
        if examination.report.slips:
            told += [*headline(examination.report).splitlines(), *map(_on, examination.places[:1]), ""]
        told += [*rows(examination.report), ""]
    told += [_misbehaved(one, examination) for one in examination.misbehaviour]
    if examination.called < examination.wanted:
        told.append(f"only {examination.called} of {examination.wanted} problems were called, for lack of time")
    if examination.report is not None:
        told += _not_given(examination)
    return [*told, str(examination.power)]


def _on(place: Place) -> str:
    return f"on problem {place.number} ({place.origin}): {in_one_line(place.problem)}"


def _misbehaved(one: Misbehaviour, examination: Examination) -> str:
    of = f"on {one.problems} of {count(examination.called, 'problem')}"
    return f"it {KINDS[one.kind]} {of}: {one.message}; problem {one.number}: {in_one_line(one.problem)}"


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
