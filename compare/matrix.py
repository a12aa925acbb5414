"""What becomes of a planted mistake: named, one of several that fit, seen and not named, or hidden."""

from __future__ import annotations

from typing import NamedTuple

from compare.catalogue import Known
from compare.report import Report


class Cell(NamedTuple):
    """What became of one mistake: "hidden", "seen", "elsewhere", or "named" with the keys of the others that fit.

    str() is "one of 2" where another one fits.
    """

    outcome: str
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"one of {len(self.others) + 1}" if self.others else self.outcome


def cell_of(report: Report, known: Known) -> Cell:
    """What a report says of a side in which the mistake was planted, and nothing else is wrong."""
    if not report.wrong_links:
        return Cell("hidden")
    if report.wrong_links != (known.slip.link,):
        return Cell("elsewhere")
    fits = [other.key for other in report.diagnoses[0].named]
    return Cell("named", tuple(key for key in fits if key != known.key)) if known.key in fits else Cell("seen")
