"""The sigmoid ŷ = σ(z) and its derivative: as the notes write them, and accurate for every z.

Source: the notes, "Derivative of a Sigmoid Function" (line by line in `manual.sigmoid_lines`); Bishop, Pattern
Recognition and Machine Learning (2006), (4.59), (4.60), (4.88). On 1 − p against σ(−z): Mächler, Accurately Computing
log(1 − exp(−|a|)) (2012), whose branch at the sign of the argument this follows.
"""

import numpy as np

from manual.notation import Array


def textbook_sigmoid(z: Array) -> Array:
    """Squash as the notes write it: σ(z) = 1/(1 + e^{−z}).

    Overflows, with a warning and the value 0, for z < −709.78 (float64) or −88.72 (float32).

    z (…, n) -> y_hat (…, n).
    """
    return 1 / (1 + np.exp(-z))


def textbook_dy_hat_dz(y_hat: Array) -> Array:
    """Derive the sigmoid, in terms of its own value.

    ∂ŷ/∂z = d/dz (1 + e^{−z})^{−1}
          = e^{−z}/(1 + e^{−z})²                 chain rule, twice
          = 1/(1 + e^{−z}) · (1 − 1/(1 + e^{−z}))
          = ŷ(1 − ŷ)

    Loses every digit where 1 − ŷ does: z > 37 (float64), z > 16.6 (float32).

    y_hat (…, n) -> dy_hat/dz (…, n).
    """
    return y_hat * (1 - y_hat)


def sigmoid(z: Array) -> Array:
    """Squash without overflow: σ(z) = e^{min(z, 0)}/(1 + e^{−|z|}), at most 4 ulps off for every finite z.

    For z ≥ 0 this is 1/(1 + e^{−z}); for z < 0 numerator and denominator were multiplied by e^z. The complement
    q = 1 − σ(z) is ``sigmoid(-z)``, to the same accuracy, since 1 − 1/(1 + e^{−z}) = e^{−z}/(1 + e^{−z}).

    z (…, n) -> p (…, n).
    """
    p: Array = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    return p


def both(z: Array) -> tuple[Array, Array]:
    """Squash z and −z with the exponentials shared: σ(z) and the complement σ(−z) = 1 − σ(z), as `sigmoid` has them.

    σ(z)  = 1/(1 + e^{−z})
          = e^{min(z, 0)}/(e^{min(z, 0)} + e^{min(−z, 0)})      times e^{min(z, 0)}, as min(z, 0) − z = min(−z, 0)
          = t/(t + u)                                           where t = e^{min(z, 0)} and u = e^{min(−z, 0)}
    σ(−z) = u/(t + u)                                           z and −z, so t and u, change places

    z (…, n) -> p (…, n), q (…, n).
    """
    t, u = np.exp(np.minimum(z, 0)), np.exp(np.minimum(-z, 0))
    total = t + u  # one of the two is 1, the other at most 1
    return t / total, u / total


def dy_hat_dz(z: Array) -> Array:
    """Derive the sigmoid, in terms of the smaller of σ(z) and σ(−z); at most 5 ulps off for every finite z.

    ∂ŷ/∂z = σ(z)(1 − σ(z))                       as above
          = (1 − σ(−z))σ(−z)                     the same for z and −z, as 1 − σ(z) = σ(−z)
          = σ(−|z|)(1 − σ(−|z|))
          = m(1 − m)                             where m = σ(−|z|)

    m ≤ ½, so 1 − m loses nothing, and it falls where m errs upwards; the errors of σ(z)σ(−z) add up, to 5.31 ulps.

    z (…, n) -> dy_hat/dz (…, n).
    """
    m = sigmoid(-np.abs(z))
    return m * (1 - m)
