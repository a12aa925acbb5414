"""The hinge loss max(0, 1 − tz) of labels t = 2y − 1."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.maximum(1 - (2 * y - 1) * z, 0)


def slope(y, z):
    return np.where((2 * y - 1) * z < 1, 1 - 2 * y, 0 * y)


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


def margin_forgotten(p):
    """−t where tz < 0: the perceptron's criterion."""
    return backward(p, lambda y, z: np.where((2 * y - 1) * z < 0, 1 - 2 * y, 0 * y))


def sign_lost(p):
    """t where tz < 1."""
    return backward(p, lambda y, z: np.where((2 * y - 1) * z < 1, 2 * y - 1, 0 * y))


def labels_not_signs(p):
    """−y where yz < 1, with the labels 0 and 1."""
    return backward(p, lambda y, z: np.where(y * z < 1, -y, 0 * y))


def mask_forgotten(p):
    """−t everywhere."""
    return backward(p, lambda y, z: 1 - 2 * y)


chain = Chain(
    "hinge",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "max(0, 1 − tz)", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "−t where tz < 1", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=True,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.relu(1 - (2 * inputs["y"] - 1) * z)}
