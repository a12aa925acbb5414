"""Each rule of running error analysis is a law, and each term of it is needed: a listed case fails without it."""

import itertools
import operator
from typing import NamedTuple

import flint
import numpy as np
import pytest
from flint import arb
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from compare.arithmetic.balls import SAFETY
from compare.arithmetic.precision import single_sided
from tests.helpers import running
from tests.helpers.running import RULES, Bounded

BITS = 2400
LENGTH = 3
to_arb = np.frompyfunc(lambda number: arb(float(number)), 1, 1)


@pytest.fixture(autouse=True)
def quietly():
    with np.errstate(all="ignore"):
        yield


class Rule(NamedTuple):
    """A function of NumPy's, of arrays of three numbers, and the same of arrays of three arb numbers."""

    function: object
    exact: object
    operands: int = 1


def each(function):
    return np.frompyfunc(function, 1, 1)


def minimum(a):
    return np.minimum(a, 0.5)


def exact_minimum(a):
    return a.min(arb(0.5))


def maximum(a):
    return np.maximum(a, 0.5)


def exact_maximum(a):
    return a.max(arb(0.5))


def cube(a):
    return np.power(a, 3)


def exact_cube(a):
    return a * a * a


def softplus(z):
    return np.logaddexp(0, z)


def exact_softplus(z):
    return z + (-z).exp().log1p() if z > 0 else z.exp().log1p()


def matvec(x, w):
    return np.matvec(x[None], w)[0]


def vecmat(g, x):
    return np.vecmat(g, x[:, None])[0]


def exact_dot(a, b):
    return (a * b).sum()


def matmul(a, b):
    return np.matmul(a[None], b[:, None])[0]


def total(a):
    return np.add.reduce(a, axis=-1)


RULE = {
    "add": Rule(np.add, operator.add, 2),
    "subtract": Rule(np.subtract, operator.sub, 2),
    "multiply": Rule(np.multiply, operator.mul, 2),
    "divide": Rule(np.divide, operator.truediv, 2),
    "negative": Rule(np.negative, operator.neg),
    "absolute": Rule(np.absolute, each(abs)),
    "minimum": Rule(minimum, each(exact_minimum)),
    "maximum": Rule(maximum, each(exact_maximum)),
    "square": Rule(np.square, np.square),
    "power": Rule(cube, exact_cube),
    "exp": Rule(np.exp, each(arb.exp)),
    "log": Rule(np.log, each(arb.log)),
    "log1p": Rule(np.log1p, each(arb.log1p)),
    "tanh": Rule(np.tanh, each(arb.tanh)),
    "logaddexp": Rule(softplus, each(exact_softplus)),
    "matmul": Rule(matmul, exact_dot, 2),
    "matvec": Rule(matvec, exact_dot, 2),
    "vecmat": Rule(vecmat, exact_dot, 2),
    "sum": Rule(total, np.sum),
}


def test_every_rule_is_tested():
    assert {ufunc.__name__ for ufunc in RULES} == set(RULE) - {"sum"}


def violated(result, exact):
    claims = np.isfinite(result.error)
    distance = abs(to_arb(result.value) - exact)
    return np.any(claims & np.asarray(distance > to_arb(np.where(claims, result.error, 0.0)), bool))


def operands(dtype, positive):
    """Numbers, and how far off they may be: not at all, by a part of themselves, or by a little around 0."""
    info = np.finfo(dtype)
    whole = st.floats(allow_nan=False, allow_infinity=False, width=info.bits)
    argument = st.floats(-info.maxexp, info.maxexp, width=info.bits)
    part = st.sampled_from((0.0, 1e-16, 1e-9, 0.3, 1.0)) | st.floats(0, 2)

    def bounded(value, part, little):
        value = np.maximum(np.abs(value), info.smallest_subnormal) if positive else value
        error = np.abs(value.astype(np.float64)) * part
        return Bounded(value, np.where(np.isfinite(error), error, 0.0) + little * np.array([0, 1, 1e300]))

    values = hnp.arrays(dtype, LENGTH, elements=whole | argument | st.floats(-4, 4, width=info.bits), fill=st.nothing())
    return st.builds(bounded, values, part, st.sampled_from((0.0, 0.0, 5e-324)))


