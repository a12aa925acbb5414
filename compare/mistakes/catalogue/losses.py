"""Mistakes in which loss it is: another logarithm, other labels, another argument, a constant put in."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import at_least, log, ones_like, sigmoid, softplus, weighted
from compare.chains import definitions as right
from compare.mistakes.catalogue.signs import CANCELLED_OF_Z, LOG_LOSS, LOG_LOSS_OF_Z, LOG_LOSS_SLOPE, Y_AND_PREDICTION
from compare.mistakes.mistake import CLASSIFICATION, EITHER_CLASSIFICATION, FUSED, Mistake, Slip, wrong

KERAS_EPSILON = 1e-7  # what Keras clips predictions to (keras.config.epsilon)
ADDED_EPSILON = 1e-8
SMOOTHING = 0.1  # the label smoothing that papers and examples use most


def common_logarithm(y: Any, y_hat: Any) -> Any:
    """The log loss with log10."""
    return right.log_loss(y, y_hat) / log(10 * ones_like(y))


def common_logarithm_of_z(y: Any, z: Any) -> Any:
    """The log loss of z with log10."""
    return right.log_loss_of_z(y, z) / log(10 * ones_like(y))


def loss_of_signed_labels(y: Any, z: Any) -> Any:
    """ln(1 + e^−yz), which is the log loss for labels −1 and 1."""
    return softplus(-(y * z))


def slope_of_signed_labels(y: Any, z: Any) -> Any:
    """−yσ(−yz)."""
    return -(y * sigmoid(-(y * z)))


def loss_of_swapped_labels(y: Any, y_hat: Any) -> Any:
    """The log loss with 1 − y for y."""
    return right.log_loss(1 - y, y_hat)


def loss_of_swapped_labels_of_z(y: Any, z: Any) -> Any:
    """The log loss of z with 1 − y for y."""
    return right.log_loss_of_z(1 - y, z)


def slope_of_swapped_labels(y: Any, y_hat: Any) -> Any:
    """∂L/∂ŷ with 1 − y for y."""
    return right.log_loss_slope(1 - y, y_hat)


def cancelled_of_swapped_labels(y: Any, z: Any) -> Any:
    """∂L/∂z with 1 − y for y."""
    return right.cancelled_of_z(1 - y, z)


def sigmoid_twice(y: Any, y_hat: Any) -> Any:
    """The log loss of σ(ŷ)."""
    return right.log_loss_of_z(y, y_hat)


def sigmoid_twice_of_z(y: Any, z: Any) -> Any:
    """The log loss of σ(σ(z))."""
    return right.log_loss_of_z(y, sigmoid(z))


def slope_of_sigmoid_twice(y: Any, y_hat: Any) -> Any:
    """σ(ŷ) − y."""
    return right.cancelled_of_z(y, y_hat)


def slope_of_sigmoid_twice_of_z(y: Any, z: Any) -> Any:
    """(σ(σ(z)) − y) σ(z)σ(−z)."""
    return right.cancelled_of_z(y, sigmoid(z)) * right.sigmoid_slope_of_z(z)


def clipped(y: Any, y_hat: Any) -> Any:
    """The log loss with ŷ and 1 − ŷ no smaller than 1e-7."""
    return -(y * log(at_least(y_hat, KERAS_EPSILON))) - (1 - y) * log(at_least(1 - y_hat, KERAS_EPSILON))


def smoothed(y: Any) -> Any:
    """0.9 y + 0.05."""
    one = ones_like(y)
    return ((1 - SMOOTHING) * one) * y + (SMOOTHING / 2) * one


def loss_of_smoothed_labels(y: Any, y_hat: Any) -> Any:
    """The log loss with 0.9 y + 0.05 for y."""
    return right.log_loss(smoothed(y), y_hat)


def loss_of_smoothed_labels_of_z(y: Any, z: Any) -> Any:
    """The log loss of z with 0.9 y + 0.05 for y."""
    return right.log_loss_of_z(smoothed(y), z)


def slope_of_smoothed_labels(y: Any, y_hat: Any) -> Any:
    """∂L/∂ŷ with 0.9 y + 0.05 for y."""
    return right.log_loss_slope(smoothed(y), y_hat)


def cancelled_of_smoothed_labels(y: Any, z: Any) -> Any:
    """∂L/∂z with 0.9 y + 0.05 for y."""
    return right.cancelled_of_z(smoothed(y), z)


def epsilon_added(y: Any, y_hat: Any) -> Any:
    """−y ln(ŷ + ε) − (1 − y) ln(1 − ŷ + ε)."""
    epsilon = ADDED_EPSILON * ones_like(y)
    return -(y * log(y_hat + epsilon)) - (1 - y) * log((1 - y_hat) + epsilon)


def first_term_alone(y: Any, y_hat: Any) -> Any:
    """−y ln ŷ."""
    return -(y * log(y_hat))


def first_term_alone_of_z(y: Any, z: Any) -> Any:
    """y ln(1 + e^−z)."""
    return weighted(y, softplus(-z))


def first_slope_alone(y: Any, y_hat: Any) -> Any:
    """−y/ŷ."""
    return -(y / y_hat)


def _loss(formula: str, rule: Any) -> Slip:
    return Slip(CLASSIFICATION, "L", LOG_LOSS, wrong(formula, Y_AND_PREDICTION, rule))


def _loss_of_z(formula: str, rule: Any) -> Slip:
    return Slip(FUSED, "L", LOG_LOSS_OF_Z, wrong(formula, ("y", "z"), rule))


def _slope(formula: str, rule: Any) -> Slip:
    return Slip(CLASSIFICATION, "dL/dy_hat", LOG_LOSS_SLOPE, wrong(formula, Y_AND_PREDICTION, rule))


def _cancelled(formula: str, rule: Any) -> Slip:
    return Slip(FUSED, "dL/dz", CANCELLED_OF_Z, wrong(formula, ("y", "z"), rule))


MISTAKES = (
    Mistake(
        "E06",
        "log10 stands for ln",
        "a constant factor is wrong: which logarithm has the derivative 1/x?",
        "0.434",
        "gh:srendle/libfm#21; gh:dvgodoy/PyTorchStepByStep#12",
        (
            _loss("−y log₁₀ ŷ − (1 − y) log₁₀(1 − ŷ)", common_logarithm),
            _loss_of_z("y log₁₀(1 + e⁻ᶻ) + (1 − y) log₁₀(1 + eᶻ)", common_logarithm_of_z),
        ),
    ),
    Mistake(
        "E07",
        "the formula for labels −1 and 1 is used with labels 0 and 1",
        "the formula is for other labels: how are the two classes coded?",
        "varies with y and z",
        "gh:Yorko/mlcourse.ai#640; SE Gradient for logistic loss function",
        (
            Slip(CLASSIFICATION, "L", LOG_LOSS_OF_Z, wrong("ln(1 + e⁻ʸᶻ)", ("y", "z"), loss_of_signed_labels)),
            _loss_of_z("ln(1 + e⁻ʸᶻ)", loss_of_signed_labels),
            Slip(
                EITHER_CLASSIFICATION,
                "dL/dz",
                CANCELLED_OF_Z,
                wrong("−yσ(−yz)", ("y", "z"), slope_of_signed_labels),
            ),
        ),
    ),
    Mistake(
        "E08",
        "the two classes are coded the other way round",
        "the roles of y and 1 − y are swapped: which class is 1?",
        "varies with ŷ",
        "own",
        (
            _loss("−(1 − y) ln ŷ − y ln(1 − ŷ)", loss_of_swapped_labels),
            _loss_of_z("(1 − y) ln(1 + e⁻ᶻ) + y ln(1 + eᶻ)", loss_of_swapped_labels_of_z),
            _slope("−(1 − y − ŷ)/(ŷ(1 − ŷ))", slope_of_swapped_labels),
            _cancelled("yσ(z) − (1 − y)σ(−z)", cancelled_of_swapped_labels),
        ),
    ),
    Mistake(
        "E38",
        "σ is applied before a loss that applies σ itself",
        "σ is applied twice: does the loss take z or ŷ?",
        "varies with z",
        "gh:itakurah/focal-loss-pytorch#5; gh:cvg/glue-factory#89",
        (
            _loss("−y ln σ(ŷ) − (1 − y) ln(1 − σ(ŷ))", sigmoid_twice),
            _loss_of_z("−y ln σ(σ(z)) − (1 − y) ln(1 − σ(σ(z)))", sigmoid_twice_of_z),
            _slope("σ(ŷ) − y", slope_of_sigmoid_twice),
            _cancelled("(σ(σ(z)) − y)σ(z)σ(−z)", slope_of_sigmoid_twice_of_z),
        ),
    ),
    Mistake(
        "E46",
        "predictions are clipped to [1e-7, 1 − 1e-7] before the logarithm",
        "large losses are cut off: is ŷ changed before its logarithm is taken?",
        "1, and below 1 where |z| > 16.1",
        "own; Keras clips so",
        (_loss("−y ln max(ŷ, 1e-7) − (1 − y) ln max(1 − ŷ, 1e-7)", clipped),),
        hidden="|z| < 16.1",
        shown_in=("float64",),
    ),
    Mistake(
        "E47",
        "label smoothing is left on",
        "the labels are not the ones given: is y changed before the loss is taken?",
        "varies with y and ŷ",
        "own",
        (
            _loss("the loss for 0.9 y + 0.05", loss_of_smoothed_labels),
            _loss_of_z("the loss for 0.9 y + 0.05", loss_of_smoothed_labels_of_z),
            _slope("the slope for 0.9 y + 0.05", slope_of_smoothed_labels),
            _cancelled("σ(z) − (0.9 y + 0.05)", cancelled_of_smoothed_labels),
        ),
    ),
    Mistake(
        "E50",
        "1e-8 is added inside the logarithms",
        "a small constant was put in: is the argument of each logarithm the one in the formula?",
        "1 less about 1e-8 over ŷ ln ŷ",
        "own",
        (_loss("−y ln(ŷ + 1e-8) − (1 − y) ln(1 − ŷ + 1e-8)", epsilon_added),),
    ),
    Mistake(
        "E52",
        "the term of the class 0 is left out",
        "a term is missing: what does the loss say where y = 0?",
        "1 where y = 1, 0 where y = 0",
        "own",
        (
            _loss("−y ln ŷ", first_term_alone),
            _loss_of_z("y ln(1 + e⁻ᶻ)", first_term_alone_of_z),
            _slope("−y/ŷ", first_slope_alone),
        ),
    ),
)
