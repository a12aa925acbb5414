"""The log loss of one example and its derivatives by ŷ and by z: as the notes write them, and accurate for every z.

Source: the notes, "Classification With a Perceptron"; Bishop, Pattern Recognition and Machine Learning (2006), (4.90),
(4.91); Mächler, Accurately Computing log(1 − exp(−|a|)) (2012), for ln(1 + e^z). Here p = σ(z) and q = σ(−z) = 1 − p.
"""

import numpy as np

from manual.notation import Array


def textbook_log_loss(y: Array, y_hat: Array) -> Array:
    """Charge the notes' L = −y ln ŷ − (1 − y) ln(1 − ŷ).

    Where ŷ is 0 or 1 the result is infinite, or nan from 0 · ln 0, with a warning.

    y (…, n), y_hat (…, n) -> L (…, n).
    """
    return -y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)


def textbook_dL_dy_hat_split(y: Array, y_hat: Array) -> Array:
    """Derive the log loss by the prediction, term by term.

    ∂L/∂ŷ = ∂/∂ŷ (−y ln ŷ − (1 − y) ln(1 − ŷ))
          = −y · 1/ŷ − (1 − y) · 1/(1 − ŷ) · (−1)        chain rule
          = −y/ŷ + (1 − y)/(1 − ŷ)

    y (…, n), y_hat (…, n) -> dL/dy_hat (…, n).
    """
    return -y / y_hat + (1 - y) / (1 - y_hat)


def textbook_dL_dy_hat(y: Array, y_hat: Array) -> Array:
    """Derive the log loss by the prediction, over one denominator.

    ∂L/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ)
          = (−y(1 − ŷ) + (1 − y)ŷ)/(ŷ(1 − ŷ))
          = (−y + yŷ + ŷ − yŷ)/(ŷ(1 − ŷ))
          = −(y − ŷ)/(ŷ(1 − ŷ))

    y (…, n), y_hat (…, n) -> dL/dy_hat (…, n).
    """
    return -(y - y_hat) / (y_hat * (1 - y_hat))


def log_loss(y: Array, z: Array) -> Array:
    """Charge the log loss from the summation: L = y ln(1 + e^{−z}) + (1 − y) ln(1 + e^z).

    −ln σ(z) = ln(1 + e^{−z}) and −ln(1 − σ(z)) = ln(1 + e^z). Both are finite for finite z and neither term is
    negative, so nothing cancels and 0 · ∞ cannot arise: at most 2 ulps off for y = 0 or 1, 6 for y between.

    y (…, n), z (…, n) -> L (…, n).
    """
    return y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)


def dL_dy_hat(y: Array, p: Array, q: Array) -> Array:
    """Derive the log loss by the prediction, in terms of p = σ(z) and q = σ(−z).

    ∂L/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ)
          = −y/p + (1 − y)/q

    A term of weight 0 counts as 0, also where its denominator underflowed: at y = 0 and z = −800 the value is 1. For
    y = 0 or 1 the result is infinite only where the exact one overflows, |z| > 709.78 (float64) or 88.72 (float32);
    for y between, p or q has by then lost bits that a weight near 0 would need.

    y (…, n), p (…, n), q (…, n) -> dL/dy_hat (…, n).
    """
    with np.errstate(divide="ignore", over="ignore"):  # infinity is the rounded value there
        return -(y / np.where(y == 0, 1, p)) + (1 - y) / np.where(y == 1, 1, q)


def dL_dz_product(dL_dy_hat: Array, dy_hat_dz: Array) -> Array:
    """Derive the loss by the summation, by the chain rule alone.

    ∂L/∂z = ∂L/∂ŷ · ∂ŷ/∂z

    dL_dy_hat (…, n), dy_hat_dz (…, n) -> dL/dz (…, n).
    """
    return dL_dy_hat * dy_hat_dz


def dL_dz_cancelled(y: Array, y_hat: Array) -> Array:
    """Derive the log loss by the summation, the sigmoid's derivative cancelled.

    ∂L/∂z = ∂L/∂ŷ · ∂ŷ/∂z
          = −(y − ŷ)/(ŷ(1 − ŷ)) · ŷ(1 − ŷ)
          = −(y − ŷ)

    Loses digits where ŷ is near a target of 1: all of them from z = 37 (float64) or 16.6 (float32).

    y (…, n), y_hat (…, n) -> dL/dz (…, n).
    """
    return -(y - y_hat)


def dL_dz(y: Array, p: Array, q: Array) -> Array:
    """Derive the log loss by the summation, in terms of p = σ(z) and q = σ(−z).

    ∂L/∂z = −(y − ŷ)
          = −y + (y + 1 − y)ŷ
          = (1 − y)ŷ − y(1 − ŷ)
          = (1 − y)p − yq

    For y = 0 or 1 at most 4 ulps off for every finite z: one term is 0 and nothing cancels.

    y (…, n), p (…, n), q (…, n) -> dL/dz (…, n).
    """
    return (1 - y) * p - y * q