@pytest.mark.parametrize("name", RULE)
@given(data=st.data())
def test_a_rule_bounds_the_error_from_every_end_of_what_its_operands_allow(name, dtype, data):
    rule = RULE[name]
    drawn = [data.draw(operands(dtype, name in ("log", "log1p"))) for _ in range(rule.operands)]
    result = rule.function(*drawn)
    plain = rule.function(*(operand.value for operand in drawn))
    assert result.value.dtype == plain.dtype and result.value.tobytes() == plain.tobytes()
    with flint.ctx.workprec(BITS):
        for signs in itertools.product((-1, 0, 1), repeat=rule.operands):
            ends = [to_arb(a.value) + sign * to_arb(a.error) for a, sign in zip(drawn, signs, strict=True)]
            assert not violated(result, rule.exact(*ends))


@pytest.mark.parametrize("name", ["exp", "logaddexp"])
@pytest.mark.parametrize("error", [1.0, 10.0, 50.0])
def test_what_underflowed_to_0_may_have_been_larger(name, error):
    z = np.array([-745.0, -750.0, -760.0])
    with flint.ctx.workprec(BITS):
        assert not violated(RULE[name].function(Bounded(z, error)), RULE[name].exact(to_arb(z) + error))


def test_a_quotient_of_subnormal_numbers_pays_for_the_divisor_whose_share_underflows():
    a, b = Bounded(np.full(3, 1e-320)), Bounded(np.full(3, 1e-310), 1e-318)
    with flint.ctx.workprec(BITS):
        assert not violated(a / b, to_arb(a.value) / (to_arb(b.value) - to_arb(b.error)))


ROUNDED = {
    "add": (1.0, 2.0**-60),
    "subtract": (1.0, 2.0**-60),
    "multiply": (0.1, 0.1),
    "divide": (1.0, 3.0),
    "square": (0.1,),
    "power": (0.1,),
    "exp": (1.0,),
    "log": (3.0,),
    "log1p": (1.0,),
    "tanh": (1.0,),
    "logaddexp": (1.0,),
    "matmul": (0.1, 0.1),
    "matvec": (0.1, 0.1),
    "vecmat": (0.1, 0.1),
    "sum": (0.1,),
}
UNDERFLOWING = {
    "multiply": (3.0, 0.5),
    "divide": (3.0, 2.0),
    "matmul": (3.0, 0.5),
    "matvec": (3.0, 0.5),
    "vecmat": (3.0, 0.5),
}
"""The first number in units of the smallest subnormal."""


def case(name, numbers, dtype):
    drawn = [Bounded(np.full(LENGTH, number, dtype)) for number in numbers]
    with flint.ctx.workprec(BITS):
        return violated(RULE[name].function(*drawn), RULE[name].exact(*(to_arb(a.value) for a in drawn)))


@pytest.mark.parametrize("name", ROUNDED)
def test_without_its_rounding_a_rule_is_violated(name, dtype, monkeypatch):
    numbers = ROUNDED[name]
    assert not case(name, numbers, dtype)
    exact = single_sided(dtype)._replace(unit=0.0, gamma_1=0.0, libm=0.0)
    monkeypatch.setattr(running, "single_sided", lambda dtype: exact)
    assert case(name, numbers, dtype)


@pytest.mark.parametrize("name", UNDERFLOWING)
def test_without_its_underflow_a_rule_is_violated(name, dtype, monkeypatch):
    first, *others = UNDERFLOWING[name]
    numbers = first * float(np.finfo(dtype).smallest_subnormal), *others
    assert not case(name, numbers, dtype)
    never = single_sided(dtype)._replace(eta=0.0)
    monkeypatch.setattr(running, "single_sided", lambda dtype: never)
    assert case(name, numbers, dtype)


