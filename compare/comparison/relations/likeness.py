"""A formula that may hold a link's wrong values, and where it does: on balls, at what the candidate itself holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from compare.arithmetic.balls import SAFETY, Ball
from compare.arithmetic.precision import Mask
from compare.comparison.relations.seen import ROUNDINGS, Seen

SHARP = 2.0**-3  # an allowance tells a wrong value from the right one if it is this much of their distance
PROBLEMS = 3  # from which a factor of many digits is taken: one of them may be off by anything
FEWEST, MANY = 4, 8  # wrong values that must be told from right ones: different numbers, or some of them equal


class Likeness(NamedTuple):
    """What is said of the values, and the balls in one of which each must lie for it to be true."""

    said: str
    made: Callable[[Seen], Sequence[Ball]]

    @property
    def conditional(self) -> bool:
        """Whether it has a condition in it, which a place says in plainer words."""
        return ", else 0" in self.said


class Held(NamedTuple):
    """Where a likeness holds the values, and where it tells them from the right ones."""

    holds: Mask
    tells: Mask


def held(seen: Seen, likeness: Likeness) -> Held:
    """Where the likeness is true of the candidate's values.

    Nothing is said of what is not a finite number, nor where nothing is claimed of what is right. A
    program may lose what rounding may do to the right value: another formula is not written with more care.
    """
    with np.errstate(all="ignore"):
        balls = [seen.spread(ball) for ball in likeness.made(seen)]
    holds = tells = np.zeros(seen.value.shape, bool)
    silent = np.ones(seen.value.shape, bool)
    with np.errstate(all="ignore"):
        distance = np.abs(seen.value - seen.right)
        for ball in balls:
            radius = ball.radius * SAFETY + ROUNDINGS * ball.fmt.unit * np.abs(ball.value)
            claimed = np.isfinite(radius)
            radius = np.maximum(radius, np.where(np.isfinite(seen.allowance), seen.allowance, 0.0))
            within = claimed & (np.abs(seen.value - ball.value) <= radius)
            holds, silent = holds | within, silent & ~claimed
            tells = tells | (within & (radius <= SHARP * distance))
    unjudged = ~np.isfinite(seen.allowance) & (~seen.wrong | silent) & bool(balls)
    return Held(holds | unjudged | ~np.isfinite(seen.value), tells & seen.wrong)


def apart(likeness: Likeness, seen: Seen) -> Mask:
    """Where the likeness gives another value than the right one."""
    with np.errstate(all="ignore"):
        balls = [seen.spread(ball) for ball in likeness.made(seen)]
        allowed = np.where(np.isfinite(seen.allowance), seen.allowance, 0.0)
        near = [np.abs(ball.value - seen.right) <= ball.radius * SAFETY + allowed for ball in balls]
    apart: Mask = ~np.any(near, axis=0)
    return apart


def true_of(every: Sequence[Seen], likeness: Likeness, where: Callable[[Seen], Mask] | None = None) -> bool:
    """Whether the likeness holds all values, or all of those, and enough of them are told from the right ones by it."""
    told: set[float] = set()
    wrong, problems = 0, 0
    for seen in every:
        asked = np.ones(seen.value.shape, bool) if where is None else where(seen)
        found = held(seen, likeness)
        if not found.holds[asked].all():
            return False
        told.update(np.unique(seen.value[found.tells & asked]), np.unique(seen.right[found.tells & asked]))
        wrong += int((found.tells & asked).sum())
        problems += int((found.tells & asked).any(axis=tuple(range(seen.lead, seen.value.ndim))).sum())
    if "about" in likeness.said and problems < PROBLEMS:
        return False
    return (wrong >= FEWEST and len(told) >= FEWEST) or (wrong >= MANY and len(told) > 1)
