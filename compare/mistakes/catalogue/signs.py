"""Mistakes in the sign and the factor of the loss and of its slope."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import log, mean_over, per_feature, sigmoid_any_branch, softplus, weighted
from compare.mistakes.mistake import (
    CLASSIFICATION,
    EITHER_CLASSIFICATION,
    EVERY_LINK_SHOWN,
    FUSED,
    REGRESSION,
    Mistake,
    Slip,
    wrong,
)

LOG_LOSS = "−y ln ŷ − (1 − y) ln(1 − ŷ)"
LOG_LOSS_OF_Z = "y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ)"
LOG_LOSS_SLOPE = "−(y − ŷ)/(ŷ(1 − ŷ))"
CANCELLED = "−(y − ŷ)"
CANCELLED_OF_Z = "(1 − y)σ(z) − yσ(−z)"
Y_AND_PREDICTION = ("y", "y_hat")


def inner_minus_lost(y: Any, y_hat: Any) -> Any:
    """y − ŷ."""
    return y - y_hat


def inner_minus_lost_over_slope(y: Any, y_hat: Any) -> Any:
    """(y − ŷ)/(ŷ(1 − ŷ))."""
    return (y - y_hat) / (y_hat * (1 - y_hat))


def inner_minus_lost_of_z(y: Any, z: Any) -> Any:
    """y − σ(z)."""
    return y - sigmoid_any_branch(z)


def square(y: Any, y_hat: Any) -> Any:
    """(y − ŷ)²."""
    r = y - y_hat
    return r * r


def twice_residual(y: Any, y_hat: Any) -> Any:
    """−2(y − ŷ)."""
    return 2 * (y_hat - y)


def half_residual(y: Any, y_hat: Any) -> Any:
    """−½(y − ŷ)."""
    return 0.5 * (y_hat - y)


def negative_term_turned(y: Any, y_hat: Any) -> Any:
    """−y/ŷ − (1 − y)/(1 − ŷ)."""
    return -(y / y_hat) - (1 - y) / (1 - y_hat)


def log_likelihood(y: Any, y_hat: Any) -> Any:
    """y ln ŷ + (1 − y) ln(1 − ŷ)."""
    return y * log(y_hat) + (1 - y) * log(1 - y_hat)


def log_likelihood_of_z(y: Any, z: Any) -> Any:
    """−y ln(1 + e^−z) − (1 − y) ln(1 + e^z)."""
    return -weighted(y, softplus(-z)) - weighted(1 - y, softplus(z))


def minus_mean(loss: Any) -> Any:
    """−(1/n) Σ L_i."""
    return -mean_over(loss, axis=-1)


def residual_of_every_target(y: Any, y_hat: Any) -> Any:
    """(1/n) Σ_j (ŷ_i − y_j), which is what the n × n table of residuals gives."""
    return y_hat - per_feature(mean_over(y, axis=-1))


MISTAKES = (
    Mistake(
        "E01",
        "the inner derivative −1 of (y − ŷ) is lost",
        "the sign is wrong: what is the derivative of y − ŷ with respect to ŷ?",
        "−1",
        "gh:vzhou842/neural-network-from-scratch#2",
        (
            Slip(REGRESSION, "dL/dy_hat", CANCELLED, wrong("y − ŷ", Y_AND_PREDICTION, inner_minus_lost)),
            Slip(
                CLASSIFICATION,
                "dL/dy_hat",
                LOG_LOSS_SLOPE,
                wrong("(y − ŷ)/(ŷ(1 − ŷ))", Y_AND_PREDICTION, inner_minus_lost_over_slope),
            ),
            Slip(EVERY_LINK_SHOWN, "dL/dz", CANCELLED, wrong("y − ŷ", Y_AND_PREDICTION, inner_minus_lost)),
            Slip(FUSED, "dL/dz", "σ(z) − y", wrong("y − σ(z)", ("y", "z"), inner_minus_lost_of_z)),
        ),
    ),
    Mistake(
        "E02",
        "the ½ of the loss is forgotten",
        "a factor is wrong: which constant stands before the square in this loss?",
        "2",
        "gh:davisking/dlib#1169; gh:patrickloeber/MLfromscratch#18",
        (
            Slip(REGRESSION, "L", "½(y − ŷ)²", wrong("(y − ŷ)²", Y_AND_PREDICTION, square)),
            Slip(REGRESSION, "dL/dy_hat", CANCELLED, wrong("−2(y − ŷ)", Y_AND_PREDICTION, twice_residual)),
        ),
    ),
    Mistake(
        "E04",
        "d ln(1 − ŷ)/dŷ is taken for 1/(1 − ŷ), without its minus",
        "one of two terms has the wrong sign: differentiate ln(1 − ŷ) again",
        "1 where y = 1, −1 where y = 0",
        "SE math 2503428",
        (
            Slip(
                CLASSIFICATION,
                "dL/dy_hat",
                "−y/ŷ + (1 − y)/(1 − ŷ)",
                wrong("−y/ŷ − (1 − y)/(1 − ŷ)", Y_AND_PREDICTION, negative_term_turned),
            ),
        ),
    ),
    Mistake(
        "E05",
        "the minus before the log loss is lost, or taken twice",
        "the sign is wrong: a loss is never negative",
        "−1",
        "DLC:289322; gh:haifengl/smile#151",
        (
            Slip(CLASSIFICATION, "L", LOG_LOSS, wrong("y ln ŷ + (1 − y) ln(1 − ŷ)", Y_AND_PREDICTION, log_likelihood)),
            Slip(
                FUSED,
                "L",
                LOG_LOSS_OF_Z,
                wrong("−y ln(1 + e⁻ᶻ) − (1 − y) ln(1 + eᶻ)", ("y", "z"), log_likelihood_of_z),
            ),
            Slip(EITHER_CLASSIFICATION, "J", "(1/n) Σ L", wrong("−(1/n) Σ L", ("L",), minus_mean)),
        ),
    ),
    Mistake(
        "E31",
        "ŷ (n, 1) less y (n,) broadcasts to an n × n table, which is then averaged",
        "each prediction meets every target: which shapes do the two arrays have?",
        "(ŷ − mean of y)/(ŷ − y)",
        "SE Simple Linear Regression in PyTorch",
        (
            Slip(
                REGRESSION,
                "dL/dy_hat",
                CANCELLED,
                wrong("(1/n) Σⱼ (ŷᵢ − yⱼ)", Y_AND_PREDICTION, residual_of_every_target),
            ),
        ),
    ),
    Mistake(
        "E40",
        "a ½ is kept in the derivative that the square's 2 has cancelled",
        "a factor is wrong: differentiate the square together with its constant",
        "½",
        "own; the mirror of believing that MSELoss holds a ½",
        (Slip(REGRESSION, "dL/dy_hat", CANCELLED, wrong("−½(y − ŷ)", Y_AND_PREDICTION, half_residual)),),
    ),
)
