"""The operations in which links are defined, but for `choices` and `elementary`: one definition for all numbers.

The rules above each operation are those of `kinds`. What only moves values, so that nothing is rounded, has one rule
for all kinds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from compare.arithmetic import balls, exact, floats, sums
from compare.arithmetic.balls import Ball
from compare.arithmetic.exact import Exact
from compare.arithmetic.kinds import by_kind
from compare.arithmetic.sums import PartialSum


@by_kind(balls.exp, exact.exp, np.exp)
def exp(a: Any) -> Any:
    """e^a."""


@by_kind(balls.log, exact.log, np.log)
def log(a: Any) -> Any:
    """ln a."""


@by_kind(balls.log1p, exact.log1p, np.log1p)
def log1p(a: Any) -> Any:
    """ln(1 + a)."""


@by_kind(balls.sigmoid, exact.sigmoid, floats.sigmoid)
def sigmoid(z: Any) -> Any:
    """σ(z) = 1/(1 + e^−z)."""


@by_kind(balls.sigmoid_any_branch, exact.sigmoid, floats.sigmoid)
def sigmoid_any_branch(z: Any) -> Any:
    """σ(z), allowing for programs that overflow on the way."""


@by_kind(balls.softplus, exact.softplus, floats.softplus)
def softplus(z: Any) -> Any:
    """ln(1 + e^z)."""


@by_kind(balls.tanh, exact.tanh, np.tanh)
def tanh(a: Any) -> Any:
    """tanh a."""


@by_kind(balls.power, exact.power, floats.power)
def power(a: Any, exponent: int) -> Any:
    """a to a whole power, at least 1."""


@by_kind(balls.positive, exact.positive, floats.positive)
def positive(a: Any) -> Any:
    """1 where a > 0, and 0 elsewhere."""


@by_kind(balls.absolute, exact.absolute, np.absolute)
def absolute(a: Any) -> Any:
    """|a|."""


@by_kind(balls.at_least, exact.at_least, floats.at_least)
def at_least(a: Any, constant: float) -> Any:
    """max(a, constant)."""


@by_kind(balls.at_most, exact.at_most, floats.at_most)
def at_most(a: Any, constant: float) -> Any:
    """min(a, constant)."""


@by_kind(balls.weighted, exact.weighted, floats.weighted)
def weighted(weight: Any, a: Any) -> Any:
    """weight · a, a term of weight 0 being 0 whatever a is."""


@by_kind(balls.ones_like, exact.ones_like, np.ones_like)
def ones_like(a: Any) -> Any:
    """1 for every element of a."""


@by_kind(balls.per_feature, exact.per_feature, floats.per_feature)
def per_feature(a: Any) -> Any:
    """One value per example, (…, n), shaped to broadcast over the features, (…, n, 1)."""


@by_kind(balls.only_feature, exact.only_feature, floats.only_feature)
def only_feature(a: Any) -> Any:
    """The first feature alone: (…, n, d) as (…, n); the inverse of `per_feature` where d is 1."""


@by_kind(balls.single, None, floats.single)
def single(a: Any) -> Any:
    """Rounded to float32, and computed with in float32 from here."""


@by_kind(balls.widened, None, floats.widened)
def widened(a: Any, like: Any) -> Any:
    """Back from float32 to the dtype of `like`, which changes no value."""


@by_kind(sums.affine, exact.affine, floats.affine)
def affine(x: Any, w: Any, b: Any) -> Any:
    """x·w + b: x (…, n, d), w (…, d), b (…,) -> (…, n)."""


@by_kind(sums.matmul, exact.matmul, np.matmul)
def matmul(a: Any, b: Any) -> Any:
    """The product of matrices: a (…, n, k), b (…, k, m) -> (…, n, m)."""


@by_kind(sums.total, exact.total, np.sum)
def total(a: Any, axis: int) -> Any:
    """The sum along an axis."""


@by_kind(sums.mean_over, exact.mean_over, np.mean)
def mean_over(a: Any, axis: int) -> Any:
    """The mean along an axis."""


@by_kind(sums.mean_product, exact.mean_product, floats.mean_product)
def mean_product(g: Any, x: Any, extra: int) -> Any:
    """(1/n) Σ_i g_i x_ij; `extra` roundings may have met g_i/n on another path."""


@by_kind(Ball.constant, Exact.constant, floats.constant)
def constant_like(a: Any, number: Any) -> Any:
    """A number of the definition, as numbers of a's kind and dtype hold it."""


@by_kind(Ball.moved, Exact.moved, floats.moved)
def moved(a: Any, move: Callable[[Any], Any]) -> Any:
    """The values moved to other places, with all that each number carries. `move` must not change its argument."""


moved.register(PartialSum, PartialSum.moved)


def per_example(a: Any) -> Any:
    """One value per feature, (…, d), shaped to broadcast over the examples, (…, 1, d)."""
    return moved(a, partial(np.expand_dims, axis=-2))


def swapped(a: Any) -> Any:
    """The last two axes exchanged: (…, n, d) as (…, d, n)."""
    return moved(a, partial(np.swapaxes, axis1=-1, axis2=-2))


def next_feature(a: Any) -> Any:
    """Each feature replaced by the next one, the last by the first: (…, d) as (…, d)."""
    return moved(a, partial(np.roll, shift=-1, axis=-1))


def without_last(a: Any, axis: int) -> Any:
    """0 in place of the last element along an axis."""
    return moved(a, partial(_last_cleared, axis=axis))


def _last_cleared(values: Any, axis: int) -> Any:
    cleared = values.copy()
    np.moveaxis(cleared, axis, 0)[-1] = 0
    return cleared
