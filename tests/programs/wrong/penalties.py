"""A penalty, a weighting or a transformed feature that the cost does not have."""

import numpy as np


def linear(p):
    """∂J/∂w, ∂J/∂b of the squared error."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return p["x"].T @ e / len(e), e.mean()


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def residual(p):
    """ŷ − y of the log loss."""
    return sigmoid(p["x"] @ p["w"] + p["b"]) - p["y"]


def logistic(p):
    e = residual(p)
    return p["x"].T @ e / len(e), e.mean()


def ridge(p):
    """+ 0.1 w, of a penalised cost."""
    dw, db = linear(p)
    return {"dJ/dw": dw + p["w"] * 0.1, "dJ/db": db}


def ridge_of_wrong_sign(p):
    """− 0.1 w."""
    dw, db = linear(p)
    return {"dJ/dw": dw - 0.1 * p["w"], "dJ/db": db}


def ridge_over_n(p):
    """+ (λ/n) w with λ = 0.1, as the course's regularised cost has it."""
    dw, db = logistic(p)
    return {"dJ/dw": dw + 0.1 / len(p["y"]) * p["w"], "dJ/db": db}


def ridge_of_one(p):
    """+ w: C = 1 of scikit-learn's default, without its n."""
    dw, db = logistic(p)
    return {"dJ/dw": dw + p["w"], "dJ/db": db}


def lasso(p):
    """+ 0.1 sign(w)."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 0.1 * np.sign(p["w"]), "dJ/db": db}


def elastic_net(p):
    """+ 0.05 w + 0.05 sign(w)."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 0.05 * p["w"] + 0.05 * np.sign(p["w"]), "dJ/db": db}


def penalty_on_bias(p):
    """+ 0.1 b, at the bias alone."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db + 0.1 * p["b"]}


def penalty_on_both(p):
    """+ 0.1 w and + 0.1 b."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 0.1 * p["w"], "dJ/db": db + 0.1 * p["b"]}


def one_weight_on_all(p):
    """+ 0.1 w₁ in every component."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 0.1 * p["w"][0], "dJ/db": db}


def sum_of_weights_on_all(p):
    """+ 0.1 Σ w in every component."""
    dw, db = logistic(p)
    return {"dJ/dw": dw + 0.1 * p["w"].sum(), "dJ/db": db}


def penalty_itself(p):
    """The penalty itself in the place of its gradient."""
    dw, db = logistic(p)
    return {"dJ/dw": dw + 0.1 * (p["w"] @ p["w"]), "dJ/db": db}


def first_weight_penalised(p):
    """The mask that should spare the bias spares all weights but the first."""
    dw, db = linear(p)
    dw = dw.copy()
    dw[0] += 0.1 * p["w"][0]
    return {"dJ/dw": dw, "dJ/db": db}


def small_ridge(p):
    """+ 1e-4 w, a default that nobody set."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 1e-4 * p["w"], "dJ/db": db}


def tiny_ridge(p):
    """+ 1e-9 w, meant for stability."""
    dw, db = logistic(p)
    return {"dJ/dw": dw + 1e-9 * p["w"], "dJ/db": db}


def half_of_first_weight(p):
    """+ ½ w₁ in the first component."""
    dw, db = linear(p)
    extra = np.zeros_like(dw)
    extra[0] = p["w"][0] / 2
    return {"dJ/dw": dw + extra, "dJ/db": db}


def prior_on_bias(p):
    """+ (10/n) b, a prior on the bias."""
    dw, db = linear(p)
    return {"dJ/dw": dw, "dJ/db": db + 10 / len(p["y"]) * p["b"]}


def bias_in_weights(p):
    """∂J/∂w + ∂J/∂b."""
    dw, db = linear(p)
    return {"dJ/dw": dw + db, "dJ/db": db}


def plus_one(p):
    """∂J/∂w + 1: the column of ones is left in the sum."""
    dw, db = linear(p)
    return {"dJ/dw": dw + 1, "dJ/db": db}


def plus_rate(p):
    """The rate is added to the gradient."""
    dw, db = linear(p)
    return {"dJ/dw": dw + p["lr"], "dJ/db": db}


