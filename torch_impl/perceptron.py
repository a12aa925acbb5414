"""The perceptron of PyTorch's own blocks: its summation, its module, and the step that a user of PyTorch writes."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.func import functional_call

from torch_impl.links import Tensors


class BlankLinear(nn.Linear):
    """nn.Linear that draws no numbers, so that the random generator is left as it was."""

    def reset_parameters(self) -> None:
        """Leave the memory as it came."""


def summation(parameters: Tensors, x: Tensor) -> Tensor:
    """Return z = x·w + b by nn.Linear(d, 1) with the given w (d,) and b (): x (d,) or (n, d) -> () or (n,)."""
    linear = BlankLinear(x.shape[-1], 1)
    own = {"weight": parameters["w"].unsqueeze(0), "bias": parameters["b"].unsqueeze(0)}
    z: Tensor = functional_call(linear, own, (x,)).squeeze(-1)
    return z


class HalfSquaredError(nn.Module):
    """½ nn.MSELoss: PyTorch's squared error has no ½."""

    def __init__(self, reduction: str = "mean") -> None:
        super().__init__()
        self.squared_error = nn.MSELoss(reduction=reduction)

    def forward(self, y_hat: Tensor, y: Tensor) -> Tensor:
        """Return ½(y − ŷ)², reduced."""
        L: Tensor = 0.5 * self.squared_error(y_hat, y)
        return L


class Perceptron(nn.Module):
    """nn.Linear(d, 1) with activation and loss of a task of `Perceptron.tasks`; for "bce_with_logits" it returns z."""

    tasks: ClassVar[dict[str, tuple[type[nn.Module], type[nn.Module]]]] = {
        "regression": (nn.Identity, HalfSquaredError),
        "bce": (nn.Sigmoid, nn.BCELoss),
        "bce_with_logits": (nn.Identity, nn.BCEWithLogitsLoss),
    }

    def __init__(self, d: int, task: str, dtype: torch.dtype | None = None, device: str = "cpu") -> None:
        super().__init__()
        activation, loss = self.tasks[task]
        self.linear = nn.Linear(d, 1, dtype=dtype, device=device)
        self.activation = activation()
        self.loss = loss()

    def forward(self, x: Tensor) -> Tensor:
        """Return the prediction (n,) of the examples x (n, d)."""
        y_hat: Tensor = self.activation(self.linear(x)).squeeze(-1)
        return y_hat


def step(model: Perceptron, optimiser: torch.optim.Optimizer, x: Tensor, y: Tensor) -> Tensor:
    """Take one step of gradient descent on J, the mean loss of the examples, and return the J that it started from."""
    optimiser.zero_grad()
    J: Tensor = model.loss(model(x), y)
    torch.autograd.backward(J)
    optimiser.step()
    return J.detach()
