"""What a choice may be: every point of the operands' balls chooses within the result's; at a kink there is no claim."""

from fractions import Fraction

import flint
import numpy as np
import pytest
from flint import arb
from hypothesis import example, given
from hypothesis import strategies as st

from compare.arithmetic import choices, operations
from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.duck_array import Batched
from compare.arithmetic.exact import exact
from compare.arithmetic.precision import format_of
from tests.helpers.exactly import BITS, outside

F64 = format_of(np.float64)
INF = np.inf
SIMPLE = st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 5e-324, -5e-324, 1e308, 1.0 + 2.0**-52])
RADII = st.sampled_from([0.0, 0.0, 5e-324, 2.0**-53, 0.25, 0.5, 1.0, 3.0])
SHARES = st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0])


def at(*values, radius=0.0):
    return Ball(F64, np.array(values), np.array(radius) if np.ndim(radius) else radius)


@st.composite
def around(draw, count):
    """Balls, and a point in each."""
    values, radii, shares = (draw(st.lists(each, min_size=count, max_size=count)) for each in (SIMPLE, RADII, SHARES))
    points = [Fraction(v) + Fraction(r) * Fraction(share) for v, r, share in zip(values, radii, shares, strict=True)]
    return Ball(F64, np.array(values), np.array(radii)), points


def sides(number):
    """What a condition on a number may be: both where it is at the border."""
    return {int(number > 0)} if number != 0 else {0, 1}


def holds(ball, index, number):
    radius = float(np.broadcast_to(ball.radius, ball.value.shape)[index])
    return radius == INF or abs(Fraction(float(ball.value[index])) - number) <= Fraction(radius) * Fraction(SAFETY)


@given(data=st.data())
def test_signs_and_conditions_hold_what_every_point_of_the_ball_has(data):
    ball, points = data.draw(around(3))
    positive, sign, zero = operations.positive(ball), choices.sign(ball), choices.is_zero(ball)
    for index, point in enumerate(points):
        assert all(holds(positive, index, side) for side in sides(point))
        assert all(holds(sign, index, 2 * side - 1) for side in sides(point))
        assert holds(zero, index, int(point == 0))


@given(data=st.data())
def test_the_larger_and_the_largest_hold_those_of_every_point(data):
    (a, of_a), (b, of_b) = data.draw(around(3)), data.draw(around(3))
    larger, largest = choices.larger(a, b), choices.largest(a, axis=-1)
    assert all(holds(larger, k, max(of_a[k], of_b[k])) for k in range(3))
    assert holds(largest, (), max(of_a))
    mask, place = choices.is_largest(a, axis=-1), choices.place_of_largest(a, axis=-1)
    for k in range(3):
        above = [of_a[k] - of_a[j] for j in range(3) if j != k]
        possible = {0} if any(d < 0 for d in above) else {1} if all(d > 0 for d in above) else {0, 1}
        assert all(holds(mask, k, one) for one in possible)
        assert possible != {1} or holds(place, (), k)


@given(data=st.data())
def test_a_choice_holds_the_branch_that_every_point_takes(data):
    (z, of_z), (a, of_a), (b, of_b) = (data.draw(around(2)) for _ in range(3))
    condition = operations.positive(z)
    chosen, masked = choices.chosen(condition, a, b), choices.masked(condition, a)
    for k in range(2):
        for side in sides(of_z[k]):
            assert holds(chosen, k, of_a[k] if side else of_b[k])
            assert holds(masked, k, of_a[k] if side else 0)


@given(data=st.data())
def test_conditions_combine_as_their_points_do(data):
    (a, of_a), (b, of_b) = data.draw(around(2)), data.draw(around(2))
    one, other = operations.positive(a), operations.positive(b)
    both, neither = choices.both(one, other), choices.complement(one)
    for k in range(2):
        for first in sides(of_a[k]):
            assert holds(neither, k, 1 - first)
            assert all(holds(both, k, first * second) for second in sides(of_b[k]))


