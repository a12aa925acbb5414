"""Sums that go on: what each further term and factor adds to the radius, in the made-up format of `test_radii`."""

import numpy as np
import pytest

from compare.arithmetic.balls import Ball
from compare.arithmetic.sums import PartialSum
from tests.compare.arithmetic.test_radii import ETA, FMT, assert_derived, gamma

MAGNITUDE, REST = np.array([3.0, 0.5]), np.array([0.25, 2.0])


def partial_sum(roundings):
    return PartialSum(FMT, np.array([1.0, -0.5]), MAGNITUDE, REST, roundings)


def test_a_sum_that_goes_on_pays_its_roundings_on_all_terms():
    """One rounding more than both together; a ball is a sum of one term, whose radius is an uncertainty of it."""
    one, other, ball = partial_sum(3), partial_sum(4), Ball(FMT, np.array([2.0, -1.5]), 0.125)
    assert_derived(one, gamma(3) * MAGNITUDE + REST)
    assert_derived(one + other, gamma(8) * 2 * MAGNITUDE + 2 * REST)
    with_ball = gamma(4) * (MAGNITUDE + np.abs(ball.value) + 0.125) + REST + 0.125
    for each in (one + ball, one - ball, ball + one, ball - one):
        assert_derived(each, with_ball)
    assert (one - ball).value.tolist() == [-1, 1] and (ball - one).value.tolist() == [1, -1]
    for each in (one + Ball(FMT, np.asarray(2.0)), 2.0 + one, 2.0 - one):
        assert_derived(each, gamma(4) * (MAGNITUDE + 2) + REST)
    assert (2.0 - one).value.tolist() == [1, 2.5] and (2.0 + one).value.tolist() == [3, 1.5]


@pytest.mark.parametrize("c", [4.0, -4.0])
def test_a_constant_factor_costs_two_roundings_and_an_underflow_a_term(c):
    one, factor = partial_sum(3), Ball(FMT, np.asarray(c))
    for each in (one * factor, factor * one, c * one):
        assert np.array_equal(each.value, one.value * c)
        assert_derived(each, gamma(5) * MAGNITUDE * 4 + REST * 4 + 5 * ETA)
    assert np.array_equal((one / factor).value, one.value / c)
    assert_derived(one / factor, gamma(5) * MAGNITUDE / 4 + REST / 4 + 5 * ETA)


@pytest.mark.parametrize("factor", [Ball(FMT, np.array([4.0, 2.0])), Ball(FMT, np.asarray(4.0), 0.125)])
def test_a_factor_that_varies_or_is_uncertain_makes_an_ordinary_ball(factor):
    one = partial_sum(3)
    for each, ordinary in ((one * factor, Ball.__mul__), (one / factor, Ball.__truediv__)):
        assert type(each) is Ball
        assert np.array_equal(each.radius, ordinary(Ball(FMT, one.value, one.radius), factor).radius)


def test_a_sum_that_is_moved_or_negated_is_the_same_sum():
    one = partial_sum(3)
    assert_derived(-one, gamma(3) * MAGNITUDE + REST)
    moved = one.moved(np.flip)
    assert moved.value.tolist() == [-0.5, 1] and (-one).value.tolist() == [-1, 0.5]
    for each in (moved + moved, (-one + -one).moved(np.flip)):
        assert_derived(each, (gamma(7) * 2 * MAGNITUDE + 2 * REST)[::-1])


def test_a_sum_that_overflowed_claims_nothing_when_it_is_scaled_down():
    one = PartialSum(FMT, np.array([1.0, 1.0]), np.array([1.0, FMT.huge]), 0.0, 2)
    assert np.isfinite((one / Ball(FMT, np.asarray(2.0**60))).radius).tolist() == [True, False]
