"""The pinball loss at ¾: ¾(y − z) above, ¼(z − y) below."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, last_links, last_values, mean, right, summed

from backproof import Chain


def loss(y, z):
    return np.maximum(0.75 * (y - z), 0.25 * (z - y))


def slope(y, z):
    return np.where(y > z, -0.75, 0.25)


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
    """¾ where y > z, else −¼."""
    return backward(p, lambda y, z: np.where(y > z, 0.75, -0.25))


def quantile_turned_round(p):
    """−¼ where y > z, else ¾."""
    return backward(p, lambda y, z: np.where(y > z, -0.25, 0.75))


def absolute_error(p):
    """−½ where y > z, else ½."""
    return backward(p, lambda y, z: np.where(y > z, -0.5, 0.5))


chain = Chain(
    "quantile",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "max(¾(y − z), ¼(z − y))", ("y", "z"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "−¾ where y > z, else ¼", ("y", "z"), slope),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
    labels=False,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    return {"z": z, "L": torch.maximum(0.75 * (inputs["y"] - z), 0.25 * (z - inputs["y"]))}
