"""Where the rules of balls turn: overflow, underflow, ends of a divisor's ball, zeros, clamps, and moves of arrays."""

from fractions import Fraction

import numpy as np
import pytest

from compare.arithmetic import balls, sums
from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import format_of

F64, F32 = format_of(np.float64), format_of(np.float32)
INF = np.inf


@pytest.fixture(autouse=True)
def quietly():
    with np.errstate(all="ignore"):
        yield


def ball(values, radius=0.0, fmt=F64):
    return Ball(fmt, np.array(values, np.float64), radius)


def test_nothing_is_claimed_where_a_number_of_the_ball_could_have_overflowed_and_elsewhere_all_is():
    """The sum's own rounding is part of the ball; the next smaller float64 number is far enough below."""
    below = F64.huge * (1 - 4 * F64.gamma_1)
    total = ball([below, F64.huge, -F64.huge, 1.0]) + ball([0.0, 0.0, 0.0, 1.0])
    assert np.isfinite(total.radius).tolist() == [True, False, False, True]
    assert np.isfinite((ball([below, 1.0]) + ball([0.0, 0.0])).radius).all()
    spread = ball([1.0, 1.0]) + ball([0.0, 0.0], np.array([F64.huge, 1.0]))
    assert np.isfinite(spread.radius).tolist() == [False, True]


def test_a_ball_that_just_reaches_the_limit_claims_nothing():
    limit = np.array([F64.huge, np.nextafter(F64.huge, 0)])
    assert balls.claimed(np.zeros(2), limit, F64).tolist() == [INF, 0]
    assert balls.claimed(np.zeros(1), limit[1:], F64).tolist() == [0]


def test_a_product_with_0_is_exact_and_any_other_may_underflow():
    """0 and 3; 1 and 2; two numbers whose product is 0 in float64; an uncertain 0, and one known to be 0."""
    a, b = ball([0.0, 1.0, 1e-200, 5.0]), ball([3.0, 2.0, 1e-200, 0.0])
    assert (a * b).radius.tolist() == [0, 2 * F64.gamma_1 + F64.eta, F64.eta, 0]
    uncertain = ball([0.0, 0.0], np.array([0.25, 0.0]))
    of_zero, of_nothing = (uncertain * ball([1.0, 1.0])).radius
    assert of_zero >= 0.25 and of_nothing == 0


def test_a_sum_of_products_with_0_is_exact_and_any_other_may_underflow():
    """By row: all products are with 0; one is not; one is of numbers whose product is 0 in float64."""
    x = ball([[0.0, 2.0, 0.0], [0.0, 2.0, 1.0], [1e-200, 2.0, 0.0]])
    w = ball([1e-200, 0.0, 1.0])
    rows = 1e-200 * np.array([0, 0, 1e-200]), F64.gamma(3) * np.array([0, 1, 0])
    for radius in (sums.matvec(x, w).radius, sums.matmul(x, ball(w.value[:, None])).radius[:, 0]):
        assert np.array_equal(radius, rows[0] + rows[1] * (1 + 3 * 2.0**-52) + 3 * F64.eta * np.array([0, 1, 1]))


def test_the_mean_of_zeros_is_exact_and_any_other_may_underflow():
    columns = sums.mean_over(ball([[0.0, 1e-320], [0.0, 0.0]]), axis=-2)
    assert columns.radius.tolist() == [0, 2 * F64.eta]


def test_a_mean_of_products_with_0_is_exact_and_any_other_may_underflow():
    g, x = ball([0.0, 1e-200]), ball([[3.0, 2.0], [0.0, 1e-200]])
    assert sums.mean_product(g, x, 0).radius.tolist() == [0, (3 * 2 + 2) * F64.eta]


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_divisor_may_be_uncertain_by_half_of_itself(sign):
    quotient = ball([1.0, 1.0]) / ball([sign, sign], np.array([0.5, np.nextafter(0.5, 1)]))
    assert np.isfinite(quotient.radius).tolist() == [True, False]
    assert abs(quotient.radius[0] - 1) < 1e-14  # 1/½ − 1
    assert np.isfinite((ball([1.0, 1.0]) / ball([sign, 0.0])).radius).tolist() == [True, False]


