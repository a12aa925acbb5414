"""Every constant of the rules is needed: with one of them weakened, a listed input leaves the ball that held it.

The error of exp, log and log1p has no entry: how good a library is, is measured (see `conftest`), not provoked.
"""

import operator
from typing import NamedTuple

import flint
import numpy as np
import pytest

from compare.arithmetic import balls, sums
from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import Format, format_of
from manual.sigmoid import textbook_sigmoid
from tests.helpers.exactly import BITS, outside, to_arb

UNIT = {np.float64: 2.0**-53, np.float32: 2.0**-24}
TINY = {np.float64: 2.0**-1074, np.float32: 2.0**-149}
PAST_EXP = {np.float64: -709.79, np.float32: -88.73}


class Eighth(Format):
    """A format whose relative errors are an eighth of what the analysis derives."""

    def gamma(self, k):
        return super().gamma(k) / 8


def without_underflow(fmt):
    return fmt._replace(eta=0.0)


def an_eighth(fmt):
    return Eighth(*fmt._replace(gamma_1=fmt.gamma_1 / 8))


def without_flush(fmt):
    return fmt._replace(sigmoid_flush=0.0)


class Case(NamedTuple):
    """A rule, a program that it must hold, operands in a dtype, and the exact result where that leaves first."""

    rule: object
    program: object
    operands: object
    weaken: object
    exact: object = None


def one_and_small_ones(dtype):
    """Terms that one after the other are all lost: 1, and seven just under half of its spacing."""
    return (np.array([[1] + 7 * [0.99 * UNIT[dtype]]], dtype),)


def nearly_a_tie(dtype):
    return np.array([1], dtype), np.array([0.49 * UNIT[dtype]], dtype)


