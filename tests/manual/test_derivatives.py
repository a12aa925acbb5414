"""Each derivative is SymPy's derivative of the function that it stands next to.

A derivative that is plain arithmetic is run on SymPy's symbols and compared exactly. `sigmoid.dy_hat_dz` and
`log_loss.dL_dy_hat`, which are not, are held against the truth in `test_accuracy`.
"""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from manual import descent, log_loss, sigmoid, squared_error, summation

y, z, b, lr = sympy.symbols("y z b alpha", real=True)
y_hat = sympy.Symbol("y_hat", positive=True)
P, Q = 1 / (1 + sympy.exp(-z)), 1 / (1 + sympy.exp(z))
LOG_LOSS = -y * sympy.log(y_hat) - (1 - y) * sympy.log(1 - y_hat)


def same(one, other):
    return sympy.simplify(one - other) == 0


def test_squared_error():
    assert same(squared_error.dL_dy_hat(y, y_hat), sympy.diff(squared_error.squared_error(y, y_hat), y_hat))


@pytest.mark.parametrize("slope", [log_loss.textbook_dL_dy_hat_split, log_loss.textbook_dL_dy_hat])
def test_log_loss_by_the_prediction(slope):
    assert same(slope(y, y_hat), sympy.diff(LOG_LOSS, y_hat))


def test_sigmoid():
    assert same(sigmoid.textbook_dy_hat_dz(P), sympy.diff(P, z))
    assert same(Q * (1 - Q), sympy.diff(P, z))
    assert same(1 - P, Q)


def test_log_loss_by_the_summation_in_all_three_forms():
    by_z = sympy.diff(LOG_LOSS.subs(y_hat, P), z)
    product = log_loss.dL_dz_product(log_loss.textbook_dL_dy_hat(y, P), sigmoid.textbook_dy_hat_dz(P))
    for form in (product, log_loss.dL_dz_cancelled(y, P), log_loss.dL_dz(y, P, Q)):
        assert same(form, by_z)


def test_loss_from_the_summation_is_the_loss():
    from_z = y * sympy.log(1 + sympy.exp(-z)) + (1 - y) * sympy.log(1 + sympy.exp(z))
    # Equal slopes and one equal value make equal functions.
    assert same(sympy.diff(from_z, z), sympy.diff(LOG_LOSS.subs(y_hat, P), z))
    assert same(from_z.subs(z, 0), LOG_LOSS.subs(y_hat, P).subs(z, 0))


@given(y=st.floats(0, 1), y_hat=st.floats(2**-20, 1 - 2**-20))
def test_textbook_log_loss_is_the_formula_that_is_derived(y, y_hat):
    exact = sympy.Float(y, 50) * -sympy.log(sympy.Float(y_hat, 50))
    exact -= (1 - sympy.Float(y, 50)) * sympy.log(1 - sympy.Float(y_hat, 50))
    # 1 − ŷ is within u of its value, which moves its logarithm by u/(1 − u); each logarithm is within 4 ulps = 8u;
    # 1 − y, the products and the difference add a u each: 12u of the loss, whose terms have one sign, 2u, and 2η.
    value = log_loss.textbook_log_loss(np.float64(y), np.float64(y_hat))
    assert abs(float(value - exact)) <= 2.0**-53 * (12 * float(exact) + 2) + 1e-323


@pytest.mark.parametrize("d", [1, 2, 3])
def test_summation(d):
    x = np.array([sympy.symbols(f"x1:{d + 1}")], dtype=object)
    w = np.array(sympy.symbols(f"w1:{d + 1}"), dtype=object)
    (summed,) = summation.summation(x, w, np.array(b, dtype=object))
    assert [sympy.diff(summed, weight) for weight in w] == list(summation.dz_dw(x)[0])
    assert [sympy.diff(summed, b)] == list(summation.dz_db(x))


def test_identity():
    one = np.array([z], dtype=object)
    assert [sympy.diff(value, z) for value in summation.identity(one)] == list(summation.identity_dy_hat_dz(one))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_mean_over_the_examples(n):
    w = sympy.Symbol("w")
    losses = [sympy.Function(f"L{i}")(w, b) for i in range(n)]
    by_w = np.array([[[sympy.diff(loss, w)] for loss in losses]], dtype=object)
    by_b = np.array([[sympy.diff(loss, b) for loss in losses]], dtype=object)
    J = descent.mean(np.array([losses], dtype=object)).item()
    assert same(descent.dJ_dw(by_w).item(), sympy.diff(J, w))
    assert same(descent.dJ_db(by_b).item(), sympy.diff(J, b))


def test_update_goes_down_the_slope_from_the_old_parameters():
    w, by_w, by_b = sympy.symbols("w g_w g_b")
    w_new, b_new = descent.update(*(np.array(each) for each in ([[w]], [b], [lr], [[by_w]], [by_b])))
    assert w_new.item() == w - lr * by_w
    assert b_new.item() == b - lr * by_b
