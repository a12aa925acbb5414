"""The words of a report: the link table as plain text, the headline first."""

from __future__ import annotations

from math import isnan

from compare.report import LinkReport, Report


def headline(report: Report) -> str:
    """Agreed, in one line; or the first wrong link with its evidence, and the links wrong in themselves after it."""
    first = report.first_disagreement
    if first is None:
        counted = f"{report.values:,} link values: all agree; {report.unclaimed:,} without claim"
        return counted if report.agrees else f"{counted}; nothing could be claimed, which counts as a failure"
    others = ", ".join(f"{slip.link} ({slip.side})" for slip in report.slips[1:])
    return "\n".join(
        [
            f"first wrong link: {first.link}, at {first.place}",
            f"  the {first.side} holds      {first.value:.17g}",
            f"  its own operands give    {first.expected:.17g}    ({first.symbol} = {first.formula})",
            f"  the other side holds     {first.other:.17g}",
            f"  off by {first.ratio:.3g} times the allowance {first.allowance:.3g}",
            *(f"  {line}" for line in (first.truth, first.hint) if line),
            *([f"also wrong in themselves: {others}"] if others else []),
            *map(str, report.diagnoses),
        ]
    )


def table(report: Report) -> str:
    """The headline and one row a link."""
    return "\n".join([headline(report), f"{report.chain} chain, {report.dtype}", *rows(report)])


def rows(report: Report) -> list[str]:
    """One row a link, under their heads."""
    head = ("link", "compared", "claimed", "max difference", "error/allowance", "blind", "verdict")
    cells = [head, *(_row(link) for link in report.links)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _row(link: LinkReport) -> tuple[str, ...]:
    if not link.given:
        return (link.name, "", "", "", "", "", link.verdict)
    difference = "-" if isnan(link.max_difference) else f"{link.max_difference:.2g}"
    counts = (str(link.compared), str(link.claimed), difference, f"{link.max_error_over_allowance:.2g}")
    return (link.name, *counts, str(link.blind), link.verdict)
