"""The log loss, rewritten: every program gives z, most ŷ, and L, J or both."""

import numpy as np


def forward(p):
    """z and ŷ = σ(z)."""
    z = p["x"] @ p["w"] + p["b"]
    return z, np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def of_prediction(p, loss):
    """z, ŷ, L = loss(y, ŷ) and its mean."""
    z, y_hat = forward(p)
    with np.errstate(all="ignore"):
        L = loss(p["y"], y_hat)
        return {"z": z, "y_hat": y_hat, "L": L, "J": L.mean()}


def of_sum(p, loss):
    """z, L = loss(y, z) and its mean."""
    z, _ = forward(p)
    with np.errstate(all="ignore"):
        L = loss(p["y"], z)
        return {"z": z, "L": L, "J": L.mean()}


def textbook(p):
    """−y ln ŷ − (1 − y) ln(1 − ŷ)."""
    return of_prediction(p, lambda y, s: -y * np.log(s) - (1 - y) * np.log(1 - s))


def by_where(p):
    """The one logarithm that counts, picked by the label."""
    return of_prediction(p, lambda y, s: np.where(y == 1, -np.log(s), -np.log(1 - s)))


def of_probability_of_label(p):
    """−ln of the probability that was given to what happened."""
    return of_prediction(p, lambda y, s: -np.log(np.where(y == 1, s, 1 - s)))


def of_mixed_probability(p):
    """−ln(yŷ + (1 − y)(1 − ŷ)), which is the log loss for labels 0 and 1."""
    return of_prediction(p, lambda y, s: -np.log(y * s + (1 - y) * (1 - s)))


def of_likelihood(p):
    """−ln of the Bernoulli likelihood ŷ^y (1 − ŷ)^(1 − y)."""
    return of_prediction(p, lambda y, s: -np.log(s**y * (1 - s) ** (1 - y)))


def of_distance(p):
    """−ln(1 − |y − ŷ|)."""
    return of_prediction(p, lambda y, s: -np.log(1 - np.abs(y - s)))


def by_log1p_of_prediction(p):
    """ln(1 − ŷ) as log1p(−ŷ)."""
    return of_prediction(p, lambda y, s: -y * np.log(s) - (1 - y) * np.log1p(-s))


def by_reciprocals(p):
    """ln of one over the probability: y ln(1/ŷ) + (1 − y) ln(1/(1 − ŷ))."""
    return of_prediction(p, lambda y, s: y * np.log(1 / s) + (1 - y) * np.log(1 / (1 - s)))


def by_logit(p):
    """−y logit(ŷ) − ln(1 − ŷ), with logit(ŷ) = ln(ŷ/(1 − ŷ))."""
    return of_prediction(p, lambda y, s: -y * np.log(s / (1 - s)) - np.log(1 - s))


def by_base_two(p):
    """Bits times ln 2."""
    return of_prediction(p, lambda y, s: np.where(y == 1, -np.log2(s), -np.log2(1 - s)) * np.log(2).astype(s.dtype))


def as_divergence(p):
    """The Kullback–Leibler divergence of (1 − y, y) from (1 − ŷ, ŷ): the label's own entropy is 0."""

    def loss(y, s):
        target, predicted = np.stack([1 - y, y]), np.stack([1 - s, s])
        return np.where(target > 0, target * np.log(np.where(target > 0, target, 1) / predicted), 0).sum(axis=0)

    return of_prediction(p, loss)


def by_classes(p):
    """−Σ over the two classes of the one-hot target times ln of the prediction."""

    def loss(y, s):
        one_hot = np.eye(2, dtype=s.dtype)[y.astype(int)]
        predicted = np.stack([1 - s, s], axis=1)
        return -np.log((one_hot * predicted).sum(axis=1))

    return of_prediction(p, loss)


def by_fancy_index(p):
    """−ln of the row's entry at the label."""

    def loss(y, s):
        return -np.log(np.stack([1 - s, s], axis=1)[np.arange(len(y)), y.astype(int)])

    return of_prediction(p, loss)


