"""The factor by which one column of numbers is another, if there is one: an interval, in which all values agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import Mask
from compare.comparison.relations.lengths import Lengths, Quotient, quotients, times
from compare.comparison.relations.numbers import Number, within
from compare.comparison.relations.seen import Numbers, Seen, Values, joined

MOST = 20_000  # values that are looked at; a likeness is then tried on all
PROBES = 12  # of the sharpest values, which refuse most columns
KNOWN = 2.0**-7  # a factor is found if its interval is this narrow


class Factor(NamedTuple):
    """A number times a quotient of lengths."""

    number: Number
    quotient: Quotient

    @property
    def said(self) -> str:
        """As it is written."""
        about = "" if self.number.exact else "about "
        return about + times(self.number, self.quotient)

    def at(self, lengths: Lengths) -> float:
        """Its value on a batch of problems."""
        return self.number.value * self.quotient.of(lengths)


class Column(NamedTuple):
    """A quantity beside the values: how it is written, the ball it is, and its numbers with their radii."""

    said: str
    ball: Callable[[Seen], Ball]
    values: Values
    radii: Values


class Table:
    """The values of a link from all problems as columns; `kept` says which places are looked at."""

    def __init__(self, every: Sequence[Seen], where: Callable[[Seen], Mask] | None = None) -> None:
        self.every, self.where = every, where
        self.chain, self.link, self.own = every[0].chain, every[0].link, every[0].own
        value = joined(every, lambda seen: seen.value)
        asked = np.isfinite(value)
        if where is not None:
            asked &= joined(every, where).astype(bool)
        places = np.flatnonzero(asked)
        self.kept = places[:: len(places) // MOST + 1]
        self.value = value[self.kept]
        self.right = self.column(lambda seen: seen.right)
        self.allowance = self.column(lambda seen: seen.allowance)
        self.axes = self.chain.axes
        self.quotients = quotients(self.axes)
        self.lengths = [self.column(partial(_quotient, each)) for each in self.quotients]

    def column(self, of: Callable[[Seen], Numbers]) -> Values:
        """One number beside each value that is looked at."""
        with np.errstate(all="ignore"):
            return joined(self.every, of)[self.kept]

    def quantity(self, said: str, ball: Callable[[Seen], Ball]) -> Column:
        """A quantity that stands beside."""
        values = self.column(lambda seen: seen.spread(ball(seen)).value)
        return Column(said, ball, values, self.column(lambda seen: seen.spread(ball(seen)).radius))

    def factors(
        self, target: Values, allowance: Values, column: Column, quotients: int | None = None
    ) -> Iterator[Factor]:
        """By what the column is the target everywhere, the simplest quotient first."""
        for quotient, lengths in list(zip(self.quotients, self.lengths, strict=True))[:quotients]:
            if quotient.said and (lengths == lengths[0]).all():
                continue
            with np.errstate(all="ignore"):
                number = factor(target, allowance, column.values * lengths, column.radii * np.abs(lengths))
            if number is not None:
                yield Factor(number, quotient)


def _quotient(quotient: Quotient, seen: Seen) -> float:
    return quotient.of(seen.lengths)


def factor(target: Values, allowance: Values, column: Values, radii: Values) -> Number | None:
    """The simplest number c with target = c · column within the allowance everywhere; None if there is none."""
    asked = np.isfinite(allowance)
    if not np.isfinite(column[asked]).all() or (np.abs(target) > allowance)[asked & (column == 0) & (radii == 0)].any():
        return None
    clear = asked & (np.abs(column) > 8 * radii) & (column != 0)
    if not clear.any():
        return None
    sharpness = np.where(clear, (allowance + radii) / np.abs(np.where(clear, column, 1.0)), np.inf)
    order = np.argpartition(sharpness, min(PROBES, len(sharpness) - 1))[:PROBES]
    best = order[np.argmin(sharpness[order])]
    guess = abs(float(target[best] / column[best]))
    for places in (order, np.flatnonzero(clear)):
        spread = allowance[places] + guess * radii[places]
        with np.errstate(all="ignore"):
            ends = np.sort(((target[places] - spread) / column[places], (target[places] + spread) / column[places]), 0)
        low, high = float(ends[0].max()), float(ends[1].min())
        if not low <= high:
            return None
    if low <= 0 <= high or high - low > KNOWN * abs(low + high) / 2:
        return None
    return within(low, high)
