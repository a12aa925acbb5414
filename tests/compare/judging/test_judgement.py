"""One link's values against balls made for it: which form holds, at ease or not, and what is open, clamped or blind."""

import numpy as np
import pytest

from compare.arithmetic.balls import SAFETY, Ball, log
from compare.arithmetic.precision import format_of
from compare.chains.chain import Form, Link
from compare.judging.judgement import NOT_FINITE, WELL_WITHIN, Judgement

F64 = format_of(np.float64)


@pytest.fixture(autouse=True)
def quietly():
    with np.errstate(all="ignore"):
        yield


def ball(values, radii):
    return Ball(F64, np.array(values, np.float64), np.array(radii, np.float64))


def form(held, kind="right", undefined="could overflow"):
    """A form that gives this ball at its operand, which is 1 in these tests, and claims something anywhere else."""

    def rule(x):
        return Ball(F64, held.value, held.radius if x.value[0] == 1 else x.radius)

    return Form("form", "f", ("x",), rule, kind, undefined)


def weighed(values, *forms):
    """A judgement of numbers, each of another side, and what weighing each form returned."""
    values = np.array(values, np.float64)
    judgement = Judgement(Link("v", "v", forms), values, [True] * len(values))
    known = {"x": Ball(F64, np.ones(values.shape))}
    returned = [judgement.weigh(index, each, each.rule(known["x"]), known) for index, each in enumerate(forms)]
    judgement.settle()
    return judgement, returned


def test_a_form_that_holds_every_value_at_ease_is_enough():
    judgement, returned = weighed([1.0, 1.25], form(ball([1, 1], [1, 1])))
    assert returned == [True] and judgement.well_within is True and judgement.right.all()
    assert judgement.error.tolist() == [0, 0.25] and judgement.centre.tolist() == [1, 1]
    assert judgement.radius.tolist() == [SAFETY] * 2 and judgement.ratio.tolist() == [0, 0.25 / SAFETY]


@pytest.mark.parametrize("exact", [0.0, np.zeros(2)])
def test_where_no_error_is_allowed_a_value_without_error_is_at_ease_and_any_other_wrong(exact):
    judgement, returned = weighed([3.0, 3.0], form(Ball(F64, np.array([3.0, 3.0]), exact)))
    assert returned == [True] and judgement.right.all() and judgement.ratio.tolist() == [0, 0]
    judgement, returned = weighed([3.0, np.nextafter(3.0, 4)], form(Ball(F64, np.array([3.0, 3.0]), exact)))
    assert returned == [False] and judgement.outside.tolist() == [False, True]
    assert judgement.ratio.tolist() == [0, np.inf] and judgement.well_within is False


def test_ease_ends_at_half_of_the_radius_and_right_at_the_whole():
    """SAFETY times a power of two is a float, so that the ratios are exact."""
    end = WELL_WITHIN * SAFETY
    for value, well_within in ((end, True), (np.nextafter(end, 1), False), (SAFETY, False)):
        judgement, returned = weighed([value], form(ball([0], [1])))
        assert returned == [judgement.well_within] == [well_within] and judgement.right.all()
    assert weighed([np.nextafter(SAFETY, 2)], form(ball([0], [1])))[0].outside.all()


def test_the_same_end_of_ease_holds_for_a_later_form():
    tight, loose = ball([0], [0.5]), ball([0], [1])
    judgement, returned = weighed([WELL_WITHIN * SAFETY], form(tight), form(loose))
    assert returned == [False, True] and judgement.form.tolist() == [1] and judgement.well_within is False


def test_what_claims_nothing_holds_nothing_and_does_not_put_at_ease():
    judgement, returned = weighed([1.0, 2.0], form(ball([1, 2], [np.inf, np.inf]), undefined="no room"))
    assert (
        returned == [False] and not judgement.right.any() and judgement.unclaimed.all() and not judgement.outside.any()
    )
    assert {reason: mask.tolist() for reason, mask in judgement.reasons.items()} == {"no room": [True, True]}
    assert np.isnan(judgement.centre).all() and (judgement.radius == np.inf).all() and (judgement.ratio == np.inf).all()


def test_the_first_form_stands_where_it_is_at_ease_and_the_best_one_elsewhere():
    """By place: at ease in both; uneasy, then better; uneasy, then worse; uneasy, the same again; held by neither."""
    first = form(ball([0, 0, 0, 0, 0], [1, 1, 1, 1, 1]))
    second = form(ball([0, 0, 0, 0, 9], [8, 8, 0.8, 1, 1]))
    judgement, _ = weighed([0.25, 0.75, 0.75, 0.75, 5], first, second)
    assert judgement.form.tolist() == [0, 1, 0, 0, 0]
    assert judgement.right.tolist() == [True, True, True, True, False]
    assert judgement.centre[4] == 0 and judgement.radius.tolist() == [SAFETY, 8 * SAFETY, SAFETY, SAFETY, SAFETY]


def test_a_value_at_the_end_of_ease_stays_with_the_first_form():
    judgement, _ = weighed([WELL_WITHIN * SAFETY, 0.75], form(ball([0, 0], [1, 1])), form(ball([0, 0], [8, 8])))
    assert judgement.form.tolist() == [0, 1]