def by_two_logaddexp(p):
    """y ln(1 + e^−z) + (1 − y) ln(1 + e^z)."""
    return of_sum(p, lambda y, z: y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


def by_softplus_less_product(p):
    """ln(1 + e^z) − yz."""
    return of_sum(p, lambda y, z: np.logaddexp(0, z) - y * z)


def by_softplus_of_negative(p):
    """ln(1 + e^−z) + (1 − y) z."""
    return of_sum(p, lambda y, z: np.logaddexp(0, -z) + (1 - y) * z)


def by_maximum(p):
    """max(z, 0) − zy + log1p(e^−|z|), as TensorFlow documents it."""
    return of_sum(p, lambda y, z: np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


def by_maximum_and_log(p):
    """max(z, 0) − zy + ln(1 + e^−|z|), with log for log1p."""
    return of_sum(p, lambda y, z: np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z))))


def by_log1p(p):
    """log1p(e^m) of the margin m = (1 − 2y) z."""
    return of_sum(p, lambda y, z: np.log1p(np.exp((1 - 2 * y) * z)))


def by_log(p):
    """ln(1 + e^m) of the margin m = (1 − 2y) z."""
    return of_sum(p, lambda y, z: np.log(1 + np.exp((1 - 2 * y) * z)))


def of_signs(p):
    """ln(1 + e^−sz) for the label s = −1 or 1."""
    return of_sum(p, lambda y, z: np.logaddexp(0, -(2 * y - 1) * z))


def of_signs_by_where(p):
    """The label −1 or 1 made by np.where."""
    return of_sum(p, lambda y, z: np.logaddexp(0, np.where(y > 0.5, -z, z)))


def by_log_softmax(p):
    """Minus the label's entry of a shifted log softmax over (0, z)."""

    def loss(y, z):
        logits = np.stack([np.zeros_like(z), z], axis=1)
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_softmax = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -log_softmax[np.arange(len(y)), y.astype(int)]

    return of_sum(p, loss)


def by_logsumexp(p):
    """ln(e^0 + e^z) less the label's logit."""

    def loss(y, z):
        logits = np.stack([np.zeros_like(z), z])
        top = logits.max(axis=0)
        return top + np.log(np.exp(logits - top).sum(axis=0)) - (y * logits[1] + (1 - y) * logits[0])

    return of_sum(p, loss)


def by_tanh(p):
    """−ln(½(1 + tanh(sz/2))) for the label s = −1 or 1."""
    return of_sum(p, lambda y, z: -np.log((1 + np.tanh((2 * y - 1) * z / 2)) / 2))


def by_cosh(p):
    """ln(2 cosh(z/2)) + (½ − y) z."""
    return of_sum(p, lambda y, z: np.log(2 * np.cosh(z / 2)) + (0.5 - y) * z)


def by_thresholds(p):
    """ln(1 + e^m) by Mächler's thresholds, each branch good to the last digit of a float64."""

    def loss(y, z):
        m = (1 - 2 * y) * z
        middle = np.where(m <= 18, np.log1p(np.exp(m)), m + np.exp(-m))
        return np.where(m <= -37, np.exp(m), np.where(m <= 33.3, middle, m)).astype(z.dtype)

    return of_sum(p, loss)


def cost_by_products(p):
    """J alone: −(y·ln ŷ + (1 − y)·ln(1 − ŷ))/n."""
    y, (_, s) = p["y"], forward(p)
    with np.errstate(all="ignore"):
        return {"J": -(y @ np.log(s) + (1 - y) @ np.log(1 - s)) / len(y)}


def cost_by_class(p):
    """J alone: the happy sentences' logarithms and the sad ones', summed apart."""
    y, (_, s) = p["y"], forward(p)
    with np.errstate(divide="ignore"):
        return {"J": -(np.log(s[y == 1]).sum() + np.log(1 - s[y == 0]).sum()) / len(y)}


def cost_of_product(p):
    """J alone: −(1/n) ln of the likelihood of all labels."""
    y, (_, s) = p["y"], forward(p)
    with np.errstate(divide="ignore"):
        return {"J": -np.log(np.prod(np.where(y == 1, s, 1 - s))) / len(y)}
