"""Choices: signs, conditions, and the largest of several. A condition is 1 or 0; undecided, its ball holds both.

At a kink, where the operand is exactly at the border, the definition has two one-sided values and a program may follow
either: a condition claims nothing there, and what is chosen by it claims something only where both branches agree.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from flint import arb

from compare.arithmetic import floats
from compare.arithmetic.balls import Ball, positive
from compare.arithmetic.exact import Exact, _positive
from compare.arithmetic.kinds import by_kind
from compare.arithmetic.precision import Array, Mask

UNDECIDED = arb(0.5, 0.5)


def _sign(a: Ball) -> Ball:
    """−1, 0 or 1: twice whether a is positive, less 1."""
    above = positive(a)
    at_zero = (a.value == 0) & (above.value == 0)
    return Ball(a.fmt, np.where(at_zero, 0.0, 2 * above.value - 1), 2 * above.radius)


def _sign_exactly(a: Exact) -> Exact:
    return a.each(lambda one: one * 0 + 1 if one > 0 else one * 0 - 1 if one < 0 else arb(0, 1))


@by_kind(_sign, _sign_exactly, np.sign)
def sign(a: Any) -> Any:
    """−1 where a < 0, 1 where a > 0; at 0 a kink."""


def _above(a: Ball) -> Ball:
    one_sided = positive(Ball(a.fmt._replace(kinks=False), a.value, a.radius))
    return Ball(a.fmt, one_sided.value, one_sided.radius)


@by_kind(_above, lambda a: a.each(lambda one: one * 0 if one == 0 else _positive(one)), floats.positive)
def above(a: Any) -> Any:
    """1 where a > 0, and 0 elsewhere, for an a in which no derivative is taken: at 0 there is no kink."""


def _is_zero(a: Ball) -> Ball:
    known = (np.abs(a.value) > a.radius) | (np.asarray(a.radius) == 0)
    radius = np.where(known, 0.0, np.where(np.isinf(a.radius), np.inf, 0.5))
    return Ball(a.fmt, np.where(known, a.value == 0, 0.5), radius if radius.any() else 0.0)


def _is_zero_exactly(a: Exact) -> Exact:
    return a.each(lambda one: one * 0 + 1 if one == 0 else one * 0 if one < 0 or one > 0 else UNDECIDED)


@by_kind(_is_zero, _is_zero_exactly, lambda a: np.asarray(a == 0, a.dtype))
def is_zero(a: Any) -> Any:
    """1 where a = 0, and 0 elsewhere. It is asked of labels and counts, so it has no kink."""


@by_kind(lambda c: Ball(c.fmt, 1 - c.value, c.radius), lambda c: 1 - c, lambda c: 1 - c)
def complement(condition: Any) -> Any:
    """1 where the condition is 0, and 0 where it is 1."""


def _both(a: Ball, b: Ball) -> Ball:
    """The smaller of the two; 0 where one of them is certainly 0, whatever the other is."""
    value = np.minimum(a.value, b.value)
    certain = _certainly(a, 0) | _certainly(b, 0)
    return Ball(a.fmt, np.where(certain, 0.0, value), np.where(certain, 0.0, np.maximum(a.radius, b.radius)))


def _both_exactly(a: Exact, b: Exact) -> Exact:
    return a.each(lambda one, other: other if one == 1 or other == 0 else one, b.value)


@by_kind(_both, _both_exactly, np.minimum)
def both(a: Any, b: Any) -> Any:
    """Whether two conditions hold."""


def _chosen(condition: Ball, a: Ball, b: Ball) -> Ball:
    """Undecided: around a, and wide enough for b. At a kink the two must agree."""
    gap = np.abs(a.value - b.value)
    wide = np.maximum(a.radius, gap + b.radius)
    wide = np.where(np.isinf(condition.radius) & ~(gap <= np.asarray(a.radius) + b.radius), np.inf, wide)
    left, right = _certainly(condition, 1), _certainly(condition, 0)
    radius = np.where(left, a.radius, np.where(right, b.radius, wide))
    return Ball(a.fmt, np.where(right, b.value, a.value), np.where(np.isnan(radius), np.inf, radius))


def _certainly(condition: Ball, value: float) -> Mask:
    certain: Mask = (condition.value == value) & (np.asarray(condition.radius) == 0)
    return certain


def _chosen_exactly(condition: Exact, a: Exact, b: Exact) -> Exact:
    def one(holds: Any, first: Any, second: Any) -> Any:
        return first if holds == 1 else second if holds == 0 else arb(first).union(arb(second))

    return condition.each(one, a.value, b.value)


@by_kind(_chosen, _chosen_exactly, lambda c, a, b: np.where(c != 0, a, b))
def chosen(condition: Any, a: Any, b: Any) -> Any:
    """a where the condition holds, and b elsewhere."""


def _masked(condition: Ball, a: Ball) -> Ball:
    ball = _chosen(condition, a, Ball(a.fmt, np.zeros(())))
    return Ball(a.fmt, ball.value, np.where(np.isinf(a.radius), np.inf, ball.radius))


@by_kind(_masked, lambda c, a: _chosen_exactly(c, a, 0 * a), np.multiply)
def masked(condition: Any, a: Any) -> Any:
    """condition · a: a or 0."""


def _larger(a: Ball, b: Ball) -> Ball:
    """Exact. Where one lies wholly below the other, be it −∞, its radius does not count."""
    of_a, of_b = (np.where(a.value == -np.inf, 0.0, a.radius) for a in (a, b))
    only_b, only_a = a.value + of_a < b.value - of_b, b.value + of_b < a.value - of_a
    radius = np.where(only_b, of_b, np.where(only_a, of_a, np.maximum(of_a, of_b)))
    value = np.maximum(a.value, b.value)
    return Ball(a.fmt, value, np.where(np.isfinite(value), radius, np.inf))


def _larger_exactly(a: Any, b: Any) -> Any:
    return a.max(b) if isinstance(a, arb) else max(a, b)


@by_kind(_larger, lambda a, b: a.each(_larger_exactly, b.value), np.maximum)
def larger(a: Any, b: Any) -> Any:
    """max(a, b)."""


def _largest(a: Ball, axis: int) -> Ball:
    """Exact. The radius of what may be the largest: of each whose upper end no other's lower end passes."""
    value = a.value.max(axis=axis)
    if a.exact:
        return Ball(a.fmt, value, 0.0 if np.isfinite(value).all() else np.where(np.isfinite(value), 0.0, np.inf))
    of_a = np.where(a.value == -np.inf, 0.0, a.radius)
    lowest = (a.value - of_a).max(axis=axis, keepdims=True)
    radius = np.where(a.value + of_a < lowest, 0.0, of_a).max(axis=axis)
    return Ball(a.fmt, value, np.where(np.isfinite(value), radius, np.inf))


