"""PyTorch, used wrongly."""

import torch
from torch.nn import functional as F  # noqa: N812


def leaves(p):
    x, y = torch.tensor(p["x"]), torch.tensor(p["y"])
    return x, y, torch.tensor(p["w"], requires_grad=True), torch.tensor(p["b"], requires_grad=True)


def gradients(J, w, b):
    J.backward()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


def mse_without_half(p):
    """MSELoss, which has no ½."""
    x, y, w, b = leaves(p)
    return gradients(F.mse_loss(x @ w + b, y), w, b)


def half_of_sum(p):
    """Half the summed square."""
    x, y, w, b = leaves(p)
    return gradients(F.mse_loss(x @ w + b, y, reduction="sum") / 2, w, b)


def column_against_row(p):
    """MSELoss' own arithmetic on ŷ (n, 1) and y (n,): an n × n table."""
    x, y, w, b = leaves(p)
    return gradients(0.5 * ((x @ w[:, None] + b - y) ** 2).mean(), w, b)


def smooth_l1(p):
    """F.smooth_l1_loss, quadratic only below 1."""
    x, y, w, b = leaves(p)
    return gradients(F.smooth_l1_loss(x @ w + b, y), w, b)


def l1(p):
    """F.l1_loss."""
    x, y, w, b = leaves(p)
    return gradients(F.l1_loss(x @ w + b, y), w, b)


def detached(p):
    """The prediction's weights are detached, so that only the bias gets a gradient."""
    x, y, w, b = leaves(p)
    J = 0.5 * F.mse_loss(x @ w.detach() + b, y) + 0 * w.sum()
    return gradients(J, w, b)


def backward_twice(p):
    """backward() twice, and no zero_grad between."""
    x, y, w, b = leaves(p)
    for _ in range(2):
        (0.5 * F.mse_loss(x @ w + b, y)).backward()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


def logits_loss_of_probabilities(p):
    """BCEWithLogitsLoss of σ(z): σ is applied twice."""
    x, y, w, b = leaves(p)
    return gradients(F.binary_cross_entropy_with_logits(torch.sigmoid(x @ w + b), y), w, b)


def summed_loss(p):
    """reduction="sum"."""
    x, y, w, b = leaves(p)
    return gradients(F.binary_cross_entropy_with_logits(x @ w + b, y, reduction="sum"), w, b)


def positive_weight(p):
    """pos_weight=2."""
    x, y, w, b = leaves(p)
    loss = F.binary_cross_entropy_with_logits(x @ w + b, y, pos_weight=torch.tensor(2, dtype=x.dtype))
    return gradients(loss, w, b)


def mse_of_probability(p):
    """MSELoss of σ(z)."""
    x, y, w, b = leaves(p)
    return gradients(F.mse_loss(torch.sigmoid(x @ w + b), y), w, b)


def mse_of_logits(p):
    """Half of MSELoss of z: no σ."""
    x, y, w, b = leaves(p)
    return gradients(F.mse_loss(x @ w + b, y) / 2, w, b)


def cross_entropy_of_both_signs(p):
    """F.cross_entropy over the logits (−z, z): σ(2z), and a slope of 2."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    return gradients(F.cross_entropy(torch.stack([-z, z], dim=1), y.long()), w, b)


def soft_margin_of_labels(p):
    """F.soft_margin_loss with the labels 0 and 1."""
    x, y, w, b = leaves(p)
    return gradients(F.soft_margin_loss(x @ w + b, y), w, b)


def label_smoothing(p):
    """F.cross_entropy with label_smoothing=0.1."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    logits = torch.stack([torch.zeros_like(z), z], dim=1)
    return gradients(F.cross_entropy(logits, y.long(), label_smoothing=0.1), w, b)


def rounded_prediction(p):
    """The rounded prediction goes into the loss: its slope is 0."""
    x, y, w, b = leaves(p)
    return gradients(((torch.round(torch.sigmoid(x @ w + b)) - y) ** 2).mean(), w, b)


def sgd_with_decay(p):
    """SGD with weight_decay=0.01."""
    x, y, w, b = leaves(p)
    (0.5 * F.mse_loss(x @ w + b, y)).backward()
    torch.optim.SGD([w, b], lr=float(p["lr"]), weight_decay=0.01).step()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy(), "w+": w.detach().numpy(), "b+": b.detach().numpy()}


def adam(p):
    """Adam for SGD."""
    x, y, w, b = leaves(p)
    (0.5 * F.mse_loss(x @ w + b, y)).backward()
    torch.optim.Adam([w, b], lr=float(p["lr"])).step()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy(), "w+": w.detach().numpy(), "b+": b.detach().numpy()}


def maximised(p):
    """SGD with maximize=True."""
    x, y, w, b = leaves(p)
    (0.5 * F.mse_loss(x @ w + b, y)).backward()
    torch.optim.SGD([w, b], lr=float(p["lr"]), maximize=True).step()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy(), "w+": w.detach().numpy(), "b+": b.detach().numpy()}


def bias_not_given_to_optimiser(p):
    """SGD gets the weights alone."""
    x, y, w, b = leaves(p)
    (0.5 * F.mse_loss(x @ w + b, y)).backward()
    torch.optim.SGD([w], lr=float(p["lr"])).step()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy(), "w+": w.detach().numpy(), "b+": b.detach().numpy()}


def norm_clipped(p):
    """clip_grad_norm_ is left on."""
    x, y, w, b = leaves(p)
    (0.5 * F.mse_loss(x @ w + b, y)).backward()
    torch.nn.utils.clip_grad_norm_([w, b], 1.0)
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


class LogLoss(torch.autograd.Function):
    """The log loss of z, whose backward pass forgets the slope that comes in."""

    @staticmethod
    def forward(ctx, z, y):
        ctx.save_for_backward(z, y)
        return torch.logaddexp(torch.zeros_like(z), (1 - 2 * y) * z)

    @staticmethod
    def backward(ctx, grad):
        z, y = ctx.saved_tensors
        return torch.sigmoid(z) - y, None


def incoming_slope_ignored(p):
    """A custom Function that ignores the slope 1/n that comes in."""
    x, y, w, b = leaves(p)
    return gradients(LogLoss.apply(x @ w + b, y).mean(), w, b)


def probability_clamped(p):
    """σ(z).clamp(1e-3, 0.999): no slope at all beyond."""
    x, y, w, b = leaves(p)
    s = torch.sigmoid(x @ w + b).clamp(1e-3, 0.999)
    return gradients(F.binary_cross_entropy(s, y), w, b)
