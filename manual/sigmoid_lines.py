"""The notes' derivation of σ′, a function a line, so that every two neighbours can be shown equal.

Source: the notes, "Derivative of a Sigmoid Function", corrected where `docs/notes.md` says. A line takes z, the
exponential to use and `d`, where ``d(f, z)`` is the derivative of the function f at z: the lines run on NumPy arrays,
on SymPy symbols and on balls of an interval arithmetic alike.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

Value: TypeAlias = Any
Exp: TypeAlias = Callable[[Value], Value]
D: TypeAlias = Callable[[Exp, Value], Value]
Line: TypeAlias = Callable[[Value, Exp, D], Value]


def derivative_of_sigmoid(z: Value, exp: Exp, d: D) -> Value:
    """d/dz σ(z) = d/dz 1/(1 + e^{−z})."""
    return d(lambda t: 1 / (1 + exp(-t)), z)


def derivative_of_power(z: Value, exp: Exp, d: D) -> Value:
    """= d/dz (1 + e^{−z})^{−1}."""
    return d(lambda t: (1 + exp(-t)) ** -1, z)


def power_rule(z: Value, exp: Exp, d: D) -> Value:
    """= −1 (1 + e^{−z})^{−1−1} (d/dz (1 + e^{−z}))."""
    return -1 * (1 + exp(-z)) ** (-1 - 1) * d(lambda t: 1 + exp(-t), z)


def sum_rule(z: Value, exp: Exp, d: D) -> Value:
    """= −1 (1 + e^{−z})^{−2} (d/dz (1) + d/dz (e^{−z}))."""
    return -1 * (1 + exp(-z)) ** -2 * (d(lambda t: 1 + 0 * t, z) + d(lambda t: exp(-t), z))


def chain_rule(z: Value, exp: Exp, d: D) -> Value:
    """= −1 (1 + e^{−z})^{−2} (0 + e^{−z} (d/dz (−z)))."""
    return -1 * (1 + exp(-z)) ** -2 * (0 + exp(-z) * d(lambda t: -t, z))


def all_derived(z: Value, exp: Exp, d: D) -> Value:
    """= −1 (1 + e^{−z})^{−2} (e^{−z}) (−1)."""
    return -1 * (1 + exp(-z)) ** -2 * exp(-z) * -1


def signs_cancel(z: Value, exp: Exp, d: D) -> Value:
    """= (1 + e^{−z})^{−2} (e^{−z})."""
    return (1 + exp(-z)) ** -2 * exp(-z)


def power_as_fraction(z: Value, exp: Exp, d: D) -> Value:
    """= 1/(1 + e^{−z})² (e^{−z})."""
    return 1 / (1 + exp(-z)) ** 2 * exp(-z)


def one_fraction(z: Value, exp: Exp, d: D) -> Value:
    """= e^{−z}/(1 + e^{−z})²."""
    return exp(-z) / (1 + exp(-z)) ** 2


def add_and_take_one(z: Value, exp: Exp, d: D) -> Value:
    """= (e^{−z} + 1 − 1)/(1 + e^{−z})²."""
    return (exp(-z) + 1 - 1) / (1 + exp(-z)) ** 2


def reorder(z: Value, exp: Exp, d: D) -> Value:
    """= (1 + e^{−z} − 1)/(1 + e^{−z})²."""
    return (1 + exp(-z) - 1) / (1 + exp(-z)) ** 2


def split(z: Value, exp: Exp, d: D) -> Value:
    """= (1 + e^{−z})/(1 + e^{−z})² − 1/(1 + e^{−z})²."""
    return (1 + exp(-z)) / (1 + exp(-z)) ** 2 - 1 / (1 + exp(-z)) ** 2


def cancel(z: Value, exp: Exp, d: D) -> Value:
    """= 1/(1 + e^{−z}) − 1/(1 + e^{−z})²."""
    return 1 / (1 + exp(-z)) - 1 / (1 + exp(-z)) ** 2


def square_as_product(z: Value, exp: Exp, d: D) -> Value:
    """= 1/(1 + e^{−z}) − (1/(1 + e^{−z})) (1/(1 + e^{−z}))."""
    return 1 / (1 + exp(-z)) - 1 / (1 + exp(-z)) * (1 / (1 + exp(-z)))


def factor(z: Value, exp: Exp, d: D) -> Value:
    """= 1/(1 + e^{−z}) (1 − 1/(1 + e^{−z}))."""
    return 1 / (1 + exp(-z)) * (1 - 1 / (1 + exp(-z)))


def in_terms_of_sigmoid(z: Value, exp: Exp, d: D) -> Value:
    """= σ(z)(1 − σ(z))."""
    y_hat = 1 / (1 + exp(-z))
    return y_hat * (1 - y_hat)


LINES: tuple[Line, ...] = (
    derivative_of_sigmoid,
    derivative_of_power,
    power_rule,
    sum_rule,
    chain_rule,
    all_derived,
    signs_cancel,
    power_as_fraction,
    one_fraction,
    add_and_take_one,
    reorder,
    split,
    cancel,
    square_as_product,
    factor,
    in_terms_of_sigmoid,
)