@given(values=st.lists(SIMPLE, min_size=3, max_size=3))
@example(values=[0.0, 0.0, 0.0])
@example(values=[2.0, 2.0, 1.0])
def test_exact_numbers_choose_as_balls_do(values):
    """A kink is undecided: 1 and 0 lie in the enclosure, and nothing is claimed of the ball."""
    numbers, ball = exact(values), at(*values)
    with flint.ctx.workprec(BITS):
        pairs = [(word(ball), word(numbers).value) for word in (operations.positive, choices.sign, choices.is_zero)]
        pairs += [(word(ball, axis=-1), word(numbers, axis=-1).value) for word in (choices.largest, choices.is_largest)]
        assert all(outside(held, found) == 0 for held, found in pairs)
        assert all(
            found.overlaps(arb(0)) and found.overlaps(arb(1))
            for v, found in zip(values, pairs[0][1], strict=True)
            if not v
        )
        tied = values.count(max(values)) > 1
        assert np.isfinite(np.broadcast_to(pairs[-1][0].radius, 3)).all() == (not tied)


def relu(z):
    return np.where(z > 0, z, 0)


def relu_by_mask(z):
    return z * (z >= 0)


def slope(z):
    return np.where(z > 0, 1.0, 0.0)


def clip_slope(z):
    return np.where((z >= -1) & (z <= 1), 1.0, 0.0)


def absolute_slope(z):
    return np.sign(z)


def hinge_slope(z):
    return -(z < 1).astype(float)


def huber(z):
    return np.where(np.abs(z) <= 1, 0.5 * z**2, np.abs(z) - 0.5)


KINKS = {slope: [0], clip_slope: [-1, 1], absolute_slope: [0], hinge_slope: [1], relu: [], relu_by_mask: [], huber: []}


@pytest.mark.parametrize("rule", KINKS)
def test_a_slope_has_no_claim_at_its_kinks_and_what_is_continuous_has_one_everywhere(rule):
    z = np.array([-2.0, -1, -0.5, 0, 0.5, 1, 2])
    held = Batched(rule, (1,))(Ball(F64, z))
    claimed = np.isfinite(np.broadcast_to(held.radius, z.shape))
    assert z[~claimed].tolist() == KINKS[rule]
    assert outside(held, rule(z)) == 0 and outside(held, rule(z) + 0.25) == claimed.sum()


def test_a_comparison_of_data_with_a_number_has_no_kink_and_one_with_a_link_has():
    def by_label(y, z):
        return np.where(y > 0, z, -z) + np.where(y >= 1, 1, 0) + np.where(y == 0, 1, 0)

    def against(y, z):
        return np.where(y > z, 1.0, 0.0)

    y, z = Ball(F64, np.array([0.0, 1.0])), Ball(F64, np.array([1.0, 1.0]))
    for rule, claimed in ((by_label, [True, True]), (against, [True, False])):
        held = Batched(rule, (1, 1), frozenset([0]))(y, z)
        assert np.isfinite(np.broadcast_to(held.radius, 2)).tolist() == claimed
    assert not np.isfinite(Batched(by_label, (1, 1))(y, z).radius).all()


def test_what_is_not_claimed_is_not_claimed_beside_a_mask_of_0_either():
    """A program that multiplies makes nan of it."""
    unclaimed = at(1.0, radius=[INF])
    assert np.isinf(choices.masked(at(0.0), unclaimed).radius).all()
    assert choices.chosen(at(0.0), unclaimed, at(3.0)).radius.tolist() == [0.0]


def test_what_lies_wholly_below_does_not_count():
    assert choices.larger(at(-INF, radius=[INF]), at(1.0, radius=[0.5])).radius.tolist() == [0.5]
    assert choices.larger(at(0.0, radius=[0.75]), at(1.0, radius=[0.125])).radius.tolist() == [0.125]
    assert choices.largest(at(0.0, 1.0, -INF, radius=[0.75, 0.125, INF]), axis=0).radius == 0.125
    assert np.isinf(choices.largest(at(np.nan, 1.0), axis=0).radius)
    assert choices.is_largest(at([3.0], [4.0]), axis=-1).exact
