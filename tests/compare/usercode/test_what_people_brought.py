"""Programs of the kinds that people bring, and what must be said of each: the same for every seed."""

import math

import numpy as np
import pytest
import torch

import manual
import torch_impl
from compare.output.check.text import lines
from tests.helpers.examined import examined, known

SEEDS = range(3)


def forward(p):
    z = p["x"] @ p["w"] + p["b"]
    with np.errstate(all="ignore"):
        return z, 1 / (1 + np.exp(-z))


def links(p, **other):
    """The links of one example in textbook form, some of them got in another way."""
    z, s = forward(p)
    y = p["y"]
    with np.errstate(all="ignore"):
        s = other.get("y_hat", lambda z: s)(z)
        slope = other.get("slope", lambda y, s: (s - y) / (s * (1 - s)))(y, s)
        dsig = other.get("dsig", lambda s: s * (1 - s))(s)
        loss = other.get("loss", lambda y, s, z: -(y * np.log(s) + (1 - y) * np.log(1 - s)))(y, s, z)
        return {"z": z, "y_hat": s, "L": loss, "dL/dy_hat": slope, "dy_hat/dz": dsig, "dL/dz": slope * dsig}


def square_taken_away(p):
    return links(p, dsig=lambda s: s - s**2)


def half_of_one_and_tanh(p):
    return links(p, y_hat=lambda z: 0.5 * (1 + np.tanh(z / 2)))


def loss_by_logaddexp(p):
    return links(p, loss=lambda y, s, z: np.logaddexp(0, z) - y * z)


def sigmoid_by_logaddexp(p):
    z, _ = forward(p)
    return {"z": z, "y_hat": np.exp(-np.logaddexp(0, -z))}


def slope_over_the_difference(p):
    return links(p, slope=lambda y, s: (s - y) / (s - s**2))


def log_of_one_and_small(p):
    z, _ = forward(p)
    with np.errstate(all="ignore"):
        log_sigmoid = np.where(z >= 0, -np.log(1 + np.exp(-z)), z - np.log(1 + np.exp(z)))
    loss = -log_sigmoid + z * (1 - p["y"])
    return {"z": z, "L": loss, "J": loss.mean()}


def normal_equations(p):
    """Xᵀ(Xθ) − Xᵀy: the terms cancel where the residuals are small."""
    x, n = p["x"], len(p["y"])
    return {"dJ/dw": (x.T @ (x @ p["w"] + p["b"]) - x.T @ p["y"]) / n}


LOSSY = {
    square_taken_away: "dy_hat/dz",
    half_of_one_and_tanh: "y_hat",
    loss_by_logaddexp: "L",
    sigmoid_by_logaddexp: "y_hat",
    slope_over_the_difference: "dL/dy_hat",
    log_of_one_and_small: "L",
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("program", LOSSY)
def test_a_right_formula_that_loses_digits_is_right_for_every_seed(program, seed):
    found = known(program, seed=seed)
    lost = [link.name for link in found.report.links if link.verdict == "digits lost"]
    assert found.verdict == "digits lost" and LOSSY[program] in lost
    assert found.agrees and not found.agrees_strictly
    said = "\n".join(lines(found))
    assert "right formula, digits lost" in said and "keeps them" in said and "WRONG" not in said


def test_terms_that_cancel_in_a_regression_lose_digits():
    assert known(normal_equations, task="regression", count=100).verdict in ("digits lost", "right")


def pytorch_itself(p):
    t = {name: torch.tensor(value) for name, value in p.items()}
    w, b = t["w"].requires_grad_(), t["b"].requires_grad_()
    torch.nn.functional.binary_cross_entropy(torch.sigmoid(t["x"] @ w + b), t["y"]).backward()
    return {"dJ/dw": w.grad, "dJ/db": b.grad}


def the_reference(p):
    return torch_impl.classification.bce(p)


@pytest.mark.parametrize("program", [pytorch_itself, the_reference])
@pytest.mark.parametrize("seed", SEEDS)
def test_pytorch_itself_is_clamped_as_it_documents(program, seed):
    found = known(program, seed=seed)
    assert found.verdict in ("clamped", "digits lost") and found.agrees
    assert any(link.clamped for link in found.report.links) and "no known mistake" not in "\n".join(lines(found))


class _LogLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y, w, b):
        z = x @ w + b
        ctx.save_for_backward(x, y, torch.sigmoid(z))
        return torch.nn.functional.binary_cross_entropy_with_logits(z, y)

    @staticmethod
    def backward(ctx, up):
        x, y, a = ctx.saved_tensors
        error = (a - y) / len(y)
        return None, None, up * (x.T @ error), up * error.sum()


