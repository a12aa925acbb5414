"""The constants of a dtype: each is what its name says, in powers of two, and γ is that of two arithmetics."""

from fractions import Fraction

import numpy as np
import pytest

from compare.arithmetic.precision import LIBM_ULPS, _format, _gamma, format_of, single_sided

UNIT = {"float64": 2.0**-53, "float32": 2.0**-24}
TINY = {"float64": 2.0**-1074, "float32": 2.0**-149}
LARGEST = {"float64": (2 - 2.0**-52) * 2.0**1023, "float32": (2 - 2.0**-23) * 2.0**127}


def exact_gamma(k, unit):
    """k u / (1 − k u)."""
    return k * Fraction(unit) / (1 - k * Fraction(unit))


@pytest.mark.parametrize("k", [1, 2, 100])
@pytest.mark.parametrize("unit", [2.0**-53, 2.0**-24, 2.0**-10])
def test_gamma_is_the_quotient_of_the_lemma(k, unit):
    # k u is exact here, the difference and the quotient round once each.
    assert abs(Fraction(_gamma(k, unit)) / exact_gamma(k, unit) - 1) <= Fraction(3, 2**53)


@pytest.mark.parametrize("harness", [2.0**-53, 0.0])
def test_a_format_has_the_constants_of_its_dtype_and_of_the_harness(dtype, harness):
    fmt, name = _format(dtype, harness, 3.0), dtype.__name__
    assert (fmt.name, fmt.unit, fmt.harness) == (name, UNIT[name], harness)
    assert fmt.gamma_1 == fmt.gamma(1) == _gamma(1, UNIT[name]) + _gamma(1, harness)
    assert fmt.gamma(7) == _gamma(7, UNIT[name]) + _gamma(7, harness)
    assert fmt.eta == TINY[name] + 3 * 2.0**-1074
    assert fmt.huge == LARGEST[name] / 4
    assert fmt.libm == 2 * LIBM_ULPS * (UNIT[name] + harness)
    assert fmt.sigmoid_flush == 1.5 / LARGEST[name]


def test_both_sides_are_paid_for_or_one(dtype):
    assert format_of(dtype) == format_of(np.dtype(dtype)) == _format(dtype, 2.0**-53, 1.0)
    assert single_sided(dtype) == single_sided(np.dtype(dtype)) == _format(dtype, 0.0, 2.5)


@pytest.mark.parametrize("other", [np.float16, np.int64])
def test_another_dtype_has_no_format(other):
    for lookup in (format_of, single_sided):
        with pytest.raises(KeyError, match=np.dtype(other).name):
            lookup(other)
