"""The step of gradient descent that torch.optim.SGD takes, for one problem or many, each with its own learning rate.

SGD itself is made with one learning rate for all, and its first use loads PyTorch's compiler, a second or more. A step
of it is param.addcmul_(grad, lr, value=-1) for a learning rate that is a tensor, and param.add_(grad, alpha=-lr) for a
number. Both round alike, and the tests hold the step here equal to SGD's in every bit, on batches, alone and in both
dtypes: so a report may call the node of a step torch.optim.SGD.
"""

from __future__ import annotations

import torch
from torch import Tensor

from torch_impl.links import Tensors


def descend(parameters: Tensors, gradients: Tensors, lr: Tensor) -> dict[str, Tensor]:
    """Return v − lr·∂J/∂v for each parameter v (batch…, *s); `lr` has shape (batch…,). Nothing given is changed."""
    return {name: _moved(parameter.detach(), gradients[name], lr) for name, parameter in parameters.items()}


def _moved(parameter: Tensor, gradient: Tensor, lr: Tensor) -> Tensor:
    each = lr.reshape([*lr.shape, *[1] * (parameter.ndim - lr.ndim)])
    return torch.addcmul(parameter, gradient, each, value=-1)