def _largest_exactly(a: Exact, axis: int) -> Exact:
    return Exact(np.asarray(np.frompyfunc(_larger_exactly, 2, 1).reduce(a.value, axis=axis), object), a.kind)


@by_kind(_largest, _largest_exactly, np.max)
def largest(a: Any, axis: int) -> Any:
    """The largest along an axis."""


def _is_largest(a: Ball, axis: int) -> Ball:
    """By the sign of what each is above the largest of the others."""
    if a.value.shape[axis] == 1:
        return Ball(a.fmt, np.ones(a.value.shape))
    second, top = np.moveaxis(np.partition(a.value, -2, axis=axis), axis, 0)[-2:]
    first = np.expand_dims(a.value.argmax(axis=axis), axis)
    place = np.moveaxis(np.arange(a.value.shape[axis]).reshape(-1, *[1] * (a.value.ndim - 1)), 0, axis)
    others = np.where(place == first, np.expand_dims(second, axis), np.expand_dims(top, axis))
    radius: Array | float = 0.0
    if not a.exact:
        radius = np.broadcast_to(a.radius, a.value.shape).max(axis=axis, keepdims=True)
    return positive(a - Ball(a.fmt, others, radius))


def _is_largest_exactly(a: Exact, axis: int) -> Exact:
    rows = np.moveaxis(a.value, axis, -1)
    made = np.empty(rows.shape, object)
    for index in np.ndindex(rows.shape):
        own, others = rows[index], np.delete(rows[index[:-1]], index[-1])
        below, above = any(own < other for other in others), all(own > other for other in others)
        made[index] = a.kind(0.0) if below else a.kind(1.0) if above else UNDECIDED
    return Exact(np.moveaxis(made, -1, axis), a.kind)


@by_kind(_is_largest, _is_largest_exactly, lambda a, axis: np.asarray(a == a.max(axis, keepdims=True), a.dtype))
def is_largest(a: Any, axis: int) -> Any:
    """1 for the largest along an axis, and 0 for the others; where two are largest, a kink."""


def _place_of_largest(a: Ball, axis: int) -> Ball:
    """Exact; no claim where two may be the largest."""
    mask = _is_largest(a, axis)
    decided = (np.broadcast_to(mask.radius, a.value.shape) == 0).all(axis=axis)
    return Ball(a.fmt, a.value.argmax(axis=axis) * 1.0, 0.0 if decided.all() else np.where(decided, 0.0, np.inf))


def _place_of_largest_exactly(a: Exact, axis: int) -> Exact:
    def one_row(row: Any) -> Any:
        ones = [place for place, one in enumerate(row) if one == 1]
        return a.kind(float(ones[0])) if ones else arb("nan")

    mask = np.moveaxis(_is_largest_exactly(a, axis).value, axis, -1)
    places = np.empty(mask.shape[:-1], object)
    for index in np.ndindex(places.shape):
        places[index] = one_row(mask[index])
    return Exact(places, a.kind)


@by_kind(_place_of_largest, _place_of_largest_exactly, lambda a, axis: np.asarray(a.argmax(axis), a.dtype))
def place_of_largest(a: Any, axis: int) -> Any:
    """Where along an axis the largest stands; where two are largest, a kink."""


def _joined(first: Ball, *others: Ball, axis: int) -> Ball:
    balls = (first, *others)
    value = np.concatenate([ball.value for ball in balls], axis)
    if all(ball.exact for ball in balls):
        return Ball(first.fmt, value)
    return Ball(first.fmt, value, np.concatenate([np.broadcast_to(b.radius, b.value.shape) for b in balls], axis))


def _joined_exactly(first: Exact, *others: Exact, axis: int) -> Exact:
    return Exact(np.concatenate([one.value for one in (first, *others)], axis), first.kind)


@by_kind(_joined, _joined_exactly, lambda *arrays, axis: np.concatenate(arrays, axis))
def joined(first: Any, *others: Any, axis: int) -> Any:
    """Arrays one after the other along an axis."""
