"""Every line of the derivation of σ′ equals the next: by SymPy, by balls of arb, and in floating point."""

import inspect
from itertools import pairwise

import flint
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from manual import sigmoid, sigmoid_lines

NEIGHBOURS = [
    pytest.param(one, other, id=f"{one.__name__} = {other.__name__}") for one, other in pairwise(sigmoid_lines.LINES)
]
DERIVED = sigmoid_lines.LINES[sigmoid_lines.LINES.index(sigmoid_lines.all_derived) :]


def symbolic(line):
    z = sympy.Symbol("z", real=True)
    return line(z, sympy.exp, lambda f, at: sympy.diff(f(z), z).subs(z, at))


def enclosed(line, z):
    """A ball that contains the line's value; `d` is the second coefficient of the function's power series at z."""
    return line(flint.arb(z), lambda t: t.exp(), lambda f, at: f(flint.arb_series([at, 1], prec=2))[1])


@pytest.mark.parametrize(("line", "following"), NEIGHBOURS)
def test_neighbours_are_equal_symbolically(line, following):
    assert sympy.simplify((symbolic(line) - symbolic(following)).rewrite(sympy.exp)) == 0


@pytest.mark.parametrize(("line", "following"), NEIGHBOURS)
@given(st.floats(-700, 700))
def test_neighbours_are_equal_numerically(line, following, z):
    # The worst line adds 1 + e^{-z} and takes 1 again, up to 2^1010 : 1, so 4096 bits leave 2^-2000 of doubt.
    with flint.ctx.workprec(4096):
        difference = enclosed(line, z) - enclosed(following, z)
        assert difference.contains(0)
        assert difference.abs_upper() < flint.arb(2) ** -2000


@given(st.floats(-30, 30))
def test_lines_run_in_floating_point(z):
    u = 2.0**-53
    exact = float(symbolic(sigmoid_lines.in_terms_of_sigmoid).subs(sympy.Symbol("z", real=True), sympy.Float(z, 60)))
    for line in DERIVED:
        value = line(np.float64(z), np.exp, None)
        # A line has at most four exponentials, each within 4 ulps = 8u, and ten other roundings, a power counting 2u;
        # its partial results, over the common denominator, are at most 1, and so is what each error is multiplied by.
        assert abs(value - exact) <= (4 * 8 + 10 * 2 + 1) * u, line.__name__


@given(st.floats(-700, 700))
def test_the_last_line_is_the_code(z):
    at = np.float64(z)
    line = sigmoid_lines.in_terms_of_sigmoid(at, np.exp, None)
    assert line == sigmoid.textbook_dy_hat_dz(sigmoid.textbook_sigmoid(at))


DERIVES = {
    sigmoid_lines.derivative_of_sigmoid: lambda z: [1 / (1 + np.exp(-z))],
    sigmoid_lines.derivative_of_power: lambda z: [(1 + np.exp(-z)) ** -1],
    sigmoid_lines.power_rule: lambda z: [1 + np.exp(-z)],
    sigmoid_lines.sum_rule: lambda z: [1, np.exp(-z)],
    sigmoid_lines.chain_rule: lambda z: [-z],
}


@pytest.mark.parametrize("line", sigmoid_lines.LINES, ids=lambda line: line.__name__)
@given(st.floats(-300, 300))
def test_a_line_derives_what_it_writes_behind_its_d(line, z):
    """A constant too many would have the same derivative, and be another line of the notes."""
    derived = []

    def d(f, at):
        derived.append(f(at))
        return 1.0

    line(np.float64(z), np.exp, d)
    assert derived == DERIVES.get(line, lambda z: [])(np.float64(z))


def test_every_line_of_the_module_is_in_the_chain_in_order():
    functions = [value for value in vars(sigmoid_lines).values() if inspect.isfunction(value)]
    assert functions == list(sigmoid_lines.LINES)
    assert all(function.__doc__ for function in functions)


def test_a_wrong_line_is_refused():
    def sign_lost(z, exp, d):
        return -1 * (1 + exp(-z)) ** -2 * exp(-z)

    assert sympy.simplify(symbolic(sign_lost) - symbolic(sigmoid_lines.one_fraction)) != 0
    assert not (enclosed(sign_lost, 0.5) - enclosed(sigmoid_lines.one_fraction, 0.5)).contains(0)
