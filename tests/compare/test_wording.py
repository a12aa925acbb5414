"""Numbers as people read them: within half of the last digit shown, grouped, with a true minus sign."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare.output.report.worked import four, plug
from compare.wording import count, minus, short, significant, vector

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def read(text):
    return Decimal(text.replace("−", "-").replace(",", ""))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-753.2437, "−753.244"),
        (13136.31, "13,136.3"),
        (633329000.4, "633,329,000"),
        (999999.5, "1,000,000"),
        (0.0065064, "0.0065064"),
        (9.9e-5, "9.900e−05"),
        (-1e15, "−1.000e+15"),
        (np.float32(0.1), "0.1"),
        (np.inf, "∞"),
        (-np.inf, "−∞"),
        (np.nan, "nan"),
        (5e-324, "4.941e−324"),
    ],
)
def test_a_number_is_shown_as_a_person_would_write_it(value, shown):
    assert significant(value) == shown


@given(FINITE, st.integers(2, 9))
@example(999999.5, 6)
@example(0.00099999995, 6)
@example(1e15, 6)
@example(99999.95, 6)
def test_what_is_shown_is_within_half_of_its_last_digit(value, digits):
    """Rounded to `digits` digits, or to at most four in the notation with an exponent; the decimals are compared."""
    told = significant(value, digits)
    kept = min(digits, 4) if "e" in told else digits
    if value == 0:
        assert told == "0"
        return
    half = Decimal(5).scaleb(Decimal(value).adjusted() - kept)
    assert abs(read(told) - Decimal(value)) <= half
    assert told.startswith("−") == (value < 0) and "-" not in told


@given(FINITE)
def test_four_decimals_or_four_digits(value):
    """A whole number as it is; 5e-5 off at most from 1e-3 on; elsewhere half of the fourth digit."""
    for told in (four(value), plug(value)):
        if value == 0 or (value == int(value) and abs(value) < 1e12):
            assert read(told) == Decimal(value)
        elif "e" in told:
            assert abs(read(told) - Decimal(value)) <= Decimal(5).scaleb(Decimal(value).adjusted() - 4)
        else:
            assert abs(read(told) - Decimal(value)) <= Decimal("0.00005") and abs(value) >= 1e-3
    assert read(four(value)) == read(plug(value))


def test_the_rest():
    assert (short(0.0), short(2.7182), short(1e-17), short(np.inf)) == ("0", "2.7", "1.0e−17", "∞")
    assert vector([0.4, -0.3]) == "(0.4, −0.3)"
    assert vector(range(9), limit=2) == "(0, 1, … 7 more)"
    assert minus("1e-05 - 2") == "1e−05 − 2"
    assert (count(1, "step"), count(1200, "step"), count(0, "link")) == ("1 step", "1,200 steps", "0 links")
