"""A unit whose slope is 0.25 below 0, under half the squared error."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, half_square, last_links, last_values, mean, product, residual, right, summed

from backproof import Chain


def activation(z):
    return np.where(z > 0, z, 0.25 * z)


def slope(z):
    return np.where(z > 0, 1.0, 0.25)


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


def leak_forgotten(p):
    """The slope below 0 is 0."""
    return backward(p, lambda z: np.where(z > 0, 1.0, 0.0))


def default_leak(p):
    """The slope below 0 is PyTorch's default of 0.01."""
    return backward(p, lambda z: np.where(z > 0, 1.0, 0.01))


def leak_times_sum(p):
    """The slope below 0 is ¼z: the activation for its slope."""
    return backward(p, lambda z: np.where(z > 0, 1.0, 0.25 * z))


chain = Chain(
    "leaky ReLU",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("a", "a", "z where z > 0, else ¼z", ("z",), activation),
        right("L", "L", "½(y − a)²", ("y", "a"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/da", "∂L/∂a", "−(y − a)", ("y", "a"), residual),
        right("da/dz", "∂a/∂z", "1 where z > 0, else ¼", ("z",), slope),
        right("dL/dz", "∂L/∂z", "∂L/∂a · ∂a/∂z", ("dL/da", "da/dz"), product),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    a = torch.nn.functional.leaky_relu(z, 0.25)
    return {"z": z, "a": a, "L": 0.5 * (inputs["y"] - a) ** 2}
