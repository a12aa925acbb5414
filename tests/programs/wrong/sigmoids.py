"""Predictions that are not σ(z)."""

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def summed(p):
    return p["x"] @ p["w"] + p["b"]


def predicted(p, squash):
    """z, ŷ = squash(z) and the gradients that follow from that ŷ."""
    z = summed(p)
    with np.errstate(all="ignore"):
        y_hat = squash(z)
    e = y_hat - p["y"]
    return {"z": z, "y_hat": y_hat, "dL/dz": e, "dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.mean()}


def one_plus_lost(p):
    """1/e^−z: the 1 + is lost."""
    return predicted(p, lambda z: 1 / np.exp(-z))


def squared(p):
    """(1 + e^−z)^−2."""
    return predicted(p, lambda z: (1 + np.exp(-z)) ** -2)


def bias_after(p):
    """σ(x·w) + b."""
    return {"z": summed(p), "y_hat": sigmoid(p["x"] @ p["w"]) + p["b"]}


def sign_of_exponent(p):
    """1/(1 + e^z): the minus in the exponent is lost."""
    return predicted(p, lambda z: 1 / (1 + np.exp(z)))


def minus_in_denominator(p):
    """1/(1 − e^−z)."""
    return predicted(p, lambda z: 1 / (1 - np.exp(-z)))


def tanh_itself(p):
    """tanh(z) in the place of σ(z)."""
    return predicted(p, np.tanh)


def tanh_of_whole(p):
    """½(1 + tanh z): the half in the argument is lost."""
    return predicted(p, lambda z: 0.5 * (1 + np.tanh(z)))


def half_forgotten(p):
    """½ + tanh(z/2): the half before tanh is lost."""
    return predicted(p, lambda z: 0.5 + np.tanh(z / 2))


def base_two(p):
    """1/(1 + 2^−z)."""
    return predicted(p, lambda z: 1 / (1 + 2.0**-z))


def hard_sigmoid(p):
    """max(0, min(1, 0.2z + 0.5))."""
    return predicted(p, lambda z: np.clip(0.2 * z + 0.5, 0, 1))


def first_order(p):
    """½ + z/4, the first terms of the series."""
    return predicted(p, lambda z: 0.5 + z / 4)


def fast_sigmoid(p):
    """½(1 + z/(1 + |z|)), a cheap look-alike."""
    return predicted(p, lambda z: 0.5 * (1 + z / (1 + np.abs(z))))


def probit_constant(p):
    """σ(1.702z), the constant that imitates a probit."""
    return predicted(p, lambda z: sigmoid(1.702 * z))


def twice(p):
    """σ(σ(z))."""
    return predicted(p, lambda z: sigmoid(sigmoid(z)))


def of_absolute(p):
    """σ(|z|): a branch for overflow that forgot to turn the sign back."""
    return predicted(p, lambda z: 1 / (1 + np.exp(-np.abs(z))))


def wrong_branch(p):
    """The branch for z < 0 gives 1/(1 + e^z) and not e^z/(1 + e^z)."""
    return predicted(p, lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))))


def clipped_sum(p):
    """σ of z clipped to ±6."""
    return predicted(p, lambda z: sigmoid(np.clip(z, -6, 6)))


def clipped_prediction(p):
    """σ(z) clipped to [1e-6, 1 − 1e-6]."""
    return predicted(p, lambda z: np.clip(sigmoid(z), 1e-6, 1 - 1e-6))


def rounded(p):
    """σ(z) rounded to two decimals."""
    return predicted(p, lambda z: np.round(sigmoid(z), 2))


def thresholded(p):
    """The predicted class in the place of its probability."""
    return predicted(p, lambda z: (z > 0).astype(z.dtype))


def margin_for_probability(p):
    """No σ at all: ŷ = z."""
    return predicted(p, lambda z: z.copy())


def softmax_over_examples(p):
    """A softmax whose axis is that of the examples."""
    return predicted(p, lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum())


def first_column(p):
    """The first column of a softmax over (0, z), which is the other class."""

    def squash(z):
        logits = np.stack([np.zeros_like(z), z], axis=1)
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        return (grown / grown.sum(axis=1, keepdims=True))[:, 0]

    return predicted(p, squash)


def both_logits(p):
    """A softmax over (−z, z), which is σ(2z)."""
    return predicted(p, lambda z: np.exp(z - np.abs(z)) / (np.exp(z - np.abs(z)) + np.exp(-z - np.abs(z))))


def softplus(p):
    """ln(1 + e^z), the integral of σ."""
    return predicted(p, lambda z: np.logaddexp(0, z))


def log_of_it(p):
    """ln σ(z): a log is left in."""
    return predicted(p, lambda z: -np.logaddexp(0, -z))


def normal_distribution(p):
    """The logistic curve by its variance: σ(πz/√3)."""
    return predicted(p, lambda z: sigmoid(float(np.pi / np.sqrt(3)) * z))


def stacked_bias(p):
    """σ(x·w + b) with the bias inside and added again: σ(z) + b."""
    return {"z": summed(p), "y_hat": sigmoid(summed(p)) + p["b"]}


def bias_left_out(p):
    """z = x·w."""
    z = p["x"] @ p["w"]
    return {"z": z, "y_hat": sigmoid(z)}


def count_for_bias(p):
    """z = x·w + n: the loop's n stands where b is meant."""
    n = len(p["y"])
    z = p["x"] @ p["w"] + n
    return {"z": z, "y_hat": sigmoid(z)}


def bias_taken_away(p):
    """z = x·w − b."""
    z = p["x"] @ p["w"] - p["b"]
    return {"z": z, "y_hat": sigmoid(z)}


def bias_with_every_feature(p):
    """Σ (x_j w_j + b): the bias is added d times."""
    z = (p["x"] * p["w"] + p["b"]).sum(axis=1)
    return {"z": z, "y_hat": sigmoid(z)}


def mean_for_sum(p):
    """The mean of the products for their sum."""
    z = (p["x"] * p["w"]).mean(axis=1) + p["b"]
    return {"z": z, "y_hat": sigmoid(z)}


def weights_backwards(p):
    """The weights in reverse order."""
    z = p["x"] @ p["w"][::-1] + p["b"]
    return {"z": z, "y_hat": sigmoid(z)}


def first_feature_left_out(p):
    """range(1, d): the first feature never comes in."""
    z = p["x"][:, 1:] @ p["w"][1:] + p["b"]
    return {"z": z, "y_hat": sigmoid(z)}


def bias_as_first_weight(p):
    """The bias shares the first weight's column: (x₁ + 1)w₁ + …, and b is never used."""
    z = p["x"] @ p["w"] + p["w"][0]
    return {"z": z, "y_hat": sigmoid(z)}


def bias_overwritten(p):
    """The sum begins with b and the loop assigns where it should add."""
    z = np.full(len(p["y"]), p["b"])
    for j in range(len(p["w"])):
        z = p["x"][:, j] * p["w"][j] if j == 0 else z + p["x"][:, j] * p["w"][j]
    return {"z": z, "y_hat": sigmoid(z)}
