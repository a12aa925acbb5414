"""Mistakes in the step of gradient descent."""

from __future__ import annotations

from typing import Any

from compare.arithmetic.operations import affine, mean_over, ones_like, per_feature, sigmoid
from compare.chains.definitions import descend_scalar, descend_vector, identity
from compare.mistakes.mistake import ALL, EITHER_CLASSIFICATION, REGRESSION, Mistake, Slip, wrong

WEIGHT_DECAY = 0.01  # the default of torch.optim.AdamW


def ascend_vector(w: Any, lr: Any, gradient: Any) -> Any:
    """w + α ∂J/∂w."""
    return w + per_feature(lr) * gradient


def ascend_scalar(b: Any, lr: Any, gradient: Any) -> Any:
    """b + α ∂J/∂b."""
    return b + lr * gradient


def shrink_vector(w: Any, lr: Any) -> Any:
    """w − α w."""
    return w - per_feature(lr) * w


def shrink_scalar(b: Any, lr: Any) -> Any:
    """b − α b."""
    return b - lr * b


def rate_twice_vector(w: Any, lr: Any, gradient: Any) -> Any:
    """w − α² ∂J/∂w."""
    return w - per_feature(lr) * (per_feature(lr) * gradient)


def rate_twice_scalar(b: Any, lr: Any, gradient: Any) -> Any:
    """b − α² ∂J/∂b."""
    return b - lr * (lr * gradient)


def without_rate(v: Any, gradient: Any) -> Any:
    """v − ∂J/∂v."""
    return v - gradient


def _decayed(v: Any, gradient: Any) -> Any:
    return gradient + (WEIGHT_DECAY * ones_like(v)) * v


def decayed_vector(w: Any, lr: Any, gradient: Any) -> Any:
    """w − α(∂J/∂w + 0.01 w)."""
    return descend_vector(w, lr, _decayed(w, gradient))


def decayed_scalar(b: Any, lr: Any, gradient: Any) -> Any:
    """b − α(∂J/∂b + 0.01 b)."""
    return descend_scalar(b, lr, _decayed(b, gradient))


def from_new_weights(x: Any, y: Any, b: Any, lr: Any, new_w: Any) -> Any:
    """b − α (1/n) Σ (x·w⁺ + b − y)."""
    return b - lr * mean_over(affine(x, new_w, b) - y, axis=-1)


def from_new_weights_through_sigmoid(x: Any, y: Any, b: Any, lr: Any, new_w: Any) -> Any:
    """b − α (1/n) Σ (σ(x·w⁺ + b) − y)."""
    return b - lr * mean_over(sigmoid(affine(x, new_w, b)) - y, axis=-1)


_W, _B = ("w", "lr", "dJ/dw"), ("b", "lr", "dJ/db")


def _of_w(formula: str, of: tuple[str, ...], rule: Any) -> Slip:
    return Slip(ALL, "w+", "w − α ∂J/∂w", wrong(formula, of, rule))


def _of_b(formula: str, of: tuple[str, ...], rule: Any, chains: tuple[str, ...] = ALL) -> Slip:
    return Slip(chains, "b+", "b − α ∂J/∂b", wrong(formula, of, rule))


MISTAKES = (
    Mistake(
        "E26",
        "the parameter stands where its gradient belongs",
        "a letter is wrong: what is α multiplied by?",
        "varies; of the step, w over ∂J/∂w",
        "gh:apache/systemds#2330",
        (_of_w("w − α w", ("w", "lr"), shrink_vector), _of_b("b − α b", ("b", "lr"), shrink_scalar)),
    ),
    Mistake(
        "E35",
        "the step goes uphill",
        "the sign is wrong: in which direction does J fall?",
        "of the step, −1",
        "SE Gradient Descent Implementation of Logistic Regression",
        (_of_w("w + α ∂J/∂w", _W, ascend_vector), _of_b("b + α ∂J/∂b", _B, ascend_scalar)),
    ),
    Mistake(
        "E36",
        "b is updated with a gradient taken at the new w",
        "the order of the lines matters: at which w and b was the gradient taken?",
        "varies",
        "gh:hans/glove.py#6",
        (
            _of_b(
                "b − α (1/n) Σ (x·w⁺ + b − y)",
                ("x", "y", "b", "lr", "w+"),
                from_new_weights,
                REGRESSION,
            ),
            _of_b(
                "b − α (1/n) Σ (σ(x·w⁺ + b) − y)",
                ("x", "y", "b", "lr", "w+"),
                from_new_weights_through_sigmoid,
                EITHER_CLASSIFICATION,
            ),
        ),
    ),
    Mistake(
        "E41",
        "α is applied twice",
        "a factor is there twice: where was α taken already?",
        "of the step, α",
        "own",
        (_of_w("w − α² ∂J/∂w", _W, rate_twice_vector), _of_b("b − α² ∂J/∂b", _B, rate_twice_scalar)),
        hidden="α = 1",
    ),
    Mistake(
        "E42",
        "α is left out",
        "a factor is missing: how long is a step?",
        "of the step, 1/α",
        "own",
        (_of_w("w − ∂J/∂w", ("w", "dJ/dw"), without_rate), _of_b("b − ∂J/∂b", ("b", "dJ/db"), without_rate)),
        hidden="α = 1",
    ),
    Mistake(
        "E43",
        "a weight decay of 0.01 is left on",
        "the step has a term more: does the optimizer add one?",
        "of the step, 1 + 0.01 w/(∂J/∂w)",
        "own; the default of torch.optim.AdamW",
        (_of_w("w − α(∂J/∂w + 0.01 w)", _W, decayed_vector), _of_b("b − α(∂J/∂b + 0.01 b)", _B, decayed_scalar)),
    ),
    Mistake(
        "E44",
        "the parameter is not updated",
        "the step is missing: does the new value arrive where it is used?",
        "of the step, 0",
        "own",
        (_of_w("w", ("w",), identity), _of_b("b", ("b",), identity)),
    ),
)
