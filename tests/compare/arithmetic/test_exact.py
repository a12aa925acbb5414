"""Exact values: each rule encloses what mpmath finds at 1,000 bits, fractions are equal, and flint's traps are shut."""

import math
import operator
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
from flint import arb, ctx, fmpq
from hypothesis import example, given
from hypothesis import strategies as st

from compare.arithmetic import exact as rules
from compare.arithmetic.exact import Exact, enclosed, exact, rational
from compare.arithmetic.ulps import TOO_WIDE, distances

BITS = 1000
EDGES = (
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    1e-17,
    16.64,
    36.7,
    37.0,
    88.73,
    500.0,
    709.78,
    745.14,
    1e4,
)
floats = st.floats(allow_nan=False, allow_infinity=False)


def per_column(a):
    return a.moved(lambda values: values[..., None])


def as_mpf(value):
    return mpmath.mpf(value)


def agrees(enclosure, number):
    """mpmath's number, right to 2^-900 of itself, is in the enclosure."""
    mantissa, exponent = number.man_exp if number else (0, 0)
    mantissa = int(mantissa) * (-1 if number < 0 and mantissa > 0 else 1)
    with ctx.workprec(2 * BITS):
        return (arb(mantissa) * arb(2) ** int(exponent) * (1 + arb(0, 2.0**-900))).overlaps(enclosure)


def mp_sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def mp_softplus(z):
    return mpmath.log1p(mpmath.exp(z))


FUNCTIONS = {
    "exp": (rules.exp, mpmath.exp),
    "sigmoid": (rules.sigmoid, mp_sigmoid),
    "softplus": (rules.softplus, mp_softplus),
    "tanh": (rules.tanh, mpmath.tanh),
    "absolute": (rules.absolute, abs),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@given(z=st.floats(-2e3, 2e3) | st.sampled_from(EDGES) | st.sampled_from(EDGES).map(lambda z: -z))
def test_functions_enclose_what_mpmath_finds_and_closely(name, z):
    rule, by_mpmath = FUNCTIONS[name]
    (found,) = rule(exact([z])).value
    with mpmath.workprec(BITS + 4000):
        assert agrees(found, by_mpmath(as_mpf(z)))
    assert found.rel_accuracy_bits() >= ctx.prec - 20 or found == 0


@given(z=st.floats(min_value=0, exclude_min=True, allow_infinity=False))
def test_logarithms_enclose_what_mpmath_finds(z):
    with mpmath.workprec(BITS + 4000):
        assert agrees(rules.log(exact([z])).value[0], mpmath.log(as_mpf(z)))
        assert agrees(rules.log1p(exact([z])).value[0], mpmath.log1p(as_mpf(z)))


@example(z=-1e308)
@example(z=1e308)
@given(z=floats)
def test_the_sigmoid_and_the_loss_are_known_for_every_finite_z(z):
    """Also where e^|z| is too large for any enclosure."""
    p, q, ahead, behind = (rule(exact([t])).value[0] for rule in (rules.sigmoid, rules.softplus) for t in (z, -z))
    assert (p + q).overlaps(arb(1)) and (ahead - behind).overlaps(arb(z))
    assert all(number.is_finite() and number >= -(arb(2) ** -5000) for number in (p, q, ahead, behind))


@given(a=floats, b=floats)
def test_arithmetic_is_that_of_fractions(a, b):
    left, right = (exact([value], rational) for value in (a, b))
    one, other = Fraction(a), Fraction(b)
    pairs = [
        (left + right, one + other),
        (left - right, one - other),
        (left * right, one * other),
        (-left, -one),
        (0.5 * left, one / 2),
        (1 - left, 1 - one),
        (1 + left, 1 + one),
        (rules.weighted(left, right), one * other),
        (rules.absolute(left), abs(one)),
        (rules.power(left, 3), one**3),
        (left.constant([b]), other),
    ]
    if b:
        pairs += [(left / right, one / other), (1 / right, 1 / other), (rules.positive(right), Fraction(other > 0))]
    for found, number in pairs:
        assert found.value[0] == fmpq(number.numerator, number.denominator)


@given(data=st.data())
def test_sums_are_those_of_fractions_in_either_kind(data):
    n, d = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 3))
    x, w, b, g = (data.draw(st.lists(floats, min_size=k, max_size=k)) for k in (n * d, d, 1, n))
    xs, ws, gs = [Fraction(v) for v in x], [Fraction(v) for v in w], [Fraction(v) for v in g]
    z = [sum(xs[i * d + j] * ws[j] for j in range(d)) + Fraction(b[0]) for i in range(n)]
    product = [sum(gs[i] * xs[i * d + j] for i in range(n)) / n for j in range(d)]
    for kind in (rational, enclosed):
        features, weights, bias, slopes = (exact(values, kind) for values in (np.reshape(x, (n, d)), w, b[0], g))
        for found, numbers in (
            (rules.affine(features, weights, bias), z),
            (rules.mean_product(slopes, features, 8), product),
            (rules.mean_over(slopes, -1), [sum(gs) / n]),
            (rules.matmul(features, per_column(weights)), [each - Fraction(b[0]) for each in z]),
            (rules.only_feature(rules.per_feature(slopes)), gs),
            (rules.ones_like(slopes), [Fraction(1)] * n),
        ):
            for one, number in zip(np.ravel(found.value), numbers, strict=True):
                fraction = fmpq(number.numerator, number.denominator)
                with ctx.workprec(4 * BITS):
                    assert one.overlaps(arb(fraction)) if kind is enclosed else one == fraction


