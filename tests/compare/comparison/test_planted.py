"""The tester is tested: each first-order mistake is caught, and the first wrong link is the one where it was planted.

Problems are generic with n ≥ 2: one example hides a lost mean, and w = b = 0 hides whole families of mistakes.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare import check, problems
from compare.comparison.check import compare_traces
from compare.inputs.regimes import random_problems
from tests.helpers.planting import planted
from tests.helpers.routes import ROUTES

LINKS = {route: chain.names for route, (chain, _, _) in ROUTES.items()}
EVERY_LINK = [(route, link) for route, names in LINKS.items() for link in names]


def generic(route, dtype=np.float64, seed=3):
    """Eight problems of five examples and three features."""
    return random_problems(np.random.default_rng(seed), "generic", 8, 5, 3, dtype, labels=route != "regression")


def compared(route, slips, problem):
    chain, _, reference = ROUTES[route]
    return check(problem, planted(route, slips), reference, chain)


def assert_named(report, *links):
    assert report.wrong_links == links and not report.agrees
    assert report.first_disagreement.link == links[0] and report.first_disagreement.side == "candidate"
    assert str(report).startswith(f"first wrong link: {links[0]}")


def sign(p, t, value):
    return -value


def factor_2(p, t, value):
    return 2 * value


def relative_error(p, t, value):
    return value * value.dtype.type(1 + (1e-12 if value.dtype == np.float64 else 1e-5))


def error_of_a_thousandth(p, t, value):
    return value * value.dtype.type(1.001)


def single_precision(p, t, value):
    return value.astype(np.float32)


def summed_for_mean(p, t, value):
    return value * p["x"].shape[-2]


def no_x_in_prediction(p, t, value):
    return np.broadcast_to(t["dy_hat/dz"][..., None], value.shape)


def no_x_in_loss(p, t, value):
    return np.broadcast_to(t["dL/dz"][..., None], value.shape)


def no_slope(p, t, value):
    return t["dL/dy_hat"]


def no_slope_in_weights(p, t, value):
    return p["x"]


def slope_twice(p, t, value):
    return value * t["dy_hat/dz"]


def slope_twice_in_weights(p, t, value):
    return value * t["dy_hat/dz"][..., None]


def partial_of_b(p, t, value):
    return np.broadcast_to(t["dL/db"].mean(axis=-1)[..., None], value.shape)


def step_of_b(p, t, value):
    return p["w"] - (p["lr"] * t["dJ/dw"][..., 0])[..., None]


def uphill_w(p, t, value):
    return p["w"] + p["lr"][..., None] * t["dJ/dw"]


def uphill_b(p, t, value):
    return p["b"] + p["lr"] * t["dJ/db"]


def one_over_n_early(p, t, value):
    return value / p["x"].shape[-2]


def from_new_w(route):
    def b_from_new_w(p, t, value):
        _, by_hand, _ = ROUTES[route]
        return p["b"] - p["lr"] * by_hand({**p, "w": t["w+"]})["dJ/db"]

    return b_from_new_w


MISTAKES = [
    ("J", summed_for_mean),
    ("dJ/dw", summed_for_mean),
    ("dJ/db", summed_for_mean),
    ("dL/dw", no_x_in_loss),
    ("dL/dz", one_over_n_early),
    ("dJ/dw", partial_of_b),
    ("w+", step_of_b),
    ("w+", uphill_w),
    ("b+", uphill_b),
]
WITH_PREDICTION = [("dy_hat/dw", no_x_in_prediction)]
WITH_SLOPE = [
    ("dL/dz", no_slope),
    ("dL/dz", slope_twice),
    ("dy_hat/dw", no_slope_in_weights),
    ("dL/dw", slope_twice_in_weights),
]
FIRST_ORDER = (
    [(route, *mistake) for route in ROUTES for mistake in MISTAKES]
    + [(route, *mistake) for route in ROUTES if route != "cancelled" for mistake in WITH_PREDICTION]
    + [(route, *mistake) for route in ("textbook", "complement") for mistake in WITH_SLOPE]
    + [(route, "b+", from_new_w(route)) for route in ROUTES]
)


@pytest.fixture(scope="module", params=list(ROUTES))
def route_name(request):
    return request.param


def label(case):
    return case.__name__ if callable(case) else str(case)


@pytest.mark.parametrize("route", ROUTES)
def test_without_a_slip_the_planting_is_right(route, dtype):
    assert compared(route, {}, generic(route, dtype)).agrees


@pytest.mark.parametrize(("route", "link", "slip"), FIRST_ORDER, ids=label)
def test_a_first_order_mistake_is_caught_and_named(route, link, slip, dtype):
    assert_named(compared(route, {link: slip}, generic(route, dtype)), link)


@pytest.mark.parametrize("slip", [sign, factor_2, error_of_a_thousandth], ids=label)
@pytest.mark.parametrize(("route", "link"), EVERY_LINK)
def test_a_slip_at_any_link_is_caught_and_named(route, link, slip, dtype):
    assert_named(compared(route, {link: slip}, generic(route, dtype)), link)


@pytest.mark.parametrize(("route", "link"), EVERY_LINK)
def test_a_small_relative_error_at_any_link_lies_outside_there(route, link, dtype):
    """In float32 it is not far from what rounded constants make, so that it may be decided to be lost digits."""
    problem, (chain, _, reference) = generic(route, dtype), ROUTES[route]
    with np.errstate(invalid="ignore"):  # of ŷ above 1 there is no ln(1 − ŷ)
        trace = planted(route, {link: relative_error})(problem)
    assert_named(compare_traces(problem, trace, reference(problem), chain), link)
    if dtype == np.float64:
        assert_named(compared(route, {link: relative_error}, problem), link)


@pytest.mark.parametrize(("route", "link"), EVERY_LINK)
def test_one_link_of_a_float64_chain_held_in_float32_loses_digits_unless_no_bit_changes(route, link):
    problem = generic(route)
    problem |= {"w": problem["w"] / 2, "b": problem["b"] / 2}  # |z| < 13: in float32 ŷ and 1 − ŷ are not 0 either
    right, held = planted(route, {})(problem), planted(route, {link: single_precision})(problem)
    report = compared(route, {link: single_precision}, problem)
    if link == "dz/db" or (route == "regression" and link in ("dy_hat/dz", "dy_hat/db")):
        assert report.agrees and all(np.array_equal(right[name], held[name]) for name in right)
    else:
        assert report.verdict == "digits lost" and report.agrees and not report.agrees_strictly
        assert [row.name for row in report.links if row.outside] == [one.link for one in report.losses] == [link]


@settings(max_examples=20)
@given(data=st.data())
def test_a_sign_is_caught_on_any_generic_problem_that_can_see_it(route_name, data):
    caught_by_its_sign(route_name, data)


@pytest.mark.soak
@settings(max_examples=2_500)
@given(data=st.data())
def test_a_sign_is_caught_on_many_problems_that_can_see_it(route_name, data):
    caught_by_its_sign(route_name, data)


def caught_by_its_sign(route_name, data):
    """A value v and its centre c differ by at most r. |−v − c| ≥ 2|c| − r, beyond r where r < |c|: v is not blind."""
    link = data.draw(st.sampled_from(LINKS[route_name]))
    problem = data.draw(problems(labels=route_name != "regression", regime="generic"))
    assume(problem["x"].shape[0] >= 2)
    row = next(row for row in compared(route_name, {}, problem).links if row.name == link)
    assume(planted(route_name, {})(problem)[link].any() and row.blind == 0)
    assert compared(route_name, {link: sign}, problem).wrong_links == (link,)
