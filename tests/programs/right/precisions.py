"""Other number types inside: the result is in the problem's own."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def single_throughout(p):
    """All of it in float32, widened at the end."""
    x, y, w, b = (p[name].astype(np.float32) for name in ("x", "y", "w", "b"))
    e = x @ w + b - y
    return {"dJ/dw": (x.T @ e / len(e)).astype(p["x"].dtype), "dJ/db": e.mean().astype(p["x"].dtype)}


def single_residual(p):
    """The residual goes through float32."""
    e = (p["x"] @ p["w"] + p["b"] - p["y"]).astype(np.float32).astype(p["x"].dtype)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def single_sums(p):
    """The two sums are kept in float32."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    dw = np.mean(e[:, None] * p["x"], axis=0, dtype=np.float32)
    db = np.mean(e, dtype=np.float32)
    return {"dJ/dw": dw.astype(e.dtype), "dJ/db": db.astype(e.dtype)}


def single_prediction(p):
    """z in float32, whatever follows in the problem's type."""
    z = (p["x"].astype(np.float32) @ p["w"].astype(np.float32) + p["b"].astype(np.float32)).astype(p["x"].dtype)
    e = z - p["y"]
    return {"z": z, "dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def single_sigmoid(p):
    """σ in float32, as a layer on a graphics card would have it."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = sigmoid(z.astype(np.float32)).astype(z.dtype)
    return {"z": z, "y_hat": y_hat, "dJ/dw": (y_hat - p["y"]) @ p["x"] / len(z), "dJ/db": (y_hat - p["y"]).mean()}


def single_throughout_logistic(p):
    """The log loss' gradients in float32, widened at the end."""
    x, y, w, b = (p[name].astype(np.float32) for name in ("x", "y", "w", "b"))
    e = sigmoid(x @ w + b) - y
    return {"dJ/dw": (e @ x / len(e)).astype(p["x"].dtype), "dJ/db": e.mean().astype(p["x"].dtype)}


def long_double(p):
    """All of it in long double, rounded at the end."""
    x, y, w, b = (p[name].astype(np.longdouble) for name in ("x", "y", "w", "b"))
    e = x @ w + b - y
    return {"dJ/dw": (x.T @ e / len(e)).astype(p["x"].dtype), "dJ/db": e.mean().astype(p["x"].dtype)}


def long_double_sums(p):
    """Only the sums in long double."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    dw = np.add.reduce(e[:, None] * p["x"], axis=0, dtype=np.longdouble) / len(e)
    return {"dJ/dw": dw.astype(e.dtype), "dJ/db": (np.add.reduce(e, dtype=np.longdouble) / len(e)).astype(e.dtype)}


def fractions(p):
    """Fractions, without any rounding before the end."""
    x = [[Fraction(float(v)) for v in row] for row in p["x"]]
    y, w = [Fraction(float(v)) for v in p["y"]], [Fraction(float(v)) for v in p["w"]]
    b, n = Fraction(float(p["b"])), len(y)
    e = [sum(w_j * x_j for w_j, x_j in zip(w, row, strict=True)) + b - y_i for row, y_i in zip(x, y, strict=True)]
    dw = [sum(e_i * row[j] for e_i, row in zip(e, x, strict=True)) / n for j in range(len(w))]
    dtype = p["x"].dtype
    return {"dJ/dw": np.array([float(g) for g in dw], dtype), "dJ/db": np.array(float(sum(e) / n), dtype)}


def fractions_of_a_step(p):
    """One step in fractions, rounded once."""
    lr, b, n = Fraction(float(p["lr"])), Fraction(float(p["b"])), len(p["y"])
    w = [Fraction(float(v)) for v in p["w"]]
    dw, db = [Fraction(0)] * len(w), Fraction(0)
    for row, y_i in zip(p["x"], p["y"], strict=True):
        x_i = [Fraction(float(v)) for v in row]
        e = sum(w_j * x_j for w_j, x_j in zip(w, x_i, strict=True)) + b - Fraction(float(y_i))
        dw, db = [g + e * x_j / n for g, x_j in zip(dw, x_i, strict=True)], db + e / n
    dtype = p["x"].dtype
    moved = [float(w_j - lr * g) for w_j, g in zip(w, dw, strict=True)]
    return {"w+": np.array(moved, dtype), "b+": np.array(float(b - lr * db), dtype)}


def decimals(p):
    """The sigmoid in decimals of 60 digits."""
    z = p["x"] @ p["w"] + p["b"]
    with localcontext() as context:
        context.prec, context.Emin, context.Emax = 60, -(10**6), 10**6
        y_hat = [float(1 / (1 + (-Decimal(float(t))).exp())) for t in z]
    return {"z": z, "y_hat": np.array(y_hat, z.dtype)}


def decimals_of_gradients(p):
    """∂J/∂w and ∂J/∂b of the log loss in decimals of 700 digits, so that ŷ − y keeps enough."""
    x, y, n = p["x"], p["y"], len(p["y"])
    with localcontext() as context:
        context.prec, context.Emin, context.Emax = 700, -(10**6), 10**6
        w, b = [Decimal(float(v)) for v in p["w"]], Decimal(float(p["b"]))
        dw, db = [Decimal(0)] * len(w), Decimal(0)
        for row, y_i in zip(x, y, strict=True):
            x_i = [Decimal(float(v)) for v in row]
            z = sum((w_j * x_j for w_j, x_j in zip(w, x_i, strict=True)), b)
            error = 1 / (1 + (-z).exp()) - Decimal(float(y_i))
            dw, db = [g + error * x_j / n for g, x_j in zip(dw, x_i, strict=True)], db + error / n
        return {"dJ/dw": np.array([float(g) for g in dw], x.dtype), "dJ/db": np.array(float(db), x.dtype)}


def decimals_of_loss_slope(p):
    """ŷ − y in decimals of 50 digits, at the rounded z."""
    z = p["x"] @ p["w"] + p["b"]
    with localcontext() as context:
        context.prec, context.Emin, context.Emax = 50, -(10**6), 10**6
        pairs = zip(z, p["y"], strict=True)
        dL_dz = [float(1 / (1 + (-Decimal(float(t))).exp()) - Decimal(float(y_i))) for t, y_i in pairs]
    return {"z": z, "dL/dz": np.array(dL_dz, z.dtype)}


def integer_ratio(p):
    """Sums of integers over one power of two: float.as_integer_ratio, in integers until the end."""

    def as_integer(value, bits=2200):
        top, bottom = float(value).as_integer_ratio()
        return top * 2**bits // bottom, bits

    z_bits = 4400
    b, y = as_integer(p["b"], z_bits)[0], [as_integer(v, z_bits)[0] for v in p["y"]]
    x, w = [[as_integer(v)[0] for v in row] for row in p["x"]], [as_integer(v)[0] for v in p["w"]]
    e = [sum(w_j * x_j for w_j, x_j in zip(w, row, strict=True)) + b - y_i for row, y_i in zip(x, y, strict=True)]
    n, dtype = len(y), p["x"].dtype
    dw = [Fraction(sum(e_i * row[j] for e_i, row in zip(e, x, strict=True)), n * 2**6600) for j in range(len(w))]
    return {
        "dJ/dw": np.array([float(g) for g in dw], dtype),
        "dJ/db": np.array(float(Fraction(sum(e), n << 4400)), dtype),
    }


def two_parts(p):
    """Products split into a rounded part and what it lost, by Dekker and Veltkamp."""

    def split(a):
        large = a * (2**27 + 1 if a.dtype == np.float64 else 2**12 + 1)
        high = large - (large - a)
        return high, a - high

    def product(a, b):
        rounded = a * b
        (a_high, a_low), (b_high, b_low) = split(a), split(b)
        return rounded, ((a_high * b_high - rounded) + a_high * b_low + a_low * b_high) + a_low * b_low

    e = p["x"] @ p["w"] + p["b"] - p["y"]
    rounded, lost = product(p["x"], e[:, None])
    return {"dJ/dw": (rounded.sum(axis=0) + lost.sum(axis=0)) / len(e), "dJ/db": e.mean()}


def math_functions(p):
    """math.expm1 and math.exp on Python's floats, each where it is accurate."""
    z = p["x"] @ p["w"] + p["b"]

    def sigmoid_of(t):
        return 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (2 + math.expm1(t))

    y_hat = [sigmoid_of(t) for t in z.tolist()]
    doubt = [sigmoid_of(-t) for t in z.tolist()]
    dL_dz = [-q if y else s for y, s, q in zip(p["y"].tolist(), y_hat, doubt, strict=True)]
    return {"z": z, "y_hat": np.array(y_hat, z.dtype), "dL/dz": np.array(dL_dz, z.dtype)}
