"""What `backproof check --hint 1|2|3` prints: no more than which link is wrong, what kind of mistake, or the line."""

from __future__ import annotations

from compare.judging.diagnosis import Diagnosis
from compare.judging.link_report import LinkReport
from compare.judging.report import FINE, Report
from compare.output.check import text as check_text
from compare.output.check.answer import first_word, headed, judged
from compare.output.check.flow import sentence
from compare.output.check.wrong import refusals
from compare.output.stream import Paper
from compare.usercode.examination import Examination
from compare.wording import count

STRONGEST = 3


def withholds(examination: Examination) -> bool:
    """Whether there is anything to withhold: a wrong link of the trace."""
    return examination.report is not None and bool(examination.report.diagnoses)


def lines(examination: Examination, strength: int) -> list[str]:
    """The hint of that strength in place of evidence and numbers; everything where no link of the trace is wrong."""
    report = examination.report
    if report is None or not report.diagnoses:
        return check_text.lines(examination)
    told = [
        _verdict(examination, report),
        *check_text.head(examination),
        "",
        *(f"hint {i}: {said}" for i, said in enumerate(_hints(report, strength), 1)),
        "",
        *_rows(report),
        "",
    ]
    return told + check_text.remarks(examination)


def short(examination: Examination, name: str, strength: int, paper: Paper) -> list[str]:
    """The hints alone, and the links before the first wrong one. Needs a wrong link of the trace."""
    report = examination.report
    assert report is not None
    links = check_text.given(report)
    first = [link.name for link in links].index(report.diagnoses[0].link)
    word = first_word(examination)
    told = [*refusals(examination), "a link is wrong" if word == "FAIL" else "a link is not decided"]
    lines = headed(word, name, told, paper)
    for i, said in enumerate(_hints(report, strength), 1):
        lines += sentence(f"  hint {i}  ", said, paper)
    if right := [link.symbol for link in links[:first] if link.verdict in FINE]:
        lines += sentence("  right before it: ", ", ".join(right), paper)
    after = "; later links are not shown" if first + 1 < len(links) else ""
    more = f"the next hint: --hint {strength + 1}; " if strength < STRONGEST else ""
    return lines + sentence("  ", f"({judged(examination)}{after}; {more}the answer: without --hint)", paper)


def _verdict(examination: Examination, report: Report) -> str:
    judged = sum(len(each.numbers) for each in examination.judged)
    said = "WRONG" if report.verdict == "wrong" else "NOT DECIDED"
    return f"{count(report.values, 'link value')} on {count(judged, 'problem')}: {said}"


def _hints(report: Report, strength: int) -> list[str]:
    """The hints up to that strength, about the first wrong link alone."""
    first = report.diagnoses[0]
    formula = next(slip.formula for slip in report.evidence if slip.link == first.link)
    return list(_said(first, formula)[:strength])


def _said(first: Diagnosis, formula: str) -> tuple[str, str, str]:
    which = f"look at {first.symbol} again"
    if not first.named:
        return which, "this looks like no known mistake", f"{first.symbol} = {formula}"
    kinds, found = (dict.fromkeys(known.hints[i] for known in first.named) for i in (1, 2))
    return which, " or ".join(kinds), " or ".join(found)


def _rows(report: Report) -> list[str]:
    """Every link up to the first wrong one, with its verdict alone; what follows is not told."""
    links = check_text.given(report)
    names = [link.name for link in links]
    until = names.index(report.diagnoses[0].link)
    width = max(map(len, names))
    shown = [f"{link.name.ljust(width)}  {_word(link)}" for link in links[: until + 1]]
    return [*shown, *(["(later links are not shown)"] if until + 1 < len(names) else [])]


def _word(link: LinkReport) -> str:
    return link.verdict.upper() if link.verdict in ("wrong", "not decided") else link.verdict
