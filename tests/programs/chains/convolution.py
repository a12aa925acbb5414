"""A filter of three over rows of six: z_t = Σ_k w_k x_(t + k) + b, four outputs, under half the squared distance."""

import numpy as np
import torch
from linkwork import mean, right, step

from backproof import Chain, Input


def backward(p, by_filter):
    """Every link, with ∂J/∂w as given: by_filter(g, x)."""
    x, w = p["x"], p["w"]
    z = x[:, 0:4] * w[0] + x[:, 1:5] * w[1] + x[:, 2:6] * w[2] + p["b"]
    g = z - p["y"]
    L = (g**2).sum(axis=1) / 2
    dw, db = by_filter(g, x), g.sum(axis=1).mean()
    return {
        "z": z,
        "L": L,
        "J": L.mean(),
        "dL/dz": g,
        "dJ/dw": dw,
        "dJ/db": db,
        "w+": w - p["lr"] * dw,
        "b+": p["b"] - p["lr"] * db,
    }


def correlated(g, x):
    return np.stack([(g * x[:, k : k + 4]).sum(axis=1).mean() for k in range(3)])


def trace(p):
    """Forward, then back: the slopes correlated with the row."""
    return backward(p, correlated)


def by_windows(p):
    """The windows as a view, and one einsum."""

    def by_filter(g, x):
        windows = np.lib.stride_tricks.sliding_window_view(x, 3, axis=1)
        return np.einsum("nt,ntk->k", g, windows) / len(g)

    return backward(p, by_filter)


def last_gradients(p):
    """∂J/∂w and ∂J/∂b alone."""
    links = backward(p, correlated)
    return {"dJ/dw": links["dJ/dw"], "dJ/db": links["dJ/db"]}


def filter_turned_round(p):
    """A convolution for a correlation: the filter's gradient is turned round."""
    return backward(p, lambda g, x: correlated(g, x)[::-1].copy())


def mean_over_positions(p):
    """The mean over the four positions for their sum."""
    return backward(p, lambda g, x: correlated(g, x) / 4)


def one_position_short(p):
    """The last position is left out."""
    return backward(p, lambda g, x: np.stack([(g[:, :3] * x[:, k : k + 3]).sum(axis=1).mean() for k in range(3)]))


def bias_mean_over_positions(p):
    """The bias' gradient is the mean over the positions."""
    links = backward(p, correlated)
    db = links["dJ/db"] / 4
    return {**links, "dJ/db": db, "b+": p["b"] - p["lr"] * db}


def filtered(x, w, b):
    return x[:, 0:4] * w[0] + x[:, 1:5] * w[1] + x[:, 2:6] * w[2] + b


def half_distance(y, z):
    return np.sum((z - y) ** 2, axis=1) / 2


def difference(y, z):
    return z - y


def by_filter(g, x):
    windows = np.stack([x[:, 0:4], x[:, 1:5], x[:, 2:6]], axis=1)
    return np.mean(np.sum(g[:, None] * windows, axis=2), axis=0)


def by_bias(g):
    return np.mean(np.sum(g, axis=1), axis=0)


chain = Chain(
    "convolution",
    links=(
        right("z", "z", "Σ w_k x_(t + k) + b", ("x", "w", "b"), filtered),
        right("L", "L", "½ Σ (z − y)²", ("y", "z"), half_distance),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dz", "∂L/∂z", "z − y", ("y", "z"), difference),
        right("dJ/dw", "∂J/∂w", "(1/n) Σ Σ_t ∂L/∂z_t · x_(t + k)", ("dL/dz", "x"), by_filter),
        right("dJ/db", "∂J/∂b", "(1/n) Σ Σ_t ∂L/∂z_t", ("dL/dz",), by_bias),
        right("w+", "w⁺", "w − α · ∂J/∂w", ("w", "lr", "dJ/dw"), step),
        right("b+", "b⁺", "b − α · ∂J/∂b", ("b", "lr", "dJ/db"), step),
    ),
    arrays=(Input("x", ("n", 6)), Input("y", ("n", 4)), Input("w", (3,)), Input("b"), Input("lr")),
)


def forward(each, parameters, inputs):
    z = each(filter_of_three, parameters, inputs["x"])
    return {"z": z, "L": 0.5 * ((inputs["y"] - z) ** 2).sum(-1)}


def filter_of_three(parameters, x):
    w, b = parameters["w"], parameters["b"]
    windows = torch.stack([x[..., 0:4], x[..., 1:5], x[..., 2:6]], dim=-1)
    return (windows * w[..., None, :]).sum(-1) + b[..., None]