@pytest.mark.parametrize("rule", [balls.log, balls.log1p, lambda a: 1.0 / a])
def test_nothing_is_claimed_at_a_pole(rule):
    at = -1.0 if rule is balls.log1p else 0.0
    assert not np.isfinite(rule(ball([at, at], np.array([0.0, 0.1]))).radius).any()
    assert not np.isfinite(rule(ball([at])).radius).any()


def test_the_end_of_a_divisor_is_rounded_down():
    rng = np.random.default_rng(1)
    values = rng.choice([-1.0, 1.0], 300) * rng.uniform(0.5, 2, 300)
    radii = np.abs(values) * rng.uniform(0, 0.5, 300)
    ends = balls._away_from_zero(ball(values, radii))
    for end, value, radius in zip(ends.tolist(), np.abs(values).tolist(), radii.tolist(), strict=True):
        exact = Fraction(value) - Fraction(radius)
        assert exact * (1 - Fraction(1, 2**48)) <= Fraction(end) <= exact


def test_an_exponential_that_underflows_is_held_and_an_exact_argument_costs_nothing():
    """Beside 2^-1022 the relative error is lost; from an argument off by 1 the result is up to e times as large."""
    argument, radius = np.array([-715.0, -760.0]), np.array([1.0, 20.0])
    exact, off = balls.exp(ball(argument)), balls.exp(ball(argument, radius))
    assert (exact.radius <= 2 * balls.LIBM_ULPS * F64.eta).all()
    assert (off.radius >= np.exp(argument + radius) - np.exp(argument)).all()
    assert (off.radius <= np.exp(argument + radius) * (1 + 1e-12) + exact.radius).all()


@pytest.mark.parametrize("rule", [balls.sigmoid, balls.softplus])
def test_a_saturated_function_is_as_uncertain_as_its_own_size_allows(rule):
    for z, r in ((-715.0, 1.0), (-760.0, 20.0)):
        top = np.exp(np.array(z + r))
        radius = rule(ball([z], np.array([r]))).radius[0]
        assert top - np.exp(z) <= radius <= top * (1 + 1e-12) + 30 * F64.eta
    assert rule(ball([-715.0])).radius[0] <= 30 * F64.eta


def test_a_sigmoid_near_1_is_as_certain_as_its_complement():
    radius = balls.sigmoid(ball([40.0], np.array([1.0]))).radius[0]
    assert np.exp(-39) - np.exp(-40) <= radius <= 4 * np.exp(-40.0) + 2 * F64.libm


def test_what_lies_below_a_floor_is_the_floor():
    """By place: below; above; on both sides; below, uncertain to the floor itself; −∞; ∞; nan; above and exact."""
    values = [0.25, 1.0, 0.75, 0.25, -INF, INF, np.nan, 2.0]
    radii = np.array([0.125, 0.125, 0.5, 0.75, INF, INF, INF, 0.0])
    floor = balls.at_least(ball(values, radii), 0.75)
    assert floor.radius.tolist() == [0, 0.125, 0.5, 0.75, 0, INF, INF, 0]
    assert floor.value[:6].tolist() == [0.75, 1, 0.75, 0.75, 0.75, INF]
    ceiling = balls.at_most(ball(-np.array(values), radii), -0.75)
    assert ceiling.radius.tolist() == floor.radius.tolist() and (ceiling.value[:6] == -floor.value[:6]).all()


def test_a_ball_whose_end_only_rounds_to_a_floor_is_not_below_it():
    """(1 − 2^-53) + (2^-53 + 2^-56) is 1 in float64, and more than 1."""
    near = ball([1 - 2.0**-53], np.array([2.0**-53 + 2.0**-56]))
    assert balls.at_least(near, 1.0).radius[0] > 0


def test_a_term_of_weight_0_is_0_unless_the_weight_is_uncertain():
    weights, infinite = (
        ball([0.0, 0.0, 1.0], np.array([0.0, 0.25, 0.0])),
        ball([-INF, -1.0, 2.0], np.array([INF, 0, 0])),
    )
    product = balls.weighted(weights, infinite)
    assert product.value.tolist() == [0, 0, 2] and product.radius[0] == 0
    assert product.radius[1:].tolist() == (weights * infinite).radius[1:].tolist() and product.radius[1] >= 0.25
    exact = balls.weighted(ball([0.0, 1.0]), ball([-INF, 2.0]))
    assert exact.value.tolist() == [0, 2] and exact.radius[0] == 0