def function_of_torch(p):
    t = {name: torch.tensor(value) for name, value in p.items()}
    w, b = t["w"].requires_grad_(), t["b"].requires_grad_()
    cost = _LogLoss.apply(t["x"], t["y"], w, b)
    cost.backward()
    return {"J": cost.detach().numpy(), "dJ/dw": w.grad.numpy(), "dJ/db": b.grad.numpy()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_backward_of_torch_is_right_and_the_loss_loses_digits(seed):
    found = known(function_of_torch, seed=seed)
    assert found.agrees and {link.name: link.verdict for link in found.report.links}["dJ/dw"] == "right"
    assert {link.decided_by for link in found.report.links} <= {None, "precision"}


def overflow_answered_with_seventeen(p):
    """Right, but for −value + 17 wherever ∂L/∂ŷ overflows."""
    t = dict(manual.classification.complement(p))
    odd = ~np.isfinite(t["dL/dy_hat"])
    g = t["dL/dz"] = np.where(odd, -t["dL/dz"] + 17, t["dL/dz"])
    t["dL/dw"], t["dL/db"] = g[:, None] * p["x"], g
    t["dJ/dw"], t["dJ/db"] = t["dL/dw"].mean(axis=0), g.mean()
    t["w+"], t["b+"] = p["w"] - p["lr"] * t["dJ/dw"], p["b"] - p["lr"] * t["dJ/db"]
    return t


def right_only_where_y_is_1(p):
    z, s = forward(p)
    return {"z": z, "y_hat": s, "dL/dz": np.where(p["y"] == 1, s - 1, s**1.5)}


def square_where_y_is_0(p):
    z, s = forward(p)
    return {"z": z, "y_hat": s, "dL/dz": np.where(p["y"] == 1, s - 1, s * s)}


def a_sign_lost(p):
    _, s = forward(p)
    error = p["y"] - s
    return {"dJ/dw": p["x"].T @ error / len(error), "dJ/db": error.mean()}


def bias_stepped_for_every_feature(p):
    z, s = forward(p)
    e = p["y"] - s
    w, b = p["w"].copy(), p["b"].copy()
    for j in range(len(w)):
        w[j] += p["lr"] * (e * p["x"][:, j]).mean()
        b = b + p["lr"] * e.mean()
    return {"z": z, "y_hat": s, "dL/dz": -e, "w+": w, "b+": b}


def weights_stepped_by_both(p):
    z, s = forward(p)
    e = s - p["y"]
    dw, db = (e[:, None] * p["x"]).mean(axis=0), e.mean()
    steps = {"w+": p["w"] - p["lr"] * (dw + db), "b+": p["b"] - p["lr"] * db}
    return {"z": z, "y_hat": s, "dL/dz": e, "dJ/dw": dw, "dJ/db": db, **steps}


WRONG = {
    overflow_answered_with_seventeen: ("dL/dz", ""),
    right_only_where_y_is_1: ("dL/dz", "y"),
    square_where_y_is_0: ("dL/dz", "y"),
    a_sign_lost: ("dJ/dw", "−1 × the right value: a sign is lost"),
    bias_stepped_for_every_feature: ("b+", "d"),
    weights_stepped_by_both: ("w+", "∂J/∂b"),
}


@pytest.mark.parametrize("program", WRONG)
def test_a_wrong_formula_is_proven_wrong_at_its_link_and_described(program):
    found = known(program, count=100)
    link, told = WRONG[program]
    assert found.verdict == "wrong" and found.report.first_wrong == link and not found.agrees
    first = next(each for each in found.report.links if each.name == link)
    assert first.decided_by == "exact" and first.decision.said.startswith("proven")
    said = str(found.report.diagnoses[0])
    assert told in said and "1/y" not in said and "1 of the right value" not in said


def test_a_slip_that_is_made_again_is_not_told_twice():
    said = "\n".join(lines(known(a_sign_lost, count=100)))
    assert said.count("a sign is lost") == 1


def in_loops_of_python(p):
    x, y, w, b = p["x"], p["y"], p["w"], float(p["b"])
    n, d = x.shape
    of_w, of_b = [0.0] * d, 0.0
    for i in range(n):
        z = sum(w[j] * x[i, j] for j in range(d)) + b
        a = 1 / (1 + math.exp(-z))
        for j in range(d):
            of_w[j] += (a - y[i]) * x[i, j] / n
        of_b += (a - y[i]) / n
    return {"dJ/dw": of_w, "dJ/db": of_b}


def test_an_overflow_of_python_is_told_as_such_and_is_no_wrong_gradient():
    found = known(in_loops_of_python, count=100)
    assert found.verdict == "right" and found.agrees and not found.agrees_strictly
    assert [one.kind for one in found.misbehaviour] == ["overflow"]
    assert "OverflowError" in "\n".join(lines(found))


def raises_where_nothing_overflows(p):
    if p["y"][0] == 1:
        raise OverflowError("math range error")
    return in_loops_of_python(p)


def test_an_overflow_without_a_reason_is_wrong():
    found = known(raises_where_nothing_overflows)
    assert found.verdict == "wrong" and not found.agrees


def table_for_a_vector(p):
    y = p["y"].reshape(-1, 1)
    a = forward(p)[1]
    return {"dJ/dw": p["x"].T @ (a - y) / len(y), "dJ/db": (a - y).mean()}


def test_a_table_in_place_of_a_vector_is_explained():
    found = known(table_for_a_vector)
    said = "\n".join(lines(found))
    assert found.verdict == "wrong" and "dJ/dw is (d,) = (2,); yours is (d, n) = (2, 3): did y become a column" in said


def test_a_decision_costs_nothing_where_every_value_is_within_its_allowance():
    def right(p):
        return manual.classification.complement(p)

    found, said = examined(right)
    assert found.verdict == "right" and not any("once more" in doing for doing, _ in said)
