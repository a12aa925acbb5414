"""What is checked: a chain, the person's side, the reference beside it, and problems to try both on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from compare.border import Side
from compare.chain import Chain
from compare.foreign.problems import Batch, perceptron_problems
from compare.routes import routes


class Subject(NamedTuple):
    """`reference` takes a batch of problems at once, `candidate` one problem a call; `against` names the reference."""

    chain: Chain
    candidate: Side
    reference: Side
    against: str
    loss: str
    batches: Iterable[Batch]


def perceptron(candidate: Side, task: str, count: int, seed: int, dtype: str) -> Subject:
    """A trace of the perceptron, against PyTorch through the loss that shows every link of the notes."""
    route = routes(task)[0]
    batches = perceptron_problems(task, count, seed, dtype)
    return Subject(route.chain, candidate, route.reference, route.name, route.loss, batches)
