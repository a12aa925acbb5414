"""Relative errors too small for a tolerance that somebody chose."""

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def linear(p):
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def residual(p):
    return sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"]


def scaled(p, factor):
    """∂J/∂w times a factor, ∂J/∂b as it should be."""
    dw, db = linear(p)
    return {"dJ/dw": dw * factor, "dJ/db": db}


def thousandth(p):
    """∂J/∂w × 1.001."""
    return scaled(p, 1.001)


def millionth_less(p):
    """∂J/∂w × (1 − 1e-6)."""
    return scaled(p, 1 - 1e-6)


def hundred_millionth(p):
    """∂J/∂w × (1 + 1e-8)."""
    return scaled(p, 1 + 1e-8)


def ten_billionth_less(p):
    """∂J/∂w × (1 − 1e-10)."""
    return scaled(p, 1 - 1e-10)


def trillionth(p):
    """∂J/∂w × (1 + 1e-12)."""
    return scaled(p, 1 + 1e-12)


def tenth_of_trillionth(p):
    """∂J/∂w × (1 + 1e-13): some 450 ulps."""
    return scaled(p, 1 + 1e-13)


def prediction(p):
    """ŷ × (1 + 1e-7)."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "y_hat": sigmoid(z) * (1 + 1e-7)}


def exponential_of_ten_digits(p):
    """1/(1 + 2.718281828^−z): e with ten digits."""
    z = p["x"] @ p["w"] + p["b"]
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (1 + 2.718281828**-z)}


def epsilon_added(p):
    """ŷ + 1e-12, against ln 0."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "y_hat": sigmoid(z) + 1e-12}


def epsilon_in_denominator(p):
    """1/(1 + e^−z + 1e-10)."""
    z = p["x"] @ p["w"] + p["b"]
    with np.errstate(over="ignore"):
        return {"z": z, "y_hat": 1 / (1 + np.exp(-z) + 1e-10)}


def slope(p):
    """(ŷ − y)(1 − 1e-9)."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "y_hat": sigmoid(z), "dL/dz": residual(p) * (1 - 1e-9)}


def epsilon_in_slope(p):
    """ŷ(1 − ŷ) + 1e-10."""
    z = p["x"] @ p["w"] + p["b"]
    s = sigmoid(z)
    return {"z": z, "y_hat": s, "dy_hat/dz": s * (1 - s) + 1e-10}


def mean_plus_epsilon(p):
    """Over n + 1e-8, against n = 0."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / (len(e) + 1e-8), "dJ/db": e.mean()}


def jittered_features(p):
    """x + 1e-6 at the gradient, against singular matrices."""
    e = residual(p)
    return {"dJ/dw": (p["x"] + 1e-6).T @ e / len(e), "dJ/db": e.mean()}


def sums(p):
    """z × (1 − 1e-11)."""
    z = (p["x"] @ p["w"] + p["b"]) * (1 - 1e-11)
    return {"z": z, "y_hat": z.copy()}


def half_of_nine_digits(p):
    """0.499999999 e²."""
    y_hat = p["x"] @ p["w"] + p["b"]
    return {"y_hat": y_hat, "L": 0.499999999 * (p["y"] - y_hat) ** 2}


def step(p):
    """The step × (1 + 1e-6)."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw * (1 + 1e-6), "b+": p["b"] - p["lr"] * db}


def decay(p):
    """w decays by 1e-9 before the step."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] * (1 - 1e-9) - p["lr"] * dw, "b+": p["b"] - p["lr"] * db}


def last_feature(p):
    """The last feature's gradient × (1 + 1e-9)."""
    dw, db = linear(p)
    dw = dw.copy()
    dw[-1] *= 1 + 1e-9
    return {"dJ/dw": dw, "dJ/db": db}


def first_example(p):
    """The first example's gradient × (1 − 1e-8)."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    rows = e[:, None] * p["x"]
    rows[0] *= 1 - 1e-8
    return {"dL/dw": rows, "dJ/dw": rows.mean(axis=0)}


def bias_plus_epsilon(p):
    """∂J/∂b + 1e-10."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db + 1e-10}


def forward_difference(p):
    """(J(w + h) − J(w))/h with h = 1e-6, whose own error is about ½h J″."""
    h, w, b = 1e-6, p["w"], p["b"]

    def cost(w):
        z = p["x"] @ w + b
        return np.logaddexp(0, (1 - 2 * p["y"]) * z).mean()

    dw = [(cost(w + step) - cost(w)) / h for step in h * np.eye(len(w), dtype=w.dtype)]
    return {"dJ/dw": np.array(dw, w.dtype), "dJ/db": residual(p).mean()}


def central_difference(p):
    """(J(w + h) − J(w − h))/2h with h = 1e-3 for the log loss, whose own error is about h²."""
    h, w, b = 1e-3, p["w"], p["b"]

    def cost(w):
        z = p["x"] @ w + b
        return np.logaddexp(0, (1 - 2 * p["y"]) * z).mean()

    dw = [(cost(w + step) - cost(w - step)) / (2 * h) for step in h * np.eye(len(w), dtype=w.dtype)]
    return {"dJ/dw": np.array(dw, w.dtype), "dJ/db": residual(p).mean()}


def one_sided_difference(p):
    """(J(w + h) − J(w))/h with h = 2^−20 for the squared error: off by ½h times the mean of x²."""
    h, w, b = 2.0**-20, p["w"], p["b"]

    def cost(w):
        e = p["x"] @ w + b - p["y"]
        return (e * e).mean() / 2

    dw = [(cost(w + step) - cost(w)) / h for step in h * np.eye(len(w), dtype=w.dtype)]
    return {"dJ/dw": np.array(dw, w.dtype), "dJ/db": linear(p)[1]}
