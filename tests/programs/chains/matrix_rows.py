"""A row of six read as a matrix of two by three: ŷ = uᵀXv, under half the squared error."""

import numpy as np
from linkwork import half_square, mean, residual, right

from backproof import Chain, Input


def backward(p, by_u, by_v):
    """Every link, with the two gradients as given: functions of e, X, u and v."""
    X = p["x"].reshape(-1, 2, 3)
    m = X @ p["v"]
    y_hat = m @ p["u"]
    e = y_hat - p["y"]
    return {
        "m": m,
        "y_hat": y_hat,
        "L": e**2 / 2,
        "J": (e**2).mean() / 2,
        "dL/dy_hat": e,
        "dJ/du": by_u(e, X, p["u"], p["v"]),
        "dJ/dv": by_v(e, X, p["u"], p["v"]),
    }


def right_u(e, X, u, v):
    return np.einsum("n,nij,j->i", e, X, v) / len(e)


def right_v(e, X, u, v):
    return np.einsum("n,nij,i->j", e, X, u) / len(e)


def trace(p):
    """Forward, then back: eXv and eXᵀu, averaged."""
    return backward(p, right_u, right_v)


def last_gradients(p):
    """∂J/∂u and ∂J/∂v alone, by outer products."""
    links = backward(p, right_u, right_v)
    outer = (links["dL/dy_hat"][:, None, None] * p["x"].reshape(-1, 2, 3)).mean(axis=0)
    return {"dJ/du": outer @ p["v"], "dJ/dv": outer.T @ p["u"]}


def read_by_columns(p):
    """X is read column by column on the way back."""

    def by_v(e, X, u, v):
        return right_v(e, X.reshape(-1, 3, 2).transpose(0, 2, 1), u, v)

    return backward(p, right_u, by_v)


def other_vector_left_out(p):
    """∂J/∂u without v: the mean of eX summed over its columns."""
    return backward(p, lambda e, X, u, v: np.einsum("n,nij->i", e, X) / len(e), right_v)


def taken_for_a_square(p):
    """2eXv, as if the form were quadratic in one vector."""
    return backward(p, lambda e, X, u, v: 2 * right_u(e, X, u, v), right_v)


def times_v(x, v):
    return np.reshape(x, (-1, 2, 3)) @ v


def times_u(m, u):
    return m @ u


def by_u(g, m):
    return g @ m / len(g)


def by_v(g, x, u):
    return np.mean(np.sum(g[:, None, None] * np.reshape(x, (-1, 2, 3)) * u[:, None], axis=1), axis=0)


chain = Chain(
    "bilinear form",
    links=(
        right("m", "m", "Xv", ("x", "v"), times_v),
        right("y_hat", "ŷ", "uᵀm", ("m", "u"), times_u),
        right("L", "L", "½(y − ŷ)²", ("y", "y_hat"), half_square),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "−(y − ŷ)", ("y", "y_hat"), residual),
        right("dJ/du", "∂J/∂u", "(1/n) Σ ∂L/∂ŷ · m", ("dL/dy_hat", "m"), by_u),
        right("dJ/dv", "∂J/∂v", "(1/n) Σ ∂L/∂ŷ · Xᵀu", ("dL/dy_hat", "x", "u"), by_v),
    ),
    arrays=(Input("x", ("n", 6)), Input("y", ("n",)), Input("u", (2,)), Input("v", (3,)), Input("lr")),
)


def forward(each, parameters, inputs):
    m = each(first, parameters, inputs["x"])
    y_hat = each(second, parameters, m)
    return {"m": m, "y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2}


def first(parameters, x):
    return (x.unflatten(-1, (2, 3)) * parameters["v"][..., None, :]).sum(-1)


def second(parameters, m):
    return (m * parameters["u"]).sum(-1)
