"""Each rule of `balls` and `sums` is a law: the exact result and every program's lie in the ball wherever it claims.

Operands run over the dtype's whole range, subnormal numbers included. With a radius, an operand is anywhere in its
ball, the ends included. `test_ablations` shows that every constant of the rules is needed; sums are in `test_sums`.
"""

import itertools
import operator
from typing import NamedTuple

import flint
import numpy as np
import pytest
import torch
from flint import arb
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from compare.arithmetic import balls
from compare.arithmetic.balls import Ball
from manual.sigmoid import sigmoid as accurate_sigmoid
from manual.sigmoid import textbook_sigmoid
from tests.helpers.exactly import BITS, as_ball, ball_around, end, exactly_each, outside


@pytest.fixture(autouse=True)
def exactly():
    with flint.ctx.workprec(BITS), np.errstate(all="ignore"):
        yield


class Rule(NamedTuple):
    rule: object
    exact: object
    programs: tuple
    domain: str = "any"
    operands: int = 1


def in_torch(function):
    return lambda *arrays: function(*(torch.from_numpy(np.array(a)) for a in arrays)).numpy()


def one_minus(a):
    return 1 - a


def one_plus(a):
    return 1 + a


def seven_times(a):
    return 7 * a


def exact_sigmoid(z):
    return 1 / (1 + (-z).exp()) if z > 0 else z.exp() / (1 + z.exp())


def exact_softplus(z):
    return z + (-z).exp().log1p() if z > 0 else z.exp().log1p()


def logaddexp(z):
    return np.logaddexp(z.dtype.type(0), z)


