"""Every known mistake planted in the hand-derived side, on the notes' data and on generated problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from compare.arithmetic.precision import Array
from compare.experiment.routes import Route, routes
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.inputs.regimes import random_problems
from compare.judging.contract import trace_of
from compare.mistakes import MistakeAt, known_mistakes
from compare.mistakes.mistake import SQUARE, STEPS
from compare.studies.planted import Cell, cell_of, reports, reports_over_steps

NOTES = {"regression": "houses", "classification": "sentences"}
REQUIRED = "generated"
GENERATED = {REQUIRED: "generic", "saturated": "saturated"}
PROBLEMS, EXAMPLES, FEATURES = 64, 5, 3
DESCENTS, RATE = 4, 2.0**-10  # descents for mistakes that need the step before, and an α that keeps them near the start
NEEDS = ("", SQUARE, STEPS)


class Row(NamedTuple):
    """One mistake, planted in every regime."""

    route: Route
    known: MistakeAt
    cells: dict[str, Cell]
    required: bool

    @property
    def passes(self) -> bool:
        """Whether it is named where it must be: on generated problems, alone or among others that fit them as well."""
        return not self.required or self.cells[REQUIRED].outcome == "named"


def rows_of(dtype: str, seed: int) -> Iterator[Row]:
    """Every mistake of every chain of the perceptron, planted in every regime of that dtype."""
    for task in NOTES:
        chains = {route.chain: route for route in reversed(routes(task))}
        for chain, route in reversed(chains.items()):
            for needs in NEEDS:
                mistakes = known_mistakes(chain, needs)
                inputs = _problems(task, dtype, seed, square=needs == SQUARE)
                columns = {name: _column(route, mistakes, needs, problem) for name, problem in inputs.items()}
                for i, known in enumerate(mistakes):
                    cells = {name: column[i] for name, column in columns.items()}
                    yield Row(route, known, cells, dtype in known.mistake.shown_in)


def _problems(task: str, dtype: str, seed: int, *, square: bool) -> dict[str, dict[str, Array]]:
    """The lecture notes' data at two starts, and problems drawn at random, by regime; `square`: these with n = d."""
    found = {}
    for start in ("zero", "generic"):
        settings = Settings(dtype=dtype, start=start)
        found[f"{NOTES[task]}, {start} start"] = prepare(load(NOTES[task], None, None), settings).problem
    n = FEATURES if square else EXAMPLES
    for name, regime in GENERATED.items():
        rng, kind = np.random.default_rng(seed), np.dtype(dtype).type
        found[name] = random_problems(rng, regime, PROBLEMS, n, FEATURES, kind, labels=task == "classification")
    return found


def _column(route: Route, mistakes: Sequence[MistakeAt], needs: str, problem: dict[str, Array]) -> list[Cell]:
    """What becomes of each mistake on one problem or batch."""
    if needs == STEPS:
        found = reports_over_steps(route.chain, mistakes, _starts(problem), route.reference)
    else:
        right = trace_of(route.candidate, problem, route.chain, "candidate", complete=True)
        theirs = trace_of(route.reference, problem, route.chain, "reference", complete=True)
        found = reports(route.chain, mistakes, problem, right, theirs)
    return [cell_of(report, known) for report, known in zip(found, mistakes, strict=True)]


def _starts(problem: dict[str, Array]) -> list[dict[str, Array]]:
    """The problem, or the first few of a batch with a small α."""
    if problem["x"].ndim == 2:
        return [problem]
    slow = problem | {"lr": np.full_like(problem["lr"], RATE)}
    return [{name: array[i] for name, array in slow.items()} for i in range(DESCENTS)]
