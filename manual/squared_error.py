"""The squared error of one example, halved, and its derivative.

Source: the notes, "Regression With a Perceptron - loss function"; Bishop, Pattern Recognition and Machine Learning
(2006), (1.2), whose ½ is the notes'. The mean over examples is in `manual.descent`.
"""

from manual.notation import Array


def squared_error(y: Array, y_hat: Array) -> Array:
    """Half the square of the error: L = ½(y − ŷ)².

    y (…, n), y_hat (…, n) -> L (…, n).
    """
    error = y - y_hat
    return error * error / 2


def dL_dy_hat(y: Array, y_hat: Array) -> Array:
    """Derive the halved square by the prediction.

    ∂L/∂ŷ = ∂/∂ŷ ½(y − ŷ)²
          = ½ · 2(y − ŷ) · ∂/∂ŷ (y − ŷ)          chain rule
          = ½ · 2(y − ŷ) · (−1)
          = −(y − ŷ)
          = ŷ − y

    y (…, n), y_hat (…, n) -> dL/dy_hat (…, n).
    """
    return y_hat - y
