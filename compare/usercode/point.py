"""A person's own point: their data as it is in the file, and the parameters that they gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from compare.arithmetic.precision import Array
from compare.chains.chain import PERCEPTRON, Chain
from compare.errors import BadInput
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import Task, load
from compare.usercode.batches import Batch
from compare.wording import count, significant

MANY = 8  # so many features and weights are listed


class Point(NamedTuple):
    """One problem, what it is called, and how it was made."""

    name: str
    task: str
    problem: Mapping[str, Array]
    told: str

    @property
    def batch(self) -> Batch:
        """The problem alone, as a batch."""
        return Batch(self.name, {name: value[None] for name, value in self.problem.items()})


def point_of(path: str, target: str | None, task: str | None, settings: Settings) -> Point:
    """The data of a file, or of a data set by its name, at the start that the settings say. Raises `BadInput`."""
    kind: Task | None = "regression" if task == "regression" else "classification" if task else None
    data = load(path, target, kind)
    problem = prepare(data, settings).problem
    coded = f" ({data.labels[0]} = 0, {data.labels[1]} = 1)" if data.labels else ""
    start = ", ".join(f"{name} = {_written(problem[key])}" for name, key in (("w", "w"), ("b", "b"), ("α", "lr")))
    told = (
        f"{data.name}: {count(len(data.y), 'example')}, target {data.target}{coded}, "
        f"the features as they are: {', '.join(data.features[:MANY])}{', …' * (len(data.features) > MANY)}; {start}"
    )
    return Point(data.name, task or data.task, problem, told)


def check_fits(point: Point, chain: Chain, file: str) -> None:
    """Raise `BadInput` where a chain of a person's own takes other arrays than a data set has."""
    if {*chain.arrays} != {*PERCEPTRON}:
        arrays = ", ".join(array.name for array in chain.arrays)
        raise BadInput(
            f"--data gives x (n, d), y (n,), w (d,), b and lr; the chain in {file} takes {arrays}: leave --data out, "
            "or call backproof.check with a problem of your own"
        )


def _written(value: Array) -> str:
    if value.ndim == 0:
        return significant(float(value))
    return f"({', '.join(significant(float(each)) for each in value[:MANY])}{', …' * (len(value) > MANY)})"
