"""Sums that may go on: a program may add further terms, or bring in a constant factor, in any order.

A layer x·Wᵀ + b may start from b, and (1/n) Σ may divide each term or the sum. `OpenSum` keeps what lemma 3 of
docs/numerics.md needs to count such roundings against all the terms.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compare.arithmetic.balls import Ball, claimed
from compare.arithmetic.precision import Array, Format


class OpenSum(Ball):
    """The ball γ_k · `magnitude` + `rest` around a sum, k = `roundings` being met by a term on its way to the result.

    `magnitude` is the sum of the terms' magnitudes, the largest that the operands' radii allow, which must not
    overflow; `rest` is what those radii and underflow may change in the sum.
    """

    __slots__ = ("magnitude", "rest", "roundings")

    def __init__(self, fmt: Format, value: Array, magnitude: Array, rest: Array | float, roundings: int) -> None:
        radius = fmt.gamma(roundings) * magnitude + rest
        radius *= 1 + roundings * 2.0**-52
        super().__init__(fmt, value, claimed(radius, magnitude, fmt))
        self.magnitude, self.rest, self.roundings = magnitude, rest, roundings

    def moved(self, move: Callable[[Array], Array]) -> OpenSum:
        """The values moved about, what bounds them with them."""
        magnitude, rest = (move(np.broadcast_to(part, self.value.shape)) for part in (self.magnitude, self.rest))
        return OpenSum(self.fmt, move(self.value), magnitude, rest, self.roundings)

    def __neg__(self) -> OpenSum:
        return OpenSum(self.fmt, -self.value, self.magnitude, self.rest, self.roundings)

    def __add__(self, other: Ball) -> OpenSum:
        term = other if isinstance(other, OpenSum) else _term(other)
        magnitude, rest = self.magnitude + term.magnitude, self.rest + term.rest
        return OpenSum(self.fmt, self.value + term.value, magnitude, rest, self.roundings + term.roundings + 1)

    def __sub__(self, other: Ball) -> OpenSum:
        return self + -other

    def __radd__(self, other: Ball | float) -> OpenSum:
        return self + self._operand(other)

    def __rsub__(self, other: Ball | float) -> OpenSum:
        return -self + self._operand(other)

    def __mul__(self, other: Ball) -> Ball:
        if not _constant(other):
            return super().__mul__(other)
        return self._scaled(self.value * other.value, np.abs(other.value))

    def __rmul__(self, other: Ball | float) -> Ball:
        return self * self._operand(other)

    def __truediv__(self, other: Ball) -> Ball:
        if not _constant(other):
            return super().__truediv__(other)
        return self._scaled(self.value / other.value, 1 / np.abs(other.value))

    def _operand(self, other: Ball | float) -> Ball:
        return other if isinstance(other, Ball) else Ball(self.fmt, np.asarray(other, np.float64))

    def _scaled(self, value: Array, factor: Array) -> OpenSum:
        """Two roundings more, of 1/n and of the product with it, and an underflow in every term.

        A program that scales last has held the sum itself.
        """
        roundings = self.roundings + 2
        rest = np.where(np.isfinite(self.radius), self.rest * factor + roundings * self.fmt.eta, np.inf)
        return OpenSum(self.fmt, value, self.magnitude * factor, rest, roundings)


def _term(ball: Ball) -> OpenSum:
    """A sum of one term."""
    return OpenSum(ball.fmt, ball.value, np.abs(ball.value) + ball.radius, ball.radius, 0)


def _constant(ball: Ball) -> bool:
    return ball.exact and ball.value.size == 1
