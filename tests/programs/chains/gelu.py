"""A unit a = ½z(1 + tanh(k(z + 0.044715z³))) with k = √(2/π), under half the squared error."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, half_square, last_links, last_values, mean, product, residual, right, summed

from backproof import Chain


def activation(z):
    return 0.5 * z * (1 + np.tanh(0.7978845608028654 * (z + 0.044715 * z**3)))


def slope(z):
    t = np.tanh(0.7978845608028654 * (z + 0.044715 * z**3))
    return 0.5 * (1 + t) + 0.5 * z * (1 - t**2) * 0.7978845608028654 * (1 + 0.134145 * z**2)


def inner_lost(z):
    t = np.tanh(0.7978845608028654 * (z + 0.044715 * z**3))
    return 0.5 * (1 + t) + 0.5 * z * (1 - t**2)


def three_lost(z):
    t = np.tanh(0.7978845608028654 * (z + 0.044715 * z**3))
    return 0.5 * (1 + t) + 0.5 * z * (1 - t**2) * 0.7978845608028654 * (1 + 0.044715 * z**2)


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


def inner_derivative_lost(p):
    """½(1 + t) + ½z(1 − t²): the inner derivative is lost."""
    return backward(p, inner_lost)


def three_forgotten(p):
    """1 + 0.044715z² for 1 + 3·0.044715z²."""
    return backward(p, three_lost)


chain = Chain(
    "GELU by tanh",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("a", "a", "½z(1 + tanh(k(z + 0.044715z³)))", ("z",), activation),
        right("L", "L", "½(y − a)²", ("y", "a"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/da", "∂L/∂a", "−(y − a)", ("y", "a"), residual),
        right("da/dz", "∂a/∂z", "½(1 + t) + ½z(1 − t²)k(1 + 3·0.044715z²)", ("z",), slope),
        right("dL/dz", "∂L/∂z", "∂L/∂a · ∂a/∂z", ("dL/da", "da/dz"), product),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    a = torch.nn.functional.gelu(z, approximate="tanh")
    return {"z": z, "a": a, "L": 0.5 * (inputs["y"] - a) ** 2}
