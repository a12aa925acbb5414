"""Half of a plot: the two halves make the whole, the line between them is where the function is 0."""

from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compare.output.page.charts.plane import border_of, corners, half_plane, parameters, updated
from compare.output.page.scale import Scale
from tests.helpers.pictures import first_report

X, Y = Scale(0.0, 2.0, 10.0, 110.0), Scale(-1.0, 1.0, 90.0, 10.0)
AREA = 100.0 * 80.0
SLOPE = st.integers(-800, 800).map(float)


def linear(a, b, c):
    return [a * u + b * v + c for u, v in corners(X, Y)]


def area(polygon):
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*polygon, *polygon[:1]]))) / 2


@given(SLOPE, SLOPE, SLOPE)
def test_the_halves_make_the_whole(a, b, c):
    """The shoelace sums at most a dozen products below 110², each rounded; the crossings are off by an ulp or two."""
    values = linear(a, b, c)
    assume(any(values))
    ours, theirs = (half_plane(X, Y, [sign * value for value in values])[0] for sign in (1, -1))
    assert abs(area(ours) + area(theirs) - AREA) <= 1e-9 * AREA


@given(SLOPE, SLOPE, SLOPE)
def test_the_line_crosses_where_the_function_changes_its_sign(a, b, c):
    values = linear(a, b, c)
    border = half_plane(X, Y, values)[1]
    assert len(border) == (0 if min(values) >= 0 or max(values) < 0 else 2)
    for across, up in border:
        assert 10.0 <= across <= 110.0
        assert 10.0 <= up <= 90.0


@pytest.mark.parametrize("lost", [inf, -inf, nan])
def test_what_is_not_finite_has_no_half(lost):
    assert half_plane(X, Y, [1.0, lost, -1.0, 1.0]) is None
    assert border_of(None) is None


def test_a_function_of_one_sign_has_no_line():
    assert border_of(half_plane(X, Y, [1.0] * 4)) is None
    assert border_of(half_plane(X, Y, linear(1.0, 0.0, -1.0))) is not None


def test_the_largest_numbers_cross_too():
    assert half_plane(X, Y, [1.7e308, -1.7e308, -1.7e308, 1.7e308])[1] == [(60.0, 90.0), (60.0, 10.0)]


def test_a_step_starts_where_the_one_before_ended():
    report = first_report("houses", "--steps", "20")
    starts, ends = parameters(report), updated(report)
    assert len(starts) == 20
    for (w, b), (start, at) in zip(ends, starts[1:], strict=False):
        assert w.tolist() == start.tolist()
        assert b == at
    assert starts[0][0].tolist() == report["start"]["w"]
    assert ends[-1][0].tolist() == report["w"]
