"""The squared hinge loss max(0, 1 − tz)² of labels t = 2y − 1."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.maximum(1 - (2 * y - 1) * z, 0) ** 2


def slope(y, z):
    return -2 * (2 * y - 1) * np.maximum(1 - (2 * y - 1) * z, 0)


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
    """−t max(0, 1 − tz)."""
    return backward(p, lambda y, z: -(2 * y - 1) * np.maximum(1 - (2 * y - 1) * z, 0))


def inner_derivative_lost(p):
    """2 max(0, 1 − tz): the inner −t is lost."""
    return backward(p, lambda y, z: 2 * np.maximum(1 - (2 * y - 1) * z, 0))


def maximum_lost(p):
    """−2t(1 − tz) everywhere."""
    return backward(p, lambda y, z: -2 * (2 * y - 1) * (1 - (2 * y - 1) * z))


chain = Chain(
    "squared hinge",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "max(0, 1 − tz)²", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "−2t max(0, 1 − tz)", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=True,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.relu(1 - (2 * inputs["y"] - 1) * z) ** 2}