def softplus_in_parts(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def at_least_half(a):
    return balls.at_least(a, 0.5) if isinstance(a, Ball) else a.max(arb(0.5))


def at_most_half(a):
    return balls.at_most(a, 0.5) if isinstance(a, Ball) else a.min(arb(0.5))


def floor_half(a):
    return np.maximum(a, a.dtype.type(0.5))


def ceiling_half(a):
    return np.minimum(a, a.dtype.type(0.5))


def cube(a):
    return balls.power(a, 3) if isinstance(a, Ball) else a**3


def cube_by_products(a):
    return a * a * a


def is_positive(a):
    return arb(int(a > 0))


def positive_in_numpy(a):
    return np.where(a > 0, a.dtype.type(1), a.dtype.type(0))


RULES = {
    "add": Rule(operator.add, operator.add, (np.add, in_torch(torch.add)), operands=2),
    "subtract": Rule(operator.sub, operator.sub, (np.subtract, in_torch(torch.sub)), operands=2),
    "multiply": Rule(operator.mul, operator.mul, (np.multiply, in_torch(torch.mul)), operands=2),
    "weighted": Rule(balls.weighted, operator.mul, (np.multiply, in_torch(torch.mul)), operands=2),
    "divide": Rule(operator.truediv, operator.truediv, (np.divide, in_torch(torch.div)), "nonzero", operands=2),
    "negate": Rule(operator.neg, operator.neg, (np.negative, in_torch(torch.neg))),
    "1 -": Rule(one_minus, one_minus, (one_minus, in_torch(one_minus))),
    "1 +": Rule(one_plus, one_plus, (one_plus, in_torch(one_plus))),
    "7 *": Rule(seven_times, seven_times, (seven_times, in_torch(seven_times))),
    "absolute": Rule(balls.absolute, abs, (np.abs, in_torch(torch.abs))),
    "at least": Rule(at_least_half, at_least_half, (floor_half,)),
    "at most": Rule(at_most_half, at_most_half, (ceiling_half,)),
    "exp": Rule(balls.exp, arb.exp, (np.exp, in_torch(torch.exp)), "argument"),
    "log": Rule(balls.log, arb.log, (np.log, in_torch(torch.log)), "positive"),
    "log1p": Rule(balls.log1p, arb.log1p, (np.log1p, in_torch(torch.log1p)), "above -1"),
    "sigmoid": Rule(balls.sigmoid, exact_sigmoid, (accurate_sigmoid,), "argument"),
    "sigmoid any branch": Rule(
        balls.sigmoid_any_branch, exact_sigmoid, (textbook_sigmoid, in_torch(torch.sigmoid)), "argument"
    ),
    "tanh": Rule(balls.tanh, arb.tanh, (np.tanh, in_torch(torch.tanh)), "argument"),
    "cube": Rule(cube, cube, (cube, cube_by_products, in_torch(cube)), "argument"),
    "positive": Rule(balls.positive, is_positive, (positive_in_numpy,)),
    "softplus": Rule(balls.softplus, exact_softplus, (logaddexp, softplus_in_parts), "argument"),
}


def drawn(rng, domain, dtype, count):
    """Numbers of a domain over all its binades, with zeros and near misses among them."""
    info = np.finfo(dtype)
    smallest, largest = np.log2(float(info.smallest_subnormal)), float(info.maxexp)
    numbers = rng.choice([-1.0, 1.0], count) * np.exp2(rng.uniform(smallest, largest - 2**-9, count))
    usual = rng.normal(size=count)
    if domain == "argument":
        numbers = np.where(rng.random(count) < 0.7, rng.uniform(-1.1, 1.1, count) * largest * np.log(2), usual)
    numbers = np.where(rng.random(count) < 0.3, usual, numbers).astype(dtype)
    if domain == "any":
        numbers[:3] = 0
    if domain == "positive":
        numbers = np.abs(numbers)
    if domain == "above -1":
        numbers = np.where(numbers <= -1, -dtype(1) / numbers, numbers)
        numbers = np.where(numbers == -1, dtype(0.5), numbers).astype(dtype)
    return numbers


@pytest.mark.parametrize("name", RULES)
def test_results_of_exact_operands_lie_in_the_ball(name, dtype):
    rule = RULES[name]
    rng = np.random.default_rng(1)
    operands = [drawn(rng, rule.domain, dtype, 250) for _ in range(rule.operands)]
    if rule.operands == 2:  # cancellation, and products and quotients near 1
        operands[1][::5] = operands[0][::5] * dtype(1 + 3e-6)
    held = rule.rule(*(as_ball(a) for a in operands))
    assert np.isfinite(np.broadcast_to(held.radius, held.value.shape)).sum() > 100
    assert outside(held, exactly_each(rule.exact, held, *operands)) == 0
    for program in rule.programs:
        assert outside(held, program(*operands)) == 0


@pytest.mark.parametrize("name", RULES)
def test_results_of_operands_anywhere_in_their_balls_lie_in_the_ball(name, dtype):
    rule = RULES[name]
    rng = np.random.default_rng(2)
    operands = [drawn(rng, rule.domain, dtype, 200) for _ in range(rule.operands)]
    around = [ball_around(rng, a) for a in operands]
    held = rule.rule(*around)
    assert np.isfinite(held.radius).sum() > 60
    for program in rule.programs:
        assert outside(held, program(*operands)) == 0
    for signs in itertools.product((-1, 1), repeat=rule.operands):
        ends = (end(ball, sign) for ball, sign in zip(around, signs, strict=True))
        assert outside(held, exactly_each(rule.exact, held, *ends)) == 0


@given(data=st.data())
@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "weighted", "divide", "1 -", "7 *", "absolute"])
def test_arithmetic_on_any_floats_lies_in_the_ball(name, dtype, data):
    rule = RULES[name]
    width = np.finfo(dtype).bits
    floats = hnp.arrays(dtype, 3, elements=st.floats(width=width, allow_nan=False, allow_infinity=False))
    operands = [data.draw(floats) for _ in range(rule.operands)]
    held = rule.rule(*(as_ball(a) for a in operands))
    assert outside(held, exactly_each(rule.exact, held, *operands)) == 0
    for program in rule.programs:
        assert outside(held, program(*operands)) == 0
