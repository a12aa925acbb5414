"""The step of gradient descent by torch.optim.SGD, for one problem or many, each with its own learning rate.

SGD is made with one learning rate, but a step that autograd records (differentiable=True) also takes a tensor of them:
it calls param.addcmul_(grad, lr, value=-1) in place of param.add_(grad, alpha=-lr). Both round once (fused
multiply-add), and the tests hold them equal in every bit.
"""

from __future__ import annotations

import torch
from torch import Tensor

from torch_impl.links import Tensors


def descend(parameters: Tensors, gradients: Tensors, lr: Tensor) -> dict[str, Tensor]:
    """Return v − lr·∂J/∂v for each parameter v (batch…, *s); `lr` has shape (batch…,). Nothing given is changed."""
    moved = {name: _batch_last(parameter, lr.ndim).clone() for name, parameter in parameters.items()}
    for name, parameter in moved.items():
        parameter.grad = _batch_last(gradients[name], lr.ndim)
    optimiser = torch.optim.SGD(list(moved.values()), differentiable=True, foreach=False)
    optimiser.param_groups[0]["lr"] = lr.detach().flatten().requires_grad_()
    optimiser.step()
    after = {name: parameter.detach().movedim(-1, 0) for name, parameter in moved.items()}
    return {name: after[name].reshape(parameter.shape) for name, parameter in parameters.items()}


def _batch_last(tensor: Tensor, batch_axes: int) -> Tensor:
    """Return (batch…, *s) as (*s, batch), where learning rates (batch,) broadcast."""
    return tensor.reshape(-1, *tensor.shape[batch_axes:]).movedim(0, -1)
