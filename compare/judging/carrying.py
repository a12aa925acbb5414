"""A link that a side does not give: what stands in for it, and what a reference's documented clamp would make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import Chain, Form, Link
from compare.judging.judgement import Judgement, depends_on


class Carried:
    """What is carried from link to link beside the operands, for traces with gaps.

    `doubtful` marks, link by link, where a right program may hold nan or an infinity although what stands in is a
    claim; `reasons` say why nothing is claimed of what is not given.
    `clamped` are the links as a program holds them that follows the reference's clamps.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.doubtful: dict[str, Mask] = {}
        self.clamped: dict[str, Ball] = {}
        self.reasons: dict[str, dict[str, Mask]] = {}

    def note_doubt(self, judgement: Judgement, form: Form, known: Mapping[str, Ball]) -> None:
        """A form doubts what depends on a carried operand that is doubtful."""
        if not self.doubtful.keys().isdisjoint(form.of):
            judgement.doubtful = judgement.doubtful | depends_on(form, known, self.doubtful)
        for name in form.of:
            for reason, mask in self.reasons.get(name, {}).items():
                here = depends_on(form, known, {name: mask})
                judgement.inherited[reason] = judgement.inherited.get(reason, np.zeros_like(here)) | here

    def weigh_clamps(self, judgement: Judgement, known: Mapping[str, Ball]) -> None:
        """Hold the values against what follows from a clamp at an earlier link that is not given."""
        link = judgement.link
        for index, form in enumerate(link.forms):
            if form.kind == "right" and not self.clamped.keys().isdisjoint(form.of):
                clamp = form._replace(kind="clamp")
                judgement.weigh(index, clamp, self._made(form, known), known)

    def stand_in(self, judgement: Judgement, balls: Sequence[Ball], known: Mapping[str, Ball]) -> Ball:
        """The link as an operand: what a side gives is exact; the rest is a ball around the claims of its forms."""
        given = np.array(judgement.given).reshape(-1, *[1] * (judgement.value.ndim - 1))
        finite = np.isfinite(judgement.value)
        if not all(judgement.given):
            doubt = np.where(given, ~finite, judgement.doubtful)
            if doubt.any():
                self.doubtful[judgement.link.name] = doubt
            self.reasons[judgement.link.name] = {why: mask & ~given for why, mask in judgement.reasons.items()}
            self._follow_clamps(judgement.link, known, given, judgement.value)
        return _given_or(given, judgement.value, claims(balls))

    def _follow_clamps(self, link: Link, known: Mapping[str, Ball], given: Mask, value: Array) -> None:
        forms = [form for form in link.forms if form.kind == "clamp"]
        forms = forms or [form for form in link.forms if form.kind == "right" and set(form.of) & set(self.clamped)]
        if forms:
            made = claims([self._made(form, known) for form in forms])
            self.clamped[link.name] = _given_or(given, value, made)

    def _made(self, form: Form, known: Mapping[str, Ball]) -> Ball:
        ball: Ball = form.rule(*({**known, **self.clamped}[name] for name in form.of))
        return ball


def claims(balls: Sequence[Ball]) -> Ball:
    """A ball that holds every ball that is a claim, element by element; none where no ball is."""
    first = balls[0]
    shape = np.broadcast_shapes(*(ball.value.shape for ball in balls))
    value, radius = np.broadcast_to(first.value, shape), np.broadcast_to(np.asarray(first.radius), shape)
    for ball in balls[1:]:
        other = np.broadcast_to(np.asarray(ball.radius), shape)
        wider = np.maximum(radius, np.abs(ball.value - value) + other)
        claimed, as_well = np.isfinite(radius), np.isfinite(other)
        radius = np.where(claimed & as_well, wider, np.where(as_well, other, radius))
        value = np.where(claimed, value, ball.value)
    return Ball(first.fmt, value, np.nan_to_num(radius, nan=np.inf, posinf=np.inf))


def _given_or(given: Mask, value: Array, stand_in: Ball) -> Ball:
    exact = np.where(np.isfinite(value), 0.0, np.inf)
    radius = np.where(given, exact, np.asarray(stand_in.radius) * SAFETY)
    return Ball(stand_in.fmt, np.where(given, value, stand_in.value), radius)