def inexact_product(dtype):
    """(1 + 2^-k)² = 1 + 2^(1-k) + 2^-2k, whose last term is lost."""
    factor = np.array([1 + 0.5 ** ((np.finfo(dtype).nmant + 2) // 2)], dtype)
    return factor, factor


def inexact_quotient(dtype):
    return np.array([1], dtype), np.array([3], dtype)


def subnormal_product(dtype):
    return np.array([3 * TINY[dtype]], dtype), np.array([0.5], dtype)


def subnormal_quotient(dtype):
    return np.array([3 * TINY[dtype]], dtype), np.array([2], dtype)


def subnormal_terms(dtype):
    """5η/3 rounds to 2η before x multiplies it by 2^20."""
    return np.full((1, 3), 5 * TINY[dtype], dtype), np.full((1, 3, 1), 2.0**20, dtype)


def past_the_exponential(dtype):
    return (np.array([PAST_EXP[dtype]], dtype),)


def dot(dtype):
    small = 0.99 * UNIT[dtype]
    return np.array([[[1, *[1] * 6]]], dtype), np.array([[1, *[small] * 6]], dtype), np.array([small], dtype)


def dot_one_by_one(x, w, b):
    terms = np.concatenate([(x * w[:, None, :])[0, 0], b])
    return np.add.accumulate(terms)[-1:][None]


def exact_dot(x, w, b):
    return (x * w[:, None, :]).sum(-1) + b[:, None]


def mean_of_row(a):
    return sums.mean_over(a, axis=-1)


def mean_one_by_one(a):
    return np.add.accumulate(a, axis=-1)[..., -1] / a.shape[-1]


def exact_mean(a):
    return a.sum(-1) / a.shape[-1]


def mean_of_products(g, x):
    return sums.mean_product(g, x, 8)


def early_mean(g, x):
    return np.vecmat(g / g.shape[-1], x)


def cube(a):
    return balls.power(a, 3)


def product_with_itself(a):
    return sums.matmul(a, a)


def layer(x, w, b):
    return sums.matmul(x, w) + b


def layer_dot(dtype):
    x, w, b = dot(dtype)
    return x, w[:, :, None], b[:, None, None]


def layer_one_by_one(x, w, b):
    return dot_one_by_one(x, w[..., 0], b[..., 0, 0])[:, None, None]


def exact_layer(x, w, b):
    return exact_dot(x, w[..., 0], b[..., 0, 0])[:, None]


def sum_of_row(a):
    return sums.total(a, axis=-1)


def sum_one_by_one(a):
    return np.add.accumulate(a, axis=-1)[..., -1]


def exact_sum(a):
    return a.sum(-1)


def subnormal_matrices(dtype):
    return np.full((1, 1, 3), 3 * TINY[dtype], dtype), np.full((1, 3, 1), 0.5, dtype)


CASES = {
    "add, γ/8": Case(operator.add, np.add, nearly_a_tie, an_eighth, operator.add),
    "subtract, γ/8": Case(operator.sub, np.subtract, nearly_a_tie, an_eighth, operator.sub),
    "multiply, γ/8": Case(operator.mul, np.multiply, inexact_product, an_eighth, operator.mul),
    "divide, γ/8": Case(operator.truediv, np.divide, inexact_quotient, an_eighth, operator.truediv),
    "multiply, no η": Case(operator.mul, np.multiply, subnormal_product, without_underflow, operator.mul),
    "divide, no η": Case(operator.truediv, np.divide, subnormal_quotient, without_underflow, operator.truediv),
    "dot, γ/8": Case(sums.affine, dot_one_by_one, dot, an_eighth, exact_dot),
    "mean, γ/8": Case(mean_of_row, mean_one_by_one, one_and_small_ones, an_eighth, exact_mean),
    "matrix product and a term, γ/8": Case(layer, layer_one_by_one, layer_dot, an_eighth, exact_layer),
    "matrix product, no η": Case(sums.matmul, np.matmul, subnormal_matrices, without_underflow, np.matmul),
    "sum, γ/8": Case(sum_of_row, sum_one_by_one, one_and_small_ones, an_eighth, exact_sum),
    "1/n early, no η": Case(mean_of_products, early_mean, subnormal_terms, without_underflow),
    "sigmoid, no flush": Case(balls.sigmoid_any_branch, textbook_sigmoid, past_the_exponential, without_flush),
}


@pytest.mark.parametrize("name", CASES)
def test_a_weaker_constant_fails(name, dtype):
    rule, program, operands, weaken, exact = CASES[name]
    arrays, fmt = operands(dtype), format_of(dtype)
    with flint.ctx.workprec(BITS), np.errstate(all="ignore"):
        results = [program(*arrays)] + ([exact(*(to_arb(a) for a in arrays))] if exact else [])
        full, weak = (rule(*(Ball(f, a.astype(np.float64)) for a in arrays)) for f in (fmt, weaken(fmt)))
        assert all(outside(full, result) == 0 for result in results)
        assert any(outside(weak, result) > 0 for result in results)


CENTRE, OFF = 0.75, 2.0**-10
HALVES = {
    "add": (operator.add, 2),
    "subtract": (operator.sub, 2),
    "multiply": (operator.mul, 2),
    "divide": (operator.truediv, 2),
    "weighted": (balls.weighted, 2),
    "exp": (balls.exp, 1),
    "log": (balls.log, 1),
    "log1p": (balls.log1p, 1),
    "tanh": (balls.tanh, 1),
    "cube": (cube, 1),
    "matrix product": (product_with_itself, 1),
    "sigmoid": (balls.sigmoid, 1),
    "softplus": (balls.softplus, 1),
    "mean": (mean_of_row, 1),
}


@pytest.mark.parametrize("name", HALVES)
def test_half_of_the_operands_radius_fails(name, dtype):
    """The rule evaluated at the end of an operand's ball is outside the ball that a half of its radius gives."""
    rule, operands = HALVES[name]
    fmt, others = format_of(dtype), [Ball(format_of(dtype), np.array([[CENTRE]]))] * (operands - 1)
    at_end = rule(Ball(fmt, np.array([[CENTRE + OFF]])), *others).value
    assert outside(rule(Ball(fmt, np.array([[CENTRE]]), np.array([[OFF]])), *others), at_end) == 0
    assert outside(rule(Ball(fmt, np.array([[CENTRE]]), np.array([[OFF / 2]])), *others), at_end) == 1
