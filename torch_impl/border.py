"""Between NumPy's arrays and PyTorch's tensors: everything that passes is copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from torch_impl import links, tape
from torch_impl.descent import descend

Array = NDArray[Any]
Problem = Mapping[str, Array]
Trace = dict[str, Array]


def trace(forward: links.Forward, problem: Problem, device: str) -> Trace:
    """Return the trace of a forward on a problem (x, y, w, b, lr), or on a batch of them, as NumPy arrays."""
    at = _tensors(problem, device)
    parameters = {"w": at["w"], "b": at["b"]}
    found = links.trace(forward, parameters, {"x": at["x"], "y": at["y"]}, batch_axes=at["lr"].ndim)
    after = descend(parameters, {name: found[f"dJ/d{name}"] for name in parameters}, at["lr"])
    found |= {f"{name}+": tensor for name, tensor in after.items()}
    return {name: np.array(tensor.cpu().numpy(), order="C") for name, tensor in found.items()}


def tape_of(forward: links.Forward, problem: Problem) -> dict[str, str]:
    """Return the names of the autograd nodes of the forward on a problem, or on the first one of a batch."""
    first = {name: value[(0,) * np.ndim(problem["lr"])] for name, value in problem.items()}
    at = _tensors(first, "cpu")
    return tape.nodes(forward, {"w": at["w"], "b": at["b"]}, {"x": at["x"], "y": at["y"]})


def _tensors(problem: Problem, device: str) -> dict[str, torch.Tensor]:
    """Copy the arrays: torch.from_numpy would share their memory."""
    return {name: torch.from_numpy(np.array(value, order="C")).to(device) for name, value in problem.items()}
