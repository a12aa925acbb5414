"""½(y − σ(z))²: a sigmoid under the squared error."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return (y - 1 / (1 + np.exp(-z))) ** 2 / 2


def slope(y, z):
    s = 1 / (1 + np.exp(-z))
    return (s - y) * s * (1 - s)


def backward(p, slope):
    """Every link, with the loss' slope as given."""
    z = p["x"] @ p["w"] + p["b"]
    L, g = loss(p["y"], z).astype(z.dtype), slope(p["y"], z).astype(z.dtype)
    return {"z": z, "L": L, "J": L.mean(), "dL/dz": g, **last_values(p, g)}


def trace(p):
    """Forward, then back, every link."""
    return backward(p, slope)


def last_gradients(p):
    """∂J/∂w and ∂J/∂b alone."""
    links = backward(p, slope)
    return {"dJ/dw": links["dJ/dw"], "dJ/db": links["dJ/db"]}


def slope_cancelled(p):
    """σ(z) − y: σ′ is cancelled, as if under the log loss."""
    return backward(p, lambda y, z: 1 / (1 + np.exp(-z)) - y)


def half_of_slope(p):
    """(σ − y)σ: 1 − σ is lost."""
    return backward(p, lambda y, z: (1 / (1 + np.exp(-z)) - y) / (1 + np.exp(-z)))


def sign_lost(p):
    """(y − σ)σ(1 − σ)."""
    return backward(p, lambda y, z: (y - 1 / (1 + np.exp(-z))) / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z))))


chain = Chain(
    "Brier",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "½(y − σ(z))²", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "(σ − y)σ(1 − σ)", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=True,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": 0.5 * (inputs["y"] - torch.sigmoid(z)) ** 2}
