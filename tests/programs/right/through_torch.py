"""Programs that let PyTorch do some or all of the work."""

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812


def leaves(p):
    """The problem as tensors, w and b with gradients."""
    x, y = torch.tensor(p["x"]), torch.tensor(p["y"])
    return x, y, torch.tensor(p["w"], requires_grad=True), torch.tensor(p["b"], requires_grad=True)


def gradients(J, w, b):
    J.backward()
    return {"J": J.detach().numpy(), "dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


def half_of_mse_loss(p):
    """Half of F.mse_loss, by autograd."""
    x, y, w, b = leaves(p)
    return gradients(F.mse_loss(x @ w + b, y) / 2, w, b)


def mse_sum_over_two_n(p):
    """The summed MSELoss over 2n."""
    x, y, w, b = leaves(p)
    loss = torch.nn.MSELoss(reduction="sum")
    return gradients(loss(x @ w + b, y) / (2 * len(y)), w, b)


def square_written_out(p):
    """½(y − ŷ)² written out, by autograd."""
    x, y, w, b = leaves(p)
    return gradients((0.5 * (y - (x @ w + b)) ** 2).mean(), w, b)


def linear_layer(p):
    """An nn.Linear that is given the weights."""
    x, y = torch.tensor(p["x"]), torch.tensor(p["y"])
    layer = torch.nn.Linear(x.shape[1], 1, dtype=x.dtype)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(p["w"])[None])
        layer.bias.copy_(torch.tensor(p["b"]))
    J = 0.5 * F.mse_loss(layer(x)[:, 0], y)
    J.backward()
    return {"dJ/dw": layer.weight.grad[0].numpy(), "dJ/db": layer.bias.grad[0].numpy()}


def by_hand_in_tensors(p):
    """The formula by hand, on tensors."""
    x, y, w, b = leaves(p)
    with torch.no_grad():
        e = x @ w + b - y
        return {"dJ/dw": (x.T @ e / len(y)).numpy(), "dJ/db": e.mean().numpy()}


def by_torch_func(p):
    """torch.func.grad of the cost."""
    x, y, w, b = leaves(p)

    def cost(w, b):
        return (0.5 * (x @ w + b - y) ** 2).mean()

    dw, db = torch.func.grad(cost, argnums=(0, 1))(w.detach(), b.detach())
    return {"dJ/dw": dw.numpy(), "dJ/db": db.numpy()}


def by_jacobian(p):
    """Every example's gradient from torch.func.jacrev, averaged."""
    x, y, w, b = leaves(p)

    def losses(w, b):
        return 0.5 * (x @ w + b - y) ** 2

    dw, db = torch.func.jacrev(losses, argnums=(0, 1))(w.detach(), b.detach())
    return {"dL/dw": dw.numpy(), "dL/db": db.numpy(), "dJ/dw": dw.mean(dim=0).numpy(), "dJ/db": db.mean().numpy()}


def by_forward_mode(p):
    """One jvp for each parameter."""
    x, y, w, b = leaves(p)
    w, b = w.detach(), b.detach()

    def cost(w, b):
        return (0.5 * (x @ w + b - y) ** 2).mean()

    one, none = torch.ones_like(b), torch.zeros_like(w)
    dw = [torch.func.jvp(cost, (w, b), (unit, 0 * one))[1] for unit in torch.eye(len(w), dtype=w.dtype)]
    return {"dJ/dw": torch.stack(dw).numpy(), "dJ/db": torch.func.jvp(cost, (w, b), (none, one))[1].numpy()}


def step_of_sgd(p):
    """torch.optim.SGD without any of its options."""
    x, y, w, b = leaves(p)
    (0.5 * F.mse_loss(x @ w + b, y)).backward()
    torch.optim.SGD([w, b], lr=float(p["lr"])).step()
    return {"w+": w.detach().numpy(), "b+": b.detach().numpy()}


def accumulated_over_examples(p):
    """backward() called once for each example with its share of the cost: the gradients add up."""
    x, y, w, b = leaves(p)
    for x_i, y_i in zip(x, y, strict=True):
        (0.5 * (x_i @ w + b - y_i) ** 2 / len(y)).backward()
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


def loss_with_logits(p):
    """F.binary_cross_entropy_with_logits, by autograd."""
    x, y, w, b = leaves(p)
    return gradients(F.binary_cross_entropy_with_logits(x @ w + b, y), w, b)


