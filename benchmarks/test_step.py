"""A step of the hand-derived descent against the step that a user of PyTorch writes: nn.Linear, a loss and SGD."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

import manual
import torch_impl
from benchmarks.problems import normal

STEPS = {
    "regression": (manual.regression.step, "regression"),
    "classification": (manual.classification.step, "bce_with_logits"),
}
ROW = "manual step | PyTorch step"
SIZES = [(3, 2, 2000), (1000, 10, 1000), (10**6, 30, 5)]


def where(n: int, d: int, task: str) -> str:
    """The table's name of a size and a task."""
    return f"({n}, {d}) {task}"


@pytest.mark.parametrize("task", STEPS)
@pytest.mark.parametrize(("n", "d", "rounds"), SIZES)
def test_manual_step(timed: Any, task: str, n: int, d: int, rounds: int) -> None:
    step, _ = STEPS[task]
    arrays = normal(n, d, labels=task != "regression").values()
    w, b = timed([(ROW, where(n, d, task), "ours")], step, *arrays, rounds=rounds)
    assert np.isfinite(w).all() and np.isfinite(b)


@pytest.mark.parametrize("task", STEPS)
@pytest.mark.parametrize(("n", "d", "rounds"), SIZES)
def test_torch_step(timed: Any, task: str, n: int, d: int, rounds: int) -> None:
    at = {name: torch.tensor(value) for name, value in normal(n, d, labels=task != "regression").items()}
    model = torch_impl.Perceptron(d, STEPS[task][1], dtype=torch.float64)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    row = ROW, where(n, d, task), "theirs"
    assert timed([row], torch_impl.step, model, optimiser, at["x"], at["y"], rounds=rounds).isfinite()
