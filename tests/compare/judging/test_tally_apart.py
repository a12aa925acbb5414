"""Values that are right in themselves and apart: what is inherited, what explains it, and what is divided by n."""

import numpy as np
import pytest

from compare import REGRESSION
from compare.arithmetic.balls import SAFETY
from tests.compare.judging.test_tally import INF, counted, form, judgement

HINT = "times it would be right: it looks divided by n, which belongs to ∂J only"


def slip(name="a", of=("x",)):
    """Wrong at the first of two places."""
    return judgement([[9, 0], [0, 0]], form("right", [[0, 0]] * 2, [[1, 1]] * 2, of=of), name=name)


def flawless(name="a"):
    return judgement([[0, 0]] * 2, form("right", [[0, 0]] * 2, [[1, 1]] * 2), name=name)


def apart(name, of, *, flawed=False):
    """Both sides right and 9 apart, 2 allowed, at the first place; the second is right, or else open."""
    radii = [[1, INF if flawed else 1]] * 2
    return judgement([[9, 7], [0, 7]], form("right", [[9, 7 * (not flawed)], [0, 0 if flawed else 7]], radii, of=of),
                     name=name)  # fmt: skip


@pytest.mark.parametrize("flawed", [False, True])
def test_only_what_is_apart_and_depends_on_a_slip_is_inherited(flawed):
    def inherited(*judgements):
        return [link.inherited for link in counted(*judgements).links]

    assert inherited(slip(), apart("b", ("a",), flawed=flawed)) == [0, 1]
    assert inherited(slip(), apart("b", ("x",), flawed=flawed)) == [0, 0]
    assert inherited(flawless(), apart("b", ("a",), flawed=flawed)) == [0, 0]
    assert inherited(slip(), flawless("b")) == [0, 0]


@pytest.mark.parametrize("flawed", [False, True])
def test_what_depends_on_something_displaced_is_displaced_in_its_turn(flawed):
    between = apart("b", ("a",), flawed=flawed)
    assert [link.inherited for link in counted(slip(), between, apart("c", ("b",))).links] == [0, 1, 1]
    assert [link.inherited for link in counted(slip("z"), between, apart("c", ("b",))).links] == [0, 0, 0]


def test_a_form_of_many_operands_depends_on_each():
    assert counted(slip(), apart("b", ("x", "a"))).links[1].inherited == 1


@pytest.mark.parametrize(("values", "inherited"), [([[0, 9], [0, 0]], 1), ([[0, 0], [0, 9]], 0)])
def test_a_clamp_displaces_what_depends_on_it_if_it_is_the_candidates(values, inherited):
    clamp = form("clamp", [[0, 9]] * 2, [[1, 1]] * 2, "clamp")
    clamped = judgement(values, form("right", [[0, 0]] * 2, [[1, 1]] * 2), clamp, name="a")
    report = counted(clamped, apart("b", ("a",)))
    assert not report.evidence and [link.inherited for link in report.links] == [0, inherited]


@pytest.mark.parametrize("given", [(True, True), (False, True)])
def test_a_wrong_value_is_not_inherited_nor_is_one_that_is_not_given(given):
    right = form("right", [[0, 9, 9], [0, 0, 0]], [[1, 1, 1]] * 2, of=("a",))
    values = [[9, 9, 9] if given[0] else [np.nan] * 3, [0, 0, 0]]
    assert counted(slip(), judgement(values, right, name="b", given=given)).links[1].inherited == 2 * given[0]


@pytest.mark.parametrize("ease", [0.25, 0.75])
def test_a_difference_that_nothing_explains_is_a_defect_of_the_harness(ease):
    """Centres moved after the fact: values 8 apart where each side's allowance is 1, and 100 at the other place."""
    radii = [[1, 100]] * 2
    judged = judgement([[ease, 0], [8 + ease, 0]], form("right", [[0, 0], [8, 0]], radii))
    counted(judged)
    judged.centre = np.zeros((2, 2))
    with pytest.raises(AssertionError, match=r"^v: a difference exceeds .* defect of compare$"):
        counted(judged)


def test_a_difference_is_explained_up_to_both_radii_and_the_distance_of_the_centres():
    """1.5 on each side and 1 between them."""
    end = (3 * SAFETY + 1) * SAFETY

    def moved_to(value):
        judged = judgement([[0], [1]], form("right", [[0], [1]], [[1.5], [1.5]]))
        judged.value = np.array([[0], [value]])
        return judged

    counted(moved_to(end))
    with pytest.raises(AssertionError, match="exceeds what explains it"):
        counted(moved_to(np.nextafter(end, INF)))


OURS = {link.name: link.axes for link in REGRESSION.links}


def hinted(name, values, radius=2.0**-10, axes="its own"):
    """The hint for a candidate's values where 1 is right."""
    axes = OURS[name] if axes == "its own" else axes
    values = np.array([values, np.ones_like(values)], np.float64)
    radii = np.full(values.shape, radius)
    judged = judgement(values, form("right", np.ones(values.shape), radii), name=name, axes=axes)
    return counted(judged).evidence[0].hint


@pytest.mark.parametrize(
    ("name", "shape"), [("dL/dz", (4,)), ("dL/db", (2, 4)), ("dL/dw", (4, 3)), ("dL/dw", (2, 4, 3))]
)
def test_n_times_a_slope_that_was_divided_by_n_is_told_to_be_right(name, shape):
    assert hinted(name, np.full(shape, 0.25)) == f"4 {HINT}"
    assert hinted(name, np.full(shape, 1 / 3)) == hinted(name, np.full(shape, 4.0)) == ""


@pytest.mark.parametrize("name", ["y_hat", "L", "dy_hat/dz", "J", "dJ/dw"])
def test_nothing_else_is_told_to_be_divided_by_n(name):
    assert hinted(name, np.full((4, 4), 0.25)) == ""


def test_two_examples_are_enough_and_one_is_not():
    assert hinted("dL/dz", [0.5, 0.5]) == f"2 {HINT}"
    # Wrong by 1.5 radii, which (n + 1) radii would cover.
    assert hinted("dL/dz", [1 + 1.5 * 2.0**-10]) == ""


@pytest.mark.parametrize("sign", [-1, 1])
def test_n_times_a_value_is_right_within_n_and_1_radii(sign):
    """All numbers are floats: the allowance is a SAFETY of 2^-10, and a value a quarter of the number meant."""
    end = 1 + sign * 5 * SAFETY * 2.0**-10
    assert hinted("dL/dz", np.full(4, end / 4)) == f"4 {HINT}"
    assert hinted("dL/dz", np.full(4, np.nextafter(end, sign * INF) / 4)) == ""


def test_where_the_axes_are_not_known_nothing_is_said_of_n():
    assert hinted("dL/dz", np.full(4, 0.25), axes=("n",)) == f"4 {HINT}"
    assert hinted("dL/dz", np.full(4, 0.25), axes=None) == ""


def test_n_is_the_axis_of_that_name_wherever_it_stands():
    shape = (3, 4)
    assert hinted("dL/dw", np.full(shape, 0.25), axes=("h", "n")) == f"4 {HINT}"
    assert hinted("dL/dw", np.full(shape, 0.25), axes=("h", "d")) == ""
