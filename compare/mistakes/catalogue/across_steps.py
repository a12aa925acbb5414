"""Mistakes that need the step before, whose values are the operands named "previous …"."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import ones_like
from compare.chains.definitions import descend_scalar, descend_vector, identity, mean_of_examples, mean_of_rows
from compare.mistakes.mistake import ALL, CLASSIFICATION, FUSED, REGRESSION, STEPS, Mistake, Slip, wrong

MOMENTUM = 0.9  # what people set it to; the default of torch.optim.SGD is 0


def uncleared_vector(v: Any, before: Any) -> Any:
    """(1/n) Σ ∂L/∂w added to the step before's."""
    return before + mean_of_rows(v)


def uncleared_scalar(v: Any, before: Any) -> Any:
    """(1/n) Σ ∂L/∂b added to the step before's."""
    return before + mean_of_examples(v)


def _carried_on(old: Any, reached: Any) -> Any:
    """0.9 times the last step, as far as the rounded w⁺ tells it."""
    return (MOMENTUM * ones_like(old)) * (old - 1.0 * (1.0 * reached))


def momentum_vector(w: Any, lr: Any, gradient: Any, old: Any, reached: Any) -> Any:
    """w − α ∂J/∂w − 0.9 (last step)."""
    return descend_vector(w, lr, gradient) - _carried_on(old, reached)


def momentum_scalar(b: Any, lr: Any, gradient: Any, old: Any, reached: Any) -> Any:
    """b − α ∂J/∂b − 0.9 (last step)."""
    return descend_scalar(b, lr, gradient) - _carried_on(old, reached)


def _slip(chains: tuple[str, ...], link: str, right: str, formula: str, of: tuple[str, ...], rule: Any) -> Slip:
    return Slip(chains, link, right, wrong(formula, of, rule), STEPS)


_W, _B = ("w", "lr", "dJ/dw", "previous w", "previous w+"), ("b", "lr", "dJ/db", "previous b", "previous b+")

MISTAKES = (
    Mistake(
        "E37",
        "the gradient is not cleared before the next step",
        "something is left over: what does the gradient hold before it is computed?",
        "grows step by step",
        "gh:karpathy/micrograd#102",
        (
            _slip(
                ALL,
                "dJ/dw",
                "(1/n) Σ ∂L/∂w",
                "(1/n) Σ ∂L/∂w + the last ∂J/∂w",
                ("dL/dw", "previous dJ/dw"),
                uncleared_vector,
            ),
            _slip(
                ALL,
                "dJ/db",
                "(1/n) Σ ∂L/∂b",
                "(1/n) Σ ∂L/∂b + the last ∂J/∂b",
                ("dL/db", "previous dJ/db"),
                uncleared_scalar,
            ),
        ),
    ),
    Mistake(
        "E56",
        "a momentum of 0.9 is left on",
        "the step has a term more: does the optimizer remember the last one?",
        "of the step, 1 + 0.9 (last step)/(this one)",
        "own",
        (
            _slip(ALL, "w+", "w − α ∂J/∂w", "w − α ∂J/∂w − 0.9 (last step)", _W, momentum_vector),
            _slip(ALL, "b+", "b − α ∂J/∂b", "b − α ∂J/∂b − 0.9 (last step)", _B, momentum_scalar),
        ),
    ),
    Mistake(
        "E57",
        "the prediction is kept from before the update",
        "a value is old: which w and b was it computed with?",
        "varies",
        "own",
        (
            _slip(REGRESSION, "y_hat", "z", "the last ŷ", ("previous y_hat",), identity),
            _slip(CLASSIFICATION, "y_hat", "σ(z)", "the last ŷ", ("previous y_hat",), identity),
            _slip(FUSED, "z", "x·w + b", "the last z", ("previous z",), identity),
        ),
    ),
)
