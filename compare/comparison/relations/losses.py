"""Gradients of another loss than the chain's, under labels 0 and 1: what each makes of ∂L/∂z."""

from __future__ import annotations

from collections.abc import Iterator

from compare.arithmetic import operations as op
from compare.arithmetic.balls import Ball
from compare.comparison.relations.quantities import named
from compare.comparison.relations.seen import Seen
from compare.comparison.relations.terms import Term

LINK = "dL/dz"


def other_losses(seen: Seen) -> Iterator[Term]:
    """Each slope, with what it is the slope of."""
    if seen.link.name == LINK and seen.chain.labels and {"y", "z"} <= seen.operands.keys():
        yield Term("(ŷ − y)ŷ(1 − ŷ): this is the gradient of ½(y − σ(z))²", _half_square)
        yield Term("2(ŷ − y)ŷ(1 − ŷ): this is the gradient of (y − σ(z))²", _square)
        yield Term("z − y: the margin is taken for the probability", _margin)
        yield Term("ŷ − t with t = 2y − 1: the labels are taken for −1 and 1", _signs)
        yield Term("L: the loss itself is taken for its slope", _loss)


def _half_square(seen: Seen) -> Ball:
    z = named("z", seen)
    s = op.sigmoid(z)
    slope: Ball = (s - named("y", seen)) * (s * op.sigmoid(-z))
    return slope


def _square(seen: Seen) -> Ball:
    return 2.0 * _half_square(seen)


def _margin(seen: Seen) -> Ball:
    return named("z", seen) - named("y", seen)


def _signs(seen: Seen) -> Ball:
    y = named("y", seen)
    slope: Ball = op.sigmoid(named("z", seen)) - Ball(y.fmt, 2 * y.value - 1)
    return slope


def _loss(seen: Seen) -> Ball:
    return named("L", seen)
