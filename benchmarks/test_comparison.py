"""A comparison of every link on both sides, against torch.autograd.gradcheck of what a trace covers.

gradcheck compares autograd with finite differences for (w, b) -> (z, ŷ, L, J), computed by PyTorch's modules; it says
that they differ, not where. The time of `check` includes both traces.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import nn
from torch.func import functional_call

import manual
import torch_impl
from benchmarks.problems import normal
from compare import CLASSIFICATION, REGRESSION, check

ROUTES = {
    "regression": (REGRESSION, manual.regression.trace, torch_impl.regression.trace),
    "classification": (CLASSIFICATION, manual.classification.textbook, torch_impl.classification.bce),
    "classification, complement": (CLASSIFICATION, manual.classification.complement, torch_impl.classification.bce),
}
ONE, BATCH = "check of one problem | gradcheck", "check of 4,096 problems, each | gradcheck"


def checked_by_gradient(task: str, n: int, d: int) -> Callable[[], bool]:
    """gradcheck of (w, b) -> (z, ŷ, L, J), ready to be timed; for regression L lacks its ½, which costs nothing."""
    labels = task != "regression"
    at = {name: torch.tensor(value) for name, value in normal(n, d, labels=labels).items()}

    linear = nn.Linear(d, 1, dtype=torch.float64)
    activation = nn.Sigmoid() if labels else nn.Identity()
    loss = (nn.BCELoss if labels else nn.MSELoss)(reduction="none")

    def outputs(w: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, ...]:
        z = functional_call(linear, {"weight": w.unsqueeze(0), "bias": b.unsqueeze(0)}, (at["x"],)).squeeze(-1)
        y_hat = activation(z)
        L = loss(y_hat, at["y"])
        return z, y_hat, L, L.mean()

    parameters = at["w"].requires_grad_(), at["b"].requires_grad_()
    return lambda: torch.autograd.gradcheck(outputs, parameters)


@pytest.mark.parametrize("task", ROUTES)
@pytest.mark.parametrize(("n", "d", "rounds"), [(3, 2, 200), (1000, 100, 10)])
def test_check(timed: Any, task: str, n: int, d: int, rounds: int) -> None:
    chain, ours, theirs = ROUTES[task]
    problem = normal(n, d, labels=chain.labels)
    assert timed([(ONE, f"({n}, {d}) {task}", "ours")], check, problem, ours, theirs, chain, rounds=rounds).agrees


@pytest.mark.parametrize("task", ROUTES)
def test_check_of_a_batch(timed: Any, task: str) -> None:
    chain, ours, theirs = ROUTES[task]
    problems = normal(3, 2, labels=chain.labels, batch=(4096,))
    row = BATCH, f"(3, 2) {task}", "ours"
    assert timed([row], check, problems, ours, theirs, chain, rounds=10, each=4096).agrees


@pytest.mark.parametrize("task", ROUTES)
@pytest.mark.parametrize(("n", "d", "rounds"), [(3, 2, 200), (1000, 100, 3)])
def test_gradcheck(timed: Any, task: str, n: int, d: int, rounds: int) -> None:
    rows = [(what, f"({n}, {d}) {task}", "theirs") for what in (ONE, BATCH)]
    assert timed(rows, checked_by_gradient(task, n, d), rounds=rounds)