def rate_in_gradient(p):
    """The rate is in the gradient already."""
    dw, db = linear(p)
    return {"dJ/dw": p["lr"] * dw, "dJ/db": p["lr"] * db}


def centred_features(p):
    """x − x̄ at the gradient, x at the prediction."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"dJ/dw": (p["x"] - p["x"].mean(axis=0)).T @ e / len(e), "dJ/db": e.mean()}


def centred_throughout(p):
    """x − x̄ at the prediction and at the gradient."""
    X = p["x"] - p["x"].mean(axis=0)
    e = sigmoid(X @ p["w"] + p["b"]) - p["y"]
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def centred_by_row(p):
    """Every row less its own mean: the axis of the centring."""
    X = p["x"] - p["x"].mean(axis=1, keepdims=True)
    e = residual(p)
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def standardised_features(p):
    """x over its deviation, at the gradient."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    deviation = p["x"].std(axis=0)
    X = p["x"] / np.where(deviation > 0, deviation, 1)
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def rows_of_length_one(p):
    """Every row divided by its norm."""
    norm = np.sqrt((p["x"] ** 2).sum(axis=1, keepdims=True))
    X = p["x"] / np.where(norm > 0, norm, 1)
    e = residual(p)
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def features_clipped(p):
    """Features clipped to ±3, at the gradient."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"dJ/dw": np.clip(p["x"], -3, 3).T @ e / len(e), "dJ/db": e.mean()}


def targets_centred(p):
    """y − ȳ for y."""
    e = p["x"] @ p["w"] + p["b"] - (p["y"] - p["y"].mean())
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def residuals_centred(p):
    """Residuals less their mean, at the weights: the covariance alone."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    return {"dJ/dw": p["x"].T @ (e - e.mean()) / len(e), "dJ/db": e.mean()}


def positives_count_twice(p):
    """A class weight of 2 for the label 1."""
    e = (1 + p["y"]) * residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def balanced_classes(p):
    """Balanced class weights n/(2 n_c)."""
    n, happy = len(p["y"]), p["y"].sum()
    count = np.where(p["y"] == 1, happy, n - happy)
    e = n / (2 * count) * residual(p)
    return {"dJ/dw": p["x"].T @ e / n, "dJ/db": e.mean()}


def negatives_sampled(p):
    """Only every second example of the label 0 comes in."""
    sad = np.flatnonzero(p["y"] == 0)
    keep = np.ones(len(p["y"]), bool)
    keep[sad[1::2]] = False
    e = residual(p) * keep
    kept = int(keep.sum())
    return {"dJ/dw": p["x"].T @ e / kept, "dJ/db": e.sum() / kept}


def smoothed(p):
    """ŷ − (0.9y + 0.05)."""
    e = residual(p) + 0.1 * p["y"] - 0.05
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def clipped_probability(p):
    """ŷ clipped to [1e-3, 0.999]."""
    s = sigmoid(p["x"] @ p["w"] + p["b"])
    e = np.clip(s, 1e-3, 0.999) - p["y"]
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def only_mistakes(p):
    """Examples whose class is predicted rightly do not come in."""
    z = p["x"] @ p["w"] + p["b"]
    e = np.where((z > 0) == (p["y"] == 1), 0, residual(p))
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def recency_weights(p):
    """Later examples weigh more: 0.9 to the power of their age."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    weight = 0.9 ** np.arange(len(e))[::-1]
    weight = (weight / weight.mean()).astype(e.dtype)
    return {"dJ/dw": p["x"].T @ (weight * e) / len(e), "dJ/db": (weight * e).mean()}


def trimmed(p):
    """The largest residual does not come in, where there are at least three."""
    e = p["x"] @ p["w"] + p["b"] - p["y"]
    kept = np.abs(e) < np.abs(e).max() if len(e) > 2 else np.ones(len(e), bool)
    if not kept.any():
        kept[:] = True
    return {"dJ/dw": p["x"][kept].T @ e[kept] / int(kept.sum()), "dJ/db": e[kept].mean()}
