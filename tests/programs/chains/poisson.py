"""Counts by a log link: L = e^z − yz."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.exp(z) - y * z


def slope(y, z):
    return np.exp(z) - y


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


def link_forgotten(p):
    """z − y."""
    return backward(p, lambda y, z: z - y)


def inner_derivative_twice(p):
    """(e^z − y)e^z: the link's slope comes in again."""
    return backward(p, lambda y, z: (np.exp(z) - y) * np.exp(z))


def sign_lost(p):
    """y − e^z."""
    return backward(p, lambda y, z: y - np.exp(z))


chain = Chain(
    "Poisson regression",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "e^z − yz", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "e^z − y", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=False,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.exp(z) - inputs["y"] * z}
