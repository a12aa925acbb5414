"""Attention over the features: s = softmax(x ∘ w), ŷ = s·x, under half the squared error."""

import numpy as np
import torch
from linkwork import half_square, mean, right, step

from backproof import Chain, Input


def shares(z):
    grown = np.exp(z - z.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def backward(p, through, by_w=lambda g, x: (g * x).mean(axis=0)):
    """Every link, with the way back through the softmax as given: through(g, s)."""
    z = p["x"] * p["w"]
    s = shares(z)
    y_hat = (s * p["x"]).sum(axis=1)
    e = y_hat - p["y"]
    dL_ds = e[:, None] * p["x"]
    dL_dz = through(dL_ds, s)
    dw = by_w(dL_dz, p["x"])
    return {
        "z": z,
        "s": s,
        "y_hat": y_hat,
        "L": e**2 / 2,
        "J": (e**2).mean() / 2,
        "dL/dy_hat": e,
        "dL/ds": dL_ds,
        "dL/dz": dL_dz,
        "dJ/dw": dw,
        "w+": p["w"] - p["lr"] * dw,
    }


def softmax_back(g, s):
    return s * (g - (g * s).sum(axis=1, keepdims=True))


def trace(p):
    """Forward, then back: s(g − Σgs)."""
    return backward(p, softmax_back)


def by_table(p):
    """The table of partials diag(s) − ssᵀ, for each example."""

    def through(g, s):
        tables = [np.diag(row) - np.outer(row, row) for row in s]
        return np.stack([table @ slope for table, slope in zip(tables, g, strict=True)])

    return backward(p, through)


def last_gradient(p):
    """∂J/∂w alone."""
    return {"dJ/dw": backward(p, softmax_back)["dJ/dw"]}


def diagonal_alone(p):
    """gs(1 − s)."""
    return backward(p, lambda g, s: g * s * (1 - s))


def mean_for_weighted_mean(p):
    """s(g − the mean of g): unweighted."""
    return backward(p, lambda g, s: s * (g - g.mean(axis=1, keepdims=True)))


def shares_left_out(p):
    """g − Σgs."""
    return backward(p, lambda g, s: g - (g * s).sum(axis=1, keepdims=True))


def feature_left_out(p):
    """∂J/∂w is the mean of ∂L/∂z: x is left out."""
    return backward(p, softmax_back, by_w=lambda g, x: g.mean(axis=0))


def scores(x, w):
    return x * w


def softmax(z):
    e = np.exp(z - np.max(z, axis=1)[:, None])
    return e / np.sum(e, axis=1)[:, None]


def pooled(s, x):
    return np.sum(s * x, axis=1)


def difference(y, y_hat):
    return y_hat - y


def by_share(g, x):
    return g[:, None] * x


def through_softmax(g, s):
    return s * (g - np.sum(g * s, axis=1)[:, None])


def by_weight(g, x):
    return np.mean(g * x, axis=0)


chain = Chain(
    "attention",
    links=(
        right("z", "z", "x ∘ w", ("x", "w"), scores),
        right("s", "s", "softmax(z)", ("z",), softmax),
        right("y_hat", "ŷ", "s·x", ("s", "x"), pooled),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "ŷ − y", ("y", "y_hat"), difference),
        right("dL/ds", "∂L/∂s", "∂L/∂ŷ · x", ("dL/dy_hat", "x"), by_share),
        right("dL/dz", "∂L/∂z", "s(g − Σgs)", ("dL/ds", "s"), through_softmax),
        right("dJ/dw", "∂J/∂w", "(1/n) Σ ∂L/∂z ∘ x", ("dL/dz", "x"), by_weight),
        right("w+", "w⁺", "w − α · ∂J/∂w", ("w", "lr", "dJ/dw"), step),
    ),
    arrays=(Input("x", ("n", "d")), Input("y", ("n",)), Input("w", ("d",)), Input("lr")),
)


def forward(each, parameters, inputs):
    z = each(scored, parameters, inputs["x"])
    s = torch.softmax(z, -1)
    y_hat = (s * inputs["x"]).sum(-1)
    return {"z": z, "s": s, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def scored(parameters, x):
    return x * parameters["w"]
