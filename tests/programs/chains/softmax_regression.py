"""Softmax regression: z = xWᵀ + b, p = softmax(z), L = −Σ y_c ln p_c, with a row of targets y for each example."""

import numpy as np
import torch
from linkwork import layer, mean, mean_with, right, step

from backproof import Chain, Input


def shifted(z):
    return np.exp(z - z.max(axis=1, keepdims=True))


def backward(p, slope):
    """Every link, with the slope at z as given: slope(y, s)."""
    z = p["x"] @ p["W"].T + p["b"]
    s = shifted(z) / shifted(z).sum(axis=1, keepdims=True)
    top = z.max(axis=1, keepdims=True)
    L = (p["y"] * (top + np.log(shifted(z).sum(axis=1, keepdims=True)) - z)).sum(axis=1)
    g = slope(p["y"], s)
    dW, db = g.T @ p["x"] / len(g), g.mean(axis=0)
    return {
        "z": z,
        "s": s,
        "L": L,
        "J": L.mean(),
        "dL/dz": g,
        "dJ/dW": dW,
        "dJ/db": db,
        "W+": p["W"] - p["lr"] * dW,
        "b+": p["b"] - p["lr"] * db,
    }


def of_any_targets(y, s):
    return s * y.sum(axis=1, keepdims=True) - y


def trace(p):
    """Forward, then back: ∂L/∂z = sΣy − y, for targets that need not add up to 1."""
    return backward(p, of_any_targets)


def last_gradients(p):
    """∂J/∂W and ∂J/∂b alone."""
    links = backward(p, of_any_targets)
    return {"dJ/dW": links["dJ/dW"], "dJ/db": links["dJ/db"]}


def by_jacobian(p):
    """∂L/∂z by the table of partials ∂s_k/∂z_c = s_k(δ_kc − s_c)."""

    def slope(y, s):
        table = s[:, :, None] * (np.eye(s.shape[1], dtype=s.dtype) - s[:, None, :])
        return -np.einsum("nk,nkc->nc", y / s, table)

    return backward(p, slope)


def targets_taken_for_shares(p):
    """s − y, which holds only where Σy = 1."""
    return backward(p, lambda y, s: s - y)


def sign_lost(p):
    """y − sΣy."""
    return backward(p, lambda y, s: y - s * y.sum(axis=1, keepdims=True))


def diagonal_alone(p):
    """−y(1 − s): only the diagonal of the softmax's table of partials."""
    return backward(p, lambda y, s: -y * (1 - s))


def slope_applied_again(p):
    """(sΣy − y)s(1 − s)."""
    return backward(p, lambda y, s: (s * y.sum(axis=1, keepdims=True) - y) * s * (1 - s))


def softmax_over_examples(p):
    """The softmax's axis is that of the examples."""
    links = backward(p, of_any_targets)
    z = links["z"]
    grown = np.exp(z - z.max(axis=0))
    return {"z": z, "s": grown / grown.sum(axis=0)}


def softmax(z):
    e = np.exp(z - np.max(z, axis=1)[:, None])
    return e / np.sum(e, axis=1)[:, None]


def cross_entropy(y, z):
    top = np.max(z, axis=1)[:, None]
    return np.sum(y * (top + np.log(np.sum(np.exp(z - top), axis=1)[:, None]) - z), axis=1)


def slope(y, s):
    return s * np.sum(y, axis=1)[:, None] - y


chain = Chain(
    "softmax regression",
    links=(
        right("z", "z", "x·W + b", ("x", "W", "b"), layer),
        right("s", "s", "softmax(z)", ("z",), softmax),
        right("L", "L", "Σ y (ln Σ e^z − z)", ("y", "z"), cross_entropy),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "sΣy − y", ("y", "s"), slope),
        right("dJ/dW", "∂J/∂W", "(1/n) Σ ∂L/∂z · x", ("dL/dz", "x"), mean_with),
        right("dJ/db", "∂J/∂b", "(1/n) Σ ∂L/∂z", ("dL/dz",), mean),
        right("W+", "W⁺", "W − α · ∂J/∂W", ("W", "lr", "dJ/dW"), step),
        right("b+", "b⁺", "b − α · ∂J/∂b", ("b", "lr", "dJ/db"), step),
    ),
    arrays=(Input("x", ("n", "d")), Input("y", ("n", "c")), Input("W", ("c", "d")), Input("b", ("c",)), Input("lr")),
)


def forward(each, parameters, inputs):
    z = each(scores, parameters, inputs["x"])
    return {"z": z, "s": torch.softmax(z, -1), "L": -(inputs["y"] * torch.log_softmax(z, -1)).sum(-1)}


def scores(parameters, x):
    return torch.nn.functional.linear(x, parameters["W"], parameters["b"])
