"""What is checked: a chain, the user's side, the reference beside it, and problems to try both on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain as joined
from typing import Any, NamedTuple

import torch

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain
from compare.experiment.routes import routes
from compare.judging.contract import Side
from compare.usercode.batches import CHAINS, Batch, perceptron_problems, problems_of
from compare.usercode.naming import Named
from compare.usercode.plan import LARGEST, Largest
from compare.usercode.point import Point
from compare.usercode.scouting import DRAWN, TEN, scouts_among


class Subject(NamedTuple):
    """`reference` takes a batch of problems, `candidate` one problem a call; `asked` says what is checked."""

    chain: Chain
    candidate: Named
    reference: Side
    batches: Iterable[Batch]
    asked: tuple[str, ...]
    scouts: Sequence[Batch] = ()  # called first: see `scouting`


def perceptron(candidate: Side, task: str, count: int, seed: int, dtype: str, largest: Largest = LARGEST) -> Subject:
    """A trace of the perceptron, against PyTorch through the loss that shows every link of the task's chain."""
    chain = CHAINS[task]
    route = next(route for route in routes("classification" if chain.labels else task) if route.chain == chain)
    labels = ", labels 0 and 1, ln natural" if route.chain.labels else ""
    asked = (
        f"{task} against autograd through {route.name}, {dtype}, seed {seed}",
        f"loss L = {route.loss}{labels}; J is the mean over the examples: 1/n sits in J, ∂J/∂w, ∂J/∂b",
    )
    batches = perceptron_problems(task, count, seed, dtype, largest)
    few = scouts_among(perceptron_problems(task, DRAWN, seed, dtype, largest), chain) if count > TEN else []
    return Subject(chain, Named(candidate, chain), partial(_undisturbed, route.reference), batches, asked, few)


def own(
    candidate: Side, chain: Chain, reference: Side, count: int, seed: int, dtype: str, largest: Largest = LARGEST
) -> Subject:
    """A trace of a validated chain of the user's own, against their own reference."""
    asked = (
        f"the chain {chain.name!r} against autograd through forward, {dtype}, seed {seed}",
        f"{len(chain.links)} links; J is the mean over the examples: 1/n sits in J and its partials ∂J/∂v",
    )
    batches = problems_of(chain, count, seed, dtype, largest)
    few = scouts_among(problems_of(chain, DRAWN, seed, dtype, largest), chain) if count > TEN else []
    return Subject(chain, Named(candidate, chain), partial(_undisturbed, reference), batches, asked, few)


def at_point(subject: Subject, point: Point, *, alone: bool) -> Subject:
    """The same, tried on a person's own point first, or on nothing else."""
    batches = [point.batch] if alone else joined([point.batch], subject.batches)
    return subject._replace(batches=batches, asked=(*subject.asked, point.told))


def _undisturbed(reference: Side, problem: dict[str, Array]) -> Mapping[str, Any]:
    """The reference's trace, whatever the user's file has set for all of PyTorch."""
    with torch.enable_grad(), torch.device("cpu"):
        return reference(problem)
