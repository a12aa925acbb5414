"""z = xWᵀ, divided by its root mean square, under half the squared distance: back through the norm."""

import numpy as np
import torch
from linkwork import mean, mean_with, right

from backproof import Chain, Input

EPS = 2.0**-8


def backward(p, through):
    """Every link, with the way back through the norm as given: through(g, z, r)."""
    z = p["x"] @ p["W"].T
    r = np.sqrt((z**2).mean(axis=1) + EPS)
    h = z / r[:, None]
    L = ((h - p["y"]) ** 2).sum(axis=1) / 2
    g = h - p["y"]
    dL_dz = through(g, z, r)
    return {
        "z": z,
        "r": r,
        "h": h,
        "L": L,
        "J": L.mean(),
        "dL/dh": g,
        "dL/dz": dL_dz,
        "dJ/dW": dL_dz.T @ p["x"] / len(z),
    }


def quotient_rule(g, z, r):
    inner = (g * z).mean(axis=1)
    return g / r[:, None] - z * (inner / r**3)[:, None]


def trace(p):
    """Forward, then back: g/r − z(mean of gz)/r³."""
    return backward(p, quotient_rule)


def in_terms_of_output(p):
    """(g − h · mean of gh)/r."""

    def through(g, z, r):
        h = z / r[:, None]
        return (g - h * (g * h).mean(axis=1)[:, None]) / r[:, None]

    return backward(p, through)


def last_gradient(p):
    """∂J/∂W alone."""
    return {"dJ/dW": backward(p, quotient_rule)["dJ/dW"]}


def norm_taken_for_constant(p):
    """g/r: the norm is held fixed."""
    return backward(p, lambda g, z, r: g / r[:, None])


def power_of_two(p):
    """r² for r³."""
    return backward(p, lambda g, z, r: g / r[:, None] - z * ((g * z).mean(axis=1) / r**2)[:, None])


def sum_for_mean(p):
    """The sum of gz for its mean: 1/h is lost."""
    return backward(p, lambda g, z, r: g / r[:, None] - z * ((g * z).sum(axis=1) / r**3)[:, None])


def sign_of_second_term(p):
    """g/r + z(mean of gz)/r³."""
    return backward(p, lambda g, z, r: g / r[:, None] + z * ((g * z).mean(axis=1) / r**3)[:, None])


def eps_forgotten(p):
    """r without ε."""
    links = backward(p, quotient_rule)
    return {"z": links["z"], "r": np.sqrt((links["z"] ** 2).mean(axis=1))}


def products(x, W):
    return x @ W.T


def root_mean_square(z):
    return np.sqrt(np.mean(z * z, axis=1) + EPS)


def divided(z, r):
    return z / r[:, None]


def half_distance(y, h):
    return np.sum((h - y) ** 2, axis=1) / 2


def difference(y, h):
    return h - y


def through_norm(g, z, r):
    return g / r[:, None] - z * (np.mean(g * z, axis=1) / r**3)[:, None]


chain = Chain(
    "RMS norm",
    links=(
        right("z", "z", "x·W", ("x", "W"), products),
        right("r", "r", "√(mean of z² + ε)", ("z",), root_mean_square),
        right("h", "h", "z/r", ("z", "r"), divided),
        right("L", "L", "½ Σ (h − y)²", ("y", "h"), half_distance),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dh", "∂L/∂h", "h − y", ("y", "h"), difference),
        right("dL/dz", "∂L/∂z", "g/r − z(mean of gz)/r³", ("dL/dh", "z", "r"), through_norm),
        right("dJ/dW", "∂J/∂W", "(1/n) Σ ∂L/∂z · x", ("dL/dz", "x"), mean_with),
    ),
    arrays=(Input("x", ("n", "d")), Input("y", ("n", "h")), Input("W", ("h", "d")), Input("lr")),
)


def forward(each, parameters, inputs):
    z = each(weighed, parameters, inputs["x"])
    r = torch.sqrt((z**2).mean(-1) + EPS)
    h = z / r[..., None]
    return {"z": z, "r": r, "h": h, "L": 0.5 * ((h - inputs["y"]) ** 2).sum(-1)}


def weighed(parameters, x):
    return torch.nn.functional.linear(x, parameters["W"])
