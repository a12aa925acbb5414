"""∂J/∂w and ∂J/∂b of the log loss, without the links before them."""

import math

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def predict(p):
    return sigmoid(p["x"] @ p["w"] + p["b"])


def course_way(p):
    """dw = Xᵀ(a − y)/m, db = Σ(a − y)/m."""
    X, y, m = p["x"], p["y"], len(p["y"])
    with np.errstate(over="ignore"):
        a = 1 / (1 + np.exp(-(X @ p["w"] + p["b"])))
    return {"dJ/dw": X.T @ (a - y) / m, "dJ/db": np.sum(a - y) / m}


def course_way_in_columns(p):
    """Examples in columns: dw = XdZᵀ/m, of shape (d, 1), made flat at the end."""
    X, Y = p["x"].T, p["y"].reshape(1, -1)
    m = X.shape[1]
    A = sigmoid(np.dot(p["w"].reshape(-1, 1).T, X) + p["b"])
    dZ = A - Y
    return {"dJ/dw": (np.dot(X, dZ.T) / m).flatten(), "dJ/db": np.sum(dZ, axis=1)[0] / m}


def ascent_of_likelihood(p):
    """Minus the mean gradient of the log likelihood, Xᵀ(y − ŷ)."""
    gap = p["y"] - predict(p)
    return {"dJ/dw": -(gap @ p["x"]) / len(gap), "dJ/db": -gap.sum() / len(gap)}


def of_signs(p):
    """−(1/n) Σ tσ(−tz)x for the labels t = −1 and 1."""
    t = 2 * p["y"] - 1
    g = -t * sigmoid(-t * (p["x"] @ p["w"] + p["b"]))
    return {"dJ/dw": g @ p["x"] / len(g), "dJ/db": g.mean()}


def of_signed_rows(p):
    """The labels −1 and 1 multiplied into the rows and a column of ones beforehand."""
    t = np.where(p["y"] == 1, 1, -1).astype(p["x"].dtype)
    A = t[:, None] * np.column_stack([p["x"], np.ones_like(t)])
    theta = np.append(p["w"], p["b"])
    gradient = -A.T @ sigmoid(-(A @ theta)) / len(t)
    return {"dJ/dw": gradient[:-1], "dJ/db": gradient[-1]}


def by_class(p):
    """The two classes' examples summed apart."""
    X, y, n = p["x"], p["y"], len(p["y"])
    happy, sad = X[y == 1], X[y == 0]
    doubt, belief = sigmoid(-(happy @ p["w"] + p["b"])), sigmoid(sad @ p["w"] + p["b"])
    return {"dJ/dw": (sad.T @ belief - happy.T @ doubt) / n, "dJ/db": (belief.sum() - doubt.sum()) / n}


def moments_matched(p):
    """Xᵀŷ/n − Xᵀy/n: what the model expects less what was seen."""
    y_hat, n = predict(p), len(p["y"])
    return {"dJ/dw": p["x"].T @ y_hat / n - p["x"].T @ p["y"] / n, "dJ/db": y_hat.mean() - p["y"].mean()}


def softmax_of_two(p):
    """A softmax of two classes whose first weights are 0, and the second column of its gradient."""
    n, d = p["x"].shape
    W = np.stack([np.zeros(d, p["x"].dtype), p["w"]], axis=1)
    logits = p["x"] @ W + np.array([0, p["b"]], p["x"].dtype)
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = grown / grown.sum(axis=1, keepdims=True)
    probabilities[np.arange(n), p["y"].astype(int)] -= 1
    return {"dJ/dw": (p["x"].T @ probabilities)[:, 1] / n, "dJ/db": probabilities[:, 1].mean()}


def by_loops(p):
    """Two loops and math.exp."""
    x, y, w, b = p["x"].tolist(), p["y"].tolist(), p["w"].tolist(), float(p["b"])
    n, d = len(x), len(w)
    dw, db = [0.0] * d, 0.0
    for i in range(n):
        z = b
        for j in range(d):
            z += w[j] * x[i][j]
        error = 1 / (1 + math.exp(-z)) - y[i]
        for j in range(d):
            dw[j] += error * x[i][j]
        db += error
    return {"dJ/dw": np.array([g / n for g in dw], p["x"].dtype), "dJ/db": np.array(db / n, p["x"].dtype)}