def losses_with_logits(p):
    """BCEWithLogitsLoss without reduction: L of every example."""
    x, y, w, b = leaves(p)
    z = (x @ w + b).detach()
    L = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return {"z": z.numpy(), "L": L.numpy(), "J": L.mean().numpy()}


def binary_cross_entropy(p):
    """F.binary_cross_entropy of torch.sigmoid, by autograd."""
    x, y, w, b = leaves(p)
    return gradients(F.binary_cross_entropy(torch.sigmoid(x @ w + b), y), w, b)


def binary_cross_entropy_with_every_link(p):
    """BCELoss, with the gradients that autograd leaves at z and at ŷ."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    y_hat = torch.sigmoid(z)
    L = F.binary_cross_entropy(y_hat, y, reduction="none")
    at_prediction, at_sum = torch.autograd.grad(L.sum(), (y_hat, z), retain_graph=True)
    L.mean().backward()
    kept = {"z": z, "y_hat": y_hat, "L": L, "J": L.mean(), "dL/dy_hat": at_prediction, "dL/dz": at_sum}
    return {name: value.detach().numpy() for name, value in kept.items()} | {
        "dJ/dw": w.grad.numpy(),
        "dJ/db": b.grad.numpy(),
    }


def logarithms_written_out(p):
    """−y ln ŷ − (1 − y) ln(1 − ŷ) written out in torch, by autograd."""
    x, y, w, b = leaves(p)
    s = torch.sigmoid(x @ w + b)
    return gradients(-(y * torch.log(s) + (1 - y) * torch.log(1 - s)).mean(), w, b)


def softplus_of_margin(p):
    """F.softplus of the margin −tz, by autograd."""
    x, y, w, b = leaves(p)
    return gradients(F.softplus((1 - 2 * y) * (x @ w + b)).mean(), w, b)


def log_sigmoid(p):
    """−F.logsigmoid(tz) for the labels t = −1 and 1, by autograd."""
    x, y, w, b = leaves(p)
    return gradients(-F.logsigmoid((2 * y - 1) * (x @ w + b)).mean(), w, b)


def cross_entropy_of_two(p):
    """F.cross_entropy over the logits (0, z), by autograd."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    return gradients(F.cross_entropy(torch.stack([torch.zeros_like(z), z], dim=1), y.long()), w, b)


def nll_of_log_softmax(p):
    """F.nll_loss of F.log_softmax over (−z/2, z/2), by autograd."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    return gradients(F.nll_loss(F.log_softmax(torch.stack([-z / 2, z / 2], dim=1), dim=1), y.long()), w, b)


def soft_margin_loss(p):
    """F.soft_margin_loss with the labels −1 and 1, by autograd."""
    x, y, w, b = leaves(p)
    return gradients(F.soft_margin_loss(x @ w + b, 2 * y - 1), w, b)


def logaddexp(p):
    """torch.logaddexp(0, z) − yz, by autograd."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    return gradients((torch.logaddexp(torch.zeros_like(z), z) - y * z).mean(), w, b)


class LogLoss(torch.autograd.Function):
    """The log loss of z, with a backward pass by hand."""

    @staticmethod
    def forward(ctx, z, y):
        ctx.save_for_backward(z, y)
        t = 2 * y - 1
        return torch.logaddexp(torch.zeros_like(z), -t * z)

    @staticmethod
    def backward(ctx, grad):
        z, y = ctx.saved_tensors
        t = 2 * y - 1
        return -grad * t * torch.sigmoid(-t * z), None


def own_function(p):
    """A torch.autograd.Function whose backward pass is by hand."""
    x, y, w, b = leaves(p)
    return gradients(LogLoss.apply(x @ w + b, y).mean(), w, b)


def hand_gradient_into_backward(p):
    """z.backward(ŷ − y over n): only the last links by autograd."""
    x, y, w, b = leaves(p)
    z = x @ w + b
    z.backward((torch.sigmoid(z.detach()) - y) / len(y))
    return {"dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


def bernoulli(p):
    """Minus the log probability of torch.distributions.Bernoulli(logits=z), by autograd."""
    x, y, w, b = leaves(p)
    return gradients(-torch.distributions.Bernoulli(logits=x @ w + b).log_prob(y).mean(), w, b)


def numpy_in_between(p):
    """z by torch, the gradient by NumPy."""
    x, _, w, b = leaves(p)
    with torch.no_grad():
        s = torch.sigmoid(F.linear(x, w[None], b[None]))[:, 0].numpy()
    e = s - p["y"]
    return {"dJ/dw": np.dot(e, p["x"]) / len(e), "dJ/db": e.mean()}
