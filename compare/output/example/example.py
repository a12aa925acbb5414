"""One example of a data set at one step of descent, with what both sides hold and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.arithmetic.precision import Array
from compare.chains.evaluation import lengths_of
from compare.chains.perceptron import CLASSIFICATION
from compare.experiment.routes import Route
from compare.experiment.setup import Setup
from compare.judging.contract import trace_of
from compare.judging.report import Report
from compare.output.formulas.cancellation import CANCELLED
from compare.output.formulas.element import place_in, values_in
from compare.output.report.worked import worked
from compare.wording import significant

Traces = tuple[dict[str, Array], dict[str, Array]]  # by hand, and by autograd


@dataclass(frozen=True)
class Example:
    """The example (counted from 0), the problem at that step, and the report of each route on all examples."""

    setup: Setup
    problem: dict[str, Array]
    example: int
    step: int
    found: Sequence[tuple[Route, Report]]

    @property
    def route(self) -> Route:
        """The route that is worked: the first."""
        return self.found[0][0]

    @property
    def title(self) -> str:
        """sentences, example 4."""
        return f"{self.setup.data.name}, example {self.example + 1}"

    @property
    def label(self) -> str:
        """The name of the example's class, where it has one."""
        data = self.setup.data
        y = float(data.y[self.example])
        return data.labels[int(y)] if data.labels and y in (0.0, 1.0) else ""

    @property
    def target(self) -> str:
        """y = 20,000 $ (price)."""
        data = self.setup.data
        unit = f" {data.unit}" if data.unit else ""
        return f"y = {significant(float(data.y[self.example]))}{unit} ({data.target})"

    @property
    def features(self) -> list[str]:
        """Each feature's name, its value as it came, and its unit."""
        data = self.setup.data
        return [
            f"{name} = {significant(value)}{f' {unit}' if unit else ''}"
            for name, value, unit in zip(data.features, data.x[self.example], data.feature_units, strict=True)
        ]

    def traces(self, route: Route) -> Traces:
        """Every link of all examples, by hand and by autograd."""
        hand = trace_of(route.candidate, self.problem, route.chain, "candidate", complete=True)
        return hand, trace_of(route.reference, self.problem, route.chain, "reference", complete=True)

    def cancelled(self) -> str:
        """∂L/∂z once ŷ(1 − ŷ) has cancelled, with this example's numbers."""
        hand, _ = self.traces(self.route)
        place = place_in(CLASSIFICATION, lengths_of(CLASSIFICATION, self.problem), {"n": self.example})
        return worked(CANCELLED, place, values_in(CLASSIFICATION, {**self.problem, **hand}))
