"""A unit a = √(1 + z²), under half the squared error."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, half_square, last_links, last_values, mean, product, residual, right, summed

from backproof import Chain


def activation(z):
    return np.sqrt(1 + z**2)


def slope(z):
    return z / np.sqrt(1 + z**2)


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


def half_kept(p):
    """½z/√(1 + z²): the 2 of z² is lost."""
    return backward(p, lambda z: z / (2 * np.sqrt(1 + z**2)))


def half_lost(p):
    """2z/√(1 + z²): the root's ½ is lost."""
    return backward(p, lambda z: 2 * z / np.sqrt(1 + z**2))


def root_in_numerator(p):
    """z√(1 + z²)."""
    return backward(p, lambda z: z * np.sqrt(1 + z**2))


def inner_derivative_lost(p):
    """½/√(1 + z²)."""
    return backward(p, lambda z: 1 / (2 * np.sqrt(1 + z**2)))


chain = Chain(
    "square root",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("a", "a", "√(1 + z²)", ("z",), activation),
        right("L", "L", "½(y − a)²", ("y", "a"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/da", "∂L/∂a", "−(y − a)", ("y", "a"), residual),
        right("da/dz", "∂a/∂z", "z/√(1 + z²)", ("z",), slope),
        right("dL/dz", "∂L/∂z", "∂L/∂a · ∂a/∂z", ("dL/da", "da/dz"), product),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    a = torch.sqrt(1 + z**2)
    return {"z": z, "a": a, "L": 0.5 * (inputs["y"] - a) ** 2}
