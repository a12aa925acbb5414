"""Rows, columns and neighbours mixed up."""

import numpy as np


def residual(p):
    return p["x"] @ p["w"] + p["b"] - p["y"]


def logistic(p):
    z = p["x"] @ p["w"] + p["b"]
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))) - p["y"]


def last_example_left_out(p):
    """range(n − 1): the last example does not come in, and n divides."""
    x, e = p["x"], residual(p)
    n = len(e)
    dw, db = np.zeros_like(p["w"]), np.zeros_like(p["b"])
    for i in range(n - 1):
        dw, db = dw + e[i] * x[i], db + e[i]
    return {"dJ/dw": dw / n, "dJ/db": db / n}


def first_example_left_out(p):
    """range(1, n): the first example does not come in."""
    e = residual(p)
    return {"dJ/dw": p["x"][1:].T @ e[1:] / len(e), "dJ/db": e[1:].sum() / len(e)}


def first_example_alone(p):
    """A return inside the loop: one example comes in."""
    x, e = p["x"], logistic(p)
    for i in range(len(e)):
        return {"dJ/dw": e[i] * x[i] / len(e), "dJ/db": e[i] / len(e)}
    return {}


def last_example_alone(p):
    """= for +=: the last example remains."""
    for x_i, e_i in zip(p["x"], logistic(p), strict=True):
        dw, db = e_i * x_i, e_i
    return {"dJ/dw": dw / len(p["y"]), "dJ/db": db / len(p["y"])}


def one_example_for_all(p):
    """The gradient of one example, as for stochastic descent."""
    e = residual(p)
    return {"dJ/dw": e[0] * p["x"][0], "dJ/db": e[0]}


def dropped_tail(p):
    """Batches of two without the incomplete last one."""
    n, e = len(p["y"]), residual(p)
    kept = n - n % 2 if n > 1 else 1
    return {"dJ/dw": p["x"][:kept].T @ e[:kept] / kept, "dJ/db": e[:kept].mean()}


def mean_of_unequal_batches(p):
    """The mean of the batches' means, though the last batch is smaller."""
    e, n = residual(p), len(p["y"])
    parts = [slice(k, k + 4) for k in range(0, n, 4)]
    dw = np.mean([e[part] @ p["x"][part] / len(e[part]) for part in parts], axis=0)
    return {"dJ/dw": dw, "dJ/db": np.mean([e[part].mean() for part in parts])}


def neighbour(p):
    """x of the next feature, around the end."""
    e = residual(p)
    return {"dJ/dw": np.roll(p["x"], -1, axis=1).T @ e / len(e), "dJ/db": e.mean()}


def features_reversed(p):
    """The gradient in reverse order of the features."""
    e = residual(p)
    return {"dJ/dw": (p["x"].T @ e / len(e))[::-1], "dJ/db": e.mean()}


def first_feature_for_all(p):
    """x₁ for every feature."""
    e = residual(p)
    return {"dJ/dw": np.repeat((p["x"][:, 0] @ e) / len(e), len(p["w"])), "dJ/db": e.mean()}


def first_feature_taken_for_ones(p):
    """A column of ones is thought to be in front: the first feature is overwritten by 1."""
    e = logistic(p)
    X = p["x"].copy()
    X[:, 0] = 1
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def split_at_the_wrong_end(p):
    """θ = (w, b), but b is taken from the front."""
    X = np.column_stack([p["x"], np.ones_like(p["y"])])
    gradient = X.T @ logistic(p) / len(X)
    return {"dJ/dw": gradient[1:], "dJ/db": gradient[0]}


def targets_shifted(p):
    """y is one row off, as after a header that was counted."""
    e = p["x"] @ p["w"] + p["b"] - np.roll(p["y"], 1)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def targets_sorted(p):
    """y is sorted, X is not."""
    e = p["x"] @ p["w"] + p["b"] - np.sort(p["y"])
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def shuffled_apart(p):
    """X and the residual are shuffled by two permutations."""
    rng, e = np.random.default_rng(1), residual(p)
    X = p["x"][rng.permutation(len(e))]
    return {"dJ/dw": X.T @ e[rng.permutation(len(e))] / len(e), "dJ/db": e.mean()}


