"""Wrong means over the examples: what each mistake of `averages` computes in place of the mean."""

from __future__ import annotations

from typing import Any

import numpy as np

from compare.arithmetic.operations import (
    constant_like,
    log,
    mean_over,
    ones_like,
    per_feature,
    softplus,
    total,
    weighted,
    without_last,
)
from compare.chains import definitions as right


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


def sum_over_features(v: Any) -> Any:
    """1/d Σ_i v_ij, which is what dividing by X.shape[1] gives."""
    n, d = v.shape[-2:]
    mean = mean_over(v, axis=-2)
    return mean * constant_like(mean, np.asarray(n / d))


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
