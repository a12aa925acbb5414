"""Mistakes that NumPy refuses unless n = d: elsewhere their forms are the right ones."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import mean_over, swapped
from compare.chains.definitions import mean_of_products, mean_of_rows
from compare.mistakes.mistake import ALL, SQUARE, Mistake, Slip, wrong


def untransposed_product(g: Any, x: Any) -> Any:
    """(1/n) Σ_j x_ij g_j, X·e for Xᵀ·e."""
    return mean_of_products(g, swapped(x)) if _square(x) else mean_of_products(g, x)


def mean_over_features(v: Any) -> Any:
    """(1/d) Σ_j v_ij."""
    return mean_over(v, axis=-1) if _square(v) else mean_of_rows(v)


def _square(v: Any) -> bool:
    n, d = v.shape[-2:]
    return bool(n == d)


def _slip(right: str, formula: str, of: tuple[str, ...], rule: Any) -> Slip:
    return Slip(ALL, "dJ/dw", right, wrong(formula, of, rule), SQUARE)


MISTAKES = (
    Mistake(
        "E33",
        "X·e for Xᵀ·e",
        "the matrix lies the wrong way round: over which index must be summed?",
        "varies",
        "gh:iamtrask/Grokking-Deep-Learning#22",
        (_slip("Σ (∂L/∂z / n) · x", "(1/n) X · ∂L/∂z", ("dL/dz", "x"), untransposed_product),),
    ),
    Mistake(
        "E58",
        "the mean is taken over the features, and the examples are kept",
        "the mean is along the wrong axis: which one holds the examples?",
        "varies",
        "own",
        (_slip("(1/n) Σ ∂L/∂w", "(1/d) Σⱼ ∂L/∂wⱼ", ("dL/dw",), mean_over_features),),
    ),
)
