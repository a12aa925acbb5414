"""How the page writes numbers, and how many ulps it puts between two."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.output.page.numbers import DIGITS, apart, number, plain, typeset

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


def read(text):
    mantissa, _, power = text.replace(",", "").translate(RAISED).partition("×10")
    return float(f"{mantissa}e{power or 0}")


@given(FLOATS)
def test_a_number_is_written_to_five_significant_digits(value):
    assert read(number(value)) == float(f"{value:.{DIGITS - 1}e}") or read(number(value)) == float(f"{value:.3e}")


def test_what_is_no_finite_number_is_a_word():
    assert [number(word) for word in ("NaN", "Infinity", "-Infinity")] == ["nan", "∞", "−∞"]


@given(FLOATS)
def test_the_record_holds_what_the_page_shows_in_ascii(value):
    assert plain(value).isascii()
    assert typeset(plain(value)) == number(value)


@given(st.floats(1e-300, 1e300), st.integers(0, 1000), st.sampled_from([1.0, -1.0]))
def test_values_are_apart_by_the_floats_between_them(value, steps, sign):
    if np.frexp(value)[0] > 0.99:
        return
    other = value + steps * np.spacing(value)
    if np.spacing(other) == np.spacing(value):
        assert apart(np.array([sign * value]), np.array([sign * other]), "float64") == [steps]


def test_the_same_is_not_apart_and_a_number_is_far_from_none():
    held = np.array([0.0, np.inf, np.nan, -2.5])
    assert (apart(held, held, "float64") == 0).all()
    assert np.isnan(apart(np.array([np.nan]), np.array([1.0]), "float64")).all()


def test_in_float32_an_ulp_is_one_of_float32():
    one = np.float32(1)
    beside = np.array([float(np.nextafter(one, np.float32(2)))])
    assert apart(np.array([1.0]), beside, "float32") == [1]
    assert apart(np.array([1.0]), beside, "float64") == [2.0**29]
