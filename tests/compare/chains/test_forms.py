"""Every form of every link says what the link is, judged by exact values that share no formula with it.

The exact values come from x, y, w and b alone, by formulas in e^z: 1/σ(z) = 1 + e^−z, 1/(1 − σ(z)) = 1 + e^z. A form is
handed its operands as balls that hold their exact values, so its ball must hold the link's: all forms of a link are
then the same function of (x, y, w, b). The clamps are held to PyTorch's documented formula and to PyTorch.
"""

import flint
import numpy as np
import pytest
import torch

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import format_of
from compare.chains.definitions import (
    BCE_CLAMP,
    BCE_LOG_CLAMP,
    log_loss,
    log_loss_clamped,
    log_loss_slope,
    log_loss_slope_clamped,
)
from tests.helpers.exactly import BITS, as_ball, outside, to_arb

CHAINS = {chain.name: chain for chain in (REGRESSION, CLASSIFICATION, FUSED)}
FORMS = [
    pytest.param(name, link.name, form, id=f"{name}-{link.name}-{form.label}")
    for name, chain in CHAINS.items()
    for link in chain.links
    for form in link.forms
    if form.kind == "right"
]
N, D = 5, 3
exp = np.frompyfunc(lambda a: a.exp(), 1, 1)
log1p = np.frompyfunc(lambda a: a.log1p(), 1, 1)


def exact_links(chain, problem):
    """Every input and link as arb numbers, from the inputs alone."""
    at = {name: to_arb(value) for name, value in problem.items()}
    x, y, w, b = (at[name] for name in "xywb")
    z = (x * w).sum(-1) + b
    one = to_arb(np.ones(z.shape))
    if chain is REGRESSION:
        links = {"y_hat": z, "L": (y - z) ** 2 / 2, "dL/dy_hat": z - y, "dy_hat/dz": one, "dL/dz": z - y}
    else:
        over_p, over_q = 1 + exp(-z), 1 + exp(z)
        links = {
            "y_hat": 1 / over_p,
            "L": y * log1p(exp(-z)) + (1 - y) * log1p(exp(z)),
            "dL/dy_hat": (1 - y) * over_q - y * over_p,
            "dy_hat/dz": 1 / (over_p * over_q),
            "dL/dz": ((1 - y) * exp(z) - y) / over_q,
        }
    slope, gradient = links["dy_hat/dz"], links["dL/dz"]
    links |= {"z": z, "J": links["L"].sum(-1) / N, "dz/dw": x, "dz/db": one}
    links |= {
        "dy_hat/dw": slope[..., None] * x,
        "dy_hat/db": slope,
        "dL/dw": gradient[..., None] * x,
        "dL/db": gradient,
    }
    links |= {"dJ/dw": (gradient[..., None] * x).sum(-2) / N, "dJ/db": gradient.sum(-1) / N}
    return at | links | {"w+": w - at["lr"] * links["dJ/dw"], "b+": b - at["lr"] * links["dJ/db"]}


def holding(numbers, problem, name):
    """The input itself, or a ball whose centre is the float64 nearest to the link's exact value."""
    if name in problem:
        return as_ball(problem[name])
    centre = nearest(numbers[name])
    radius = nearest(abs(to_arb(centre) - numbers[name]))
    return Ball(format_of(np.float64), centre, np.nextafter(radius, np.inf))


def nearest(numbers):
    return np.asarray(np.frompyfunc(float, 1, 1)(numbers), np.float64)


def problem_with(z_size, seed):
    rng = np.random.default_rng(seed)
    w, b = rng.normal(size=D), np.array(rng.normal())
    x = rng.normal(size=(N, D))
    scale = z_size / np.abs(x @ w + b).max()
    y = np.where(rng.random(N) < 0.4, rng.integers(0, 2, N), rng.uniform(0.1, 0.9, N)).astype(float)
    return {"x": x, "y": y, "w": w * scale, "b": b * scale, "lr": np.array(0.25)}


