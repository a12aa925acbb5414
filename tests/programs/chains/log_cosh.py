"""L = ln cosh e with e = z − y, as |e| + ln(1 + e^−2|e|) − ln 2."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.abs(z - y) + np.log1p(np.exp(-2 * np.abs(z - y))) - 0.6931471805599453


def slope(y, z):
    return np.tanh(z - y)


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


def sign_lost(p):
    """tanh(y − z)."""
    return backward(p, lambda y, z: np.tanh(y - z))


def squared_error(p):
    """e: the slope of ½e²."""
    return backward(p, lambda y, z: z - y)


def sinh_for_tanh(p):
    """sinh e/√(1 + e²): the denominator is not cosh e."""
    return backward(p, lambda y, z: np.sinh(np.clip(z - y, -50, 50)) / np.sqrt(1 + (z - y) ** 2))


chain = Chain(
    "log-cosh",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "|e| + ln(1 + e^−2|e|) − ln 2", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "tanh e", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=False,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.log(torch.cosh(z - inputs["y"]))}
