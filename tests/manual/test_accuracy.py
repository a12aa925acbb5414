"""How far the accurate forms are from the truth, in ulps, for every finite z.

One ulp is the spacing of the binade of the exact value, and at least the smallest subnormal. The limits follow from
what the elementary functions promise (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §2.2): exp is at
most 2.6 ulps off and logaddexp 1.5 (measured), a sum, product or quotient half of one, and an ulp is worth
between u and 2u of its value, so that relative errors may double when they are counted in ulps.
"""

import mpmath
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from manual import classification, log_loss, sigmoid

DTYPES = (np.float64, np.float32)
EDGES = (
    *(0, 5e-324, 1e-310, 1e-45, 1e-39, 1e-17, 1e-8, 0.5, 1, 10, 16.64, 17, 27.7, 36.7, 37, 40),
    *(87.3, 88, 88.72, 88.73, 89, 103.9, 104, 105, 700, 708.39, 709.78, 709.79, 710),
    *(744.44, 745, 745.13, 745.14, 746, 800, 3e38, 1e308),
)


def adversarial(dtype):
    edges = np.array([edge for edge in EDGES if edge <= float(np.finfo(dtype).max)], dtype)
    random = np.random.default_rng(0).uniform(0, 760 if dtype is np.float64 else 107, 500).astype(dtype)
    sizes = np.concatenate([edges, np.nextafter(edges, dtype(np.inf)), random])
    return np.concatenate([sizes, -sizes])


def ulps(value, exact):
    """The distance of a float from the exact value; infinity stands for the first power of two that overflows."""
    info = np.finfo(value.dtype)
    top = mpmath.ldexp(1, int(info.maxexp))
    got = mpmath.sign(float(value)) * top if np.isinf(value) else mpmath.mpf(float(value))
    exact = mpmath.sign(exact) * min(abs(exact), top)
    binade = max(mpmath.frexp(exact)[1] - 1 if exact else info.minexp, info.minexp)
    return float(abs(got - exact) / mpmath.ldexp(1, int(binade - info.nmant)))


def worst(values, exact, *operands):
    with mpmath.workprec(200):
        return max(
            ulps(value, exact(*(mpmath.mpf(float(operand)) for operand in row)))
            for value, *row in zip(values, *operands, strict=True)
        )


def exact_sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def exact_softplus(z):
    return mpmath.log1p(mpmath.exp(z))


@pytest.fixture(params=DTYPES, ids=lambda dtype: dtype.__name__)
def z(request):
    return adversarial(request.param)


@pytest.fixture(autouse=True)
def no_warning():
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def test_sigmoid_and_its_complement_are_within_4_ulps(z):
    assert worst(sigmoid.sigmoid(z), exact_sigmoid, z) <= 4
    assert worst(sigmoid.sigmoid(-z), lambda t: exact_sigmoid(-t), z) <= 4


def test_derivative_of_the_sigmoid_is_within_5_ulps(z):
    assert worst(sigmoid.dy_hat_dz(z), lambda t: exact_sigmoid(t) * exact_sigmoid(-t), z) <= 5


@pytest.mark.parametrize("label", [0, 1])
def test_loss_is_within_2_ulps(z, label):
    loss = log_loss.log_loss(np.full_like(z, label), z)
    assert worst(loss, lambda t: exact_softplus(-t if label else t), z) <= 2


@pytest.mark.parametrize("label", [0, 1])
def test_slope_of_the_loss_by_the_prediction_is_within_5_ulps_or_7_where_the_divisor_is_subnormal(z, label):
    p, q = sigmoid.sigmoid(z), sigmoid.sigmoid(-z)
    slope = log_loss.dL_dy_hat(np.full_like(z, label), p, q)
    subnormal = (p if label else q) < np.finfo(z.dtype).tiny
    for where, limit in ((~subnormal, 5), (subnormal, 7)):
        exact = (lambda t: -1 - mpmath.exp(-t)) if label else (lambda t: 1 + mpmath.exp(t))
        assert worst(slope[where], exact, z[where]) <= limit


