"""Functions of one number that a formula may be made of, and how each is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compare.arithmetic import operations as op


def _one_less(a: Any) -> Any:
    return 1.0 - a


def _slope(a: Any) -> Any:
    return a * (1.0 - a)


def _sigmoid_slope(a: Any) -> Any:
    return op.sigmoid(a) * op.sigmoid(-a)


def _square(a: Any) -> Any:
    return a * a


def _sign(a: Any) -> Any:
    return op.positive(a) - op.positive(-a)


def _softplus_of_minus(a: Any) -> Any:
    return op.softplus(-a)


def _sigmoid_of_minus(a: Any) -> Any:
    return op.sigmoid(-a)


def _exp_of_minus(a: Any) -> Any:
    return op.exp(-a)


def _inverse(a: Any) -> Any:
    return 1.0 / a


def _log_of_rest(a: Any) -> Any:
    return op.log(1.0 - a)


def clipped(a: Any, limit: float) -> Any:
    """a, at most so much in size."""
    return op.at_most(op.at_least(a, -limit), limit)


Rule = Callable[[Any], Any]

PLAIN: tuple[tuple[str, Rule], ...] = (("{}²", _square), ("|{}|", op.absolute), ("sign({})", _sign))
FUNCTIONS: tuple[tuple[str, Rule], ...] = (
    ("(1 − {})", _one_less),
    ("{0}(1 − {0})", _slope),
    ("(1 where {} > 0, else 0)", op.positive),
    ("σ({})", op.sigmoid),
    ("σ(−{})", _sigmoid_of_minus),
    ("σ′({})", _sigmoid_slope),
    ("tanh {}", op.tanh),
    ("exp({})", op.exp),
    ("exp(−{})", _exp_of_minus),
    ("ln {}", op.log),
    ("ln(1 − {})", _log_of_rest),
    ("ln(1 + exp({}))", op.softplus),
    ("ln(1 + exp(−{}))", _softplus_of_minus),
    ("1/({})", _inverse),
)
