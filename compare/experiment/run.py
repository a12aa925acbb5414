"""One run of the main job: a route descended and judged over a set-up."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from compare.comparison.descent import Descent, descend
from compare.comparison.exposure import Exposure, exposure
from compare.experiment.accuracy import Accuracy, Arbitration
from compare.experiment.recording import recorded_steps
from compare.experiment.routes import Route
from compare.experiment.setup import Setup

EXPOSURE_NUMBERS = 100_000  # numbers of x on which known mistakes are counted, in about 0.1 s


@dataclass(frozen=True)
class Run:
    """One route over one set-up."""

    setup: Setup
    route: Route
    descent: Descent
    tape: dict[str, str]
    accuracy: Accuracy
    seconds: float

    @property
    def beyond(self) -> bool:
        """Whether free-running sides came further apart than rounding can bring them."""
        trajectory = self.descent.trajectory
        return trajectory is not None and not trajectory.reason and not trajectory.within

    @property
    def agrees(self) -> bool:
        """Every link agrees, and so do the trajectories."""
        return self.descent.report.agrees and not self.beyond

    @property
    def agrees_strictly(self) -> bool:
        """As `agrees`, and the hand-derived side loses no digits (`--strict`)."""
        return self.descent.report.agrees_strictly and not self.beyond

    @property
    def counted_on(self) -> int:
        """On how many of the first examples `exposure` counts."""
        data = self.setup.data
        return min(len(data.y), max(1, EXPOSURE_NUMBERS // len(data.features)))

    @cached_property
    def exposure(self) -> Exposure:
        """The known mistakes that the data exposes at the first or the last step."""
        start, descent = self.setup.problem, self.descent
        first = start | {name: start[name][: self.counted_on] for name in ("x", "y")}
        last = [] if descent.stopped else [first | {"w": descent.w, "b": np.asarray(descent.b)}]
        return exposure(self.route.chain, [first, *last])


def run(setup: Setup, route: Route, progress: Callable[[int], None] = lambda done: None) -> Run:
    """Descend one route, timed."""
    begun = time.perf_counter()
    settings, keep = setup.settings, recorded_steps(setup.settings.steps)
    arbitration = Arbitration(route.chain, settings.steps, *setup.problem["x"].shape)
    descent = descend(
        setup.problem,
        route.candidate,
        route.reference,
        route.chain,
        settings.steps,
        settings.mode,
        record=lambda step: step in keep,
        progress=progress,
        observe=arbitration,
    )
    tape, accuracy = route.tape(setup.problem), arbitration.accuracy()
    return Run(setup, route, descent, tape, accuracy, time.perf_counter() - begun)
