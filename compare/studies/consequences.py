"""What each known mistake would do to a run: the gradient that it breaks, where it leads, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.judging.contract import Side
from compare.judging.report import Report
from compare.mistakes import MistakeAt, known_mistakes
from compare.mistakes.planting import plant
from compare.studies.planted import Cell, cell_of, reports
from compare.studies.wrong_descents import costs_with_mistakes, steps_within_budget

NUMBERS = 10_000  # a planted step is judged on the first examples, up to so many numbers of x


@dataclass(frozen=True)
class Break:
    """One mistake in the first step and in the descent from the same start.

    `gradient` and `right` hold dJ/dw and dJ/db over all examples; `report` is what the comparison finds. `J` is the
    true cost after `steps` steps, up to where it is no longer finite, and `diverged` says whether that comes.
    """

    known: MistakeAt
    report: Report
    cell: Cell
    gradient: dict[str, Array]
    right: dict[str, Array]
    steps: Array
    J: Array

    @property
    def diverged(self) -> bool:
        """Whether the descent leaves the range of the dtype."""
        return len(self.J) < len(self.steps)


def breaks(chain: Chain, problem: Mapping[str, Array], reference: Side, steps: int) -> list[Break]:
    """Plant every mistake of any problem in turn, and follow it for `steps` steps, or as many as a second allows."""
    mistakes = known_mistakes(chain)
    taken, costs = costs_with_mistakes(chain, problem, mistakes, steps_within_budget(steps, problem, len(mistakes)))
    rows = max(1, NUMBERS // problem["x"].shape[1])
    judged = {**problem, "x": problem["x"][:rows], "y": problem["y"][:rows]}
    found = reports(chain, mistakes, judged, plant(chain, {}, judged), reference(judged))
    right = _gradient(plant(chain, {}, problem))
    return [
        Break(
            known,
            report,
            cell_of(report, known),
            _gradient(plant(chain, {known.slip.link: known.slip.form}, problem)),
            right,
            taken,
            _while_finite(J),
        )
        for known, report, J in zip(mistakes, found, costs, strict=True)
    ]


def _while_finite(J: Array) -> Array:
    finite = np.isfinite(J)
    return J if finite.all() else J[: int(finite.argmin())]


def _gradient(trace: Mapping[str, Array]) -> dict[str, Array]:
    return {name: trace[name] for name in ("dJ/dw", "dJ/db")}
