"""Whole traces, every link given, each in its own style."""

import math
from dataclasses import dataclass

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def regression(p):
    """Every link of the squared error, in the notes' order."""
    x, y, w, b, lr = p["x"], p["y"], p["w"], p["b"], p["lr"]
    z = x @ w + b
    e = z - y
    ones = np.ones_like(z)
    rows = e[:, None] * x
    dw, db = rows.mean(axis=0), e.mean()
    return {
        "z": z,
        "y_hat": z.copy(),
        "L": e**2 / 2,
        "J": (e**2).sum() / (2 * len(y)),
        "dL/dy_hat": e,
        "dy_hat/dz": ones,
        "dL/dz": e,
        "dz/dw": x.copy(),
        "dz/db": ones,
        "dy_hat/dw": x.copy(),
        "dy_hat/db": ones,
        "dL/dw": rows,
        "dL/db": e,
        "dJ/dw": dw,
        "dJ/db": db,
        "w+": w - lr * dw,
        "b+": b - lr * db,
    }


def regression_in_loops(p):
    """Every link of the squared error, a number at a time."""
    x, y, w, b, lr = p["x"], p["y"], p["w"], p["b"], p["lr"]
    n, d = x.shape
    z, L, e = np.zeros(n, x.dtype), np.zeros(n, x.dtype), np.zeros(n, x.dtype)
    dL_dw = np.zeros((n, d), x.dtype)
    for i in range(n):
        for j in range(d):
            z[i] += w[j] * x[i, j]
        z[i] += b
        e[i] = -(y[i] - z[i])
        L[i] = 0.5 * e[i] * e[i]
        for j in range(d):
            dL_dw[i, j] = e[i] * x[i, j]
    dw, db = np.zeros(d, x.dtype), x.dtype.type(0)
    for i in range(n):
        dw += dL_dw[i]
        db += e[i]
    dw, db = dw / n, db / n
    return {
        "z": z,
        "y_hat": z + 0,
        "L": L,
        "J": sum(L) / n,
        "dL/dy_hat": e,
        "dL/dw": dL_dw,
        "dL/db": e + 0,
        "dJ/dw": dw,
        "dJ/db": db,
        "w+": np.array([w[j] - lr * dw[j] for j in range(d)]),
        "b+": b - lr * db,
    }


def classification(p):
    """Every link of the log loss, as the notes write it."""
    x, y, w, b, lr = p["x"], p["y"], p["w"], p["b"], p["lr"]
    with np.errstate(all="ignore"):
        z = x @ w + b
        s = 1 / (1 + np.exp(-z))
        L = -(y * np.log(s) + (1 - y) * np.log(1 - s))
        dL_ds = -(y - s) / (s * (1 - s))
        ds_dz = s * (1 - s)
        dL_dz = dL_ds * ds_dz
        dL_dw = dL_dz[:, None] * x
        dw, db = dL_dw.mean(axis=0), dL_dz.mean()
    return {
        "z": z,
        "y_hat": s,
        "L": L,
        "J": L.mean(),
        "dL/dy_hat": dL_ds,
        "dy_hat/dz": ds_dz,
        "dL/dz": dL_dz,
        "dz/dw": x.copy(),
        "dz/db": np.ones_like(z),
        "dy_hat/dw": ds_dz[:, None] * x,
        "dy_hat/db": ds_dz,
        "dL/dw": dL_dw,
        "dL/db": dL_dz,
        "dJ/dw": dw,
        "dJ/db": db,
        "w+": w - lr * dw,
        "b+": b - lr * db,
    }


def classification_of_signs(p):
    """Every link from the margin tz of the labels t = −1 and 1."""
    x, w, b, lr = p["x"], p["w"], p["b"], p["lr"]
    t = np.where(p["y"] > 0, 1, -1).astype(x.dtype)
    z = x @ w + b
    right, wrong = sigmoid(t * z), sigmoid(-t * z)
    dL_dz = -t * wrong
    dL_dw = np.einsum("i,ij->ij", dL_dz, x)
    dw, db = dL_dw.mean(axis=0), dL_dz.mean()
    with np.errstate(over="ignore", divide="ignore"):
        dL_ds = -t / right
    L = np.logaddexp(0, -t * z)
    return {
        "z": z,
        "y_hat": np.where(t > 0, right, wrong),
        "L": L,
        "J": L.mean(),
        "dL/dy_hat": dL_ds,
        "dy_hat/dz": right * wrong,
        "dL/dz": dL_dz,
        "dL/dw": dL_dw,
        "dL/db": dL_dz.copy(),
        "dJ/dw": dw,
        "dJ/db": db,
        "w+": w - lr * dw,
        "b+": b - lr * db,
    }


