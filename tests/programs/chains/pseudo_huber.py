"""L = √(1 + e²) − 1 with e = z − y."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.sqrt(1 + (z - y) ** 2) - 1


def slope(y, z):
    return (z - y) / np.sqrt(1 + (z - y) ** 2)


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


def two_lost(p):
    """½e/√(1 + e²)."""
    return backward(p, lambda y, z: (z - y) / (2 * np.sqrt(1 + (z - y) ** 2)))


def root_lost(p):
    """e/(1 + e²)."""
    return backward(p, lambda y, z: (z - y) / (1 + (z - y) ** 2))


def loss_for_slope(p):
    """√(1 + e²) − 1."""
    return backward(p, lambda y, z: np.sqrt(1 + (z - y) ** 2) - 1)


chain = Chain(
    "pseudo-Huber",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "√(1 + e²) − 1", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "e/√(1 + e²)", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=False,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.sqrt(1 + (z - inputs["y"]) ** 2) - 1}
