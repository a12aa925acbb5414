"""The trace agrees with the perceptron as a user of PyTorch writes it: nn.Linear, the mean loss, backward, SGD.

The numbers are such that z is exact, so that both sides hold the same z. Regression is then free of rounding and both
agree in every bit. In classification ŷ is within 12 roundings of σ(z) on either side, hence 2·13u·ŷ apart, and
dL/dz = p − y within 6 roundings more on either side; |p − y| ≤ 1.
"""

import numpy as np
import pytest
import torch

from torch_impl import Perceptron, step

N, D = 8, 3


@pytest.fixture
def problem(task, dtype, dyadic):
    return dyadic(task, dtype, n=N, d=D)


@pytest.fixture
def model(task, problem):
    x, w, b = (torch.tensor(problem[name]) for name in "xwb")
    model = Perceptron(D, task, dtype=x.dtype)
    with torch.no_grad():
        model.linear.weight.copy_(w.reshape(1, -1))
        model.linear.bias.copy_(b.reshape(1))
    return model


def apart(task, dtype):
    """Return how far dL/dz may be from dL/dz, and the roundings of n-term sums on both sides, relative."""
    u = np.finfo(dtype).eps / 2
    return (0.0, 0.0) if task == "regression" else ((26 + 14) * u, 2 * (N + 8) * u)


def test_random_cotangents_pull_back_to_the_links(task, side, dtype, problem, model):
    trace = side(problem)
    x, y = torch.tensor(problem["x"]), torch.tensor(problem["y"])
    v = np.random.default_rng(1).integers(-4, 5, N).astype(dtype)
    output = model(x)
    L = type(model.loss)(reduction="none")(output, y)
    per_link, relative = apart(task, dtype)
    for value, name in ((L, "L"), (output, "z" if task == "bce_with_logits" else "y_hat")):
        w_bar, b_bar = torch.autograd.grad(
            value, (model.linear.weight, model.linear.bias), torch.tensor(v), retain_graph=True
        )
        size = abs(v[:, None] * problem["x"]).sum(0) * per_link
        size = size + relative * abs(v[:, None] * trace[f"d{name}/dw"]).sum(0)
        assert np.all(abs(w_bar[0].numpy() - v @ trace[f"d{name}/dw"]) <= size)
        size = abs(v).sum() * per_link + relative * abs(v * trace[f"d{name}/db"]).sum()
        assert np.all(abs(b_bar[0].numpy() - v @ trace[f"d{name}/db"]) <= size)


def test_a_step_ends_where_the_trace_does(task, side, dtype, problem, model):
    trace = side(problem)
    optimiser = torch.optim.SGD(model.parameters(), lr=float(problem["lr"]))
    J = step(model, optimiser, torch.tensor(problem["x"]), torch.tensor(problem["y"]))
    per_link, relative = apart(task, dtype)
    g = abs(trace["dL/dz"])

    # For y in {0, 1} the loss moves by at most |p − p'|/min(p, q), which is 26u(1 + e^|z|), and each log by 4 ulps on
    # either side. The fused loss has terms of |z| at most, of 22 roundings on either side, in place of the first part.
    u = np.finfo(dtype).eps / 2
    z = abs(trace["z"])
    size = 0.0 if task == "regression" else (26 * u * (1 + np.exp(z)) + 44 * u * z).mean() + 2 * relative * trace["J"]
    assert abs(J.numpy() - trace["J"]) <= size

    bias = np.ones((N, 1))
    for name, ours, x in (("w", model.linear.weight[0], abs(problem["x"])), ("b", model.linear.bias[0], bias)):
        dJ = (per_link * x + relative * g[:, None] * x).mean(0)
        size = problem["lr"] * dJ + (0.0 if task == "regression" else 2 * u * abs(trace[f"{name}+"]))
        assert np.all(abs(ours.detach().numpy() - trace[f"{name}+"]) <= size)