def classification_without_loss(p):
    """z, ŷ, the cancelled slope and what follows; no loss anywhere."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = sigmoid(z)
    delta = y_hat - p["y"]
    grad_w, grad_b = delta @ p["x"] / len(delta), delta.sum() / len(delta)
    return {"z": z, "y_hat": y_hat, "dL/dz": delta, "dJ/dw": grad_w, "dJ/db": grad_b}


def slopes_of_prediction(p):
    """The links from ŷ to the parameters: ∂ŷ/∂w and ∂ŷ/∂b."""
    z = p["x"] @ p["w"] + p["b"]
    slope = sigmoid(z) * sigmoid(-z)
    by_w = slope.reshape(-1, 1) * p["x"]
    return {"z": z, "y_hat": sigmoid(z), "dy_hat/dz": slope, "dy_hat/dw": by_w, "dy_hat/db": slope}


def through_slopes_of_prediction(p):
    """∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂w, the notes' own order of the chain rule."""
    y = p["y"]
    z = p["x"] @ p["w"] + p["b"]
    s = sigmoid(z)
    with np.errstate(divide="ignore", invalid="ignore"):
        dL_ds = -y / s + (1 - y) / (1 - s)
        ds_dw, ds_db = (s * (1 - s))[:, None] * p["x"], s * (1 - s)
        dL_dw, dL_db = dL_ds[:, None] * ds_dw, dL_ds * ds_db
    return {
        "z": z,
        "y_hat": s,
        "dL/dy_hat": dL_ds,
        "dy_hat/dw": ds_dw,
        "dy_hat/db": ds_db,
        "dL/dw": dL_dw,
        "dL/db": dL_db,
        "dJ/dw": dL_dw.sum(axis=0) / len(y),
        "dJ/db": dL_db.sum() / len(y),
    }


@dataclass
class Perceptron:
    """A model that keeps what its backward pass needs."""

    weights: np.ndarray
    bias: np.ndarray

    def forward(self, x):
        self.x = x
        self.z = x @ self.weights + self.bias
        self.out = sigmoid(self.z)
        return self.out

    def backward(self, dL_dz):
        self.dw = self.x.T @ dL_dz / len(dL_dz)
        self.db = dL_dz.sum() / len(dL_dz)

    def update(self, rate):
        self.weights = self.weights - rate * self.dw
        self.bias = self.bias - rate * self.db


def class_with_methods(p):
    """A class with forward, backward and update."""
    model = Perceptron(p["w"], p["b"])
    y_hat = model.forward(p["x"])
    model.backward(y_hat - p["y"])
    z, dw, db = model.z, model.dw, model.db
    model.update(p["lr"])
    return {"z": z, "y_hat": y_hat, "dJ/dw": dw, "dJ/db": db, "w+": model.weights, "b+": model.bias}


def names_in_letters(p):
    """The links under the notes' own letters."""
    z = p["x"] @ p["w"] + p["b"]
    t = 2 * p["y"] - 1
    g = -t * sigmoid(-t * z)
    return {"z": z, "ŷ": sigmoid(z), "∂L/∂z": g, "∂J/∂w": p["x"].T @ g / len(g), "∂J/∂b": g.mean()}


def sums_apart(p):
    """z and the partials alone: ∂z/∂w = x, ∂z/∂b = 1, ∂L/∂w = (z − y)x."""
    x = p["x"]
    z = np.sum(x * p["w"], axis=1) + p["b"]
    delta = np.subtract(z, p["y"])
    return {
        "z": z,
        "dz/dw": np.array(x),
        "dz/db": np.full(len(z), 1, x.dtype),
        "dL/dw": delta[:, np.newaxis] * x,
        "dL/db": delta * 1,
    }


def costs_by_norm(p):
    """J as ‖e‖²/(2n), and as the product of e with itself in L."""
    e = p["y"] - p["x"] @ p["w"] - p["b"]
    return {"L": np.square(e) / 2, "J": np.linalg.norm(e) ** 2 / (2 * len(e)), "dL/dy_hat": -e}


def cost_by_product(p):
    """J = eᵀe/(2n) alone."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"J": np.dot(e, e) / 2 / e.shape[0]}


def losses_expanded(p):
    """L = ½y² − yŷ + ½ŷ²."""
    y_hat = p["x"] @ p["w"] + p["b"]
    y = p["y"]
    return {"y_hat": y_hat, "L": y**2 / 2 - y * y_hat + y_hat**2 / 2}


def cost_by_quadratic_form(p):
    """J = ½(θᵀXᵀXθ − 2θᵀXᵀy + yᵀy)/n."""
    X = np.column_stack([p["x"], np.ones_like(p["y"])])
    theta, y = np.append(p["w"], p["b"]), p["y"]
    return {"J": (theta @ (X.T @ X) @ theta - 2 * theta @ (X.T @ y) + y @ y) / (2 * len(y))}


def cost_by_variance(p):
    """J = ½(the variance of the residuals plus the square of their mean)."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"J": (e.var() + e.mean() ** 2) / 2}


def sums_by_math(p):
    """z by math.sumprod's forerunner: fsum of the products, a row at a time."""
    z = [math.fsum([*(w_j * x_j for w_j, x_j in zip(p["w"], row, strict=True)), p["b"]]) for row in p["x"]]
    z = np.array(z, p["x"].dtype)
    return {"z": z, "y_hat": z.copy(), "dL/dy_hat": z - p["y"]}
