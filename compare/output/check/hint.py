"""What `backproof check --hint 1|2|3` prints: no more than which link is wrong, what kind of mistake, or the line."""

from __future__ import annotations

from compare.judging.diagnosis import Diagnosis
from compare.judging.link_report import LinkReport
from compare.judging.report import Report
from compare.output.check import text as check_text
from compare.usercode.examination import Examination
from compare.wording import count


def lines(examination: Examination, strength: int) -> list[str]:
    """The hint of that strength in place of evidence and numbers; everything where no link of the trace is wrong."""
    report = examination.report
    if report is None or not report.diagnoses:
        return check_text.lines(examination)
    told = [
        _verdict(examination, report),
        *check_text.head(examination),
        "",
        *_hints(report, strength),
        "",
        *_rows(report),
        "",
    ]
    return told + check_text.remarks(examination)


def _verdict(examination: Examination, report: Report) -> str:
    judged = sum(len(each.numbers) for each in examination.judged)
    said = "WRONG" if report.verdict == "wrong" else "NOT DECIDED"
    return f"{count(report.values, 'link value')} on {count(judged, 'problem')}: {said}"


def _hints(report: Report, strength: int) -> list[str]:
    """The hints up to that strength, about the first wrong link alone."""
    first = report.diagnoses[0]
    formula = next(slip.formula for slip in report.evidence if slip.link == first.link)
    return [f"hint {i + 1}: {said}" for i, said in enumerate(_said(first, formula)[:strength])]


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
