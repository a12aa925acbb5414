"""Classification: nn.Sigmoid and nn.BCELoss, or nn.BCEWithLogitsLoss, which does both in one."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from torch_impl import border
from torch_impl.border import Problem, Trace
from torch_impl.links import Each, Tensors
from torch_impl.perceptron import summation

_SIGMOID = nn.Sigmoid()
_BCE = nn.BCELoss(reduction="none")
_OF_ALL_EXAMPLES = ("J", "dJ/dw", "dJ/db", "w+", "b+")
_BCE_WITH_LOGITS = nn.BCEWithLogitsLoss(reduction="none")


def bce_forward(each: Each, parameters: Tensors, inputs: Tensors) -> Tensors:
    """Return z = x·w + b, ŷ = σ(z) and L = −y ln ŷ − (1−y) ln(1−ŷ), of each example.

    nn.BCELoss raises an error if any ŷ is not a number; an example whose z is not finite goes on as z = 0.
    """
    z = each(summation, parameters, inputs["x"])
    y_hat = _SIGMOID(torch.where(z.isfinite(), z, 0))
    return {"z": z, "y_hat": y_hat, "L": _BCE(y_hat, inputs["y"])}


def bce_with_logits_forward(each: Each, parameters: Tensors, inputs: Tensors) -> Tensors:
    """Return z = x·w + b and the log loss of σ(z) from z, of each example."""
    z = each(summation, parameters, inputs["x"])
    return {"z": z, "L": _BCE_WITH_LOGITS(z, inputs["y"])}


def bce(problem: Problem, device: str = "cpu") -> Trace:
    """Return all 17 values and links of a problem or of a batch of problems, computed on `device`.

    An example whose z is not finite has nan for all but z, ∂z/∂w, ∂z/∂b, and its problem for J, its partials and step.
    """
    trace = border.trace(bce_forward, problem, device)
    lost = ~np.isfinite(trace["z"])
    if lost.any():
        for name, value in trace.items():
            if name in _OF_ALL_EXAMPLES:
                value[lost.any(-1)] = np.nan
            elif name not in ("z", "dz/dw", "dz/db"):
                value[lost] = np.nan
    return trace


def bce_with_logits(problem: Problem, device: str = "cpu") -> Trace:
    """Return the 12 values and links that the fused loss has, of a problem or of a batch, computed on `device`."""
    return border.trace(bce_with_logits_forward, problem, device)


def bce_tape(problem: Problem) -> dict[str, str]:
    """Return the names of the autograd nodes behind each value and link of `bce`."""
    return border.tape_of(bce_forward, problem)


def bce_with_logits_tape(problem: Problem) -> dict[str, str]:
    """Return the names of the autograd nodes behind each value and link of `bce_with_logits`."""
    return border.tape_of(bce_with_logits_forward, problem)
