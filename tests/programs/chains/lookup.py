"""A row of a table is looked up: the word is where x is largest, ŷ = Σ table[word]·v, under half the squared error."""

import numpy as np
import torch
from linkwork import half_square, mean, mean_with, residual, right, to_each_unit

from backproof import Chain, Input


def backward(p, by_table):
    """Every link, with ∂J/∂table as given: by_table(g, words)."""
    words = p["x"].argmax(axis=1)
    h = np.eye(p["x"].shape[1], dtype=p["x"].dtype)[words]
    a = p["table"][words]
    y_hat = a @ p["v"]
    e = y_hat - p["y"]
    g = e[:, None] * p["v"]
    return {
        "h": h,
        "a": a,
        "y_hat": y_hat,
        "L": e**2 / 2,
        "J": (e**2).mean() / 2,
        "dL/dy_hat": e,
        "dL/da": g,
        "dJ/dtable": by_table(g, words),
        "dJ/dv": e @ a / len(e),
    }


def added(p):
    def by_table(g, words):
        total = np.zeros_like(p["table"])
        np.add.at(total, words, g)
        return total / len(g)

    return by_table


def trace(p):
    """Forward, then back: the slopes are added up by np.add.at."""
    return backward(p, added(p))


def by_one_hot(p):
    """∂J/∂table as the product of the one-hot rows with the slopes."""
    h = np.eye(len(p["table"]), dtype=p["x"].dtype)[p["x"].argmax(axis=1)]
    return backward(p, lambda g, words: h.T @ g / len(g))


def last_gradients(p):
    """∂J/∂table and ∂J/∂v alone."""
    links = backward(p, added(p))
    return {"dJ/dtable": links["dJ/dtable"], "dJ/dv": links["dJ/dv"]}


def assigned_for_added(p):
    """table[words] += g, which adds only one of several."""

    def by_table(g, words):
        total = np.zeros_like(p["table"])
        total[words] += g
        return total / len(g)

    return backward(p, by_table)


def mean_of_each_word(p):
    """The mean over a word's own occurrences."""

    def by_table(g, words):
        total = np.zeros_like(p["table"])
        np.add.at(total, words, g)
        return total / np.maximum(np.bincount(words, minlength=len(total)), 1)[:, None].astype(g.dtype)

    return backward(p, by_table)


def one_hot(x):
    return np.where(x < np.max(x, axis=1)[:, None], 0.0, 1.0)


def looked_up(h, table):
    return h @ table


def weighed(a, v):
    return a @ v


chain = Chain(
    "lookup",
    links=(
        right("h", "h", "1 where x is the largest", ("x",), one_hot),
        right("a", "a", "the word's row", ("h", "table"), looked_up),
        right("y_hat", "ŷ", "a·v", ("a", "v"), weighed),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "−(y − ŷ)", ("y", "y_hat"), residual),
        right("dL/da", "∂L/∂a", "∂L/∂ŷ · v", ("dL/dy_hat", "v"), to_each_unit),
        right("dJ/dtable", "∂J/∂table", "(1/n) Σ h · ∂L/∂a", ("h", "dL/da"), mean_with),
        right("dJ/dv", "∂J/∂v", "(1/n) Σ ∂L/∂ŷ · a", ("dL/dy_hat", "a"), mean_with),
    ),
    arrays=(Input("x", ("n", "k")), Input("y", ("n",)), Input("table", ("k", "h")), Input("v", ("h",)), Input("lr")),
)


def forward(each, parameters, inputs):
    x = inputs["x"]
    h = torch.nn.functional.one_hot(x.argmax(-1), x.shape[-1]).to(x.dtype)
    a = each(row, parameters, h)
    y_hat = each(output, parameters, a)
    return {"h": h, "a": a, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def row(parameters, h):
    return (h[..., :, None] * parameters["table"]).sum(-2)


def output(parameters, a):
    return (a * parameters["v"]).sum(-1)
