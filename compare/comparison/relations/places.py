"""Where a link is wrong: conditions that hold at every wrong value, and at as few right ones as can be.

Of several the one is told that takes least to say: its own words, and which of the values inside are wrong after all. A
threshold that has been fitted to the numbers takes more words than a label, a sign, an index or a length.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from compare.arithmetic.precision import Mask
from compare.comparison.relations.conditions import Place, lengths, thresholds, which
from compare.comparison.relations.fitting import Table
from compare.comparison.relations.measures import measures

SURE = 26.0  # bits that a condition must save: a chance below 1e-8
FEW, MANY = 4, 8  # wrong values inside, and right ones outside, without which nothing is said
CONDITIONS = 2  # that are joined by "and"


def place(table: Table, wrong: Mask, right: Mask) -> Place | None:
    """The condition, of one part or two, that tells the wrong values from the right ones best; None if none does."""
    best, left = None, right
    if wrong.sum() < FEW or right.sum() < MANY:
        return None
    every = list(_conditions(table, wrong, right))
    for _ in range(CONDITIONS):
        found = _best(every, wrong, left)
        if found is None:
            break
        best = found if best is None else best.joined(found)
        left = right & best.inside
        every = [each for each in every if not each.fitted]  # a second limit fits whatever the first one leaves
    return best if best is not None and left.sum() <= wrong.sum() else None


def _best(every: list[Place], wrong: Mask, right: Mask) -> Place | None:
    """The condition that takes least to say, if it saves enough."""
    found, least = None, _bits(wrong, right) - SURE
    for each in every:
        inside = right & each.inside
        bits = each.bits + _bits(wrong, inside)
        if bits < least and right.sum() - inside.sum() >= MANY:
            found, least = each, bits
    return found


def _bits(wrong: Mask, right: Mask) -> float:
    """What it takes to say which of these values are the wrong ones."""
    bad, good = int(wrong.sum()), int(right.sum())
    share = np.array([each / (bad + good) for each in (bad, good) if each])
    return float((bad + good) * -(share * np.log2(share)).sum())


def _conditions(table: Table, wrong: Mask, right: Mask) -> Iterator[Place]:
    """Those that all wrong values meet."""
    for each in (*which(table), *lengths(table)):
        if each.inside[wrong].all():
            yield each
    for measure in measures(table):
        values = table.column(measure.of)
        if np.isfinite(values[wrong | right]).all():
            yield from thresholds(measure, values, wrong, right)
