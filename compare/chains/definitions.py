"""The definitions of the perceptron's links in each of their forms, written once for every kind of number.

Sources: the lecture notes (docs/notes.md) for every rule that a form named "notes" or "textbook" uses; PyTorch's
documentation of BCELoss and its backward formula (binary_cross_entropy in ATen) for the clamps.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from compare.arithmetic.operations import (
    absolute,
    at_least,
    at_most,
    exp,
    log,
    log1p,
    mean_over,
    mean_product,
    ones_like,
    only_feature,
    per_feature,
    sigmoid,
    sigmoid_any_branch,
    softplus,
    weighted,
)

BCE_CLAMP = float(np.float32(1e-12))  # ε of BCELoss' backward formula: the float32 number nearest 1e-12
BCE_LOG_CLAMP = -100.0  # BCELoss' forward formula never lets a logarithm fall below this
EXTRA_ROUNDINGS = 8  # roundings between dJ/dz_i by autograd (1/n first) and dL/dz_i/n: at most 5 there and 3 here


def identity(z: Any) -> Any:
    """ŷ = z, exactly."""
    return z


def one_each(y: Any) -> Any:
    """1 for every example, exactly."""
    return ones_like(y)


def half_square(y: Any, y_hat: Any) -> Any:
    """½(y − ŷ)²."""
    r = y - y_hat
    return 0.5 * (r * r)


def residual(y: Any, y_hat: Any) -> Any:
    """−(y − ŷ)."""
    return y_hat - y


def log_loss(y: Any, y_hat: Any) -> Any:
    """−y ln ŷ − (1 − y) ln(1 − ŷ), with 1 − ŷ rounded or not."""
    return -(y * log(y_hat)) - (1 - y) * log(1 - y_hat)


def log_loss_guarded(y: Any, y_hat: Any) -> Any:
    """−y ln ŷ − (1 − y) ln(1 − ŷ), 0 · ln 0 being 0."""
    return -weighted(y, log(y_hat)) - weighted(1 - y, log(1 - y_hat))


def log_loss_of_z(y: Any, z: Any) -> Any:
    """y ln(1 + e^−z) + (1 − y) ln(1 + e^z): −ln ŷ and −ln(1 − ŷ) written in z; no term cancels."""
    return weighted(y, softplus(-z)) + weighted(1 - y, softplus(z))


def log_loss_fused(y: Any, z: Any) -> Any:
    """(1 − y)z − min(z, 0) + ln(1 + e^−|z|), BCEWithLogitsLoss: for z < 0, y = 0 the first two terms cancel."""
    return (1 - y) * z - (at_most(z, 0.0) - log1p(exp(-absolute(z))))


def log_loss_clamped(y: Any, y_hat: Any) -> Any:
    """(y − 1) max(ln(1 − ŷ), −100) − y max(ln ŷ, −100), BCELoss."""
    return -((1 - y) * at_least(log1p(-y_hat), BCE_LOG_CLAMP)) - y * at_least(log(y_hat), BCE_LOG_CLAMP)


def log_loss_slope(y: Any, y_hat: Any) -> Any:
    """−(y − ŷ) / (ŷ(1 − ŷ))."""
    return (y_hat - y) / (y_hat * (1 - y_hat))


def log_loss_slope_split(y: Any, y_hat: Any) -> Any:
    """−y/ŷ + (1 − y)/(1 − ŷ)."""
    return -(y / y_hat) + (1 - y) / (1 - y_hat)


def log_loss_slope_guarded(y: Any, y_hat: Any) -> Any:
    """−y/ŷ + (1 − y)/(1 − ŷ), a term of weight 0 dropped."""
    return weighted(1 - y, 1 / (1 - y_hat)) - weighted(y, 1 / y_hat)


def log_loss_slope_of_z(y: Any, z: Any) -> Any:
    """−y/σ(z) + (1 − y)/σ(−z), a term of weight 0 dropped."""
    return weighted(1 - y, 1 / sigmoid(-z)) - weighted(y, 1 / sigmoid(z))


def log_loss_slope_clamped(y: Any, y_hat: Any) -> Any:
    """(ŷ − y) / max(ŷ(1 − ŷ), 1e-12), BCELoss."""
    return (y_hat - y) / at_least(y_hat * (1 - y_hat), BCE_CLAMP)


def sigmoid_slope(y_hat: Any) -> Any:
    """ŷ(1 − ŷ)."""
    return y_hat * (1 - y_hat)


def sigmoid_slope_of_z(z: Any) -> Any:
    """σ(z) σ(−z)."""
    return sigmoid(z) * sigmoid(-z)


def product(a: Any, b: Any) -> Any:
    """a · b, one number an example."""
    return a * b


def product_of_factors(slope: Any, y_hat: Any) -> Any:
    """∂L/∂ŷ · (1 − ŷ) · ŷ, factor by factor, as SigmoidBackward0 multiplies."""
    return slope * (1 - y_hat) * y_hat


def cancelled_of_z(y: Any, z: Any) -> Any:
    """(1 − y)σ(z) − yσ(−z), which is −(y − ŷ) without the subtraction that loses digits."""
    return weighted(1 - y, sigmoid(z)) - weighted(y, sigmoid(-z))


def cancelled_fused(y: Any, z: Any) -> Any:
    """σ(z) − y, BCEWithLogitsLoss."""
    return sigmoid_any_branch(z) - y


def times_feature(g: Any, v: Any) -> Any:
    """g_i v_ij: one number an example times one a feature."""
    return per_feature(g) * v


def mean_of_examples(v: Any) -> Any:
    """(1/n) Σ_i v_i."""
    return mean_over(v, axis=-1)


def mean_of_rows(v: Any) -> Any:
    """(1/n) Σ_i v_ij."""
    return mean_over(v, axis=-2)


def mean_of_products(g: Any, x: Any) -> Any:
    """(1/n) Σ_i g_i x_ij, or Σ_i (g_i/n) x_ij as autograd does."""
    return mean_product(g, x, EXTRA_ROUNDINGS)


def mean_early(g: Any) -> Any:
    """Σ_i (g_i/n), as autograd does: the product above with a column of ones for x."""
    return only_feature(mean_product(g, per_feature(ones_like(g)), EXTRA_ROUNDINGS))


def descend_vector(w: Any, lr: Any, gradient: Any) -> Any:
    """w − α ∂J/∂w."""
    return w - per_feature(lr) * gradient


def descend_vector_by_sum(w: Any, lr: Any, v: Any) -> Any:
    """w − (α/n) Σ_i v_ij."""
    n = v.shape[-2]
    return w - per_feature(lr / (n * ones_like(lr))) * (n * mean_over(v, axis=-2))


def descend_scalar_by_sum(b: Any, lr: Any, v: Any) -> Any:
    """b − (α/n) Σ_i v_i."""
    n = v.shape[-1]
    return b - lr / (n * ones_like(lr)) * (n * mean_over(v, axis=-1))


def descend_scalar(b: Any, lr: Any, gradient: Any) -> Any:
    """b − α ∂J/∂b."""
    return b - lr * gradient
