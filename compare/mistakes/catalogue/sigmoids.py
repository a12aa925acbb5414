"""Mistakes with the sigmoid and its slope: σ′ missing, σ′ twice, another function in its place."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import affine, exp, only_feature, per_feature, sigmoid
from compare.chains import definitions as right
from compare.mistakes.catalogue.signs import CANCELLED, CANCELLED_OF_Z, LOG_LOSS_SLOPE, Y_AND_PREDICTION
from compare.mistakes.mistake import CLASSIFICATION, FUSED, Mistake, Slip, wrong


def slope_applied_again(y: Any, y_hat: Any) -> Any:
    """(ŷ − y) ŷ(1 − ŷ)."""
    return (y_hat - y) * (y_hat * (1 - y_hat))


def slope_applied_again_of_z(y: Any, z: Any) -> Any:
    """The cancelled gradient times σ(z)σ(−z)."""
    return right.cancelled_of_z(y, z) * right.sigmoid_slope_of_z(z)


def slope_turned(y_hat: Any) -> Any:
    """ŷ(ŷ − 1)."""
    return y_hat * -(1 - y_hat)


def slope_as_difference(y_hat: Any) -> Any:
    """ŷ − (1 − ŷ)."""
    return y_hat - (1 - y_hat)


def slope_at(a: Any) -> Any:
    """a(1 − a)."""
    return a * (1 - a)


def slope_of_its_output(y_hat: Any) -> Any:
    """σ(ŷ)(1 − σ(ŷ))."""
    return slope_at(sigmoid(y_hat))


def slope_at_input(x: Any) -> Any:
    """σ(x_1)(1 − σ(x_1))."""
    return slope_at(sigmoid(only_feature(x)))


def half_of_slope(y_hat: Any) -> Any:
    """1 − ŷ."""
    return 1 - y_hat


def exponential(z: Any) -> Any:
    """1/e^−z."""
    return exp(z)


def sigmoid_squared(z: Any) -> Any:
    """(1 + e^−z)^−2."""
    s = sigmoid(z)
    return s * s


def bias_outside(x: Any, w: Any, b: Any) -> Any:
    """σ(x·w) + b."""
    return sigmoid(affine(x, w, b - b)) + per_feature(b)


def margin_for_probability(y: Any, z: Any) -> Any:
    """z − y."""
    return z - y


def _slope(formula: str, of: str, rule: Any) -> tuple[Slip, ...]:
    return (Slip(CLASSIFICATION, "dy_hat/dz", "ŷ(1 − ŷ)", wrong(formula, (of,), rule)),)


def _prediction(formula: str, of: tuple[str, ...], rule: Any) -> tuple[Slip, ...]:
    return (Slip(CLASSIFICATION, "y_hat", "σ(z)", wrong(formula, of, rule)),)


MISTAKES = (
    Mistake(
        "E09",
        "σ′ is missing: ∂L/∂ŷ is used as ∂L/∂z",
        "a factor of the chain rule is missing: how does ŷ depend on z?",
        "1/(ŷ(1 − ŷ)), at least 4",
        "gh:filipecalasans/mlp#1",
        (Slip(CLASSIFICATION, "dL/dz", "∂L/∂ŷ · ∂ŷ/∂z", wrong("∂L/∂ŷ", ("dL/dy_hat",), right.identity)),),
    ),
    Mistake(
        "E10",
        "σ′ is multiplied in again after it has cancelled",
        "a factor is there twice: what cancels when ∂L/∂ŷ meets ∂ŷ/∂z?",
        "ŷ(1 − ŷ), at most ¼",
        "gh:rasbt/python-machine-learning-book-2nd-edition#54; gh:parasdahal/tinyml#1",
        (
            Slip(CLASSIFICATION, "dL/dz", CANCELLED, wrong("−(y − ŷ)ŷ(1 − ŷ)", Y_AND_PREDICTION, slope_applied_again)),
            Slip(
                FUSED,
                "dL/dz",
                CANCELLED_OF_Z,
                wrong("((1 − y)σ(z) − yσ(−z))σ(z)σ(−z)", ("y", "z"), slope_applied_again_of_z),
            ),
        ),
    ),
    Mistake(
        "E12",
        "σ′ is taken for σ(σ − 1)",
        "the sign is wrong: σ rises",
        "−1",
        "gh:JuliaAI/MLJLinearModels.jl#104",
        _slope("ŷ(ŷ − 1)", "y_hat", slope_turned),
    ),
    Mistake(
        "E13",
        "σ′ is taken for σ − (1 − σ)",
        "an operation is wrong: the two parts of σ′ are multiplied",
        "varies with ŷ",
        "gh:sausheong/gonn#8",
        _slope("ŷ − (1 − ŷ)", "y_hat", slope_as_difference),
    ),
    Mistake(
        "E14",
        "σ′ = ŷ(1 − ŷ) is given z for ŷ",
        "the right formula has the wrong argument: is it written in z or in ŷ?",
        "varies with z",
        "gh:BoltzmannEntropy/interviews.ai#4",
        _slope("z(1 − z)", "z", slope_at),
    ),
    Mistake(
        "E15",
        "σ′ is given its own output: σ(ŷ)(1 − σ(ŷ))",
        "σ is applied once too often: is ŷ not σ(z) already?",
        "varies with ŷ",
        "SE math 4158072",
        _slope("σ(ŷ)(1 − σ(ŷ))", "y_hat", slope_of_its_output),
    ),
    Mistake(
        "E16",
        "σ′ is evaluated at the input x",
        "the right formula has the wrong argument: of what is ŷ the sigmoid?",
        "varies with x and z",
        "gh:udacity/deep-learning-v2-pytorch#409",
        _slope("σ(x₁)(1 − σ(x₁))", "x", slope_at_input),
    ),
    Mistake(
        "E17",
        "one half of σ′ is left out",
        "a factor is missing: σ′ is a product of two",
        "1/ŷ",
        "SE Gradients for Bias Terms in Backpropagation",
        _slope("1 − ŷ", "y_hat", half_of_slope),
    ),
    Mistake(
        "E18",
        "the 1 + of the sigmoid is lost",
        "a term is missing: a probability is below 1",
        "1 + eᶻ",
        "DLC:32339",
        _prediction("1/e⁻ᶻ", ("z",), exponential),
    ),
    Mistake(
        "E19",
        "the sigmoid is squared",
        "an exponent is wrong: the sigmoid of 0 is ½",
        "σ(z)",
        "own; seen in lecture notes",
        _prediction("(1 + e⁻ᶻ)⁻²", ("z",), sigmoid_squared),
    ),
    Mistake(
        "E25",
        "the bias is added after the sigmoid",
        "b is in the wrong place: what does the sigmoid act on?",
        "varies with b and z",
        "gh:microsoft/AI-For-Beginners#239",
        _prediction("σ(x·w) + b", ("x", "w", "b"), bias_outside),
        hidden="b = 0",
    ),
    Mistake(
        "E51",
        "the cancelled gradient is written at ∂L/∂ŷ, where σ′ has not come in yet",
        "this is another link's derivative: what is ∂L/∂ŷ before the sigmoid's slope?",
        "ŷ(1 − ŷ), at most ¼",
        "own",
        (Slip(CLASSIFICATION, "dL/dy_hat", LOG_LOSS_SLOPE, wrong("−(y − ŷ)", Y_AND_PREDICTION, right.residual)),),
    ),
    Mistake(
        "E60",
        "σ is left out: the margin z is taken for the probability",
        "a function is missing: what is subtracted from ŷ, and how does ŷ come from z?",
        "varies with z",
        "own; half of nn.MSELoss of the logits",
        (
            Slip(CLASSIFICATION, "dL/dz", CANCELLED, wrong("z − y", ("y", "z"), margin_for_probability)),
            Slip(FUSED, "dL/dz", CANCELLED_OF_Z, wrong("z − y", ("y", "z"), margin_for_probability)),
        ),
    ),
)
