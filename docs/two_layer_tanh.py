"""A network of two layers, x → tanh(x W1ᵀ + b1) → a·w2 + b2, under half the squared error: every gradient by hand.

    backproof check two_layer_tanh.py

n examples, d features, h hidden units: x (n, d), y (n,), W1 (h, d), b1 (h,), w2 (h,), b2 and lr single numbers.
"""

import numpy as np
import torch

from backproof import Chain, Form, Input, Link


def trace(p):
    """Forward, then back, a line a link."""
    x, y, W1, b1, w2, b2, lr = (p[name] for name in ("x", "y", "W1", "b1", "w2", "b2", "lr"))
    n = np.asarray(len(x), x.dtype)
    z1 = x @ W1.T + b1
    a = np.tanh(z1)
    y_hat = a @ w2 + b2
    L = (y - y_hat) ** 2 / 2
    dL_dy_hat = -(y - y_hat)
    dL_da = dL_dy_hat[:, None] * w2
    da_dz1 = 1 - a**2
    dL_dz1 = dL_da * da_dz1
    dJ_dw2 = dL_dy_hat @ a / n
    dJ_db2 = dL_dy_hat.mean()
    dJ_dW1 = dL_dz1.T @ x / n
    dJ_db1 = dL_dz1.mean(axis=0)
    return {
        "z1": z1,
        "a": a,
        "y_hat": y_hat,
        "L": L,
        "J": L.mean(),
        "dL/dy_hat": dL_dy_hat,
        "dL/da": dL_da,
        "da/dz1": da_dz1,
        "dL/dz1": dL_dz1,
        "dJ/dw2": dJ_dw2,
        "dJ/db2": dJ_db2,
        "dJ/dW1": dJ_dW1,
        "dJ/db1": dJ_db1,
        "w2+": w2 - lr * dJ_dw2,
        "b2+": b2 - lr * dJ_db2,
        "W1+": W1 - lr * dJ_dW1,
        "b1+": b1 - lr * dJ_db1,
    }


def layer(x, W1, b1):
    return x @ W1.T + b1


def output(a, w2, b2):
    return a @ w2 + b2


def half_square(y, y_hat):
    return (y - y_hat) ** 2 / 2


def mean(v):
    return np.mean(v, axis=0)


def residual(y, y_hat):
    return -(y - y_hat)


def to_each_unit(g, w2):
    return g[:, None] * w2


def slope(a):
    return 1 - a**2


def square_forgotten(a):
    return 1 - a


def product(g, s):
    return g * s


def mean_with(g, v):
    return g.T @ v / len(g)


def step(v, lr, g):
    return v - lr * g


def right(name, symbol, formula, of, rule, *others):
    return Link(name, symbol, (Form("by hand", formula, of, rule), *others))


chain = Chain(
    "two-layer tanh",
    links=(
        right("z1", "z1", "x·W1 + b1", ("x", "W1", "b1"), layer),
        right("a", "a", "tanh(z1)", ("z1",), np.tanh),
        right("y_hat", "ŷ", "a·w2 + b2", ("a", "w2", "b2"), output),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "−(y − ŷ)", ("y", "y_hat"), residual),
        right("dL/da", "∂L/∂a", "∂L/∂ŷ · w2", ("dL/dy_hat", "w2"), to_each_unit),
        right(
            "da/dz1",
            "∂a/∂z1",
            "1 − a²",
            ("a",),
            slope,
            Form("the square of tanh′ is forgotten", "1 − a", ("a",), square_forgotten, "wrong"),
        ),
        right("dL/dz1", "∂L/∂z1", "∂L/∂a · ∂a/∂z1", ("dL/da", "da/dz1"), product),
        right("dJ/dw2", "∂J/∂w2", "(1/n) Σ ∂L/∂ŷ · a", ("dL/dy_hat", "a"), mean_with),
        right("dJ/db2", "∂J/∂b2", "(1/n) Σ ∂L/∂ŷ", ("dL/dy_hat",), mean),
        right("dJ/dW1", "∂J/∂W1", "(1/n) Σ ∂L/∂z1 · x", ("dL/dz1", "x"), mean_with),
        right("dJ/db1", "∂J/∂b1", "(1/n) Σ ∂L/∂z1", ("dL/dz1",), mean),
        right("w2+", "w2⁺", "w2 − α · ∂J/∂w2", ("w2", "lr", "dJ/dw2"), step),
        right("b2+", "b2⁺", "b2 − α · ∂J/∂b2", ("b2", "lr", "dJ/db2"), step),
        right("W1+", "W1⁺", "W1 − α · ∂J/∂W1", ("W1", "lr", "dJ/dW1"), step),
        right("b1+", "b1⁺", "b1 − α · ∂J/∂b1", ("b1", "lr", "dJ/db1"), step),
    ),
    arrays=(
        Input("x", ("n", "d")),
        Input("y", ("n",)),
        Input("W1", ("h", "d")),
        Input("b1", ("h",)),
        Input("w2", ("h",)),
        Input("b2"),
        Input("lr"),
    ),
)


def forward(each, parameters, inputs):
    """The reference: PyTorch's own layers, whose values autograd pulls back."""
    z1 = each(first_layer, parameters, inputs["x"])
    a = torch.tanh(z1)
    y_hat = each(second_layer, parameters, a)
    return {"z1": z1, "a": a, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def first_layer(parameters, x):
    return torch.nn.functional.linear(x, parameters["W1"], parameters["b1"])


def second_layer(parameters, a):
    return torch.nn.functional.linear(a, parameters["w2"][None], parameters["b2"][None])[..., 0]
