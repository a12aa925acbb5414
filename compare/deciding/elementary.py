"""The functions that NumPy, math and scipy.special share, on one enclosure and on one float.

Where floating point has an infinity, so have these: ln 0, 1/0. What they are there decides branches such as `isinf`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from flint import arb

INFINITE, NEGATIVE, NOTHING = arb.pos_inf(), arb.neg_inf(), arb.nan()
LARGEST_POWER = 10_000  # whole exponents up to here are products


def quotient(a: arb, b: arb) -> arb:
    """a/b; over 0 itself infinite, as in floating point."""
    return a / b if not b.is_zero() else INFINITE if a > 0 else NEGATIVE if a < 0 else NOTHING


def power(a: arb, b: arb) -> arb:
    """a to the power b."""
    if b.is_integer() and abs(b) < LARGEST_POWER:
        whole: int = int(b.unique_fmpz())  # type: ignore[arg-type]
        return a**whole if whole >= 0 else quotient(arb(1), a**-whole)
    return a.sqrt() if b == arb(0.5) else a**b


def exp(a: arb) -> arb:
    """e^a."""
    return a if a == INFINITE else a.exp()


def expm1(a: arb) -> arb:
    """e^a − 1."""
    return a if a == INFINITE else a.expm1()


def log(a: arb) -> arb:
    """ln a."""
    return NEGATIVE if a.is_zero() else a if a == INFINITE else a.log()


def log1p(a: arb) -> arb:
    """ln(1 + a)."""
    return NEGATIVE if a == arb(-1) else a if a == INFINITE else a.log1p()


def sigmoid(a: arb) -> arb:
    """σ(a), by the exponential that is small."""
    return 1 / (1 + (-a).exp()) if a > 0 else a.exp() / (1 + a.exp())


def log_sigmoid(a: arb) -> arb:
    """ln σ(a), by the exponential that is small."""
    return -((-a).exp().log1p()) if a > 0 else a - a.exp().log1p()


def log_of_sum(a: arb, b: arb) -> arb:
    """ln(e^a + e^b), from the larger of the two."""
    high, low = (a, b) if a >= b else (b, a)
    return high if low == NEGATIVE else high + (low - high).exp().log1p()


def cube_root(a: arb) -> arb:
    """∛a."""
    return a.root(3) if a >= 0 else -((-a).root(3))


ON_BALLS: dict[str, Callable[[arb], arb]] = {
    "exp": exp,
    "exp2": lambda a: exp(a * arb.const_log2()),
    "expm1": expm1,
    "log": log,
    "log1p": log1p,
    "log2": lambda a: log(a) / arb.const_log2(),
    "log10": lambda a: log(a) / arb.const_log10(),
    "sqrt": arb.sqrt,
    "cbrt": cube_root,
    "square": lambda a: a**2,
    "fabs": abs,
    "conjugate": lambda a: a,
    "sin": arb.sin,
    "cos": arb.cos,
    "tan": arb.tan,
    "sinh": arb.sinh,
    "cosh": arb.cosh,
    "tanh": arb.tanh,
    "arcsin": arb.asin,
    "arccos": arb.acos,
    "arctan": arb.atan,
    "arcsinh": arb.asinh,
    "arccosh": arb.acosh,
    "arctanh": arb.atanh,
    "erf": arb.erf,
    "expit": sigmoid,
    "log_expit": log_sigmoid,
    "logit": lambda a: log(quotient(a, 1 - a)),
}
"""By the name that NumPy or scipy.special gives it."""

ON_FLOATS: dict[str, Callable[[Any], Any]] = {
    **{name: getattr(np, name) for name in ON_BALLS if hasattr(np, name)},
    "erf": lambda a: type(a)(math.erf(a)),
    "expit": lambda a: 1 / (1 + np.exp(-a)),
    "log_expit": lambda a: -np.logaddexp(type(a)(0), -a),
    "logit": lambda a: np.log(a / (1 - a)),
}
