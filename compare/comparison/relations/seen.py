"""What is known of one link on some problems: its values, what is right there, and all that stands beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, Mask
from compare.chains.chain import Chain, Form
from compare.chains.evaluation import axes_of
from compare.judging.judgement import Judgement

Values = NDArray[np.float64]
Numbers = NDArray[Any] | float
ROUNDINGS = 4.0  # more than a ball allows: another order of the same few operations


class Seen:
    """One link on one batch of problems, as the candidate holds it. Every array has the link's own shape."""

    def __init__(
        self, chain: Chain, link: str, judgements: Mapping[str, Judgement], operands: Mapping[str, Ball]
    ) -> None:
        self.chain, self.link = chain, chain.link(link)
        self.judgements, self.operands = judgements, operands
        self.judgement = judgements[link]
        self.value: Array = self.judgement.value[0]
        self.axes = axes_of(chain)
        self.own = self.axes[link]
        self.lead = self.value.ndim - len(self.own)
        self.wrong: Mask = self.judgement.outside[0]

    @cached_property
    def given(self) -> frozenset[str]:
        """The links that the candidate gives."""
        return frozenset(name for name, each in self.judgements.items() if each.given[0])

    @cached_property
    def rights(self) -> tuple[Ball, ...]:
        """What each right form of the link allows."""
        return tuple(self.of(form) for form in self.link.forms if form.kind == "right")

    def of(self, form: Form) -> Ball:
        """What a form makes of what the candidate holds."""
        with np.errstate(all="ignore"):
            ball: Ball = form.rule(*(self.operand(name) for name in form.of))
        return self.spread(ball)

    def operand(self, name: str) -> Ball:
        """An input, or a link as the candidate holds it, or what it may hold where it does not give it."""
        ball = self.operands[name]
        if name not in self.chain.names:
            return ball
        radius = ball.radius if isinstance(ball.radius, float) else np.broadcast_to(ball.radius, ball.value.shape)[0]
        return Ball(ball.fmt, ball.value[0], radius)

    def spread(self, ball: Ball) -> Ball:
        """In the link's own shape."""
        radius = np.broadcast_to(np.asarray(ball.radius, np.float64), ball.value.shape)
        return Ball(ball.fmt, np.broadcast_to(ball.value, self.value.shape), np.broadcast_to(radius, self.value.shape))

    def beside(self, ball: Ball, axes: Sequence[str]) -> Ball:
        """What has some of the link's axes, moved to where it stands beside each of its values."""
        lead = tuple(range(self.lead))
        missing = tuple(self.lead + k for k, axis in enumerate(self.own) if axis not in axes)
        assert set(axes) <= set(self.own) and len(lead) == ball.value.ndim - len(axes)
        return self.spread(ball.moved(lambda values: np.expand_dims(values, missing)))

    @cached_property
    def lengths(self) -> dict[str, int]:
        """The axes' lengths, by name."""
        found: dict[str, int] = {}
        for name, axes in self.chain.arrays:
            if name in self.operands and axes:
                found |= dict(zip(map(str, axes), self.operands[name].value.shape[-len(axes) :], strict=True))
        return found

    @cached_property
    def right(self) -> Values:
        """The right value, as the form that is nearest makes it; where none claims anything, as the first does."""
        centre = np.asarray(self.judgement.centre[0], np.float64)
        return np.where(np.isfinite(centre), centre, self.rights[0].value)

    @cached_property
    def allowance(self) -> Values:
        """How far from it any right form may lie, and what a few more roundings add; inf where one claims nothing."""
        with np.errstate(all="ignore"):
            reach = [np.abs(ball.value - self.right) + ball.radius for ball in self.rights]
            size = np.abs(np.where(np.isfinite(self.value), self.value, 0.0)) + np.abs(self.right)
            found = np.max(reach, axis=0) * SAFETY + ROUNDINGS * self.rights[0].fmt.unit * size
        return np.where(np.isnan(found), np.inf, found)


def joined(every: Sequence[Seen], of: Callable[[Seen], Numbers]) -> Values:
    """One column of numbers from all problems."""
    columns = [np.ravel(np.broadcast_to(np.asarray(of(seen), np.float64), seen.value.shape)) for seen in every]
    return np.concatenate(columns)
