"""One link's values of all sides, held against the balls of the link's forms one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Array, Mask
from compare.arithmetic.reasons import everywhere, reasons
from compare.chains.chain import Form, Link

WELL_WITHIN = 0.5  # a ratio below this needs no further form; above it, another form may hold the value better
NOT_FINITE = "an earlier link is not finite"


class Weighing(NamedTuple):
    """Values against one ball: its centre and radius, the distance from the centre, and that over the radius."""

    centre: Array
    radius: Array
    error: Array
    ratio: Array


class Judgement:
    """One link, all sides. Every array has the sides on its first axis and then the link's own shape.

    `centre`, `radius`, `error` and `ratio` (error over radius) belong to the first form that holds the value well
    within, or else to the one that holds it best, or else to the first that claims anything. `form` is its index.
    `well_within` says that the first form does so for every value, the usual case and the cheap one. `operand` is the
    link as later links take it.

    A value is `claimed` where some right form claims something at the operands, whatever the value is. Then it is
    `right`, or `clamped`, or `unclaimed` for being nan or an infinity where another right form claims nothing, so that
    a right program may well hold it; or else it is `outside`.
    """

    def __init__(self, link: Link, value: Array, given: Sequence[bool]) -> None:
        self.link, self.value, self.given = link, value, tuple(given)
        self.right: Mask = np.zeros(value.shape, bool)
        self.clamped = self.claimed = self.doubtful = self.right
        self.form = np.zeros(value.shape, np.int8)
        self.reasons: dict[str, Mask] = {}
        self.inherited: dict[str, Mask] = {}
        self.well_within = self.weighed = False
        self.operand: Ball

    @property
    def all_held(self) -> bool:
        """Whether some form holds every value that is given."""
        return bool((self.right | self.clamped)[np.array(self.given)].all())

    @property
    def unclaimed(self) -> Mask:
        """No right form claims anything, or the value is no number where some right form claims nothing."""
        none: Mask = ~(self.right | self.clamped) & (~self.claimed | (self.doubtful & ~np.isfinite(self.value)))
        return none

    @property
    def outside(self) -> Mask:
        """The right value is claimed, and no form holds this one."""
        beyond: Mask = ~(self.right | self.clamped | self.unclaimed)
        return beyond

    @property
    def blind(self) -> Mask:
        """Claimed values no larger than their allowance."""
        return (self.radius >= np.abs(self.centre)) & (self.radius > 0) & self.right

    def weigh(self, index: int, form: Form, ball: Ball, known: Mapping[str, Ball]) -> bool:
        """Compare the values that no earlier form holds with this form's ball. Whether every value is well within."""
        found = self._weighed(ball)
        first, self.weighed = not self.weighed, True
        if first and form.kind == "right" and _all_well_within(found):
            self.form[...] = index
            self.centre, self.radius, self.error, self.ratio = found
            self.right, self.well_within = np.ones(self.value.shape, bool), True
            self.claimed = self.right
            return True
        claimed = np.isfinite(found.radius)
        holds = claimed & (found.error <= found.radius)
        if form.kind == "clamp":
            claimed = holds = holds & ~self.right
            self.clamped = self.clamped | holds
        else:
            self._note_unclaimed(form, ~claimed, known)
            self.claimed = self.claimed | claimed
            self.right = self.right | holds
        self._keep_better(first, index, found, claimed, holds)
        return _largest(self.ratio) <= WELL_WITHIN

    def weigh_beyond(self, index: int, form: Form, known: Mapping[str, Ball]) -> None:
        """Let a right form hold numbers where it claims nothing for being near overflow: they have not overflowed."""
        left = self.outside & np.isfinite(self.value)
        if not left.any():
            return
        boundless = (
            Ball(known[name].fmt._replace(huge=np.inf), known[name].value, known[name].radius) for name in form.of
        )
        found = self._weighed(form.rule(*boundless))
        holds = left & np.isfinite(found.radius) & (found.error <= found.radius)
        self.right = self.right | holds
        self.form[holds] = index
        for mine, theirs in zip((self.centre, self.radius, self.error, self.ratio), found, strict=True):
            mine[holds] = np.broadcast_to(theirs, mine.shape)[holds]

    def _weighed(self, ball: Ball) -> Weighing:
        shape = self.value.shape
        error = self.value - ball.value
        np.abs(error, out=error)
        if ball.exact and not error.any():
            return Weighing(_spread(ball.value, shape), error, error, error)
        radius = _spread(np.multiply(ball.radius, SAFETY), shape)
        ratio = error / radius
        if not np.minimum.reduce(radius, axis=None) > 0:
            ratio = np.where(error == 0, 0.0, ratio)
        return Weighing(_spread(ball.value, shape), radius, error, ratio)

    def _keep_better(self, first: bool, index: int, found: Weighing, claimed: Mask, holds: Mask) -> None:
        """The first form that claims anything counts, unless a later one holds the value better."""
        if first:
            self.form[...] = index
            self.centre = np.where(claimed, found.centre, np.nan)
            self.radius, self.error, self.ratio = (np.where(claimed, array, np.inf) for array in found[1:])
            return
        better = holds & ~(self.ratio <= WELL_WITHIN) & ~(found.ratio >= self.ratio)
        unclaimed = np.isinf(self.radius)
        if unclaimed.any():
            better |= claimed & unclaimed
        places = np.flatnonzero(better)  # gathered and scattered: a random mask costs a branch at every value
        np.put(self.form, places, index)
        for mine, theirs in zip((self.centre, self.radius, self.error, self.ratio), found, strict=True):
            np.put(mine, places, np.take(theirs, places))

    def _note_unclaimed(self, form: Form, unclaimed: Mask, known: Mapping[str, Ball]) -> None:
        if not unclaimed.any():
            return
        marked = {name: ~np.isfinite(known[name].value) for name in form.of}
        not_finite = ((NOT_FINITE, depends_on(form, known, marked)),)
        of_arithmetic = reasons(form.rule, [known[name] for name in form.of])
        left = unclaimed
        for reason, mask in chain(not_finite, of_arithmetic, self.inherited.items(), ((form.undefined, unclaimed),)):
            here = left & mask
            left = left & ~here
            if here.any():
                self.reasons[reason] = self.reasons.get(reason, np.zeros_like(here)) | here
        self.doubtful = self.doubtful | unclaimed

    def settle(self) -> None:
        """Once every form has been weighed: the reasons are those of the values that are unclaimed."""
        unclaimed = self.unclaimed
        self.reasons = {reason: mask & unclaimed for reason, mask in self.reasons.items()}


def _all_well_within(found: Weighing) -> bool:
    return _largest(found.ratio) <= WELL_WITHIN and _largest(found.radius) < np.inf


def _spread(array: Array, shape: tuple[int, ...]) -> Array:
    return array if array.shape == shape else np.broadcast_to(array, shape)


def _largest(array: Array) -> float:
    """The largest element, or nan where there is one."""
    return float(np.maximum.reduce(array, axis=None))


def depends_on(form: Form, known: Mapping[str, Ball], marked: Mapping[str, Mask]) -> Mask:
    """Which of the form's results depend on a marked operand: only those get radius inf when it does."""
    balls = []
    for name in form.of:
        shape = known[name].value.shape
        radius = np.where(np.broadcast_to(marked[name], shape), np.inf, 0.0) if name in marked else 0.0
        balls.append(Ball(everywhere(known[name].fmt), np.full(shape, 0.5), radius))
    reached: Mask = ~np.isfinite(np.asarray(form.rule(*balls).radius))
    return reached
