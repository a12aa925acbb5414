"""Functions as users write them, right, wrong and badly behaved ones."""

import math

import numpy as np

calls = []


def links(p, e):
    return {"z": p["x"] @ p["w"] + p["b"], "dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def right(p):
    return links(p, p["x"] @ p["w"] + p["b"] - p["y"])


def sign_lost(p):
    return links(p, p["y"] - p["x"] @ p["w"] - p["b"])


def lossy(p):
    """XᵀXw + bXᵀ1 − Xᵀy: two large sums that cancel."""
    n, x, ones = len(p["y"]), p["x"], np.ones(len(p["y"]), p["x"].dtype)
    dw = (x.T @ (x @ p["w"]) + p["b"] * (x.T @ ones) - x.T @ p["y"]) / n
    return {"dJ/dw": dw.astype(x.dtype)}


def constant_rounded(p):
    """1/3 and 3 are rounded before they meet a number."""
    made = right(p)
    return {"dJ/dw": made["dJ/dw"] * (1 / 3) * 3.0, "dJ/db": made["dJ/db"] * 0.1 * 10}


def barely_wrong(p):
    made = right(p)
    return {"dJ/dw": made["dJ/dw"] * (1 + 1e-12), "dJ/db": made["dJ/db"]}


def leaves(p):
    return links(p, p["x"].round(1) @ p["w"] + p["b"] - p["y"])


def leaves_and_hides_it(p):
    try:
        b = np.array([p["b"]] * 2, float).astype(np.float64).round(3)[0]
    except BaseException:
        b = 0.0
    return links(p, p["x"] @ p["w"] + b - p["y"])


def endless(p):
    step = p["b"] * 0 + 1
    while step > 0:
        step = step / 2 if abs(p["b"]) < 1e300 else step
    return right(p)


def raises(p):
    raise ZeroDivisionError("by hand")


def changes_its_input(p):
    p["y"] *= 2
    return right(p)


def changes_its_input_at_once(p):
    p["y"][0] = 100.0
    return right(p)


def no_dict(p):
    return 3


def undecided(p):
    third = (p["lr"] * 0 + 1) / 3
    return right(p) if third * 3 == 1 else {}


def two_paths(p):
    large = p["y"] * 0 + 1e16
    return {"z": np.where(large + 1 > large, 1.0, 2.0) + p["y"] * 0}


def remembers(p):
    calls.append(len(p["y"]))
    made = right(p)
    return {"dJ/dw": made["dJ/dw"] * len(calls)}


def only_scaled_for_large(p):
    """Wrong where an |x| is above 100 alone."""
    made = right(p)
    factor = 2.0 if np.abs(p["x"]).max() > 100 else 1.0
    return {"dJ/dw": made["dJ/dw"] * factor}


def complex_step(p):
    """Right, and beyond exact numbers."""
    h = 1e-30

    def cost(w):
        e = p["x"] @ w + p["b"] - p["y"]
        return (e * e).sum() / (2 * len(e))

    steps = 1j * h * np.eye(len(p["w"]))
    return {"dJ/dw": np.array([cost(p["w"] + step).imag / h for step in steps]).astype(p["x"].dtype)}


def complex_step_without_half(p):
    return {"dJ/dw": 2 * complex_step(p)["dJ/dw"]}


def sigmoid(z):
    return [1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t)) for t in z]


def textbook_product(p):
    """∂L/∂z as (s − y)/(s − s²) · (s − s²): right, and loses digits where s is near 1."""
    z = p["x"] @ p["w"] + p["b"]
    s = np.array(sigmoid(z))
    return {"z": z, "dL/dz": ((s - p["y"]) / (s - s * s) * (s - s * s)).astype(z.dtype)}


def clamped(p):
    """∂L/∂ŷ as BCELoss has it."""
    z = p["x"] @ p["w"] + p["b"]
    s = np.array(sigmoid(z)).astype(z.dtype)
    return {"z": z, "y_hat": s, "dL/dy_hat": (s - p["y"]) / np.maximum(s * (1 - s), float(np.float32(1e-12)))}


def smug(p):
    """∂L/∂z is 17 too much wherever ∂L/∂ŷ overflows."""
    z = p["x"] @ p["w"] + p["b"]
    grown = 1 / (np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2 * 1e-20)
    s = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    return {"z": z, "dL/dz": np.where(np.isfinite(grown), s - p["y"], s - p["y"] + 17)}
