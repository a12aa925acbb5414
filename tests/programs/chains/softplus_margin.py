"""ln(1 + e^−tz) of labels t = 2y − 1, with PyTorch's softplus as the reference."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.maximum((1 - 2 * y) * z, 0) + np.log1p(np.exp(-np.abs(z)))


def slope(y, z):
    return (1 - 2 * y) / (1 + np.exp((2 * y - 1) * z))


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


def labels_not_signs(p):
    """−y/(1 + e^yz), with the labels 0 and 1."""
    return backward(p, lambda y, z: -y / (1 + np.exp(y * z)))


def sign_lost(p):
    """t/(1 + e^tz)."""
    return backward(p, lambda y, z: (2 * y - 1) / (1 + np.exp((2 * y - 1) * z)))


def sign_of_margin(p):
    """−t/(1 + e^−tz): the sigmoid of the other sign."""
    return backward(p, lambda y, z: (1 - 2 * y) / (1 + np.exp((1 - 2 * y) * z)))


chain = Chain(
    "log loss of signs",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "ln(1 + e^−tz)", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "−t/(1 + e^tz)", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=True,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.nn.functional.softplus((1 - 2 * inputs["y"]) * z)}