def test_an_elementary_function_of_a_subnormal_result_needs_its_underflow(dtype, monkeypatch):
    z = np.linspace(*((-744.0, -742.0) if dtype is np.float64 else (-103.0, -101.0)), 30).astype(dtype)
    never = single_sided(dtype)._replace(eta=0.0)
    for name in ("exp", "logaddexp"):
        rule = RULE[name]
        with flint.ctx.workprec(BITS):
            assert not violated(rule.function(Bounded(z)), rule.exact(to_arb(z)))
            with monkeypatch.context() as patch:
                patch.setattr(running, "single_sided", lambda dtype: never)
                assert violated(rule.function(Bounded(z)), rule.exact(to_arb(z)))


@given(a=st.floats(width=32), b=st.floats(width=32), first=st.booleans())
@example(a=0.0, b=np.inf, first=True)
def test_where_takes_the_error_with_the_value(a, b, first):
    left, right = Bounded(np.float32([a]), 0.25), Bounded(np.float32([b]), 0.5)
    chosen, other = (left, right) if first else (right, left)
    result = np.where(np.array([first]), left, right)
    assert result.value.tobytes() == chosen.value.tobytes()
    assert chosen.error <= result.error <= chosen.error * SAFETY
    assert (np.where(np.array([first]), 1, other).error == 0) == first


def test_a_constant_that_the_dtype_cannot_hold_is_off_by_as_much():
    a = Bounded(np.float32([0.0]))
    with flint.ctx.workprec(BITS):
        # Without the constant's error the bound would be half an ulp of 0 alone.
        assert not violated(a + 0.1, np.array([arb(0.1)], dtype=object))
        assert (a + 0.1).error > abs(0.1 - float(np.float32(0.1)))


def refused():
    a, rounded = Bounded(np.array([1.0, 2.0])), Bounded(np.array([1.0, 2.0]), 1e-16)
    return {
        "asarray": (np.asarray, a),
        "asanyarray": (np.asanyarray, a),
        "a function without rule": (np.sqrt, a),
        "np.sum": (np.sum, a),
        "np.concatenate": (np.concatenate, [a, a]),
        "out": (np.negative, a, np.zeros(2)),
        "logaddexp of two": (np.logaddexp, 1, a),
        "logaddexp the other way round": (np.logaddexp, a, 0),
        "minimum of two": (np.minimum, a, a),
        "maximum of two": (np.maximum, a, a),
        "equality of rounded numbers": (operator.eq, rounded, 1),
        "order": (operator.lt, a, 1),
        "a root": (operator.pow, a, 0.5),
        "a reciprocal": (operator.pow, a, -1),
        "a power that is an array": (operator.pow, a, a),
        "product": (np.multiply.reduce, a),
        "a condition that is rounded": (np.where, a, 1.0, 2.0),
        "truth": (bool, a),
        "float": (float, a),
    }


@pytest.mark.parametrize("what", refused())
def test_what_has_no_rule_is_refused(what):
    function, *arguments = refused()[what]
    with pytest.raises(TypeError):
        function(*arguments)


def test_what_is_not_finite_has_no_bound_and_nan_bounds_nothing():
    a = Bounded(np.array([np.inf, -np.inf, np.nan, 1.0]), np.array([0.0, 1.0, 0.0, np.nan]))
    assert (a.error == np.inf).all()


def test_indexing_and_copying_keep_the_errors():
    a = Bounded(np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3) / 8)
    assert a[..., None].shape == (2, 3, 1) and (a[1].error == a.error[1]).all()
    twin = a.copy()
    assert (twin.value == a.value).all() and (twin.error == a.error).all()
    assert not np.may_share_memory(twin.value, a.value) and not np.may_share_memory(twin.error, a.error)
    assert np.ones_like(a).error.sum() == 0 and repr(a).startswith("Bounded(array(")
