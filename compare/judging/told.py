"""A report in words: the answer first, then the evidence, where digits are lost, and a row for each link."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from compare.judging.decision import Decision
from compare.judging.evidence import CANDIDATE, SIDES, Evidence
from compare.judging.link_report import LinkReport
from compare.wording import short

if TYPE_CHECKING:
    from compare.judging.report import Report


def headline(report: Report) -> str:
    """The answer, in a line; then the first wrong link with its evidence, and where digits are lost."""
    first = report.first_disagreement
    counted = f"{report.values:,} link values: {answer(report)}; {report.unclaimed:,} without claim"
    if first is None:
        return "\n".join([counted, *losses(report)])
    others = ", ".join(f"{one.link} ({one.side})" for one in report.evidence[1:])
    return "\n".join(
        [
            f"{_headed(report, first)}: {first.link}, at {first.place}",
            *(f"  {said}" for said in (decision_on(report, first),) if said),
            f"  the {first.side} holds      {first.value:.17g}",
            f"  its own operands give    {first.expected:.17g}    ({first.symbol} = {first.formula})",
            f"  the other side holds     {first.other:.17g}",
            f"  off by {first.ratio:.3g} times the allowance {first.allowance:.3g}",
            *(f"  {line}" for line in (first.truth, first.hint) if line),
            *([f"also wrong in themselves: {others}"] if others else []),
            *map(str, report.diagnoses),
            *losses(report),
        ]
    )


def answer(report: Report) -> str:
    """The verdict on the candidate, and on the reference where it is wrong, in a few words."""
    wrong = [link.name for link in report.links if link.verdict == "wrong"]
    undecided = [link.name for link in report.links if link.verdict == "not decided"]
    lost = [link.name for link in report.links if link.verdict == "digits lost"]
    told = {
        "wrong": f"WRONG at {', '.join(wrong)}",
        "not decided": f"formula or rounding NOT DECIDED at {', '.join(undecided)}",
        "digits lost": f"right formula, digits lost at {', '.join(lost)}",
        "clamped": "all agree, with PyTorch's documented clamp",
        "nothing judged": "NOTHING COULD BE CLAIMED",
    }.get(report.verdict, "all agree")
    of_reference = f"; the REFERENCE IS WRONG at {', '.join(report.reference_wrong)}" if report.reference_wrong else ""
    return told + of_reference


def _headed(report: Report, evidence: Evidence) -> str:
    decision = _decision(report, evidence)
    return "not decided" if decision and decision.formula == "not decided" else "first wrong link"


def decision_on(report: Report, evidence: Evidence) -> str:
    """What was decided about the formula of that link on that side; "" where nothing was asked."""
    decision = _decision(report, evidence)
    return decision.said if decision else ""


def _decision(report: Report, evidence: Evidence) -> Decision | None:
    link = next((link for link in report.links if link.name == evidence.link), None)
    if link is None:
        return None
    return link.decision if evidence.side == SIDES[CANDIDATE] else link.reference_decision


def losses(report: Report) -> list[str]:
    """Where digits are lost by a right formula, how many, and what keeps them: one line each."""
    return [_lost(report, one) for one in report.losses]


def _lost(report: Report, one: Evidence) -> str:
    link = next(link for link in report.links if link.name == one.link)
    ulps = f"{short(one.ulps)} ulps" if np.isfinite(one.ulps) else f"{short(one.ratio)} times the allowance"
    where = f", where |z| ≥ {short(link.beyond)}" if one.side == SIDES[CANDIDATE] and 0 < link.beyond < np.inf else ""
    keeps = f"; {one.symbol} = {one.formula} keeps them" if one.side == SIDES[CANDIDATE] else ""
    by = decision_on(report, one)
    return f"{one.link}: the {one.side}'s formula is right ({by}), and loses up to {ulps}{where}{keeps}"


def table(report: Report) -> str:
    """The headline and one row a link."""
    return "\n".join([headline(report), f"{report.chain} chain, {report.dtype}", *rows(report)])


def rows(report: Report) -> list[str]:
    """One row a link, under their heads; what the reference does has a column where it is not right throughout."""
    head = ["link", "compared", "claimed", "max difference", "error/allowance", "blind", "verdict"]
    odd = any(link.reference not in ("right", "no claim") for link in report.links)
    cells = [[*head, *["reference"] * odd], *([*_row(link), *[link.reference] * odd] for link in report.links)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _row(link: LinkReport) -> tuple[str, ...]:
    if not link.given:
        return (link.name, "", "", "", "", "", link.verdict)
    difference = "-" if isnan(link.max_difference) else f"{link.max_difference:.2g}"
    counts = (str(link.compared), str(link.claimed), difference, f"{link.max_error_over_allowance:.2g}")
    verdict = link.verdict.upper() if link.verdict in ("wrong", "not decided") else link.verdict
    return (link.name, *counts, str(link.blind), verdict)
