"""Which inputs would show which mistakes: every known mistake planted on further inputs of one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.judging.contract import Side
from compare.mistakes import known_mistakes
from compare.mistakes.planting import plant
from compare.studies.consequences import NUMBERS
from compare.studies.planted import Cell, cell_of, reports


def exposure_by_input(
    chain: Chain, problem: Mapping[str, Array], end: Mapping[str, Array], reference: Side, examples: Sequence[int]
) -> dict[str, list[Cell]]:
    """The known mistakes' outcomes, in order, on other inputs; `end` has the last w and b, `examples` count from 0."""
    return {name: _cells(chain, held, reference) for name, held in inputs(problem, end, examples).items()}


def inputs(
    problem: Mapping[str, Array], end: Mapping[str, Array], examples: Sequence[int]
) -> dict[str, dict[str, Array]]:
    """All examples (the first ones of many) at the end and at w = b = 0; the first and the last one shown alone.

    None of them twice: no end that is not finite, no zeros where the start is there, no example alone where it is all.
    """
    rows = max(1, NUMBERS // problem["x"].shape[1])
    start = {**problem, "x": problem["x"][:rows], "y": problem["y"][:rows]}
    zero = {name: np.zeros_like(start[name]) for name in ("w", "b")}
    finite = all(np.isfinite(end[name]).all() for name in ("w", "b"))
    found = {"after the last step": {**start, **end}} if finite else {}
    if start["w"].any() or start["b"]:
        found["at w = 0, b = 0"] = {**start, **zero}
    alone = {
        f"example {i + 1} alone": {**problem, "x": problem["x"][[i]], "y": problem["y"][[i]]}
        for i in sorted({examples[0], examples[-1]})
        if len(problem["y"]) > 1
    }
    return found | alone


def _cells(chain: Chain, problem: dict[str, Array], reference: Side) -> list[Cell]:
    mistakes = known_mistakes(chain)
    found = reports(chain, mistakes, problem, plant(chain, {}, problem), reference(problem))
    return [cell_of(report, known) for report, known in zip(found, mistakes, strict=True)]
