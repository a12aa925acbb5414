"""∂L/∂ŷ and ∂L/∂z of the log loss, rewritten."""

import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def by_prediction(p, slope):
    """z, ŷ and ∂L/∂ŷ = slope(y, ŷ, z)."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = sigmoid(z)
    with np.errstate(all="ignore"):
        return {"z": z, "y_hat": y_hat, "dL/dy_hat": slope(p["y"], y_hat, z)}


def by_sum(p, slope):
    """z, ŷ and ∂L/∂z = slope(y, ŷ, z)."""
    z = p["x"] @ p["w"] + p["b"]
    y_hat = sigmoid(z)
    with np.errstate(all="ignore"):
        return {"z": z, "y_hat": y_hat, "dL/dz": slope(p["y"], y_hat, z)}


def fraction(p):
    """−(y − ŷ)/(ŷ(1 − ŷ))."""
    return by_prediction(p, lambda y, s, z: -(y - s) / (s * (1 - s)))


def fraction_less_square(p):
    """(ŷ − y)/(ŷ − ŷ²)."""
    return by_prediction(p, lambda y, s, z: (s - y) / (s - s**2))


def two_terms(p):
    """−y/ŷ + (1 − y)/(1 − ŷ)."""
    return by_prediction(p, lambda y, s, z: -y / s + (1 - y) / (1 - s))


def two_terms_bracketed(p):
    """−(y/ŷ − (1 − y)/(1 − ŷ)), as np.divide writes it."""
    return by_prediction(p, lambda y, s, z: -(np.divide(y, s) - np.divide(1 - y, 1 - s)))


def where_label(p):
    """−1/ŷ for the label 1, 1/(1 − ŷ) for the label 0."""
    return by_prediction(p, lambda y, s, z: np.where(y == 1, -1 / s, 1 / (1 - s)))


def one_reciprocal(p):
    """−1/(y + ŷ − 1): both labels in one reciprocal."""
    return by_prediction(p, lambda y, s, z: -1 / (y + s - 1))


def one_reciprocal_in_order(p):
    """1/((1 − y) − ŷ): 1/(1 − ŷ) for the label 0, −1/ŷ for the label 1."""
    return by_prediction(p, lambda y, s, z: 1 / ((1 - y) - s))


def sign_over_probability(p):
    """(1 − 2y) over the probability that was given to the label."""
    return by_prediction(p, lambda y, s, z: (1 - 2 * y) / np.where(y == 1, s, 1 - s))


def of_the_sum(p):
    """−(1 + e^−z) for the label 1, 1 + e^z for the label 0."""
    return by_prediction(p, lambda y, s, z: np.where(y == 1, -(1 + np.exp(-z)), 1 + np.exp(z)))


def of_the_sum_in_signs(p):
    """−s(1 + e^−sz) for the label s = −1 or 1."""

    def slope(y, s, z):
        sign = 2 * y - 1
        return -sign * (1 + np.exp(-sign * z))

    return by_prediction(p, slope)


def over_complement(p):
    """(ŷ − y)/(ŷσ(−z))."""
    return by_prediction(p, lambda y, s, z: (s - y) / (s * sigmoid(-z)))


def by_masks(p):
    """The two halves filled in by masks."""

    def slope(y, s, z):
        result = np.empty_like(s)
        happy = y == 1
        result[happy] = -1 / s[happy]
        result[~happy] = 1 / (1 - s[~happy])
        return result

    return by_prediction(p, slope)


def by_loop(p):
    """A conditional expression for each example."""

    def slope(y, s, z):
        return np.array([-1 / s_i if y_i else 1 / (1 - s_i) for y_i, s_i in zip(y, s, strict=True)])

    return by_prediction(p, slope)


def difference(p):
    """ŷ − y."""
    return by_sum(p, lambda y, s, z: s - y)


def minus_difference(p):
    """−(y − ŷ)."""
    return by_sum(p, lambda y, s, z: -(y - s))


def product_of_slopes(p):
    """−(y − ŷ)/(ŷ(1 − ŷ)) times ŷ(1 − ŷ), nothing cancelled by hand."""
    return by_sum(p, lambda y, s, z: -(y - s) / (s * (1 - s)) * (s * (1 - s)))


def two_terms_of_sum(p):
    """(1 − y)ŷ − y(1 − ŷ)."""
    return by_sum(p, lambda y, s, z: (1 - y) * s - y * (1 - s))


def two_residuals(p):
    """y(ŷ − 1) + (1 − y)ŷ."""
    return by_sum(p, lambda y, s, z: y * (s - 1) + (1 - y) * s)


def two_sigmoids(p):
    """(1 − y)σ(z) − yσ(−z)."""
    return by_sum(p, lambda y, s, z: (1 - y) * sigmoid(z) - y * sigmoid(-z))


def where_sigmoid(p):
    """−σ(−z) for the label 1, σ(z) for the label 0."""
    return by_sum(p, lambda y, s, z: np.where(y == 1, -sigmoid(-z), sigmoid(z)))


def sigmoid_of_signs(p):
    """−tσ(−tz) for the label t = −1 or 1."""

    def slope(y, s, z):
        t = 2 * y - 1
        return -t * sigmoid(-t * z)

    return by_sum(p, slope)


def over_one_plus_exponential(p):
    """(1 − 2y)/(1 + e^((2y − 1)z))."""
    return by_sum(p, lambda y, s, z: (1 - 2 * y) / (1 + np.exp((2 * y - 1) * z)))


def exponential_of_margin(p):
    """−t e^−tz/(1 + e^−tz) for the label t = −1 or 1."""

    def slope(y, s, z):
        t = np.where(y == 1, 1, -1).astype(z.dtype)
        return -t * np.exp(-t * z) / (1 + np.exp(-t * z))

    return by_sum(p, slope)


def by_tanh(p):
    """½(1 + tanh(z/2)) − y."""
    return by_sum(p, lambda y, s, z: 0.5 * (1 + np.tanh(z / 2)) - y)


def by_tanh_and_half(p):
    """½ tanh(z/2) − (y − ½)."""
    return by_sum(p, lambda y, s, z: 0.5 * np.tanh(z / 2) - (y - 0.5))


def one_taken_at_the_label(p):
    """The softmax way: a copy of ŷ, with 1 taken away where the label is 1."""

    def slope(y, s, z):
        result = s.copy()
        result[y == 1] -= 1
        return result

    return by_sum(p, slope)


def second_column(p):
    """The second column of softmax less one-hot, over the logits (0, z)."""

    def slope(y, s, z):
        logits = np.stack([np.zeros_like(z), z], axis=1)
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        one_hot = np.stack([1 - y, y], axis=1)
        return (grown / grown.sum(axis=1, keepdims=True) - one_hot)[:, 1]

    return by_sum(p, slope)


def first_column(p):
    """Minus the first column of softmax less one-hot: the two columns add up to 0."""

    def slope(y, s, z):
        return -(sigmoid(-z) - (1 - y))

    return by_sum(p, slope)


def sign_times_doubt(p):
    """(1 − 2y) times one less the probability that was given to the label."""
    return by_sum(p, lambda y, s, z: (1 - 2 * y) * (1 - np.where(y == 1, s, 1 - s)))


def distance_with_sign(p):
    """|ŷ − y| with a minus where the label is 1."""
    return by_sum(p, lambda y, s, z: np.where(y == 1, -np.abs(s - y), np.abs(s - y)))


def from_the_loss(p):
    """(1 − 2y)(1 − e^−L): the loss knows its own slope."""

    def slope(y, s, z):
        L = np.logaddexp(0, (1 - 2 * y) * z)
        return (1 - 2 * y) * (1 - np.exp(-L))

    return by_sum(p, slope)


def from_the_loss_by_expm1(p):
    """(2y − 1) expm1(−L)."""

    def slope(y, s, z):
        L = np.logaddexp(0, (1 - 2 * y) * z)
        return (2 * y - 1) * np.expm1(-L)

    return by_sum(p, slope)


def square_over_sum(p):
    """(ŷ² − y²)/(ŷ + y)."""
    return by_sum(p, lambda y, s, z: (s**2 - y**2) / (s + y))
