"""Roots, powers other than products, and functions that the perceptron's links do not use: three rules each."""

from __future__ import annotations

from typing import Any

import numpy as np
from flint import arb

from compare.arithmetic.balls import Ball, _growth, hull, log, power
from compare.arithmetic.exact import Exact
from compare.arithmetic.kinds import by_kind
from compare.arithmetic.precision import LIBM_ULPS


def _sqrt(a: Ball) -> Ball:
    """√a within an ulp, as PyTorch's library gives it: two roundings. |√(a + δ) − √a| ≤ |δ|/√a.

    Where the ball holds numbers below 0, nothing is claimed.
    """
    value = np.sqrt(a.value)
    if a.exact:
        return a._rounded(value, np.where(a.value >= 0, 0.0, np.inf), a.fmt.gamma(2), 0.0)
    spread = np.where(a.radius == 0, 0.0, a.radius / value)
    return a._rounded(value, np.where(a.value >= a.radius, spread, np.inf), a.fmt.gamma(2), 0.0)


@by_kind(_sqrt, lambda a: a.each(arb.sqrt), np.sqrt)
def sqrt(a: Any) -> Any:
    """√a."""


def _inverse_power(a: Ball, exponent: int) -> Ball:
    """1/a^k, (1/a)^k, or by a library whose error is `libm`."""
    first = 1.0 / power(a, exponent)
    either = hull([first, power(1.0 / a, exponent)])
    return a._rounded(first.value, either.radius, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


@by_kind(_inverse_power, lambda a, exponent: a._like(a.value**-exponent), lambda a, exponent: a ** -float(exponent))
def inverse_power(a: Any, exponent: int) -> Any:
    """a^−k for a whole k, at least 1."""


def _real_power(a: Ball, exponent: float) -> Ball:
    """a^p for a > 0, by a library whose error is `libm`. Relatively, a^p moves no more than (1 − radius/a)^−|p| − 1.

    A float32 program holds what float32 can of p. Nothing is claimed where the radius is over half of a, as of a
    quotient.
    """
    value = a.value**exponent
    held = float(np.asarray(exponent, a.fmt.name))
    other = (value + a.fmt.eta) * np.expm1(abs(exponent - held) * (np.abs(np.log(a.value)) + 1))
    growth = 0.0 if a.exact else np.expm1(-abs(exponent) * np.log1p(-(a.radius / a.value)))
    near = (a.value > 0) & (np.asarray(a.radius) <= a.value / 2)
    spread = np.where(near, (value + a.fmt.eta) * growth * (1 + abs(exponent) * 2.0**-48) + other, np.inf)
    return a._rounded(value, spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


def _real_power_exactly(a: Exact, exponent: float) -> Exact:
    return a.each(lambda one: arb(one) ** arb(exponent))


@by_kind(_real_power, _real_power_exactly, lambda a, exponent: a**exponent)
def real_power(a: Any, exponent: float) -> Any:
    """a^p for a > 0 and a number p."""


def _expm1(a: Ball) -> Ball:
    """e^a − 1, also for a near 0. Slope e^a."""
    spread = 0.0 if a.exact else _growth(np.exp(a.value), a.value, a.radius)
    return a._rounded(np.expm1(a.value), spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


@by_kind(_expm1, lambda a: a.each(arb.expm1), np.expm1)
def expm1(a: Any) -> Any:
    """e^a − 1."""


def _bounded_slope(function: Any) -> Any:
    """The ball of a function whose slope is at most 1 in size, by a library whose error is `libm`."""

    def rule(a: Ball) -> Ball:
        return a._rounded(function(a.value), a.radius, a.fmt.libm, LIBM_ULPS * a.fmt.eta)

    return rule


@by_kind(_bounded_slope(np.sin), lambda a: a.each(arb.sin), np.sin)
def sin(a: Any) -> Any:
    """sin a."""


@by_kind(_bounded_slope(np.cos), lambda a: a.each(arb.cos), np.cos)
def cos(a: Any) -> Any:
    """cos a."""


@by_kind(_bounded_slope(np.arctan), lambda a: a.each(arb.atan), np.arctan)
def arctan(a: Any) -> Any:
    """arctan a."""


def _hyperbolic(function: Any) -> Any:
    """sinh and cosh: neither's slope exceeds cosh at the end of the ball that is farthest from 0."""

    def rule(a: Ball) -> Ball:
        spread = a.radius * np.cosh(np.abs(a.value) + a.radius)
        return a._rounded(function(a.value), spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)

    return rule


@by_kind(_hyperbolic(np.sinh), lambda a: a.each(arb.sinh), np.sinh)
def sinh(a: Any) -> Any:
    """sinh a."""


@by_kind(_hyperbolic(np.cosh), lambda a: a.each(arb.cosh), np.cosh)
def cosh(a: Any) -> Any:
    """cosh a."""


def _raised(a: Ball, base: float) -> Ball:
    """c^a by a library. A float32 program holds what float32 can of c, which a multiplies."""
    value, rate = base**a.value, abs(float(np.log(base)))
    held = abs(float(np.log(np.asarray(base, a.fmt.name).astype(np.float64) / base))) * 2
    spread = _growth(value, a.value * np.log(base), a.radius * rate * (1 + 2.0**-50) + held * np.abs(a.value))
    return a._rounded(value, spread, a.fmt.libm, LIBM_ULPS * a.fmt.eta)


@by_kind(
    _raised, lambda a, base: a.each(lambda one: arb(base) ** arb(one)), lambda a, base: np.asarray(base, a.dtype) ** a
)
def raised(a: Any, base: float) -> Any:
    """c^a for a number c > 0."""


def _log_to(a: Ball, base: float) -> Ball:
    """The logarithm to a base; slope 1/(a ln c)."""
    natural = log(a)
    spread = 0.0 if a.exact else (natural.radius + np.abs(natural.value) * a.fmt.libm) / abs(float(np.log(base)))
    return a._rounded(np.log(a.value) / np.log(base), spread, a.fmt.libm, 0.0)


def _log_to_exactly(a: Exact, base: float) -> Exact:
    return a.each(lambda one: arb(one).log() / arb(base).log())


@by_kind(_log_to, _log_to_exactly, lambda a, base: np.log(a) / np.asarray(np.log(base), a.dtype))
def log_to(a: Any, base: float) -> Any:
    """The logarithm of a to the base c."""
