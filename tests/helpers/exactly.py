"""Exact arithmetic for the tests of balls: arb numbers of 2,300 bits, where sums and products of floats are exact."""

import numpy as np
from flint import arb

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import format_of

BITS = 2300
to_arb = np.frompyfunc(lambda number: number if isinstance(number, arb) else arb(float(number)), 1, 1)
"""Arrays of floats as arrays of arb numbers."""


def outside(ball, results):
    """How many claimed results, floats or arb numbers, are certainly not in the ball."""
    radius = np.broadcast_to(np.asarray(ball.radius) * SAFETY, ball.value.shape)
    claims = np.isfinite(radius)
    distances = abs(to_arb(np.asarray(results, object)[claims]) - to_arb(ball.value[claims]))
    return int(np.sum(distances > to_arb(radius[claims]), dtype=int))


def exactly_each(function, ball, *operands):
    """The function of arb numbers, element by element, where the ball claims something."""
    out = np.full(ball.value.shape, None, object)
    claims = np.isfinite(np.broadcast_to(ball.radius, ball.value.shape))
    out[claims] = [function(*each) for each in zip(*(to_arb(a[claims]) for a in operands), strict=True)]
    return out


def as_ball(array):
    """The array as exact operand."""
    return Ball(format_of(array.dtype), array.astype(np.float64))


def ball_around(rng, values):
    """Balls whose centres are off the values by up to a tenth, so that each value is at an end of its ball."""
    off = rng.uniform(-1, 1, values.shape) * 10.0 ** rng.uniform(-17, -1, values.shape)
    centre = values.astype(np.float64) * (1 + off)
    return Ball(format_of(values.dtype), centre, np.nextafter(np.abs(values - centre), np.inf))


def end(ball, sign):
    """The ends of the balls on the side of the sign, as arb numbers."""
    return to_arb(ball.value) + sign * to_arb(ball.radius)
