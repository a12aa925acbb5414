"""Half the squared error with a penalty in every loss: L = ½(y − ŷ)² + λ‖w‖², so that ∂J/∂w ends in 2λw."""

import numpy as np
from linkwork import affine, mean, residual, right, step, summed

from backproof import Chain, Input


def backward(p, penalty, on_bias=0):
    """∂L/∂ŷ, ∂J/∂w and ∂J/∂b with the penalty's parts as given."""
    y_hat = p["x"] @ p["w"] + p["b"]
    e = y_hat - p["y"]
    L = e**2 / 2 + p["lam"] * (p["w"] @ p["w"])
    dw, db = p["x"].T @ e / len(e) + penalty(p["lam"], p["w"]), e.mean() + on_bias * p["lam"] * p["b"]
    return {
        "y_hat": y_hat,
        "L": L,
        "J": L.mean(),
        "dL/dy_hat": e,
        "dJ/dw": dw,
        "dJ/db": db,
        "w+": p["w"] - p["lr"] * dw,
        "b+": p["b"] - p["lr"] * db,
    }


def trace(p):
    """Forward, then back, every link."""
    return backward(p, lambda lam, w: 2 * lam * w)


def last_gradients(p):
    """∂J/∂w and ∂J/∂b alone."""
    links = backward(p, lambda lam, w: lam * (w + w))
    return {"dJ/dw": links["dJ/dw"], "dJ/db": links["dJ/db"]}


def two_lost(p):
    """λw for 2λw."""
    return backward(p, lambda lam, w: lam * w)


def sign_lost(p):
    """− 2λw."""
    return backward(p, lambda lam, w: -2 * lam * w)


def forgotten(p):
    """No penalty on the way back."""
    return backward(p, lambda lam, w: 0 * w)


def on_the_bias(p):
    """The penalty is on the bias as well."""
    return backward(p, lambda lam, w: 2 * lam * w, on_bias=2)


def one_weight_on_all(p):
    """2λw₁ in every component."""
    return backward(p, lambda lam, w: 2 * lam * w[0])


def over_n(p):
    """(2λ/n)w."""
    return backward(p, lambda lam, w: 2 * lam * w / len(p["y"]))


def sign_of_weights(p):
    """λ sign(w), of the lasso."""
    return backward(p, lambda lam, w: lam * np.sign(w))


def loss(y, y_hat, w, lam):
    return (y - y_hat) ** 2 / 2 + lam * np.sum(w * w)


def with_penalty(g, x, w, lam):
    return g.T @ x / len(g) + 2 * lam * w


chain = Chain(
    "ridge",
    links=(
        right("y_hat", "ŷ", "x·w + b", ("x", "w", "b"), affine),
        right("L", "L", "½(y − ŷ)² + λ Σ w²", ("y", "y_hat", "w", "lam"), loss),
        right("J", "J", "(1/n) Σ L", ("L",), mean),
        right("dL/dy_hat", "∂L/∂ŷ", "−(y − ŷ)", ("y", "y_hat"), residual),
        right("dJ/dw", "∂J/∂w", "(1/n) Σ ∂L/∂ŷ · x + 2λw", ("dL/dy_hat", "x", "w", "lam"), with_penalty),
        right("dJ/db", "∂J/∂b", "(1/n) Σ ∂L/∂ŷ", ("dL/dy_hat",), mean),
        right("w+", "w⁺", "w − α · ∂J/∂w", ("w", "lr", "dJ/dw"), step),
        right("b+", "b⁺", "b − α · ∂J/∂b", ("b", "lr", "dJ/db"), step),
    ),
    arrays=(Input("x", ("n", "d")), Input("y", ("n",)), Input("w", ("d",)), Input("b"), Input("lam"), Input("lr")),
)


def forward(each, parameters, inputs):
    y_hat = each(summed, parameters, inputs["x"])
    shrunk = inputs["lam"] * each(penalty, parameters, inputs["x"])
    return {"y_hat": y_hat, "L": 0.5 * (inputs["y"] - y_hat) ** 2 + shrunk}


def penalty(parameters, x):
    return (parameters["w"] ** 2).sum(-1)
