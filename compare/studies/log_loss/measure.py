"""Values of the columns beside the exact ones: ulps from them, and whether the leading digits are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from flint import ctx

from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import Chain
from compare.chains.perceptron import FUSED
from compare.judging.arbiter import PRECISIONS, arbitrate, truth
from compare.judging.contract import Side
from compare.studies.log_loss.formulas import problem_at

GRADIENT, LOSS = "dL/dz", "L"
TRUTH = Chain("truth", tuple(link for link in FUSED.links if link.name in ("z", LOSS, GRADIENT)), labels=True)
LEADING = 2.0**-10  # leading digits are wrong if the error is more than this part of the exact value …
UNDERFLOW_ULPS = 8  # … and more than these ulps: near the smallest subnormal number a value is a few ulps, 7 at most


class Measured(NamedTuple):
    """One link at (m,) points: the values and their ulps from the truth, a row a side, and the size of the truth."""

    values: Array
    ulps: Array
    size: Array  # |exact value| in ulps

    @property
    def given(self) -> bool:
        """Whether the side, or any of the sides, gives the link."""
        return not bool(np.isnan(self.ulps).all())

    @property
    def wrong(self) -> Mask:
        """Where the leading digits are wrong; a value that is nan or infinite is."""
        return np.asarray(self.ulps > np.maximum(UNDERFLOW_ULPS, LEADING * self.size))


def measure(sides: Sequence[Side], y: Array, z: Array) -> dict[str, Measured]:
    """∂L/∂z and L of every side at the points (y, z), each (m,); nan where a side does not give the link."""
    problem = problem_at(y, z)
    with np.errstate(all="ignore"):
        traces = [side(problem_at(y, z)) for side in sides]
    nothing = {link.name: np.zeros_like(z) for link in TRUTH.links}
    found = arbitrate(TRUTH, problem, [*traces, nothing])
    absent = np.full_like(z, np.nan)
    return {
        link: Measured(np.stack([trace.get(link, absent) for trace in traces]), ulps[:-1], ulps[-1])
        for link, ulps in ((link, found[link].ulps) for link in (GRADIENT, LOSS))
    }


def exact_values(y: Array, z: Array, digits: int = 8) -> dict[str, list[str]]:
    """The exact ∂L/∂z and L to so many digits, also where they are below the smallest subnormal number."""
    with ctx.workprec(PRECISIONS[0]):
        known = truth(TRUTH, problem_at(y, z))
        return {link: [ball.str(digits, radius=False) for ball in known[link].value] for link in (GRADIENT, LOSS)}
