"""A unit a = ln(1 + e^z), under half the squared error."""

import numpy as np
import torch
from linkwork import ONE_OUTPUT, affine, half_square, last_links, last_values, mean, product, residual, right, summed

from backproof import Chain


def activation(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def slope(z):
    return 1 / (1 + np.exp(-z))


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


def sign_of_exponent(p):
    """σ(−z)."""
    return backward(p, lambda z: 1 / (1 + np.exp(z)))


def slope_of_slope(p):
    """σ′(z): differentiated twice."""
    return backward(p, lambda z: 1 / (1 + np.exp(-z)) / (1 + np.exp(z)))


def step_function(p):
    """1 where z > 0, as for a ReLU."""
    return backward(p, lambda z: np.where(z > 0, 1.0, 0.0))


chain = Chain(
    "softplus",
    links=(
        right("z", "z", "x·w + b", ("x", "w", "b"), affine),
        right("a", "a", "max(z, 0) + ln(1 + e^−|z|)", ("z",), activation),
        right("L", "L", "½(y − a)²", ("y", "a"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/da", "∂L/∂a", "−(y − a)", ("y", "a"), residual),
        right("da/dz", "∂a/∂z", "σ(z)", ("z",), slope),
        right("dL/dz", "∂L/∂z", "∂L/∂a · ∂a/∂z", ("dL/da", "da/dz"), product),
        *last_links("dL/dz"),
    ),
    arrays=ONE_OUTPUT,
)


def forward(each, parameters, inputs):
    z = each(summed, parameters, inputs["x"])
    a = torch.logaddexp(z, torch.zeros_like(z))
    return {"z": z, "a": a, "L": 0.5 * (inputs["y"] - a) ** 2}
