"""BCELoss after a sigmoid, transcribed to NumPy from PyTorch's documented formula, clamps included.

Source: the documentation of torch.nn.BCELoss ("clamps its log function outputs to be greater than or equal to −100")
and the backward formulas of binary_cross_entropy and sigmoid in ATen, which use ε = 1e-12 in float32.
"""

from __future__ import annotations

import numpy as np

from compare.arithmetic.precision import Array, Mask
from compare.chains.definitions import BCE_CLAMP, BCE_LOG_CLAMP


def loss(y: Array, p: Array) -> Array:
    """(y − 1) max(ln(1 − p), −100) − y max(ln p, −100)."""
    with np.errstate(divide="ignore"):
        log_q, log_p = np.log1p(-p), np.log(p)
    floor = p.dtype.type(BCE_LOG_CLAMP)
    return np.asarray((y - 1) * np.maximum(log_q, floor) - y * np.maximum(log_p, floor))


def loss_is_clamped(y: Array, p: Array) -> Mask:
    """Where the logarithm that counts is clamped. y: 0 or 1."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(y == 0, np.log1p(-p), np.log(p)) < BCE_LOG_CLAMP)


def dL_dy_hat(y: Array, p: Array) -> Array:
    """(p − y) / max((1 − p)p, ε)."""
    return np.asarray((p - y) / np.maximum((1 - p) * p, p.dtype.type(BCE_CLAMP)))


def dL_dz(y: Array, p: Array) -> Array:
    """∂L/∂ŷ · (1 − p) · p, in this order."""
    return dL_dy_hat(y, p) * (1 - p) * p
