"""½e² where |e| < 1, else |e| − ½, with e = z − y."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.where(np.abs(z - y) < 1, (z - y) ** 2 / 2, np.abs(z - y) - 0.5)


def slope(y, z):
    return np.minimum(np.maximum(z - y, -1), 1)


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


def not_clipped(p):
    """e everywhere."""
    return backward(p, lambda y, z: z - y)


def sign_of_tail(p):
    """1 wherever |e| > 1."""
    return backward(p, lambda y, z: np.where(np.abs(z - y) < 1, z - y, 1.0 + 0 * y))


def tail_of_zero(p):
    """0 where |e| > 1."""
    return backward(p, lambda y, z: np.where(np.abs(z - y) < 1, z - y, 0 * y))


chain = Chain(
    "Huber",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "½e² where |e| < 1, else |e| − ½", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "min(max(e, −1), 1)", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=False,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.nn.functional.huber_loss(z, inputs["y"], reduction="none")}