def test_positive_is_certain_where_the_ball_is_on_one_side_of_0():
    """A ball with 0 at its end holds both kinds; 0 exactly is a kink, of which nothing is claimed."""
    values, radii = [1.0, -1.0, 1.0, -1.0, 0.0, 1.0], np.array([0.5, 0.5, 1.0, 2.0, 0.0, 0.0])
    held = balls.positive(ball(values, radii))
    assert held.value.tolist() == [1, 0, 0.5, 0.5, 0, 1] and held.radius.tolist() == [0, 0, 0.5, 0.5, INF, 0]
    assert balls.positive(ball([2.0, 0.0, -2.0])).radius.tolist() == [0, INF, 0]
    one_sided = balls.positive(ball([2.0, 0.0, -2.0], fmt=F64._replace(kinks=False)))
    assert one_sided.exact and one_sided.value.tolist() == [1, 0, 0]
    assert balls.positive(ball([2.0, -2.0], np.array([1.0, 1.0]))).exact and held.fmt is F64


def test_a_move_moves_values_and_radii_and_leaves_what_is_exact_exact():
    values, radii = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, 0.25])
    flipped = ball(values, radii).moved(np.transpose)
    assert flipped.value.tolist() == [[1, 3], [2, 4]] and flipped.radius.tolist() == [[0.5, 0.5], [0.25, 0.25]]
    assert ball(values, 0.5).moved(np.ravel).radius.tolist() == [0.5] * 4
    exact = ball(values).moved(np.transpose)
    assert exact.exact and exact.fmt is F64
    assert not ball(values, np.zeros((2, 2))).exact and not ball(values, 0.5).exact


def test_a_value_for_each_feature_and_back():
    values, radii = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5, 0.25], [0.0, 1.0]])
    for radius in (0.0, radii):
        wide = balls.per_feature(ball(values, radius))
        assert wide.value.shape == (2, 2, 1)
        back = balls.only_feature(wide)
        assert np.array_equal(back.value, values) and np.array_equal(back.radius, radius) and back.fmt is F64
    assert balls.per_feature(ball(values, radii)).radius.shape == (2, 2, 1)


def test_a_choice_takes_the_values_and_radii_of_each_place():
    chosen = balls.where(np.array([True, False]), ball([1.0, 2.0], np.array([0.5, 0.25])), ball([3.0, 4.0]))
    assert chosen.value.tolist() == [1, 4] and chosen.radius.tolist() == [0.5, 0] and chosen.fmt is F64


def test_ones_are_exact():
    ones = balls.ones_like(ball([[1.0, 2.0]], 0.5))
    assert ones.exact and ones.value.tolist() == [[1, 1]] and ones.fmt is F64


def test_a_constant_is_what_the_dtype_can_hold_of_it():
    assert ball([1.0]).constant(np.array([0.1])).exact and ball([1.0], fmt=F32).constant(np.array([0.5])).exact
    off = ball([1.0], fmt=F32).constant(np.array([0.1, 0.5]))
    assert off.value.tolist() == [0.1, 0.5] and off.radius.tolist() == [float(np.float32(0.1)) - 0.1, 0]
    assert off.fmt is F32


def test_a_number_rounded_to_float32_is_a_float32_number_within_what_it_may_have_been():
    """0.1 is known, and so is what it rounds to; else the ball may round as a whole to either side."""
    exact = balls.single(ball([0.1, 0.5]))
    assert exact.exact and exact.value.tolist() == [float(np.float32(0.1)), 0.5] and exact.fmt == F32
    radius = np.array([2.0**-30, 0.0])
    held = balls.single(ball([0.1, -0.5], radius))
    assert held.value.tolist() == [float(np.float32(0.1)), -0.5] and held.fmt == F32
    assert held.radius.tolist() == (radius + 2 * F32.unit * np.array([0.1, 0.5]) + F32.eta).tolist()
    assert balls.single(ball([0.0], np.array([0.0]))).radius.tolist() == [F32.eta]
    wide = balls.widened(held, ball([1.0]))
    assert wide.value.tolist() == held.value.tolist() and wide.radius.tolist() == held.radius.tolist()