def test_a_term_of_weight_0_is_0_whatever_it_is_and_bounds_are_exact():
    assert rules.weighted(exact([0.0]), rules.log(exact([0.0]))).value[0] == 0
    a = exact([-200.0, 3.0])
    assert list(rules.at_least(a, -100.0).value) == [-100, 3] and list(rules.at_most(a, 0.0).value) == [-200, 0]


def test_flint_takes_no_numpy_numbers_so_they_are_converted():
    for number in (np.float32(0.1), np.int64(1)):
        with pytest.raises(TypeError):
            arb(number)
    values = np.array([0.1, -0.0, 1e-45], np.float32)
    assert [float(number) for number in exact(values).value] == values.tolist()
    assert exact(np.int64(3)).value[()] == 3


def test_a_float_is_the_number_that_it_is_and_not_the_decimal_that_it_prints():
    assert enclosed(0.1) == fmpq(*(0.1).as_integer_ratio()) and enclosed(0.1).is_exact()
    assert not arb("0.1").is_exact() and not arb("0.1").contains(arb(0.1))
    assert exact([0.1], rational).value[0] == fmpq(*Fraction(0.1).as_integer_ratio()) != fmpq(1, 10)


def test_a_comparison_that_is_undecided_is_false_so_nothing_follows_from_it():
    wide = arb(1, 0.5)
    assert not any(compare(wide, 1) for compare in (operator.lt, operator.le, operator.eq, operator.ge, operator.gt))
    found, reasons = distances(np.ones(1), np.array([wide], dtype=object), np.dtype(float))
    assert math.isnan(found[0]) and reasons[0] == TOO_WIDE


def test_what_is_undefined_is_an_enclosure_that_knows_nothing():
    zero = exact([0.0])
    for unknown in (
        rules.log(zero),
        1 / zero,
        rules.log(exact([-1.0])),
        exact([np.nan]),
        exact([np.inf]),
        exact([-np.inf]),
    ):
        assert not unknown.value[0].is_finite()
        assert distances(np.ones(1), unknown.value, np.dtype(float))[1][0] == TOO_WIDE
    with pytest.raises(ZeroDivisionError):
        1 / exact([0.0], rational)


def test_minus_0_is_0():
    assert str(enclosed(-0.0)) == str(enclosed(0.0)) and rational(-0.0) == 0


def test_printing_says_plus_minus_of_exact_numbers_so_nothing_here_is_read_from_print():
    assert "+/-" in str(arb(0.1)) and arb(0.1).is_exact()


def test_the_precision_is_flints_and_widens_only_what_is_not_exact():
    with ctx.workprec(10_000):
        narrow = rules.exp(exact([1.0])).value[0]
    assert narrow.rel_accuracy_bits() > 9_000 > rules.exp(exact([1.0])).value[0].rel_accuracy_bits()
    with ctx.workprec(24):
        assert enclosed(0.1).is_exact() and Exact(np.array([arb(0.1)], dtype=object)).value[0] == flint.arb(0.1)