def by_chain_of_products(p):
    """∂L/∂ŷ · ∂ŷ/∂z · x for each example, the first two by the label, in a loop."""
    rows, n = [], len(p["y"])
    for x_i, y_i in zip(p["x"], p["y"], strict=True):
        z = x_i @ p["w"] + p["b"]
        dL_dz = -sigmoid(-z) if y_i == 1 else sigmoid(z)
        rows.append(np.append(dL_dz * x_i, dL_dz))
    gradient = np.sum(rows, axis=0) / n
    return {"dJ/dw": gradient[:-1], "dJ/db": gradient[-1]}


def nothing_cancelled(p):
    """The three factors of the chain rule, multiplied out over the examples by einsum."""
    y, s = p["y"], predict(p)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = -(y - s) / (s * (1 - s))
    return {
        "dJ/dw": np.einsum("i,i,ij->j", slope, s * (1 - s), p["x"]) / len(y),
        "dJ/db": np.einsum("i,i->", slope, s * (1 - s)) / len(y),
    }


def with_column_of_ones(p):
    """θ = (b, w), and one product for both gradients."""
    X = np.insert(p["x"], 0, 1, axis=1)
    theta = np.concatenate(([p["b"]], p["w"]))
    gradient = X.T @ (sigmoid(X @ theta) - p["y"]) / len(X)
    return {"dJ/dw": gradient[1:], "dJ/db": gradient[0]}


def by_batches(p):
    """Batches of two, their sums added up."""
    n, dw, db = len(p["y"]), 0, 0
    for start in range(0, n, 2):
        X, y = p["x"][start : start + 2], p["y"][start : start + 2]
        e = sigmoid(X @ p["w"] + p["b"]) - y
        dw, db = dw + e @ X / n, db + e.sum() / n
    return {"dJ/dw": dw, "dJ/db": db}


def by_tanh(p):
    """(1/2n) Xᵀ(tanh(z/2) − t) for the labels t = −1 and 1."""
    t = 2 * p["y"] - 1
    g = (np.tanh((p["x"] @ p["w"] + p["b"]) / 2) - t) / 2
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def weighted_average(p):
    """The features averaged with the residuals as weights, times the sum of the residuals' sizes."""
    e = predict(p) - p["y"]
    size = np.abs(e)
    total = size.sum()
    if total == 0:
        return {"dJ/dw": np.zeros_like(p["w"]), "dJ/db": np.zeros_like(p["b"])}
    signed = np.sign(e)[:, None] * np.column_stack([p["x"], np.ones_like(e)])
    mean = np.average(signed, axis=0, weights=size) * (total / len(e))
    return {"dJ/dw": mean[:-1], "dJ/db": mean[-1]}


def by_grouped_rows(p):
    """Equal rows counted once: each distinct row with how often it occurs and its mean label."""
    rows, inverse, counts = np.unique(p["x"], axis=0, return_inverse=True, return_counts=True)
    share = np.bincount(inverse.ravel(), weights=p["y"]) / counts
    e = counts * (sigmoid(rows @ p["w"] + p["b"]) - share)
    n = len(p["y"])
    return {"dJ/dw": (rows.T @ e / n).astype(p["x"].dtype), "dJ/db": np.asarray(e.sum() / n, p["x"].dtype)}


def bias_alone(p):
    """∂J/∂b: the mean prediction error."""
    return {"dJ/db": np.mean(predict(p) - p["y"])}


def with_the_step(p):
    """∂J/∂w, ∂J/∂b and one step with them."""
    e = predict(p) - p["y"]
    dw, db = p["x"].T @ e / len(e), e.mean()
    return {"dJ/dw": dw, "dJ/db": db, "w+": p["w"] - p["lr"] * dw, "b+": p["b"] - p["lr"] * db}


def by_exponential_loss_weights(p):
    """Weights e^m/(1 + e^m) of the margins m = −tz, as boosting writes the logistic loss."""
    t = 2 * p["y"] - 1
    with np.errstate(over="ignore", invalid="ignore"):
        grown = np.exp(-t * (p["x"] @ p["w"] + p["b"]))
        weight = grown / (1 + grown)
    return {"dJ/dw": -(t * weight) @ p["x"] / len(t), "dJ/db": -(t * weight).mean()}


def by_matrix_of_examples(p):
    """The (n, d + 1) table of every example's gradient, averaged down."""
    e = predict(p) - p["y"]
    table = np.c_[p["x"], np.ones(len(e), e.dtype)] * e[:, np.newaxis]
    mean = table.mean(axis=0)
    return {"dJ/dw": mean[:-1], "dJ/db": mean[-1]}
