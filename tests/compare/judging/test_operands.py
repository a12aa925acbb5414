"""Links as operands of later links: exact where given, a ball around all that is allowed where not, and in which order.

The chain: s = y² (and a clamp of it); t from s or from y; v = −t.
"""

import numpy as np
import pytest

from compare.arithmetic.balls import SAFETY, Ball, at_least
from compare.arithmetic.precision import format_of
from compare.chains.chain import Chain, Form, Link
from compare.judging.judge import carry, hull, judge

F64 = format_of(np.float64)


def square(y):
    return y * y


def floor(y):
    return at_least(y, -1.0)


def plus_one_minus_one(y):
    return (1.0 + y) - Ball(y.fmt, np.ones(y.value.shape))


def identity(s):
    return s


def negative(t):
    return -t


S = Link("s", "s", (Form("square", "y²", ("y",), square),))
T = Link(
    "t",
    "t",
    (
        Form("of s", "s", ("s",), identity),
        Form("of y", "y²", ("y",), square),
        Form("clamp", "max(y, −1)", ("y",), floor, "clamp"),
    ),
)
V = Link("v", "v", (Form("negative", "−t", ("t",), negative),))
CHAIN = Chain("squares", (S, T, V))


def judged(y, *traces, chain=CHAIN, dtype=np.float64):
    problem = {"y": np.array(y, dtype), "x": np.ones(1, dtype)}
    arrays = [{link: np.array(value, dtype) for link, value in trace.items()} for trace in traces]
    return {judgement.link.name: judgement for judgement in judge(chain, problem, arrays)}


def right(y):
    s = np.square(y)
    return {"s": s, "t": s, "v": -s}


def without(trace, *links):
    return {link: value for link, value in trace.items() if link not in links}


def test_values_and_operands_are_float64_whatever_the_dtype(dtype):
    """In float32 itself the harness's rounding would be as large as the side's, and only the side's is paid for."""
    y = np.array([0.1, 1.7], dtype)
    for traces in ([right(y)], [right(y), without(right(y), "t")]):
        for judgement in judged(y, *traces, dtype=dtype).values():
            assert judgement.value.dtype == judgement.centre.dtype == judgement.operand.value.dtype == np.float64
    s = judged(y, right(y), dtype=dtype)["s"]
    assert np.array_equal(s.centre[0], np.square(y.astype(np.float64)))
    problem = {"y": y, "x": y}
    assert np.array_equal(carry(CHAIN, problem)["s"].value, np.square(y.astype(np.float64)))


def test_what_every_side_gives_is_an_exact_operand_wrong_or_not():
    y = np.array([0.1, 1.7])
    links = judged(y, right(y), {"s": [7, 7], "t": [7, 8], "v": [-7, -7]})
    assert links["t"].outside.any() and not links["t"].well_within
    assert all(judgement.operand.exact for judgement in links.values())


@pytest.mark.parametrize("missing", [(), ("v",)])
def test_a_value_that_is_not_finite_opens_its_own_place_and_widens_no_other(missing):
    """Without the one side's v the other way of making operands is taken."""
    y = np.array([0.1, 1.7])
    slipped = right(y) | {"t": np.array([np.nan, 1.7**2]), "v": np.array([5.0, -np.square(1.7) * (1 + 2e-16)])}
    links = judged(y, slipped, without(right(y), *missing))
    radius = np.broadcast_to(links["t"].operand.radius, (2, 2))
    assert radius.tolist() == [[np.inf, 0], [0, 0]]
    assert links["v"].unclaimed[0].tolist() == [True, False] and links["v"].outside[0].tolist() == [False, True]


def test_an_operand_that_one_side_does_not_give_is_the_ball_of_its_form_on_that_side_alone():
    y = np.array([[0.1, 1.7], [0.3, 3.0]])
    s = judged(y, without(right(y), "s"), right(y))["s"]
    allowed = square(Ball(s.operand.fmt, y))
    assert s.given == (False, True) and np.array_equal(s.operand.value, [allowed.value, np.square(y)])
    assert np.array_equal(s.operand.radius, [allowed.radius * SAFETY, 0 * y])


def test_what_is_given_is_asked_before_what_is_carried():
    """t of a carried s would be held with a radius that y does not need."""
    y = np.array([0.1, 1.7])
    t = judged(y, without(right(y), "s"), right(y))["t"]
    alone = square(Ball(t.operand.fmt, y))
    assert (t.form == 1).all() and np.array_equal(t.radius[0], alone.radius * SAFETY)
    assert judged(y, right(y), right(y))["t"].form.tolist() == [[0, 0], [0, 0]]


def test_where_nothing_is_missing_the_order_is_the_chains():
    y = np.array([0.1, 1.7])
    t = judged(y, right(y) | {"s": np.array([np.nan, np.square(1.7)])})["t"]
    assert t.form[0].tolist() == [1, 0]


def test_a_clamp_is_asked_last():
    """t = 0 at y = 0 is right by s, which is carried, and by the clamp, which takes what is given."""
    chain = Chain("clamped", (S, T._replace(forms=T.forms[::2])))
    zero = {"s": np.zeros(1), "t": np.zeros(1)}
    t = judged([0.0], without(zero, "s"), zero, chain=chain)["t"]
    assert t.right.all() and not t.clamped.any()


def test_a_carried_link_holds_the_whole_ball_of_each_of_its_forms():
    """y and (1 + y) − 1 have the same centre for a y of few bits, and radii far apart; either may come first."""
    forms = Form("y", "y", ("y",), floor), Form("far", "(1 + y) − 1", ("y",), plus_one_minus_one)
    problem = {"y": np.array([2.0**-20, 0.25]), "x": np.ones(1)}
    for each in (forms, forms[::-1]):
        chain = Chain("two ways", (Link("a", "a", each), Link("b", "b", (Form("negative", "−a", ("a",), negative),))))
        held = carry(chain, problem)["a"]
        for form in forms:
            ball = form.rule(Ball(held.fmt, problem["y"]))
            assert (np.abs(ball.value - held.value) + ball.radius <= held.radius).all()
        sides = [{"b": -problem["y"]}, {"a": problem["y"], "b": -problem["y"]}]
        a, _ = judge(chain, problem, sides)
        assert np.array_equal(a.operand.radius[0], held.radius * SAFETY)


def test_a_carried_link_holds_forms_whose_centres_differ():
    chain = Chain("apart", (Link("a", "a", (Form("y", "y", ("y",), identity), Form("−y", "−y", ("y",), negative))),))
    held = carry(chain, {"y": np.array([3.0]), "x": np.ones(1)})["a"]
    assert held.value.tolist() == [3] and held.radius.tolist() == [6]


def test_a_ball_around_several_has_the_shape_of_the_largest():
    few, many = Ball(F64, np.array([1.0, 2.0])), Ball(F64, np.array([[1.0, 2.0], [4.0, 8.0]]))
    around = hull([few, many])
    assert around.value.tolist() == [[1, 2], [1, 2]] and around.radius.tolist() == [[0, 0], [3, 6]]
    assert hull([many, few]).value.tolist() == many.value.tolist()
    assert hull([few]).value.tolist() == few.value.tolist()
