"""Linear regression: nn.Linear and half the squared error."""

from __future__ import annotations

from torch_impl import border
from torch_impl.border import Problem, Trace
from torch_impl.links import Each, Tensors
from torch_impl.perceptron import HalfSquaredError, summation

_LOSS = HalfSquaredError(reduction="none")


def forward(each: Each, parameters: Tensors, inputs: Tensors) -> Tensors:
    """Return z = x·w + b, ŷ = z and L = ½(y − ŷ)², of each example."""
    z = each(summation, parameters, inputs["x"])
    y_hat = z
    return {"z": z, "y_hat": y_hat, "L": _LOSS(y_hat, inputs["y"])}


def trace(problem: Problem, device: str = "cpu") -> Trace:
    """Return all 17 values and links of a problem or of a batch of problems, computed on `device`."""
    return border.trace(forward, problem, device)


def tape(problem: Problem) -> dict[str, str]:
    """Return the names of the autograd nodes behind each value and link."""
    return border.tape_of(forward, problem)
