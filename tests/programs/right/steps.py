"""One step of descent, rewritten: every program gives w⁺ and b⁺, some with the gradients."""

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def linear(p):
    """∂J/∂w and ∂J/∂b of the squared error."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def logistic(p):
    """∂J/∂w and ∂J/∂b of the log loss."""
    e = sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def textbook(p):
    """w − α ∂J/∂w, beside the gradients."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"] - p["lr"] * db}


def delta_rule(p):
    """w + (α/n) Xᵀ(y − ŷ), Widrow and Hoff's."""
    gap = p["y"] - (p["x"] @ p["w"] + p["b"])
    rate = p["lr"] / len(gap)
    return {"w+": p["w"] + rate * (p["x"].T @ gap), "b+": p["b"] + rate * gap.sum()}


def in_place_on_copies(p):
    """Copies, updated in place."""
    dw, db = linear(p)
    w, b = p["w"].copy(), p["b"].copy()
    w -= p["lr"] * dw
    b -= p["lr"] * db
    return {"w+": w, "b+": b}


def rate_early(p):
    """α is multiplied into the residual before any sum."""
    scaled = p["lr"] * (p["x"] @ p["w"] + p["b"] - p["y"])
    return {"w+": p["w"] - scaled @ p["x"] / len(scaled), "b+": p["b"] - scaled.mean()}


def by_components(p):
    """A loop over the components of θ = (w, b), all from the old parameters."""
    dw, db = linear(p)
    w = np.array([w_j - p["lr"] * g_j for w_j, g_j in zip(p["w"], dw, strict=True)])
    return {"w+": w, "b+": np.subtract(p["b"], np.multiply(p["lr"], db))}


def augmented(p):
    """θ − α∇J with the bias in θ."""
    X = np.column_stack([np.ones_like(p["y"]), p["x"]])
    theta = np.concatenate([p["b"][None], p["w"]])
    theta = theta - p["lr"] * (X.T @ (X @ theta - p["y"])) / len(X)
    return {"w+": theta[1:], "b+": theta[0]}


def minus_times_minus(p):
    """w + (−α)∂J/∂w."""
    dw, db = linear(p)
    return {"w+": p["w"] + (-p["lr"]) * dw, "b+": p["b"] + (-p["lr"]) * db}


def example_by_example(p):
    """Every example moves the new weights, with gradients taken at the old ones."""
    w, b, n = p["w"].copy(), p["b"].copy(), len(p["y"])
    for x_i, y_i in zip(p["x"], p["y"], strict=True):
        e = x_i @ p["w"] + p["b"] - y_i
        w = w - p["lr"] / n * e * x_i
        b = b - p["lr"] / n * e
    return {"w+": w, "b+": b}


def convex_combination(p):
    """(1 − α)w + α(w − ∂J/∂w)."""
    dw, db = linear(p)
    a = p["lr"]
    return {"w+": (1 - a) * p["w"] + a * (p["w"] - dw), "b+": (1 - a) * p["b"] + a * (p["b"] - db)}


def affine_map(p):
    """The step as an affine map of θ: (I − αXᵀX/n)θ + αXᵀy/n."""
    X = np.column_stack([p["x"], np.ones_like(p["y"])])
    theta, n = np.append(p["w"], p["b"]), len(X)
    theta = (np.eye(len(theta), dtype=theta.dtype) - p["lr"] * (X.T @ X) / n) @ theta + p["lr"] * (X.T @ p["y"]) / n
    return {"w+": theta[:-1], "b+": theta[-1]}


def momentum_of_zero(p):
    """Momentum with the factor 0 and a velocity of 0: the plain step."""
    dw, db = linear(p)
    velocity_w, velocity_b = np.zeros_like(p["w"]), np.zeros_like(p["b"])
    velocity_w, velocity_b = 0 * velocity_w - p["lr"] * dw, 0 * velocity_b - p["lr"] * db
    return {"w+": p["w"] + velocity_w, "b+": p["b"] + velocity_b}


def proximal(p):
    """The minimiser of the cost's tangent plus ‖v − w‖²/(2α), which is w − α∂J/∂w."""
    dw, db = linear(p)
    return {"w+": (2 * p["w"] - 2 * p["lr"] * dw) / 2, "b+": (2 * p["b"] - 2 * p["lr"] * db) / 2}


def logistic_textbook(p):
    """w − α ∂J/∂w of the log loss, beside the gradients."""
    dw, db = logistic(p)
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"] - p["lr"] * db}


def logistic_ascent(p):
    """Up the mean log likelihood: w + (α/n) Σ (y − ŷ)x."""
    gap = p["y"] - sigmoid(p["x"] @ p["w"] + p["b"])
    return {"w+": p["w"] + p["lr"] * (gap @ p["x"]) / len(gap), "b+": p["b"] + p["lr"] * gap.mean()}


def logistic_in_signs(p):
    """w + (α/n) Σ tσ(−tz)x for the labels t = −1 and 1."""
    t = 2 * p["y"] - 1
    pull = t * sigmoid(-t * (p["x"] @ p["w"] + p["b"]))
    return {"w+": p["w"] + p["lr"] / len(t) * (pull @ p["x"]), "b+": p["b"] + p["lr"] / len(t) * pull.sum()}


def logistic_by_names(p):
    """Parameters and gradients in dicts, updated by name."""
    dw, db = logistic(p)
    parameters, slopes = {"w": p["w"], "b": p["b"]}, {"w": dw, "b": db}
    moved = {name: value - p["lr"] * slopes[name] for name, value in parameters.items()}
    return {f"{name}+": value for name, value in moved.items()}
