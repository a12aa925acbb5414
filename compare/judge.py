"""Judging: every link of every side against the link's definition at that side's own operands.

The sides' values are stacked on a new first axis, so one evaluation of a form judges all of them. A value is *right*
when some right form's ball holds it, *clamped* when only a reference's documented clamp does, *open* when no form holds
it but some right form claims nothing there, and *wrong* otherwise. A link that a side does not give is carried: the
tightest ball stands in for its value, and its radius widens the balls that depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from compare.balls import Ball
from compare.chain import Chain, Form, Link
from compare.formats import Array, Mask, format_of

Trace = Mapping[str, Array]

SAFETY = 1 + 2.0**-40
"""Covers the rounding of the radii themselves: fewer than a hundred float64 operations on non-negative terms."""
AT_EASE = 0.5
"""Below this ratio a value needs no further form; above it, another form may hold it better."""
NOT_FINITE = "an earlier link is not finite"


class Judgement:
    """One link, all sides. Every array has the sides on its first axis and then the link's own shape.

    `centre`, `radius`, `error` and `ratio` (error over radius) belong to the first form that holds the value at ease,
    or else to the one that holds it best, or else to the first that claims anything. `form` is that form's index.
    """

    def __init__(self, link: Link, value: Array, given: Sequence[bool]) -> None:
        self.link, self.value, self.given = link, value, tuple(given)
        self.right, self.clamped, self.open = (np.zeros(value.shape, bool) for _ in range(3))
        self.centre, self.error = np.full(value.shape, np.nan), np.full(value.shape, np.inf)
        self.radius, self.ratio = np.full(value.shape, np.inf), np.full(value.shape, np.inf)
        self.form = np.zeros(value.shape, np.intp)
        self.reasons: dict[str, Mask] = {}

    @property
    def wrong(self) -> Mask:
        """No form holds the value and every right form claims something there."""
        none: Mask = ~(self.right | self.clamped | self.open)
        return none

    @property
    def blind(self) -> Mask:
        """Claimed values whose allowance is not smaller than themselves."""
        return self.right & (self.radius > 0) & (self.radius >= np.abs(self.centre))

    def weigh(self, index: int, form: Form, ball: Ball, known: Mapping[str, Ball]) -> None:
        """Hold the values that no earlier form holds against this form's ball."""
        radius = np.broadcast_to(np.asarray(ball.radius) * SAFETY, self.value.shape)
        error = np.abs(self.value - ball.value)
        claimed = np.isfinite(radius)
        holds = claimed & (error <= radius)
        if form.kind == "clamp":
            claimed = self.clamped = holds & ~self.right
        ratio = np.where(error == 0, 0.0, error / radius)
        first = ~np.isfinite(self.radius)
        better = claimed & (first | (holds & ~(self.ratio <= AT_EASE) & ~(ratio >= self.ratio)))
        if form.kind == "right":
            self._note_open(form, ~claimed, known)
            self.right = self.right | holds
        self.form[better] = index
        for mine, theirs in (
            (self.centre, ball.value),
            (self.radius, radius),
            (self.error, error),
            (self.ratio, ratio),
        ):
            np.copyto(mine, theirs, where=better)

    def _note_open(self, form: Form, unclaimed: Mask, known: Mapping[str, Ball]) -> None:
        if not unclaimed.any():
            return
        tainted = np.broadcast_to(_depends_on_non_finite(form, known), unclaimed.shape)
        for reason, mask in ((NOT_FINITE, unclaimed & tainted), (form.undefined, unclaimed & ~tainted)):
            if mask.any():
                self.reasons[reason] = self.reasons.get(reason, np.zeros_like(mask)) | mask
        self.open = self.open | unclaimed

    def settle(self) -> None:
        """Once every form has been weighed: a value that a form holds is not open."""
        self.open = self.open & ~self.right & ~self.clamped
        self.reasons = {reason: mask & self.open for reason, mask in self.reasons.items()}


def judge(chain: Chain, problem: Mapping[str, Array], traces: Sequence[Trace]) -> Iterator[Judgement]:
    """Yield one judgement a link, in the chain's order.

    Shapes and dtypes must have been checked (see `border`), and every link must be given by at least one side.
    """
    known = _inputs(chain, problem)
    for link in chain.links:
        rows = [trace.get(link.name) for trace in traces]
        like = next(row for row in rows if row is not None)
        value = np.stack([np.full_like(like, np.nan) if row is None else row for row in rows]).astype(np.float64)
        with np.errstate(all="ignore"):
            judgement = Judgement(link, value, [row is not None for row in rows])
            known[link.name] = _weigh_all(judgement, known)
        yield judgement


def carry(chain: Chain, problem: Mapping[str, Array]) -> dict[str, Ball]:
    """Every link as a ball from the inputs alone: what rounding may do to a side of which nothing is given."""
    known = _inputs(chain, problem)
    with np.errstate(all="ignore"):
        for link in chain.links:
            known[link.name] = _tightest([f.rule(*(known[k] for k in f.of)) for f in link.forms if f.kind == "right"])
    return known


def _inputs(chain: Chain, problem: Mapping[str, Array]) -> dict[str, Ball]:
    fmt = format_of(problem["x"].dtype)
    return {name: Ball(fmt, np.asarray(problem[name], np.float64)) for name in chain.inputs}


def _weigh_all(judgement: Judgement, known: Mapping[str, Ball]) -> Ball:
    """Weigh the forms until every value is held; return the link as an operand of later links."""
    complete, balls = all(judgement.given), []
    for index, form in enumerate(judgement.link.forms):
        ball = form.rule(*(known[name] for name in form.of))
        judgement.weigh(index, form, ball, known)
        if complete and (judgement.ratio <= AT_EASE).all():
            break
        if form.kind == "right":
            balls.append(ball)
    judgement.settle()
    fmt, value = ball.fmt, judgement.value
    if complete:
        finite = np.isfinite(value)
        return Ball(fmt, value, 0.0 if finite.all() else np.where(finite, 0.0, np.inf))
    best = _tightest(balls)
    absent = ~np.array(judgement.given).reshape(-1, *[1] * (value.ndim - 1))
    radius = np.where(absent, np.asarray(best.radius) * SAFETY, np.where(np.isfinite(value), 0.0, np.inf))
    return Ball(fmt, np.where(absent, best.value, value), radius)


def _tightest(balls: Sequence[Ball]) -> Ball:
    """Element by element, the ball of smallest radius; nan counts as inf."""
    best = balls[0]
    for ball in balls[1:]:
        tighter = np.asarray(ball.radius) < np.nan_to_num(best.radius, nan=np.inf, posinf=np.inf)
        best = Ball(ball.fmt, np.where(tighter, ball.value, best.value), np.where(tighter, ball.radius, best.radius))
    return best


def _depends_on_non_finite(form: Form, known: Mapping[str, Ball]) -> Mask:
    """Which of the form's results depend on an operand that is not finite: only those get radius inf when it does."""
    balls = []
    for name in form.of:
        operand = known[name]
        radius = np.where(np.isfinite(operand.value), 0.0, np.inf)
        balls.append(Ball(operand.fmt, np.full(operand.value.shape, 0.5), radius))
    tainted: Mask = ~np.isfinite(np.asarray(form.rule(*balls).radius))
    return tainted
