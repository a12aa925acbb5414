"""A number's ball holds the real result, its shadow is the float's; it never becomes a float without saying so."""

import copy
import math
import operator
import pickle
from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpq
from hypothesis import given
from hypothesis import strategies as st

from compare.deciding.elementary import ON_BALLS, ON_FLOATS
from compare.deciding.number import Number, number, one
from compare.deciding.session import Left, Session, Undecided, running

FLOATS = st.floats(-1e6, 1e6, allow_subnormal=False)
OPERATIONS = (operator.add, operator.sub, operator.mul, operator.truediv)


@pytest.fixture(autouse=True)
def run():
    with ctx.workprec(256), running(Session(np.dtype(np.float64))) as one_run:
        yield one_run


def holds(made, fraction):
    return made.ball.overlaps(arb(fmpq(fraction.numerator, fraction.denominator)))


@given(st.lists(FLOATS, min_size=2, max_size=8), st.lists(st.sampled_from(OPERATIONS), min_size=7, max_size=7))
def test_arithmetic_encloses_that_of_fractions_and_shadows_that_of_floats(values, operations):
    made, exactly, plain = number(values[0]), Fraction(values[0]), np.float64(values[0])
    for value, operation in zip(values[1:], operations, strict=False):
        if operation is operator.truediv and value == 0:
            continue
        made, exactly = operation(made, value), operation(exactly, Fraction(value))
        with np.errstate(all="ignore"):
            plain = operation(plain, value)
    assert holds(made, exactly)
    assert made.shadow == plain


@given(FLOATS.filter(bool), FLOATS)
def test_a_plain_number_on_the_left_is_the_real_number_that_it_is(a, b):
    for operation in OPERATIONS:
        assert holds(operation(b, number(a)), operation(Fraction(b), Fraction(a)))
        assert holds(operation(np.float64(b), number(a)), operation(Fraction(b), Fraction(a)))


@given(st.integers(-6, 6), st.integers(1, 40))
def test_a_whole_power_is_a_product(exponent, top):
    assert holds(number(top / 8) ** exponent, Fraction(top, 8) ** exponent)
    assert holds(number(top / 8) ** float(exponent), Fraction(top, 8) ** exponent)


@pytest.mark.parametrize("name", ON_BALLS)
def test_a_function_encloses_what_the_float_is_near(name):
    made = one(name, number(1.5 if name == "arccosh" else 0.625))
    assert abs(float(made.ball.mid()) - made.shadow) <= 4 * abs(np.spacing(made.shadow))
    assert made.shadow == ON_FLOATS[name](np.float64(1.5 if name == "arccosh" else 0.625))


@pytest.mark.parametrize(
    "leave",
    [
        float,
        complex,
        operator.index,
        int,
        round,
        math.floor,
        math.exp,
        np.float64,
        np.float32,
        pickle.dumps,
        lambda a: np.array([a], float),
        lambda a: np.zeros(1).__setitem__(0, a),
        lambda a: a // 1,
        lambda a: a % 1,
    ],
)
def test_what_would_round_it_is_told_with_the_line(leave, run):
    with pytest.raises((Left, ValueError)):  # NumPy puts a ValueError in place of what the number raised
        leave(number(0.1))
    assert isinstance(run.stopped, Left)
    assert "at line" in str(run.stopped) and "test_number.py" in str(run.stopped)


def test_a_whole_number_is_an_int_and_text_is_no_number():
    assert int(number(3.0)) == 3
    with pytest.raises(ValueError):
        float(f"{number(0.1):.17g}")
    held = number(0.1)
    assert copy.deepcopy(held) is held


def test_the_enclosures_decide_and_a_float_that_would_decide_otherwise_is_noted(run):
    assert number(1e16) + 1 > 1e16
    assert number(0.1) + 0.2 != 0.3
    assert len(run.divergences) == 1 and "test_number.py" in next(iter(run.divergences))


def test_guided_the_shadows_decide():
    with running(Session(np.dtype(np.float64), guided=True)):
        assert not number(1e16) + 1 > 1e16


def test_what_is_not_decided_is_not_guessed(run):
    third = number(1.0) / 3
    with pytest.raises(Undecided):
        bool(third * 3 == 1)
    assert isinstance(run.stopped, Undecided)
    assert third != 1 and third < 0.5


def test_a_float32_constant_of_many_bits_is_coarse_and_one_of_few_is_not(run):
    number(1.0) * np.float32(0.5)
    assert run.unit == 2.0**-53
    number(1.0) * np.float32(0.1)
    assert run.unit == 2.0**-24


def test_infinities_are_where_floating_point_has_them():
    with np.errstate(all="ignore"):
        for made in (number(1.0) / 0, -one("log", number(0.0)), one("exp", number(1.0) / 0)):
            assert made.ball == arb.pos_inf() and made.shadow == np.inf
    assert isinstance(number(0.0) / 0, Number) and (number(0.0) / 0).ball.is_nan()
