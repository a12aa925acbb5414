"""The row beside its tanh: h = (x, tanh(xWᵀ)) concatenated, ŷ = h·v, under half the squared error."""

import numpy as np
import torch
from linkwork import half_square, mean, mean_with, right

from backproof import Chain, Input


def backward(p, split):
    """Every link, with the part of ∂L/∂h that goes to a as given: split(dL_dh, d)."""
    d = p["x"].shape[1]
    a = np.tanh(p["x"] @ p["W"].T)
    h = np.concatenate([p["x"], a], axis=1)
    y_hat = h @ np.concatenate([p["v"], p["w"]])
    e = y_hat - p["y"]
    dL_dh = e[:, None] * np.concatenate([p["v"], p["w"]])
    dL_da = split(dL_dh, d)
    dL_dz = dL_da * (1 - a**2)
    n = len(e)
    return {
        "a": a,
        "h": h,
        "y_hat": y_hat,
        "L": e**2 / 2,
        "J": (e**2).mean() / 2,
        "dL/dy_hat": e,
        "dL/dh": dL_dh,
        "dL/da": dL_da,
        "dL/dz": dL_dz,
        "dJ/dW": dL_dz.T @ p["x"] / n,
        "dJ/dv": e @ p["x"] / n,
        "dJ/dw": e @ a / n,
    }


def trace(p):
    """Forward, then back, every link."""
    return backward(p, lambda g, d: g[:, d:])


def last_gradients(p):
    """The gradients of the three groups of weights alone."""
    links = backward(p, lambda g, d: g[:, d:])
    return {name: links[name] for name in ("dJ/dW", "dJ/dv", "dJ/dw")}


def split_one_off(p):
    """The second part is taken one column too early."""
    return backward(p, lambda g, d: g[:, d - 1 : -1])


def sign_of_direct_part(p):
    """The gradient of the direct part has the other sign."""
    links = backward(p, lambda g, d: g[:, d:])
    return {**links, "dJ/dv": -links["dJ/dv"]}


def slope_of_tanh_forgotten(p):
    """∂L/∂z = ∂L/∂a."""
    links = backward(p, lambda g, d: g[:, d:])
    return {**links, "dL/dz": links["dL/da"], "dJ/dW": links["dL/da"].T @ p["x"] / len(links["L"])}


def squashed(x, W):
    return np.tanh(x @ W.T)


def beside(x, a):
    return np.concatenate([x, a], axis=1)


def weighed(h, v, w):
    return h @ np.concatenate([v, w])


def residual(y, y_hat):
    return y_hat - y


def spread(g, v, w):
    return g[:, None] * np.concatenate([v, w])


def second_part(g, v):
    return g[:, len(v) :]


def through_tanh(g, a):
    return g * (1 - a**2)


chain = Chain(
    "skip connection",
    links=(
        right("a", "a", "tanh(x·W)", ("x", "W"), squashed),
        right("h", "h", "(x, a)", ("x", "a"), beside),
        right("y_hat", "ŷ", "h·(v, w)", ("h", "v", "w"), weighed),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "ŷ − y", ("y", "y_hat"), residual),
        right("dL/dh", "∂L/∂h", "∂L/∂ŷ · (v, w)", ("dL/dy_hat", "v", "w"), spread),
        right("dL/da", "∂L/∂a", "the second part of ∂L/∂h", ("dL/dh", "v"), second_part),
        right("dL/dz", "∂L/∂z", "∂L/∂a · (1 − a²)", ("dL/da", "a"), through_tanh),
        right("dJ/dW", "∂J/∂W", "(1/n) Σ ∂L/∂z · x", ("dL/dz", "x"), mean_with),
        right("dJ/dv", "∂J/∂v", "(1/n) Σ ∂L/∂ŷ · x", ("dL/dy_hat", "x"), mean_with),
        right("dJ/dw", "∂J/∂w", "(1/n) Σ ∂L/∂ŷ · a", ("dL/dy_hat", "a"), mean_with),
    ),
    arrays=(
        Input("x", ("n", "d")),
        Input("y", ("n",)),
        Input("W", ("k", "d")),
        Input("v", ("d",)),
        Input("w", ("k",)),
        Input("lr"),
    ),
)


def forward(each, parameters, inputs):
    z = each(first, parameters, inputs["x"])
    a = torch.tanh(z)
    h = torch.cat([inputs["x"], a], dim=-1)
    y_hat = each(second, parameters, h)
    return {"z": z, "a": a, "h": h, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def first(parameters, x):
    return torch.nn.functional.linear(x, parameters["W"])


def second(parameters, h):
    return (h * torch.cat([parameters["v"], parameters["w"]], dim=-1)).sum(-1)
