"""Judging on a chain of three links made for it: what is right, clamped, open, wrong or blind, and what is carried."""

import re
import tracemalloc

import numpy as np
import pytest

import manual
from compare import CLASSIFICATION, REGRESSION, check
from compare.arithmetic.balls import Ball, at_least, log
from compare.arithmetic.precision import format_of
from compare.chains.chain import Chain, Form, Link
from compare.inputs.regimes import REGIMES, random_problems
from compare.judging.contract import TraceError
from compare.judging.judge import LARGE, _let_freed_memory_stay, carry, hull, judge
from compare.judging.judgement import NOT_FINITE
from tests.helpers.routes import ROUTES


def square(y: Ball) -> Ball:
    return y * y


def logarithm(s: Ball) -> Ball:
    return log(s)


def logarithm_clamped(s: Ball) -> Ball:
    return at_least(log(s), -100.0)


def doubled_logarithm(y: Ball) -> Ball:
    return 2.0 * log(y)


def negative(t: Ball) -> Ball:
    return -t


LOGS = Chain(
    "logs",
    (
        Link("s", "s", (Form("square", "y²", ("y",), square),)),
        Link(
            "t",
            "t",
            (
                Form("logarithm", "ln s", ("s",), logarithm, undefined="ln 0"),
                Form("doubled", "2 ln y", ("y",), doubled_logarithm, undefined="ln 0"),
                Form("clamp", "ln s ≥ −100", ("s",), logarithm_clamped, "clamp"),
            ),
        ),
        Link("u", "u", (Form("negative", "−t", ("t",), negative),)),
    ),
)


def judged(y, *traces):
    problem = {"y": np.array(y), "x": np.ones(1)}
    arrays = [{link: np.array(value) for link, value in trace.items()} for trace in traces]
    return {judgement.link.name: judgement for judgement in judge(LOGS, problem, arrays)}


def right(y):
    with np.errstate(divide="ignore"):
        s = np.square(y)
        return {"s": s, "t": np.log(s), "u": -np.log(s)}


def test_a_right_trace_is_right_by_the_first_form_that_holds_it_at_ease():
    for link in judged([0.5, 3.0], right([0.5, 3.0])).values():
        assert link.right.all() and not (link.outside | link.clamped | link.unclaimed).any()
        assert not link.form.any() and (link.error <= link.radius).all() and not link.reasons


def test_another_form_holds_what_the_first_does_not():
    """y² underflows to 0: the first form claims nothing, −∞ is not what the second allows, and 2 ln y is."""
    y = [1e-200, 0.5]
    trace = right(y)
    trace["t"] = 2 * np.log(y)
    trace["u"] = -trace["t"]
    t = judged(y, trace)["t"]
    assert t.right.all() and t.form[0].tolist() == [1, 0]


def test_a_number_is_outside_where_some_right_form_claims_something():
    """ln y² claims nothing for y = 1e-200, and 2 ln y does."""
    y = [1e-200, 0.5, 0.0]
    trace = right(y) | {"t": np.array([7.0, 7.0, 7.0])}
    trace["u"] = -trace["t"]
    links = judged(y, trace)
    assert links["t"].outside[0].tolist() == [True, True, False]
    assert links["t"].unclaimed[0].tolist() == [False, False, True]
    assert list(links["t"].reasons) == ["ln 0"] and links["t"].reasons["ln 0"][0].tolist() == [False, False, True]
    assert links["u"].right.all()  # at its own operand


def test_a_clamp_is_not_right_and_not_wrong_and_not_open():
    trace = right([1e-200]) | {"t": np.array([-100.0]), "u": np.array([100.0])}
    t = judged([1e-200], trace)["t"]
    assert t.clamped.all() and not (t.right | t.outside | t.unclaimed).any()


def test_what_depends_on_a_value_that_is_not_finite_is_open_for_that_reason():
    trace = right([0.5, 2.0]) | {"t": np.array([np.nan, 7.0]), "u": np.array([5.0, -7.0])}
    links = judged([0.5, 2.0], trace)
    assert links["t"].outside.all()
    assert links["u"].unclaimed[0].tolist() == [True, False] and links["u"].right[0].tolist() == [False, True]
    assert list(links["u"].reasons) == [NOT_FINITE]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_wrong_where_a_claim_is_made(value):
    assert judged([0.5], right([0.5]) | {"s": np.array([value])})["s"].outside.all()


def test_sides_are_judged_at_their_own_operands():
    slipped = {"s": np.array([9.0]), "t": np.log([9.0]), "u": -np.log([9.0])}
    links = judged([2.0], right([2.0]), slipped)
    assert links["s"].outside[:, 0].tolist() == [False, True]
    assert links["t"].right.all() and links["u"].right.all()
    assert links["t"].given == (True, True) and links["t"].value.shape == (2, 1)


def test_a_value_smaller_than_its_allowance_is_blind():
    """y² − 1 at 1 is 0, and rounding y² may have moved it by u; at 1.5 it is 1.25."""
    chain = Chain("difference", (Link("d", "d", (Form("difference", "y² − 1", ("y",), difference),)),))
    y = np.array([1.0, 1.5])
    (d,) = judge(chain, {"y": y, "x": np.ones(1)}, [{"d": np.square(y) - 1}])
    assert d.right.all() and d.blind[0].tolist() == [True, False]


def difference(y: Ball) -> Ball:
    return y * y - Ball(y.fmt, np.ones(y.value.shape))


