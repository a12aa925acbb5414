"""Mistakes in the mean over the examples: sums, counts, rows and axes."""

from __future__ import annotations

from typing import Any

from compare import definitions as right
from compare.catalogue.mistake import (
    ALL,
    CLASSIFICATION,
    EVERY_LINK_SHOWN,
    FUSED,
    REGRESSION,
    Mistake,
    Slip,
    wrong,
)
from compare.catalogue.signs import CANCELLED_OF_Z, Y_AND_PREDICTION
from compare.operations import log, mean_over, ones_like, per_feature, softplus, total, weighted, without_last


def sum_of_examples(v: Any) -> Any:
    """Σ_i v_i."""
    return total(v, axis=-1)


def sum_of_rows(v: Any) -> Any:
    """Σ_i v_ij."""
    return total(v, axis=-2)


def half_sum_of_examples(v: Any) -> Any:
    """½ Σ_i v_i."""
    return 0.5 * total(v, axis=-1)


def half_sum_of_rows(v: Any) -> Any:
    """½ Σ_i v_ij."""
    return 0.5 * total(v, axis=-2)


def half_mean_of_examples(v: Any) -> Any:
    """1/(2n) Σ_i v_i."""
    return 0.5 * mean_over(v, axis=-1)


def half_mean_of_rows(v: Any) -> Any:
    """1/(2n) Σ_i v_ij."""
    return 0.5 * mean_over(v, axis=-2)


def mean_over_n_of_examples(v: Any) -> Any:
    """(1/n²) Σ_i v_i."""
    return mean_over(v, axis=-1) / total(ones_like(v), axis=-1)


def mean_over_n_of_rows(v: Any) -> Any:
    """(1/n²) Σ_i v_ij."""
    return mean_over(v, axis=-2) / total(ones_like(v), axis=-2)


def sample_mean_of_examples(v: Any) -> Any:
    """1/(n − 1) Σ_i v_i."""
    return total(v, axis=-1) / (-1 + total(ones_like(v), axis=-1))


def sample_mean_of_rows(v: Any) -> Any:
    """1/(n − 1) Σ_i v_ij."""
    return total(v, axis=-2) / (-1 + total(ones_like(v), axis=-2))


def mean_but_the_last_example(v: Any) -> Any:
    """(1/n) Σ_{i<n} v_i."""
    return mean_over(without_last(v, axis=-1), axis=-1)


def mean_but_the_last_row(v: Any) -> Any:
    """(1/n) Σ_{i<n} v_ij."""
    return mean_over(without_last(v, axis=-2), axis=-2)


def mean_of_everything(v: Any) -> Any:
    """1/(nd) Σ_ij v_ij, for every feature."""
    rows = mean_over(v, axis=-2)
    return per_feature(mean_over(rows, axis=-1)) * ones_like(rows)


def division_of_the_last_term(y: Any, y_hat: Any) -> Any:
    """−Σ y ln ŷ − (1/n) Σ (1 − y) ln(1 − ŷ)."""
    return -total(y * log(y_hat), axis=-1) - mean_over((1 - y) * log(1 - y_hat), axis=-1)


def division_of_the_last_term_of_z(y: Any, z: Any) -> Any:
    """Σ y ln(1 + e^−z) + (1/n) Σ (1 − y) ln(1 + e^z)."""
    return total(weighted(y, softplus(-z)), axis=-1) + mean_over(weighted(1 - y, softplus(z)), axis=-1)


def every_pair(y: Any, y_hat: Any) -> Any:
    """−(1/n)(Σ y Σ ln ŷ + Σ (1 − y) Σ ln(1 − ŷ)), the sum of the n × n table Yᵀ ln A."""
    return -(total(y, axis=-1) * mean_over(log(y_hat), axis=-1)) - total(1 - y, axis=-1) * mean_over(
        log(1 - y_hat), axis=-1
    )


def over_n(g: Any) -> Any:
    """g_i / n."""
    return g / per_feature(total(ones_like(g), axis=-1))


def product_over_n(a: Any, b: Any) -> Any:
    """a b / n."""
    return over_n(a * b)


def cancelled_over_n(y: Any, z: Any) -> Any:
    """The cancelled gradient over n."""
    return over_n(right.cancelled_of_z(y, z))


def times_feature_over_n(g: Any, x: Any) -> Any:
    """g_i x_ij / n."""
    return right.times_feature(over_n(g), x)


_COST, _OF_W, _OF_B = "(1/n) Σ L", "(1/n) Σ ∂L/∂w", "(1/n) Σ ∂L/∂b"


def _cost(formula: str, rule: Any, chains: tuple[str, ...] = ALL) -> Slip:
    return Slip(chains, "J", _COST, wrong(f"{formula} L", ("L",), rule))


def _of_w(formula: str, rule: Any, chains: tuple[str, ...] = ALL) -> Slip:
    return Slip(chains, "dJ/dw", _OF_W, wrong(f"{formula} ∂L/∂w", ("dL/dw",), rule))


def _of_b(formula: str, rule: Any, chains: tuple[str, ...] = ALL) -> Slip:
    return Slip(chains, "dJ/db", _OF_B, wrong(f"{formula} ∂L/∂b", ("dL/db",), rule))


