"""A maxout unit: ŷ is the largest of z = xWᵀ + b, under half the squared error."""

import numpy as np
import torch
from linkwork import half_square, layer, mean, mean_with, residual, right

from backproof import Chain, Input


def backward(p, route):
    """Every link, with the way back to z as given: route(e, z)."""
    z = p["x"] @ p["W"].T + p["b"]
    y_hat = z.max(axis=1)
    e = y_hat - p["y"]
    g = route(e, z)
    return {
        "z": z,
        "y_hat": y_hat,
        "L": e**2 / 2,
        "J": (e**2).mean() / 2,
        "dL/dy_hat": e,
        "dL/dz": g,
        "dJ/dW": g.T @ p["x"] / len(e),
        "dJ/db": g.mean(axis=0),
    }


def to_the_largest(e, z):
    g = np.zeros_like(z)
    g[np.arange(len(z)), z.argmax(axis=1)] = e
    return g


def trace(p):
    """Forward, then back to the unit that was the largest."""
    return backward(p, to_the_largest)


def by_comparison(p):
    """The mask z == max for argmax."""
    return backward(p, lambda e, z: e[:, None] * (z == z.max(axis=1, keepdims=True)))


def last_gradients(p):
    """∂J/∂W and ∂J/∂b alone."""
    links = backward(p, to_the_largest)
    return {"dJ/dW": links["dJ/dW"], "dJ/db": links["dJ/db"]}


def to_all(p):
    """Every unit gets the slope."""
    return backward(p, lambda e, z: np.repeat(e[:, None], z.shape[1], axis=1))


def shared_out(p):
    """The slope is shared out evenly, as for a mean."""
    return backward(p, lambda e, z: np.repeat(e[:, None], z.shape[1], axis=1) / z.shape[1])


def to_the_smallest(p):
    """argmin for argmax."""

    def route(e, z):
        g = np.zeros_like(z)
        g[np.arange(len(z)), z.argmin(axis=1)] = e
        return g

    return backward(p, route)


def to_the_largest_in_size(p):
    """The unit that is largest in size, whatever its sign."""

    def route(e, z):
        g = np.zeros_like(z)
        g[np.arange(len(z)), np.abs(z).argmax(axis=1)] = e
        return g

    return backward(p, route)


def largest(z):
    return np.max(z, axis=1)


def routed(g, z):
    return np.where(z < np.max(z, axis=1)[:, None], 0, g[:, None])


chain = Chain(
    "maxout",
    links=(
        right("z", "z", "x·W + b", ("x", "W", "b"), layer),
        right("y_hat", "ŷ", "max z", ("z",), largest),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "−(y − ŷ)", ("y", "y_hat"), residual),
        right("dL/dz", "∂L/∂z", "∂L/∂ŷ where z is the largest", ("dL/dy_hat", "z"), routed),
        right("dJ/dW", "∂J/∂W", "(1/n) Σ ∂L/∂z · x", ("dL/dz", "x"), mean_with),
        right("dJ/db", "∂J/∂b", "(1/n) Σ ∂L/∂z", ("dL/dz",), mean),
    ),
    arrays=(Input("x", ("n", "d")), Input("y", ("n",)), Input("W", ("k", "d")), Input("b", ("k",)), Input("lr")),
)


def forward(each, parameters, inputs):
    z = each(units, parameters, inputs["x"])
    y_hat = z.max(-1).values
    return {"z": z, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def units(parameters, x):
    return torch.nn.functional.linear(x, parameters["W"], parameters["b"])