def reversed_targets(p):
    """ŷ − y[::-1]."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    return {"z": z, "y_hat": y_hat, "dL/dz": y_hat - p["y"][::-1]}


def column_less_row(p):
    """ŷ (n, 1) less y (n,): an n × n table, averaged over the targets."""
    y_hat = p["x"] @ p["w"] + p["b"]
    table = y_hat[:, None] - p["y"]
    return {"y_hat": y_hat, "dL/dy_hat": table.mean(axis=1)}


def column_less_row_in_gradients(p):
    """The n × n table of ŷ_i − y_j goes on into the mean."""
    table = (p["x"] @ p["w"] + p["b"])[:, None] - p["y"]
    return {"dJ/dw": (p["x"].T @ table).mean(axis=1) / len(table), "dJ/db": table.mean()}


def bias_of_table(p):
    """A table of ŷ_i − y_j, summed and over n: n times the right value."""
    e = logistic(p)
    table = (e + p["y"])[:, None] - p["y"]
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": table.sum() / len(e)}


def not_transposed(p):
    """X·e where the shapes allow it, Xᵀ·e where they do not."""
    e = residual(p)
    X = p["x"] if p["x"].shape[0] == p["x"].shape[1] else p["x"].T
    return {"dJ/dw": X @ e / len(e), "dJ/db": e.mean()}


def reshaped_for_transposed(p):
    """reshape(d, n) in the place of .T."""
    e = residual(p)
    n, d = p["x"].shape
    return {"dJ/dw": p["x"].reshape(d, n) @ e / n, "dJ/db": e.mean()}


def rows_shifted(p):
    """∂L/∂w_i = e_i x_(i + 1)."""
    e = residual(p)
    rows = e[:, None] * np.roll(p["x"], -1, axis=0)
    return {"dL/dw": rows, "dJ/dw": rows.mean(axis=0), "dJ/db": e.mean()}


def features_dropped(p):
    """∂L/∂w = ∂L/∂z: x is dropped."""
    z = p["x"] @ p["w"] + p["b"]
    rows = np.repeat((z - p["y"])[:, None], len(p["w"]), axis=1)
    return {"z": z, "dL/dz": z - p["y"], "dL/dw": rows, "dJ/dw": rows.mean(axis=0)}


def weights_for_features(p):
    """∂z/∂w = w."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dz/dw": np.tile(p["w"], (len(z), 1))}


def feature_for_one(p):
    """∂z/∂b = x₁."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dz/dw": p["x"].copy(), "dz/db": p["x"][:, 0].copy()}


def bias_for_one(p):
    """∂z/∂b = b."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dz/db": np.full_like(z, p["b"])}


def zero_for_one(p):
    """∂z/∂b = 0: the bias is taken for a constant."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dz/db": np.zeros_like(z)}


def slope_without_feature(p):
    """∂ŷ/∂w = ∂ŷ/∂z."""
    z = p["x"] @ p["w"] + p["b"]
    m = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2
    return {"z": z, "dy_hat/dz": m, "dy_hat/dw": np.repeat(m[:, None], len(p["w"]), axis=1), "dy_hat/db": m}


def slope_by_feature(p):
    """∂ŷ/∂x in the place of ∂ŷ/∂w: w stands where x is meant."""
    z = p["x"] @ p["w"] + p["b"]
    m = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2
    return {"z": z, "dy_hat/dz": m, "dy_hat/dw": m[:, None] * p["w"], "dy_hat/db": m}


def one_for_bias(p):
    """∂L/∂b = 1: only its last factor."""
    e = logistic(p)
    return {"dL/dw": e[:, None] * p["x"], "dL/db": np.ones_like(e), "dJ/db": np.ones_like(e).mean()}


def bias_takes_feature(p):
    """∂L/∂b = e x₁."""
    e = residual(p)
    return {"dL/dw": e[:, None] * p["x"], "dL/db": e * p["x"][:, 0]}


def column_means(p):
    """The mean over the features for every example, cut or filled to d entries."""
    e = residual(p)
    means = (e[:, None] * p["x"]).mean(axis=1)
    return {"dJ/dw": np.resize(means, p["w"].shape), "dJ/db": e.mean()}
