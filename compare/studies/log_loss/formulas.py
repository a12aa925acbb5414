"""The columns of the table: one L and one ∂L/∂z in the forms that people write, by hand in NumPy and by autograd.

In exact arithmetic all columns are one function of y and z; in floating-point arithmetic they are not. Sources: the
lecture notes (docs/notes.md); PyTorch's documentation of BCELoss, BCEWithLogitsLoss, softplus and logsigmoid; Bishop,
Pattern Recognition and Machine Learning (2006), (4.90), (4.91).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from compare.arithmetic.precision import Array
from compare.experiment.routes import truth_sides
from compare.judging.contract import Problem, Side

TEXTBOOK, CANCELLED, COMPLEMENT = "textbook chain", "p − y", "complement"
BCE, WITH_LOGITS, SOFTPLUS, LOGSIGMOID = "BCELoss", "BCEWithLogitsLoss", "F.softplus", "F.logsigmoid"


class Column(NamedTuple):
    """One way to L and to ∂L/∂z, as people see it ("" where it has none) and as a side that gives z and these links."""

    name: str
    gradient: str
    loss: str
    side: Side


def columns() -> dict[str, Column]:
    """Every column by its name, the hand-derived ones first."""
    hand, autograd = truth_sides(), "by autograd"
    table = (
        Column(TEXTBOOK, "−(y − ŷ)/(ŷ(1 − ŷ)) · ŷ(1 − ŷ)", "−y ln ŷ − (1 − y) ln(1 − ŷ)", hand["textbook"]),
        Column(CANCELLED, "−(y − ŷ)", "", hand["cancelled"]),
        Column(COMPLEMENT, "(1 − y)σ(z) − yσ(−z)", "y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ)", hand["complement"]),
        Column(BCE, autograd, "BCELoss()(sigmoid(z), y)", hand["BCELoss"]),
        Column(WITH_LOGITS, autograd, "BCEWithLogitsLoss()(z, y)", hand["BCEWithLogitsLoss"]),
        Column(SOFTPLUS, autograd, "y F.softplus(−z) + (1 − y) F.softplus(z)", softplus),
        Column(LOGSIGMOID, autograd, "−(y F.logsigmoid(z) + (1 − y) F.logsigmoid(−z))", logsigmoid),
    )
    return {column.name: column for column in table}


def problem_at(y: Array, z: Array) -> dict[str, Array]:
    """One problem whose examples have the given z (n,), exactly: one feature x = z, w = 1 and b = 0."""
    one, zero = np.ones(1, z.dtype), np.zeros((), z.dtype)
    return {"x": z[:, None].copy(), "y": y.astype(z.dtype), "w": one, "b": zero, "lr": zero}


def softplus(problem: Problem) -> dict[str, Array]:
    """The log loss by F.softplus, which is z itself above its threshold of 20."""
    return _by_autograd(problem, _softplus_loss)


def logsigmoid(problem: Problem) -> dict[str, Array]:
    """The log loss by F.logsigmoid."""
    return _by_autograd(problem, _logsigmoid_loss)


def _softplus_loss(y: Tensor, z: Tensor) -> Tensor:
    return y * functional.softplus(-z) + (1 - y) * functional.softplus(z)


def _logsigmoid_loss(y: Tensor, z: Tensor) -> Tensor:
    return -(y * functional.logsigmoid(z) + (1 - y) * functional.logsigmoid(-z))


def _by_autograd(problem: Problem, loss: Callable[[Tensor, Tensor], Tensor]) -> dict[str, Array]:
    z = np.matvec(problem["x"], problem["w"]) + problem["b"]
    at = torch.from_numpy(z.copy()).requires_grad_()
    L = loss(torch.from_numpy(problem["y"].copy()), at)
    (dL_dz,) = torch.autograd.grad(L, at, torch.ones_like(L))
    return {"z": z, "L": L.detach().numpy(), "dL/dz": dL_dz.numpy()}
