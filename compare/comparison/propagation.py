"""How a mistake changes a later link: its wrong form, followed through the links between that are not given."""

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
    """The link's values if the mistake is made at its own link and all between is right; None if it is not reached.

    `operands` are the inputs and the links, as held or, where not given, as carried. A given link on the way keeps its
    value and passes nothing on; if it is `right` although the mistake would have changed it, the mistake was not made.
    A link on the way may follow any right form that the mistake reaches, so a ball around all of them stands for it. A
    float32 link in the middle is not followed: only float32 values show such a mistake, and later links have none.
    """
    form = known.slip.form
    if not operands.keys() >= set(form.of):
        return None
    ball: Ball = form.rule(*(operands[name] for name in form.of))
    if known.slip.link != link and ball.fmt != operands[form.of[0]].fmt:
        return None
    return followed(chain, known.slip.link, ball, link, operands, given, right)


def followed(
    chain: Chain,
    start: str,
    ball: Ball,
    link: str,
    operands: Mapping[str, Ball],
    given: Collection[str],
    right: Collection[str] = (),
) -> Ball | None:
    """The link's values if an earlier one held this ball, and all between is right."""
    if start == link:
        return ball
    reached, names = {start: ball}, chain.names
    for each in chain.links[names.index(start) + 1 : names.index(link) + 1]:
        passed_on = _passed_on(each, operands, reached)
        if passed_on is None:
            continue
        if each.name not in given or each.name == link:
            reached[each.name] = passed_on
        elif each.name in right and not _holds(passed_on, operands[each.name]):
            return None
    return reached.get(link)


def _passed_on(link: Link, operands: Mapping[str, Ball], reached: Mapping[str, Ball]) -> Ball | None:
    """A ball around the values of the right forms that the mistake reaches; None where it reaches none."""
    at = {**operands, **reached}
    forms = [form for form in link.forms if form.kind == "right" and not reached.keys().isdisjoint(form.of)]
    return hull([form.rule(*(at[name] for name in form.of)) for form in forms]) if forms else None


def _holds(ball: Ball, candidate: Ball) -> bool:
    """Whether the ball holds every value of the first side about which it makes a claim."""
    shape = candidate.value.shape
    radius = np.broadcast_to(ball.radius, shape)[0] * SAFETY
    outside = np.abs(candidate.value[0] - np.broadcast_to(ball.value, shape)[0]) > radius
    return not outside.any()
