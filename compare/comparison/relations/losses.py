"""Another loss than the chain's, under labels 0 and 1: what each makes of L and of ∂L/∂z, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from compare.arithmetic import operations as op
from compare.arithmetic.balls import Ball
from compare.comparison.relations.quantities import named
from compare.comparison.relations.seen import Seen
from compare.comparison.relations.terms import Term

Rule = Callable[[Any, Any, Any], Any]  # of y, t = 2y − 1 and z


def _half_square(y: Any, t: Any, z: Any) -> Any:
    s = op.sigmoid(z)
    return (s - y) * (s * op.sigmoid(-z))


def _square(y: Any, t: Any, z: Any) -> Any:
    return 2.0 * _half_square(y, t, z)


def _margin(y: Any, t: Any, z: Any) -> Any:
    return z - y


def _signs(y: Any, t: Any, z: Any) -> Any:
    return op.sigmoid(z) - t


def _hinge(y: Any, t: Any, z: Any) -> Any:
    return op.at_least(1.0 - t * z, 0.0)


def _hinge_slope(y: Any, t: Any, z: Any) -> Any:
    return -(t * op.positive(1.0 - t * z))


def _squared_hinge_slope(y: Any, t: Any, z: Any) -> Any:
    return -2.0 * (t * _hinge(y, t, z))


def _exponential(y: Any, t: Any, z: Any) -> Any:
    return op.exp(-(t * z))


def _exponential_slope(y: Any, t: Any, z: Any) -> Any:
    return -(t * _exponential(y, t, z))


def _perceptron_rule(y: Any, t: Any, z: Any) -> Any:
    """A side that gives z is held to its sign, even at 0."""
    return Ball(z.fmt, np.where(z.value > 0, 1.0, 0.0), np.where(np.abs(z.value) >= z.radius, 0.0, np.inf)) - y


def _swapped(y: Any, t: Any, z: Any) -> Any:
    return op.sigmoid(z) - (1.0 - y)


def _targets(y: Any, by: float) -> Any:
    return (1.0 - by) * y + (by / 2) * op.ones_like(y)


def _smoothed_slope(y: Any, t: Any, z: Any, *, by: float) -> Any:
    return op.sigmoid(z) - _targets(y, by)


def _smoothed(y: Any, t: Any, z: Any, *, by: float) -> Any:
    return op.weighted(_targets(y, by), op.softplus(-z)) + op.weighted(1.0 - _targets(y, by), op.softplus(z))


def _scaled(y: Any, t: Any, z: Any, *, by: float) -> Any:
    return op.sigmoid(by * z) - y


def _scaled_slope(y: Any, t: Any, z: Any, *, by: float) -> Any:
    return by * (op.sigmoid(by * z) - y)


EPSILONS = (0.1, 0.2, 0.05, 0.01)
SCALES = (2.0, 0.5, 10.0, 0.1)
SMOOTHED = "smoothed targets, y·(1 − ε) + ε/2 with ε = {:g}"

SLOPES: tuple[tuple[str, Rule], ...] = (
    ("(ŷ − y)ŷ(1 − ŷ): this is the gradient of ½(y − σ(z))²", _half_square),
    ("2(ŷ − y)ŷ(1 − ŷ): this is the gradient of (y − σ(z))²", _square),
    ("z − y: the margin is taken for the probability", _margin),
    ("ŷ − t with t = 2y − 1: the labels are taken for −1 and 1", _signs),
    ("ŷ − (1 − y)", _swapped),
    *((f"ŷ less {SMOOTHED.format(by)}", partial(_smoothed_slope, by=by)) for by in EPSILONS),
    ("−t where tz < 1, else 0, with t = 2y − 1: this is the gradient of the hinge loss", _hinge_slope),
    ("−2t(1 − tz) where tz < 1, with t = 2y − 1: this is the gradient of the squared hinge", _squared_hinge_slope),
    ("−t·exp(−tz) with t = 2y − 1: this is the gradient of the exponential loss", _exponential_slope),
    ("(1 where z > 0, else 0) − y: the predicted class is taken for the probability", _perceptron_rule),
    *((f"σ({by:g}·z) − y: z is scaled", partial(_scaled, by=by)) for by in SCALES),
    *((f"{by:g}·(σ({by:g}·z) − y): z is scaled", partial(_scaled_slope, by=by)) for by in SCALES),
)
LOSSES: tuple[tuple[str, Rule], ...] = (
    ("max(0, 1 − tz) with t = 2y − 1: this is the hinge loss", _hinge),
    ("exp(−tz) with t = 2y − 1: this is the exponential loss", _exponential),
    *((f"the log loss of {SMOOTHED.format(by)}", partial(_smoothed, by=by)) for by in EPSILONS),
)


def other_losses(seen: Seen) -> Iterator[Term]:
    """Each value, or slope, with what it is."""
    if not seen.chain.labels or not {"y", "z"} <= seen.operands.keys():
        return
    for said, rule in {"dL/dz": SLOPES, "L": LOSSES}.get(seen.link.name, ()):
        yield Term(said, partial(_at, rule))
    if seen.link.name == "dL/dz":
        yield Term("L: the loss itself is taken for its slope", partial(named, "L"))


def _at(rule: Rule, seen: Seen) -> Ball:
    y, z = named("y", seen), named("z", seen)
    ball: Ball = rule(y, Ball(y.fmt, 2 * y.value - 1), z)
    return ball
