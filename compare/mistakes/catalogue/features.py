"""Mistakes with x, w and b where they meet: the pre-activation and the partials with respect to w and b."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import affine, next_feature, ones_like, only_feature, per_example, per_feature, total
from compare.chains.definitions import times_feature
from compare.mistakes.mistake import ALL, EVERY_LINK_SHOWN, Mistake, Slip, wrong


def own_weight(x: Any, w: Any) -> Any:
    """w_j."""
    return per_example(w) * ones_like(x)


def without_feature(g: Any, x: Any) -> Any:
    """g_i, for every feature."""
    return per_feature(g) * ones_like(x)


def neighbour(x: Any) -> Any:
    """x_{j+1}, and x_1 for the last j."""
    return next_feature(x)


def times_neighbour(g: Any, x: Any) -> Any:
    """g_i x_{i,j+1}."""
    return times_feature(g, next_feature(x))


def first_feature_for_all(x: Any) -> Any:
    """x_1, for every j."""
    return per_feature(only_feature(x)) * ones_like(x)


def count_for_bias(x: Any, w: Any, y: Any) -> Any:
    """x·w + n."""
    return affine(x, w, total(ones_like(y), axis=-1))


def without_bias(x: Any, w: Any, b: Any) -> Any:
    """x·w."""
    return affine(x, w, b - b)


MISTAKES = (
    Mistake(
        "E20",
        "x is dropped, or w stands in its place",
        "x does not appear as it should: what is the derivative of x·w with respect to w?",
        "1/x, or w/x",
        "gh:udacity/deep-learning#253",
        (
            Slip(ALL, "dz/dw", "x", wrong("w", ("x", "w"), own_weight)),
            Slip(EVERY_LINK_SHOWN, "dy_hat/dw", "∂ŷ/∂z · x", wrong("∂ŷ/∂z", ("dy_hat/dz", "x"), without_feature)),
            Slip(ALL, "dL/dw", "∂L/∂z · x", wrong("∂L/∂z", ("dL/dz", "x"), without_feature)),
        ),
    ),
    Mistake(
        "E21",
        "the neighbouring feature's index is used",
        "an index is wrong: which feature does this weight multiply?",
        "the neighbour over x",
        "gh:gavinkhung/machine-learning-visualized#5",
        (
            Slip(ALL, "dz/dw", "x", wrong("x of the next feature", ("x",), neighbour)),
            Slip(ALL, "dL/dw", "∂L/∂z · x", wrong("∂L/∂z · x of the next feature", ("dL/dz", "x"), times_neighbour)),
        ),
        hidden="d = 1",
    ),
    Mistake(
        "E22",
        "one feature stands for the whole row",
        "x has a value for every feature: is an index missing?",
        "x₁/x",
        "SE Gradient Descent for Linear Regression (One Variable) in Octave",
        (Slip(ALL, "dz/dw", "x", wrong("x₁ for every feature", ("x",), first_feature_for_all)),),
        hidden="d = 1",
    ),
    Mistake(
        "E23",
        "n stands where b is meant",
        "a letter is wrong: what is added to x·w?",
        "(x·w + n)/(x·w + b)",
        "gh:datawhalechina/leedl-tutorial#56",
        (Slip(ALL, "z", "x·w + b", wrong("x·w + n", ("x", "w", "y"), count_for_bias)),),
    ),
    Mistake(
        "E24",
        "∂z/∂b is taken for x",
        "this is another parameter's derivative: how does b enter z?",
        "x₁",
        "gh:pytorch/pytorch#2330",
        (Slip(ALL, "dz/db", "1", wrong("x₁", ("x",), only_feature)),),
    ),
    Mistake(
        "E45",
        "the bias is left out",
        "a term is missing: which parameters does z have?",
        "x·w/(x·w + b)",
        "own",
        (Slip(ALL, "z", "x·w + b", wrong("x·w", ("x", "w", "b"), without_bias)),),
        hidden="b = 0",
    ),
)
