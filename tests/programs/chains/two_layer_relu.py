"""x → max(0, x W1ᵀ + b1) → a·w2 + b2 under half the squared error."""

import numpy as np
import torch
from linkwork import affine, half_square, layer, mean, mean_with, product, residual, right, to_each_unit

from backproof import Chain, Input


def backward(p, slope, pull=lambda g, w2: g[:, None] * w2, through=lambda g, w2, s: g[:, None] * w2 * s):
    """Every link, with the slope of the middle layer and the way back through it as given."""
    z1 = p["x"] @ p["W1"].T + p["b1"]
    a = np.maximum(z1, 0)
    y_hat = a @ p["w2"] + p["b2"]
    L = (y_hat - p["y"]) ** 2 / 2
    e, s = y_hat - p["y"], slope(z1, a)
    g, n = through(e, p["w2"], s), len(L)
    return {
        "z1": z1,
        "a": a,
        "y_hat": y_hat,
        "L": L,
        "J": L.mean(),
        "dL/dy_hat": e,
        "dL/da": pull(e, p["w2"]),
        "da/dz1": s,
        "dL/dz1": g,
        "dJ/dw2": e @ a / n,
        "dJ/db2": e.mean(),
        "dJ/dW1": g.T @ p["x"] / n,
        "dJ/db1": g.mean(axis=0),
    }


def mask(z1, a):
    return (z1 > 0).astype(z1.dtype)


def trace(p):
    """Forward, then back, every link."""
    return backward(p, mask)


def last_gradients(p):
    """The four gradients alone, with the mask read off the output."""
    links = backward(p, lambda z1, a: np.where(a > 0, 1, 0).astype(a.dtype))
    return {name: value for name, value in links.items() if name.startswith("dJ/")}


def one_at_the_kink(p):
    """z1 ≥ 0 for z1 > 0."""
    return backward(p, lambda z1, a: np.where(z1 >= 0, 1, 0).astype(z1.dtype))


def mask_forgotten(p):
    """The slope of the middle layer is 1 everywhere."""
    return backward(p, lambda z1, a: np.ones_like(z1))


def mask_turned_round(p):
    """z1 < 0 for z1 > 0."""
    return backward(p, lambda z1, a: np.where(z1 < 0, 1, 0).astype(z1.dtype))


def mask_on_the_slope(p):
    """The mask is where ∂L/∂a is positive, as in a guided backward pass."""
    return backward(p, mask, through=lambda g, w2, s: np.maximum(g[:, None] * w2, 0) * s)


def divided_twice(p):
    """∂J/∂W1 is divided by n twice."""
    links = backward(p, mask)
    return {**links, "dJ/dW1": links["dJ/dW1"] / len(p["y"])}


def mask_forgotten_in_last_gradients(p):
    """The gradients alone, and the middle layer's slope is 1 everywhere."""
    links = backward(p, lambda z1, a: np.ones_like(z1))
    return {name: links[name] for name in ("dJ/dw2", "dJ/db2", "dJ/dW1", "dJ/db1")}


def relu(z1):
    return np.maximum(z1, 0)


def is_positive(z1):
    return np.where(z1 > 0, 1.0, 0.0)


chain = Chain(
    "two-layer ReLU",
    links=(
        right("z1", "z1", "x·W1 + b1", ("x", "W1", "b1"), layer),
        right("a", "a", "max(0, z1)", ("z1",), relu),
        right("y_hat", "ŷ", "a·w2 + b2", ("a", "w2", "b2"), affine),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "−(y − ŷ)", ("y", "y_hat"), residual),
        right("dL/da", "∂L/∂a", "∂L/∂ŷ · w2", ("dL/dy_hat", "w2"), to_each_unit),
        right("da/dz1", "∂a/∂z1", "1 where z1 > 0", ("z1",), is_positive),
        right("dL/dz1", "∂L/∂z1", "∂L/∂a · ∂a/∂z1", ("dL/da", "da/dz1"), product),
        right("dJ/dw2", "∂J/∂w2", "(1/n) Σ ∂L/∂ŷ · a", ("dL/dy_hat", "a"), mean_with),
        right("dJ/db2", "∂J/∂b2", "(1/n) Σ ∂L/∂ŷ", ("dL/dy_hat",), mean),
        right("dJ/dW1", "∂J/∂W1", "(1/n) Σ ∂L/∂z1 · x", ("dL/dz1", "x"), mean_with),
        right("dJ/db1", "∂J/∂b1", "(1/n) Σ ∂L/∂z1", ("dL/dz1",), mean),
    ),
    arrays=(
        Input("x", ("n", "d")),
        Input("y", ("n",)),
        Input("W1", ("h", "d")),
        Input("b1", ("h",)),
        Input("w2", ("h",)),
        Input("b2"),
        Input("lr"),
    ),
)


def forward(each, parameters, inputs):
    z1 = each(first, parameters, inputs["x"])
    a = torch.relu(z1)
    y_hat = each(second, parameters, a)
    return {"z1": z1, "a": a, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def first(parameters, x):
    return torch.nn.functional.linear(x, parameters["W1"], parameters["b1"])


def second(parameters, a):
    return (a * parameters["w2"]).sum(-1) + parameters["b2"]
