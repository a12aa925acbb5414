"""∂J/∂w and ∂J/∂b, the mean over the examples gone wrong. Two tasks: functions with `logistic` are classification."""

import numpy as np


def residual(p):
    """ŷ − y of the squared error."""
    return p["x"] @ p["w"] + p["b"] - p["y"]


def logistic(p):
    """ŷ − y of the log loss."""
    z = p["x"] @ p["w"] + p["b"]
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))) - p["y"]


def sums(p):
    """Sums for means."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e, "dJ/db": e.sum()}


def sums_logistic(p):
    """Sums for means."""
    e = logistic(p)
    return {"dJ/dw": p["x"].T @ e, "dJ/db": e.sum()}


def sum_for_bias(p):
    """The mean for the weights, the sum for the bias."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.sum()}


def divided_twice(p):
    """mean() and then over n once more."""
    e = residual(p)
    return {"dJ/dw": (p["x"] * e[:, None]).mean(axis=0) / len(e), "dJ/db": e.mean() / len(e)}


def bias_averaged_again(p):
    """∂J/∂b is the mean of a mean over n."""
    e = logistic(p)
    return {"dJ/dw": e @ p["x"] / len(e), "dJ/db": np.mean(e) / len(e)}


def halves(p):
    """½ for 1/n."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / 2, "dJ/db": e.sum() / 2}


def over_two_n(p):
    """1/(2n) though the square's 2 has cancelled."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / (2 * len(e)), "dJ/db": e.sum() / (2 * len(e))}


def two_over_n(p):
    """2/n, of the square without its half."""
    e = residual(p)
    return {"dJ/dw": 2 / len(e) * (p["x"].T @ e), "dJ/db": 2 / len(e) * e.sum()}


def two_at_the_weights(p):
    """2/n at the weights and 1/n at the bias."""
    e = residual(p)
    return {"dJ/dw": 2 * (p["x"].T @ e) / len(e), "dJ/db": e.mean()}


def two_at_the_bias(p):
    """1/n at the weights and 2/n at the bias."""
    e = residual(p)
    return {"dJ/dw": (p["x"].T @ e) / len(e), "dJ/db": 2 * e.mean()}


def less_one(p):
    """n − 1 degrees of freedom, where there is more than one example."""
    e = logistic(p)
    n = max(len(e) - 1, 1)
    return {"dJ/dw": p["x"].T @ e / n, "dJ/db": e.sum() / n}


def plus_one(p):
    """A range that runs one too far is counted: n + 1."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / (len(e) + 1), "dJ/db": e.sum() / (len(e) + 1)}


def degrees_of_freedom(p):
    """n less the number of features, at least 1."""
    e = residual(p)
    n, d = p["x"].shape
    return {"dJ/dw": p["x"].T @ e / max(n - d, 1), "dJ/db": e.sum() / max(n - d, 1)}


def number_of_features(p):
    """N = X.shape[1]."""
    e = logistic(p)
    N = p["x"].shape[1]
    return {"dJ/dw": p["x"].T @ e / N, "dJ/db": e.sum() / N}


def number_of_features_at_weights(p):
    """len of the gradient for len of the data, at the weights alone."""
    total = p["x"].T @ logistic(p)
    return {"dJ/dw": total / len(total), "dJ/db": logistic(p).mean()}


def over_all_entries(p):
    """Over X.size, n times d."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / p["x"].size, "dJ/db": e.mean()}


def axis_forgotten(p):
    """np.mean without an axis: one number for every weight."""
    e = residual(p)
    return {"dJ/dw": np.full_like(p["w"], np.mean(e[:, None] * p["x"])), "dJ/db": e.mean()}


def sum_axis_forgotten(p):
    """np.sum without an axis, over n."""
    e = residual(p)
    return {"dJ/dw": np.sum(e[:, None] * p["x"]) / len(e) * np.ones_like(p["w"]), "dJ/db": e.mean()}


def root_of_n(p):
    """Over √n, as a standard error is."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / np.sqrt(len(e)).astype(e.dtype), "dJ/db": e.mean()}


def mean_residual_times_mean_feature(p):
    """The product of the means for the mean of the products."""
    e = residual(p)
    return {"dJ/dw": p["x"].mean(axis=0) * e.mean(), "dJ/db": e.mean()}


def mean_residual_times_sum(p):
    """The mean residual times the sum of the features, over n."""
    e = residual(p)
    return {"dJ/dw": e.mean() * p["x"].sum(axis=0) / len(e), "dJ/db": e.mean()}


def residual_the_other_way(p):
    """Xᵀ(y − ŷ)/n."""
    gap = -residual(p)
    return {"dJ/dw": p["x"].T @ gap / len(gap), "dJ/db": gap.mean()}


def sign_at_the_weights(p):
    """The sign is right for the bias alone."""
    e = logistic(p)
    return {"dJ/dw": -(p["x"].T @ e) / len(e), "dJ/db": e.mean()}


def sign_at_the_bias(p):
    """The sign is right for the weights alone."""
    e = logistic(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": -e.mean()}


def bias_like_a_weight(p):
    """∂J/∂b with a feature: (1/n) Σ e x₁."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": (e * p["x"][:, 0]).mean()}