MISTAKES = (
    Mistake(
        "E03",
        "the ½ of the square is taken for the 1/n of the mean",
        "a factor is wrong: by what is a sum over the examples divided?",
        "n/2",
        "gh:snowkylin/tensorflow-handbook#23",
        (
            _cost("½ Σ", half_sum_of_examples, REGRESSION),
            _of_w("½ Σ", half_sum_of_rows, REGRESSION),
            _of_b("½ Σ", half_sum_of_examples, REGRESSION),
        ),
        hidden="n = 2",
    ),
    Mistake(
        "E27",
        "the sum stands where the mean is meant",
        "a factor is wrong: is J a sum or a mean over the examples?",
        "n",
        "gh:eriklindernoren/ML-From-Scratch#124",
        (_cost("Σ", sum_of_examples), _of_w("Σ", sum_of_rows), _of_b("Σ", sum_of_examples)),
        hidden="n = 1",
    ),
    Mistake(
        "E28",
        "divided by n twice",
        "a factor is there twice: where was 1/n taken already?",
        "1/n",
        "gh:d2l-ai/d2l-en#1000; DLC:63071",
        (_cost("(1/n²) Σ", mean_over_n_of_examples), _of_w("(1/n²) Σ", mean_over_n_of_rows)),
        hidden="n = 1",
    ),
    Mistake(
        "E29",
        "∂J/∂b is averaged again",
        "a factor is there twice: where was 1/n taken already?",
        "1/n",
        "gh:kvfrans/notes#5; gh:mlpack/mlpack#3679",
        (_of_b("(1/n²) Σ", mean_over_n_of_examples),),
        hidden="n = 1",
    ),
    Mistake(
        "E32",
        "Yᵀ ln A is a table of every target with every prediction, which is then summed",
        "each prediction meets every target: which shapes do the two arrays have?",
        "varies",
        "DLC:18646; SE datascience 27146",
        (
            Slip(
                CLASSIFICATION,
                "J",
                _COST,
                wrong("−(1/n)(Σy Σ ln ŷ + Σ(1 − y) Σ ln(1 − ŷ))", Y_AND_PREDICTION, every_pair),
            ),
        ),
        hidden="n = 1",
    ),
    Mistake(
        "E34",
        "1/n binds to the last term only",
        "brackets are missing: what does 1/n multiply?",
        "varies, between 1 and n",
        "gh:rasbt/machine-learning-book#241",
        (
            Slip(
                CLASSIFICATION,
                "J",
                _COST,
                wrong("−Σ y ln ŷ − (1/n) Σ (1 − y) ln(1 − ŷ)", Y_AND_PREDICTION, division_of_the_last_term),
            ),
            Slip(
                FUSED,
                "J",
                _COST,
                wrong("Σ y ln(1 + e⁻ᶻ) + (1/n) Σ (1 − y) ln(1 + eᶻ)", ("y", "z"), division_of_the_last_term_of_z),
            ),
        ),
        hidden="n = 1",
    ),
    Mistake(
        "E48",
        "the last example is left out of the sum",
        "the sum ends early: which index is the last?",
        "varies",
        "own",
        (
            _cost("(1/n) Σ_{i<n}", mean_but_the_last_example),
            _of_w("(1/n) Σ_{i<n}", mean_but_the_last_row),
            _of_b("(1/n) Σ_{i<n}", mean_but_the_last_example),
        ),
    ),
    Mistake(
        "E49",
        "n − 1 divides where n is meant",
        "the divisor is wrong: over how many examples is the mean?",
        "n/(n − 1)",
        "own",
        (
            _cost("1/(n − 1) Σ", sample_mean_of_examples),
            _of_w("1/(n − 1) Σ", sample_mean_of_rows),
            _of_b("1/(n − 1) Σ", sample_mean_of_examples),
        ),
    ),
    Mistake(
        "E53",
        "the axis is forgotten: the mean is over examples and features",
        "the reduction is wrong: which axis of ∂L/∂w are the examples?",
        "varies",
        "own",
        (_of_w("1/(nd) Σ Σ", mean_of_everything),),
        hidden="d = 1",
    ),
    Mistake(
        "E54",
        "1/n is already in a partial that is named as one example's",
        "1/n comes too early: is this ∂L of one example, or its share of ∂J?",
        "1/n",
        "DLC:221994; DLC:213262",
        (
            Slip(
                EVERY_LINK_SHOWN,
                "dL/dz",
                "∂L/∂ŷ · ∂ŷ/∂z",
                wrong("∂L/∂ŷ · ∂ŷ/∂z / n", ("dL/dy_hat", "dy_hat/dz"), product_over_n),
            ),
            Slip(FUSED, "dL/dz", CANCELLED_OF_Z, wrong("(σ(z) − y)/n", ("y", "z"), cancelled_over_n)),
            Slip(ALL, "dL/dw", "∂L/∂z · x", wrong("∂L/∂z · x / n", ("dL/dz", "x"), times_feature_over_n)),
            Slip(ALL, "dL/db", "∂L/∂z · 1", wrong("∂L/∂z / n", ("dL/dz",), over_n)),
        ),
    ),
    Mistake(
        "E55",
        "1/(2n) divides a loss that is halved already",
        "a factor is there twice: does L hold the ½, or J?",
        "½",
        "own",
        (
            _cost("1/(2n) Σ", half_mean_of_examples),
            _of_w("1/(2n) Σ", half_mean_of_rows),
            _of_b("1/(2n) Σ", half_mean_of_examples),
        ),
    ),
)
