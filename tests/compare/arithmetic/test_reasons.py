"""Why nothing is claimed of known operands: each reason is named where it applies, and nowhere else."""

import numpy as np
import pytest

from compare.arithmetic import operations
from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import format_of
from compare.arithmetic.reasons import KINK, TOO_MANY, reasons
from compare.arithmetic.sums import PartialSum

F64, F32 = format_of(np.float64), format_of(np.float32)
ALMOST = 2**23  # k·u is ½


def at(values, fmt=F64):
    return Ball(fmt, np.array(values))


def named(rule, *operands):
    return {reason: mask.tolist() for reason, mask in reasons(rule, operands)}


def test_a_kink_is_named_where_the_operand_is_at_it():
    assert named(operations.positive, at([0.0, 1.0, 0.0])) == {KINK: [True, False, True]}
    assert named(operations.positive, at([2.0, 1.0])) == {}


def test_what_has_no_claim_at_a_kink_for_another_reason_is_not_put_down_to_it():
    def slope(z, g):
        return operations.positive(z) * g

    huge = Ball(F64, np.array([1.0, 1.0, 1.0]), np.array([0.0, np.inf, np.inf]))
    assert named(slope, at([0.0, 0.0, 1.0]), huge) == {KINK: [True, False, False]}
    assert named(lambda a: 1.0 / a, at([0.0])) == {}


@pytest.mark.parametrize("roundings", [ALMOST + 1, 2**24 - 1, 2**24, 2**24 + 2**20, 2**40])
def test_too_many_terms_are_named_for_the_dtype(roundings):
    def long_sum(a):
        return PartialSum(a.fmt, a.value, np.abs(a.value), 0.0, roundings)

    assert F32.gamma(roundings) == np.inf
    assert named(long_sum, at([1.0, 2.0], F32)) == {TOO_MANY.format("float32"): [True, True]}
    assert named(long_sum, at([1.0])) == {}


def test_a_mean_of_more_terms_than_float32_can_count_has_no_claim_and_in_float64_it_has():
    many = np.broadcast_to(1.0, (2**24 + 2**20,))
    for rule in (operations.mean_over, operations.total):
        assert named(lambda a, rule=rule: rule(a, axis=0), Ball(F32, many)) == {TOO_MANY.format("float32"): True}
        assert named(lambda a, rule=rule: rule(a, axis=0), Ball(F64, many)) == {}


def test_as_many_terms_as_are_bounded_have_their_usual_bound():
    assert F32.gamma(ALMOST) == ALMOST * F32.unit / (1 - ALMOST * F32.unit) + ALMOST * F32.harness / (
        1 - ALMOST * F32.harness
    )
    assert 0 < F32.gamma(3) < F32.gamma(ALMOST) < np.inf and F64.gamma(2**40) < 2.0**-11