def bias_times_itself(p):
    """The bias is multiplied into its own gradient."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean() * p["b"]}


def weights_times_themselves(p):
    """The weights are multiplied into their own gradient."""
    e = residual(p)
    return {"dJ/dw": p["w"] * (p["x"].T @ e) / len(e), "dJ/db": e.mean()}


def features_left_out(p):
    """Σ e for every weight: x is dropped; id E20 where the links before are given."""
    e = residual(p)
    return {"dJ/dw": np.full_like(p["w"], e.mean()), "dJ/db": e.mean()}


def features_squared(p):
    """Σ e x² / n."""
    e = residual(p)
    return {"dJ/dw": (p["x"] ** 2).T @ e / len(e), "dJ/db": e.mean()}


def absolute_features(p):
    """Σ e |x| / n."""
    e = residual(p)
    return {"dJ/dw": np.abs(p["x"]).T @ e / len(e), "dJ/db": e.mean()}


def signs_of_residuals(p):
    """sign(e), of the absolute error."""
    e = np.sign(residual(p))
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def losses_for_residuals(p):
    """½e² in the place of e."""
    L = residual(p) ** 2 / 2
    return {"dJ/dw": p["x"].T @ L / len(L), "dJ/db": L.mean()}


def log_losses_for_residuals(p):
    """The log loss in the place of ŷ − y."""
    z = p["x"] @ p["w"] + p["b"]
    L = np.logaddexp(0, (1 - 2 * p["y"]) * z)
    return {"dJ/dw": p["x"].T @ L / len(L), "dJ/db": L.mean()}


def targets_left_out(p):
    """Xᵀŷ/n: the targets never come in."""
    s = logistic(p) + p["y"]
    return {"dJ/dw": p["x"].T @ s / len(s), "dJ/db": s.mean()}


def bias_left_out(p):
    """The residual of x·w alone."""
    e = p["x"] @ p["w"] - p["y"]
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def sigmoid_left_out(p):
    """Xᵀ(Xw + b − y)/n under the log loss: σ is left out."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def squared_error_of_probability(p):
    """(ŷ − y)ŷ(1 − ŷ)x: the gradient of another loss."""
    e = logistic(p)
    s = e + p["y"]
    g = e * s * (1 - s)
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def squared_error_unhalved(p):
    """2(ŷ − y)ŷ(1 − ŷ)x."""
    e = logistic(p)
    s = e + p["y"]
    g = 2 * e * s * (1 - s)
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def slope_at_the_output(p):
    """(ŷ − y)σ′(ŷ): the slope is taken at the output, and not cancelled."""
    e = logistic(p)
    s = e + p["y"]
    again = 1 / (1 + np.exp(-s))
    g = e * again * (1 - again)
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def signs_for_labels(p):
    """σ(z) − t with t = −1 or 1."""
    e = logistic(p) + p["y"] - (2 * p["y"] - 1)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def formula_of_signs(p):
    """−yσ(−yz) with the labels 0 and 1."""
    y, z = p["y"], p["x"] @ p["w"] + p["b"]
    g = -y * np.exp(-np.logaddexp(0, y * z))
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def tanh_without_halves(p):
    """tanh(z/2) − t for the labels t = −1 and 1: both halves are lost."""
    z, t = p["x"] @ p["w"] + p["b"], 2 * p["y"] - 1
    g = np.tanh(z / 2) - t
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def whole_argument_of_tanh(p):
    """½(tanh z − t): the half inside is lost."""
    z, t = p["x"] @ p["w"] + p["b"], 2 * p["y"] - 1
    g = (np.tanh(z) - t) / 2
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def only_positive_residuals(p):
    """max(e, 0): what lies below the line does not count."""
    e = np.maximum(residual(p), 0)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def quantile(p):
    """The pinball loss' slope at 0.9: −0.9 below, 0.1 above."""
    e = residual(p)
    g = np.where(e < 0, -0.9, 0.1).astype(e.dtype)
    return {"dJ/dw": p["x"].T @ g / len(g), "dJ/db": g.mean()}


def huber(p):
    """The Huber loss' slope: e clipped to ±1."""
    e = np.clip(residual(p), -1, 1)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def norm_clipped(p):
    """The gradient's norm is clipped to 1."""
    e = residual(p)
    dw, db = p["x"].T @ e / len(e), e.mean()
    norm = np.sqrt(dw @ dw + db * db)
    scale = 1 / max(norm, 1)
    return {"dJ/dw": dw * scale, "dJ/db": db * scale}


def normalised(p):
    """The gradient's direction: divided by its norm."""
    e = residual(p)
    dw = p["x"].T @ e / len(e)
    return {"dJ/dw": dw / (np.sqrt(dw @ dw) + dw.dtype.type(1e-30)), "dJ/db": e.mean()}