def test_a_link_not_given_is_carried_with_all_that_its_forms_allow():
    y = [0.5, 3.0]
    everything, nothing = right(y), {"u": right(y)["u"]}
    links = judged(y, nothing, everything)
    assert links["s"].given == (False, True) and links["u"].right.all()
    alone, together = judged(y, everything)["u"], links["u"]
    assert (together.radius[0] > alone.radius[0]).all() and np.array_equal(together.radius[1], alone.radius[0])
    wrong = judged(y, {"u": right(y)["u"] * (1 + 1e-12)}, everything)["u"].outside
    assert wrong[0].all() and not wrong[1].any()


def test_a_form_of_what_is_given_comes_before_one_of_what_is_carried():
    """2 ln y, where y² is not given; ln y², where all is."""
    y = [0.5, 3.0]
    everything, gap = right(y), {"t": right(y)["t"]}
    assert not judged(y, everything)["t"].form.any() and (judged(y, gap, everything)["t"].form == 1).all()


def y_itself(y: Ball) -> Ball:
    return y


def test_a_clamp_comes_last_even_where_it_alone_takes_what_is_given():
    root = Form("of s", "s", ("s",), y_itself)
    clamp = Form("clamp", "y", ("y",), y_itself, "clamp")
    chain = Chain("clamp", (LOGS.links[0], Link("t", "t", (root, clamp))))
    y = np.array([1.0])  # its own square
    _, t = judge(chain, {"y": y}, [{"t": y}, {"s": y, "t": y}])
    assert t.right.all() and not t.clamped.any()


def test_a_hull_is_around_the_first_value_and_holds_every_ball():
    fmt = format_of(np.float64)
    first, second = Ball(fmt, np.array([0.0, 5.0]), 1.0), Ball(fmt, np.array([3.0, 5.0]), np.array([2.0, 0.5]))
    held = hull([first, second])
    assert held.fmt is fmt and held.value.tolist() == [0, 5] and held.radius.tolist() == [5, 1]
    assert hull([first, Ball(fmt, np.array([3.0, np.nan]))]).radius.tolist() == [3, np.inf]
    sides = hull([first, Ball(fmt, np.array([[0.0, 5.0], [4.0, 8.0], [0.0, 5.0]]))])
    assert sides.value.tolist() == [[0, 5]] * 3 and sides.radius.tolist() == [[1, 1], [4, 3], [1, 1]]


def most_memory(numbers):
    """Bytes held at once in judging so many numbers."""
    y = np.full(numbers, 0.5)
    tracemalloc.start()
    judged(y, right(y))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_the_first_large_problem_and_no_other_frees_a_block_before():
    _let_freed_memory_stay.cache_clear()
    small, first, second = (most_memory(numbers) for numbers in (LARGE, LARGE + 1, LARGE + 1))
    assert small < 2**21 and second < 2**21 and 31 * 2**20 <= first < 32 * 2**20 + 2**21


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("regime", REGIMES)
def test_every_right_trace_lies_in_what_is_carried_from_the_inputs_alone(name, regime, dtype):
    chain, by_hand, _ = ROUTES[name]
    problem = random_problems(np.random.default_rng(9), regime, 60, 4, 2, dtype, labels=chain.labels)
    carried = carry(chain, problem)
    with np.errstate(all="ignore"):
        trace = by_hand(problem)
        for link, ball in carried.items():
            if link in trace:
                inside = np.abs(trace[link] - ball.value) <= np.asarray(ball.radius) * (1 + 2.0**-40)
                assert (inside | ~np.isfinite(ball.radius)).all(), link


def test_a_chain_knows_its_inputs_and_links():
    assert LOGS.inputs == ("y",) and LOGS.names == ("s", "t", "u")
    assert set(REGRESSION.inputs) == {"x", "y", "w", "b", "lr"} == set(CLASSIFICATION.inputs)


@pytest.mark.parametrize(
    ("link", "change"), [("J", lambda v: v[None]), ("dL/dz", lambda v: v[:, None]), ("b+", lambda v: np.stack([v, v]))]
)
def test_one_wrong_shape_on_both_sides_is_told(link, change):
    def misshapen(problem):
        trace = manual.regression.trace(problem)
        return {**trace, link: change(trace[link])}

    problem = {"x": np.ones((3, 2)), "y": np.ones(3), "w": np.ones(2), "b": np.array(0.5), "lr": np.array(0.1)}
    with pytest.raises(
        TraceError, match=f"^both sides' {re.escape(link)} have shape .*; its definition gives "
    ) as caught:
        check(problem, misshapen, misshapen, REGRESSION)
    assert caught.value.kind == "shape"


@pytest.mark.parametrize("outwards", [-np.inf, np.inf])
@pytest.mark.parametrize("y", [0.1, 1.7, 3e10])
def test_the_radius_is_where_right_ends(y, outwards):
    first = judged([y], right([y]), right([y]))["s"]
    centre, radius = first.centre[0, 0], first.radius[0, 0]
    steps = np.arange(1, 40)
    values = centre + np.copysign(steps * np.spacing(centre), outwards)
    inside = np.abs(values - centre) <= radius
    assert inside[0] and not inside[4:].any()
    for value, holds in zip(values, inside, strict=True):
        found = judged([y], {**right([y]), "s": [value]}, right([y]))["s"]
        assert found.right[0, 0] == holds and found.outside[0, 0] != holds
