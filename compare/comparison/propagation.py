"""What a mistake makes of a later link: its wrong form, followed through the links between that are not given."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball, hull
from compare.chains.chain import Chain, Link
from compare.mistakes import MistakeAt


def propagated(
    chain: Chain,
    known: MistakeAt,
    link: str,
    operands: Mapping[str, Ball],
    given: Collection[str],
    right: Collection[str] = (),
) -> Ball | None:
    """The link where the mistake is made at its own link and all between is right; None where it does not get there.

    `operands` are the inputs and the links as they are held, or carried where they are not given. What is given on the
    way stands for itself and passes nothing on; where it is `right` and the mistake would have made something else of
    it, the mistake was not made. A link on the way may be got by any right form that the mistake reaches, and so by all
    of them at once: a ball around them all. Float32 in the middle is not followed, since what is made of a float32
    number is none, by which it could be told.
    """
    form = known.slip.form
    if not operands.keys() >= set(form.of):
        return None
    ball: Ball = form.rule(*(operands[name] for name in form.of))
    if known.slip.link == link:
        return ball
    if ball.fmt != operands[form.of[0]].fmt:
        return None
    reached, names = {known.slip.link: ball}, chain.names
    for each in chain.links[names.index(known.slip.link) + 1 : names.index(link) + 1]:
        passed_on = _passed_on(each, operands, reached)
        if passed_on is None:
            continue
        if each.name not in given or each.name == link:
            reached[each.name] = passed_on
        elif each.name in right and not _holds(passed_on, operands[each.name]):
            return None
    return reached.get(link)


def _passed_on(link: Link, operands: Mapping[str, Ball], reached: Mapping[str, Ball]) -> Ball | None:
    """A ball around what the right forms make of what the mistake has reached; None where none takes any of it."""
    at = {**operands, **reached}
    forms = [form for form in link.forms if form.kind == "right" and not reached.keys().isdisjoint(form.of)]
    return hull([form.rule(*(at[name] for name in form.of)) for form in forms]) if forms else None


def _holds(ball: Ball, candidate: Ball) -> bool:
    """Whether the ball holds the first side's every value about which it claims anything."""
    shape = candidate.value.shape
    radius = np.broadcast_to(ball.radius, shape)[0] * SAFETY
    outside = np.abs(candidate.value[0] - np.broadcast_to(ball.value, shape)[0]) > radius
    return not outside.any()