def test_a_form_that_comes_nearer_and_does_not_hold_is_not_taken():
    """At 0 the first form holds; at 1 and 2 none does, and the second, which misses by less, is not taken."""
    first, second = form(ball([0, 0, 0], [1, 1, np.inf])), form(ball([0, 6, 6], [1, 1, 1]))
    judgement, _ = weighed([0.75, 9, 9], first, second)
    assert judgement.form.tolist() == [0, 0, 1] and judgement.outside.tolist() == [False, True, True]


def test_a_form_is_taken_both_where_it_is_better_and_where_nothing_was_claimed():
    first, second = form(ball([0, 0, 0], [1, np.inf, np.inf])), form(ball([0, 0, 0], [8, 1, np.inf]))
    judgement, _ = weighed([0.75, 5, 5], first, second)
    assert judgement.form.tolist() == [1, 1, 0] and judgement.radius.tolist() == [8 * SAFETY, SAFETY, np.inf]
    assert judgement.error.tolist() == [0.75, 5, np.inf] and judgement.ratio[1] == 5 / SAFETY


def test_each_open_value_has_the_reasons_of_its_own_forms():
    first = form(ball([0, 0, 0], [np.inf, 1, 1]), undefined="first")
    second = form(ball([0, 0, 0], [1, np.inf, np.inf]), undefined="second")
    judgement, _ = weighed([np.nan, np.inf, 0.75], first, second)
    assert {reason: mask.tolist() for reason, mask in judgement.reasons.items()} == {
        "first": [True, False, False],
        "second": [False, True, False],  # the third is held by the first form
    }
    assert all(mask.dtype == bool for mask in judgement.reasons.values())


def test_a_reason_that_two_forms_give_is_one():
    first, second = form(ball([0, 0, 0], [np.inf, 1, 1])), form(ball([0, 0, 0], [1, np.inf, 1]))
    judgement, _ = weighed([np.nan, np.inf, 5], first, second)
    assert {reason: mask.tolist() for reason, mask in judgement.reasons.items()} == {
        "could overflow": [True, True, False]
    }


def test_only_what_depends_on_an_operand_that_is_not_finite_is_open_for_that():
    """ln(1 − x) is undefined beyond 1: a stand-in for the operand must be where every rule claims something."""
    values = np.array([7.0, 7.0])
    known = {"x": Ball(F64, np.array([np.nan, 1.0]), np.array([np.inf, 0.0]))}
    log_of_complement = Form("log", "ln(1 − x)", ("x",), lambda x: log(1.0 - x), undefined="ln 0")
    judgement = Judgement(Link("v", "v", (log_of_complement,)), values, [True, True])
    assert not judgement.weigh(0, log_of_complement, log_of_complement.rule(known["x"]), known)
    judgement.settle()
    assert {reason: mask.tolist() for reason, mask in judgement.reasons.items()} == {
        NOT_FINITE: [True, False],
        "ln 0": [False, True],
    }


def test_a_form_that_claims_nothing_excuses_nan_and_infinity_and_no_number():
    """What a number is does not decide whether it is claimed: another form claims the right value."""
    at_0, elsewhere = form(ball([np.inf] * 4, [np.inf] * 4)), form(ball([1.0] * 4, [0.5] * 4))
    judgement, _ = weighed([7.0, np.nan, -np.inf, 1.25], at_0, elsewhere)
    assert judgement.claimed.all() and judgement.right.tolist() == [False, False, False, True]
    assert judgement.outside.tolist() == [True, False, False, False]
    assert judgement.unclaimed.tolist() == [False, True, True, False]
    judgement, _ = weighed([7.0, np.nan, -np.inf, 1.25], elsewhere)
    assert judgement.outside.tolist() == [True, True, True, False]


def test_a_clamp_holds_only_what_no_right_form_does():
    right, clamp = form(ball([0, 0, 0], [1, 1, 1])), form(ball([0, 5, 7], [1, 1, 1]), kind="clamp")
    judgement, _ = weighed([0.75, 5, 5], right, clamp)
    assert judgement.right.tolist() == [True, False, False] and judgement.clamped.tolist() == [False, True, False]
    assert judgement.outside.tolist() == [False, False, True] and judgement.form.tolist() == [0, 1, 0]


def test_a_clamp_that_claims_nothing_leaves_nothing_open():
    right, clamp = form(ball([0], [1])), form(ball([0], [np.inf]), kind="clamp")
    judgement, _ = weighed([5], right, clamp)
    assert judgement.outside.all() and not judgement.unclaimed.any() and not judgement.reasons


def test_blind_is_what_is_not_larger_than_its_allowance():
    """SAFETY is the allowance of a radius of 1. What is exact is not blind at 0, and what is wrong is not blind."""
    centres = [np.nextafter(SAFETY, 2), SAFETY, -SAFETY, 0, 0, 0.5]
    judgement, _ = weighed([*centres[:5], 9], form(ball(centres, [1, 1, 1, 1, 0, 1])))
    assert judgement.right.tolist() == [True] * 5 + [False]
    assert judgement.blind.tolist() == [False, True, True, True, False, False]
