"""A unit that is clipped to [−1, 1], under half the squared error."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, half_square, last_links, last_values, mean, product, residual, right, summed

from backproof import Chain


def activation(z):
    return np.clip(z, -1, 1)


def slope(z):
    return np.where(np.abs(z) < 1, 1.0, 0.0)


def backward(p, slope):
    """Every link, with the activation's slope as given."""
    z = p["x"] @ p["w"] + p["b"]
    a = activation(z)
    L = (a - p["y"]) ** 2 / 2
    e, s = a - p["y"], slope(z).astype(z.dtype)
    return {"z": z, "a": a, "L": L, "J": L.mean(), "dL/da": e, "da/dz": s, "dL/dz": e * s, **last_values(p, e * s)}


def trace(p):
    """Forward, then back, every link."""
    return backward(p, slope)


def last_gradients(p):
    """∂J/∂w and ∂J/∂b alone."""
    links = backward(p, slope)
    return {"dJ/dw": links["dJ/dw"], "dJ/db": links["dJ/db"]}


def straight_through(p):
    """The slope is 1 everywhere, as a straight-through estimator has it."""
    return backward(p, lambda z: np.ones_like(z))


def one_side(p):
    """The slope is 0 above 1 and 1 below −1."""
    return backward(p, lambda z: np.where(z < 1, 1.0, 0.0))


def inside_out(p):
    """The slope is 1 where the unit is clipped."""
    return backward(p, lambda z: np.where(np.abs(z) > 1, 1.0, 0.0))


chain = Chain(
    "hard tanh",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("a", "a", "clip(z, −1, 1)", ("z",), activation),
        right("L", "L", "½(y − a)²", ("y", "a"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/da", "∂L/∂a", "−(y − a)", ("y", "a"), residual),
        right("da/dz", "∂a/∂z", "1 where |z| < 1", ("z",), slope),
        right("dL/dz", "∂L/∂z", "∂L/∂a · ∂a/∂z", ("dL/da", "da/dz"), product),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    a = torch.clamp(z, -1, 1)
    return {"z": z, "a": a, "L": 0.5 * (inputs["y"] - a) ** 2}
