"""A person's rule on each problem's arrays alone, and the same on all problems at once, for any kind of number."""

import flint
import numpy as np

from compare.arithmetic.balls import Ball
from compare.arithmetic.duck_array import Batched
from compare.arithmetic.exact import exact
from compare.arithmetic.precision import format_of
from tests.helpers.exactly import BITS, as_ball, outside

BATCH = (3, 2)


def batched(rule, shapes):
    return Batched(rule, tuple(map(len, shapes)))


def arrays(shapes, dtype, lead=(2, *BATCH), draw=None):
    """Operands of which only the first one has the axis of sides, in front, as inputs and links have."""
    draw = draw or np.random.default_rng(1).normal
    leads = [lead, *[lead[1:]] * (len(shapes) - 1)]
    return [draw(size=(*front, *own)).astype(dtype) for front, own in zip(leads, shapes, strict=True)]


def one_by_one(rule, shapes, operands, lead=(2, *BATCH)):
    spread = [np.broadcast_to(a, (*lead, *own)) for a, own in zip(operands, shapes, strict=True)]
    results = [np.asarray(rule(*(array[index] for array in spread))) for index in np.ndindex(*lead)]
    return np.array(results).reshape(*lead, *results[0].shape)


def check_alike(rule, shapes, operands):
    """All problems at once are each of them alone. NumPy may add the terms of many problems in another order."""
    found, expected = batched(rule, shapes)(*operands), one_by_one(rule, shapes, operands)
    assert found.dtype == operands[0].dtype and found.shape == expected.shape
    assert outside(batched(rule, shapes)(*map(as_ball, operands)), found) == 0


def check_held(rule, shapes, operands, most=2.0**16):
    """The exact value and NumPy's lie in the ball, which has a claim everywhere and is small."""
    held = batched(rule, shapes)(*map(as_ball, operands))
    with flint.ctx.workprec(BITS):
        assert outside(held, batched(rule, shapes)(*map(exact, operands)).value) == 0
        assert outside(held, one_by_one(rule, shapes, operands)) == 0
    assert np.isfinite(held.radius).all() and (np.asarray(held.radius) <= most * held.fmt.unit).all()


def check_widened(rule, shapes, operands, dtype, by=0.001):
    """Operands that are only known to a radius widen the ball enough."""
    rng = np.random.default_rng(2)
    off = [by / 2 * rng.uniform(-1, 1, a.shape) for a in operands]
    around = [Ball(format_of(dtype), a, 2 * np.abs(o)) for a, o in zip(operands, off, strict=True)]
    held = batched(rule, shapes)(*around)
    assert np.isfinite(held.radius).all()
    with flint.ctx.workprec(BITS):
        for sign in (-1, 0, 1):
            ends = [exact(a + sign * o) for a, o in zip(operands, off, strict=True)]
            assert outside(held, batched(rule, shapes)(*ends).value) == 0