@pytest.mark.parametrize("label", [0, 1])
def test_slope_of_the_loss_by_the_summation_is_within_4_ulps(z, label):
    slope = log_loss.dL_dz(np.full_like(z, label), sigmoid.sigmoid(z), sigmoid.sigmoid(-z))
    assert worst(slope, lambda t: -exact_sigmoid(-t) if label else exact_sigmoid(t), z) <= 4


@pytest.mark.parametrize("label", [0, 1])
def test_a_training_step_is_as_accurate_where_the_sigmoid_is_saturated(z, label):
    one = np.ones_like(z)
    # From w = 0 with x = α = 1 and n = 1, w+ is −∂L/∂z without a further rounding.
    w_new, _ = classification.step(one[:, None, None], label * one[:, None], 0 * one[:, None], z, one)
    assert worst(w_new[:, 0], lambda t: exact_sigmoid(-t) if label else -exact_sigmoid(t), z) <= 4


def test_a_term_of_weight_0_counts_as_0():
    z = np.array([-800.0, 800.0])
    assert np.array_equal(log_loss.dL_dy_hat(np.array([0.0, 1.0]), sigmoid.sigmoid(z), sigmoid.sigmoid(-z)), [1, -1])


@pytest.mark.parametrize("dtype", DTYPES)
@given(data=st.data())
def test_loss_of_a_fractional_target_is_within_6_ulps(dtype, data):
    width = np.finfo(dtype).bits
    z = np.array([data.draw(st.floats(allow_nan=False, allow_infinity=False, width=width))], dtype)
    y = np.array([data.draw(st.floats(0, 1, width=width))], dtype)
    # Each term: 1.5 ulps = 3u from logaddexp, u from 1 − y and u from the product; their sum, of one sign, adds a u.
    # An ulp is at least u of its value.
    assert worst(log_loss.log_loss(y, z), lambda y, t: y * exact_softplus(-t) + (1 - y) * exact_softplus(t), y, z) <= 6


@pytest.mark.parametrize("dtype", DTYPES)
@given(data=st.data())
def test_slopes_of_a_fractional_target_err_by_a_multiple_of_their_two_terms(dtype, data):
    info = np.finfo(dtype)
    u = 2.0 ** (-info.nmant - 1)
    z = np.array([data.draw(st.floats(-80, 80, width=info.bits))], dtype)
    y = np.array([data.draw(st.floats(0, 1, width=info.bits))], dtype)
    p, q = sigmoid.sigmoid(z), sigmoid.sigmoid(-z)
    # p and q are within 4 ulps = 8u of their value; 1 − y, the product or quotient and the difference add a u each, and
    # the second-order terms less than one more: 12u of the sum of the terms' sizes, and three underflows.
    with mpmath.workprec(200):
        t, weight = mpmath.mpf(float(z[0])), mpmath.mpf(float(y[0]))
        for value, plus, minus in (
            (log_loss.dL_dz(y, p, q), (1 - weight) * exact_sigmoid(t), weight * exact_sigmoid(-t)),
            (log_loss.dL_dy_hat(y, p, q), (1 - weight) * (1 + mpmath.exp(t)), weight * (1 + mpmath.exp(-t))),
        ):
            allowance = 12 * u * (plus + minus) + 3 * float(info.smallest_subnormal)
            assert abs(float(value[0]) - (plus - minus)) <= allowance


@example(z=-710.0)
@example(z=-1000.0)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_textbook_and_accurate_sigmoid_agree_until_the_textbook_one_overflows(z):
    with np.errstate(over="ignore"):
        textbook = sigmoid.textbook_sigmoid(np.array([z]))
    if z > -709.78:
        # Each is within 4 ulps of the same exact value.
        assert abs(textbook[0] - sigmoid.sigmoid(np.array([z]))[0]) <= 8 * np.spacing(textbook[0])
    else:
        assert textbook[0] == 0
