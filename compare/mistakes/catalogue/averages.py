"""Mistakes in the mean over the examples: sums, counts, rows and axes."""

from __future__ import annotations

from typing import Any

from compare.chains.definitions import identity
from compare.mistakes.catalogue import wrong_means as means
from compare.mistakes.catalogue.signs import CANCELLED_OF_Z, Y_AND_PREDICTION
from compare.mistakes.mistake import (
    ALL,
    CLASSIFICATION,
    EVERY_LINK_SHOWN,
    FUSED,
    REGRESSION,
    Mistake,
    Slip,
    wrong,
)

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
            _cost("½ Σ", means.half_sum_of_examples, REGRESSION),
            _of_w("½ Σ", means.half_sum_of_rows, REGRESSION),
            _of_b("½ Σ", means.half_sum_of_examples, REGRESSION),
        ),
        hidden="n = 2",
    ),
    Mistake(
        "E27",
        "the sum stands where the mean is meant",
        "a factor is wrong: is J a sum or a mean over the examples?",
        "n",
        "gh:eriklindernoren/ML-From-Scratch#124",
        (_cost("Σ", means.sum_of_examples), _of_w("Σ", means.sum_of_rows), _of_b("Σ", means.sum_of_examples)),
        hidden="n = 1",
    ),
    Mistake(
        "E28",
        "divided by n twice",
        "a factor is there twice: where was 1/n taken already?",
        "1/n",
        "gh:d2l-ai/d2l-en#1000; DLC:63071",
        (_cost("(1/n²) Σ", means.mean_over_n_of_examples), _of_w("(1/n²) Σ", means.mean_over_n_of_rows)),
        hidden="n = 1",
    ),
    Mistake(
        "E29",
        "∂J/∂b is averaged again",
        "a factor is there twice: where was 1/n taken already?",
        "1/n",
        "gh:kvfrans/notes#5; gh:mlpack/mlpack#3679",
        (_of_b("(1/n²) Σ", means.mean_over_n_of_examples),),
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
                wrong("−(1/n)(Σy Σ ln ŷ + Σ(1 − y) Σ ln(1 − ŷ))", Y_AND_PREDICTION, means.every_pair),
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
                wrong("−Σ y ln ŷ − (1/n) Σ (1 − y) ln(1 − ŷ)", Y_AND_PREDICTION, means.division_of_the_last_term),
            ),
            Slip(
                FUSED,
                "J",
                _COST,
                wrong("Σ y ln(1 + e⁻ᶻ) + (1/n) Σ (1 − y) ln(1 + eᶻ)", ("y", "z"), means.division_of_the_last_term_of_z),
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
            _cost("(1/n) Σ_{i<n}", means.mean_but_the_last_example),
            _of_w("(1/n) Σ_{i<n}", means.mean_but_the_last_row),
            _of_b("(1/n) Σ_{i<n}", means.mean_but_the_last_example),
        ),
    ),
    Mistake(
        "E49",
        "n − 1 divides where n is meant",
        "the divisor is wrong: over how many examples is the mean?",
        "n/(n − 1)",
        "own",
        (
            _cost("1/(n − 1) Σ", means.sample_mean_of_examples),
            _of_w("1/(n − 1) Σ", means.sample_mean_of_rows),
            _of_b("1/(n − 1) Σ", means.sample_mean_of_examples),
        ),
    ),
    Mistake(
        "E53",
        "the axis is forgotten: the mean is over examples and features",
        "the reduction is wrong: which axis of ∂L/∂w are the examples?",
        "varies",
        "own",
        (_of_w("1/(nd) Σ Σ", means.mean_of_everything),),
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
                wrong("∂L/∂ŷ · ∂ŷ/∂z / n", ("dL/dy_hat", "dy_hat/dz"), means.product_over_n),
            ),
            Slip(FUSED, "dL/dz", CANCELLED_OF_Z, wrong("(σ(z) − y)/n", ("y", "z"), means.cancelled_over_n)),
            Slip(ALL, "dL/dw", "∂L/∂z · x", wrong("∂L/∂z · x / n", ("dL/dz", "x"), means.times_feature_over_n)),
            Slip(ALL, "dL/db", "∂L/∂z · 1", wrong("∂L/∂z / n", ("dL/dz",), means.over_n)),
        ),
    ),
    Mistake(
        "E55",
        "1/(2n) divides a loss that is halved already",
        "a factor is there twice: does L hold the ½, or J?",
        "½",
        "own",
        (
            _cost("1/(2n) Σ", means.half_mean_of_examples),
            _of_w("1/(2n) Σ", means.half_mean_of_rows),
            _of_b("1/(2n) Σ", means.half_mean_of_examples),
        ),
    ),
    Mistake(
        "E61",
        "the number of features divides where the number of examples is meant",
        "the divisor is wrong: which axis of X are the examples?",
        "n/d",
        "own; N = X.shape[1]",
        (_of_w("(1/d) Σ", means.sum_over_features),),
        hidden="n = d",
    ),
    Mistake(
        "E62",
        "the loss itself is taken for its slope",
        "nothing is differentiated: is this L, or ∂L/∂z?",
        "varies",
        "own",
        (
            Slip(EVERY_LINK_SHOWN, "dL/dz", "∂L/∂ŷ · ∂ŷ/∂z", wrong("L", ("L",), identity)),
            Slip(FUSED, "dL/dz", CANCELLED_OF_Z, wrong("L", ("L",), identity)),
        ),
    ),
)
