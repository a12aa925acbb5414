"""Gradient descent: the mean over the examples, its derivatives and the update.

Source: the notes, "Regression with a Perceptron - Gradient Descent", for one example; Goodfellow, Bengio, Courville,
Deep Learning (2016), §4.3 and (5.28), for the mean.
"""

import numpy as np

from manual.notation import Array, Trace


def mean(values: Array, axis: int = -1) -> Array:
    """Average over the examples, whose axis is given: J = (1/n) Σᵢ Lᵢ.

    L (…, n) -> J (…,).
    """
    average: Array = np.add.reduce(values, axis=axis) / values.shape[axis]
    return average[...]  # an array also where it is a scalar


def dJ_dw(dL_dw: Array) -> Array:
    """Derive the cost by the weights.

    ∂J/∂w = ∂/∂w (1/n) Σᵢ Lᵢ
          = (1/n) Σᵢ ∂Lᵢ/∂w                      the derivative of a sum is the sum of the derivatives

    dL_dw (…, n, d) -> dJ/dw (…, d).
    """
    return mean(dL_dw, axis=-2)


def dJ_db(dL_db: Array) -> Array:
    """Derive the cost by the bias.

    ∂J/∂b = ∂/∂b (1/n) Σᵢ Lᵢ
          = (1/n) Σᵢ ∂Lᵢ/∂b

    dL_db (…, n) -> dJ/db (…,).
    """
    return mean(dL_db)


def update(w: Array, b: Array, lr: Array, dJ_dw: Array, dJ_db: Array) -> tuple[Array, Array]:
    """Go one step down the slope: w − α ∂J/∂w and b − α ∂J/∂b, both from the old w and b.

    w (…, d), b (…,), lr (…,), dJ_dw (…, d), dJ_db (…,) -> w+ (…, d), b+ (…,).
    """
    return w - lr[..., None] * dJ_dw, (b - lr * dJ_db)[...]


def step(x: Array, w: Array, b: Array, lr: Array, dL_dz: Array) -> tuple[Array, Array]:
    """Update w and b straight from ∂L/∂z, as ∂L/∂w = ∂L/∂z · x and ∂L/∂b = ∂L/∂z.

    w⁺ = w − α ∂J/∂w
       = w − α/n Σᵢ ∂Lᵢ/∂zᵢ · xᵢ                 one product of a vector and a matrix: no (n, d) array is made
    b⁺ = b − α/n Σᵢ ∂Lᵢ/∂zᵢ

    x (…, n, d), w (…, d), b (…,), lr (…,), dL_dz (…, n) -> w+ (…, d), b+ (…,).
    """
    rate = lr / x.shape[-2]
    return w - rate[..., None] * np.vecmat(dL_dz, x), (b - rate * np.add.reduce(dL_dz, axis=-1))[...]


def last_links(w: Array, b: Array, lr: Array, dL_dw: Array, dL_db: Array) -> Trace:
    """Trace from the examples' gradients to the updated parameters.

    dL_dw (…, n, d), dL_db (…, n) -> the links dL/dw, dL/db, dJ/dw, dJ/db, w+, b+.
    """
    cost_by_w, cost_by_b = dJ_dw(dL_dw), dJ_db(dL_db)
    w_new, b_new = update(w, b, lr, cost_by_w, cost_by_b)
    return {
        "dL/dw": dL_dw, "dL/db": dL_db, "dJ/dw": cost_by_w, "dJ/db": cost_by_b, "w+": w_new, "b+": b_new,
    }  # fmt: skip
