"""Right in another form: lines that were reported as mistakes and are none. Each must pass.

Sources: SE ai 12612 ((ŷ − y)² for (y − ŷ)²), gh:udacity/deep-learning#285 (−α(−g) for +αg), DLC:221994 (1/n taken
early), DLC:66727 (a prediction computed anew).
"""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import affine, per_feature, sigmoid, total
from compare.chains import definitions as rule
from compare.chains.chain import Form
from compare.mistakes.catalogue.wrong_means import over_n
from compare.mistakes.mistake import ALL, CLASSIFICATION, EVERY_LINK_SHOWN, REGRESSION, Slip


def square_of_the_other_difference(y: Any, y_hat: Any) -> Any:
    """½(ŷ − y)²."""
    r = y_hat - y
    return 0.5 * (r * r)


def halved_by_two(y: Any, y_hat: Any) -> Any:
    """(y − ŷ)²/2, squared first."""
    r = y - y_hat
    return (r * r) * (0.5 * rule.one_each(y))


def divided_early(v: Any) -> Any:
    """Σ_i v_i/n."""
    return total(over_n(v), axis=-1)


def rows_divided_early(g: Any, x: Any) -> Any:
    """Σ_i (g_i/n) x_ij."""
    return total(rule.times_feature(over_n(g), x), axis=-2)


def minus_minus_vector(w: Any, lr: Any, gradient: Any) -> Any:
    """w − (−α)(−∂J/∂w)."""
    return w - -per_feature(lr) * -gradient


def plus_minus_scalar(b: Any, lr: Any, gradient: Any) -> Any:
    """b + (−α) ∂J/∂b."""
    return b + -lr * gradient


def slope_of_a_recomputed_prediction(x: Any, w: Any, b: Any) -> Any:
    """ŷ(1 − ŷ) with ŷ computed anew, in the form that does not cancel."""
    return rule.sigmoid_slope_of_z(affine(x, w, b))


def predicted_again(x: Any, w: Any, b: Any) -> Any:
    """σ(x·w + b) in one line."""
    return sigmoid(affine(x, w, b))


def _right(formula: str, of: tuple[str, ...], function: Any) -> Form:
    return Form("another form", formula, of, function)


RIGHT_IN_ANOTHER_FORM = (
    Slip(REGRESSION, "L", "½(y − ŷ)²", _right("½(ŷ − y)²", ("y", "y_hat"), square_of_the_other_difference)),
    Slip(REGRESSION, "L", "½(y − ŷ)²", _right("(y − ŷ)²/2", ("y", "y_hat"), halved_by_two)),
    Slip(ALL, "J", "(1/n) Σ L", _right("Σ L/n", ("L",), divided_early)),
    Slip(ALL, "dJ/dw", "(1/n) Σ ∂L/∂w", _right("Σ (∂L/∂z / n) · x", ("dL/dz", "x"), rows_divided_early)),
    Slip(ALL, "dJ/db", "(1/n) Σ ∂L/∂b", _right("Σ ∂L/∂b / n", ("dL/db",), divided_early)),
    Slip(ALL, "w+", "w − α ∂J/∂w", _right("w − (−α)(−∂J/∂w)", ("w", "lr", "dJ/dw"), minus_minus_vector)),
    Slip(ALL, "b+", "b − α ∂J/∂b", _right("b + (−α) ∂J/∂b", ("b", "lr", "dJ/db"), plus_minus_scalar)),
    Slip(CLASSIFICATION, "y_hat", "σ(z)", _right("σ(x·w + b)", ("x", "w", "b"), predicted_again)),
    Slip(
        CLASSIFICATION,
        "dy_hat/dz",
        "ŷ(1 − ŷ)",
        _right("σ′(x·w + b)", ("x", "w", "b"), slope_of_a_recomputed_prediction),
    ),
    Slip(EVERY_LINK_SHOWN, "dL/dz", "−(y − ŷ)", _right("ŷ − y", ("y", "y_hat"), rule.residual)),
)
