"""What most chains beside it have in common: rules, a way to write a link, and torch's linear parts."""

import numpy as np

from backproof import Form, Input, Link

ONE_OUTPUT = (Input("x", ("n", "d")), Input("y", ("n",)), Input("w", ("d",)), Input("b"), Input("lr"))


def right(name, symbol, formula, of, rule, *others):
    """A link of one right form, and others if given."""
    return Link(name, symbol, (Form("by hand", formula, of, rule), *others))


def affine(x, w, b):
    return x @ w + b


def layer(x, W, b):
    return x @ W.T + b


def half_square(y, y_hat):
    return (y - y_hat) ** 2 / 2


def residual(y, y_hat):
    return -(y - y_hat)


def product(g, s):
    return g * s


def to_each_unit(g, v):
    return g[:, None] * v


def mean(v):
    return np.mean(v, axis=0)


def mean_with(g, v):
    return g.T @ v / len(g)


def step(v, lr, g):
    return v - lr * g


def summed(parameters, x):
    """x·w + b of one example, in torch."""
    return (x * parameters["w"]).sum(-1) + parameters["b"]


def last_links(of):
    """∂J/∂w, ∂J/∂b and the step, from the slope `of` at z."""
    return (
        right("dJ/dw", "∂J/∂w", "(1/n) Σ ∂L/∂z · x", (of, "x"), mean_with),
        right("dJ/db", "∂J/∂b", "(1/n) Σ ∂L/∂z", (of,), mean),
        right("w+", "w⁺", "w − α · ∂J/∂w", ("w", "lr", "dJ/dw"), step),
        right("b+", "b⁺", "b − α · ∂J/∂b", ("b", "lr", "dJ/db"), step),
    )


def last_values(p, g):
    """The values of `last_links`, from the slope g at z."""
    dw, db = g @ p["x"] / np.asarray(len(g), g.dtype), g.mean()
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"] - p["lr"] * db}
