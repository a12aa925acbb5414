"""Mistakes of precision: a link computed in float32 where everything else is float64."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import affine, sigmoid, single, widened
from compare.chains.definitions import mean_of_examples, mean_of_rows
from compare.mistakes.mistake import ALL, CLASSIFICATION, Mistake, Slip, wrong


def affine_in_single(x: Any, w: Any, b: Any) -> Any:
    """x·w + b in float32."""
    return widened(affine(single(x), single(w), single(b)), b)


def sigmoid_in_single(z: Any) -> Any:
    """σ(z) in float32."""
    return widened(sigmoid(single(z)), z)


def mean_of_rows_in_single(v: Any) -> Any:
    """(1/n) Σ_i v_ij in float32."""
    return widened(mean_of_rows(single(v)), v)


def mean_of_examples_in_single(v: Any) -> Any:
    """(1/n) Σ_i v_i in float32."""
    return widened(mean_of_examples(single(v)), v)


def _slip(chains: tuple[str, ...], link: str, right: str, of: tuple[str, ...], rule: Any) -> Slip:
    return Slip(chains, link, right, wrong(f"{right} in float32", of, rule))


MISTAKES = (
    Mistake(
        "E59",
        "float32 in the middle of float64",
        "the formula is right, and half of the digits are lost: of what dtype are its operands?",
        "within a few 6e-8 of 1",
        "own",
        (
            _slip(ALL, "z", "x·w + b", ("x", "w", "b"), affine_in_single),
            _slip(CLASSIFICATION, "y_hat", "σ(z)", ("z",), sigmoid_in_single),
            _slip(ALL, "dJ/dw", "(1/n) Σ ∂L/∂w", ("dL/dw",), mean_of_rows_in_single),
            _slip(ALL, "dJ/db", "(1/n) Σ ∂L/∂b", ("dL/db",), mean_of_examples_in_single),
        ),
        shown_in=("float64",),
    ),
)
