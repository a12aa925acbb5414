"""A gate: a = (x·v) σ(x·w), under half the squared error."""

import numpy as np
import torch
from linkwork import half_square, mean, mean_with, right

from backproof import Chain, Input


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def backward(p, by_u, by_z):
    """Every link, with the two slopes as given: functions of e, u and s."""
    u, z = p["x"] @ p["v"], p["x"] @ p["w"]
    s = sigmoid(z)
    y_hat = u * s
    e = y_hat - p["y"]
    dL_du, dL_dz = by_u(e, u, s), by_z(e, u, s)
    return {
        "u": u,
        "z": z,
        "s": s,
        "y_hat": y_hat,
        "L": e**2 / 2,
        "J": (e**2).mean() / 2,
        "dL/dy_hat": e,
        "dL/du": dL_du,
        "dL/dz": dL_dz,
        "dJ/dv": dL_du @ p["x"] / len(e),
        "dJ/dw": dL_dz @ p["x"] / len(e),
    }


def right_u(e, u, s):
    return e * s


def right_z(e, u, s):
    return e * u * s * (1 - s)


def trace(p):
    """Forward, then back, every link."""
    return backward(p, right_u, right_z)


def last_gradients(p):
    """∂J/∂v and ∂J/∂w alone."""
    links = backward(p, right_u, right_z)
    return {"dJ/dv": links["dJ/dv"], "dJ/dw": links["dJ/dw"]}


def other_factor_left_out(p):
    """∂L/∂z without u."""
    return backward(p, right_u, lambda e, u, s: e * s * (1 - s))


def gate_left_out(p):
    """∂L/∂u without s."""
    return backward(p, lambda e, u, s: e, right_z)


def gates_exchanged(p):
    """The two slopes in each other's place."""
    return backward(p, right_z, right_u)


def slope_of_gate_left_out(p):
    """∂L/∂z without s(1 − s)."""
    return backward(p, right_u, lambda e, u, s: e * u)


def products(x, v):
    return x @ v


def squashed(z):
    return 1 / (1 + np.exp(-z))


def gated(u, s):
    return u * s


def difference(y, y_hat):
    return y_hat - y


def by_gate(g, s):
    return g * s


def by_sum(g, u, s):
    return g * u * s * (1 - s)


chain = Chain(
    "gated unit",
    links=(
        right("u", "u", "x·v", ("x", "v"), products),
        right("z", "z", "x·w", ("x", "w"), products),
        right("s", "s", "σ(z)", ("z",), squashed),
        right("y_hat", "ŷ", "us", ("u", "s"), gated),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "ŷ − y", ("y", "y_hat"), difference),
        right("dL/du", "∂L/∂u", "∂L/∂ŷ · s", ("dL/dy_hat", "s"), by_gate),
        right("dL/dz", "∂L/∂z", "∂L/∂ŷ · us(1 − s)", ("dL/dy_hat", "u", "s"), by_sum),
        right("dJ/dv", "∂J/∂v", "(1/n) Σ ∂L/∂u · x", ("dL/du", "x"), mean_with),
        right("dJ/dw", "∂J/∂w", "(1/n) Σ ∂L/∂z · x", ("dL/dz", "x"), mean_with),
    ),
    arrays=(Input("x", ("n", "d")), Input("y", ("n",)), Input("v", ("d",)), Input("w", ("d",)), Input("lr")),
)


def forward(each, parameters, inputs):
    u, z = each(value, parameters, inputs["x"]), each(gate, parameters, inputs["x"])
    s = torch.sigmoid(z)
    y_hat = u * s
    return {"u": u, "z": z, "s": s, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def value(parameters, x):
    return (x * parameters["v"]).sum(-1)


def gate(parameters, x):
    return (x * parameters["w"]).sum(-1)