def evaluated(name, form, problem):
    exact = exact_links(CHAINS[name], problem)
    with np.errstate(all="ignore"):
        return form.rule(*(holding(exact, problem, operand) for operand in form.of)), exact


@pytest.mark.parametrize(("name", "link", "form"), FORMS)
def test_a_form_holds_the_exact_link_and_little_else(name, link, form):
    """Fewer than 2^6 roundings of 2^-52 each, of terms at most 2^6 times the result: a radius below 2^-40 of it."""
    with flint.ctx.workprec(BITS):
        for seed in range(4):
            held, exact = evaluated(name, form, problem_with(2.0, seed))
            assert outside(held, exact[link]) == 0
            assert (held.radius <= 2.0**-40 * np.abs(held.value)).all()


@pytest.mark.parametrize(("name", "link", "form"), FORMS)
@pytest.mark.parametrize("z_size", [1e-3, 20.0, 36.0, 700.0, 800.0])
def test_a_form_holds_the_exact_link_wherever_it_claims(name, link, form, z_size):
    with flint.ctx.workprec(BITS):
        held, exact = evaluated(name, form, problem_with(z_size, 9))
        assert outside(held, exact[link]) == 0


def predictions(dtype):
    """ŷ where BCELoss clamps, where it begins to, and elsewhere; with targets 0, 1 and between."""
    info = np.finfo(dtype)
    near_0 = [0, float(info.smallest_subnormal), 1e-40, 1e-30, 3e-13, 1e-12, 1e-6]
    near_1 = [1, 1 - float(info.epsneg), 1 - 1e-6]
    y_hat = np.array([*near_0, *near_1, 0.25, 0.5, 0.75], dtype)
    y = np.array([0, 1, 0.25], dtype)
    return (a.ravel() for a in np.meshgrid(y, y_hat))


def in_torch(y, y_hat):
    at = torch.from_numpy(y_hat.copy()).requires_grad_()
    L = torch.nn.BCELoss(reduction="none")(at, torch.from_numpy(y.copy()))
    (slope,) = torch.autograd.grad(L, at, torch.ones_like(L))
    return L.detach().numpy(), slope.numpy()


def test_the_clamps_are_those_of_bce_loss(dtype):
    y, y_hat = predictions(dtype)
    L, slope = in_torch(y, y_hat)
    with np.errstate(all="ignore"):
        loss_ball, slope_ball = (
            log_loss_clamped(as_ball(y), as_ball(y_hat)),
            log_loss_slope_clamped(as_ball(y), as_ball(y_hat)),
        )
        denominator = np.maximum((1 - y_hat) * y_hat, dtype(BCE_CLAMP))
    assert np.isfinite(loss_ball.radius).all() and np.isfinite(slope_ball.radius).all()
    with flint.ctx.workprec(BITS):
        assert outside(loss_ball, L) == 0 and outside(slope_ball, slope) == 0
    assert np.array_equal(slope, (y_hat - y) / denominator)
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log1p(-y_hat), dtype(BCE_LOG_CLAMP)), np.maximum(np.log(y_hat), dtype(BCE_LOG_CLAMP))
    with flint.ctx.workprec(BITS):
        assert outside(loss_ball, (y - 1) * logs[0] - y * logs[1]) == 0


def test_no_right_form_holds_what_bce_loss_clamps(dtype):
    y, y_hat = np.array([0, 1], dtype), np.array([1e-14, 1e-14], dtype)
    _, slope = in_torch(y, y_hat)
    with flint.ctx.workprec(BITS):
        assert outside(log_loss_slope(as_ball(y), as_ball(y_hat)), slope) == 2
        tiny = np.array([1e-44], dtype)  # ln ŷ = −101
        assert outside(log_loss(as_ball(y[1:]), as_ball(tiny)), in_torch(y[1:], tiny)[0]) == 1
