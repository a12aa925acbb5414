"""From a person's function to what is examined: their side, the chain or task, and the problems it is tried on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np

from compare.chains.chain import Chain
from compare.chains.validation import validated
from compare.errors import BadInput
from compare.experiment.routes import by_autograd
from compare.judging.contract import Side
from compare.usercode.batches import CHAINS, typical_problems
from compare.usercode.gradients import OneByOne, Returned
from compare.usercode.loading import Located, described
from compare.usercode.misbehaviour import Misbehaved
from compare.usercode.reference import Reference
from compare.usercode.signature import order_of
from compare.usercode.subject import Subject, own, perceptron

Function = Callable[..., Any]
DTYPES = ("float64", "float32")


class Called:
    """A side made of a function of this process. What it raises is `Misbehaved`; what ends a test or a run passes."""

    def __init__(self, function: Function) -> None:
        self.function, self.where = function, place_of(function)

    def __call__(self, problem: dict[str, Any]) -> Any:
        """What the function returns."""
        try:
            return self.function(problem)
        except Misbehaved:
            raise
        except (Exception, SystemExit) as error:
            said = described(error, self.where)
            raise Misbehaved(
                "raised", said, group=f"{type(error).__name__} {said.rpartition(' in line ')[2]}"
            ) from None


def subject_of(
    function: Function,
    task: str | None,
    chain: Chain | None,
    forward: Function | None,
    drawn: tuple[int, int, str],
) -> Subject:
    """What is examined; `drawn` is how many problems, their seed and their dtype. Raises `BadInput`."""
    if not callable(function):
        raise BadInput(f"this is {type(function).__name__}, which cannot be called; give the function that you derived")
    side = side_of(function)
    if chain is None:
        return perceptron(side, _task(task, forward), *drawn)
    if task is not None:
        raise BadInput(f"task={task!r} and a chain contradict each other; leave one of them out")
    chain = validated(chain)
    return own(side, chain, _reference(chain, forward, drawn[2]), *drawn)


def side_of(function: Function) -> Side:
    """The function as a side, whether it takes one problem or X, y, w, b one by one."""
    order = order_of(function)
    return Returned(Called(OneByOne(function, order)), name_of(function)) if order else Called(function)


def drawn_of(problems: int, seed: int, dtype: Any) -> tuple[int, int, str]:
    """How many problems, the seed, and the dtype by its name. Raises `BadInput`."""
    try:
        name = np.dtype(dtype).name
    except TypeError:
        name = repr(dtype)
    if name not in DTYPES:
        raise BadInput(f"dtype={name}: expected {' or '.join(DTYPES)}")
    if not isinstance(problems, int) or problems < 1:
        raise BadInput(f"problems={problems!r}: expected a whole number of at least 1")
    if not isinstance(seed, int) or seed < 0:
        raise BadInput(f"seed={seed!r}: expected a whole number of at least 0")
    return problems, seed, name


def name_of(function: Function) -> str:
    """What a function is called."""
    return str(getattr(function, "__name__", type(function).__name__))


def place_of(function: Function) -> Located:
    """The file in which a function stands, as its own exceptions name it."""
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    file = code.co_filename if code is not None else ""
    return Located(file or name_of(function), name_of(function), file)


def _task(task: str | None, forward: Function | None) -> str:
    every = ", ".join(CHAINS)
    if task is None and forward is None:
        raise BadInput(f"give task= ({every}), or a chain= of your own with its forward=")
    if task is None:
        raise BadInput("a forward= needs the chain= that it belongs to")
    if forward is not None:
        raise BadInput(f"forward= belongs to a chain of your own; task={task!r} has its reference")
    if task not in CHAINS:
        raise BadInput(f"task={task!r}: there is no such task; the tasks are {every}")
    return task


def _reference(chain: Chain, forward: Function | None, dtype: str) -> Side:
    """PyTorch's side of one of the perceptron's chains, or the forward of a chain of one's own."""
    if forward is None:
        return by_autograd(chain)
    reference = Reference(chain, forward, place_of(forward), nullcontext(), lambda theirs: None)
    reference.check_definitions(typical_problems(chain, dtype))
    return reference
