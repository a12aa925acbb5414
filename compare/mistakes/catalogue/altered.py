"""Mistakes that alter what the formula is given: features centred, examples weighed or dropped, numbers clipped."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import (
    absolute,
    at_least,
    at_most,
    mean_over,
    ones_like,
    per_example,
    per_feature,
    sigmoid,
    total,
    weighted,
    without_last,
)
from compare.chains import definitions as right
from compare.mistakes.catalogue.signs import CANCELLED, CANCELLED_OF_Z, Y_AND_PREDICTION
from compare.mistakes.mistake import ALL, CLASSIFICATION, FUSED, REGRESSION, Mistake, Slip, wrong

CLIP = 1e-7  # as Keras clips predictions


def centred(x: Any) -> Any:
    """x − the mean of x over the examples."""
    return x - per_example(mean_over(x, axis=-2))


def times_centred(g: Any, x: Any) -> Any:
    """g (x − the mean of x)."""
    return right.times_feature(g, centred(x))


def balanced(y: Any, z: Any) -> Any:
    """(σ(z) − y) n/(2n_c), with n_c the number of examples of the own class."""
    n = total(ones_like(y), axis=-1)
    ones, zeros = (per_feature(n / (2 * at_least(total(one, axis=-1), 1.0))) for one in (y, 1 - y))
    return right.cancelled_of_z(y, z) * (weighted(y, ones) + weighted(1 - y, zeros))


def mean_without_last_example(v: Any) -> Any:
    """1/(n − 1) Σ_{i<n} v_i."""
    return total(without_last(v, axis=-1), axis=-1) / (-1 + total(ones_like(v), axis=-1))


def mean_without_last_row(v: Any) -> Any:
    """1/(n − 1) Σ_{i<n} v_ij."""
    return total(without_last(v, axis=-2), axis=-2) / (-1 + total(ones_like(v), axis=-2))


def huber(y: Any, y_hat: Any) -> Any:
    """½(y − ŷ)² up to a residual of 1, and a line from there."""
    size = absolute(y_hat - y)
    near = at_most(size, 1.0)
    return near * (size - 0.5 * near)


def huber_slope(y: Any, y_hat: Any) -> Any:
    """ŷ − y, at most 1 in size."""
    return at_most(at_least(y_hat - y, -1.0), 1.0)


def clipped_residual(y: Any, y_hat: Any) -> Any:
    """ŷ within [1e-7, 1 − 1e-7], less y."""
    return at_most(at_least(y_hat, CLIP), 1 - CLIP) - y


def clipped_residual_of_z(y: Any, z: Any) -> Any:
    """σ(z) within [1e-7, 1 − 1e-7], less y."""
    return clipped_residual(y, sigmoid(z))


_LAST = "1/(n − 1) Σ_{i<n}"

MISTAKES = (
    Mistake(
        "E63",
        "the features are centred in the gradient alone",
        "x is not the x of the forward pass: is it changed on the way?",
        "(x − mean of x)/x",
        "own",
        (
            Slip(ALL, "dz/dw", "x", wrong("x − the mean of x", ("x",), centred)),
            Slip(ALL, "dL/dw", "∂L/∂z · x", wrong("∂L/∂z · (x − the mean of x)", ("dL/dz", "x"), times_centred)),
        ),
    ),
    Mistake(
        "E64",
        "balanced class weights are left on",
        "an example counts for more than 1: which weight does the loss have?",
        "n/(2n₁) where y = 1, n/(2n₀) where y = 0",
        'own; class_weight="balanced"',
        (
            Slip(CLASSIFICATION, "dL/dz", CANCELLED, wrong("(ŷ − y) n/(2 n of its class)", ("y", "z"), balanced)),
            Slip(FUSED, "dL/dz", CANCELLED_OF_Z, wrong("(σ(z) − y) n/(2 n of its class)", ("y", "z"), balanced)),
        ),
        hidden="both classes have n/2 examples",
    ),
    Mistake(
        "E65",
        "the last example is dropped, and not counted either",
        "the mean is over fewer examples: where does the loop end?",
        "varies",
        "own; drop_last=True",
        (
            Slip(ALL, "J", "(1/n) Σ L", wrong(f"{_LAST} L", ("L",), mean_without_last_example)),
            Slip(ALL, "dJ/dw", "(1/n) Σ ∂L/∂w", wrong(f"{_LAST} ∂L/∂w", ("dL/dw",), mean_without_last_row)),
            Slip(ALL, "dJ/db", "(1/n) Σ ∂L/∂b", wrong(f"{_LAST} ∂L/∂b", ("dL/db",), mean_without_last_example)),
        ),
    ),
    Mistake(
        "E66",
        "Huber's loss stands for the square",
        "another loss beyond 1: is the residual clipped?",
        "1 where |y − ŷ| < 1, below 1 elsewhere",
        "own; nn.HuberLoss, nn.SmoothL1Loss",
        (
            Slip(
                REGRESSION, "L", "½(y − ŷ)²", wrong("the size of (y − ŷ) − ½ beyond the unit", Y_AND_PREDICTION, huber)
            ),
            Slip(
                REGRESSION,
                "dL/dy_hat",
                CANCELLED,
                wrong("the sign of −(y − ŷ) beyond the unit", Y_AND_PREDICTION, huber_slope),
            ),
        ),
        hidden="|y − ŷ| < 1",
    ),
    Mistake(
        "E67",
        "predictions are clipped to [1e-7, 1 − 1e-7] before y is subtracted",
        "ŷ is changed on the way: is it the one of the forward pass?",
        "1, and other where |z| > 16.1",
        "own; Keras clips so",
        (
            Slip(
                CLASSIFICATION,
                "dL/dz",
                CANCELLED,
                wrong("ŷ clipped off zero and one − y", Y_AND_PREDICTION, clipped_residual),
            ),
            Slip(
                FUSED,
                "dL/dz",
                CANCELLED_OF_Z,
                wrong("σ(z) clipped off zero and one − y", ("y", "z"), clipped_residual_of_z),
            ),
        ),
        hidden="|z| < 16.1",
        shown_in=("float64",),
    ),
)
