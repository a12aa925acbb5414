"""The words of a report: the link table as plain text, the headline first."""

from __future__ import annotations

from compare.report import LinkReport, Report


def headline(report: Report) -> str:
    """One sentence: agreed, or the first wrong link and the links that are wrong in themselves after it."""
    first = report.first_disagreement
    if first is None:
        counted = f"{report.values:,} link values: all agree; {report.unclaimed:,} without claim"
        return counted if report.agrees else f"{counted}; nothing could be claimed, which counts as a failure"
    others = [slip.link for slip in report.slips[1:]]
    more = f"\nalso wrong in itself: {', '.join(others)}" if others else ""
    return f"first wrong link: {first}{more}"


def table(report: Report) -> str:
    """The headline and one row a link."""
    head = ("link", "compared", "claimed", "max difference", "error/allowance", "blind", "verdict")
    rows = [head, *(_row(link) for link in report.links)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([headline(report), f"{report.chain} chain, {report.dtype}", *lines])


def _row(link: LinkReport) -> tuple[str, ...]:
    counts = (
        str(link.compared),
        str(link.claimed),
        f"{link.max_difference:.2g}",
        f"{link.max_error_over_allowance:.2g}",
    )
    return (link.name, *counts, str(link.blind), link.verdict)
