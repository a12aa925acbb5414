"""The summation z = x·w + b and, for regression, the identity ŷ = z: each with its partial derivatives.

Source: the notes, "Regression With a Perceptron"; Goodfellow, Bengio, Courville, Deep Learning (2016), §5.1.4.
"""

import numpy as np

from manual.notation import Array


def summation(x: Array, w: Array, b: Array) -> Array:
    """Weigh the features and add the bias: z = w₁x₁ + … + w_d x_d + b.

    x (…, n, d), w (…, d), b (…,) -> z (…, n).
    """
    z: Array = np.matvec(x, w) + b[..., None]
    return z


def dz_dw(x: Array) -> Array:
    """Derive the summation by the weights.

    ∂z/∂w_j = ∂/∂w_j (w₁x₁ + … + w_d x_d + b)
            = x_j                                every other term is a constant to w_j
    ∂z/∂w   = x

    x (…, n, d) -> dz/dw (…, n, d), which shares no memory with x.
    """
    return x.copy()


def dz_db(x: Array) -> Array:
    """Derive the summation by the bias.

    ∂z/∂b = ∂/∂b (w₁x₁ + … + w_d x_d + b)
          = 1

    x (…, n, d) -> dz/db (…, n), in the dtype of x.
    """
    return np.ones(x.shape[:-1], x.dtype)


def identity(z: Array) -> Array:
    """Predict by the summation itself: ŷ = z.

    z (…, n) -> y_hat (…, n), which shares no memory with z.
    """
    return z.copy()


def identity_dy_hat_dz(z: Array) -> Array:
    """Derive the identity.

    ∂ŷ/∂z = ∂z/∂z
          = 1

    z (…, n) -> dy_hat/dz (…, n).
    """
    return np.ones_like(z)
