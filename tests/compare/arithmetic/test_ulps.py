"""The ulp as it is defined, at every seam of the definition, and against the same definition in fractions."""

import math
from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpq
from hypothesis import example, given
from hypothesis import strategies as st

from compare.arithmetic.ulps import BEYOND, TOO_WIDE, distances

EPS = {"float64": 2.0**-52, "float32": 2.0**-23}


def ulps(value, truth, dtype=np.float64):
    found, reasons = distances(np.array([value], dtype), np.array([truth], dtype=object), np.dtype(dtype))
    return float(found[0]), reasons[0]


def in_fractions(value, exact, dtype):
    """The definition again, in integers: the spacing of the exact value's binade, at least the smallest subnormal."""
    info = np.finfo(dtype)
    spacing = Fraction(float(info.smallest_subnormal))
    size = abs(exact) / 2 ** int(info.nmant + 1)
    while spacing <= size:
        spacing *= 2
    return abs(Fraction(float(value)) - exact) / spacing


def test_the_binade_is_that_of_the_exact_value(dtype):
    eps = EPS[np.dtype(dtype).name]
    one, below = dtype(1), np.nextafter(dtype(1), dtype(0))
    assert ulps(below, arb(1), dtype) == (0.5, "")
    assert ulps(1 + eps, arb(1), dtype) == (1.0, "")
    assert ulps(one, arb(float(below)), dtype) == (1.0, "")
    assert ulps(one, arb(2) - arb(eps), dtype)[0] == 1 / eps - 1
    assert ulps(2 * one, arb(2) - arb(eps), dtype) == (1.0, "")
    assert ulps(-one, arb(1), dtype)[0] == 2 / eps


def test_below_the_smallest_normal_number_the_spacing_is_the_smallest_subnormal(dtype):
    eta, tiny = (float(getattr(np.finfo(dtype), name)) for name in ("smallest_subnormal", "tiny"))
    assert ulps(0.0, arb(0), dtype) == ulps(-0.0, arb(0), dtype) == (0.0, "")
    assert ulps(eta, arb(0), dtype) == ulps(0.0, arb(eta), dtype) == (1.0, "")
    assert ulps(0.0, arb(eta) / 2, dtype) == (0.5, "")
    assert ulps(eta, arb(eta) * arb(2) ** -5000, dtype)[0] == 1.0
    assert ulps(tiny - eta, arb(tiny), dtype) == ulps(tiny, arb(tiny) - arb(eta), dtype) == (1.0, "")
    assert ulps(2 * tiny, 2 * arb(tiny) - arb(eta), dtype) == (1.0, "")


def test_an_exact_value_within_a_hair_of_0_is_0(dtype):
    """No enclosure of a sum that cancels says that it is 0; it only has to be narrow against the smallest subnormal."""
    assert ulps(0.0, arb(0, 2.0**-1000) * arb(2) ** -1000, dtype) == (0.0, "")
    assert ulps(0.0, arb(0, 2.0**-20), dtype)[1] == TOO_WIDE


def test_beyond_the_largest_number_there_is_no_claim(dtype):
    largest = float(np.finfo(dtype).max)
    assert ulps(largest, arb(largest), dtype) == (0.0, "")
    for value in (largest, np.inf, np.nan):
        assert ulps(value, arb(largest) * 2, dtype)[1] == BEYOND
    assert math.isnan(ulps(largest, arb(largest) * 2, dtype)[0])


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_a_value_that_is_no_number_is_infinitely_far_from_one(value, dtype):
    assert ulps(value, arb(1), dtype) == ulps(value, arb(0), dtype) == (math.inf, "")


@pytest.mark.parametrize("truth", [arb("nan"), arb("inf"), arb(1, 2.0**-60), arb(1, 2.0**-51), arb(1.5, 2.0**-81)])
def test_what_the_enclosure_does_not_decide_is_said_to_be_undecided(truth):
    found, reason = ulps(1.0, truth)
    assert math.isnan(found) and reason == TOO_WIDE


def test_a_narrow_enclosure_decides():
    assert ulps(1.5, arb(1.5, 2.0**-83)) == (0.0, "")


@example(value=1.0, numerator=2**53 - 1, exponent=-53)
@example(value=5e-324, numerator=1, exponent=-1100)
@given(
    value=st.floats(allow_nan=False, allow_infinity=False),
    numerator=st.integers(-(2**80), 2**80),
    exponent=st.integers(-1200, 900),
)
def test_distances_are_those_of_the_definition(dtype, value, numerator, exponent):
    exact = numerator * Fraction(2) ** exponent
    near = float(np.clip(float(exact), -3e38, 3e38))
    for number in (dtype(near), dtype(np.clip(value, -3e38, 3e38))):
        expected = in_fractions(number, exact, dtype)
        for truth in (arb(numerator) * arb(2) ** exponent, fmpq(exact.numerator, exact.denominator)):
            # A fraction is enclosed at the working precision, which the arbiter raises until the distance is decided.
            with ctx.workprec(4000):
                found, reason = ulps(number, truth, dtype)
            if abs(exact) > Fraction(float(np.finfo(dtype).max)):
                assert reason == BEYOND
            elif expected >= 2**1023:
                assert reason == "" and found > 1e307  # infinite once float64 cannot hold it
            else:
                # The distance is rounded to float64 once.
                assert reason == "" and abs(Fraction(found) - expected) <= expected * Fraction(2) ** -53


def test_distances_broadcast_the_truth_over_the_sides():
    values = np.array([[1.0, 2.0], [1.0 + 2.0**-52, np.nan]])
    found, reasons = distances(values, np.array([arb(1), arb(2)], dtype=object), values.dtype)
    assert found.tolist() == [[0.0, 0.0], [1.0, math.inf]] and not reasons.any()
