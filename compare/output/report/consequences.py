"""What mistakes would do, in the JSON document of a page: where each leads, and which inputs would show it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from compare.arithmetic.precision import Array
from compare.experiment.recording import shown_examples
from compare.experiment.run import Run
from compare.output.report.mistakes import known_mistake
from compare.output.schema import mistakes as schema
from compare.output.schema.history import Weights
from compare.output.values import number, vector
from compare.studies.consequences import Break, breaks
from compare.studies.exposure_by_input import exposure_by_input


def broken(run: Run) -> tuple[list[schema.Break], schema.Exposure]:
    """The breaks and the exposure of one run: where each known mistake leads, and which inputs would show it."""
    found = breaks(run.route.chain, run.setup.problem, run.route.reference, run.descent.steps)
    end = {"w": run.descent.w, "b": np.asarray(run.descent.b)}
    elsewhere = exposure_by_input(
        run.route.chain, run.setup.problem, end, run.route.reference, shown_examples(run.descent)
    )
    cells = zip([one.cell for one in found], *elsewhere.values(), strict=True)
    rows: list[schema.Exposed] = [
        {**known_mistake(one.known), "cells": [str(cell) for cell in row]}
        for one, row in zip(found, cells, strict=True)
    ]
    return [_break(one) for one in found], {"columns": ["at the start", *elsewhere], "rows": rows}


def _break(found: Break) -> schema.Break:
    return {
        **known_mistake(found.known),
        "gradient": _gradient(found.gradient),
        "right_gradient": _gradient(found.right),
        "losses": {"step": found.steps.tolist(), "J": found.J.tolist()},
        "diverged": found.diverged,
        "said": _said(found),
        "outcome": str(found.cell),
    }


def _gradient(of: Mapping[str, Array]) -> Weights:
    return {"w": vector(of["dJ/dw"]), "b": number(float(of["dJ/db"]))}


def _said(found: Break) -> str:
    """The first wrong link, and what it looks like."""
    first = found.report.first_disagreement
    if first is None:
        return "all agree: on these inputs the mistake changes nothing at the first step"
    return "; ".join([f"{first.symbol} is wrong first", *map(str, found.report.diagnoses)])
